"""What a schema source is. Readers live in `corpora/sources`, one file per format."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from studio.record import Json, Tool


@dataclass(frozen=True, slots=True)
class Document:
    """One file, read and parsed once, offered to every reader."""

    path: Path
    """Where it lies."""
    shown: str
    """Its name in messages and origins: relative to the path the user gave."""
    text: str
    data: Json = None
    """The parsed JSON or YAML; None for other files (Python modules)."""
    root: Path = Path()
    """The path the user gave: references across files must stay inside this folder."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A definition that is not a usable tool, and why: counted and shown, never silent."""

    source: str
    pointer: str
    reason: str
    """snake_case: `invalid_schema`, `streaming_only`, `no_name`, …"""
    detail: str = ""


class Source(Protocol):
    """A schema format. One file in `corpora/sources` with `PART` set to one of these."""

    name: str

    def matches(self, document: Document) -> bool:
        """Whether the content is of this format; exactly one reader should say so."""
        ...

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        """Every definition of the document, as a tool or as skipped. Raises SchemaError with the
        place in the file when the document as a whole makes no sense."""
        ...


@runtime_checkable
class RowSource(Source, Protocol):
    """A format that also comes as rows of a dataset, each row with tools of its own. Two rows may
    then define one name differently: the first stays, the others are `name_taken`."""

    def rows(self, document: Document) -> bool:
        """Whether this document holds such rows."""
        ...
