"""Fields whose value only the resource around them tells: the name of an employee is a person's, a
link leads to what it belongs to, a number is in the range of what it measures. Walks a value beside
the expanded schema it was made for."""

import re
from datetime import date
from functools import cache
from random import Random
from typing import Any, Final

from generators.fillers import _measures, _weather, _words
from generators.fillers._expansion import NEEDED
from generators.values.builder import Builder
from generators.values.wording import phrase
from generators.values.world import Maker, World
from studio.record import Json, Schema
from studio.resources import moments, shapes
from studio.resources.nouns import identifies, many, named, one, words

_PEOPLE = frozenset(
    """participant attendee employee user person author speaker member contact driver courier
    teacher doctor guest organiser organizer assignee owner student passenger traveller customer
    reviewer creator sender recipient candidate patient manager agent host initiator moderator
    permission delegate actor reader""".split()
)
_WAYS = frozenset("join share html web self download view edit public short".split())
_LINKS = frozenset("url link uri href".split())
_SITES = frozenset("website homepage site".split())
_KEPT = frozenset({"enum", "const", "pattern", "format"})


@cache
def _person() -> Maker:
    return Builder("", "", {}, "general").maker("full_name", {"type": "string"})


@cache
def _placeholders() -> frozenset[str]:
    """Nouns that stand where nothing is known of a field."""
    world = World(Random(0), date(2026, 1, 1))
    return frozenset(phrase(world, "noun") for _ in range(600))


class Naming:
    """One pass over a value."""

    def __init__(self, rng: Random, today: date, context: str) -> None:
        self.rng = rng
        self.today = today
        self.context = context
        self.lead = context.split(" ", 1)[0]

    def mend(self, found: Json, schema: Schema, name: str, owner: str) -> Json:
        """The value with such fields mended, in place where it is an object or a list."""
        if isinstance(found, dict):
            self._object(found, schema, name or owner)
            return found
        if isinstance(found, list):
            inner = schema.get("items")
            held = inner if isinstance(inner, dict) else {}
            mended = [self.mend(value, held, name, owner) for value in found]
            if _UNKNOWN in mended:
                return _UNKNOWN
            found[:] = mended
            return found
        if isinstance(found, str):
            return self._text(found, schema, name, owner)
        if isinstance(found, int | float) and not isinstance(found, bool):
            shared = " ".join(words(self.lead)) if owner in ("", "result") else self._noun()
            around = f"{owner} {shared}"
            return _measures.measured(found, name, around, "", schema, self.rng)
        if isinstance(found, bool) and "const" not in schema:
            return self._flag(found, name)
        return found

    def _noun(self) -> str:
        return one(" ".join(words(self.lead)[-1:]))

    def _object(self, found: dict[str, Any], schema: Schema, owner: str) -> None:
        declared = shapes.properties(schema)
        around = one(" ".join(words(owner)))
        first = next(iter(declared), "")
        noun = named(first) if identifies(first, strong=True) else ""
        if noun and noun not in around:
            around = noun
        needed = schema.get(NEEDED) or ()
        for key, value in [*found.items()]:
            inner = declared.get(key)
            if isinstance(inner, dict):
                single = one(" ".join(words(key))) if isinstance(value, list | dict) else key
                if single in ("item", "result", "data", "entry"):
                    single = around
                nested = f"{single} {around}" if isinstance(value, dict) else around
                name = nested if isinstance(value, dict) else single
                mended = self.mend(value, inner, name, around)
                if mended is _UNKNOWN and key not in needed:
                    del found[key]
                else:
                    found[key] = value if mended is _UNKNOWN else mended
        _weather.agreed(found, schema)

    def _text(self, found: str, schema: Schema, name: str, owner: str) -> str:
        parts = words(name)
        tail = parts[-1:] or ("",)
        noun = owner.rpartition(" ")[2] or owner
        if _LINKS & {*tail} or schema.get("format") in ("uri", "url"):
            return (
                found
                if _SITES & {*parts} or "pattern" in schema
                else self._link(found, parts, owner)
            )
        if _KEPT & schema.keys():
            return found
        if parts in (("name",), ("display", "name"), ("full", "name")) and (
            {*owner.split(" ")[:1], noun} & _PEOPLE
        ):
            return str(_person()(World(self.rng, self.today)))
        technical = self._technical(name, schema, owner)
        if technical is not None:
            return technical
        known, sure = _words.worded(name, owner, self.rng)
        shown = [each for each in schema.get("examples") or () if isinstance(each, str)]
        if known is not None and (sure or not (shown or _told(schema))):
            return known
        if len(shown) > 1 and not _WRITTEN & {*tail} and moments.day(found) is None:
            return shown[int(self.rng.random() * len(shown))]
        if shown or _told(schema):
            return found
        return _UNKNOWN if found in _placeholders() else found

    def _technical(self, name: str, schema: Schema, owner: str) -> str | None:
        """Ids and kinds as Google and AWS write them; None for other fields and APIs."""
        api, dot, _ = self.context.partition(".")
        if not dot:
            return None
        if words(name) == ("kind",):
            if isinstance(schema.get("default"), str):
                return str(schema["default"])
            told = _MARKED.search(str(schema.get("description", "")))
            first, *rest = (owner or "resource").split()
            return told[1] if told else f"{api}#{first}{''.join(p.capitalize() for p in rest)}"
        if identifies(name) and not schema.get("examples"):
            return _token(self.rng, 14)
        return None

    def _link(self, found: str, parts: tuple[str, ...], owner: str) -> str:
        """An address at the same site that leads to such a thing."""
        match = re.match(r"https?://[^/]+", found)
        if match is None:
            return found
        what = " ".join(part for part in parts if part not in _LINKS | _WAYS) or owner or "items"
        kind = many(one(what)).replace(" ", "-")
        return f"{match[0]}/{kind}/{_token(self.rng, 8)}"

    def _flag(self, found: bool, name: str) -> bool:
        """Flags that are rarely set in what one still sees."""
        rare = _RARE & {*words(name)}
        return self.rng.random() < 0.05 if rare else found


_UNKNOWN: Final = "\0"
"""Stands for a text nothing is known of: the field is left out where it may be."""
_MARKED = re.compile(r"[\"'`](\w+#\w+)")


def _token(rng: Random, size: int) -> str:
    found = "".join(_SIGNS[int(rng.random() * len(_SIGNS))] for _ in range(size - 1))
    return f"{found[:2]}{2 + int(rng.random() * 8)}{found[2:]}"


_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_WRITTEN = frozenset(
    "title name subject summary description text body message note comment time at id".split()
)
"""Fields of which there are more values than examples can show."""
_RARE = frozenset(
    "deleted cancelled canceled archived trashed hidden explicit draft disabled abuse".split()
)


def _told(schema: Schema) -> bool:
    said = str(schema.get("description", ""))
    return "e.g." in said or "for example" in said.lower()
