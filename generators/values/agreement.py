"""What must hold between the arguments of a call: least before most, start before end, both
halves of a coordinate. Most agreement comes from the shared world; this is the rest."""

from functools import lru_cache

from generators.meaning import words
from studio.record import Json, Schema

_LOWER = frozenset(
    {"minimum", "start", "from", "since", "after", "lower", "begin", "earliest", "first"}
)
_UPPER = frozenset({"maximum", "end", "to", "until", "before", "upper", "finish", "latest", "last"})


@lru_cache(maxsize=65536)
def _side(name: str) -> tuple[str, tuple[str, ...]]:
    """Which side of a pair a name is, and the words it shares with the other side."""
    parts = words(name)
    for part in parts:
        if part in _LOWER:
            return "lower", tuple(word for word in parts if word != part)
        if part in _UPPER:
            return "upper", tuple(word for word in parts if word != part)
    return "", parts


def _totalled(found: dict[str, Json]) -> dict[str, Json]:
    """Parts no greater than their total: success_outcomes and total_outcomes."""
    for name in found:
        parts = words(name)
        if parts[:1] != ("total",) or len(parts) < 2:
            continue
        for other in found:
            alike = other != name and words(other)[-1:] == parts[-1:]
            if alike and _comparable(found[other], found[name]) and found[other] > found[name]:
                found[other], found[name] = found[name], found[other]
    return found


def reconciled(found: dict[str, Json], properties: Schema) -> dict[str, Json]:
    """The arguments with pairs in order: what is lower by name is lower by value."""
    found = _totalled(found)
    lowers = {_side(name)[1]: name for name in found if _side(name)[0] == "lower"}
    if not lowers:
        return found
    for name in found:
        side, shared = _side(name)
        other = lowers.get(shared)
        if "latitude" in shared or "longitude" in shared:
            continue
        if side == "upper" and other is not None and _comparable(found[other], found[name]):
            low, high = found[other], found[name]
            if low > high:
                found[other], found[name] = high, low
            elif low == high and isinstance(low, (int, float)):
                found[name] = _above(high, properties.get(name, {}))
    return found


def _comparable(one: Json, two: Json) -> bool:
    if isinstance(one, bool) or isinstance(two, bool):
        return False
    if isinstance(one, (int, float)) and isinstance(two, (int, float)):
        return True
    iso = isinstance(one, str) and isinstance(two, str) and len(one) == len(two)
    return iso and one[:1].isdigit() and two[:1].isdigit()


def _above(value: Json, schema: Json) -> Json:
    step = 1 if value < 10 else 5 if value < 50 else 50
    top = schema.get("maximum") if isinstance(schema, dict) else None
    return value + step if top is None or value + step <= top else value


_BOTH = ("latitude", "longitude")
"""Neither makes sense without the other."""

_ENDS = (("checkin", "checkout"), ("in", "out"), ("start", "end"))
"""The second makes no sense without the first."""


@lru_cache(maxsize=65536)
def _other_half(name: str) -> tuple[tuple[str, ...], ...]:
    """The words of the parameters this one makes no sense without."""
    parts = words(name)
    found = []
    for here, there in (_BOTH, _BOTH[::-1]):
        if here in parts:
            found.append(tuple(there if part == here else part for part in parts))
    for first, second in _ENDS:
        if second in parts:
            found.append(tuple(first if part == second else part for part in parts))
    return tuple(found)


def tied(name: str, names: list[str]) -> list[str]:
    """Which other optional parameters have to come along: longitude with latitude, the start with
    the end."""
    wanted = _other_half(name)
    return [other for other in names if wanted and words(other) in wanted] if wanted else []
