"""multi_turn: two to six user turns, executed as they come, each result open to what follows: more
of the same, a change of mind, a correction, a reference to what was shown, a narrower search,
another topic, a question in between, thanks."""

from collections.abc import Callable
from random import Random

from generators.scenarios._calls import some_day
from generators.scenarios._found import follow, refer
from generators.scenarios._next import (
    another,
    clarified,
    declined,
    elsewhere,
    looked_for,
    thanked,
)
from generators.scenarios._opening import begun
from generators.scenarios._recall import promising, recall
from generators.scenarios._same import again, change, narrow
from generators.scenarios._scene import Scene
from generators.scenarios._turns import Talk, executed
from studio.brief import Brief, Refusal, Settings, Slot
from studio.catalog import Catalog
from studio.record import Tool
from studio.stage import Stage

Move = Callable[[Talk], Refusal | str | None]
"""Adds a turn or more. A text says why it is not possible now, with nothing done; a Refusal that
something was done and went wrong."""


def _near(move: Callable[[Talk, Tool], Refusal | str | None]) -> Move:
    """The move with the tool that was called last."""

    def moved(talk: Talk) -> Refusal | str | None:
        last = talk.last
        return move(talk, last.tool) if last else "nothing_made"

    return moved


_MOVES: tuple[tuple[float, str, Move], ...] = (
    (24.0, "recall", recall),
    (9.0, "refer", refer),
    (5.0, "follow", follow),
    (3.0, "again", again),
    (2.0, "change", change),
    (3.0, "narrow", narrow),
    (2.0, "another", _near(another)),
    (0.5, "elsewhere", elsewhere),
    (0.5, "clarified", _near(clarified)),
    (0.4, "declined", _near(declined)),
)
_ONCE = frozenset({"elsewhere", "clarified", "declined", "recall"})
_TWICE = frozenset({"again", "change", "narrow", "another", "refer", "follow"})
_COMING_BACK = 0.6
"""How often a dialogue that begins with something to come back to is long enough for it."""
_THANKS = 0.2
"""Share of the longer dialogues that end with thanks."""
_TROUBLE = 0.05
"""How likely something goes wrong with a new wish."""


class MultiTurn:
    """Follow-ups of every kind."""

    name = "multi_turn"
    share = 11.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a tool that can be executed."""
        if any(stage.executes(tool) for tool in catalog.tools):
            return ""
        return "it needs a tool that can be executed"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is, then turns that come out of what was said and
        found."""
        found = executed(slot, catalog, settings.stage)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        with Scene(self.name, settings, rng, some_day(rng, settings, tool)) as scene:
            talk = Talk(scene, catalog, visit, trouble=_TROUBLE)
            failed = begun(talk, tool)
            if failed is None:
                failed = _on(talk, _turns(talk, settings))
            if failed is not None:
                return failed
            return talk.brief(sought=looked_for(talk))


def _turns(talk: Talk, settings: Settings) -> int:
    """How many user turns: two to four mostly, at least three where there is something to come
    back to."""
    low, high = settings.turns
    rng = talk.scene.rng
    low = max(low, 2)
    low = max(low, min(high, 3)) if rng.random() < _COMING_BACK and promising(talk) else low
    return min(high, low + int((high - low + 1) * rng.random() ** 1.4)) if high > low else low


def _on(talk: Talk, turns: int) -> Refusal | None:
    """Turns until there are enough."""
    rng = talk.scene.rng
    count: dict[str, int] = {}
    end = turns - 1 if turns > 2 and rng.random() < _THANKS else turns
    while len(talk.scene.turns) < end and not talk.over:
        room = end - len(talk.scene.turns)
        talk.trouble = talk.trouble if room > 1 else 0.0
        outcome = _move(talk, count, room)
        if isinstance(outcome, Refusal):
            return outcome
        if outcome:
            break
    if len(talk.scene.turns) < 2:
        tool = talk.needed[0]
        return Refusal("no_next_turn", f"nothing follows {tool.name}", tool.id)
    if len(talk.scene.turns) < turns and not talk.over:
        thanked(talk)
    return None


def _move(talk: Talk, count: dict[str, int], room: int) -> Refusal | str | None:
    """One of the moves that are possible now; the reason when none is."""
    open_moves = [
        (weight / (1 + 2 * count.get(name, 0)), name, move)
        for weight, name, move in _MOVES
        if count.get(name, 0) < (1 if name in _ONCE else 2 if name in _TWICE else 9)
        and not (name == "clarified" and room < 2)
    ]
    rng = talk.scene.rng
    while open_moves:
        weights = [weight for weight, _, _ in open_moves]
        (place,) = rng.choices(range(len(open_moves)), weights)
        _, name, move = open_moves.pop(place)
        outcome = move(talk)
        if not isinstance(outcome, str):
            count[name] = count.get(name, 0) + 1
            return outcome
    return "nothing_follows"


PART = MultiTurn()
