"""Files to documents: which files a path means, and their content within bounds.

Reads no schema and knows no format; `studio.schemas` offers the documents to the readers.
"""

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio.errors import SchemaError
from studio.record import Json
from studio.schemas import notation
from studio.source import Document, Skipped

SUFFIXES = (".json", ".jsonl", ".yaml", ".yml", ".py", ".json.gz")
"""Endings of the files a folder is searched for."""

MAX_BYTES = 64 * 2**20
"""Size of one file, unpacked."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A file to read."""

    path: Path
    shown: str
    """Its name relative to the path the user gave, with `/`; with that path where two files would
    have one name."""
    label: str
    """Its name as the user would type it, for messages."""
    root: Path
    """The path the user gave; the folder of the file when a file was given."""
    named: bool
    """Whether the user gave this very file."""


def schema_files(paths: Sequence[Path]) -> tuple[list[SchemaFile], list[Skipped]]:
    """The files the paths mean, each once, folders in sorted order; and the links left out.

    Hidden files and folders and other endings than SUFFIXES are not looked at. Folders that are
    links are not entered, and a link to a file outside of the folder is left out.
    """
    files: list[SchemaFile] = []
    skipped: list[Skipped] = []
    seen: set[Path] = set()
    names: set[str] = set()
    for path in paths:
        for found in _under(path):
            if isinstance(found, Skipped):
                skipped.append(found)
            elif (real := found.path.resolve()) not in seen:
                seen.add(real)
                taken = found.shown in names
                file = replace(found, shown=found.path.as_posix()) if taken else found
                names.add(file.shown)
                files.append(file)
    return files, skipped


def _under(path: Path) -> Iterator[SchemaFile | Skipped]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise _unreadable(str(path), error) from None
    if stat.S_ISDIR(mode):
        yield from _walk(path)
    elif not stat.S_ISREG(mode):
        raise SchemaError(f"{path}: is not a regular file; save it to a file first")
    elif not path.name.lower().endswith(SUFFIXES):
        raise SchemaError(
            f"{path}: the ending {path.suffix or 'of the name'} is not one of a schema file; "
            f"give files that end in {', '.join(SUFFIXES)}, or their folder"
        )
    else:
        yield SchemaFile(path, path.name, str(path), path.parent, named=True)


def _walk(root: Path) -> Iterator[SchemaFile | Skipped]:
    def fail(error: OSError) -> None:
        raise _unreadable(str(error.filename), error)

    inside = root.resolve()
    for folder, folders, names in os.walk(root, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")))
        for name in sorted(names):
            if name.startswith(".") or not name.lower().endswith(SUFFIXES):
                continue
            path = Path(folder, name)
            shown = path.relative_to(root).as_posix()
            # not Path.resolve, which raises on links that go in circles
            real = Path(os.path.realpath(path))
            if path.is_symlink() and not real.is_relative_to(inside):
                yield Skipped(shown, "", "link_outside", f"it points to {real}")
            elif path.is_file():
                yield SchemaFile(path, shown, str(path), root, named=False)
            elif path.is_symlink():
                yield Skipped(shown, "", "broken_link", f"it leads to no file: {os.readlink(path)}")


def read_bytes(file: SchemaFile, limit: int = MAX_BYTES) -> bytes:
    """The content, unpacked when the name ends in .gz; a file over `limit` bytes is refused
    before it is read, a packed one once it grows over it."""
    try:
        with file.path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(limit + 1) if size <= limit else b""
        if file.path.suffix == ".gz" and size <= limit:
            content = _unpacked(content, limit)
            size = len(content)
    except (zlib.error, EOFError, gzip.BadGzipFile) as error:
        raise SchemaError(f"{file.label}: cannot be unpacked: {error}; fetch it again") from None
    except OSError as error:
        raise _unreadable(file.label, error) from None
    if max(size, len(content)) > limit:
        raise SchemaError(
            f"{file.label}: is larger than {limit / 2**20:g} MB, the most one schema file may "
            "have; split it, or move it out of the folder if it is no schema"
        )
    return content


def _unpacked(content: bytes, limit: int) -> bytes:
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as stream:
        return stream.read(limit + 1)


def document(file: SchemaFile, content: bytes) -> Document:
    """The parsed file. Errors name the file, the place and what was found."""
    name = file.path.name.lower().removesuffix(".gz")
    content = content.removeprefix(b"\xef\xbb\xbf")
    text = _decoded(file, content)
    try:
        data = _parsed(name, content, text)
    except notation.Malformed as error:
        kind = "YAML" if name.endswith((".yaml", ".yml")) else "JSON"
        raise SchemaError(
            f"{file.label}: is not valid {kind}: {error}; correct it, or move it out of the folder"
        ) from None
    return Document(file.path, file.shown, text, data, file.root)


def _parsed(name: str, content: bytes, text: str) -> Json:
    if name.endswith(".py"):
        return None
    if name.endswith((".yaml", ".yml")):
        return _parsed_yaml(content, text)
    if name.endswith(".jsonl"):
        return notation.parse_json_lines(content)
    return notation.parse_json(content)


def _parsed_yaml(content: bytes, text: str) -> Json:
    """YAML, which JSON is nearly a subset of: libyaml refuses some escapes that JSON has."""
    if text.lstrip().startswith(("{", "[")):
        try:
            return notation.parse_json(content)
        except notation.Malformed:
            pass
    return notation.parse_yaml(text)


def _decoded(file: SchemaFile, content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        guess = " (the file looks like UTF-16)" if wide else ""
        raise SchemaError(
            f"{file.label}: is not UTF-8: byte 0x{content[error.start]:02x} at position "
            f"{error.start}{guess}; save it as UTF-8"
        ) from None


def _unreadable(label: str, error: OSError) -> SchemaError:
    if isinstance(error, FileNotFoundError):
        return SchemaError(f"{label}: does not exist; check the path")
    why = error.strerror or str(error)
    return SchemaError(f"{label}: cannot be read: {why}; check the file and its permissions")
