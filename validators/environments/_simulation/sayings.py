"""What arguments say together, or say of a field of another name: a date and a time of day make the
moment at which something starts, a duration the moment at which it ends."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from studio.record import Json, Schema
from studio.resources import moments, shapes
from studio.resources.nouns import words
from validators.environments._simulation.plan import Plan, Slot
from validators.environments._simulation.world import Thing

_STARTS = frozenset("starts start begins entry departs scheduled appointment when next".split())
_ENDS = frozenset("ends end stops until again expires finishes".split())
_NOW = "18:30"
"""Time of day at which dialogues take place, where it matters."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def together(plan: Plan, arguments: Mapping[str, Json], today: date) -> dict[str, Any]:
    """Fields of the result that follow from arguments; nested ones with a slash."""
    found: dict[str, Any] = {}
    found.update(_sides(plan, arguments))
    if not _moments(plan.body):
        return found
    own = {field for name, field in plan.body.mapping(plan.tool) if name in arguments}
    for name, schema, role in _moments(plan.body):
        if name in own:
            continue
        ends = role == "end"
        moment = _end(arguments, today) if ends else _start(arguments, today, role == "arrival")
        if moment:
            found[name] = _written(moment, schema)
    return found


@lru_cache(maxsize=4096)
def _moments(slot: Slot) -> tuple[tuple[str, Schema, str], ...]:
    """Fields of text that may be points in time, down to one object in, with what they mark."""
    found = []
    for name, schema in slot.shape.fields.items():
        inside = {name: schema}
        if shapes.kind(schema) == "object":
            inside = {
                f"{name}/{inner}": shapes.plain(value, slot.root)
                for inner, value in shapes.properties(schema).items()
            }
        for path, whole in inside.items():
            role = _role({*words(path.rpartition("/")[2])})
            if role and shapes.kind(whole) == "string" and "enum" not in whole:
                found.append((path, whole, role))
    return tuple(found)


def _role(parts: set[str]) -> str:
    if "arrives" in parts:
        return "arrival"
    return "start" if parts & _STARTS else "end" if parts & _ENDS else ""


def _written(moment: str, schema: Schema) -> str:
    """A moment as a field has it: a day, a local time, a time with zone."""
    if schema.get("format") == "date":
        return moment[:10]
    if schema.get("format") == "date-time":
        return f"{moment}:00Z" if len(moment) == 16 else f"{moment}T09:00:00Z"
    return moment


def _start(arguments: Mapping[str, Json], today: date, arrival: bool) -> str:
    day = next(
        (
            str(value)
            for name, value in arguments.items()
            if moments.day(value) and words(name)[-1:] == ("date",) and "end" not in words(name)
        ),
        "",
    )
    clock = next(iter(_clocks(arguments)), "")
    if day:
        return f"{day[:10]}T{clock}" if clock else ("" if arrival else day[:10])
    if not clock:
        return ""
    named = arguments.get("days")
    first = today + timedelta(days=0 if arrival else 1)
    if isinstance(named, list):
        asked = {str(each).lower()[:3] for each in named}
        for ahead in range(1, 8):
            later = today + timedelta(days=ahead)
            if _DAYS[later.weekday()][:3] in asked:
                first = later
                break
    return f"{first.isoformat()}T{clock}"


def _clocks(arguments: Mapping[str, Json]) -> Iterator[str]:
    for name, value in arguments.items():
        told = value[0] if isinstance(value, list) and value else value
        timed = {"time", "times", "at"} & {*words(name)}
        if timed and isinstance(told, str) and moments.CLOCK.fullmatch(told):
            yield told[:5]


def _end(arguments: Mapping[str, Json], today: date) -> str:
    """So many minutes from now."""
    for name, value in arguments.items():
        parts = words(name)
        if "minutes" in parts and isinstance(value, int) and not _dated(arguments):
            return moments.moved(f"{today.isoformat()}T{_NOW}", minutes=value)
    return ""


def _dated(arguments: Mapping[str, Json]) -> bool:
    return any(moments.day(value) for value in arguments.values())


def _sides(plan: Plan, arguments: Mapping[str, Json]) -> dict[str, Json]:
    """A team plays at home, its opponent away."""
    found: dict[str, Json] = {}
    for name, ends in _ends(plan.body):
        value = arguments.get(name)
        if isinstance(value, str):
            found[ends[0]] = value
            other = arguments.get("opponent")
            if isinstance(other, str):
                found[ends[1]] = other
    return found


@lru_cache(maxsize=4096)
def _ends(slot: Slot) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of which a result has two: `team` where there are `home_team` and `away_team`."""
    found: dict[str, tuple[str, ...]] = {}
    for field in slot.names:
        tail = "_".join(words(field)[1:])
        if words(field)[0] in ("home", "away") and tail and slot.shape.kind(field) == "string":
            found[tail] = (*found.get(tail, ()), field)
    return tuple((name, ends) for name, ends in found.items() if len(ends) > 1)


def stay(plan: Plan, arguments: Mapping[str, Json], thing: Thing | None) -> dict[str, Json]:
    """What a stay of some nights costs."""
    first, last = moments.day(arguments.get("check_in")), moments.day(arguments.get("check_out"))
    if first is None or last is None or "total" not in plan.body.names:
        return {}
    known = thing.known("price_per_night") if thing is not None else None
    price = known if isinstance(known, int | float) else 60 + 5 * ((first.day * 7) % 23)
    return {"total": round(price * max(1, (last - first).days), 2)}
