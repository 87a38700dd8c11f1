"""chat: tools are offered but nothing needs them; the assistant answers in words."""

from random import Random

from generators.scenarios._calls import anything, some_day, subject
from generators.scenarios._offer import offer
from studio.brief import Brief, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.stage import Stage


class Chat:
    """Talk about the tools or about nothing much."""

    name = "chat"
    share = 2.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Never."""
        return ""

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """Some tools on offer and a turn without calls."""
        found = subject(slot, catalog, anything)
        if isinstance(found, Refusal):
            return found
        offered = offer((found[0],), catalog, settings, rng)
        return Brief(self.name, offered, (Turn("chat", "chat"),), some_day(rng, settings, found[0]))


PART = Chat()
