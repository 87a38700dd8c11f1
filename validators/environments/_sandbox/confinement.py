"""Everything that holds the processes of the sandbox, in the order in which it must be set.

What a platform lacks is left out and reported: `server` and `child` say what holds.
"""

import os
import resource
import signal
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from . import landlock, library, seccomp
from .limits import Limits, lower

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_CAPABILITIES_VERSION = 0x20080522
_READ_SEARCH = 1 << 2
_LINUX = sys.platform == "linux"


def server(folder: str, limits: Limits) -> tuple[str, ...]:
    """Confine the server, which imports the user's modules. Gives what holds."""
    lower(resource.RLIMIT_CORE, 0)
    lower(resource.RLIMIT_FSIZE, limits.file)
    lower(resource.RLIMIT_DATA, limits.startup_memory)
    holds = ["limits"]
    if _LINUX:
        _no_new_privileges()
        _drop_capabilities()
        holds += ["death_signal", "capabilities"]
        holds += ["landlock"] if landlock.restrict(folder, removable=True) else []
        seccomp.prepare()
        holds += ["seccomp"] if seccomp.install(child=False) else []
    return tuple(holds)


@dataclass(frozen=True, slots=True)
class Child:
    """The process of one dialogue."""

    folder: str
    """Where it works."""
    limits: Limits
    parent: int
    """Process id of the server."""
    space: int
    """Bytes of address space it starts with."""

    def confine(self) -> None:
        """Confine this process, just forked."""
        os.setsid()
        if _LINUX:
            library.libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != self.parent:
            os._exit(0)  # it died before the signal was asked for
        os.chdir(self.folder)
        # the dialogues before, if there are any, took less than `fresh.SECONDS`
        lower(resource.RLIMIT_CPU, self.limits.cpu + 1, self.limits.cpu + 2)
        lower(resource.RLIMIT_NOFILE, self.limits.descriptors)
        filtered = False
        if _LINUX:
            lower(resource.RLIMIT_AS, self.space + self.limits.memory)
            landlock.restrict(self.folder)
            filtered = seccomp.install(child=True)
        if not filtered:
            lower(resource.RLIMIT_NPROC, 0)  # on Linux of threads too; root is not held by it


def address_space() -> int:
    """Bytes of address space this process has now; 0 where the system does not say."""
    if not _LINUX:
        return 0
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _no_new_privileges() -> None:
    if library.libc().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError("the kernel refused PR_SET_NO_NEW_PRIVS")


def _drop_capabilities() -> None:
    """Root becomes an ordinary user that may read all files: `capset(2)`."""
    if os.geteuid() != 0:
        return
    head = struct.pack("=Ii", _CAPABILITIES_VERSION, 0)
    data = struct.pack("=6I", _READ_SEARCH, _READ_SEARCH, 0, 0, 0, 0)
    if library.libc().capset(head, data) != 0:
        raise OSError("the kernel refused to drop capabilities")
