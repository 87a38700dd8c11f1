"""What is left of a request without its values: its template, and raw names in its words.

Values are the spans that ground the arguments of the calls. A request that leads to no call has no
such spans; there every quoted text and every word with a digit, an `@`, a slash or a dot inside
stands for a value, so that such rows do not look more varied than they are.
"""

import re
from collections.abc import Mapping

from studio.places import property_names
from studio.record import Tool
from studio.rows import LabelledRow

GAP = "⟨…⟩"
"""Stands for a value."""

_VALUE = re.compile(
    r"\"[^\"\n]*\"|“[^”\n]*”|(?<!\w)'[^'\n]*'(?!\w)|(?<!\w)‘[^’\n]*’(?!\w)"
    r"|\S*\d\S*[\w%]|\S*\d|\w\S*[@/]\S*\w|\w+(?:\.\w+)+"
)
_CODE = re.compile(r"\w*(?:[^\W_]_+\w|[a-z][A-Z])\w*")
"""A word written as code: `page_size`, `pageSize`."""


def masked(row: LabelledRow) -> str:
    """What the user says in a row, each turn on a line, values masked as `⟨…⟩`."""
    spans: dict[int, list[tuple[int, int]]] = {}
    calling: set[int] = set()
    for turn in row.expected:
        for call in turn.calls:
            calling.add(turn.message)
            for span in call.grounding:
                if span.source == "message":
                    spans.setdefault(span.message, []).append((span.start, span.end))
    said = []
    for number, message in enumerate(row.messages):
        if message.role != "user":
            continue
        text = message.content or ""
        if number in spans:
            text = _without(text, sorted(spans[number]))
        elif number + 1 not in calling:
            text = _VALUE.sub(GAP, text)
        said.append(text)
    return "\n".join(said)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Spans that overlap (two arguments from one phrase) are one gap."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            parts += (text[at:start], GAP)
        at = max(at, end)
    return "".join((*parts, text[at:]))


def template(kept: str) -> str:
    """The template of a masked request: case folded, runs of spaces one."""
    return " ".join(kept.casefold().split())


class RawNames:
    """Finds parameters called by the names code has for them. `table` holds the tools by id."""

    def __init__(self, table: Mapping[str, Tool]) -> None:
        self._table = table
        self._names: dict[str, frozenset[str]] = {}

    def found(self, kept: str, row: LabelledRow) -> list[str]:
        """Names of parameters of the offered tools, real or shown, that stand in a masked request
        as code writes them: with an underscore or a hump. Upper and lower case count only in
        names with a hump: a request that says `filename` need not have read `fileName`."""
        words = _CODE.findall(kept)
        if not words:
            return []
        found: set[str] = set()
        for tool in row.tools:
            mask = row.masks.get(tool)
            names = self._of(tool).union(mask.parameters.values() if mask else ())
            found.update(
                word for word in words if word in names or ("_" in word and word.lower() in names)
            )
        return sorted(found)

    def _of(self, tool: str) -> frozenset[str]:
        """Every property name of a tool that looks like code; with underscores in lower case."""
        known = self._names.get(tool)
        if known is None:
            schema = self._table[tool].parameters if tool in self._table else {}
            names = {name for name in property_names(schema) if _CODE.fullmatch(name)}
            names |= {name.lower() for name in names if "_" in name}
            known = self._names[tool] = frozenset(names)
        return known
