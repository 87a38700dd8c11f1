"""What goes wrong with a call, and what a good assistant does then. Composes into any scenario:

    found = mishap(scene, operations, call, wish=0, offered=tools)
    if isinstance(found, Refusal):
        return found
    scene.turns.append(Turn("request", found.ending, wishes, found.steps, pending=found.pending,
                            note=found.note))
    scene.turns.extend(found.following)

The call and everything after it is executed at once, in the order of the steps, so a scenario
executes what comes before first and what comes after last, and gives the dialogue up where it gets
a refusal. `_errors.sensible` tells before anything is executed what could go wrong with a call.

The ways out: a call that came too often or timed out is made once more, one that changes something
only where nothing can have happened or a look shows that nothing did; what is down is not called
again unless the user says so; what somebody else changed meanwhile is read again first; what the
error itself offers instead (a limit, a free slot) is offered and done only after a yes; a name that
was a slip is looked up; everything else is told. Nothing is called again after a permanent error,
and nothing else than was wished for without the user's word.

Notes on turns, for the words: `most` (as much as is possible will do), `retried`, `retry` (an offer
to try again), `unknown` (it may or may not have happened), `limit`, `taken`, `slip`, `lookup`, and
the kind of the error where it is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from generators.scenarios._errors import bound, instead, reference, sensible
from generators.scenarios._lookups import (
    Match,
    again,
    getters,
    has,
    holds,
    lookup,
    nearest,
    readers,
)
from generators.scenarios._operations import CHANGING
from generators.scenarios._scene import REPORTED, Scene
from studio.brief import Act, Ending, Found, PlannedCall, Refusal, Step, Turn
from studio.environment import ERRORS, Outcome
from studio.pointer import inside
from studio.record import Tool
from studio.resources import Operations

TRANSIENT = ("rate_limited", "timeout", "unavailable")
PERMANENT = tuple(kind for kind in ERRORS if kind not in TRANSIENT)

_WEIGHTS: Mapping[str, float] = {
    "rate_limited": 1.0, "timeout": 1.5, "unavailable": 1.0, "not_found": 1.6, "conflict": 1.4,
    "invalid": 0.8, "forbidden": 0.7, "unauthorised": 0.5, "limit_exceeded": 2.5,
}  # fmt: skip
_WORKS = 0.65
"""Share of the calls made once more that work then."""
_ACCEPTED = 0.7
"""Share of offers to which the user says yes."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What follows from a call that was refused."""

    kind: str
    """Of the error: one of `studio.environment.ERRORS`."""
    steps: tuple[Step, ...]
    """The refused call first."""
    ending: Ending
    pending: tuple[PlannedCall, ...] = ()
    note: str = ""
    following: tuple[Turn, ...] = ()
    """The user's answer to an offer and what comes of it; executed, not yet in the scene."""

    @property
    def recovered(self) -> bool:
        """Whether the user gets what was wished for, as wished or as agreed."""
        last = self.following[-1] if self.following else None
        return (last.ending if last else self.ending) in ("report", "calls")


@dataclass(slots=True)
class _Case:
    """A refused call and all it takes to decide what to do."""

    scene: Scene
    operations: Operations
    call: PlannedCall
    wish: int
    offered: Sequence[Tool]
    kind: str
    steps: list[Step]
    number: int
    """Of the refused call in the dialogue."""
    allowed: bool
    """Whether the user said beforehand that as much as is possible will do."""

    @property
    def rng(self) -> Random:
        return self.scene.rng

    @property
    def outcome(self) -> Outcome:
        return self.steps[0].outcomes[0]

    @property
    def changing(self) -> bool:
        return self.operations.of(self.call.tool).kind in CHANGING

    def again(self) -> PlannedCall:
        """The same call once more."""
        return again(self.call, self.scene.turn, self.wish)

    def repeat(self, call: PlannedCall) -> Outcome:
        """Make a call in a step of its own."""
        step = self.scene.perform(call)
        self.steps.append(step)
        return step.outcomes[0]

    def ends(self, ending: Ending, note: str, *pending: PlannedCall) -> Mishap:
        return Mishap(self.kind, tuple(self.steps), ending, pending, note)

    def done(self, note: str) -> Mishap:
        """The last call worked: the results are reported, or the dialogue ends with the call."""
        if self.rng.random() < REPORTED:
            return self.ends("report", note)
        last = self.steps[-1]
        steps = (*self.steps[:-1], Step(last.calls))
        return Mishap(self.kind, steps, "calls", note=note)


