"""Executes the user's own Python functions, in a sandbox of their own process.

The functions are those that `corpora.sources.python` read: found by the file and name in a tool's
origin, imported once in a server process that starts with the first call, and called by keyword,
with the arguments as their type hints want them. Every dialogue has a process to itself, forked
from the server, in which module state lives, and a temporary working folder; a process that dies
is replaced by a fresh one, over the same folder, at the next call.

To fork costs milliseconds, so a process serves another dialogue where that cannot make a
difference. Whether the functions of a file may is decided once, after its import: not if it reaches
connections, generators, open files, locks, other objects that cannot be watched, more than twenty
thousand things, or libraries that are not known to keep no state (`_sandbox.reach.PLAIN`). Then a
process serves again only if all that the file reached before its first call is there unchanged
(globals, containers, instances, classes, defaults, closures and attributes of functions, names of
the modules it uses; caches of `functools.cache` are emptied), the folder is empty or could be
emptied of a few files, no thread, descriptor, timer, signal handler, setting or module came or
went, and it took little memory and processor time (`_sandbox.fresh`). Random generators begin anew,
as in every dialogue. Else the process is replaced.

A call that gives no result has one of these verdicts for its error, each with a body
`{"error": {"type": …, "message": …}}` that names no folder of this machine:

    invalid         the arguments do not fit the function: missing, unknown, of a wrong type
    raised          the function raised an exception: its type and message
    forbidden       it failed at what the sandbox does not allow: network, programs, processes,
                    signals, files outside its folder
    exited          it ended the program (`sys.exit`, `os._exit`)
    timed_out       it took longer than `Access.seconds`, or all processor time of a dialogue
    out_of_memory   it took more memory than allowed
    disk_full       it wrote too much: into one file, or altogether
    not_json        its result has no faithful form in JSON: NaN, sets, cycles, other objects
    too_large       its result is larger than a megabyte
    crashed         it brought the process down: a segmentation fault, a closed socket

What a function prints goes nowhere. Its process has no environment, and is held by rlimits
(`_sandbox.limits`) and, on Linux on x86_64 and aarch64, by a seccomp filter (no network, programs,
processes, signals to others, mounts …) and by Landlock (kernel 5.13 on; nothing is written outside
the working folder); it dies with its parent. Without Landlock a function can write where the user
can; without seccomp, as on macOS, it can also reach the network, and processes are bounded by
RLIMIT_NPROC alone, memory by nothing where the system ignores RLIMIT_AS. Reading files is allowed
everywhere the user may read, since imports need it: this protects from mistakes and from what
models make of functions, not from functions written to attack who runs them. `holds` says what is
in force.

Replays are the same as far as that can be had: hash seed, `random`, `os.urandom` (so uuid4 and
`secrets`) and numpy's global generator are seeded; time zone UTC, one thread of BLAS. The clock is
the machine's: functions that read it give other results on another day.
"""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from studio.environment import Access, Environment, Filler, Outcome
from studio.record import Intervention, Json, Tool

if TYPE_CHECKING:
    from validators.environments._sandbox.client import Server
    from validators.environments._sandbox.dialogue import Dialogue
    from validators.environments._sandbox.files import Place
    from validators.environments._sandbox.idle import Idle
    from validators.environments._sandbox.limits import Limits
    from validators.environments._sandbox.plan import SourceFile

_FATAL = ("timed_out", "disk_full", "out_of_memory", "crashed")
"""Verdicts of a process that lives, after which it is ended."""


class Python:
    """Functions of Python files."""

    name = "python"
    rank = 50

    def tools(self, access: Access) -> Sequence[Tool]:
        """None of its own: they are read as schemas."""
        return ()

    def start(self, tools: Sequence[Tool], access: Access, filler: Filler) -> Environment | None:
        """The environment of the tools whose files the access names. No process is started yet;
        SchemaError for a file that is no valid Python or imports what is not installed."""
        mine = [tool for tool in tools if tool.origin.format == "python"]
        if not access.python or not mine:
            return None
        from validators.environments._sandbox import files, limits

        found, numbers = files.sources(mine, access.schemas)
        cpu = max(2, round(4 * access.seconds))
        allowed = replace(limits.Limits(), seconds=access.seconds, cpu=cpu)
        return PythonEnvironment(found, numbers, allowed) if found else None


