"""Ways through the graph: which tools are called, and which result goes where.

A route is built from its goal: a call whose ids nobody knows by heart, and before it what finds or
makes them, and so on. It is then grown: the same item used twice, something made used further,
somebody told. Which values are said, and which item is meant, is decided when it is executed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from generators.graph.flows import Inlet, Outlet
from generators.graph.sense import Sense
from generators.graph.tools import Graph
from studio.places import property_names
from studio.record import Tool
from studio.resources.nouns import identifies, named


@dataclass(frozen=True, slots=True)
class Feed:
    """A value of an earlier result."""

    stop: int
    outlet: Outlet
    rank: int = 0
    """0 for the item that is meant, 1 for the one after it in the list."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One call of a route."""

    tool: Tool
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    """By JSON Pointer of the leaf, what is taken from earlier results."""
    only: tuple[str, ...] | None = None
    """Names of the parameters that are said; None for any."""
    like: int = -1
    """Number of the stop whose said values this one repeats; -1 for none."""
    after: tuple[int, ...] = ()
    """Numbers of stops that come first although nothing of their results is needed."""
    distinct: bool = False
    """Whether it looks up somebody, so that the list it gives must have one item."""


@dataclass(frozen=True, slots=True)
class Route:
    """Calls in an order in which they can be made."""

    stops: tuple[Stop, ...]

    def level(self, number: int) -> int:
        """How many steps have to come before a call."""
        stop = self.stops[number]
        before = [*(feed.stop for feed in stop.feeds.values()), *stop.after]
        return max((self.level(each) + 1 for each in before), default=0)

    def ordered(self) -> "Route":
        """The same with calls that can be made at once side by side."""
        order = sorted(range(len(self.stops)), key=lambda number: (self.level(number), number))
        place = {number: at for at, number in enumerate(order)}
        return Route(tuple(_renumbered(self.stops[number], place) for number in order))


def _renumbered(stop: Stop, place: Mapping[int, int]) -> Stop:
    feeds = {path: replace(feed, stop=place[feed.stop]) for path, feed in stop.feeds.items()}
    after = tuple(place[each] for each in stop.after)
    return replace(stop, feeds=feeds, like=place[stop.like] if stop.like >= 0 else -1, after=after)


_DEEPEST = 3
"""Levels of ids that have to be looked up before other ids can be."""


def routes(graph: Graph, subject: Tool, rng: Random, low: int, high: int) -> Iterator[Route]:
    """Routes of `low` to `high` calls that the subject is part of, in random order; each as good as
    names and schemas tell."""
    sense = Sense(graph)
    for _ in range(6):
        for begin in _beginnings(graph, sense, subject, rng):
            stops = begin()
            if stops is None:
                continue
            wanted = _wanted(len(stops), low, high, rng)
            grown = _grown(stops, graph, sense, wanted, rng)
            if low <= len(grown) <= high and len(grown) > 1:
                yield Route(tuple(grown)).ordered()


def _wanted(have: int, low: int, high: int, rng: Random) -> int:
    """How many calls a route is grown to: mostly a few."""
    least = max(low, have)
    return least if rng.random() < 0.5 else min(high, least + rng.choice((1, 1, 2)))


Beginning = Callable[[], "list[Stop] | None"]


def _beginnings(graph: Graph, sense: Sense, subject: Tool, rng: Random) -> list[Beginning]:
    """Ways to start from a subject, as the goal or as what the goal needs."""
    found: list[Beginning] = []
    if any(_wants(inlet) for inlet in graph.inlets(subject)):
        found.append(lambda: _goal(graph, sense, subject, None, rng))
    for outlet in graph.outlets(subject):
        for inlet in graph.out_of(outlet):
            if sense.makes(outlet, inlet) and sense.natural(outlet, inlet):
                found.append(
                    lambda outlet=outlet, inlet=inlet: _goal(  # type: ignore[misc]
                        graph, sense, inlet.tool, (outlet, inlet), rng
                    )
                )
    rng.shuffle(found)
    return found[:8]


def _wants(inlet: Inlet) -> bool:
    return inlet.required or inlet.flow in ("path", "link", "place", "email", "slot")


