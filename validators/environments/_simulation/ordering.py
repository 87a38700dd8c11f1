"""The order of a list: as the call asks, else as the description of the list says, else by time."""

from collections.abc import Mapping, Sequence
from typing import Any

from studio.record import Json
from studio.resources import agreement
from studio.resources.nouns import words
from validators.environments._simulation.plan import Plan


def ordered(plan: Plan, items: list[dict[str, Any]], arguments: Mapping[str, Json]) -> None:
    """Sort in place as asked for, else as the description of the list says, else by time."""
    wish = str(arguments.get(plan.sort, plan.plain.get(plan.sort, {}).get("default", "")))
    said = f"{wish} " if wish else plan.order
    known_order = plan.orders.get(said)
    if known_order is None:
        example = plan.item.pool.draw(0, 0) if plan.item else {}
        known_order = plan.orders[said] = _order(said.lower(), example)
    field, down = known_order
    if field:
        known = [item for item in items if _sortable(item.get(field))]
        rest = [item for item in items if not _sortable(item.get(field))]
        if len({isinstance(_value(item[field]), str) for item in known}) > 1:
            return
        known.sort(key=lambda item: _value(item[field]), reverse=down)
        items[:] = known + rest
    _ranked(items)


def _ranked(items: list[dict[str, Any]]) -> None:
    """Places in a table count from one, most points first."""
    if items and isinstance(items[0].get("position"), int) and "points" in items[0]:
        agreement.ranked(items, items[0].get("played", 0))


def _sortable(value: Json) -> bool:
    return _value(value) is not None and not isinstance(value, bool)


def _value(value: Json) -> Any:
    if isinstance(value, dict):
        return value.get("amount", value.get("dateTime", value.get("date")))
    return value if isinstance(value, str | int | float) else None


_ORDERS: tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...] = (
    (("newest", "latest", "most recent", "recent"), ("_time",), True),
    (("oldest", "earliest", "soonest", "start time", "chronolog"), ("_time",), False),
    (("cheapest", "lowest price", "price_asc", "price ascending"), ("price", "fare"), False),
    (("most expensive", "highest price", "price_desc"), ("price", "fare"), True),
    (("nearest", "closest", "distance"), ("distance",), False),
    (("best rated", "highest rat", "top rated", "rating", "best"), ("rating", "stars"), True),
    (("most stars", "stars", "popular"), ("stars", "downloads", "popularity"), True),
    (("alphabet", "name", "title"), ("name", "title", "subject"), False),
    (("size",), ("size",), True),
    (("due date", "deadline"), ("due",), False),
    (("price",), ("price", "fare"), False),
    (("updated", "modified", "changed", "created"), ("_time",), True),
)


def _order(said: str, item: Json) -> tuple[str, bool]:
    """Field to sort by and whether downwards, for items like the example."""
    if not isinstance(item, dict):
        return "", False
    for phrases, roots, down in _ORDERS:
        if any(phrase in said for phrase in phrases):
            field = _field(item, roots)
            if field:
                reverse = down if "asc" not in said.replace("desc", "") else False
                return field, reverse or "desc" in said
    return _field(item, ("_time",)), False


def _field(item: Mapping[str, Any], roots: Sequence[str]) -> str:
    for name, value in item.items():
        parts = words(name)
        if roots == ("_time",):
            text = _value(value)
            if isinstance(text, str) and text[:4].isdigit() and text[4:5] == "-":
                return name
        elif {*parts} & {*roots}:
            return name
    return ""
