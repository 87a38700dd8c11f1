"""confirm: something that cannot be taken back is asked about first, unless the user has said that
it is meant."""

import re
from random import Random

from generators.language.rules import regulated, speakable
from generators.scenarios._calls import some_day
from generators.scenarios._consent import carried_out, consented
from generators.scenarios._offer import offer
from generators.scenarios._operations import CHANGING, operations, purposeful, visited
from generators.scenarios._scene import Scene
from studio.brief import Brief, Refusal, Rule, Settings, Slot
from studio.catalog import Catalog
from studio.record import Tool
from studio.resources import Operations
from studio.stage import Stage

_SURE = 0.25
"""Share of the requests that already say that it is meant."""
_SAYS = re.compile(
    r"\b(?:permanent|irrevers|can ?not be (?:undone|reversed)|can't be undone|confirm)",
    re.IGNORECASE,
)
"""Words of a description after which nobody would call a tool without asking."""
_RULED = 0.4
"""Share of the rules where the description alone would do."""


class Confirm:
    """One wish that waits for a yes."""

    name = "confirm"
    share = 1.5

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool that deletes, spends or cannot be taken back."""
        reads = operations(catalog)
        if any(_asked_about(tool, reads) for tool in catalog.tools):
            return ""
        return "it needs a tool that deletes, pays or otherwise cannot be taken back"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the destructive tool whose turn it is."""
        reads = operations(catalog)
        found = visited(slot, catalog, lambda tool: _asked_about(tool, reads))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wish = purposeful(tool, reads, rng, visit, today, 0.2)
        if isinstance(wish, Refusal):
            return wish
        if not wish.arguments and tool.parameters.get("properties"):
            return Refusal("nothing_named", f"{tool.name} of nothing in particular", tool.id)
        offered = offer((tool,), catalog, settings, rng)
        sure = rng.random() < _SURE
        rules = _rules(tool, offered, reads, rng, sure)
        with Scene(self.name, settings, rng, today) as scene:
            if sure:
                fault = carried_out(scene, "request", wish, (wish,), "sure")
            else:
                fault = consented(scene, wish, "rule" if rules else "", rng)
            return fault if fault is not None else scene.brief(offered, rules=rules)


def _asked_about(tool: Tool, reads: Operations) -> bool:
    """Whether a tool cannot be taken back, and there are words for what it does."""
    return reads.destructive(tool) and speakable(tool)


def _rules(
    tool: Tool, offered: tuple[Tool, ...], reads: Operations, rng: Random, sure: bool
) -> tuple[Rule, ...]:
    """The rule that makes it right to ask, where the tool's description does not; now and then
    with others of its kind."""
    if _SAYS.search(tool.description) and rng.random() >= _RULED:
        return ()
    others = [
        each
        for each in offered
        if each.id != tool.id
        and reads.of(each).kind in CHANGING
        and regulated(each)
        and rng.random() < 0.25
    ]
    rules = [Rule("confirm", each, value="given" if sure else None) for each in (tool, *others[:3])]
    rng.shuffle(rules)
    return tuple(rules)


PART = Confirm()