@dataclass(slots=True)
class _Builder:
    """A route while it is built."""

    graph: Graph
    sense: Sense
    rng: Random
    stops: list[Stop] = field(default_factory=list)

    def add(self, tool: Tool, given: tuple[Outlet, Inlet] | None, depth: int) -> int | None:
        """The number of a call of a tool with everything before it; None when that is impossible.
        `given` is an edge that has to be used."""
        twice = any(stop.tool.id == tool.id for stop in self.stops)
        if depth > _DEEPEST or twice or not self.graph.executes(tool):
            return None
        feeds: dict[str, Feed] = {}
        inlets = sorted(self.graph.inlets(tool), key=lambda inlet: _order(inlet, tool, self.graph))
        for inlet in inlets:
            if given is not None and inlet == given[1]:
                found = self._feed(inlet, [given[0]], depth)
            elif self._said(inlet, feeds):
                continue
            else:
                found = self._feed(inlet, self.sense.sources(inlet, tool, self.rng), depth)
            if found is not None:
                feeds.update(found)
            elif (given and inlet == given[1]) or self._needed(inlet):
                return None
        if self._adrift(tool, feeds) or self._within(feeds):
            return None
        self.stops.append(Stop(tool, feeds))
        return len(self.stops) - 1

    def _needed(self, inlet: Inlet) -> bool:
        """Whether a call cannot be made without a value that nobody can name. Those who use the
        interfaces of machines can name a project or a parent."""
        if not inlet.required or not self.sense.opaque(inlet):
            return False
        own = self.graph.of(inlet.tool).id_parameter
        return inlet.tool.origin.format not in ("discovery", "aws") or inlet.name == own

    def _adrift(self, tool: Tool, feeds: Mapping[str, Feed]) -> bool:
        """Whether what holds a thing would be looked up while the thing itself is named: pull
        request 12 of whatever repository is found."""
        name = self.graph.of(tool).id_parameter
        own = next((inlet for inlet in self.graph.inlets(tool) if inlet.name == name), None)
        if own is None or own.path(0) in feeds:
            return False
        return any(feed.outlet.flow == "id" for feed in feeds.values())

    def _said(self, inlet: Inlet, feeds: Mapping[str, Feed]) -> bool:
        """Whether a parameter is said, or told by a call before, rather than found."""
        if any(inlet.path(0) == path for path in feeds):
            return True
        if self._told(inlet, feeds):
            return True
        if inlet.flow == "id":
            if not inlet.required:
                return True
            return not self.sense.opaque(inlet) and self.rng.random() < 0.6
        chance = 0.9 if inlet.required else 0.0 if feeds else 0.25
        return inlet.flow in ("text", "link") or self.rng.random() > chance

    def _within(self, feeds: Mapping[str, Feed]) -> bool:
        """Whether one of the things found is part of another found one, so that looking it up by
        itself finds a wrong one: a product of an order."""
        nouns = {feed.outlet.noun for feed in feeds.values() if feed.outlet.flow == "id"}
        for feed in feeds.values() if len(nouns) > 1 else ():
            tool = feed.outlet.tool
            plain = {leaf.field for leaf in self.graph.operations.outputs(tool)}
            for name in property_names(self.graph.of(tool).returns or {}):
                inside = name not in plain and identifies(name)
                if inside and named(name) in nouns - {feed.outlet.noun}:
                    return True
        return False

    def _told(self, inlet: Inlet, feeds: Mapping[str, Feed]) -> bool:
        """Whether a call that this one needs takes the same parameter."""
        before = (self.stops[feed.stop] for feed in feeds.values())
        return inlet.flow == "id" and any(
            inlet.name in stop.tool.parameters.get("required", ()) for stop in before
        )

    def _feed(self, inlet: Inlet, sources: Sequence[Outlet], depth: int) -> dict[str, Feed] | None:
        """Where an inlet's value comes from, the calls for it added."""
        for outlet in sources[:4]:
            before = list(self.stops)
            number = self._source(outlet, depth)
            if number is None:
                self.stops = before
                continue
            found = {inlet.path(0): Feed(number, outlet)}
            if inlet.many and self._second(inlet, outlet) and self.rng.random() < 0.4:
                self.stops.append(self.stops[number])
                found[inlet.path(1)] = Feed(len(self.stops) - 1, outlet)
            elif inlet.many and inlet.flow == "id" and outlet.listed and self.rng.random() < 0.4:
                found[inlet.path(1)] = Feed(number, outlet, 1)
            return found
        return None

    def _second(self, inlet: Inlet, outlet: Outlet) -> bool:
        """Whether two people can be looked up for one list."""
        return inlet.flow in ("email", "phone") and bool(self.sense.person(outlet.tool))

    def _source(self, outlet: Outlet, depth: int) -> int | None:
        person = self.sense.person(outlet.tool) if outlet.flow in ("email", "phone", "id") else ""
        if person:
            needed = outlet.tool.parameters.get("required", ())
            if {*needed} - {person} or not self.graph.executes(outlet.tool):
                return None
            self.stops.append(Stop(outlet.tool, only=(person,), distinct=True))
            return len(self.stops) - 1
        return self.add(outlet.tool, None, depth + 1)


def _order(inlet: Inlet, tool: Tool, graph: Graph) -> tuple[bool, bool, int]:
    """What a call acts on comes first; of what that lies in, the nearest: the dataset before the
    project."""
    names = list(tool.parameters.get("properties", {}))
    nearest = -names.index(inlet.name) if tool.origin.format == "discovery" else 0
    return (inlet.name != graph.of(tool).id_parameter, not inlet.required, nearest)


