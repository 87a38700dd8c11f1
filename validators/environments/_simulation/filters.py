"""What the arguments of a list or search say about the items: which relation to which field. Each
can be asked of an item (`holds`) and be made true of one (`impose`)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from studio.record import Json, Schema
from studio.resources import cities, moments, shapes
from studio.resources.nouns import one, words
from validators.environments._simulation import wording
from validators.environments._simulation.fields import Shape, matching_words, stem

_LEAST = frozenset("minimum from since after earliest lowest least starting start above".split())
_MOST = frozenset("maximum to until before latest highest most ending end below under by".split())
_QUERY = frozenset(
    "query q text keyword keywords search term terms phrase search_query contains".split()
)
_DATES = frozenset("date time day on at datetime timestamp when".split())
_ALL = frozenset({"all", "any", "both", "everything", "*", ""})
_NONE_OF = {"nonstop": ("stops",), "direct": ("changes", "stops", "transfers"), "free": ("price",)}


@dataclass(frozen=True, slots=True)
class Filter:
    """One argument's say in what is found."""

    parameter: str
    relation: str
    """equal, least, most, text, contains, member, every, zero or day."""
    path: tuple[str, ...]
    """Keys of the field inside an item; empty for text."""
    texts: tuple[str, ...] = ()
    """Fields that words may be found in, the most telling first."""
    resource: str = ""
    pattern: str = ""

    def active(self, value: Json) -> bool:
        """Whether a value asks for anything."""
        if value is None or (isinstance(value, str) and value.lower() in _ALL):
            return False
        if self.relation == "day" and moments.day(value) is None:
            return False
        return value is not False or self.relation == "equal"

    def holds(self, item: Mapping[str, Any], value: Json) -> bool:
        """Whether an item is one of those asked for."""
        if self.relation == "text":
            return _mentions(item, str(value))
        if self.relation == "either":
            return any(item.get(name) == value for name in self.path)
        found = _at(item, self.path)
        if found is None:
            return False
        return _HOLDS[self.relation](found, value)

    def impose(self, item: dict[str, Any], value: Json, rng: Random, place: int) -> None:
        """Make it true of an item of which it does not hold."""
        if self.relation == "text":
            self._word(item, str(value), place)
            return
        if self.relation == "either":
            item[self.path[place % len(self.path)]] = value
            return
        inner: Any = item
        for key in self.path[:-1]:
            inner = inner.setdefault(key, {})
        last = self.path[-1]
        before = inner.get(last)
        inner[last] = _imposed(self.relation, before, value, rng)
        _follow(item, last, before, inner[last])

    def _word(self, item: dict[str, Any], query: str, place: int) -> None:
        for name in self.texts:
            example = item.get(name)
            if not isinstance(example, str):
                continue
            if re.fullmatch(r"[\w .-]+\.[a-z]{2,5}", example):
                item[name] = wording.named_file(query, example, place)
            elif "/" in example and " " not in example:
                mark = ("", "-tools", "-app", "-docs")[place % 4]
                item[name] = f"{example.partition('/')[0]}/{wording.slug(query)}{mark}"
            else:
                item[name] = wording.titled(query, self.resource, place)
            return


def _follow(item: dict[str, Any], moved: str, before: Json, after: Json) -> None:
    """Dates that belong to one that moved move with it; what lies in the past stays."""
    first, second = moments.day(before), moments.day(after)
    if first is None or second is None or first == second:
        return
    for name, value in item.items():
        if name != moved and moments.day(value) and moments.tense(name) != "past":
            item[name] = moments.moved(value, days=(second - first).days)


def filters(
    parameters: Schema, item: Shape, resource: str, passed: frozenset[str]
) -> tuple[tuple[Filter, ...], tuple[str, ...]]:
    """The filters of a tool's parameters, and the names of those that no field answers to; those in
    `passed` (ids of parents, paging, order) are neither."""
    found, unanswered = [], []
    for name, schema in shapes.properties(parameters).items():
        if name in passed:
            continue
        whole = shapes.plain(schema, parameters)
        made = _filter(name, shapes.kind(whole), item, resource)
        if made is None:
            unanswered.append(name)
        else:
            found.append(made)
    return tuple(found), tuple(unanswered)


def _filter(name: str, kind: str, item: Shape, resource: str) -> Filter | None:
    parts = words(name)
    joined = "_".join(parts)
    if kind in ("string", "") and (joined in _QUERY or parts[-1:] == ("contains",)):
        return _textual(name, parts, item, resource)
    if parts[0] in _NONE_OF and kind == "boolean":
        for field in _NONE_OF[parts[0]]:
            if field in item.fields:
                return Filter(name, "zero", (field,))
    ranged = _ranged(name, parts, kind, item)
    if ranged is not None:
        return ranged
    if kind == "array":
        return _several(name, parts, item)
    return _single(name, parts, kind, item)


