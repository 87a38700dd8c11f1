"""Schemas in: every tool that files and folders define, and everything that was left out.

`load_tools` finds the files (`documents`), offers each to the readers of `corpora.sources`, keeps
what they read (`cache`), judges the schemas (`validity`), settles names that occur twice
(`conflicts`) and makes every name one a model can emit (`naming`). No format is known here.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import EllipsisType

from studio.errors import NoTools, SchemaError
from studio.record import Tool
from studio.registry import Registry
from studio.schemas import conflicts, documents, naming
from studio.schemas.cache import (
    SMALLEST,
    Contents,
    SchemaCache,
    default_folder,
    refers_outside,
)
from studio.schemas.documents import MAX_BYTES, SchemaFile
from studio.schemas.validity import Validity
from studio.source import Document, RowSource, Skipped, Source

SOURCES: Registry[Source] = Registry("corpora.sources", "schema format")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file and what came of it."""

    shown: str
    format: str
    """Name of the reader; empty for a file that no reader recognised."""
    tools: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """All tools, in the order of the files, and what was left out."""

    tools: tuple[Tool, ...]
    skipped: tuple[Skipped, ...]
    sources: tuple[SourceFile, ...]


def load_tools(
    paths: Sequence[Path],
    *,
    cache: Path | EllipsisType | None = ...,
    limit: int = MAX_BYTES,
    progress: Callable[[int, int], None] | None = None,
    live: Sequence[Tool | Skipped] = (),
) -> Loaded:
    """Every tool of the files and folders, folders read recursively in sorted order, and then
    those of `live`: what running servers define (`studio.schemas.live`).

    `cache` is the folder of kept tools: by default `$XDG_CACHE_HOME/toolcall-studio`, None for no
    cache. `limit` is the most bytes one file may have. `progress` is told after each file how
    many are done and how many there are.

    A definition whose schema is invalid is skipped (`invalid_schema`), as is a file of a folder
    that no reader recognises (`unknown_format`). Raises SchemaError, which names file and place,
    for a file that cannot be read or parsed, a named file that no reader recognises, and two
    different tools of one name in one API family (`conflicts` has the rules); NoTools when nothing
    is left.
    """
    paths = [Path(path) for path in paths]
    files, skipped = documents.schema_files(paths)
    folder = default_folder() if isinstance(cache, EllipsisType) else cache
    loader = _Loader(SchemaCache(folder) if folder else None, limit)
    with _no_collection():
        for done, file in enumerate(files, 1):
            loader.load(file)
            if progress:
                progress(done, len(files))
        loader.add(live)
        unique, more = conflicts.settled(loader.tools, frozenset(loader.rows), loader.labels)
        tools = tuple(naming.with_emittable_names(unique))
    skipped = [*skipped, *loader.skipped, *more]
    if not tools:
        raise NoTools(_nothing(paths, loader.formats, skipped))
    return Loaded(tools, tuple(skipped), tuple(_sources(loader.formats, tools, skipped)))


class _Loader:
    """Reads files one by one."""

    def __init__(self, cache: SchemaCache | None, limit: int) -> None:
        self.cache = cache
        self.limit = limit
        self.tools: list[Tool] = []
        self.skipped: list[Skipped] = []
        self.rows: set[str] = set()
        self.labels: dict[str, str] = {}
        self.formats: dict[str, str] = {}

    def load(self, file: SchemaFile) -> None:
        contents = self._contents(file, documents.read_bytes(file, self.limit))
        if file.named and not contents.format:
            raise SchemaError(
                f"{file.label}: is of no known format; the formats are {', '.join(SOURCES.parts)}"
            )
        if contents.rows:
            self.rows.add(file.shown)
        self.labels[file.shown] = file.label
        self.formats[file.shown] = contents.format
        self._sort(contents.items)

    def add(self, live: Sequence[Tool | Skipped]) -> None:
        """What servers define, as if each were a file."""
        for item in live:
            if isinstance(item, Tool):
                self.formats[item.origin.source] = item.origin.format
            else:
                self.formats.setdefault(item.source, "")
        self._sort(live)

    def _sort(self, items: Sequence[Tool | Skipped]) -> None:
        for item in items:
            if isinstance(item, Skipped):
                self.skipped.append(item)
            else:
                self.tools.append(item)

    def _contents(self, file: SchemaFile, content: bytes) -> Contents:
        if self.cache is None or len(content) < SMALLEST:
            return read(documents.document(file, content))
        entry = self.cache.entry(file.shown, content)
        known = self.cache.read(entry)
        if known is not None:
            return known
        document = documents.document(file, content)
        contents = read(document)
        if not refers_outside(document.text.encode()):
            self.cache.write(entry, contents)
        return contents


def read(document: Document) -> Contents:
    """What one document defines, schemas judged."""
    readers = [reader for reader in SOURCES if reader.matches(document)]
    if not readers:
        return Contents("", False, (Skipped(document.shown, "", "unknown_format"),))
    if len(readers) > 1:
        names = " and ".join(reader.name for reader in readers)
        raise SchemaError(f"{document.path}: could be {names}; leave in only one of the formats")
    reader = readers[0]
    validity = Validity()
    items: list[Tool | Skipped] = []
    for item in reader.read(document):
        fault = validity.fault(item) if isinstance(item, Tool) else ""
        if isinstance(item, Tool) and fault:
            origin = item.origin
            items.append(
                Skipped(origin.source, origin.pointer, "invalid_schema", f"{item.name}: {fault}")
            )
        else:
            items.append(item)
    rows = isinstance(reader, RowSource) and reader.rows(document)
    return Contents(reader.name, rows, tuple(items))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Building millions of small objects is several times faster without the cycle collector; they
    live as long as the process, so it need not look at them afterwards either."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def _sources(
    formats: dict[str, str], tools: Sequence[Tool], skipped: Sequence[Skipped]
) -> Iterator[SourceFile]:
    kept = Counter(tool.origin.source for tool in tools)
    left = Counter(item.source for item in skipped)
    for shown, name in formats.items():
        yield SourceFile(shown, name, kept[shown], left[shown])


def _nothing(paths: Sequence[Path], formats: dict[str, str], skipped: Sequence[Skipped]) -> str:
    """Why there are no tools; `formats` holds the reader's name of each file, empty for none."""
    where = ", ".join(map(str, paths)) or "no path at all"
    if not formats:
        endings = ", ".join(documents.SUFFIXES)
        return (
            f"no tools in {where}: no files that end in {endings}; give the files or folders "
            "that hold your API schemas"
        )
    looked = f"no tools in {where}: looked at {len(formats)} file{'s' * (len(formats) > 1)}"
    if not skipped:
        file, name = next(iter(formats.items()))
        return f"{looked}, none defines a tool ({file} is {name}, with nothing to call in it)"
    counts = Counter(item.reason for item in skipped)
    why = ", ".join(f"{count} {reason}" for reason, count in counts.most_common(5))
    first = next((item for item in skipped if item.detail), None)
    if first is not None:
        return f"{looked}, left out: {why} ({first.source}#{first.pointer}: {first.detail})"
    return f"{looked}, left out: {why}; give schemas of the formats {', '.join(SOURCES.parts)}"
