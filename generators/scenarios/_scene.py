"""A dialogue while it is planned: its turns so far, and the world in which its calls are executed.

Which calls, and what the user wants, is the scenarios' business.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from generators.scenarios._calls import live
from studio.brief import (
    Brief,
    Ending,
    PlannedCall,
    Refusal,
    Rule,
    Settings,
    Source,
    Step,
    Told,
    Turn,
)
from studio.environment import Outcome
from studio.pointer import leaves
from studio.record import Tool
from studio.stage import Performance

REPORTED = 0.5
"""Share of the dialogues with a single request that go on to say what the results say; the others
end with the calls, as function-calling benchmarks have them."""


@dataclass(slots=True)
class Scene:
    """Collects turns and executes their calls in one performance; closed after use."""

    name: str
    """Of the scenario."""
    settings: Settings
    rng: Random
    today: date
    turns: list[Turn] = field(default_factory=list)
    calls: list[tuple[PlannedCall, Outcome]] = field(default_factory=list)
    """Every executed call by its number in the dialogue."""
    performance: Performance = field(init=False)

    def __post_init__(self) -> None:
        self.performance = self.settings.stage.open(self.rng.getrandbits(48), self.today)

    def __enter__(self) -> "Scene":
        return self

    def __exit__(self, *_: object) -> None:
        self.performance.close()

    @property
    def turn(self) -> int:
        """Index of the turn that is planned now."""
        return len(self.turns)

    def perform(self, *calls: PlannedCall) -> Step:
        """Execute calls that are made at once."""
        outcomes = tuple(self.performance.execute(call.tool, call.arguments) for call in calls)
        self.calls.extend(zip(calls, outcomes, strict=True))
        return Step(calls, outcomes)

    def brief(
        self,
        offered: Sequence[Tool],
        *,
        arrivals: Mapping[str, int] | None = None,
        rules: Sequence[Rule] = (),
        thinking: bool = False,
    ) -> Brief | Refusal:
        """The dialogue as planned; the refusal where a live server was called in a dialogue of
        another day."""
        if any(live(self.settings, call.tool) for call, _ in self.calls) and (
            self.today != date.today()
        ):
            return Refusal("another_day", "a live server in a dialogue of an invented day")
        return Brief(
            scenario=self.name,
            offered=tuple(offered),
            turns=tuple(self.turns),
            today=self.today,
            execution=self.performance.execution(),
            arrivals=arrivals or {},
            rules=tuple(rules),
            thinking=thinking,
        )


def told(call: PlannedCall, turn: int, wish: int) -> dict[str, Source]:
    """Sources for making a call that was wished for in words elsewhere: every leaf of its
    arguments, as the wish `wish` of turn `turn` says it."""
    return {path: Told(turn, wish, path) for path, _ in leaves(dict(call.arguments)) if path}


def unsaid(call: PlannedCall) -> PlannedCall:
    """A call without its sources: as a wish that says everything itself."""
    return replace(call, sources={}, after=())


def refused(step: Step) -> Refusal | None:
    """The refusal for a step of which a call failed that should not; None when none did."""
    for call, outcome in zip(step.calls, step.outcomes, strict=True):
        if not outcome.ok:
            detail = f"{call.tool.name}: {outcome.error}: {outcome.content[:160]}"
            return Refusal("call_failed", detail, call.tool.id)
    return None


def requested(
    name: str,
    calls: Sequence[PlannedCall],
    offered: Sequence[Tool],
    settings: Settings,
    rng: Random,
    today: date,
) -> Brief | Refusal:
    """One request for calls that do not need each other's results, executed where that is
    possible, and in a share of the dialogues reported on."""
    wishes = tuple(calls)
    with Scene(name, settings, rng, today) as scene:
        reported = rng.random() < REPORTED
        step = Step(wishes)
        if all(settings.stage.executes(call.tool) for call in calls):
            done = scene.perform(*calls)
            if (failed := refused(done)) is not None:
                return failed
            step = done if reported else step
        ending: Ending = "report" if step.outcomes else "calls"
        scene.turns.append(Turn("request", ending, wishes, (step,)))
        return scene.brief(offered)
