"""How a dialogue of several turns begins: with the tool it is about, with what shows or makes the
thing that tool acts on, or with a wish that takes several steps."""

from itertools import islice

from generators.graph import Graph, routes
from generators.language.intent import meanings
from generators.scenarios._calls import call, required
from generators.scenarios._chain import Chain
from generators.scenarios._found import act, aims, note_of, repeats, sensible, taking
from generators.scenarios._turns import Talk
from generators.scenarios.dependent import graph, odd
from studio.brief import PlannedCall, Refusal, Turn
from studio.record import Tool

_LED = 0.75
"""Share of the dialogues about a tool that acts on something which begin with finding or making
it."""
_CHAINED = 0.07
"""Share of the dialogues that begin with a wish of two or three steps, where there is one."""
_TRIED = 2


def begun(talk: Talk, tool: Tool) -> Refusal | None:
    """A dialogue that begins with what shows or makes the thing `tool` acts on, and goes on to act
    on it; only the beginning, or the tool's own call, where that is not possible."""
    rng = talk.scene.rng
    if rng.random() < _CHAINED and (chain := _chained(talk, tool)) is not None:
        return chain if isinstance(chain, Refusal) else None
    openers = [other for other in talk.ops.family(tool) if _opens(talk, other, tool)]
    opener = rng.choice(openers) if openers and rng.random() < _LED else None
    if opener is not None and talk.executes(opener):
        planned = call(opener, rng, talk.visit, talk.scene.today, extra=0.3)
        if isinstance(planned, PlannedCall):
            failed = talk.perform("request", (planned,), (planned,))
            if failed is None:
                failed = _towards(talk, tool)
            return failed
    planned = call(tool, rng, talk.visit, talk.scene.today, extra=0.25)
    if isinstance(planned, Refusal):
        return planned
    return talk.perform("request", (planned,), (planned,))


def _opens(talk: Talk, other: Tool, tool: Tool) -> bool:
    """Whether a call of `other` shows or makes what `tool` takes, and needs no identifier."""
    if other.id == tool.id or other.name == tool.name:
        return False
    operation = talk.ops.of(other)
    key = operation.key if operation.items is not None else operation.made
    resource = operation.resource if operation.items is not None else operation.makes
    if not key or not taking(talk, tool, key, resource):
        return False
    meant = meanings(other)
    return not any(meant[name].kind == "id" for name in required(other) if name in meant)


def _towards(talk: Talk, tool: Tool) -> Refusal | None:
    """The tool called with what the last turn showed, if it showed any."""
    made = talk.current
    if made is None:
        return None
    created = not talk.reads(made.tool)
    found = [
        aim for aim in aims(talk, made, tool) if aim.listed or sensible(talk, made, aim, created)
    ]
    aim = talk.scene.rng.choice(found) if found and talk.possible(tool) else None
    if aim is None or (aim.listed and repeats(talk, made, aim)):
        return None
    outcome = act(talk, aim, "item" if aim.listed else note_of(talk, aim, made))
    return outcome if isinstance(outcome, Refusal) else None


def _chained(talk: Talk, tool: Tool) -> Turn | Refusal | None:
    """A first turn of two or three steps that the tool is part of; None when there is no way."""
    found: Graph = graph(talk.catalog, talk.scene.settings.stage)
    if not found.executes(tool):
        return None
    for route in islice(routes(found, tool, talk.scene.rng, 2, 3), _TRIED):
        if any(talk.ops.destructive(stop.tool) for stop in route.stops):
            continue
        chain = Chain(talk.scene, route, found, talk.visit, talk.scene.today)
        steps = chain.steps()
        if isinstance(steps, Refusal):
            return steps
        calls = tuple(made for step in steps for made in step.calls)
        if (strange := odd(chain, calls, found)) is not None:
            return strange
        turn = Turn("request", "report", calls, tuple(steps))
        talk.adopt(turn)
        return turn
    return None
