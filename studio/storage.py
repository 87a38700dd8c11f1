"""File operations that survive a crash: written beside, flushed to disk, renamed.

`Disk` is the one seam through which a run changes the disk, so that tests can break any of its
operations. Knows nothing of what a run is (`studio.run`).
"""

import contextlib
import errno
import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Self

from studio.errors import RunLocked, StorageError

PART = ".part"
"""Suffix of a file that is not whole yet."""

_BLOCK = 1 << 20
"""Bytes gathered before a write."""

_LATER = "and continue with --resume, or choose another --out"
_WAYS_OUT = {
    errno.ENOSPC: f"free some space {_LATER}",
    errno.EDQUOT: f"free some of your quota {_LATER}",
    errno.EFBIG: f"raise the file size limit (ulimit -f) {_LATER}",
    errno.EROFS: f"make it writable {_LATER}",
    errno.EACCES: f"make it writable {_LATER}",
    errno.EPERM: f"make it writable {_LATER}",
}


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the system's refusals about `path` into a StorageError that says what to do."""
    try:
        yield
    except OSError as problem:
        what = (problem.strerror or type(problem).__name__).lower()
        way = _WAYS_OUT.get(problem.errno or 0, f"look at the disk {_LATER}")
        raise StorageError(f"{path}: {what}; what was sealed before is safe: {way}") from problem


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Disk:
    """Every change a run makes to the disk. No method leaves a file half renamed."""

    def folder(self, path: Path) -> None:
        """Make a folder and its parents, if missing, and wait until the disk has it."""
        path.mkdir(parents=True, exist_ok=True)
        _sync_folder(path.parent)

    def create(self, path: Path) -> IO[bytes]:
        """An empty file, unbuffered; what was there is gone."""
        return open(path, "wb", buffering=0)

    def append(self, path: Path) -> IO[bytes]:
        """A file to add to, unbuffered."""
        return open(path, "ab", buffering=0)

    def write(self, file: IO[bytes], data: bytes) -> None:
        """All of `data`; a full disk may take a part of it before it refuses."""
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]

    def sync(self, file: IO[bytes]) -> None:
        """Wait until the file's bytes are on the disk."""
        os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """Give a file its final name, and wait until the folder says so on the disk."""
        os.replace(source, target)
        _sync_folder(target.parent)

    def remove(self, path: Path) -> None:
        """Delete a file, if it is there."""
        path.unlink(missing_ok=True)


class Sheet:
    """A file of lines that appears whole under its name or not at all."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self.rows = 0
        self.bytes = 0
        self._disk = disk
        self._part = path.with_name(path.name + PART)
        self._hash = hashlib.sha256()
        self._waiting: list[bytes] = []
        self._size = 0
        with told(path):
            self._file = disk.create(self._part)

    def add(self, line: bytes) -> None:
        """A line, without its line end."""
        self._waiting += (line, b"\n")
        self._size += len(line) + 1
        self.rows += 1
        if self._size >= _BLOCK:
            self._flush()

    def _flush(self) -> None:
        data = b"".join(self._waiting)
        self._waiting.clear()
        self._size = 0
        self._hash.update(data)
        self.bytes += len(data)
        with told(self.path):
            self._disk.write(self._file, data)

    def finish(self) -> dict[str, int | str]:
        """Everything on the disk, still under its provisional name: its rows, bytes, sha256."""
        self._flush()
        with told(self.path):
            self._disk.sync(self._file)
            self._file.close()
        return {"rows": self.rows, "bytes": self.bytes, "sha256": self._hash.hexdigest()}

    def publish(self) -> None:
        """Give the finished file its name."""
        with told(self.path):
            self._disk.rename(self._part, self.path)

    def discard(self) -> None:
        """Leave nothing behind of a file that was not published."""
        self._file.close()
        with contextlib.suppress(OSError):
            self._disk.remove(self._part)


def put(path: Path, data: bytes, disk: Disk) -> None:
    """A whole small file, appearing at once. Raises StorageError; leaves no provisional file."""
    part = path.with_name(path.name + PART)
    with told(path):
        try:
            with disk.create(part) as file:
                disk.write(file, data)
                disk.sync(file)
            disk.rename(part, path)
        except OSError:
            with contextlib.suppress(OSError):
                disk.remove(part)
            raise


def fingerprint(path: Path) -> tuple[int, str]:
    """Size in bytes and sha256 of a file."""
    with told(path), path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


class Lock:
    """Exclusive right to write a folder, for as long as the process lives or until released.

    An flock on a file inside: the system gives it up for a process that was killed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        with told(self.path):
            self._file = open(self.path, "a+", encoding="ascii")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            owner = self._file.read(20).strip()
            self._file.close()
            process = f"process {owner}" if owner else "another process"
            raise RunLocked(
                f"{self.path.parent}: {process} is writing this run: wait for it or choose "
                "another --out"
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        with told(self.path):
            self._file.flush()
        return self

    def __exit__(self, *failure: object) -> None:
        self._file.close()
