"""What the tools of a catalog do, read once for each run, and calls of them that do something."""

from datetime import date
from functools import lru_cache
from random import Random

from generators.scenarios._calls import call
from studio.brief import PlannedCall, Refusal
from studio.catalog import Catalog
from studio.record import Tool
from studio.resources import Operations

CHANGING = frozenset({"create", "update", "delete", "act"})
"""Kinds of operations that leave something different behind."""


@lru_cache(maxsize=4)
def operations(catalog: Catalog) -> Operations:
    """The operations of a catalog's tools; the same object for the same catalog."""
    return Operations(catalog.tools)


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
