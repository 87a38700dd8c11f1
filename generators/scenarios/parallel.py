"""parallel: one tool called two to four times at once with different values (BFCL `parallel`)."""

from dataclasses import replace
from datetime import date
from random import Random

from generators.language.intent import intent
from generators.meaning import meaning
from generators.scenarios._calls import call, omittable, required, some_day, subject
from generators.scenarios._offer import offer
from generators.scenarios._scene import requested
from studio.brief import Brief, PlannedCall, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.record import Json, Tool
from studio.stage import Stage

_VARIED = frozenset(
    """city country place address airport person contact email phone company id reference product
    food song artist movie book team sport topic query currency path filename domain hostname ip
    title code state colour slug""".split()
)
"""Kinds in which several calls of one tool plausibly differ."""


def varies(tool: Tool) -> bool:
    """Whether two calls of the tool can differ in something it always takes."""
    found = tool.parameters["properties"] if required(tool) else {}
    return any(_open(found[name]) for name in required(tool))


def _open(schema: Json) -> bool:
    """Whether a parameter takes one of several texts, numbers or choices."""
    if not isinstance(schema, dict) or "const" in schema:
        return False
    if "enum" in schema:
        return len(schema["enum"]) > 1
    return schema.get("type") in ("string", "integer", "number")


_ACTING = frozenset({"create", "act", "update", "send"})


class Parallel:
    """One tool, several calls whose order does not matter."""

    name = "parallel"
    share = 6.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool whose calls can differ."""
        if any(varies(tool) for tool in catalog.tools):
            return ""
        return "it needs a tool with a required text, number or choice"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """Two to four calls, alike but for one argument where the tool allows it."""
        found = subject(slot, catalog, varies)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        first = call(tool, rng, visit, today, extra=0.12)
        if isinstance(first, Refusal):
            return first
        acting = intent(tool).verb.kind in _ACTING
        count = rng.choice((2, 2, 2, 3) if acting else (2, 2, 3, 3, 4))
        calls = _alike(first, count, rng, visit, today) or _apart(
            first, min(count, 2), rng, visit, today
        )
        if len(calls) < 2:
            return Refusal("calls_alike", f"two calls of {tool.name} cannot differ", tool.id)
        offered = offer((tool,), catalog, settings, rng)
        return requested(self.name, calls, offered, settings, rng, today)


def _alike(
    first: PlannedCall, count: int, rng: Random, visit: int, today: date
) -> list[PlannedCall]:
    """Calls that differ in one argument only; empty when no argument lends itself."""
    tool = first.tool
    aim = intent(tool)
    paired = {chunk.param for chunk in aim.phrases if chunk.prep in ("between", "and")}
    central = [
        chunk.param
        for chunk in (aim.object, *aim.phrases)
        if chunk.param and chunk.param not in paired
    ]
    names = [name for name in central if _simple(first, name) and _plausible(tool, name)] or [
        name
        for name in required(tool)[:2]
        if name not in paired and _simple(first, name) and _kind(tool, name) in _VARIED
    ]
    if not names:
        return []
    name = rng.choice(names)
    values: list[Json] = [first.arguments[name]]
    for step in range(1, 3 * count):
        other = call(first.tool, rng, visit + step, today)
        if (
            isinstance(other, PlannedCall)
            and (value := other.arguments.get(name)) is not None
            and value not in values
        ):
            values.append(value)
        if len(values) == count:
            break
    if len(values) < 2:
        return []
    varied = [{**first.arguments, name: value} for value in values]
    return [replace(first, arguments=made, optional=omittable(tool, made)) for made in varied]


def _simple(planned: PlannedCall, name: str) -> bool:
    value = planned.arguments.get(name)
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _plausible(tool: Tool, name: str) -> bool:
    """Whether anybody wants the same with several values of this argument: not two volumes, nor
    two ends of one journey."""
    schema = tool.parameters.get("properties", {}).get(name, {})
    meant = meaning(name, schema, tool.name, tool.description)
    if meant.role in ("start", "end") and meant.kind not in ("airport", "city", "place"):
        return False
    return meant.kind in _VARIED or intent(tool).verb.kind not in _ACTING or "enum" in schema


def _kind(tool: Tool, name: str) -> str:
    schema = tool.parameters.get("properties", {}).get(name, {})
    return meaning(name, schema, tool.name, tool.description).kind


def _apart(
    first: PlannedCall, count: int, rng: Random, visit: int, today: date
) -> list[PlannedCall]:
    """Calls that differ as they come."""
    calls = [first]
    for step in range(1, 3 * count):
        other = call(first.tool, rng, visit + step, today)
        if isinstance(other, PlannedCall) and all(_differ(other, known) for known in calls):
            calls.append(other)
        if len(calls) == count:
            break
    return calls


def _differ(one: PlannedCall, other: PlannedCall) -> bool:
    """Whether two calls say the same kinds of things, and something required differs."""
    return one.arguments.keys() == other.arguments.keys() and any(
        one.arguments[name] != other.arguments[name] for name in required(one.tool)
    )


PART = Parallel()
