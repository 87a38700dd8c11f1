"""The studio's side of the sandbox: starts the server, has it open and end dialogues."""

import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.errors import SchemaError

from . import wire
from .folder import remove
from .plan import Plan

_BOOT = (
    # last, since beside this package lie modules with names like `http`
    "import sys; sys.path.append(sys.argv[1]); from _sandbox.server import main; "
    "sys.path.pop(); main(int(sys.argv[2]))"
)
_PATIENCE = 15.0
"""Seconds the server has for an order; it needs milliseconds."""


class Lost(Exception):
    """The server is gone, and all its dialogues with it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The process of a dialogue."""

    dialogue: int
    """Its number."""
    folder: str
    """Where it works."""
    socket: socket.socket


class Server:
    """One process that holds the imported files. Not to be shared between threads."""

    def __init__(self, plan: Plan) -> None:
        """Start it and import all files. Raises SchemaError for a file that cannot be imported."""
        self._plan = plan
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-s", "-P", "-B", "-X", "utf8", "-c", _BOOT),
                    *(str(Path(__file__).parents[1]), str(theirs.fileno())),
                ],
                pass_fds=[theirs.fileno()],
                env=_environment(),
                cwd=plan.base,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        try:
            self.holds = self._start()
            """What confines it, as far as this platform can: see `confinement`."""
        except BaseException:
            self.kill()
            raise
        self._control.settimeout(_PATIENCE)

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return self._process.pid

    def _start(self) -> tuple[str, ...]:
        self._control.settimeout(self._plan.limits.startup + _PATIENCE)
        importing = ""
        try:
            self._control.sendall(wire.framed(self._plan.encoded()))
            while True:
                reply, _ = self._reply()
                if "ready" in reply:
                    return tuple(reply["ready"])
                if "fault" in reply:
                    break
                importing = reply["importing"]
            fault = reply["fault"]
        except Lost:
            fault = self._end_of_import()
        if not importing:
            raise RuntimeError(f"the sandbox cannot be started: {fault}")
        raise SchemaError(
            f"{importing}: cannot be imported: {fault}; correct it, or generate without executing "
            "Python functions"
        )

    def _end_of_import(self) -> str:
        try:
            code = self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            return "it hangs"
        if code == -signal.SIGALRM:
            return f"it takes longer than {self._plan.limits.startup:g} s"
        if code < 0:
            return f"it crashes the interpreter ({signal.Signals(-code).name})"
        return "it ends the interpreter"

    def open(self, function: int, folder: str = "") -> "Opened":
        """A new process for a dialogue, over the folder of one that ended or a fresh one.
        `function` is what it will call first. Raises Lost."""
        self._order({"do": "open", "function": function, "folder": folder})
        reply, descriptor = self._reply()
        if descriptor is None:
            raise Lost
        return Opened(reply["dialogue"], reply["folder"], socket.socket(fileno=descriptor))

    def prepare(self, function: int) -> None:
        """Have a function ready for dialogues to come. Raises Lost."""
        self._order({"do": "prepare", "function": function})

    def end(self, dialogue: int) -> int:
        """End a dialogue's process, dead or alive; its status as `waitpid` gives it. Its folder
        stays. Raises Lost."""
        self._order({"do": "end", "dialogue": dialogue})
        return int(self._reply()[0]["status"])

    def release(self, dialogue: int, folder: str) -> None:
        """End a dialogue's process, if it has one, and remove its folder, soon. Raises Lost."""
        self._order({"do": "close", "dialogue": dialogue, "folder": folder})

    def close(self) -> None:
        """End the server and all dialogues; the folders are removed."""
        self._control.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
        remove(self._plan.base)

    def kill(self) -> None:
        """End the server at once. Its children end with it; folders stay."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _order(self, order: dict[str, Any]) -> None:
        try:
            self._control.sendall(wire.framed(json.dumps(order).encode()))
        except OSError:
            raise Lost from None

    def _reply(self) -> tuple[dict[str, Any], int | None]:
        """The next message and the file descriptor that came with it."""
        try:
            message, descriptor = wire.received_with(self._control)
        except (OSError, wire.Closed):
            raise Lost from None
        reply: dict[str, Any] = json.loads(message)
        if "bug" in reply:
            raise RuntimeError(f"the sandbox failed\n{reply['bug']}")
        return reply, descriptor


def _environment() -> dict[str, str]:
    """All of the environment the sandbox has: none of it from outside."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",  # sets of text in the same order in every process
        **dict.fromkeys(threads, "1"),  # threads do not survive a fork
    }
