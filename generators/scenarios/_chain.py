"""A route through the graph put into practice: calls with values, executed one after the other, the
items that are meant chosen from what the results really have."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from generators.graph import Feed, Graph, Pick, Route, Stop, picks
from generators.graph.flows import identifying, usual
from generators.graph.picks import listed
from generators.graph.sense import Sense
from generators.language.intent import meanings
from generators.scenarios._calls import call, required
from generators.scenarios._scene import Scene, refused
from studio.brief import Found, PlannedCall, Refusal, Source, Step, Told
from studio.pointer import MISSING, escaped, leaves, resolve, steps
from studio.record import Json, Tool
from studio.resources.nouns import identifies, words

_SHARED = frozenset("id reference slug date airport city company team place account".split())
"""Kinds of values that two calls about one thing have in common."""
_OWNING = frozenset("id reference slug account".split())
_HOLDERS = frozenset("project repository database workspace team calendar account".split())
"""Parameters that say where a thing is, by name."""
_ASIDE = frozenset("count quantity sort token fields_mask number id".split())
_MACHINES = ("discovery", "aws")
_EXTRA = {"list": 0.4, "search": 0.4, "update": 0.4}
"""Chance of an optional argument by the kind of call; an update without any changes nothing."""
_UNSPOKEN = frozenset("unknown slug reference list object query language path code".split())
"""Kinds of options of machine interfaces that nobody brings up by the way."""
_WHERE = frozenset({"location", "address", "venue"})
_INDOORS = frozenset("room zoom online desk floor teams remote call webinar virtual".split())
"""Words of places one cannot be shown the way to."""


class Chain:
    """One route while it is executed."""

    def __init__(self, scene: Scene, route: Route, graph: Graph, visit: int, today: date) -> None:
        self.scene = scene
        self.stops = route.stops
        self.route = route
        self.graph = graph
        self.visit = visit
        self.today = today
        self.rng: Random = scene.rng
        self.sense = Sense(graph)
        self.picked: dict[int, Pick] = {}

    def steps(self) -> Sequence[Step] | Refusal:
        """Every step, executed; or why it cannot be done."""
        found: list[Step] = []
        level = 0
        done = 0
        while done < len(self.stops):
            group = [s for n, s in enumerate(self.stops) if self.route.level(n) == level]
            step = self._step(group, done)
            if isinstance(step, Refusal):
                return step
            found.append(step)
            done += len(group)
            level += 1
        return found

    def _step(self, group: Sequence[Stop], first: int) -> Step | Refusal:
        calls: list[PlannedCall] = []
        for stop in group:
            planned = self._call(stop, calls, first)
            if isinstance(planned, Refusal):
                return planned
            if any(_alike(planned, other) for other in calls):
                return Refusal("same_call", f"{stop.tool.name} twice alike", stop.tool.id)
            calls.append(planned)
        step = self.scene.perform(*calls)
        if (failed := refused(step)) is not None:
            return failed
        for number in range(first, first + len(group)):
            if (missing := self._pick(number)) is not None:
                return missing
        return step

    def _pick(self, number: int) -> Refusal | None:
        """Choose the item of a list that the calls after are about."""
        feeds = [f for s in self.stops for f in s.feeds.values() if f.stop == number]
        if not any(feed.outlet.listed for feed in feeds):
            return None
        stop, tool = self.stops[number], self.stops[number].tool
        result = self.scene.calls[number][1].value
        items = listed(result, self.graph.of(tool))
        options = picks(result, self.graph.of(tool))
        own = [pick for pick in options if pick.words == "named"]
        if self._half_named(number, own):
            options = [pick for pick in options if pick.words != "named"]
        elif own and (not self._filtered(number) or self.rng.random() < 0.5):
            options = own
        if any(feed.rank for feed in feeds):
            options = [pick for pick in options if pick.words == "first"]
        if stop.distinct and len(items) > 1:
            return Refusal("ambiguous", f"{tool.name} found {len(items)}", tool.id)
        if not options:
            return Refusal("nothing_found", f"{tool.name} found nothing to go on with", tool.id)
        self.picked[number] = self.rng.choice(options)
        return None

    def _half_named(self, number: int, own: Sequence[Pick]) -> bool:
        """Whether a list was searched by a part of a name: who knows the whole one says that."""
        said = self.scene.calls[number][0].arguments.values()
        parts = [value.casefold() for value in said if isinstance(value, str)]
        return any(part in pick.name.casefold() for part in parts for pick in own)

    def _filtered(self, number: int) -> bool:
        """Whether something was said by which a list was searched."""
        return bool(self.scene.calls[number][0].arguments)

    def _call(self, stop: Stop, beside: Sequence[PlannedCall], first: int) -> PlannedCall | Refusal:
        values: dict[str, Json] = {}
        sources: dict[str, Source] = {}
        for path, feed in stop.feeds.items():
            value = self._found(feed)
            if value is MISSING or not usual(value):
                return Refusal(
                    "nothing_found", f"no {feed.outlet.field} to go on with", stop.tool.id
                )
            if feed.outlet.noun in _WHERE and _INDOORS & {*words(str(value))}:
                return Refusal("no_place", f"{value!r} is no place to go to", stop.tool.id)
            _put(values, path, value)
            sources[path] = Found(feed.stop, self._pointer(feed))
        if stop.like >= 0:
            like = beside[stop.like - first]
            shared: Mapping[str, Json] = {
                name: value for name, value in like.arguments.items() if name not in values
            }
            sources |= self._told(stop.like, shared, like)
            return PlannedCall(stop.tool, {**like.arguments, **values}, like.optional, sources)
        before = [*(made for made, _ in self.scene.calls), *beside]
        common = {**self._held(stop, values, before), **self._common(stop, values)}
        for name, (number, value) in common.items():
            values[name] = value
            sources |= self._told(number, {name: value}, before[number])
        planned = self._said(stop, values)
        if isinstance(planned, Refusal):
            return planned
        merged = {**planned.arguments, **values}
        if (other := self._elsewhere(stop.tool, merged)) is not None:
            return other
        ordered = {name: merged[name] for name in _names(stop.tool) if name in merged}
        return PlannedCall(stop.tool, ordered, planned.optional, sources, stop.after)

    def _elsewhere(self, tool: Tool, arguments: Mapping[str, Json]) -> Refusal | None:
        """The refusal for a call within another project, calendar or account than the calls before:
        what is found there is not here."""
        own = self.graph.of(tool).id_parameter
        for before, _ in self.scene.calls:
            theirs = self.graph.of(before.tool).id_parameter
            for name, value in before.arguments.items():
                held = identifying(name) or name in _HOLDERS
                if name == own == theirs or not held or name not in arguments:
                    continue
                same_api = before.tool.origin.family == tool.origin.family
                if same_api and isinstance(value, str | int) and arguments[name] != value:
                    detail = f"{name} of {tool.name} is not that of {before.tool.name}"
                    return Refusal("mixed_parents", detail, tool.id)
        return None

    def _said(self, stop: Stop, values: Collection[str]) -> PlannedCall | Refusal:
        """The part of a call that the user says."""
        tool = stop.tool
        kind = self.graph.of(tool).kind
        omit = {*values, *_never(tool), *self._dates(stop)}
        omit |= self._people(stop)
        if stop.only is not None:
            omit |= {*_names(tool)} - {*stop.only} - {*required(tool)}
        extra = 1.0 if stop.only else _EXTRA.get(kind, 0.2)
        if tool.origin.format in _MACHINES:
            extra /= 2
        titles = self._titles(stop)
        planned = call(tool, self.rng, self.visit, self.today, omit | {*titles}, extra)
        if isinstance(planned, Refusal):
            return planned
        if kind in ("list", "search"):
            planned = _positive(planned)
        texts = [v.casefold() for v in planned.arguments.values() if isinstance(v, str)]
        if len({*texts}) < len(texts):
            return Refusal("said_twice", f"{tool.name} with one value for two arguments", tool.id)
        if stop.only and not {*stop.only} <= {*planned.arguments}:
            return Refusal("nobody_named", f"{tool.name} was given no name", tool.id)
        if kind == "update" and not planned.arguments and values:
            return Refusal("nothing_to_change", f"{tool.name} changes nothing", tool.id)
        return replace(planned, arguments={**planned.arguments, **titles}) if titles else planned

    def _people(self, stop: Stop) -> set[str]:
        """The optional name of a search for people of whom any will do."""
        listing = self.graph.of(stop.tool).kind in ("list", "search")
        known = stop.distinct or not listing
        return set() if known else {self.sense.person(stop.tool)} - {*required(stop.tool)}

    def _dates(self, stop: Stop) -> set[str]:
        """Optional dates that might contradict those said elsewhere: of a search, where what is
        found is booked for a date; of a question about what was found."""
        number = self.stops.index(stop)
        users = [each.tool for each in self.stops for f in each.feeds.values() if f.stop == number]
        booked = any(
            self.graph.of(user).made and meanings(user)[name].kind in ("date", "datetime")
            for user in users
            for name in required(user)
        )
        found = meanings(stop.tool)
        late = {name for name, meant in found.items() if meant.kind in ("date", "datetime")}
        asked = bool(stop.feeds) and self.graph.of(stop.tool).kind == "get"
        return late - {*required(stop.tool)} if booked or asked else set()

    def _titles(self, stop: Stop) -> dict[str, Json]:
        """The subject or title of a text that is passed on: what the text is."""
        carried = [feed for feed in stop.feeds.values() if feed.outlet.flow in ("text", "link")]
        if not carried or words(next(iter(stop.feeds)))[-1] == "link":
            return {}
        outlet = carried[0].outlet
        owner = outlet.owner if outlet.owner not in outlet.noun else ""
        title = f"{owner} {outlet.noun}".strip()
        found: dict[str, Json] = {}
        for name in required(stop.tool):
            schema = stop.tool.parameters["properties"][name]
            if name in {steps(path)[0] for path in stop.feeds} or schema.get("type") != "string":
                continue
            if words(name)[-1] in ("subject", "title"):
                found[name] = title[:1].upper() + title[1:]
            elif words(name)[-2:] == ("file", "name"):
                found[name] = f"{title.replace(' ', '-')}.txt"
        return found

    def _held(
        self, stop: Stop, fed: Collection[str], before: Sequence[PlannedCall]
    ) -> dict[str, tuple[int, Json]]:
        """Where a call takes place, if another call of its API was said to be there: a project."""
        found: dict[str, tuple[int, Json]] = {}
        for name in _HOLDERS & {*required(stop.tool)} - {*fed}:
            for number, other in enumerate(before):
                near = other.tool.origin.family == stop.tool.origin.family
                if near and other.tool.id != stop.tool.id and name in other.arguments:
                    found[name] = (number, other.arguments[name])
                    break
        return {name: found[name] for name in sorted(found)}

    def _common(self, stop: Stop, fed: Collection[str]) -> dict[str, tuple[int, Json]]:
        """What a call has in common with one whose result it needs: the same calendar, the same
        dates; of a free slot, who and how long."""
        found: dict[str, tuple[int, Json]] = {}
        for feed in stop.feeds.values():
            before = self.scene.calls[feed.stop][0]
            if before.tool.origin.family != stop.tool.origin.family:
                continue
            slot = feed.outlet.flow == "slot"
            for name, value in before.arguments.items():
                if name in fed or name in found or name not in _names(stop.tool):
                    continue
                if words(name)[-1] in ("name", "title"):
                    continue  # each thing has its own
                kind = meanings(stop.tool)[name].kind
                same = kind == meanings(before.tool)[name].kind
                kinds = _OWNING if feed.outlet.made else _SHARED
                needed = name in required(stop.tool) and (
                    kind in kinds or identifies(name) or _path(name, before.tool, stop.tool)
                )
                if same and (slot or needed or name in _account(stop.tool)):
                    found[name] = (feed.stop, value)
        return found

    def _told(
        self, number: int, arguments: Mapping[str, Json], before: PlannedCall
    ) -> dict[str, Source]:
        """Sources for arguments that an earlier call has as well."""
        return {
            path: before.sources.get(path) or Told(self.scene.turn, number, path)
            for path, _ in leaves(dict(arguments))
            if path
        }

    def _pointer(self, feed: Feed) -> str:
        if not feed.outlet.listed:
            return feed.outlet.pointer
        return feed.outlet.pointer.replace("*", str(self.picked[feed.stop].place + feed.rank), 1)

    def _found(self, feed: Feed) -> Json:
        return resolve(self.scene.calls[feed.stop][1].value, self._pointer(feed))


def _names(tool: Tool) -> list[str]:
    return list(tool.parameters.get("properties", {}))


def _path(name: str, one: Tool, other: Tool) -> bool:
    """Whether two calls of a machine interface have to be given a value that says where they
    happen: the alias whose certificates are listed, and of which one is deleted."""
    machines = one.origin.format in _MACHINES and other.origin.format in _MACHINES
    return machines and name in required(one) and name in required(other)


def _positive(planned: PlannedCall) -> PlannedCall:
    """A search without optional filters that are switched off: nobody asks for `not just those
    that are free` on the way to something else; and without what was said already."""
    needed = {*required(planned.tool)}
    kept: dict[str, Json] = {}
    said: set[str] = set()
    for name, value in planned.arguments.items():
        again = isinstance(value, str) and value.casefold() in said
        if name in needed or not (value is False or again):
            kept[name] = value
            said |= {value.casefold()} if isinstance(value, str) else set()
    if len(kept) == len(planned.arguments):
        return planned
    optional = tuple(name for name in planned.optional if name in kept)
    return replace(planned, arguments=kept, optional=optional)


def _account(tool: Tool) -> frozenset[str]:
    """Parameters that say whose things a call is about, required or not."""
    return frozenset({"calendar", "account"} & {*_names(tool)})


def _never(tool: Tool) -> set[str]:
    """Optional parameters that no request of several steps speaks of: pages, orders, more ids."""
    needed = {*required(tool)}
    kinds = _ASIDE | _UNSPOKEN if tool.origin.format in _MACHINES else _ASIDE
    return {
        name
        for name, meant in meanings(tool).items()
        if name not in needed
        and (meant.kind in kinds or identifying(name) or words(name)[-1] in ("cc", "bcc"))
    }


def _alike(one: PlannedCall, other: PlannedCall) -> bool:
    return one.tool.id == other.tool.id and one.arguments == other.arguments


def _put(values: dict[str, Json], path: str, value: Json) -> None:
    """Set a leaf: of a list its places come in order."""
    name, *rest = steps(path)
    if not rest:
        values[name] = value
        return
    items = values.setdefault(name, [])
    if int(rest[0]) != len(items):
        raise ValueError(f"/{escaped(name)} has no place {rest[0]} yet")
    items.append(value)
