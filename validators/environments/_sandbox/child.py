"""The process of one dialogue: takes calls from its socket, one after the other, and answers.

Module state lives here. Everything that a call can do wrong becomes an answer, or the end of
this process, which the other side takes for one.
"""

import json
import os
import socket
import tempfile

from . import results, verdicts, wire
from .confinement import Child
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
    """Answer calls until the other side closes. The first message is the seed, each further one a
    call, `number function\\narguments`; an answer is
    `{"call": number, "value": …}` or `{"call": number, "error": kind, "type": …, "message": …}`."""
    os.environ.update(HOME=confined.folder, TMPDIR=confined.folder)
    tempfile.tempdir = None
    limits = plan.limits
    confined.confine()
    hidden = (confined.folder, *plan.hidden)
    try:
        entropy.restart(int(wire.received(sock)))
    except wire.Closed:
        return
    while True:
        try:
            message = wire.received(sock)
        except (wire.Closed, OSError):
            return
        head, _, arguments = message.partition(b"\n")
        number, function = map(int, head.split())
        sock.sendall(wire.framed(_answer(number, function, arguments, library, limits, hidden)))


def _answer(
    number: int,
    function: int,
    arguments: bytes,
    library: Library,
    limits: Limits,
    hidden: tuple[str, ...],
) -> bytes:
    try:
        body = results.encoded(library.function(function).call(arguments), limits.answer)
    except BaseException as error:  # whatever a function raises is an answer
        refused = verdicts.judged(error)
        message = verdicts.scrubbed(str(refused), hidden)
        answer = {
            "call": number,
            "error": refused.kind,
            "type": refused.type,
            "message": message,
        }
        return json.dumps(answer).encode()
    # where it happens to lie is nothing a result should tell
    place = hidden[0].encode()
    body = body.replace(place + b"/", b"").replace(place, b".")
    return b'{"call":%d,"value":%s}' % (number, body)