class PythonEnvironment:
    """The functions of some files, and the server that executes them once a call is made."""

    name = "python"
    version = "1"
    repeatable = True

    def __init__(
        self, files: Sequence["SourceFile"], numbers: Mapping["Place", int], limits: "Limits"
    ) -> None:
        self.limits = limits
        self._files = tuple(files)
        self._numbers = numbers
        self._server: Server | None = None
        self._base = ""
        self._prepared: set[int] = set()
        self._idle: Idle | None = None

    def handles(self, tool: Tool) -> bool:
        """Whether a tool is a function of one of the files."""
        return tool.origin.format == "python" and _place(tool) in self._numbers

    def can(self, tool: Tool, kind: str) -> bool:
        """Nothing can be made to happen at a call."""
        return False

    def open(self, seed: int, today: date) -> "PythonSession":
        """A dialogue; its process starts with its first call."""
        return PythonSession(self, seed)

    def close(self) -> None:
        """End the server and every dialogue, and remove their folders."""
        if self._server is not None:
            self._forget()
            self._server.close()
            self._server = None

    @property
    def holds(self) -> tuple[str, ...]:
        """What confines the functions on this machine: of `limits`, `death_signal`,
        `capabilities`, `landlock`, `seccomp`. Starts the server; SchemaError when a file cannot
        be imported."""
        return self.server().holds

    @property
    def pid(self) -> int | None:
        """Process id of the server; None before the first call."""
        return self._server.pid if self._server else None

    def number(self, tool: Tool) -> int:
        """Of a tool's function."""
        return self._numbers[_place(tool)]

    def server(self) -> "Server":
        """The server, started if there is none. SchemaError when a file cannot be imported."""
        if self._server is None:
            from validators.environments._sandbox import client, files, idle, plan
            from validators.environments._sandbox.folder import remove

            # links resolved: that is how functions get to see their folder
            base = os.path.realpath(tempfile.mkdtemp(prefix="functions-"))
            try:
                self._server = client.Server(
                    plan.Plan(
                        files=self._files,
                        path=files.search_path(self._files),
                        base=base,
                        hidden=files.hidden(self._files, base),
                        limits=self.limits,
                    )
                )
            finally:
                if self._server is None:
                    remove(base)
            self._base = base
            self._idle = idle.Idle()
            self._prepared = set()
        return self._server

    def prepare(self, function: int) -> None:
        """Have the server ready for a function which a dialogue has come to need."""
        if function not in self._prepared:
            self._prepared.add(function)
            self.server().prepare(function)

    def dialogue(
        self, function: int, seed: int, folder: str = "", *, fresh: bool = False
    ) -> "Dialogue":
        """A process for a dialogue that begins with this function: one that may serve again; a
        new one if it must be `fresh`, or over a folder. Raises Lost."""
        from validators.environments._sandbox.dialogue import Dialogue

        server = self.server()
        taken = self._idle.take(seed) if self._idle and not (folder or fresh) else None
        if taken is not None:
            self.prepare(function)
            return taken
        self._prepared.add(function)
        return Dialogue(server.open(function, folder), seed, self.limits)

    def proved(self, *, stale: bool) -> None:
        """Whether a process that was to serve again could not."""
        if self._idle is not None:
            self._idle.proved(stale=stale)

    def retire(self, server: "Server", dialogue: "Dialogue") -> None:
        """A dialogue is over: its process waits for another if it may, or ends."""
        if self._server is not server or self._idle is None or not self._idle.keep(dialogue):
            self.release(server, dialogue)

    def release(self, server: "Server", dialogue: "Dialogue") -> None:
        """End a process and remove its folder, unless its server is gone and both with it."""
        from validators.environments._sandbox.client import Lost

        dialogue.close()
        if self._server is server:
            try:
                server.release(dialogue.number, dialogue.folder)
            except Lost:
                self.lost(server)

    def lost(self, server: "Server") -> None:
        """A server died: the next call starts another. Its dialogues begin again."""
        from validators.environments._sandbox.folder import remove

        if self._server is server:
            self._forget()
            server.kill()
            remove(self._base)
            self._server = None

    def _forget(self) -> None:
        if self._idle is not None:
            self._idle.close()
            self._idle = None


