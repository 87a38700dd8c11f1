"""What a parameter means to a person: shared by the values and the language of the generators.

Read from the name, the description, the format, type and bounds of the schema. Cheap and cached:
word tables and precompiled expressions, no model. Does not choose values or words of a sentence.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generators.meaning import kinds
from generators.meaning.hints import EPOCH, kind_of
from generators.meaning.nouns import noun_of, singular, spoken, words
from generators.meaning.sides import role_of, tense_of
from studio.record import Schema

__all__ = ["Meaning", "element", "meaning", "sayable", "singular", "words"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One parameter as a person understands it."""

    kind: str
    """One of `kinds.KINDS`. A choice keeps a closer kind (currency, language, …) where
    one is known and is `enum` otherwise: ask the schema for `enum` to know that it is one."""
    noun: str
    """The noun phrase a person uses: "party size", "recipient", "number of results"."""
    unit: str = ""
    """"minutes", "km", "USD", "%", … when name or description state it; for numeric points in
    time "epoch"."""
    role: str = ""
    """Its side of a pair: "start", "end", "least", "most", "source", "target"; for flags the verb
    of the name ("include", "is", "allow", "exclude", …); empty otherwise."""
    tense: str = ""
    """For points in time "past" or "future" when the words say so."""


_PATTERN_PART = re.compile(r"([A-Za-z]+)/\[\^/\]\+\$?$")


def meaning(name: str, schema: Schema, tool_name: str = "", tool_description: str = "") -> Meaning:
    """What the parameter `name` with this schema means in this tool."""
    enum = schema.get("enum")
    return _meaning(
        name,
        _type(schema),
        str(schema.get("format", "")),
        str(schema.get("description", ""))[:_READ],
        str(schema.get("pattern", "")),
        isinstance(enum, list) and bool(enum),
        tool_name,
        tool_description[:_READ],
    )


def element(name: str, schema: Schema, tool_name: str = "", tool_description: str = "") -> Meaning:
    """What one element of an array parameter means: `attendees` → a contact, noun "attendee"."""
    items = schema.get("items")
    inner: Schema = items if isinstance(items, dict) else {}
    parts = words(name)
    single = " ".join((*parts[:-1], singular(parts[-1]))) if parts else name
    if "description" not in inner and "description" in schema:
        inner = {**inner, "description": schema["description"]}
    return meaning(single, inner, tool_name, tool_description)


def sayable(meant: Meaning) -> bool:
    """Whether a person would ever say such a value in a request."""
    return meant.kind not in kinds.UNSAYABLE and meant.unit != "epoch"


def _type(schema: Schema) -> str:
    """The one JSON type a schema is about, "" when it does not say; null does not count."""
    found = schema.get("type")
    if isinstance(found, list):
        found = next((entry for entry in found if entry != "null"), "")
    if isinstance(found, str):
        return found
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    for key in ("anyOf", "oneOf", "allOf"):
        for branch in schema.get(key) or ():
            if isinstance(branch, dict) and (inner := _type(branch)) not in ("", "null"):
                return inner
    return ""


@lru_cache(maxsize=65536)
def _meaning(
    name: str,
    kind_of_json: str,
    form: str,
    description: str,
    pattern: str,
    choice: bool,
    tool_name: str,
    tool_description: str,
) -> Meaning:
    parts = words(name.rsplit(".", 1)[-1])
    parts, unit = _unit(parts, description, kind_of_json)
    phrase = " ".join(parts)
    noun = noun_of(phrase, parts)
    if phrase == "name" or (pattern and phrase in ("parent", "resource", "resource name")):
        part = _PATTERN_PART.search(pattern)
        if part:
            return Meaning("id", singular(" ".join(words(part.group(1)))))
    if kind_of_json == "boolean":
        return _flag(parts, phrase)
    kind = _FORMATS.get(form) or kind_of(phrase, parts, description, tool_name, kind_of_json)
    if kind_of_json == "array":
        return Meaning(kind if kind in kinds.UNSAYABLE else "list", noun, unit)
    if kind_of_json == "object":
        return Meaning("token" if kind == "token" else "object", noun)
    kind, unit = _settle(kind, unit, kind_of_json, description, phrase)
    if choice and kind not in _CLOSE:
        kind = "enum"
    noun = spoken(kind, phrase, noun, tool_name, tool_description)
    tense = tense_of(phrase, description, tool_name) if kind in _TIMES else ""
    return Meaning(kind, noun, unit, role_of(parts), tense)


