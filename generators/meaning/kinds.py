"""The vocabulary behind `generators.meaning`: kinds, the words that point to them, units.

Constants only; the word tables are read from `kinds.toml` beside this file.
"""

import tomllib
from importlib.resources import files
from typing import Any


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(section: dict[str, list[str]]) -> dict[str, str]:
    """Word → kind, from kind → words."""
    return {word: kind for kind, words in section.items() for word in words}


_DATA: dict[str, Any] = tomllib.loads(
    (files("generators.meaning") / "kinds.toml").read_text(encoding="utf-8")
)

KINDS = _set(
    "date time datetime date_range duration timezone month year weekday city country state "
    "address postcode place latitude longitude coordinates airport person first_name "
    "last_name username contact email phone company money currency percent count quantity "
    "number temperature distance weight age rating id reference title text query topic "
    "category flag enum url path filename file_type ip domain hostname language colour "
    "product food song artist movie book sport team code regex json list object binary token "
    "password sort fields_mask slug version unit unknown"
)
"""Every kind a meaning can have. Beside the obvious: `place` a venue or anywhere one can go;
`count` how many results; `quantity` how many of a thing; `number` a plain measure; `id` an opaque
identifier; `reference` a readable code (order number, SKU, flight number); `slug` a technical name
somebody chose (table, bucket, branch); `title` a short name of a thing; `text` a message or note;
`enum` a choice for which no closer kind is known; `unit` a unit of measure."""

UNSAYABLE = _set("token password binary fields_mask")
"""Kinds no person puts into a request."""

ABBREVIATIONS: dict[str, str] = _DATA["abbreviations"]
"""Abbreviation → words, each looked up for a single word of a name."""

PHRASES = _table(_DATA["phrases"])
"""Whole phrase → kind."""

HEADS = _table(_DATA["heads"])
"""Last word of a phrase, or its last two → kind."""

NAMED = _table(_DATA["named"])
"""Word before "name" (or owner in the tool's name for a bare `name`) → kind of the name."""

NOUNS: dict[str, str] = _DATA["nouns"]
"""Phrases a person would put otherwise."""

UNITS: dict[str, tuple[str, str]] = {
    word: (unit, entry["kind"]) for unit, entry in _DATA["units"].items() for word in entry["words"]
}
"""Unit word → (unit as written, kind of a number that has it)."""

NUMERIC = _set(
    "duration latitude longitude money percent count quantity number temperature distance weight "
    "age rating year month"
)
"""Kinds that are numbers by nature."""

EITHER = _set("id reference datetime version time weekday")
"""Kinds a number or a text may stand for."""

FLAG_VERBS = _set(
    "is are has have had include including with without enable enabled allow allows show hide "
    "use exclude excluding only should can do does requires require needs need want wants "
    "send notify force skip return add disable disabled ignore keep make mark set supports "
    "get auto"
)
"""First words of a boolean's name that say what it does rather than to what."""
