"""What an export format is. One file of this folder with `PART` set to a `Format` is one format.

A format turns a dialogue into a line and a line back into the dialogue; `studio.exporting` writes
the file, reads it back and compares. A format knows nothing of files or runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from studio.record import Schema, Tool
from studio.registry import Registry
from studio.rows import RowMessage


@dataclass(frozen=True, slots=True)
class ReadTool:
    """A tool as an exported line has it."""

    name: str
    description: str
    parameters: Schema


class BadLine(Exception):
    """A line that is not of the format: says what was found."""


class Format(Protocol):
    """A form in which dialogues are exported, one line each."""

    name: str
    """By which it is chosen: `openai`."""
    thoughts: bool
    """Whether it has a place for an assistant's reasoning. In a format without one, the reasoning
    before a call is said as its content and that before a reply is left out."""

    def write(self, messages: Sequence[RowMessage], tools: Sequence[Tool]) -> bytes:
        """One dialogue as a line, without its line end. `tools` are the offered ones as the row
        shows them, masks applied, in the order shown; tools of one id are the same."""
        ...

    def read(self, line: bytes) -> tuple[Sequence[RowMessage], Sequence[ReadTool]]:
        """The dialogue of a line: exactly what was handed to `write`. Raises BadLine."""
        ...


def formats() -> Registry[Format]:
    """The formats there are."""
    return Registry("studio.export", "export format")
