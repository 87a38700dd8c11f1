"""What arguments say together, or say of a field of another name: a date and a time of day make the
moment at which something starts, a duration the moment at which it ends."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from studio.record import Json, Schema
from studio.resources import moments, shapes
from studio.resources.nouns import words
from validators.environments._simulation import shaping
from validators.environments._simulation.plan import Plan, Slot, copied
from validators.environments._simulation.world import Thing

_STARTS = frozenset("starts start begins entry departs scheduled appointment when next".split())
_ENDS = frozenset("ends end stops until again expires finishes".split())
_NOW = "18:30"
"""Time of day at which dialogues take place, where it matters."""
_UNITS = {"minutes": 1, "hours": 60, "seconds": 1 / 60}
"""Units of durations in minutes."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def together(plan: Plan, arguments: Mapping[str, Json], today: date) -> dict[str, Any]:
    """Fields of the result that follow from arguments; nested ones with a slash."""
    found: dict[str, Any] = {}
    if _ends(plan.body):
        found.update(_sides(plan, arguments))
    if _sizes(plan.body):
        found.update(_measured(plan, arguments))
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


def moved(value: Json, known: Json, arguments: Mapping[str, Json]) -> Json:
    """A point in time of a thing that had one: what is given of it, day or time, changes; the rest
    stays."""
    if not (isinstance(value, str) and isinstance(known, str)):
        return value
    if moments.day(value) is None or moments.day(known) is None:
        return value
    clocked, dated = any(True for _ in _clocks(arguments)), _dated(arguments)
    if clocked and not dated:
        return known[:10] + value[10:]
    return value[:10] + known[10:] if dated and not clocked else value


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
        factor = next((_UNITS[part] for part in parts if part in _UNITS), 0)
        if factor and isinstance(value, int | float) and not _dated(arguments):
            minutes = int(value * factor)
            return moments.moved(f"{today.isoformat()}T{_NOW}", minutes=minutes)
    return ""


def _dated(arguments: Mapping[str, Json]) -> bool:
    return any(moments.day(value) for value in arguments.values())


def _measured(plan: Plan, arguments: Mapping[str, Json]) -> dict[str, Json]:
    """How large a text is that was given, and what half an hour of sport burns."""
    found: dict[str, Json] = {}
    for name in _sizes(plan.body):
        parts = words(name)
        if "burned" in parts:
            minutes = next((v for k, v in arguments.items() if "minutes" in words(k)), None)
            if isinstance(minutes, int) and name not in arguments:
                effort = str(arguments.get("intensity", arguments.get("effort", ""))).lower()
                found[name] = minutes * _EFFORT.get(effort, 8)
            continue
        texts = [v for k, v in arguments.items() if words(k)[-1:] in _TEXTS and isinstance(v, str)]
        if texts and "word" in parts:
            found[name] = len(texts[0].split())
        elif texts:
            size = len(texts[0].encode())
            found[name] = max(1, size // 1024) if "kb" in parts else size
    return found


_TEXTS = (("text",), ("content",), ("body",), ("data",))
_EFFORT = {"easy": 5, "light": 5, "low": 5, "hard": 11, "high": 11, "intense": 11, "vigorous": 11}
"""Kilocalories a minute."""


@lru_cache(maxsize=4096)
def _sizes(slot: Slot) -> tuple[str, ...]:
    """Fields that measure a text or an effort, in whole numbers."""
    return tuple(
        name
        for name in slot.names
        if {*words(name)} & {"size", "burned"} or words(name) == ("word", "count")
        if slot.shape.kind(name) in ("integer", "number")
    )


def clock(calls: int) -> str:
    """The time of day of a call: the dialogue moves on by a minute with each thing it is about."""
    return moments.clock_after(_NOW, min(calls, 20))


def counted(plan: Plan, body: dict[str, Any], arguments: Mapping[str, Json]) -> None:
    """As many seats as tickets were bought."""
    seats = [field for field in plan.body.listed if words(field) in _SEATS]
    if not seats:
        return
    for name, value in arguments.items():
        if words(name) not in _AMOUNTS or not isinstance(value, int) or not 0 < value < 20:
            continue
        for field in seats:
            held = body.get(field)
            if isinstance(held, list) and held:
                more = (_next(held[0], step) for step in range(1, 60))
                body[field] = [*dict.fromkeys([*held, *more])][:value]


def placed(plan: Plan, value: Json, arguments: Mapping[str, Json]) -> Json:
    """A result about a place that is named by the call itself, with no address but its own."""
    if plan.operation.id_parameter not in ("place", "location"):
        return value
    found = copied(value)
    body = shaping.at(found, plan.operation.body)
    if isinstance(body, dict):
        located(plan, body, arguments)
    return found


def located(plan: Plan, body: dict[str, Any], arguments: Mapping[str, Json]) -> None:
    """The address of a place is the one that was asked for; of one that has only a name it is
    left out."""
    place = arguments.get("place", arguments.get("location"))
    if not isinstance(place, str) or "address" not in body or "address" in arguments:
        return
    if any(char.isdigit() for char in place):
        body["address"] = place
    elif "address" not in plan.body.shape.required:
        del body["address"]


_AMOUNTS = (("quantity",), ("tickets",), ("number", "of", "tickets"), ("ticket", "count"))
_SEATS = (("seats",), ("seat", "numbers"), ("tickets",))


def _next(seat: Json, step: int) -> Json:
    """A seat beside another: 14C, 15C; anything else stays."""
    match = re.search(r"\d+", seat) if isinstance(seat, str) else None
    if match is None or not isinstance(seat, str):
        return seat
    return f"{seat[: match.start()]}{int(match[0]) + step}{seat[match.end() :]}"


def dated(body: Mapping[str, Json], today: date) -> dict[str, Json]:
    """A bare `date` of what is about now is today."""
    value = body.get("date")
    return {"date": today.isoformat()} if moments.day(value) and len(str(value)) == 10 else {}


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
    until = next((n for n in plan.body.names if {"cancellation", "until"} <= {*words(n)}), "")
    free = {until: (first - timedelta(days=2)).isoformat()} if until else {}
    return {**free, "total": round(price * max(1, (last - first).days), 2)}
