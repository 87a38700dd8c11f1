"""missing_function: the tool for it is not offered at first, so the assistant says so; in a later
turn it is there, and the call is made with what the user said at the start (BFCL v3's category of
that name)."""

from random import Random

from generators.scenarios._calls import call, some_day
from generators.scenarios._next import another
from generators.scenarios._offer import rivals
from generators.scenarios._scene import Scene, told
from generators.scenarios._turns import Talk, executed
from studio.brief import Brief, PlannedCall, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.stage import Stage


class MissingFunction:
    """Declined, made possible, done."""

    name = "missing_function"
    share = 2.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool that can be executed, and something else to offer."""
        if not any(stage.executes(tool) for tool in catalog.tools):
            return "it needs a tool that can be executed"
        return "" if rivals(catalog, strict=True) else "it needs 2 tools that do different things"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A wish for the tool whose turn it is, which arrives one or two turns later."""
        found = executed(slot, catalog, settings.stage)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wish = call(tool, rng, visit, today)
        if isinstance(wish, Refusal):
            return wish
        with Scene(self.name, settings, rng, today) as scene:
            talk = Talk(scene, catalog, visit)
            talk.impossible.append(tool)
            talk.add(Turn("request", "unable", (wish,)))
            if rng.random() < 0.4:
                another(talk, tool)
            arrival = scene.turn
            failed = _done(talk, wish)
            if failed is not None:
                return failed
            talk.impossible.clear()
            return talk.brief(arrivals={tool.id: arrival})


def _done(talk: Talk, wish: PlannedCall) -> Refusal | None:
    """The turn in which the tool is there."""
    sources = told(wish, 0, 0)
    made = PlannedCall(wish.tool, wish.arguments, wish.optional, sources)
    named = PlannedCall(wish.tool, wish.arguments, sources=sources)
    return talk.perform("arrive", (named,), (made,))


PART = MissingFunction()
