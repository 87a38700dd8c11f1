"""A process from the studio's side: sends it the calls of a dialogue, waits for the answers.

Never believes what comes back: an answer of a wrong form, length or number is a crash.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any

from . import wire
from .client import Opened
from .folder import used
from .limits import Limits
from .verdicts import Refused

KINDS = frozenset(
    "invalid raised forbidden exited timed_out out_of_memory disk_full not_json too_large "
    "crashed".split()
)
"""Every verdict there is on a call that gave no result."""

_FEW = 8
"""Files and folders that a process may remove to serve again; more would take as long as
another process."""

_CHUNK = 2**16
"""Bytes read at a time: most answers are one chunk."""

_FIRST_LOOK, _LOOK = 0.02, 0.1
"""Seconds until the folder is first looked at while a call runs, and between looks."""


class Dead(Exception):
    """The process ended instead of answering."""


class Stale(Exception):
    """The process served another dialogue and is not as good as new."""


class Dialogue:
    """The socket to one process, and the dialogue it serves."""

    def __init__(self, opened: Opened, seed: int, limits: Limits) -> None:
        self.number = opened.dialogue
        self.folder = opened.folder
        self._socket = opened.socket
        self._seed = seed
        self._limits = limits
        self._calls = 0
        self._entries = 0
        self._again = False
        self.renewed = False
        """Whether the process served another dialogue before."""
        self.functions: set[int] = set()
        """Functions called in this dialogue."""

    @property
    def reusable(self) -> bool:
        """Whether the process may be asked to serve another dialogue."""
        return self._again and self._entries <= _FEW

    @property
    def unproven(self) -> bool:
        """Whether it served another dialogue, and answered no call of this one."""
        return self.renewed and self._calls <= 1

    def renew(self, seed: int) -> None:
        """Begin another dialogue with the process."""
        self._seed, self._calls, self.renewed, self._again = seed, 0, True, False
        self.functions = set()

    def call(self, function: int, arguments: Mapping[str, Any]) -> Any:
        """The result. Raises Refused for a verdict of the process itself, Dead when there is
        none, Stale instead of the first answer in a renewed dialogue."""
        self._calls += 1
        deadline = time.monotonic() + self._limits.seconds
        content = json.dumps(arguments, separators=(",", ":")).encode()
        message = wire.framed(b"%d %d %d\n%s" % (self._calls, function, self._seed, content))
        self.functions.add(function)
        self._again = False
        try:
            self._socket.settimeout(self._limits.seconds)
            self._socket.sendall(message)
            answer = self._received(deadline)
        except TimeoutError:
            raise self.late() from None
        except OSError:
            raise Dead from None
        self._look()
        return self._value(answer)

    def late(self) -> Refused:
        """The verdict on a call that takes too long."""
        return Refused(
            "timed_out",
            "TimeoutError",
            f"the function did not finish within {self._limits.seconds:g} seconds",
        )

    def close(self) -> None:
        """Close the socket, which ends a process that waits for a call."""
        self._socket.close()

    def _received(self, deadline: float) -> bytes:
        head = wire.LENGTH.size
        parts = bytearray()
        self._fill(parts, head, deadline)
        (length,) = wire.LENGTH.unpack_from(parts)
        if length > self._limits.answer + 2**16:
            raise _broken()
        self._fill(parts, head + length, deadline)
        if len(parts) > head + length:
            raise _broken()  # it talks without being asked
        return bytes(parts[head:])

    def _fill(self, parts: bytearray, count: int, deadline: float) -> None:
        """Read until there are so many bytes, or more."""
        patience = _FIRST_LOOK
        while len(parts) < count:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(min(patience, left))
            try:
                chunk = self._socket.recv(_CHUNK)
            except TimeoutError:
                patience = _LOOK
                self._look()
                continue
            if not chunk:
                raise Dead
            parts += chunk

    def _look(self) -> None:
        size, self._entries = used(self.folder, self._limits.entries)
        if size > self._limits.folder or self._entries > self._limits.entries:
            raise Refused("disk_full", "OSError", "the function filled its disk space")

    def _value(self, answer: bytes) -> Any:
        try:
            reply = json.loads(answer)
        except (ValueError, RecursionError):
            raise _broken() from None
        if self.unproven and reply == {"stale": True}:
            raise Stale
        if not isinstance(reply, dict) or reply.get("call") != self._calls:
            raise _broken()
        self._again = reply.get("again") is True
        if "value" in reply:
            return reply["value"]
        told = [reply.get(name) for name in ("error", "type", "message")]
        if told[0] not in KINDS or not all(isinstance(text, str) for text in told):
            raise _broken()
        raise Refused(*map(str, told))


def _broken() -> Refused:
    return Refused("crashed", "Crash", "the function broke the process it ran in")


def ended(status: int, late: Callable[[], Refused]) -> Refused:
    """The verdict on a call whose process ended with this status."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return late()
        name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
        return Refused("crashed", "Crash", f"the function crashed ({name})")
    if os.WEXITSTATUS(status) == 70:
        return _broken()
    return Refused("exited", "SystemExit", "the function ended the program")
