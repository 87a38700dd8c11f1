"""The run directory, to read: settings, tools, kept and dropped rows, what was counted.

    config.json          resolved settings, versions, digest
    tools.jsonl          every tool once
    samples/00000.jsonl  kept samples in index order
    dropped/00000.jsonl  every candidate that was dropped on the way to them, with its reason
    manifest.jsonl       one line a shard: rows, bytes and sha256 of both files
    stats.json           counts, seconds, memory; written at the end

A run can be read while it is written and after any crash: a shard that has its name is whole.
Writing is `studio.run.writer`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from studio.config import KIND
from studio.errors import RunDamaged, RunError
from studio.record import Dropped, Sample, Tool
from studio.storage import fingerprint, told

CONFIG = "config.json"
TOOLS = "tools.jsonl"
MANIFEST = "manifest.jsonl"
STATS = "stats.json"
LOCK = ".lock"
SAMPLES = "samples"
DROPPED = "dropped"

R = TypeVar("R", Tool, Sample, Dropped)


def shard_name(number: int) -> str:
    """The file name of a shard, 0 is the first."""
    return f"{number:05}.jsonl"


def read_header(path: Path) -> dict[str, Any]:
    """The content of a run's config.json. Raises RunError when the folder is no run."""
    file = path / CONFIG
    if not file.is_file():
        raise RunError(f"{path}: not a run, there is no {CONFIG} in it: give the folder of one")
    with told(file):
        data = file.read_bytes()
    try:
        content = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        content = None
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise RunDamaged(f"{file}: not the {CONFIG} of a run: restore it, or choose another folder")
    return content


class Run:
    """A run that was written, wholly or in part. Raises RunError when `path` is not one."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.header: dict[str, Any] = read_header(self.path)

    @property
    def config(self) -> dict[str, Any]:
        """The settings of the run that change the data, the mix resolved."""
        settings: dict[str, Any] = self.header["config"]
        return settings

    @property
    def stats(self) -> dict[str, Any] | None:
        """What was counted; None for a run that has not ended."""
        file = self.path / STATS
        if not file.is_file():
            return None
        stats: dict[str, Any] = msgspec.json.decode(file.read_bytes())
        return stats

    def tools(self) -> Iterator[Tool]:
        """Every tool of the run, in the order they were read."""
        for place, line in self._lines(self.path / TOOLS):
            yield _parsed(Tool, line, place)

    def shards(self, kind: str = SAMPLES) -> list[Path]:
        """The whole shards, in order. A dropped shard counts when its samples are there."""
        sealed = sorted((self.path / SAMPLES).glob("[0-9]*.jsonl"))
        return [self.path / kind / file.name for file in sealed]

    def damage(self) -> list[str]:
        """What differs from what was sealed, by the digests of the manifest; empty for a whole
        run, and for one that was put together without a manifest."""
        file = self.path / MANIFEST
        if not file.is_file():
            return []
        with told(file):
            sealed = file.read_bytes().split(b"\n")[: len(self.shards())]
        found = []
        for number, line in enumerate(sealed):
            try:
                digests = msgspec.json.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError):
                return [f"{file}:{number + 1}: not as it was written"]
            for kind in (SAMPLES, DROPPED):
                shard = self.path / kind / shard_name(number)
                if not shard.is_file():
                    found.append(f"{shard}: missing")
                elif fingerprint(shard)[1] != digests[kind]["sha256"]:
                    found.append(f"{shard}: its bytes are not those that were written")
        return found

    def lines(self, kind: str = SAMPLES) -> Iterator[tuple[str, bytes]]:
        """The rows of `samples` or `dropped` as they are written, each with its `file:line`."""
        for shard in self.shards(kind):
            yield from self._lines(shard)

    def samples(self) -> Iterator[Sample]:
        """The kept samples in index order."""
        for place, line in self.lines(SAMPLES):
            yield _parsed(Sample, line, place)

    def dropped(self) -> Iterator[Dropped]:
        """The dropped candidates in the order they were tried."""
        for place, line in self.lines(DROPPED):
            yield _parsed(Dropped, line, place)

    def _lines(self, file: Path) -> Iterator[tuple[str, bytes]]:
        shown = file.relative_to(self.path)
        if not file.is_file():
            raise RunDamaged(f"{file}: missing: restore it, or make the run again with --overwrite")
        with told(file), file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield f"{shown}:{number}", line


def _parsed(kind: type[R], line: bytes, place: str) -> R:
    try:
        return kind.model_validate_json(line)
    except ValueError as problem:
        raise RunDamaged(
            f"{place}: not a {kind.__name__.lower()} as it was written "
            f"({str(problem).splitlines()[0]}): make the run again with --overwrite"
        ) from None
