"""One dialogue in the simulator: each call is validated, then reads or changes the world."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from studio.environment import ERRORS, Outcome
from studio.record import Intervention, Json, Tool
from studio.resources import agreement, moments
from studio.resources.nouns import words
from studio.seeding import stream
from validators.environments._simulation import (
    effects,
    identities,
    listing,
    newborn,
    refusals,
    sayings,
    series,
    shaping,
)
from validators.environments._simulation.fields import laid
from validators.environments._simulation.identities import keyed
from validators.environments._simulation.plan import Plan, copied
from validators.environments._simulation.pool import ANCHOR, Unfilled
from validators.environments._simulation.world import Thing, World

_encode = msgspec.json.Encoder(order="sorted").encode


class Dialogue:
    """A session of the simulator."""

    def __init__(
        self,
        plan: Callable[[Tool], Plan],
        seed: int,
        today: date,
        error_rate: float,
        open_world: bool,
    ) -> None:
        self._plan = plan
        self._error_rate = error_rate
        self._open = open_world
        self._world = World(stream(seed, "simulator"), (today - ANCHOR).days)
        self._today = today

    def close(self) -> None:
        """Nothing is held."""

    def execute(
        self, tool: Tool, arguments: Mapping[str, Json], twist: Intervention | None = None
    ) -> Outcome:
        """Execute one call."""
        plan = self._plan(tool)
        if not plan.accepts.accepts(arguments):
            return refusals.invalid(plan, arguments)
        if plan.wraps and isinstance(arguments.get("body"), dict):
            arguments = {**arguments["body"], **arguments}
        kind = twist.kind if twist is not None else ""
        if not kind and self._error_rate and self._world.rng.random() < self._error_rate:
            likely = ("rate_limited", "timeout", "unavailable")
            kind = likely[int(self._world.rng.random() * len(likely))]
        if kind in ERRORS:
            if twist is not None and twist.text:
                return refusals.worded(plan, kind, twist.text)
            return refusals.asked(plan, arguments, kind, self._world.rng)
        try:
            found = self._done(plan, arguments, kind)
        except Unfilled:
            return refusals.unanswerable(plan)
        if kind == "injection" and twist is not None and found.ok:
            return Outcome(shaping.injected(plan, found.value, twist.text))
        return found

    def _done(self, plan: Plan, arguments: Mapping[str, Json], shaping_kind: str) -> Outcome:
        operation = plan.operation
        missing = self._missing(plan, arguments)
        if missing:
            return refusals.not_found(plan, arguments, missing)
        if plan.item is not None and operation.kind in ("list", "search", "get"):
            return Outcome(listing.found(self._world, plan, arguments, shaping_kind))
        if operation.kind == "get":
            value = self._read(plan, arguments)
        else:
            refused = self._conflict(plan, arguments)
            if refused is not None:
                return refused
            value = self._changed(plan, arguments)
        if shaping_kind == "partial":
            value = shaping.thinned(plan, value, shaping.spare(plan)[-2:])
        return Outcome(value)

    def _kind(self, plan: Plan, resource: str) -> str:
        return f"{plan.tool.origin.family}\x1f{resource}"

    def _missing(self, plan: Plan, arguments: Mapping[str, Json]) -> str:
        """The parameter that names something which is not there; empty for none."""
        for parameter, kind in plan.names:
            if parameter not in arguments:
                continue
            thing = self._world.find(kind, arguments[parameter])
            if thing.gone if thing is not None else not self._open:
                return parameter
        return ""

    def _conflict(self, plan: Plan, arguments: Mapping[str, Json]) -> Outcome | None:
        operation = plan.operation
        if operation.made and operation.made in arguments and operation.kind == "create":
            kind = self._kind(plan, operation.makes)
            there = self._world.find(kind, arguments[operation.made])
            if there is not None and not there.gone:
                return refusals.conflict(plan, arguments, operation.made)
        if not operation.id_parameter or not effects.final(plan.verb):
            return None
        thing = self._thing(plan, arguments)
        if thing is None or thing.ended != plan.verb:
            return None
        state = plan.reached[1] if plan.reached else effects.outcome(plan.verb)
        return refusals.conflict(plan, arguments, operation.id_parameter, state)

    def _thing(self, plan: Plan, arguments: Mapping[str, Json]) -> Thing | None:
        """What a call is about, brought into being at its first mention."""
        subject = plan.subject(arguments)
        if subject is None or subject[1] is None:
            return None
        kind = self._kind(plan, subject[0])
        found = self._world.find(kind, subject[1])
        if found is None:
            found = self._world.add(kind, subject[1])
            early = plan.early
            if early is not None and plan.operation.kind in ("update", "act", "delete"):
                found.fields[early[0]] = early[1]
            named = {name for name, _ in plan.operation.parents}
            parents = {name: value for name, value in arguments.items() if name in named}
            if parents:
                found.say(plan.tool, parents)
        return found

    def _subject(self, plan: Plan, arguments: Mapping[str, Json]) -> Thing | None:
        """The thing a call names, where it is known."""
        name = plan.operation.id_parameter
        kind = self._kind(plan, plan.operation.resource)
        return self._world.find(kind, arguments.get(name)) if name else None

    def _read(self, plan: Plan, arguments: Mapping[str, Json]) -> Json:
        thing = self._thing(plan, arguments)
        if plan.operation.id_parameter and thing is not None and not plan.extra(arguments):
            whole = self._whole(plan, self._world.show(thing, plan.body), thing)
            return sayings.placed(plan, whole, arguments)
        key = (plan.tool.id, _encode(arguments).decode())
        found = self._world.answers.get(key)
        if found is None:
            found = self._world.answers[key] = self._drawn(plan, arguments)
        if thing is not None and (thing.forced or thing.said) and plan.form == "object":
            found = self._over(plan, found, thing, arguments)
        return found

    def _over(self, plan: Plan, found: Json, thing: Thing, arguments: Mapping[str, Json]) -> Json:
        """A remembered answer with what has become of its thing since."""
        body = copied(found)
        inner = shaping.at(body, plan.operation.body)
        over = thing.over(plan.body)
        mapping = dict(plan.body.mapping(plan.tool))
        echoed = {mapping[name] for name in arguments if name in mapping}
        if isinstance(inner, dict):
            inner.update((name, value) for name, value in over.items() if name not in echoed)
        return body if plan.judge.is_valid(body) else found

    def _drawn(self, plan: Plan, arguments: Mapping[str, Json], done: bool = False) -> Json:
        """A result made for these arguments, which it repeats where it has fields for them; with
        `done` that of something that has just been done."""
        world = self._world
        value = world.draw(plan.body, world.place() + plan.body.salt, arguments)
        body = shaping.at(value, plan.operation.body)
        if not isinstance(body, dict):
            return value
        said: dict[str, Any] = {}
        for parameter, field in plan.body.mapping(plan.tool):
            if parameter in arguments:
                said[field] = arguments[parameter]
        said.update(sayings.together(plan, arguments, self._today))
        sayings.counted(plan, body, arguments)
        sayings.located(plan, body, arguments)
        series.converted(body, arguments)
        series.nested(world, plan, body, arguments)
        if plan.operation.kind == "get" and not plan.operation.id_parameter:
            said = {**sayings.dated(body, self._today), **said}
        if "year" in plan.body.names and "month" in arguments and "year" not in said:
            said["year"] = self._today.year
        if done:
            mapped = {field for _, field in plan.body.mapping(plan.tool)}
            if plan.operation.kind == "create":
                newborn.settle(world, plan, value, body, said)
            fresh = self._now(plan, body)
            said.update((name, text) for name, text in fresh.items() if name not in mapped)
            said.update(self._outright(plan, arguments))
        return self._said(plan, value, body, said, arguments.get("date"))

    def _said(
        self, plan: Plan, value: Json, body: dict[str, Any], said: dict[str, Any], day: Json = None
    ) -> Json:
        before = dict(body)
        for name, inner in said.items():
            laid(body, name, inner)
        agreement.settle(body, said.keys(), deep=False)
        plan.body.states.settle(body, self._world.today, said.keys(), day)
        if not said or plan.judge.is_valid(value):
            return value
        body.clear()
        body.update(before)
        for name, inner in said.items():
            top = name.partition("/")[0]
            had = top in body
            earlier = body.get(top)
            laid(body, name, inner)
            if not plan.judge.is_valid(value):
                body[top] = earlier
                if not had:
                    del body[top]
        return value

    def _whole(self, plan: Plan, shown: dict[str, Any], thing: Thing) -> Json:
        """The result around a thing."""
        if not plan.operation.body:
            return shown
        at = thing.place + plan.body.salt
        value = self._world.draw(plan.body, at)
        return shaping.put(value, plan.operation.body, shown)

    def _changed(self, plan: Plan, arguments: Mapping[str, Json]) -> Json:
        operation = plan.operation
        named = operation.kind != "create" or not operation.made
        acted = self._thing(plan, arguments) if named else None
        forced: dict[str, Any] = {}
        if acted is not None:
            forced = self._affect(plan, acted, arguments)
        if operation.made:
            value = self._made(plan, arguments, {**_carried(plan, acted, arguments), **forced})
        elif acted is not None and operation.id_parameter and plan.form == "object":
            value = self._whole(plan, self._world.show(acted, plan.body), acted)
            value = self._repeated(plan, value, arguments, forced)
        else:
            value = self._drawn(plan, {**arguments}, done=True)
            body = shaping.at(value, operation.body)
            if acted is not None and isinstance(body, dict) and acted.said:
                value = self._over(plan, value, acted, arguments)
                acted.keep(plan.body, shaping.at(value, operation.body), arguments)
        if acted is not None and effects.final(plan.verb):
            acted.ended = plan.verb
        if operation.kind == "delete" and acted is not None:
            acted.gone = True
        return value

    def _outright(self, plan: Plan, arguments: Mapping[str, Json]) -> dict[str, Any]:
        """What the result of a success says by itself: flags, tallies, the state reached."""
        found = {
            **plan.succeeded,
            **effects.tallies(plan.body.shape, arguments, bool(plan.operation.made)),
        }
        reached = plan.reached
        if reached is not None and reached[0] not in arguments:
            found[reached[0]] = reached[1]
        return found

    def _affect(self, plan: Plan, thing: Thing, arguments: Mapping[str, Json]) -> dict[str, Any]:
        """Let a call change its thing; what the result says by itself."""
        mapping = dict(plan.body.mapping(plan.tool))
        if effects.change(plan.verb) and plan.operation.id_parameter:
            self._world.show(thing, plan.body)
        grown = {}
        for parameter, field in mapping.items():
            if parameter in arguments:
                there = thing.known(field)
                gathered = effects.gathered(plan.verb, there, arguments[parameter])
                if gathered is not None:
                    grown[parameter] = gathered
        said = {name: value for name, value in arguments.items() if name not in grown}
        thing.say(plan.tool, said)
        outright = {**self._outright(plan, arguments), **self._counted(plan, thing, arguments)}
        settled = {mapping[parameter]: value for parameter, value in grown.items()}
        for name, value in outright.items():
            counts = words(name)[-1:] == ("count",)
            if counts or plan.body.shape.kind(name) == "string" or "status" in name.lower():
                thing.force(name, value)
        for name, value in sayings.together(plan, arguments, self._today).items():
            settled[name] = sayings.moved(value, thing.known(name), arguments)
        settled.update(plan.constant)
        if "sent_to" in plan.body.names and plan.verb in ("reply", "respond", "answer"):
            settled.update(self._replied(plan, thing))
        for name, value in settled.items():
            thing.force(name, value)
        return outright

    def _replied(self, plan: Plan, thing: Thing) -> dict[str, Json]:
        """A reply goes to who wrote; who that was is known from then on."""
        sender = thing.known("sender")
        if isinstance(sender, str):
            return {"sent_to": [sender]}
        shown = self._world.show(thing, plan.body).get("sent_to")
        if not isinstance(shown, list) or not shown:
            return {}
        thing.force("sender", shown[0])
        return {"sent_to": shown[:1]}

    def _counted(self, plan: Plan, thing: Thing, arguments: Mapping[str, Json]) -> dict[str, Any]:
        """Counts of what a thing holds, after something was added to it or taken out."""
        given = [value for value in arguments.values() if isinstance(value, list)]
        change = effects.change(plan.verb)
        if len(given) != 1 or not change:
            return {}
        found = {}
        for name in plan.body.names:
            if words(name)[-1:] == ("count",) and plan.body.shape.kind(name) == "integer":
                there = thing.known(name)
                if isinstance(there, int):
                    found[name] = max(0, there + change * len(given[0]))
        return found

    def _repeated(
        self, plan: Plan, value: Json, arguments: Mapping[str, Json], said: dict[str, Any]
    ) -> Json:
        if not said:
            return value
        found = copied(value)
        body = shaping.at(found, plan.operation.body)
        return self._said(plan, found, body, said) if isinstance(body, dict) else value

    def _now(self, plan: Plan, body: Mapping[str, Json]) -> dict[str, Any]:
        """When something new came about: today."""
        found = {}
        for name in plan.body.past:
            value = body.get(name)
            if moments.day(value) is None:
                continue
            text = str(value)
            clock = sayings.clock(len(self._world.things))
            rest = f"{text[10]}{clock}{text[16:]}" if len(text) > 15 else ""
            found[name] = f"{self._today.isoformat()}{rest}"
        found.update(sayings.dated(body, self._today))
        return found

    def _made(self, plan: Plan, arguments: Mapping[str, Json], forced: dict[str, Any]) -> Json:
        """Something new: stored under its id."""
        world, operation = self._world, plan.operation
        kind = self._kind(plan, operation.makes)
        place = world.place()
        value = world.draw(plan.body, place + plan.body.salt, arguments)
        body = shaping.at(value, operation.body)
        if not isinstance(body, dict):
            return value
        name = operation.made
        slot = plan.body
        effects.opened(body)
        own = arguments.get(name)
        example = body.get(name)
        if example is None:
            example = identities.unseen(slot.shape.fields.get(name, {}))
        given = own
        if own is None and isinstance(example, str) and isinstance(arguments.get("name"), str):
            given = identities.called(example, arguments["name"])
        if given is None:
            given = world.identity(kind, slot, keyed(example, {**body, **arguments}))
        body[name] = given
        said: dict[str, Any] = {}
        for parameter, field in slot.mapping(plan.tool):
            if parameter in arguments and field != name:
                said[field] = arguments[parameter]
        said.update(sayings.together(plan, arguments, self._today))
        newborn.settle(world, plan, value, body, said)
        sayings.counted(plan, body, arguments)
        outright = {**self._outright(plan, arguments), **self._now(plan, body)}
        stay = sayings.stay(plan, arguments, self._subject(plan, arguments))
        value = self._said(plan, value, body, {**outright, **stay, **said, **forced})
        thing = world.add(kind, given)
        thing.place = place
        thing.say(plan.tool, arguments)
        thing.born = slot
        thing.fields.update(body)
        return value


def _carried(plan: Plan, acted: Thing | None, arguments: Mapping[str, Json]) -> dict[str, Json]:
    """What something new takes over from what it was made of: the booking of a flight has the
    flight's number."""
    if acted is None:
        return {}
    own = {field for name, field in plan.body.mapping(plan.tool) if name in arguments}
    names = (name for name in plan.body.names if name not in own and name != plan.operation.made)
    found = {name: acted.fields.get(name) for name in names if name not in ("status", "state")}
    return {name: value for name, value in found.items() if value is not None}
