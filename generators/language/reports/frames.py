"""What the fields of a tool's result mean: one frame for each place in its schema.

Frames are made when a result first has something at a place, and kept: the schemas of results are
read once for a run. Places without a schema have frames too; there the name and value must do.
"""

from dataclasses import replace
from functools import lru_cache

import msgspec

from generators.language.reports.readings import refined
from generators.language.saying import resolved
from generators.meaning import Meaning, meaning, singular, words
from studio.record import Json, Schema, Tool


class Frame:
    """A place in the results of a tool."""

    def __init__(self, name: str, schema: Json, root: Schema, tool: Tool) -> None:
        self.name = name
        self.schema: Schema = resolved(schema, root) if isinstance(schema, dict) else {}
        self.words = words(name)
        self.meaning = _meant(name, self.schema, tool)
        description = self.schema.get("description")
        self.description = description if isinstance(description, str) else ""
        self._root = root
        self.tool = tool
        self._below: dict[str, Frame] = {}
        self._typed: dict[str, Meaning] = {}

    def member(self, name: str) -> "Frame":
        """The frame of a property."""
        found = self._below.get(name)
        if found is None:
            declared = self.schema.get("properties")
            inner = declared.get(name) if isinstance(declared, dict) else None
            if inner is None:
                inner = self.schema.get("additionalProperties")
            found = self._below[name] = Frame(name, inner, self._root, self.tool)
        return found

    def items(self) -> "Frame":
        """The frame of the elements of a list."""
        found = self._below.get("")
        if found is None:
            inner = self.schema.get("items")
            single = " ".join((*self.words[:-1], singular(self.words[-1]))) if self.words else ""
            found = self._below[""] = Frame(single, inner, self._root, self.tool)
        return found

    def meant(self, value: Json) -> Meaning:
        """What the field means, where the schema gives no type by the type of the value."""
        if "type" in self.schema or "enum" in self.schema:
            return self.meaning
        kind = _JSON_TYPES.get(type(value), "")
        found = self._typed.get(kind)
        if found is None:
            found = _meant(self.name, {**self.schema, "type": kind}, self.tool)
            self._typed[kind] = found
        return found


_JSON_TYPES: dict[type, str] = {
    bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object",
}  # fmt: skip


def _meant(name: str, schema: Schema, tool: Tool) -> Meaning:
    """What a field means. A unit counts only where the assistant can see it: in the field's name,
    or in what the tool says of itself and its parameters. Schemas of results are not shown to it.
    """
    found = refined(meaning(name, schema, tool.name, tool.description), words(name), schema)
    if not found.unit or found.unit == _by_name(name, schema, tool).unit:
        return found
    seen = visible(tool)
    signs = _SIGNS.get(found.unit, (found.unit.lower().rstrip("s"),))
    return found if any(sign in seen for sign in signs) else replace(found, unit="")


def _by_name(name: str, schema: Schema, tool: Tool) -> Meaning:
    bare = {key: value for key, value in schema.items() if key != "description"}
    return refined(meaning(name, bare, tool.name, tool.description), words(name), bare)


_SIGNS = {
    "°C": ("celsius", "°c"), "°F": ("fahrenheit", "°f"), "kWh": ("kwh", "kilowatt"),
    "%": ("percent", "%"), "EUR": ("eur", "€"), "USD": ("usd", "dollar", "$"),
    "GBP": ("gbp", "pound", "£"), "JPY": ("jpy", "yen"), "INR": ("inr", "rupee"),
}  # fmt: skip
"""How units are written where a tool speaks of them; others by their own name."""


def visible(tool: Tool) -> str:
    """What a model is shown of a tool, in lower case."""
    shown = msgspec.json.encode([tool.name, tool.description, tool.parameters])
    return shown.decode().lower()


_FRAMES: dict[str, Frame] = {}
"""By tool id, which names the content."""


def frame(tool: Tool) -> Frame:
    """The frame of a tool's whole result."""
    found = _FRAMES.get(tool.id)
    if found is None:
        schema = tool.returns or {}
        found = _FRAMES[tool.id] = Frame("", schema, schema, tool)
    return found


@lru_cache(maxsize=65536)
def plain_words(name: str) -> str:
    """A name as words between blanks."""
    return " ".join(words(name))
