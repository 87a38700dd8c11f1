"""How large and deep values get: which properties to set, how many elements, what is equal."""

from collections.abc import Sequence

from generators.meaning import singular, words
from generators.values.world import World
from studio.record import Json

_DEEP = 4


def json_types(value: Json) -> set[str]:
    if isinstance(value, bool):
        return {"boolean"}
    if isinstance(value, int):
        return {"integer", "number"}
    if isinstance(value, float):
        return {"number", "integer"} if value.is_integer() else {"number"}
    names = {str: "string", list: "array", dict: "object", type(None): "null"}
    return {names[type(value)]}


DEEPEST = 12
"""Where nesting is taken to be endless."""


def count(world: World, inner: Json, fixed: int, least: int, most: int | None) -> int:
    """How many elements: usually one to three, more for plain numbers."""
    if inner is False:
        return fixed
    if world.depth > _DEEP:
        size = least
    elif isinstance(inner, dict) and inner.get("type") in ("number", "integer"):
        size = world.memory.get("count") or world.pick((3, 4, 5, 5, 6))
    else:
        size = world.pick((1, 2, 2, 2, 3, 3, 4))
    size = max(size, least, fixed)
    return size if most is None else min(size, int(most))


def chosen_names(
    world: World,
    required: Sequence[str],
    optional: Sequence[str],
    least: int,
    most: int | None,
    known: bool,
) -> dict[str, None]:
    """Names of the properties to set: all required and a few others."""
    chosen = dict.fromkeys(required)
    extra = 0
    if optional and world.depth <= _DEEP:
        extra = world.pick((0, 1, 1, 2)) if required else world.pick((1, 2, 2, 3))
        if world.depth > 1:
            extra = min(extra, 0 if required else 1)
    extra = max(extra, min(least - len(chosen), len(optional)))
    if most is not None:
        extra = min(extra, int(most) - len(chosen))
    if extra > 0:
        chosen.update(dict.fromkeys(world.rng.sample(list(optional), min(extra, len(optional)))))
    return chosen


def told_by(tool: str, options: list[Json]) -> list[Json]:
    """The choices that agree with the tool's own name: `find_synonyms` finds no antonyms for
    somebody who asks for synonyms."""
    named = {singular(word) for word in words(tool)}
    told = [option for option in options if isinstance(option, str) and singular(option) in named]
    return told or options


def key_of(value: Json) -> Json:
    """What a list has only once: the variable of "NAME=value", the column of a cell."""
    if isinstance(value, str):
        name, equals, _ = value.partition("=")
        return name if equals and name.isidentifier() else value
    if isinstance(value, dict) and value.keys() & {"value", "values"}:
        return next((value[key] for key in ("column", "key", "name") if key in value), value)
    return value
