"""What must not outlive a worker that is killed: its server processes and their folders.

A process that is killed with SIGKILL cleans nothing up. Its servers end with it, because the kernel
sends them SIGKILL as well (Linux: PR_SET_PDEATHSIG of prctl(2); elsewhere they end when their input
does). Of a server's own children only those that notice the end of it do. Folders are removed at
the next start: a folder whose lock nobody holds any more belongs to nobody.
"""

import contextlib
import ctypes
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

_PREFIX = "studio-mcp-"
_PR_SET_PDEATHSIG = 1
"""From <linux/prctl.h>."""


def bound_to_parent() -> Callable[[], None] | None:
    """What a new process is to do before it becomes a server, so that it ends with the thread that
    started it; None where the system has no such thing."""
    if not sys.platform.startswith("linux"):
        return None
    # loaded here: between fork and exec nothing may be imported
    prctl, parent = ctypes.CDLL(None, use_errno=True).prctl, os.getpid()

    def bind() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # it was killed meanwhile
            os._exit(1)

    return bind


@contextlib.contextmanager
def own_folder() -> Iterator[str]:
    """An empty folder for one server, removed at the end."""
    outer = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        with _held(outer / "lock"):
            own = outer / "own"
            own.mkdir()
            yield str(own)
    finally:
        shutil.rmtree(outer, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of servers whose worker was killed."""
    for outer in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        lock = outer / "lock"
        try:
            with _held(lock, create=False):
                shutil.rmtree(outer, ignore_errors=True)
        except OSError:
            # in use, another user's, or not locked yet
            continue


@contextlib.contextmanager
def _held(lock: Path, *, create: bool = True) -> Iterator[None]:
    """Hold a lock that ends with this process. OSError when another process holds it."""
    import fcntl

    descriptor = os.open(lock, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)