def _several(name: str, parts: tuple[str, ...], item: Shape) -> Filter | None:
    field = matching_words(parts, "array", item)
    if field:
        return Filter(name, "every", (field,))
    field = matching_words((*parts[:-1], one(parts[-1])), "", item)
    return Filter(name, "member", (field,)) if field else None


def _single(name: str, parts: tuple[str, ...], kind: str, item: Shape) -> Filter | None:
    sides = tuple(
        f for f in item.fields if words(f)[:1] in (("home",), ("away",)) and words(f)[1:] == parts
    )
    if len(sides) > 1:
        return Filter(name, "either", sides)
    if kind == "string" and parts[-1] in ("city", "town") and not matching_words(parts, kind, item):
        held = [f for f in item.fields if words(f)[-1] in ("address", "location")]
        return Filter(name, "inside", (held[0],)) if held else None
    kept = tuple(word for word in parts if kind != "boolean" or word not in ("only", "now"))
    field = matching_words(kept, kind, item)
    if field and not _dated(item, field):
        sender = kind == "string" and not item.fields[field].get("enum")
        return Filter(name, "contains" if sender else "equal", (field,))
    if field or (kind == "string" and {*parts} & _DATES) or parts == ("date",):
        field = field or _stemmed(parts, item)
        return Filter(name, "day", (field,)) if field else None
    if not field and parts[-1] in ("state", "status", "phase"):
        dates = tuple(by[w] for w in _SPAN if w in (by := {words(f): f for f in item.fields}))
        return Filter(name, "phase", dates) if len(dates) == 2 else None
    array = _array(parts, item)
    return Filter(name, "has", (array,)) if array and kind == "string" else None


_SPAN = (("start", "date"), ("end", "date"))


def _array(parts: tuple[str, ...], item: Shape) -> str:
    """A list of the item whose members the argument is one of: `attendee` of attendees."""
    for field in item.fields:
        if item.kind(field) == "array" and one(" ".join(words(field))) == one(" ".join(parts)):
            inner = item.fields[field].get("items", {})
            if shapes.kind(inner if isinstance(inner, dict) else {}) in ("string", ""):
                return field
    return ""


def _textual(name: str, parts: tuple[str, ...], item: Shape, resource: str) -> Filter | None:
    if parts[-1:] == ("contains",) and len(parts) > 1:
        field = matching_words(parts[:-1], "string", item)
        return Filter(name, "text", (), (field,), resource) if field else None
    texts = texts_of(item)
    return Filter(name, "text", (), texts, resource) if texts else None


_TELLING = (
    "title name repository subject summary headline display_name label text description body "
    "content snippet preview comment question payee artist author"
).split()


def texts_of(item: Shape) -> tuple[str, ...]:
    """Fields of free text, the most telling first."""
    by_words = {"_".join(words(name)): name for name in item.fields}
    found = [by_words[word] for word in _TELLING if word in by_words]
    return tuple(
        name for name in found if item.kind(name) == "string" and not item.fields[name].get("enum")
    )


def _ranged(name: str, parts: tuple[str, ...], kind: str, item: Shape) -> Filter | None:
    sides = [word for word in parts if word in _LEAST | _MOST]
    if not sides or kind == "boolean" or {"airport", "station", "city", "address"} & {*parts}:
        return None
    side = "least" if sides[0] in _LEAST else "most"
    rest = tuple(word for word in parts if word not in (sides[0], "than", "or"))
    amount = kind in ("integer", "number")
    field = matching_words(rest, kind if amount else "", item) if rest else ""
    if not field and amount and rest:
        field = _priced(rest, item)
    if field and item.kind(field) == "object" and "amount" in shapes.properties(item.fields[field]):
        return Filter(name, side, (field, "amount"))
    if not field and not amount and (not rest or {*rest} & _DATES or _stemmed(rest, item)):
        field = _stemmed(rest, item)
    if not field:
        field = _stemmed(rest, item) if rest and not {*rest} <= _DATES else ""
    if not field or item.kind(field) in ("object", "array", "boolean"):
        return None
    return Filter(name, side, (field,))


def _priced(rest: tuple[str, ...], item: Shape) -> str:
    """A field of money or measure for `max_price`, `min_rating`: one that shares a word."""
    for field in item.fields:
        shared = {stem(word) for word in words(field)} & {stem(word) for word in rest}
        numeric = item.kind(field) in ("integer", "number")
        priced = item.kind(field) == "object" and "amount" in shapes.properties(item.fields[field])
        if shared and (numeric or priced):
            return field
    return ""


def _dated(item: Shape, field: str) -> bool:
    schema = item.fields[field]
    if schema.get("format") in ("date", "date-time"):
        return True
    shown = schema.get("examples") or [schema.get("example")]
    return any(moments.day(example) for example in shown)


def _stemmed(parts: tuple[str, ...], item: Shape) -> str:
    """The date of an item that shares a stem with the words, else its first date."""
    dated = [
        field
        for field in item.fields
        if item.kind(field) == "string" and (_dated(item, field) or {*words(field)} & _DATES)
    ]
    wanted = {stem(word) for word in parts if word not in _DATES}
    for field in dated:
        if wanted & {stem(word) for word in words(field)}:
            return field
    known = wanted - {stem(word) for word in ("departure", "start", "first", "pick", "up", "open")}
    return dated[0] if dated and not known else ""