_READ = 400
"""How many characters of a description are read: what a parameter is comes first."""


_TIMES = frozenset("date time datetime month year weekday date_range".split())


_FORMATS = {
    "date": "date",
    "google-datetime": "datetime",
    "date-time": "datetime",
    "time": "time",
    "duration": "duration",
    "google-duration": "duration",
    "google-fieldmask": "fields_mask",
    "email": "email",
    "idn-email": "email",
    "uri": "url",
    "url": "url",
    "uri-reference": "url",
    "uuid": "id",
    "ipv4": "ip",
    "ipv6": "ip",
    "hostname": "hostname",
    "idn-hostname": "hostname",
    "byte": "binary",
    "binary": "binary",
    "password": "password",
    "regex": "regex",
    "phone": "phone",
    "color": "colour",
}


_CLOSE = frozenset(
    """currency language country city state weekday month timezone colour unit sort file_type
    airport sport year token fields_mask version""".split()
)
"""Kinds that say more about a choice than that it is one."""


_UNIT_IN_TEXT = re.compile(
    r"(?:\bin |\(|\bnumber of |, )(?:total )?("
    + "|".join(sorted((word for word in kinds.UNITS if len(word) > 1), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)


_PERCENT = re.compile(r"%|\bpercent")
_FRACTION = re.compile(r"decimal|\b0\.\d|\b0(?:\.0)? (?:to|and) 1(?:\.0)?\b(?!\d)")
"""A share as a part of one: 0.15."""


def _unit(parts: tuple[str, ...], description: str, json_type: str) -> tuple[tuple[str, ...], str]:
    """The words of a name without a unit suffix, and the unit its name or description states."""
    if json_type not in ("integer", "number", "string", ""):
        return parts, ""
    last = parts[-1] if parts else ""
    if len(parts) > 1 and last in kinds.UNITS and json_type != "string":
        rest = parts[:-2] if parts[-2:-1] == ("in",) else parts[:-1]
        kind = kinds.HEADS.get(rest[-1], "") if rest else ""
        if len(last) > 1 or kind in kinds.NUMERIC:
            return (rest or parts), kinds.UNITS[last][0]
    if last in kinds.UNITS and len(last) > 3 and json_type != "string":
        return parts, kinds.UNITS[last][0]
    if json_type in ("integer", "number") and description:
        found = _UNIT_IN_TEXT.search(description)
        if found:
            return parts, kinds.UNITS[found.group(1).lower()][0]
    return parts, ""


_KIND_OF_UNIT = dict(kinds.UNITS.values())


def _settle(kind: str, unit: str, json_type: str, description: str, phrase: str) -> tuple[str, str]:
    """The kind and unit with the JSON type taken into account."""
    if json_type not in ("integer", "number"):
        return kind, ("%" if kind == "percent" and json_type != "string" else unit)
    if kind in ("date", "datetime", "time"):
        millis = {"ms", "millis", "micros", "nanos"} & {*phrase.split()}
        if EPOCH.search(description) or kind == "datetime" or millis or unit == "milliseconds":
            return "datetime", "epoch"
        return (_KIND_OF_UNIT[unit], unit) if unit else ("number", "")
    if (
        unit
        and unit != "%"
        and kind in ("number", "unknown", "time", "text", "title", "category", "quantity", "")
    ):
        return _KIND_OF_UNIT[unit], unit
    if kind == "percent" or unit == "%":
        return "percent", "" if _FRACTION.search(description) else "%"
    if kind in kinds.NUMERIC or kind in kinds.EITHER - {"category"} or kind in kinds.UNSAYABLE:
        return kind, unit
    return "number", unit


def _flag(parts: tuple[str, ...], phrase: str) -> Meaning:
    if phrase in kinds.PHRASES and kinds.PHRASES[phrase] == "token":
        return Meaning("token", phrase)
    if len(parts) > 1 and parts[0] in kinds.FLAG_VERBS:
        return Meaning("flag", " ".join(parts[1:]), "", parts[0])
    return Meaning("flag", phrase)
