"""Numbers that stand for something, flags and coordinates; types where a schema states none."""

import re

from generators.meaning import Meaning
from generators.values import examples, moments, places
from generators.values.shapes import shaped
from generators.values.world import Maker, Unfillable, World
from studio.record import Json, Schema

AS_NUMBERS = frozenset(
    "money count quantity number percent age distance weight rating latitude longitude".split()
)


def strictly_refused(make: Maker) -> Maker:
    def refuse(world: World) -> Json:
        if world.strict:
            raise Unfillable("unsayable_argument")
        return make(world)

    return refuse


def guess(meant: Meaning) -> str:
    """A type for a schema that states none."""
    if meant.kind == "flag":
        return "boolean"
    return "number" if meant.kind in AS_NUMBERS else "string"


def is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", text) is not None


def flag(name: str, schema: Schema) -> Maker:
    default = schema.get("default")
    if not isinstance(default, bool):
        told = examples.described_default(str(schema.get("description", "")))
        default = {"true": True, "false": False}.get(told)

    def make(world: World) -> bool:
        if world.memory.get("optional:" + name) and isinstance(default, bool):
            return not default
        turn = world.memory.get("turn:" + name)
        if turn is not None:
            return bool(
                turn % 2 == 0 if not world.memory.get("optional:" + name) else turn % 3 != 2
            )
        return world.rng.random() < 0.65

    return make


def coordinates(parts: tuple[str, ...], inner: Json) -> Maker | None:
    numeric = isinstance(inner, dict) and inner.get("type") == "number"
    if not numeric or not any(
        p in ("coordinates", "coordinate", "latlng", "location") for p in parts
    ):
        return None

    def make(world: World) -> list[float]:
        here = places.city(world, "target" if {"end", "destination", "to"} & {*parts} else "")
        return [here.latitude, here.longitude]

    return make


def numeric(name: str, schema: Schema, meant: Meaning, whole: bool) -> Maker | None:
    """Makers of numbers that stand for something: a coordinate, a year, an identifier."""
    role = meant.role
    if meant.kind == "latitude":
        return lambda world: places.city(world, role).latitude
    if meant.kind == "longitude":
        return lambda world: places.city(world, role).longitude
    if meant.kind == "year":
        ahead = meant.tense == "future"
        return lambda world: _year(world, role, ahead)
    if meant.kind == "month":
        day = moments.day_maker(meant, name, str(schema.get("description", "")))
        return lambda world: day(world).month
    if meant.kind in ("id", "reference") and whole:
        return lambda world: int(
            shaped(world, world.recall("id shape", lambda: world.pick(_DIGITS)))
        )
    if meant.kind == "weekday":
        return lambda world: 1 + int(world.rng.random() * 5)
    return None


_DIGITS = ("9999", "99999", "99999", "999999")


def _year(world: World, role: str, ahead: bool) -> int:
    if ahead:
        return world.today.year + world.pick((0, 0, 1, 1, 2))
    start = world.recall("year", lambda: world.today.year - 3 - int(world.rng.random() ** 2 * 40))
    if role == "end":
        return min(world.today.year, start + world.pick((1, 2, 2, 3)))
    return start
