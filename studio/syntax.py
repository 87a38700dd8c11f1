"""What a call syntax is: the text in which a model writes its calls. Implementations live in
`validators.syntax`, one file each; nothing here knows any by name."""

from collections.abc import Sequence
from typing import Protocol

from studio.record import Tool, ToolCall
from studio.registry import Registry


class SyntaxFault(Exception):
    """A text that is not of the syntax: says what was found and where."""


class Syntax(Protocol):
    """One way to write calls. One file in `validators/syntax` with `PART` set to one."""

    name: str
    """By which it is chosen: `llmcompiler`."""

    def render(self, calls: Sequence[ToolCall]) -> str:
        """The calls as a model is to write them."""
        ...

    def parse(self, text: str, tools: Sequence[Tool] = ()) -> Sequence[ToolCall]:
        """The calls of a text, ids in order, `raw` the very text of each. Raises SyntaxFault.
        `tools` tell the order of parameters where a syntax leaves out their names."""
        ...


def syntaxes() -> Registry[Syntax]:
    """The syntaxes there are."""
    return Registry("validators.syntax", "call syntax")
