"""Series over time: a forecast of four days has four days in a row, from the day asked for; hours
follow one another. Also degrees in the unit asked for."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from studio.record import Json
from studio.resources import moments
from studio.resources.nouns import words
from validators.environments._simulation.plan import Plan, Slot
from validators.environments._simulation.pool import ANCHOR
from validators.environments._simulation.world import Scope, World

_MOST = 31
_DAILY = (("date",), ("day",))
_HOURLY = (("hour",), ("time",))


def field(plan: Plan) -> str:
    """The field of an item that counts days or hours; empty where the list is no series."""
    slot = plan.item
    if slot is None or plan.operation.kind not in ("get", "list"):
        return ""
    if slot.key and words(slot.key) not in (*_DAILY, *_HOURLY):
        return ""
    for name in slot.names:
        parts = words(name)
        if parts in _DAILY and slot.shape.kind(name) == "string":
            return name
        if parts in _HOURLY and "date" in plan.plain:
            return name
    return ""


def made(world: World, plan: Plan, name: str, arguments: Mapping[str, Json]) -> list[Json]:
    """The items, one for each day or hour."""
    slot = plan.item
    if slot is None:
        return []
    today = ANCHOR + timedelta(days=world.shift)
    if words(name) in _DAILY:
        marks: list[Json] = [day.isoformat() for day in _days(plan, arguments, today)]
    else:
        marks = list(_hours(arguments, slot.shape.kind(name)))
    start = world.place()
    found: list[Json] = []
    for step, mark in enumerate(marks):
        item = world.template(slot, start + step)
        before = item.get(name)
        timed = isinstance(mark, str) and isinstance(before, str) and moments.day(before)
        item[name] = f"{mark}{before[10:]}" if timed and isinstance(before, str) else mark
        if found and isinstance(found[0], dict):
            _smooth(item, found[0], step, len(marks))
        else:
            converted(item, arguments)
        if slot.judge.is_valid(item):
            found.append(item)
    return found


def _smooth(item: dict[str, Any], first: Mapping[str, Json], step: int, size: int) -> None:
    """Degrees that change slowly from one hour or day to the next."""
    rise = min(step, size - step) if size > 7 else (step * 3) % 5 - 2
    for name, value in item.items():
        start = first.get(name)
        if not _DEGREES & {*words(name)} or isinstance(start, bool):
            continue
        if isinstance(value, int | float) and isinstance(start, int | float):
            warm = start + 0.5 * rise
            item[name] = int(warm) if isinstance(value, int) else round(warm, 1)


def _days(plan: Plan, arguments: Mapping[str, Json], today: date) -> list[date]:
    given = [moments.day(value) for value in arguments.values()]
    days = [day for day in given if day is not None]
    first = min(days) if days else today
    count = next(
        (
            value
            for name, value in arguments.items()
            if isinstance(value, int) and {"days", "day"} & {*words(name)}
        ),
        0,
    )
    if not count:
        count = (max(days) - first).days + 1 if len(days) > 1 else 1 if days else 5
    return [first + timedelta(days=step) for step in range(max(1, min(count, _MOST)))]


def _hours(arguments: Mapping[str, Json], kind: str) -> list[Json]:
    clocks = sorted(
        int(value[:2])
        for value in arguments.values()
        if isinstance(value, str) and moments.CLOCK.fullmatch(value)
    )
    first = clocks[0] if clocks else 6
    last = clocks[-1] if len(clocks) > 1 else min(23, first + 11)
    return [hour if kind == "integer" else f"{hour:02d}:00" for hour in range(first, last + 1)]


def nested(world: World, plan: Plan, body: dict[str, Any], arguments: Mapping[str, Json]) -> None:
    """The list of days inside a single result: one for each day asked for."""
    if not any(moments.day(value) for value in arguments.values()):
        return
    for name, value in body.items():
        if not (isinstance(value, list) and value and isinstance(value[0], dict)):
            continue
        dated = next((key for key in value[0] if words(key) in _DAILY), None)
        if dated is None:
            continue
        days = _days(plan, arguments, ANCHOR + timedelta(days=world.shift))
        found: list[Json] = []
        start = world.place()
        for step in range(4 * len(days)):
            other = world.draw(plan.body, start + step)
            for item in other.get(name) or () if isinstance(other, dict) else ():
                if len(found) < len(days) and dated in item:
                    found.append({**item, dated: days[len(found)].isoformat()})
        if len(found) == len(days):
            body[name] = found


def together(scope: Scope, slot: Slot, item: dict[str, Any]) -> None:
    """Who took part in something did so on one day."""
    joined = slot.attended
    if not joined:
        return
    day = moments.day(item.get(joined))
    if day is None:
        return
    scope.day = scope.day or day.isoformat()
    ahead = (date.fromisoformat(scope.day) - day).days
    for name, value in item.items():
        if moments.day(value):
            item[name] = moments.moved(value, days=ahead)


def numbered(world: World, kind: str, slot: Slot, items: list[dict[str, Any]]) -> None:
    """Later versions were saved later."""
    field, when = slot.versioned
    if not field or len(items) < 2 or not all(field in item and when in item for item in items):
        return
    times = sorted(item[when] for item in items)
    for item, time in zip(sorted(items, key=lambda item: int(item[field])), times, strict=True):
        item[when] = time
        thing = world.find(kind, item[slot.key]) if slot.key in item else None
        if thing is not None:
            thing.fields[when] = time


_DEGREES = frozenset("temperature low high feels minimum maximum".split())
_FAHRENHEIT = frozenset({"fahrenheit", "f", "imperial", "°f"})


def imperial(arguments: Mapping[str, Json]) -> bool:
    """Whether a call asks for degrees Fahrenheit."""
    unit = arguments.get("unit", arguments.get("units"))
    return isinstance(unit, str) and unit.lower() in _FAHRENHEIT


def converted(body: dict[str, Any], arguments: Mapping[str, Json]) -> None:
    """Degrees Celsius to Fahrenheit where the call asks for them."""
    if not imperial(arguments):
        return
    for name, value in body.items():
        degrees = _DEGREES & {*words(name)} and "celsius" not in words(name)
        if degrees and isinstance(value, int | float) and not isinstance(value, bool):
            warm = value * 9 / 5 + 32
            body[name] = round(warm) if isinstance(value, int) else round(warm, 1)
