"""error_recovery: the environment refuses a call; repair it, try again, or say so honestly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from generators.scenarios._calls import required, some_day
from generators.scenarios._errors import reference, sensible
from generators.scenarios._lookups import getters, listed, lookup, readers
from generators.scenarios._mishaps import Mishap, befall
from generators.scenarios._offer import offer
from generators.scenarios._operations import operations, purposeful, visited
from generators.scenarios._repairs import Repair, repaired, ways
from generators.scenarios._scene import Scene
from studio.brief import Brief, PlannedCall, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.environment import ERRORS
from studio.record import Json, Tool
from studio.resources import Operations
from studio.stage import Stage

_WEIGHTS: Mapping[str, float] = {
    "rate_limited": 0.6, "timeout": 0.9, "unavailable": 0.6, "not_found": 1.6, "conflict": 1.6,
    "invalid": 0.8, "forbidden": 0.6, "unauthorised": 0.4, "limit_exceeded": 4.5,
}  # fmt: skip
_ALLOWED = 0.4
"""Share of the users who say beforehand that as much as is possible will do."""
_REPAIRED = 0.9
"""Share of the dialogues that are repaired by the user's words, where that is possible."""
_SLIPS = 0.7
"""Share of the references that are not found because of a slip, where a list shows the right."""


class ErrorRecovery:
    """One wish, and a call that does not work at first."""

    name = "error_recovery"
    share = 2.5

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool that can be made to fail."""
        if any(_fails(tool, stage) for tool in catalog.tools):
            return ""
        return (
            "it needs a tool that can be made to fail, which live servers and real functions cannot"
        )

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is, and what comes of its failing."""
        found = visited(slot, catalog, lambda tool: _fails(tool, settings.stage))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today, reads = some_day(rng, settings, tool), operations(catalog)
        planned = purposeful(tool, reads, rng, visit, today, 0.2)
        if isinstance(planned, Refusal):
            return planned
        family = catalog.families[tool.origin.family]
        beside = readers(tool, reads, family)[:1]
        possible = ways(planned, settings.stage, reads, family)
        if possible and rng.random() < _REPAIRED:
            return self._repaired(planned, rng.choice(possible), catalog, settings, rng, today)
        helpers = [*beside, *getters(tool, reads, family)[:1]]
        offered = offer((tool, *helpers), catalog, settings, rng)
        seed = rng.getrandbits(48)
        kinds = sensible(settings.stage, reads, planned, offered)
        if not kinds:
            return Refusal("no_mishap", f"nothing can go wrong at {tool.name}", tool.id)
        (kind,) = rng.choices(kinds, [_WEIGHTS[each] for each in kinds])
        if kind == "not_found" and beside and rng.random() < _SLIPS:
            planned = _slipped(planned, beside, reads, settings, seed, today) or planned
        with Scene(self.name, settings, Random(seed), today) as scene:
            allowed = kind == "limit_exceeded" and rng.random() < _ALLOWED
            done = befall(scene, reads, planned, kind, offered=offered, allowed=allowed)
            return done if isinstance(done, Refusal) else _told(scene, planned, done, offered)

    def _repaired(
        self,
        planned: PlannedCall,
        way: Repair,
        catalog: Catalog,
        settings: Settings,
        rng: Random,
        today: date,
    ) -> Brief | Refusal:
        """A call that is refused and then made so that it works."""
        reads, seed = operations(catalog), rng.getrandbits(48)
        wanted = [planned.tool]
        if way.reader is not None:
            wanted.append(way.reader)
            beside, name = [way.reader], reference(reads, planned)
            # a list knows nothing of the options of reading one thing
            needed = {each: planned.arguments[each] for each in required(planned.tool)}
            planned = replace(planned, arguments=needed, optional=())
            planned = _shown(planned, name, beside, reads, settings, seed, today) or planned
        offered = offer(wanted, catalog, settings, rng)
        with Scene(self.name, settings, Random(seed), today) as scene:
            fault = repaired(scene, planned, way, reads)
            return fault if fault is not None else scene.brief(offered)


def _fails(tool: Tool, stage: Stage) -> bool:
    return any(stage.can(tool, kind) for kind in ERRORS)


def _slipped(
    planned: PlannedCall,
    beside: Sequence[Tool],
    reads: Operations,
    settings: Settings,
    seed: int,
    today: date,
) -> PlannedCall | None:
    """The call about something that a list shows, its name or id with one slip in it."""
    name = reference(reads, planned)
    keys, rng = _keys(planned, beside[0], reads, settings, seed, today)
    named = [key for key in keys if isinstance(key, str) and len(key) >= _SHORTEST]
    if not name or not named:
        return None
    value = slip(rng.choice(named), rng)
    pattern = planned.tool.parameters["properties"][name].get("pattern", "")
    if value in keys or not re.search(pattern, value):
        return None
    return replace(planned, arguments={**planned.arguments, name: value})


def _shown(
    planned: PlannedCall,
    name: str,
    beside: Sequence[Tool],
    reads: Operations,
    settings: Settings,
    seed: int,
    today: date,
) -> PlannedCall | None:
    """The call about something that a list shows."""
    keys, rng = _keys(planned, beside[0], reads, settings, seed, today)
    named = [key for key in keys if isinstance(key, str)]
    if not name or not named:
        return None
    return replace(planned, arguments={**planned.arguments, name: rng.choice(named)})


def _keys(
    planned: PlannedCall,
    reader: Tool,
    reads: Operations,
    settings: Settings,
    seed: int,
    today: date,
) -> tuple[list[Json], Random]:
    """What a list names in the world of a dialogue, and that dialogue's random numbers."""
    with Scene("", settings, Random(seed), today) as scene:
        outcome = scene.perform(lookup(reader, planned, 0, 0)).outcomes[0]
        operation = reads.of(reader)
        return [item.get(operation.key) for _, item in listed(operation, outcome)], scene.rng


_SHORTEST = 5


def slip(text: str, rng: Random) -> str:
    """The text as a hurried finger has it: two neighbours swapped, after the first letter."""
    places = [
        at
        for at in range(1, len(text) - 1)
        if text[at] != text[at + 1] and text[at : at + 2].isalnum()
    ]
    at = rng.choice(places) if places else 0
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :] if places else text


def _told(
    scene: Scene, planned: PlannedCall, found: Mishap, offered: tuple[Tool, ...]
) -> Brief | Refusal:
    turn = Turn(
        "request", found.ending, (planned,), found.steps, pending=found.pending, note=found.note
    )
    scene.turns.extend((turn, *found.following))
    return scene.brief(offered)


PART = ErrorRecovery()
