"""The result around a list: which page of it, how many there are in all, how to get the next."""

from collections.abc import Mapping
from typing import Any

from studio.record import Json
from studio.resources.nouns import words
from validators.environments._simulation import shaping
from validators.environments._simulation.plan import Plan
from validators.environments._simulation.world import World


def page(
    world: World,
    plan: Plan,
    items: list[dict[str, Any]],
    arguments: Mapping[str, Json],
    kind: str,
) -> Json:
    operation = plan.operation
    total = len(items)
    size = _size(plan, arguments, kind, total)
    start = shaping.offset(arguments.get(operation.page, 0)) if operation.page else 0
    if operation.page and words(operation.page)[:1] == ("page",) and 0 < start < 50 and size:
        start = (start - 1) * size if isinstance(arguments[operation.page], int) else start
    shown = items[start : start + size] if size is not None else items[start:]
    if operation.items == "":
        return shown
    value = world.draw(plan.body, plan.body.salt, arguments)
    value = shaping.put(value, operation.items or "", shown)
    if operation.total:
        shaping.put(value, operation.total, total)
    if operation.next_page:
        _turn(plan, value, start + len(shown), total)
    return echoed(plan, value, arguments)


def _size(plan: Plan, arguments: Mapping[str, Json], kind: str, total: int) -> int | None:
    size = arguments.get(plan.operation.size) if plan.operation.size else None
    if isinstance(size, str) and size.isdigit():
        size = int(size)
    if isinstance(size, bool) or not isinstance(size, int):
        size = None
    if kind == "partial" and shaping.pageable(plan):
        return min(size or 10, max(1, total - 1))
    if size is None and plan.operation.size and kind != "long":
        default = plan.plain.get(plan.operation.size, {}).get("default")
        size = default if isinstance(default, int) else None
    return size


def _turn(plan: Plan, value: Json, reached: int, total: int) -> None:
    """Say whether there is another page."""
    pointer = plan.operation.next_page
    holder, _, name = pointer.rpartition("/")
    around = shaping.at(value, holder)
    if reached < total:
        shaping.put(value, pointer, shaping.token(plan, reached))
        return
    if not isinstance(around, dict) or name not in around:
        return
    if isinstance(around[name], bool):
        around[name] = False
    else:
        del around[name]
        if not plan.judge.is_valid(value):
            around[name] = None
            if not plan.judge.is_valid(value):
                around[name] = ""


def echoed(plan: Plan, value: Json, arguments: Mapping[str, Json]) -> Json:
    """The result with the arguments it repeats, and fields that agree with its list."""
    if not isinstance(value, dict):
        return value
    said = {}
    for parameter, field in plan.body.mapping(plan.tool):
        pointer = f"/{field}"
        if parameter in arguments and pointer not in (plan.operation.items, plan.operation.total):
            said[field] = arguments[parameter]
    before = {name: value.get(name) for name in said}
    value.update(said)
    if said and not plan.judge.is_valid(value):
        value.update(before)
    return value
