"""A call that waits for the user's yes: asked for, and what the answer leads to."""

from dataclasses import replace
from random import Random

from generators.language.intent import meanings
from generators.scenarios._calls import call
from generators.scenarios._scene import REPORTED, Scene, refused, told
from studio.brief import Act, Ending, PlannedCall, Refusal, Step, Turn
from studio.pointer import inside
from studio.record import Json

_OPEN, _YES, _BUT = 0.12, 0.55, 0.72
"""Shares: the dialogue ends with the question; a yes; a yes with one change; the rest is a no."""
_CHANGEABLE = frozenset({"quantity", "count", "money", "date", "time", "datetime", "enum"})


def consented(scene: Scene, wish: PlannedCall, note: str, rng: Random) -> Refusal | None:
    """Add the turns of a wish that is asked about before it is done: the question, mostly an
    answer, and what follows from it."""
    pending = replace(wish, sources=told(wish, scene.turn, 0))
    scene.turns.append(Turn("request", "confirm", (wish,), pending=(pending,), note=note))
    draw = rng.random()
    if draw < _OPEN:
        return None
    if draw < _YES:
        return done(scene, pending, ())
    if draw < _BUT and (other := _another(scene, wish, rng)) is not None:
        name, value = other
        path = inside("", name)
        sources = {at: source for at, source in pending.sources.items() if at != path}
        altered = PlannedCall(wish.tool, {**wish.arguments, name: value}, pending.optional, sources)
        return done(scene, altered, (PlannedCall(wish.tool, {name: value}),))
    if draw < _BUT:
        return done(scene, pending, ())
    scene.turns.append(Turn("refuse", "dropped", note=note))
    return None


def done(scene: Scene, made: PlannedCall, wishes: tuple[PlannedCall, ...]) -> Refusal | None:
    """Add the turn of a yes after which a call is made; `wishes` have what the yes itself says."""
    return carried_out(scene, "agree", made, wishes, "")


def carried_out(
    scene: Scene, act: Act, made: PlannedCall, wishes: tuple[PlannedCall, ...], note: str
) -> Refusal | None:
    """Add a turn that leads to a call at once, executed where that is possible, and in a share of
    the dialogues reported on."""
    step = Step((made,))
    if scene.settings.stage.executes(made.tool):
        executed = scene.perform(made)
        if (fault := refused(executed)) is not None:
            return fault
        step = executed if scene.rng.random() < REPORTED else step
    ending: Ending = "report" if step.outcomes else "calls"
    scene.turns.append(Turn(act, ending, wishes, (step,), note=note))
    return None


def _another(scene: Scene, wish: PlannedCall, rng: Random) -> tuple[str, Json] | None:
    """Another value for one amount, moment or choice, the only one of its kind."""
    known = meanings(wish.tool)
    kinds = [known[name].kind for name in wish.arguments]
    names = [
        name
        for name, value in wish.arguments.items()
        if known[name].kind in _CHANGEABLE
        and kinds.count(known[name].kind) == 1
        and not known[name].role
        and isinstance(value, int | float | str)
        and known[name].noun not in _REASONS
    ]
    drawn = call(wish.tool, rng, rng.randrange(1 << 16), scene.today, extra=0.9)
    if not names or isinstance(drawn, Refusal):
        return None
    name = rng.choice(names)
    value = drawn.arguments.get(name)
    usable = value is not None and type(value) is type(wish.arguments[name])
    return (name, value) if usable and value != wish.arguments[name] else None


_REASONS = frozenset({"reason"})
