"""The run directory, to write: started, sealed shard by shard, resumed after any crash.

The order of a seal is what makes it safe: the dropped shard gets its name, then the manifest a
line with the digests of both, then the samples shard its name. The last rename is the commit; what
comes before it is undone on resume. One writer at a time holds the lock. What is in the rows is
the caller's business.
"""

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import msgspec

from studio.config import changes
from studio.errors import RunChanged, RunDamaged, RunExists
from studio.run.reader import (
    CONFIG,
    DROPPED,
    LOCK,
    MANIFEST,
    SAMPLES,
    STATS,
    TOOLS,
    read_header,
    shard_name,
)
from studio.storage import PART, Disk, Lock, Sheet, fingerprint, put, told

SHARD = 5000
"""Kept rows in a shard; the last one may have fewer."""

_OURS = (SAMPLES, DROPPED, MANIFEST, TOOLS, STATS, "review.sqlite", CONFIG)
"""What `--overwrite` removes, the marker last, so that a half-removed run is still a run."""
_KEPT = (LOCK, "replies.sqlite")
"""What stays: the lock that is held, and replies that were paid for and are found by request."""


class RunWriter:
    """The one writer of a run directory; use as a context manager.

    `header` are the bytes of config.json, `tools` those of tools.jsonl. Entering takes the lock,
    starts the run or finds where it stopped, and verifies every sealed shard; raises RunExists,
    RunLocked, RunChanged, RunDamaged or StorageError with nothing changed. Leaving without `end`
    removes what was not sealed.
    """

    def __init__(
        self,
        path: Path,
        header: bytes,
        tools: bytes,
        *,
        resume: bool = False,
        overwrite: bool = False,
        shard: int = SHARD,
        disk: Disk | None = None,
    ) -> None:
        self.path = path
        self.shard = shard
        self.rows = 0
        """Kept rows that are sealed."""
        self.ended = ""
        """How the run ended, `complete` or `exhausted`; empty while it has not."""
        self._header = header
        self._tools = tools
        self._resume = resume
        self._overwrite = overwrite
        self._disk = disk or Disk()
        self._stack = ExitStack()
        self._sheets: tuple[Sheet, Sheet] | None = None
        self._sealed = 0

    def __enter__(self) -> Self:
        with self._stack:
            refuse(self.path, resume=self._resume, overwrite=self._overwrite)
            with told(self.path):
                self._disk.folder(self.path)
            self._stack.enter_context(Lock(self.path / LOCK))
            self._sweep()
            if self._overwrite:
                self._clear()
            if (self.path / CONFIG).exists():
                self._take_up()
            else:
                self._start()
            self._tools = b""  # tens of megabytes for a large corpus
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *failure: object) -> None:
        with self._stack:
            if self._sheets is not None:
                for sheet in self._sheets:
                    sheet.discard()
                self._sheets = None

    # Starting, overwriting, resuming

    def _sweep(self) -> None:
        """Remove what a crash left half written."""
        for folder in (self.path, self.path / SAMPLES, self.path / DROPPED):
            for file in sorted(folder.glob(f"*{PART}")):
                with told(file):
                    self._disk.remove(file)

    def _clear(self) -> None:
        for name in _OURS:
            for file in sorted(self.path.glob(f"{name}*")):
                with told(file):
                    if file.is_dir() and not file.is_symlink():
                        shutil.rmtree(file)
                    else:
                        self._disk.remove(file)

    def _start(self) -> None:
        put(self.path / CONFIG, self._header, self._disk)
        self._lay_out()

    def _lay_out(self) -> None:
        put(self.path / TOOLS, self._tools, self._disk)
        for name in (DROPPED, SAMPLES):
            with told(self.path / name):
                self._disk.folder(self.path / name)

    def _take_up(self) -> None:
        """Find the last sealed shard, verify all of them, undo what came after."""
        before, after = read_header(self.path), msgspec.json.decode(self._header)
        if found := changes(before, after):
            raise RunChanged(
                f"{self.path}: cannot be resumed with other settings: {', '.join(found)}: give the "
                "settings it was started with, or start another run with --out"
            )
        lines = self._manifest()
        files = sorted(file.name for file in (self.path / SAMPLES).glob("*.jsonl"))
        if files != [shard_name(k) for k in range(len(files))] or len(lines) > len(files) + 1:
            raise _damaged(self.path / SAMPLES, "a shard is missing")
        if len(files) > len(lines):
            raise _damaged(self.path / MANIFEST, f"no line for {SAMPLES}/{files[len(lines)]}")
        if not files:
            self._lay_out()
        elif fingerprint_or_none(self.path / TOOLS) != after["tools"]["sha256"]:
            raise _damaged(self.path / TOOLS, "not as it was written")
        for line, name in zip(lines, files, strict=False):
            for folder in (SAMPLES, DROPPED):
                _verify(self.path / folder / name, line[folder])
        self._undo(lines, len(files))

    def _manifest(self) -> list[dict[str, Any]]:
        """The whole lines; a crash may have left the last one torn."""
        file = self.path / MANIFEST
        if not file.exists():
            return []
        with told(file):
            lines = file.read_bytes().split(b"\n")
        try:
            return [msgspec.json.decode(line) for line in lines[:-1]]
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise _damaged(file, "not as it was written") from None

    def _undo(self, lines: list[dict[str, Any]], sealed: int) -> None:
        for file in sorted((self.path / DROPPED).glob("*.jsonl"))[sealed:]:
            with told(file):
                self._disk.remove(file)
        whole = b"".join(msgspec.json.encode(line) + b"\n" for line in lines[:sealed])
        manifest = self.path / MANIFEST
        if manifest.exists() and manifest.read_bytes() != whole:
            put(manifest, whole, self._disk)
        self._sealed = sealed
        self.rows = sum(line[SAMPLES]["rows"] for line in lines[:sealed])
        self.ended = lines[sealed - 1]["end"] if sealed else ""

    # Writing

    def keep(self, line: bytes) -> None:
        """A kept row. Rows come in index order."""
        self._open()[0].add(line)

    def drop(self, lines: Iterable[bytes]) -> None:
        """Dropped candidates of the row that comes next."""
        sheet = self._open()[1]
        for line in lines:
            sheet.add(line)

    @property
    def full(self) -> bool:
        """Whether the open shard has its rows and is to be sealed."""
        return self._sheets is not None and self._sheets[0].rows >= self.shard

    def _open(self) -> tuple[Sheet, Sheet]:
        if self._sheets is None:
            name = shard_name(self._sealed)
            dropped = Sheet(self.path / DROPPED / name, self._disk)
            try:
                samples = Sheet(self.path / SAMPLES / name, self._disk)
            except BaseException:
                dropped.discard()
                raise
            self._sheets = (samples, dropped)
        return self._sheets

    def seal(self, end: str = "") -> None:
        """Make the open shard part of the run; `end` says how the run ended with it."""
        samples, dropped = self._open()
        line = {SAMPLES: samples.finish(), DROPPED: dropped.finish(), "end": end}
        dropped.publish()
        manifest = self.path / MANIFEST
        with told(manifest), self._disk.append(manifest) as file:
            self._disk.write(file, msgspec.json.encode(line) + b"\n")
            self._disk.sync(file)
        samples.publish()
        self._sheets = None
        self._sealed += 1
        self.rows += samples.rows
        self.ended = end

    def write_stats(self, stats: dict[str, Any]) -> None:
        """What was counted, in place of what was there."""
        data = msgspec.json.format(msgspec.json.encode(stats), indent=2) + b"\n"
        put(self.path / STATS, data, self._disk)


