"""Which argument of a call speaks of which field of a result: by name, by words that mean the same,
and by type. Names only; what a search does with it is in `filters`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from studio.record import Json, Schema
from studio.resources import shapes
from studio.resources.nouns import one, words

_SAME = (
    "title name subject summary headline",
    "text body content message note notes description comment details",
    "rating stars score",
    "quantity count number amount_of",
    "recipients sent_to to sent",
    "file_name file_path path",
    "due deadline due_date due_at due_on",
    "start starts start_time starts_at start_at begins begin departs departure",
    "end ends end_time ends_at end_at finishes arrives arrival",
    "price cost fare",
    "city town",
    "zip postcode postal_code zip_code",
    "people attendees guests participants invitees members",
    "room zone",
    "place location venue",
    "contact person name",
    "place address",
    "topic title",
    "state status",
    "kind type category",
    "licence license",
    "holder_name name",
    "unit units",
)
_GROUP: dict[str, set[int]] = {}
for _place, _names in enumerate(_SAME):
    for _name in _names.split():
        _GROUP.setdefault(" ".join(words(_name)), set()).add(_place)
_SIDES = frozenset("new target my the preferred desired updated other".split())
_AWAY = frozenset(
    """from to source destination origin parent private personal work billing shipping minimum
    maximum related home away daily new old previous current next""".split()
)


@dataclass(frozen=True, slots=True)
class Shape:
    """An object as its fields: the plain schema of each by name."""

    fields: Mapping[str, Schema]
    required: frozenset[str]
    closed: bool
    """Whether nothing else may stand there."""

    def kind(self, name: str) -> str:
        return shapes.kind(self.fields[name])


def shape(schema: Schema, root: Schema) -> Shape:
    """The fields of an object schema."""
    whole = shapes.plain(schema, root)
    fields = {name: shapes.plain(s, root) for name, s in shapes.properties(whole).items()}
    needed = frozenset(name for name in whole.get("required") or () if name in fields)
    return Shape(fields, needed, whole.get("additionalProperties") is False)


def matching(name: str, kind: str, found: Shape, noun: frozenset[str] = frozenset()) -> str:
    """The field an argument speaks of; empty for none. `kind` is the argument's JSON type, `noun`
    the words of the resource, which may stand before the name: `file_name`."""
    parts = words(name)
    field = matching_words(parts, kind, found)
    bare = tuple(word for word in parts if word not in noun)
    if field or not bare or bare == parts or bare == ("id",):
        return field
    return matching_words(bare, kind, found)


def matching_words(parts: tuple[str, ...], kind: str, found: Shape) -> str:
    """The same for a name as words."""
    by_words = {words(name): name for name in found.fields}
    tries = [parts, tuple(word for word in parts if word not in _SIDES)]
    for wanted in tries:
        if wanted in by_words and _fits(kind, found.kind(by_words[wanted])):
            return by_words[wanted]
    groups = _GROUP.get(" ".join(tries[1]), set())
    for theirs, name in by_words.items():
        if groups & _GROUP.get(" ".join(theirs), set()) and _fits(kind, found.kind(name)):
            return name
    return _by_tail(tries[1], kind, by_words, found)


def _by_tail(
    parts: tuple[str, ...], kind: str, by_words: Mapping[tuple[str, ...], str], found: Shape
) -> str:
    """`store_city` and `city`, `address` and `delivery_address`: where only one field fits."""
    if not parts or _AWAY & {*parts}:
        return ""
    fitting = [
        name
        for theirs, name in by_words.items()
        if theirs
        and one(theirs[-1]) == one(parts[-1])
        and 1 in (len(theirs), len(parts))
        and not _AWAY & {*theirs}
        and theirs[-1] not in _VAGUE
        and _fits(kind, found.kind(name))
    ]
    return fitting[0] if len(fitting) == 1 else ""


_VAGUE = frozenset(
    "id name date time at on number code count type status text level total value days by".split()
)


def _fits(kind: str, other: str) -> bool:
    if kind == other or not kind or not other:
        return True
    return {kind, other} == {"integer", "number"} or (kind, other) == ("number", "object")


def laid(body: dict[str, Any], field: str, value: Json) -> None:
    """Put a value into a field: a number into an amount of money, a file's name into its path."""
    outer, _, inner = field.partition("/")
    if inner:
        held = body.get(outer)
        if isinstance(held, dict):
            body[outer] = {**held, inner: value}
        return
    there = body.get(field)
    if isinstance(there, dict) and isinstance(value, int | float):
        if "amount" in there:
            body[field] = {**there, "amount": value}
        return
    if isinstance(there, str) and isinstance(value, str) and words(field)[-1:] == ("path",):
        folder, _, name = there.rpartition("/")
        ending = name.rpartition(".")[2] if "." in name else ""
        said = value if "." in value or not ending else f"{value}.{ending}"
        body[field] = said if "/" in said or not folder else f"{folder}/{said}"
        return
    body[field] = value


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What `departure` and `departs`, `created` and `creation` share."""
    return word[:6] if len(word) > 6 else word.rstrip("s")
