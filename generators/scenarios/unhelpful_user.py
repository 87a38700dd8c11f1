"""unhelpful_user: asked for a value, the user gives it in an odd form, talks around it first, or
does not give it at all. What can be understood is called; what cannot is never guessed."""

from dataclasses import replace
from random import Random

from generators.scenarios._asking import kind_of, refusing, rounds, sought
from generators.scenarios._calls import some_day
from generators.scenarios._scene import Scene
from generators.scenarios._turns import Talk, executed
from generators.scenarios.ask import askable
from studio.brief import Brief, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.record import Tool
from studio.stage import Stage

_ODD = frozenset({"date", "time", "quantity", "number", "age"})
_TAKEN_BACK = _ODD | {"enum", "rating"}


class UnhelpfulUser:
    """Half of the users come round to it, half do not."""

    name = "unhelpful_user"
    share = 1.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool with a required argument one can ask for, that can be executed."""
        if any(askable(tool) and stage.executes(tool) for tool in catalog.tools):
            return ""
        return "it needs a tool with a required parameter that can be executed"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A wish for the tool whose turn it is, and a user who makes it hard."""
        found = _subject(slot, catalog, settings.stage)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        with Scene(self.name, settings, rng, some_day(rng, settings, tool)) as scene:
            talk = Talk(scene, catalog, visit)
            failed = _unhelpful(talk, tool)
            if failed is not None:
                return failed
            return talk.brief(sought=sought(tool, talk.asked[0][1]))


def _subject(slot: Slot, catalog: Catalog, stage: Stage) -> tuple[Tool, int] | Refusal:
    """The tool whose turn it is; every other time one that takes something that can be said in odd
    ways, where there is one."""

    def odd(tool: Tool) -> bool:
        return any(kind_of(tool, name) in _ODD for name in askable(tool))

    half = replace(slot, lane=f"{slot.lane} {slot.rank % 2}", rank=slot.rank // 2)
    if slot.rank % 2 and not isinstance(found := executed(half, catalog, stage, odd), Refusal):
        return found
    other = replace(half, lane=slot.lane)
    return executed(other, catalog, stage, lambda tool: bool(askable(tool)))


def _unhelpful(talk: Talk, tool: Tool) -> Refusal | None:
    rng = talk.scene.rng
    kinds = {kind_of(tool, name) for name in askable(tool)}
    if rng.random() < 0.36:
        return refusing(talk, tool)
    if kinds & _ODD and rng.random() < 0.65:
        return rounds(talk, tool, note="odd", kinds=_ODD)
    if kinds & _TAKEN_BACK and rng.random() < 0.6:
        return rounds(talk, tool, note="withdrawn", kinds=_TAKEN_BACK)
    return rounds(talk, tool, note="story", kinds=kinds)


PART = UnhelpfulUser()
