"""The server of the sandbox: imports the user's files once, then forks a child a dialogue.

Started by `client` as a process of its own. Ends when its socket does, with all its children, and
removes the working folders.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections import deque
from dataclasses import dataclass
from typing import Any

from . import binding, child, confinement, folder, wire
from .imports import Entropy, Library, Unimportable
from .plan import Plan


def main(descriptor: int) -> None:
    """Serve the socket with this descriptor until it ends."""
    control = socket.socket(fileno=descriptor)
    try:
        _Server(control).run()
    except (wire.Closed, ConnectionError):
        os._exit(0)
    except Exception:  # a fault of this package: told to the other side, which raises it
        _tell(control, {"bug": traceback.format_exc()})
        os._exit(70)


def _tell(control: socket.socket, message: dict[str, Any]) -> None:
    control.sendall(wire.framed(json.dumps(message).encode()))


_FEWEST, _SPARES = 2, 6
"""Children kept ready: when fewer than so many are left, forked until there are so many. To fork
one and confine it takes milliseconds, mostly of pages copied on both sides; several forked in a
row cost this side's copies once."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A child that was not handed over yet."""

    dialogue: int
    folder: str
    socket: socket.socket


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._plan = Plan.decoded(wire.received(control))
        sys.path[:] = self._plan.path
        self._entropy = Entropy()
        self._library = Library(self._plan.files, self._entropy)
        self._children: dict[int, int] = {}
        """Process id by number of the dialogue."""
        self._spares: deque[_Ready] = deque()
        """Children of the next dialogues."""
        self._prepared: set[int] = set()
        self._count = 0
        self._space = 0
        """Bytes of address space this process has once all is imported."""

    def run(self) -> None:
        """Import, then serve."""
        if not self._imported():
            return
        self._space = confinement.address_space()
        gc.collect()
        gc.freeze()  # children need not touch, and so copy, what is there already
        try:
            while True:
                self._serve()
        finally:
            self._end_all()

    def _imported(self) -> bool:
        binding.prepare_typing()
        holds = confinement.server(self._plan.base, self._plan.limits)
        signal.setitimer(signal.ITIMER_REAL, self._plan.limits.startup)  # then the alarm ends it
        try:
            for path in self._library.load():
                _tell(self._control, {"importing": path})
        except Unimportable as error:
            _tell(self._control, {"fault": str(error)})
            return False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        _tell(self._control, {"ready": list(holds)})
        return True

    def _serve(self) -> None:
        order = json.loads(wire.received(self._control))
        if order["do"] == "open":
            self._open(order)
        elif order["do"] == "end":
            _tell(self._control, {"status": self._end(order["dialogue"])})
        elif order["do"] == "close":
            if order["dialogue"] in self._children:
                self._end(order["dialogue"])
            folder.remove(order["folder"])
        elif order["do"] == "prepare":
            self._prepare(order["function"])

    def _open(self, order: dict[str, Any]) -> None:
        """Hand over a child: the one that waits, or one over a folder that is there already."""
        if order["folder"]:
            ready = self._forked(order["folder"])
        else:
            ready = self._spares.popleft() if self._spares else self._forked("")
        message = {"dialogue": ready.dialogue, "folder": ready.folder}
        with ready.socket:
            answer = wire.framed(json.dumps(message).encode())
            socket.send_fds(self._control, [answer], [ready.socket.fileno()])
        self._prepare(order["function"])
        if len(self._spares) < _FEWEST:
            while len(self._spares) < _SPARES:
                self._spares.append(self._forked(""))

    def _prepare(self, function: int) -> None:
        """Have it ready in children to come; what that made they need not touch either."""
        if function not in self._prepared:
            self._prepared.add(function)
            self._library.prepare(function)
            gc.freeze()

    def _forked(self, place: str) -> "_Ready":
        """A child that waits for calls; without a `place` in a folder of its own."""
        self._count += 1
        if not place:
            place = os.path.join(self._plan.base, str(self._count))
            os.mkdir(place, 0o700)
        ours, theirs = socket.socketpair()
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            code = 70
            try:
                ours.close()
                self._control.close()
                for spare in self._spares:
                    spare.socket.close()
                child.live(
                    theirs,
                    self._library,
                    self._entropy,
                    self._plan,
                    confinement.Child(place, self._plan.limits, parent, self._space),
                )
                code = 0
            finally:
                os._exit(code)
        theirs.close()
        self._children[self._count] = process
        return _Ready(self._count, place, ours)

    def _end(self, dialogue: int) -> int:
        """End and bury a child, dead or alive: its exit status as `waitpid` gives it."""
        process = self._children.pop(dialogue)
        os.kill(process, signal.SIGKILL)
        return os.waitpid(process, 0)[1]

    def _end_all(self) -> None:
        for dialogue in list(self._children):
            self._end(dialogue)
        folder.remove(self._plan.base)
