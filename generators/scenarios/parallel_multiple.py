"""parallel_multiple: two or three different tools called at once (BFCL `parallel_multiple`)."""

from random import Random

from generators.scenarios._calls import anything, call, some_day, subject
from generators.scenarios._offer import offer, rivals, would_do
from generators.scenarios._scene import requested
from studio.brief import Brief, PlannedCall, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.stage import Stage


class ParallelMultiple:
    """Several different calls whose order does not matter."""

    name = "parallel_multiple"
    share = 4.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs two tools."""
        return "" if rivals(catalog, strict=False) else "it needs 2 tools that differ"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """The tool whose turn it is and one or two others, mostly of its own API."""
        found = subject(slot, catalog, anything)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        count = rng.choice((2, 2, 2, 3))
        calls: list[PlannedCall] = []
        candidates = [tool]
        family = catalog.families[tool.origin.family]
        for _ in range(12):
            near = rng.random() < 0.6
            candidates.append(rng.choice(family) if near else rng.choice(catalog.tools))
        for candidate in candidates:
            if any(would_do(candidate, known.tool, strict=False) for known in calls):
                continue
            planned = call(candidate, rng, visit, today)
            if isinstance(planned, PlannedCall):
                calls.append(planned)
            elif candidate is tool:
                return planned
            if len(calls) == count:
                break
        if len(calls) < 2:
            return Refusal("no_second_tool", f"no tool to call beside {tool.name}", tool.id)
        offered = offer([c.tool for c in calls], catalog, settings, rng, least=2)
        return requested(self.name, calls, offered, settings, rng, today)


PART = ParallelMultiple()
