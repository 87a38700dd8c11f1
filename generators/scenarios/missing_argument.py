"""missing_argument: something required was not said; it is asked for, given over one to three
turns, and then the call is made with what all the turns said."""

from random import Random

from generators.scenarios._asking import rounds, sought
from generators.scenarios._calls import some_day
from generators.scenarios._scene import Scene
from generators.scenarios._turns import Talk, executed
from generators.scenarios.ask import askable
from studio.brief import Brief, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.stage import Stage


class MissingArgument:
    """Asked for, given, called, reported."""

    name = "missing_argument"
    share = 2.5

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool with a required argument one can ask for, that can be executed."""
        if any(askable(tool) and stage.executes(tool) for tool in catalog.tools):
            return ""
        return "it needs a tool with a required parameter that can be executed"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A wish for the tool whose turn it is, without one or two of its required arguments."""
        found = executed(slot, catalog, settings.stage, lambda tool: bool(askable(tool)))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        with Scene(self.name, settings, rng, some_day(rng, settings, tool)) as scene:
            talk = Talk(scene, catalog, visit)
            failed = rounds(talk, tool)
            if failed is not None:
                return failed
            return talk.brief(sought=sought(tool, talk.asked[0][1]))


PART = MissingArgument()
