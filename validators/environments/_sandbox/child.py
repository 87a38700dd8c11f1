"""The process of a dialogue: takes calls from its socket, one after the other, and answers.

Module state lives here. Everything that a call can do wrong becomes an answer, or the end of
this process, which the other side takes for one. The first call of the next dialogue may come too:
then this process says whether it is as good as a new one (`fresh`), and is replaced if it is not.
"""

import json
import os
import socket
import sys
import tempfile
from contextvars import Context, copy_context

from . import results, verdicts, wire
from .confinement import Child
from .fresh import Process
from .imports import Entropy, Library
from .limits import Limits
from .plan import Plan


def live(
    sock: socket.socket,
    library: Library,
    entropy: Entropy,
    plan: Plan,
    confined: Child,
) -> None:
    """Answer calls until the other side closes. Each message is a call,
    `number function seed\\narguments`, numbered from 1 in each dialogue; an answer is
    `{"call": number, "again": …, "value": …}`, or for the value
    `"error": kind, "type": …, "message": …`; `again` tells whether this process may be asked to
    serve another dialogue. Asked to, it answers `{"stale": true}` if it cannot."""
    os.environ.update(HOME=confined.folder, TMPDIR=confined.folder)
    tempfile.tempdir = None
    confined.confine()
    worker = _Worker(library, entropy, plan, confined.folder)
    while True:
        try:
            message = wire.received(sock)
        except (wire.Closed, OSError):
            return
        head, _, arguments = message.partition(b"\n")
        number, function, seed = map(int, head.split())
        if number == 1 and not worker.begin(function, seed):
            sock.sendall(wire.framed(b'{"stale":true}'))
            return
        sock.sendall(wire.framed(worker.answer(number, function, arguments)))


class _Worker:
    def __init__(self, library: Library, entropy: Entropy, plan: Plan, folder: str) -> None:
        self._library = library
        self._entropy = entropy
        self._limits = plan.limits
        self._folder = folder
        self._hidden = (folder, *plan.hidden)
        self._served = False
        self._process: Process | None = None
        self._context = Context()

    def begin(self, function: int, seed: int) -> bool:
        """Begin a dialogue whose first call is of this function; False if that needs a new
        process."""
        self._entropy.restart(seed)
        if not self._served:
            if self._library.watch.reach(self._library.module(function)) is not None:
                self._process = Process(self._folder, self._library.watch)
        elif self._process is None or not self._process.fresh():
            return False
        self._served = True
        # what functions set in context variables ends with the dialogue
        self._context = copy_context()
        self._context.run(_own_decimals)
        return True

    def answer(self, number: int, function: int, arguments: bytes) -> bytes:
        """To one call."""
        again = self._process is not None and self._process.calling(self._library.module(function))
        told = self._context.run(_told, function, arguments, self._library, self._limits)
        if isinstance(told, verdicts.Refused):
            message = verdicts.scrubbed(str(told), self._hidden)
            answer = {
                "call": number,
                "again": again,
                "error": told.kind,
                "type": told.type,
                "message": message,
            }
            return json.dumps(answer).encode()
        # where it happens to lie is nothing a result should tell
        place = self._folder.encode()
        body = told.replace(place + b"/", b"").replace(place, b".")
        return b'{"call":%d,"again":%s,"value":%s}' % (number, b"true" if again else b"false", body)


def _told(
    function: int, arguments: bytes, library: Library, limits: Limits
) -> bytes | verdicts.Refused:
    try:
        return results.encoded(library.function(function).call(arguments), limits.answer)
    except BaseException as error:  # whatever a function raises is an answer
        return verdicts.judged(error)


def _own_decimals() -> None:
    """Precision and flags of this dialogue alone: the object in the context is shared."""
    decimal = sys.modules.get("decimal")
    if decimal is not None:
        decimal.setcontext(decimal.getcontext().copy())