class PythonSession:
    """One dialogue."""

    def __init__(self, environment: PythonEnvironment, seed: int) -> None:
        self._environment = environment
        self._seed = seed
        self._server: Server | None = None
        self._dialogue: Dialogue | None = None
        """The process, and the server it is of."""
        self._alive = False

    def execute(
        self, tool: Tool, arguments: Mapping[str, Json], twist: Intervention | None = None
    ) -> Outcome:
        """Call the function. SchemaError when its file cannot be imported."""
        from validators.environments._sandbox.client import Lost
        from validators.environments._sandbox.verdicts import Refused

        try:
            return Outcome(self._result(self._environment.number(tool), arguments))
        except Refused as refused:
            verdict = refused
        except Lost:
            self._lose()
            verdict = Refused("crashed", "Crash", "the function brought its sandbox down")
        return Outcome({"error": {"type": verdict.type, "message": str(verdict)}}, verdict.kind)

    def close(self) -> None:
        """End the process and remove the folder."""
        if self._dialogue is not None and self._server is not None:
            end = self._environment.retire if self._alive else self._environment.release
            end(self._server, self._dialogue)
        self._server = self._dialogue = None

    def _result(self, function: int, arguments: Mapping[str, Json]) -> Json:
        """Of one call. Raises Refused and Lost."""
        from validators.environments._sandbox.dialogue import Dead, Stale, ended
        from validators.environments._sandbox.folder import empty
        from validators.environments._sandbox.verdicts import Refused

        dialogue = self._opened(function)
        unproven = dialogue.renewed and not dialogue.functions
        try:
            value = dialogue.call(function, arguments)
        except Stale:
            return self._anew(function, arguments, stale=True)
        except Dead:
            if unproven:  # what else it did before its end cannot be told: once more from new
                return self._anew(function, arguments, stale=False)
            raise ended(self._end(), dialogue.late) from None
        except Refused as refused:
            if refused.kind in _FATAL:
                self._end()
            if refused.kind == "disk_full":
                empty(dialogue.folder)
            raise
        if unproven:
            self._environment.proved(stale=False)
        return value

    def _anew(self, function: int, arguments: Mapping[str, Json], *, stale: bool) -> Json:
        """The result of the first call, in a new process: that which had served another dialogue
        is not as good as new."""
        assert self._server is not None
        assert self._dialogue is not None
        self._environment.proved(stale=stale)
        self._environment.release(self._server, self._dialogue)
        self._dialogue = self._environment.dialogue(function, self._seed, fresh=True)
        return self._result(function, arguments)

    def _opened(self, function: int) -> "Dialogue":
        """The process; a new one where there is none, it ended, or its server was replaced."""
        server = self._environment.server()
        if self._dialogue is not None and self._server is server and self._alive:
            self._environment.prepare(function)
            return self._dialogue
        folder = ""
        if self._dialogue is not None:
            self._dialogue.close()
            folder = self._dialogue.folder if self._server is server else ""
        self._server = server
        self._dialogue = self._environment.dialogue(function, self._seed, folder)
        self._alive = True
        return self._dialogue

    def _end(self) -> int:
        """End the process; its exit status. The folder stays, for the process that follows."""
        assert self._server is not None
        assert self._dialogue is not None
        self._dialogue.close()
        self._alive = False
        return self._server.end(self._dialogue.number)

    def _lose(self) -> None:
        """The server is gone."""
        if self._server is not None:
            self._environment.lost(self._server)
        if self._dialogue is not None:
            self._dialogue.close()
        self._server = self._dialogue = None


def _place(tool: Tool) -> "Place":
    from validators.environments._sandbox.files import place

    return place(tool)


PART = Python()
