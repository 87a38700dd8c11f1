"""Planned calls: a tool filled with values, as every scenario needs them."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from random import Random

from generators.values import arguments
from generators.values.examples import described_default
from studio.brief import PlannedCall, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.record import Json, Tool

_FIRST_DAY = date(2025, 1, 1)
_DAYS = 1095
"""Dialogues take place on some day of three years, so that no date is special."""


def some_day(rng: Random, settings: Settings, *tools: Tool) -> date:
    """The day a dialogue about these tools takes place: an invented one, unless a live server
    executes one of them, which knows what day it is."""
    invented = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    return date.today() if any(live(settings, tool) for tool in tools) else invented


def live(settings: Settings, tool: Tool) -> bool:
    """Whether a server of its own time executes a tool: one whose answers are never the same
    again. Most runs have none, and no tool is looked at."""
    if all(environment.repeatable for environment in settings.stage.environments):
        return False
    environment = settings.stage.of(tool)
    return environment is not None and not environment.repeatable


def required(tool: Tool) -> list[str]:
    """Names of the required parameters."""
    found = tool.parameters.get("properties", {})
    return [name for name in tool.parameters.get("required", ()) if name in found]


def anything(tool: Tool) -> bool:
    """Every tool is eligible."""
    return True


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
    return PlannedCall(tool, filled.arguments, omittable(tool, filled.arguments))


def omittable(tool: Tool, chosen: Mapping[str, Json]) -> tuple[str, ...]:
    """Arguments a call is as good without: not required, and what the server would take anyway.
    What the words say otherwise is no longer said when it is left out."""
    properties, needed = tool.parameters.get("properties", {}), required(tool)
    return tuple(
        name
        for name, value in chosen.items()
        if name not in needed and _usual(properties.get(name), value)
    )


def _usual(schema: Json, value: Json) -> bool:
    if not isinstance(schema, dict):
        return False
    if "default" in schema:
        return bool(schema["default"] == value and type(schema["default"]) is type(value))
    stated = described_default(str(schema.get("description", "")))
    return bool(stated) and isinstance(value, str | int | float) and str(value).lower() == stated
