"""A dialogue of several turns while it is planned: what was called, where its values came from, and
what must not happen again. Which turns there are is decided by the moves and the scenarios.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from generators.scenarios._calls import anything, live, omittable, subject
from generators.scenarios._mishaps import Mishap, mishap
from generators.scenarios._offer import offer, would_do
from generators.scenarios._operations import operations
from generators.scenarios._scene import Scene
from studio.brief import (
    Act,
    Brief,
    Ending,
    PlannedCall,
    Refusal,
    Slot,
    Source,
    Told,
    Turn,
)
from studio.catalog import Catalog
from studio.environment import Outcome
from studio.pointer import leaves, resolve
from studio.record import Json, Tool
from studio.resources import Operations
from studio.stage import Stage

_FINAL = re.compile(
    r"\b(?:permanent|irrevers|can ?not be (?:undone|reversed)|can't be undone|confirm)",
    re.IGNORECASE,
)
"""Words of a description after which nobody would call a tool in passing."""
READING = frozenset({"list", "search", "get", "compute"})
"""Kinds of operations that change nothing."""


_LARGE = 1500
"""From so many tools on, whether a tool can be executed is only found out when it is its turn."""


def executed(
    slot: Slot, catalog: Catalog, stage: Stage, eligible: Callable[[Tool], bool] = anything
) -> tuple[Tool, int] | Refusal:
    """The tool whose turn it is of those that can be executed, and the number of its visit."""
    small = len(catalog.tools) <= _LARGE

    def fitting(tool: Tool) -> bool:
        return eligible(tool) and (not small or stage.executes(tool))

    found = subject(slot, catalog, fitting)
    if isinstance(found, Refusal) or stage.executes(found[0]):
        return found
    return Refusal("not_executable", f"nothing executes {found[0].name}", found[0].id)


@dataclass(frozen=True, slots=True)
class Made:
    """A call that was made, with what is needed to speak of it later."""

    number: int
    """In the dialogue."""
    turn: int
    wish: int
    call: PlannedCall
    outcome: Outcome

    @property
    def tool(self) -> Tool:
        return self.call.tool

    def sources(self) -> dict[str, Source]:
        """Where each leaf of its arguments came from, as seen from a later turn."""
        return {
            path: self.call.sources.get(path, Told(self.turn, self.wish, path))
            for path, _ in leaves(dict(self.call.arguments))
            if path
        }


@dataclass(slots=True)
class Talk:
    """Turns as they are added, in the scene that executes them."""

    scene: Scene
    catalog: Catalog
    visit: int
    made: list[Made] = field(default_factory=list)
    needed: list[Tool] = field(default_factory=list)
    """Tools that are called, asked about, or arrive."""
    impossible: list[Tool] = field(default_factory=list)
    """Tools that were wished for and that nothing on offer may replace."""
    asked: list[tuple[Tool, tuple[str, ...]]] = field(default_factory=list)
    """What the user was asked for, by tool."""
    gone: list[Json] = field(default_factory=list)
    """Identifiers of what was deleted, cancelled or given up."""
    acted: set[tuple[str, str]] = field(default_factory=set)
    """Tools and identifiers they were called with by reference."""
    spoiled: list[int] = field(default_factory=list)
    """Numbers of the calls whose results no longer hold: an item of theirs is gone."""
    seen: set[tuple[str, bytes]] = field(default_factory=set)
    trouble: float = 0.0
    """How likely something goes wrong with the next new wish; it does once at most."""
    over: bool = False
    """Whether the dialogue has to end here: its last call has no result."""

    @property
    def ops(self) -> Operations:
        return operations(self.catalog)

    @property
    def last(self) -> Made | None:
        """The last call that succeeded."""
        return self.made[-1] if self.made else None

    @property
    def current(self) -> Made | None:
        """The one call the last turn was about; None where it was about several or none."""
        turn = len(self.scene.turns) - 1
        found = [made for made in self.made if made.turn == turn]
        return found[0] if len(found) == 1 else None

    def kind(self, tool: Tool) -> str:
        return str(self.ops.of(tool).kind)

    def reads(self, tool: Tool) -> bool:
        """Whether calls of a tool change nothing."""
        return self.kind(tool) in READING

    def executes(self, tool: Tool) -> bool:
        """Whether calls of a tool can be executed on the day of the dialogue."""
        settings = self.scene.settings
        if not settings.stage.executes(tool):
            return False
        return self.scene.today == date.today() or not live(settings, tool)

    def items(self, made: Made) -> list[Json] | None:
        """The list a result shows; None when it shows none."""
        pointer = self.ops.of(made.tool).items
        found = resolve(made.outcome.value, pointer) if pointer is not None else None
        return found if isinstance(found, list) else None

    def stale(self, made: Made) -> bool:
        """Whether something of a result is gone since."""
        return made.number in self.spoiled

    def possible(self, tool: Tool) -> bool:
        """Whether a tool may be called: it can be executed, is none to ask about first, and would
        not have done what was said to be impossible."""
        if not self.executes(tool) or _FINAL.search(tool.description):
            return False
        return not any(would_do(tool, other, strict=True) for other in self.impossible)

    def fresh(self, call: PlannedCall) -> bool:
        """Whether the call was not made already."""
        return self._key(call) not in self.seen

    def _key(self, call: PlannedCall) -> tuple[str, bytes]:
        return call.tool.id, msgspec.json.encode(dict(call.arguments), order="sorted")

    def perform(
        self,
        act: Act,
        wishes: Sequence[PlannedCall],
        calls: Sequence[PlannedCall],
        note: str = "",
        ending: Ending = "report",
    ) -> Refusal | None:
        """A turn whose calls are made at once and reported on. The refusal when one of them was
        made before or does not succeed; nothing can be planned on after that."""
        if not all(self.fresh(call) for call in calls):
            return Refusal("repeated_call", calls[0].tool.name, calls[0].tool.id)
        if act == "request" and len(calls) == 1 and self.scene.rng.random() < self.trouble:
            found = self._troubled(wishes, calls[0])
            if found is not None:
                return found if isinstance(found, Refusal) else None
        first, turn = len(self.scene.calls), self.scene.turn
        step = self.scene.perform(*calls)
        for number, (call, outcome) in enumerate(zip(step.calls, step.outcomes, strict=True)):
            if not outcome.ok:
                detail = f"{call.tool.name}: {outcome.error}: {outcome.content[:160]}"
                return Refusal("call_failed", detail, call.tool.id)
            self.made.append(Made(first + number, turn, number, call, outcome))
            self.seen.add(self._key(call))
            self.need(call.tool)
        self.add(Turn(act, ending, tuple(wishes), (step,), note=note))
        return None

    def _troubled(
        self, wishes: Sequence[PlannedCall], call: PlannedCall
    ) -> Mishap | Refusal | None:
        """The turn with something going wrong, and what follows; None where nothing can."""
        found = mishap(self.scene, self.ops, call, offered=self.needed)
        if isinstance(found, Refusal):
            return None if found.reason == "no_mishap" else found
        steps, pending, note = found.steps, found.pending, found.note
        self.adopt(Turn("request", found.ending, tuple(wishes), steps, pending=pending, note=note))
        for turn in found.following:
            self.adopt(turn)
        self.trouble = 0.0
        self.over = self.scene.turns[-1].ending == "calls"
        return found

    def add(self, turn: Turn) -> None:
        """A turn as it is."""
        self.scene.turns.append(turn)

    def adopt(self, turn: Turn) -> None:
        """A turn whose calls were executed elsewhere: what it made can be spoken of later."""
        number = sum(len(step.calls) for before in self.scene.turns for step in before.steps)
        first = number if len(turn.wishes) > 1 else None
        for step in turn.steps:
            for place, call in enumerate(step.calls):
                self.need(call.tool)
                self.seen.add(self._key(call))
                if step.outcomes and step.outcomes[place].ok:
                    outcome = step.outcomes[place]
                    wish = 0 if first is None else number - first
                    self.made.append(Made(number, self.scene.turn, wish, call, outcome))
                number += 1
        self.add(turn)

    def need(self, tool: Tool) -> None:
        if all(tool.id != other.id for other in self.needed):
            self.needed.append(tool)

    def ask(
        self, tool: Tool, wish: PlannedCall, missing: tuple[str, ...], act: Act, note: str = ""
    ) -> None:
        """A turn that the assistant ends with a question."""
        self.need(tool)
        self.asked.append((tool, missing))
        self.add(Turn(act, "missing", (wish,), missing=missing, note=note))

    def brief(
        self, sought: Sequence[str] = (), arrivals: Mapping[str, int] | None = None
    ) -> Brief | Refusal:
        """The dialogue, with what is offered beside the tools it needs. `arrivals` are not offered
        from the start, by id: index of the turn; until then nothing else would have done."""
        late = [tool for tool in self.needed if tool.id in (arrivals or {})]
        without = [*self.impossible, *late]
        there = [tool for tool in self.needed if tool not in late]
        if len({tool.name for tool in self.needed}) < len(self.needed):
            return Refusal("names_alike", "two tools of one name", self.needed[0].id)
        for tool in there:
            if any(would_do(tool, other, strict=True) for other in without):
                return Refusal("possible_after_all", tool.name, tool.id)
        offered = offer(
            self.needed,
            self.catalog,
            self.scene.settings,
            self.scene.rng,
            least=len(late) + 1,
            missing=sought,
            without=without,
        )
        if len(offered) <= len(late):
            return Refusal("no_distractor", "nothing to offer from the start", offered[0].id)
        return self.scene.brief(offered, arrivals=arrivals)


def amended(call: Made, changes: Mapping[str, Json]) -> PlannedCall:
    """The call again with other arguments; what stays comes from where it came from."""
    arguments = {**call.call.arguments, **changes}
    sources = {
        path: source for path, source in call.sources().items() if path.split("/")[1] not in changes
    }
    return PlannedCall(call.tool, arguments, omittable(call.tool, arguments), sources)


def saying(tool: Tool, said: Mapping[str, Json]) -> PlannedCall:
    """A wish of which only this is said."""
    return PlannedCall(tool, dict(said))
