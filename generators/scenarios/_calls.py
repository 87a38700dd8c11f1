"""Planned calls: a tool filled with values, as every scenario needs them."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from random import Random

from generators.values import arguments
from studio.brief import PlannedCall, Refusal, Slot
from studio.catalog import Catalog
from studio.record import Tool

_FIRST_DAY = date(2025, 1, 1)
_DAYS = 1095
"""Dialogues take place on some day of three years, so that no date is special."""


def some_day(rng: Random) -> date:
    """The day a dialogue takes place."""
    return _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))


def required(tool: Tool) -> list[str]:
    """Names of the required parameters."""
    found = tool.parameters.get("properties", {})
    return [name for name in tool.parameters.get("required", ()) if name in found]


def anything(tool: Tool) -> bool:
    """Every tool is eligible."""
    return True


def takes_arguments(tool: Tool) -> bool:
    """Whether two calls of the tool can differ."""
    return bool(tool.parameters.get("properties"))


def subject(
    slot: Slot, catalog: Catalog, eligible: Callable[[Tool], bool]
) -> tuple[Tool, int] | Refusal:
    """The tool whose turn it is, and the number of its visit."""
    found = catalog.subject(slot.lane, slot.rank, slot.attempt, eligible)
    return found or Refusal("no_eligible_tool", f"no tool fits scenario {slot.lane}")


def call(
    tool: Tool,
    rng: Random,
    visit: int,
    today: date,
    omit: Collection[str] = (),
    extra: float = 0.35,
) -> PlannedCall | Refusal:
    """A call of the tool with values a person would say."""
    filled = arguments(tool, rng, visit=visit, today=today, omit=omit, extra=extra)
    if isinstance(filled, str):
        return Refusal(filled, f"no values for {tool.name}", tool.id)
    return PlannedCall(tool, filled.arguments, filled.optional)
