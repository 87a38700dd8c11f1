"""What the tools of a catalog do, read once for each run, and calls of them that do something."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from random import Random

from generators.scenarios._calls import anything, call, subject
from studio.brief import PlannedCall, Refusal, Slot
from studio.catalog import Catalog
from studio.record import Tool
from studio.resources import Operations

CHANGING = frozenset({"create", "update", "delete", "act"})
"""Kinds of operations that leave something different behind."""


@lru_cache(maxsize=4)
def operations(catalog: Catalog) -> Operations:
    """The operations of a catalog's tools; the same object for the same catalog."""
    return Operations(catalog.tools)


_MANY = 2_000
"""Tools beyond which eligibility is looked into only when a tool's turn comes: it takes a reading
of the tool."""
_LOOKS = 80


def visited(
    slot: Slot, catalog: Catalog, eligible: Callable[[Tool], bool]
) -> tuple[Tool, int] | Refusal:
    """The tool whose turn it is, and the number of its visit, as `_calls.subject` gives it; among
    many tools without a look at all of them first."""
    if len(catalog.tools) <= _MANY:
        return subject(slot, catalog, eligible)
    order = catalog.order(slot.lane, anything)
    size = len(order)
    place = slot.rank + slot.attempt // 3 * (1 + size // 7)
    for look in range(_LOOKS):
        tool = order[(place + look * (1 + size // 11)) % size]
        if eligible(tool):
            return tool, slot.rank // size
    return Refusal("no_eligible_tool", f"none of {_LOOKS} tools fits scenario {slot.lane}")


def purposeful(
    tool: Tool, reads: Operations, rng: Random, visit: int, today: date, extra: float
) -> PlannedCall | Refusal:
    """A call of a tool as `_calls.call` makes it, for changes one that says what to change."""
    planned = call(tool, rng, visit, today, extra=extra)
    if isinstance(planned, Refusal) or reads.of(tool).kind != "update":
        return planned
    if len(planned.arguments) < 2:
        planned = call(tool, rng, visit, today, extra=0.8)
    if isinstance(planned, PlannedCall) and len(planned.arguments) < 2:
        return Refusal("nothing_to_change", f"{tool.name} with {[*planned.arguments]}", tool.id)
    return planned
