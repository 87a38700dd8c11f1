"""irrelevant: no offered tool fits the request, though some come near (BFCL `irrelevance`)."""

from random import Random

from generators.scenarios._calls import anything, call, some_day, subject
from generators.scenarios._offer import offer, rivals
from studio.brief import Brief, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.stage import Stage


class Irrelevant:
    """The tool that could do it is not offered: decline."""

    name = "irrelevant"
    share = 9.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs something else to offer."""
        return "" if rivals(catalog, strict=True) else "it needs 2 tools that do different things"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A wish for the tool whose turn it is, with near misses offered in its place."""
        found = subject(slot, catalog, anything)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wanted = call(tool, rng, visit, today)
        if isinstance(wanted, Refusal):
            return wanted
        offered = offer((tool,), catalog, settings, rng, include=False)
        if not offered:
            return Refusal("no_distractor", f"nothing to offer instead of {tool.name}", tool.id)
        return Brief(self.name, offered, (Turn("request", "unable", (wanted,)),), today)


PART = Irrelevant()
