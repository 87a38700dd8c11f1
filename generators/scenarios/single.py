"""single: the only offered tool, called once. BFCL calls this form `simple`."""

from random import Random

from generators.scenarios._calls import anything, call, some_day, subject
from studio.brief import Brief, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog


class Single:
    """One tool offered, one call."""

    name = "single"
    share = 25.0

    def obstacle(self, catalog: Catalog) -> str:
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
        today = some_day(rng)
        planned = call(tool, rng, visit, today)
        if isinstance(planned, Refusal):
            return planned
        return Brief(self.name, (tool,), (Turn("call", (planned,)),), today)


PART = Single()
