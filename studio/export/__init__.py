"""What an export format is. One file of this folder with `PART` set to a `Format` is one format.

A format says which lines a row becomes, turns each into text and back; `studio.exporting` writes
the file, reads it back and compares. A format knows nothing of files or runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from studio.record import Schema, Tool
from studio.registry import Registry
from studio.rows import LabelledRow, Row, RowMessage


@dataclass(frozen=True, slots=True)
class ReadTool:
    """A tool as an exported line has it."""

    name: str
    description: str
    parameters: Schema


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a row a format has lines for."""

    views: tuple[Row, ...]
    """One for each line, in order: exactly what reading the line back must give."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """What has no place in the format: how often, by a snake_case name."""


class BadLine(Exception):
    """A line that is not of the format: says what was found."""


class Format(Protocol):
    """A form in which rows are exported."""

    name: str
    """By which it is chosen: `openai`."""

    def cut(self, row: LabelledRow) -> Cut:
        """The lines of a row. Formats of whole dialogues take `studio.export._views.dialogue`."""
        ...

    def write(self, view: Row, tools: Sequence[Tool]) -> bytes:
        """One view as a line, without its line end. `tools` are the offered ones as the row shows
        them, masks applied, in the order shown; tools of one id are the same."""
        ...

    def read(self, line: bytes) -> tuple[Sequence[RowMessage], Sequence[ReadTool]]:
        """The dialogue of a line: exactly what was handed to `write`. Raises BadLine."""
        ...


def formats() -> Registry[Format]:
    """The formats there are."""
    return Registry("studio.export", "export format")