def refuse(path: Path, *, resume: bool, overwrite: bool) -> None:
    """Raise RunExists or RunDamaged for a folder that is not to be written to; change nothing."""
    there = next(place for place in (path, *path.absolute().parents) if place.exists())
    if not there.is_dir():
        raise RunExists(f"{there}: is a file, not a folder: choose another --out")
    if there != path:
        return
    with told(path):
        names = {file.name for file in path.iterdir()}
    if CONFIG in names:
        read_header(path)
        if not (resume or overwrite):
            raise RunExists(
                f"{path}: there is a run here already: continue it with --resume, replace it with "
                "--overwrite, or choose another --out"
            )
        strange = sorted(name for name in names if not _known(name))
        if overwrite and strange:
            raise RunExists(
                f"{path}: holds {strange[0]!r}, which is not part of a run: move it away or choose "
                "another --out; nothing was removed"
            )
    elif not names <= {LOCK, CONFIG + PART}:
        raise RunExists(
            f"{path}: the folder is not empty and not a run (it holds {min(names - {LOCK})!r}): "
            "choose another --out; nothing was changed"
        )


def _known(name: str) -> bool:
    stem = name.removesuffix(PART).removesuffix("-wal").removesuffix("-shm")
    return stem in _OURS or stem in _KEPT


def _damaged(file: Path, what: str) -> RunDamaged:
    return RunDamaged(
        f"{file}: {what}: restore it from a copy, or make the run again with --overwrite"
    )


def fingerprint_or_none(file: Path) -> str | None:
    """The sha256 of a file, None when it is missing."""
    return fingerprint(file)[1] if file.is_file() else None


def _verify(file: Path, line: dict[str, Any]) -> None:
    if not file.is_file():
        raise _damaged(file, "missing")
    size, digest = fingerprint(file)
    if size != line["bytes"]:
        raise _damaged(file, f"has {size:,} bytes instead of {line['bytes']:,}")
    if digest != line["sha256"]:
        raise _damaged(file, "its bytes are not those that were written")