def mishap(
    scene: Scene,
    operations: Operations,
    call: PlannedCall,
    *,
    wish: int = 0,
    offered: Sequence[Tool] = (),
    kinds: Sequence[str] = ERRORS,
    following: bool = True,
) -> Mishap | Refusal:
    """Have a call refused and plan what a good assistant does then.

    `wish` is the number of the call among the wishes of the turn that is planned now; leaves
    without a source are said there. Tools that may be called besides are those of `offered`.
    Without `following` nobody answers an offer: the dialogue ends with it. Refuses
    (`no_mishap`, `mishap_ignored`) where nothing sensible can go wrong, or nothing did."""
    possible = sensible(scene.settings.stage, operations, call, offered, kinds)
    if not possible:
        return Refusal("no_mishap", f"nothing can go wrong at {call.tool.name}", call.tool.id)
    (kind,) = scene.rng.choices(possible, [_WEIGHTS[kind] for kind in possible])
    return befall(scene, operations, call, kind, wish=wish, offered=offered, following=following)


def befall(
    scene: Scene,
    operations: Operations,
    call: PlannedCall,
    kind: str,
    *,
    wish: int = 0,
    offered: Sequence[Tool] = (),
    following: bool = True,
    allowed: bool = False,
) -> Mishap | Refusal:
    """The same with the kind of error given. `allowed`: the user said beforehand that as much as is
    possible will do, which the note `most` of the turn puts into words."""
    number = scene.performance.calls
    scene.performance.intervene(kind)
    step = scene.perform(call)
    if step.outcomes[0].error != kind:
        found = step.outcomes[0].error or "a result"
        return Refusal("mishap_ignored", f"{kind}: {call.tool.name} gave {found}", call.tool.id)
    case = _Case(scene, operations, call, wish, offered, kind, [step], number, allowed)
    outcome = _WAYS.get(kind, _told)(case)
    if not isinstance(outcome, Mishap) or not outcome.pending or not following:
        return outcome
    return _answered(scene, outcome)


def _answered(scene: Scene, found: Mishap) -> Mishap | Refusal:
    """With the user's answer to an offer."""
    accepted = scene.rng.random() < _ACCEPTED
    act: Act = "agree" if accepted else "refuse"
    if not accepted:
        return replace(found, following=(Turn(act, "dropped", note=found.note),))
    step = scene.perform(*found.pending)
    if not all(outcome.ok for outcome in step.outcomes):
        tool = found.pending[0].tool
        return Refusal("call_failed", f"{tool.name}: {step.outcomes[0].content[:160]}", tool.id)
    reported = scene.rng.random() < REPORTED
    last = step if reported else Step(step.calls)
    turn = Turn(act, "report" if reported else "calls", steps=(last,), note=found.note)
    return replace(found, following=(turn,))


def _told(case: _Case) -> Mishap | Refusal:
    """Nothing to be done: the user hears of it."""
    return case.ends("failed", case.kind)


def _passing(case: _Case) -> Mishap | Refusal:
    """Tried once more; where that fails too, the user hears of it or is asked whether to go on."""
    if case.kind == "timeout" and case.changing:
        return _unsure(case)
    if case.rng.random() < _WORKS:
        return _worked(case, "retried")
    case.scene.performance.intervene(case.kind)
    if case.repeat(case.again()).ok:
        return Refusal("mishap_ignored", f"{case.kind} only once", case.call.tool.id)
    return _down(case)


def _down(case: _Case) -> Mishap | Refusal:
    """Not now: trying again at once would not help."""
    if case.rng.random() < 0.5:
        return case.ends("offer", "retry", case.again())
    return case.ends("failed", case.kind)


