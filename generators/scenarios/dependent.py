"""dependent: chains and graphs of calls in which later arguments come from earlier results."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from random import Random

from generators.graph import Graph, Route, routes
from generators.graph.sense import Sense
from generators.language.intent import meanings
from generators.scenarios._calls import required, some_day, subject
from generators.scenarios._chain import Chain
from generators.scenarios._offer import offer
from generators.scenarios._operations import operations
from generators.scenarios._scene import Scene
from studio.brief import Brief, Ending, Found, PlannedCall, Refusal, Settings, Slot, Step, Turn
from studio.catalog import Catalog
from studio.record import Tool
from studio.resources.nouns import words
from studio.stage import Stage

_REPORTED = 0.6
"""Share of the dialogues that go on to say what the results say; the others end with the last
calls."""
_TRIED = 5
"""Routes put into practice for one slot, at most."""
_NEIGHBOURS = 4
_LOOKED_AT = 80
_LARGE = 1500
"""From so many tools on, whether a tool can be part of a chain is only guessed before it is its
turn, by whether it needs an id: to find out takes a look at every tool of its API."""


@lru_cache(maxsize=4)
def graph(catalog: Catalog, stage: Stage) -> Graph:
    """The graph of a catalog's tools; the same object for the same catalog and stage."""
    return Graph(catalog, operations(catalog), stage.executes)


def chainable(found: Graph, tool: Tool) -> bool:
    """Whether a tool can be part of a chain."""
    if len(found.catalog.tools) > _LARGE:
        return any(words(name)[-1:] == ("id",) for name in required(tool))
    return _some(found, tool) is not None


def _some(found: Graph, tool: Tool) -> Route | None:
    return next(routes(found, tool, Random(tool.id), 2, 6), None)


class Dependent:
    """One wish that takes several steps."""

    name = "dependent"
    share = 12.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs tools that can be executed, one of which gives what another takes."""
        found = graph(catalog, stage)
        stride = max(1, len(catalog.tools) // _LOOKED_AT)
        looked = catalog.tools[::stride]
        if any(_some(found, tool) is not None for tool in looked):
            return ""
        if not any(stage.executes(tool) for tool in looked):
            return "it needs tools whose calls can be executed"
        return "no result of these tools is what another one takes"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A way through the graph that the tool whose turn it is is part of."""
        found = graph(catalog, settings.stage)
        chosen = subject(slot, catalog, lambda tool: chainable(found, tool))
        if isinstance(chosen, Refusal):
            return chosen
        tool, visit = chosen
        last = Refusal("no_chain", f"no chain with {tool.name}", tool.id)
        for each in _near(found, tool, rng):
            for route in islice(routes(found, each, rng, *settings.calls), _TRIED):
                brief = planned(self.name, route, found, settings, rng, visit)
                if isinstance(brief, Brief):
                    return brief
                last = brief
        return last


def _near(found: Graph, tool: Tool, rng: Random) -> Sequence[Tool]:
    """A tool and, where nobody knows whether it can be part of a chain, others of its API."""
    if len(found.catalog.tools) <= _LARGE:
        return (tool,)
    family = found.family(tool)
    return (tool, *rng.sample(family, min(_NEIGHBOURS, len(family))))


def planned(
    name: str, route: Route, found: Graph, settings: Settings, rng: Random, visit: int
) -> Brief | Refusal:
    """A route as a dialogue of one request, executed."""
    today = some_day(rng, settings, *(stop.tool for stop in route.stops))
    with Scene(name, settings, rng, today) as scene:
        chain = Chain(scene, route, found, visit, today)
        steps = chain.steps()
        if isinstance(steps, Refusal):
            return steps
        calls = [call for step in steps for call in step.calls]
        if (strange := odd(chain, calls, found)) is not None:
            return strange
        ending: Ending = "report" if rng.random() < _REPORTED else "calls"
        if ending == "calls":
            steps = [*steps[:-1], Step(steps[-1].calls)]
        scene.turns.append(Turn("request", ending, tuple(calls), tuple(steps)))
        return scene.brief(_offered(calls, found, settings, rng))


def odd(chain: Chain, calls: Sequence[PlannedCall], found: Graph) -> Refusal | None:
    """Why no careful person would ask for this: something is thrown away that nobody named, or
    done to what it was done to before."""
    sense = Sense(found)
    for call in calls:
        for source in call.sources.values():
            number = source.call if isinstance(source, Found) else -1
            pick = chain.picked.get(number)
            if pick is None:
                continue
            search = calls[number]
            detail = f"{call.tool.name} on whatever {search.tool.name} finds"
            if any(sense.already(call.tool, value) for value in search.arguments.values()):
                return Refusal("done_before", detail, call.tool.id)
            if sense.ends(call.tool) and pick.words != "named" and not _named(search):
                return Refusal("careless", detail, call.tool.id)
    return None


_NAMELESS = frozenset("list flag enum category unknown object count sort".split())
"""Kinds of arguments by which nothing is singled out."""


def _named(search: PlannedCall) -> bool:
    """Whether a search says what it is after."""
    said = meanings(search.tool)
    return any(said[name].kind not in _NAMELESS for name in search.arguments)


def _offered(
    calls: Sequence[PlannedCall], found: Graph, settings: Settings, rng: Random
) -> tuple[Tool, ...]:
    """The tools of the chain and others, none of which would be another way to the same."""
    wanted = list({call.tool.id: call.tool for call in calls}.values())
    offered = offer(wanted, found.catalog, settings, rng, least=len(wanted))
    ids = {tool.id for tool in wanted}
    return tuple(tool for tool in offered if tool.id in ids or not _shortcut(tool, wanted, found))


def _shortcut(tool: Tool, wanted: Sequence[Tool], found: Graph) -> bool:
    """Whether a tool finds the same things as one of the chain, or does to them the same."""
    mine = found.of(tool)
    reading = ("list", "search", "get")
    for other in wanted:
        theirs = found.of(other)
        if mine.kind in reading and theirs.kind in reading and mine.resource == theirs.resource:
            return True
        if mine.kind == theirs.kind and mine.resource == theirs.resource and mine.kind != "act":
            return True
        flows = {out.flow for out in found.outlets(tool)} & {"email", "phone"}
        if flows & {out.flow for out in found.outlets(other)}:
            return True
    return False


PART = Dependent()
