"""choice: a member of an enum in spoken form."""

from functools import lru_cache
from itertools import chain

from studio.check import Reading, Transform
from studio.record import Json, Schema
from validators.reading.orders import agrees
from validators.reading.units import UNITS
from validators.reading.words import stem, words

LONGEST = 80
"""Characters of the longest text read as a choice."""

_SIZES = {
    "small": "s",
    "medium": "m",
    "large": "l",
    "extra large": "xl",
    "extra small": "xs",
}
_FILLERS = frozenset({"the", "a", "an", "in", "as", "by", "of", "to", "and", "with", "for"})


@lru_cache(maxsize=32768)
def _key(text: str) -> tuple[str, ...]:
    """What must agree: the stems of the words, fillers left out when others remain."""
    parts = words(text)
    kept = [stem(part) for part in parts if part not in _FILLERS]
    return tuple(kept or parts)


@lru_cache(maxsize=32768)
def _plain(text: str) -> str:
    """Letters and digits alone: "inprogress"."""
    return "".join(words(text))


def _unit(text: str) -> tuple[object, ...] | None:
    low = text.lower()
    return UNITS.get(low) or (UNITS.get({"c": "celsius", "f": "fahrenheit"}.get(low, "")))


def _means(text: str, member: str, name: str) -> bool:
    if _plain(text) == _plain(member) != "" or _key(text) == _key(member) != ():
        return True
    if _SIZES.get(text.lower()) == member.lower() or agrees(text, member):
        return True
    unit = _unit(text)
    if unit and unit == _unit(member):
        return True
    about = set(_key(name))
    rest = tuple(part for part in _key(text) if part not in about)
    return bool(rest) and len(rest) < len(_key(text)) and rest == _key(member)


@lru_cache(maxsize=65536)
def _chosen(text: str, value: str, members: tuple[str, ...], name: str) -> bool:
    if not _means(text, value, name):
        return False
    exact = [member for member in members if _plain(member) == _plain(text)]
    if exact:
        return exact == [value]
    return all(member == value or not _means(text, member, name) for member in members)


def _members(schema: Schema) -> tuple[str, ...]:
    """Every text the schema's enum, its items' or its branches' offer."""
    enum = schema.get("enum")
    if isinstance(enum, list):
        return tuple(member for member in enum if isinstance(member, str))
    branches = chain.from_iterable(
        found for key in ("anyOf", "oneOf", "allOf") if isinstance(found := schema.get(key), list)
    )
    return tuple(
        member for branch in branches if isinstance(branch, dict) for member in _offers(branch)
    )


def _offers(branch: Schema) -> tuple[str, ...]:
    if isinstance(branch.get("const"), str):
        return (branch["const"],)
    enum = branch.get("enum")
    return (
        tuple(member for member in enum if isinstance(member, str))
        if isinstance(enum, list)
        else ()
    )


class Choice:
    """ "in progress" ↔ "IN_PROGRESS", "newest first" ↔ "createdAt desc", "large" ↔ "L", "km" ↔
    "kilometers"; the words must mean no other member of the enum. The argument's own name may
    stand beside ("high priority")."""

    name = "choice"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says this member and no other."""
        if not isinstance(value, str) or not 0 < len(text) <= LONGEST or len(value) > LONGEST:
            return False
        return _chosen(text, value, _members(reading.schema), reading.name)


PART: Transform = Choice()
