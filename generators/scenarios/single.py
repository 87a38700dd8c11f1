"""single: the only offered tool, called once. BFCL calls this form `simple`."""

from random import Random

from generators.scenarios._calls import anything, call, some_day, subject
from generators.scenarios._scene import requested
from studio.brief import Brief, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.stage import Stage


class Single:
    """One tool offered, one call."""

    name = "single"
    share = 22.5

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Never: one tool is enough."""
        return ""

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is."""
        found = subject(slot, catalog, anything)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        planned = call(tool, rng, visit, today)
        if isinstance(planned, Refusal):
            return planned
        return requested(self.name, (planned,), (tool,), settings, rng, today)


PART = Single()