def _at(item: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = item
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return None
        found = found[key]
    return found


def _mentions(item: Mapping[str, Any], query: str) -> bool:
    told = " ".join([value for value in item.values() if type(value) is str]).lower()
    whole, parts = _terms(query)
    return whole in told or all(part in told for part in parts)


@lru_cache(maxsize=16384)
def _terms(query: str) -> tuple[str, tuple[str, ...]]:
    """A query in lower case, and the stems of its words."""
    asked = query.lower().strip().strip("\"'")
    return asked, tuple(p.rstrip("s") for p in re.findall(r"\w+", asked) if len(p) > 2)


def _comparable(found: Json, value: Json) -> tuple[Any, Any] | None:
    """Both sides in one notation: a year and a date, a date and a date-time, 9 and 14:30."""
    if isinstance(found, str) and isinstance(value, str):
        size = min(len(found), len(value), 16)
        if moments.day(found) and moments.CLOCK.fullmatch(value):
            return found[11:16], value[:5]
        return found[:size], value[:size]
    if isinstance(found, str) and isinstance(value, int):
        return (int(found[:4]), value) if found[:4].isdigit() else None
    numbers = isinstance(found, int | float) and isinstance(value, int | float)
    return (found, value) if numbers else None


def _least(found: Json, value: Json) -> bool:
    pair = _comparable(found, value)
    return pair is not None and bool(pair[0] >= pair[1])


def _most(found: Json, value: Json) -> bool:
    pair = _comparable(found, value)
    return pair is not None and bool(pair[0] <= pair[1])


def _equal(found: Json, value: Json) -> bool:
    if isinstance(found, str) and isinstance(value, str):
        return found.lower() == value.lower()
    if isinstance(found, bool) or isinstance(value, bool):
        return found is value
    return bool(found == value)


def _contains(found: Json, value: Json) -> bool:
    if isinstance(found, str) and isinstance(value, str):
        return value.lower() in found.lower()
    return _equal(found, value)


def _every(found: Json, value: Json) -> bool:
    return isinstance(found, list) and all(entry in found for entry in value)


def _has(found: Json, value: Json) -> bool:
    asked = str(value).lower()
    return isinstance(found, list) and any(asked in str(entry).lower() for entry in found)


_HOLDS: dict[str, Callable[[Json, Json], bool]] = {
    "equal": _equal,
    "contains": _contains,
    "least": _least,
    "most": _most,
    "every": _every,
    "has": _has,
    "inside": lambda found, value: str(value).lower() in str(found).lower(),
    "member": lambda found, value: bool(found in value),
    "zero": lambda found, value: bool(found == 0),
    "day": lambda found, value: str(found)[:10] == str(value)[:10],
}


def _imposed(relation: str, found: Json, value: Json, rng: Random) -> Json:
    """A value of which the relation holds, in the notation of the one there is."""
    if relation == "zero":
        return 0
    if relation == "contains" and "@" in str(found) and "@" not in str(value):
        return (
            f"{'.'.join(re.findall(r'[a-z]+', str(value).lower()))}@{str(found).partition('@')[2]}"
        )
    if relation == "inside":
        return cities.address(str(value), str(found or ""))
    if relation == "member":
        return value[int(rng.random() * len(value))] if value else found
    if relation == "every":
        rest = [entry for entry in found or () if entry not in value]
        return [*value, *rest[:2]]
    if relation == "has":
        return [value, *(found or ())[:3]]
    if relation in ("least", "most"):
        return _within(found, value, 1 if relation == "least" else -1, rng)
    if relation == "day" or (moments.day(found) and moments.day(value)):
        return str(value)[:10] + str(found or "")[10:]
    return value


def _within(found: Json, value: Json, sign: int, rng: Random) -> Json:
    """On the right side of a bound, not far from it."""
    if isinstance(found, str) and isinstance(value, str):
        if moments.day(found) and moments.CLOCK.fullmatch(value):
            clock = moments.clock_after(value[:5], sign * int(rng.random() * 90))
            return found[:11] + clock + found[16:]
        if moments.day(found) and moments.day(value):
            day = moments.moved(value[:10], days=sign * int(rng.random() * 6))
            return day + found[10:]
        return value
    if isinstance(found, str) and isinstance(value, int):
        return f"{value + sign * int(rng.random() * 3)}{found[4:]}"
    if not isinstance(value, int | float):
        return value
    if isinstance(value, int) and 1900 < value < 2100:
        return value + sign * int(rng.random() * 3)
    if isinstance(found, float) or isinstance(value, float):
        part = abs(value) * rng.random() * 0.3
        return round(value + sign * part, 1 if abs(value) < 10 else 2)
    return max(0, value + sign * int(rng.random() * (1 + abs(value) * 0.3)))