def _goal(
    graph: Graph, sense: Sense, tool: Tool, given: tuple[Outlet, Inlet] | None, rng: Random
) -> list[Stop] | None:
    """The calls it takes to call a tool with something found."""
    builder = _Builder(graph, sense, rng)
    last = builder.add(tool, given, 0)
    if last is None or not builder.stops[last].feeds:
        return None
    return builder.stops


def _grown(stops: list[Stop], graph: Graph, sense: Sense, wanted: int, rng: Random) -> list[Stop]:
    """The same with further calls, up to as many as wanted."""
    ways = [_again, _each, _onwards, _tell]
    for _ in range(8):
        if len(stops) >= wanted:
            break
        grown = rng.choice(ways)(stops, graph, sense, rng)
        if grown is not None and len(grown) <= wanted:
            stops = grown
    return stops


def _again(stops: list[Stop], graph: Graph, sense: Sense, rng: Random) -> list[Stop] | None:
    """Something else done with the item that was found."""
    last = stops[-1]
    feeds = [feed for feed in last.feeds.values() if feed.outlet.flow == "id" and feed.rank == 0]
    if len(feeds) != 1 or len(last.feeds) != 1 or not sense.keeps(last.tool):
        return None
    options = [
        inlet
        for inlet in graph.out_of(feeds[0].outlet)
        if not inlet.many
        and not any(stop.tool.id == inlet.tool.id for stop in stops)
        and sense.beside(last.tool, inlet.tool)
        and sense.makes(feeds[0].outlet, inlet)
        and not any(
            other.required and other.name != inlet.name and sense.opaque(other)
            for other in graph.inlets(inlet.tool)
        )
    ]
    if not options:
        return None
    inlet = rng.choice(options)
    if not graph.executes(inlet.tool):
        return None
    reading = graph.of(inlet.tool).kind in ("get", "list")
    after = () if reading else (len(stops) - 1,)
    return [*stops, Stop(inlet.tool, {inlet.path(): feeds[0]}, after=after)]


def _each(stops: list[Stop], graph: Graph, sense: Sense, rng: Random) -> list[Stop] | None:
    """The same asked about the second item as well."""
    last = stops[-1]
    if len(last.feeds) != 1 or last.like >= 0 or graph.of(last.tool).kind not in ("get", "list"):
        return None
    ((path, feed),) = last.feeds.items()
    if not feed.outlet.listed or feed.outlet.flow != "id" or feed.rank:
        return None
    two = replace(feed, rank=1)
    return [*stops, Stop(last.tool, {path: two}, like=len(stops) - 1)]


def _onwards(stops: list[Stop], graph: Graph, sense: Sense, rng: Random) -> list[Stop] | None:
    """What was made is used."""
    number = len(stops) - 1
    made = [outlet for outlet in graph.outlets(stops[-1].tool) if outlet.made]
    options = [
        (outlet, inlet)
        for outlet in made
        for inlet in graph.out_of(outlet)
        if sense.makes(outlet, inlet)
        and not any(stop.tool.id == inlet.tool.id for stop in stops)
        and not any(
            other.required and other.name != inlet.name and sense.opaque(other)
            for other in graph.inlets(inlet.tool)
        )
    ]
    if not options:
        return None
    outlet, inlet = rng.choice(options)
    if not graph.executes(inlet.tool):
        return None
    return [*stops, Stop(inlet.tool, {inlet.path(): Feed(number, outlet)})]


def _tell(stops: list[Stop], graph: Graph, sense: Sense, rng: Random) -> list[Stop] | None:
    """Somebody is sent what was found: an address, a link, a summary."""
    known = [
        (number, outlet)
        for number, stop in enumerate(stops)
        if not stop.distinct and stop.like < 0
        for outlet in graph.outlets(stop.tool)
        if outlet.flow in ("text", "link")
        and sense.tellable(outlet)
        and not sense.gone(outlet, stops[number + 1 :])
    ]
    if not known or any(sense.tells(stop.tool) for stop in stops):
        return None
    number, outlet = rng.choice(known)
    options = [inlet for inlet in graph.out_of(outlet) if sense.reaches(inlet)]
    if not options:
        return None
    personal = [inlet for inlet in options if sense.addressed(inlet.tool)]
    inlet = rng.choice(personal if personal and rng.random() < 0.75 else options)
    builder = _Builder(graph, sense, rng, list(stops))
    last = builder.add(inlet.tool, None, 0)
    if last is None:
        return None
    feeds = {**builder.stops[last].feeds, inlet.path(): Feed(number, outlet)}
    builder.stops[last] = replace(builder.stops[last], feeds=feeds)
    return builder.stops
