"""Tools as they were read from a file, kept between runs: one JSON Lines file each.

An entry is found by what it depends on: the file's content and name, the code of the readers and
of this folder. Properties and `$defs` entries, which large APIs repeat in thousands of
tools, are written once and are the same objects when read. An entry that cannot be read back is
no entry; a folder that cannot be written to means no cache. Files that refer to other files are
not kept, because a change of those would go unnoticed (`refers_outside`).
"""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from studio.record import Json, Schema, Tool, ToolOrigin
from studio.source import Skipped

VERSION = 1
"""To be raised when the form of an entry changes."""

SMALLEST = 16 * 1024
"""Bytes of a file worth keeping; smaller ones are read again as fast."""

_TABLES = ("properties", "$defs")
"""Keywords whose schemas are written once for all tools of a file."""

_OUTSIDE = re.compile(rb"""\$ref["']?\s*:\s*["']?[^#"'\s/.]*[/.]""")
"""A reference that begins with a file or URL, which has a dot or slash. The discovery documents'
`"$ref": "Name"` means a schema of the same document."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one file defines."""

    format: str
    """Name of the reader; empty when none recognised the file."""
    rows: bool
    """Whether the file holds rows of a dataset."""
    items: tuple[Tool | Skipped, ...]


def default_folder() -> Path:
    """`$XDG_CACHE_HOME/toolcall-studio`, by default in `~/.cache` (XDG Base Directory)."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(home) if os.path.isabs(home) else Path("~/.cache").expanduser()
    return base / "toolcall-studio"


def refers_outside(content: bytes) -> bool:
    """Whether the text has a `$ref` to another file."""
    return _OUTSIDE.search(content) is not None


@cache
def _readers() -> str:
    """Hash of the code of readers and judges: another reader, other tools."""
    digest = hashlib.sha256()
    readers = [Path(folder) for folder in import_module("corpora.sources").__path__]
    for folder in (*readers, Path(__file__).parent):
        for path in sorted(folder.glob("*.py")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class SchemaCache:
    """The entries in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"schemas-{VERSION}-{_readers()}"

    def entry(self, shown: str, content: bytes) -> Path:
        """Where the tools of a file with this name and content are kept."""
        digest = hashlib.sha256(shown.encode() + b"\0")
        digest.update(content)
        return self.folder / f"{digest.hexdigest()}.jsonl"

    def read(self, entry: Path) -> Contents | None:
        """What was kept; None when there is nothing, or nothing whole."""
        try:
            return _decoded(entry.read_bytes())
        except (OSError, ValueError, LookupError, TypeError):
            # damaged, cut off or foreign: it will be written anew
            return None

    def write(self, entry: Path, contents: Contents) -> None:
        """Keep the contents, whole or not at all."""
        with contextlib.suppress(OSError):
            self._make_folder()
            handle, beside = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(_encoded(contents))
                os.replace(beside, entry)
            except OSError:
                os.unlink(beside)

    def _make_folder(self) -> None:
        """The folder; when it is new, those of other readers' code go, for none will read them."""
        if self.folder.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for other in self.folder.parent.glob("schemas-*"):
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)


class _Table:
    """Schemas of a file that occur in many tools, each with a number."""

    def __init__(self) -> None:
        self.schemas: list[Json] = []
        self._by_object: dict[int, int] = {}
        self._by_content: dict[bytes, int] = {}

    def packed(self, schema: Schema | None) -> Json:
        """The schema with its properties and definitions as numbers, key order kept."""
        if schema is None:
            return None
        tables = {
            key: {name: self._number(inner) for name, inner in schema[key].items()}
            for key in _TABLES
            if isinstance(schema.get(key), dict)
        }
        return [{**schema, **dict.fromkeys(tables)}, tables]

    def _number(self, schema: Json) -> int:
        number = self._by_object.get(id(schema))
        if number is None:
            content = msgspec.json.encode(schema)
            number = self._by_content.setdefault(content, len(self.schemas))
            if number == len(self.schemas):
                self.schemas.append(schema)
            self._by_object[id(schema)] = number
        return number


def _encoded(contents: Contents) -> bytes:
    table = _Table()
    lines: list[Json] = []
    for item in contents.items:
        if isinstance(item, Skipped):
            lines.append(["s", asdict(item)])
        else:
            packed = [table.packed(item.parameters), table.packed(item.returns)]
            origin = item.origin.model_dump()
            lines.append(["t", item.id, item.name, item.description, packed, origin])
    body = msgspec.json.Encoder().encode_lines([["d", table.schemas], *lines])
    head = {
        "format": contents.format,
        "rows": contents.rows,
        "sum": hashlib.sha256(body).hexdigest(),
    }
    return msgspec.json.encode(head) + b"\n" + body


def _decoded(text: bytes) -> Contents | None:
    first, _, body = text.partition(b"\n")
    head = msgspec.json.decode(first)
    if head["sum"] != hashlib.sha256(body).hexdigest():
        return None
    (_, schemas), *lines = msgspec.json.Decoder().decode_lines(body)
    return Contents(head["format"], head["rows"], tuple(_items(lines, schemas)))


def _items(lines: Iterable[Any], schemas: list[Json]) -> Iterator[Tool | Skipped]:
    for kind, *rest in lines:
        if kind == "s":
            yield Skipped(**rest[0])
            continue
        identifier, name, description, (parameters, returns), origin = rest
        yield Tool.model_construct(
            id=identifier,
            name=name,
            description=description,
            parameters=_unpacked(parameters, schemas),
            returns=_unpacked(returns, schemas),
            origin=ToolOrigin.model_construct(**origin),
        )


def _unpacked(packed: Json, schemas: list[Json]) -> Json:
    if packed is None:
        return None
    schema, tables = packed
    for key, numbers in tables.items():
        schema[key] = {name: schemas[number] for name, number in numbers.items()}
    return schema