def _worked(case: _Case, note: str) -> Mishap | Refusal:
    outcome = case.repeat(case.again())
    if not outcome.ok:
        return Refusal("call_failed", f"{outcome.error} when repeated", case.call.tool.id)
    return case.done(note)


def _unsure(case: _Case) -> Mishap | Refusal:
    """A change that may have happened: looked up where that is possible, else told."""
    kind = case.operations.of(case.call.tool).kind
    found = readers(case.call.tool, case.operations, case.offered) if kind == "create" else []
    if not found:
        return case.ends("failed", "unknown")
    reader = case.rng.choice(found)
    outcome = case.repeat(lookup(reader, case.call, case.scene.turn, case.wish))
    if not outcome.ok:
        return Refusal("call_failed", f"{outcome.error} when looked up", reader.id)
    if holds(case.operations.of(reader), outcome, case.call.arguments):
        return Refusal("happened_after_all", f"{case.call.tool.name} after a timeout", reader.id)
    return _worked(case, "retried")


def _lost(case: _Case) -> Mishap | Refusal:
    """Not found: where a tool lists such things, what is nearly called so is taken for reading and
    offered for everything else."""
    name = reference(case.operations, case.call)
    found = readers(case.call.tool, case.operations, case.offered)
    if not found or not name:
        return case.ends("failed", case.kind)
    reader = case.rng.choice(found)
    number = case.scene.performance.calls
    outcome = case.repeat(lookup(reader, case.call, case.scene.turn, case.wish))
    if not outcome.ok:
        return Refusal("call_failed", f"{outcome.error} when looked up", reader.id)
    if has(case.operations.of(reader), outcome, case.call.arguments[name]):
        return Refusal("there_after_all", f"{name} of {case.call.tool.name}", reader.id)
    match = nearest(case.operations.of(reader), outcome, case.call.arguments[name])
    if match is None:
        return case.ends("failed", "lookup")
    mended = changed(case.again(), name, match, number)
    if case.changing or case.rng.random() < 0.4:
        return case.ends("offer", "slip", mended)
    case.call = mended
    return _worked(case, "slip")


def _limited(case: _Case) -> Mishap | Refusal:
    """Too much: as much as is allowed is offered."""
    found = bound(case.outcome, case.call)
    if found is None:
        return case.ends("failed", case.kind)
    name, match = found
    less = changed(case.again(), name, match, case.number)
    if case.allowed:
        case.call = less
        return _worked(case, "most")
    return case.ends("offer", "limit", less)


def _overtaken(case: _Case) -> Mishap | Refusal:
    """Changed by somebody else meanwhile: read again first. Else taken."""
    found = getters(case.call.tool, case.operations, case.offered)
    if case.operations.of(case.call.tool).kind != "update" or not found:
        return _taken(case)
    reader = case.rng.choice(found)
    if not case.repeat(lookup(reader, case.call, case.scene.turn, case.wish)).ok:
        return Refusal("call_failed", "when read again", reader.id)
    return _worked(case, "retried")


def _taken(case: _Case) -> Mishap | Refusal:
    """Taken: what the error has instead is offered."""
    found = instead(case.outcome, case.call)
    if found is None:
        return case.ends("failed", case.kind)
    name, match = found
    return case.ends("offer", "taken", changed(case.again(), name, match, case.number))


_WAYS: Mapping[str, Callable[[_Case], Mishap | Refusal]] = {
    "rate_limited": _passing, "timeout": _passing, "unavailable": _down, "not_found": _lost,
    "limit_exceeded": _limited, "conflict": _overtaken, "invalid": _taken,
}  # fmt: skip


def changed(call: PlannedCall, name: str, match: Match, number: int) -> PlannedCall:
    """The call with one argument taken from the result of call `number`."""
    path = inside("", name)
    arguments = {**call.arguments, name: match.value}
    optional = tuple(each for each in call.optional if each != name)
    sources = {**call.sources, path: Found(number, match.pointer)}
    return PlannedCall(call.tool, arguments, optional, sources, call.after)
