"""multiple: one call, the right tool to be picked among similar ones (BFCL `multiple`)."""

from random import Random

from generators.scenarios._calls import anything, call, some_day, subject
from generators.scenarios._offer import offer, rivals
from generators.scenarios._scene import requested
from studio.brief import Brief, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.stage import Stage


class Multiple:
    """Several tools offered, one call."""

    name = "multiple"
    share = 10.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs something to choose from."""
        return (
            "" if rivals(catalog, strict=False) else "it needs 2 tools that differ to choose from"
        )

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is, distractors beside it."""
        found = subject(slot, catalog, anything)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        planned = call(tool, rng, visit, today)
        if isinstance(planned, Refusal):
            return planned
        offered = offer((tool,), catalog, settings, rng, least=2)
        if len(offered) < 2:
            return Refusal("no_distractor", f"nothing to offer beside {tool.name}", tool.id)
        return requested(self.name, (planned,), offered, settings, rng, today)


PART = Multiple()
