"""What part an argument plays in a sentence: which phrase or label carries it, and whether the
language has words for it at all. English names and kinds only; no words of any language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generators.foreign.tables import Tables
from generators.language.intent import meanings
from generators.language.saying import properties
from generators.meaning import Meaning, words
from studio.record import Json, Schema, Tool

TO = frozenset({"recipients", "recipient"})
WITH = frozenset({"attendees", "invitees"})
PEOPLE = TO | WITH | {"guests", "people", "viewers", "attendee", "cc recipient"}
PARTY = frozenset({"party size", "passengers", "guests"})
_GUEST = frozenset({"guest", "guest name"})
_LABELLED = frozenset(
    {"return date", "new date", "pick up date", "due date", "due time", "expires on", "visited on"}
)
"""Moments whose name has to be said, because a bare date would be taken for another."""
_MOVING = frozenset({"reschedule", "move", "change", "update"})

_AS_IT_IS = frozenset(
    "person contact first_name last_name email phone url id reference slug filename path version "
    "airport artist song movie team address".split()
)
_NUMBERS = frozenset(
    "money number percent count quantity rating temperature distance weight duration year "
    "age".split()
)
_MOMENTS = frozenset({"date", "datetime", "time"})
_WRITTEN = frozenset({"title", "text", "query", "topic"})
_PLACED = frozenset({"origin", "destination", "starting point", "departure station"}) | frozenset(
    {"destination station", "location", "place", "region", "neighbourhood", "city", "store city"}
)
_KEPT_TITLES = frozenset({"medicine", "new name"})
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,5}|\d+")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call to be said."""

    name: str
    meaning: Meaning
    schema: Schema
    value: Json


def arguments(tool: Tool, values: Mapping[str, Json]) -> list[Argument]:
    """The arguments of a call, as its schema orders them."""
    meant, found = meanings(tool), properties(tool.parameters)
    return [
        Argument(name, meant[name], found[name], values[name]) for name in meant if name in values
    ]


def options(schema: Schema) -> list[str]:
    """The choices a schema offers; empty unless all are texts."""
    enum = schema.get("enum")
    texts = [value for value in enum or () if isinstance(value, str)]
    return texts if enum and len(texts) == len(enum) else []


def is_code(value: str) -> bool:
    """Whether people leave a choice as it is: `EUR`, `XL`, `42`."""
    return _CODE.fullmatch(value) is not None


def flag_key(name: str) -> str:
    """The words of a flag's name: `unread_only` → `unread only`."""
    return " ".join(words(name))


def phrase_key(tool: Tool, argument: Argument) -> str:
    """The phrase that carries an argument in the sentence; empty when a label does."""
    meant = argument.meaning
    noun, kind, role = meant.noun, meant.kind, meant.role
    moving = words(tool.name)[:1] and words(tool.name)[0] in _MOVING
    if noun in _LABELLED or (kind in _MOMENTS and moving):
        return ""
    if kind in ("date", "time"):
        return f"{kind}.{role}" if role in ("start", "end") else kind
    if kind == "datetime":
        return "datetime" if role in ("", "start") else ""
    if kind == "city":
        return "city" if noun == "city" else ""
    return _people_key(argument) or _thing_key(noun, kind, role)


def _people_key(argument: Argument) -> str:
    noun, kind = argument.meaning.noun, argument.meaning.kind
    if noun in TO:
        return "to"
    if noun in WITH:
        return "with"
    if noun in PARTY and kind == "quantity":
        many = isinstance(argument.value, int) and 2 <= argument.value <= 12
        return "party" if many else ""
    return "guest" if noun in _GUEST and kind == "person" else ""


def _thing_key(noun: str, kind: str, role: str) -> str:
    if kind in ("airport", "place") and (role in ("source", "target") or noun in _ENDS):
        return "target" if role == "target" else "source"
    if kind == "language" and role == "target":
        return "target language"
    return "artist" if kind == "artist" else ""


_ENDS = frozenset({"origin", "starting point"})


def sayable(argument: Argument, concept: str, tables: Tables) -> bool:
    """Whether the language has words for an argument of this meaning, given fitting values."""
    meant, schema = argument.meaning, argument.schema
    if meant.kind == "flag":
        key = flag_key(argument.name)
        return key in tables.style["flags"] or f"!{key}" in tables.style["flags"]
    if not tables.label(meant.noun, meant.kind):
        return False
    if "enum" in schema:
        found = options(schema)
        return any(tables.choice(value, meant.noun) or is_code(value) for value in found)
    kind = schema.get("type")
    if meant.kind == "list":
        return kind == "array" and meant.noun in PEOPLE and _plain_items(schema)
    if meant.kind in _NUMBERS or (meant.kind == "id" and kind == "integer"):
        return kind in ("integer", "number") and _unit_known(meant, tables)
    if kind != "string":
        return False
    if meant.kind in ("place", "city") and _FORMATTED.search(str(schema.get("description", ""))):
        return False
    if meant.kind == "place":
        return meant.noun in _PLACED or meant.noun == "restaurant"
    if meant.kind == "title":
        return meant.noun not in _KEPT_TITLES or "extension" in str(schema.get("description", ""))
    return meant.kind in _AS_IT_IS | _MOMENTS | _WRITTEN | {"city", "currency"} or (
        meant.noun == "card ending"
    )


_FORMATTED = re.compile(r"\b[A-Z][a-z]+, [A-Z]|format|\bstate\b")
"""Descriptions of places that want more than a name: `San Francisco, CA`."""


def _plain_items(schema: Schema) -> bool:
    items = schema.get("items")
    return isinstance(items, dict) and items.get("type") == "string" and "enum" not in items


_PLAIN_UNITS = frozenset({"", "%", "EUR", "USD", "°C", "metres"})


def _unit_known(meant: Meaning, tables: Tables) -> bool:
    return meant.unit in tables.style["units"] or meant.unit in _PLAIN_UNITS
