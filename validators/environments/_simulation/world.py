"""The things of one dialogue: what is known of each, how each shows in a result, which exist in
which list. State only; what calls do to it is in `session`."""

from collections.abc import Mapping
from random import Random
from typing import Any

from studio.record import Json, Tool
from studio.resources import agreement
from studio.resources.nouns import words
from validators.environments._simulation.fields import laid
from validators.environments._simulation.identities import fresh
from validators.environments._simulation.plan import Slot, priced
from validators.environments._simulation.pool import ANCHOR, Where, iso

Context = tuple[tuple[str, str], ...]
"""Arguments no field answers to, in JSON: where a list is to be found."""


_NAMED = (("name",), ("login",), ("email",), ("address",), ("username",))


class Thing:
    """One resource."""

    __slots__ = (
        "born",
        "ended",
        "fields",
        "forced",
        "gone",
        "id",
        "place",
        "said",
        "scope",
        "shown",
    )

    def __init__(self, identity: Json, place: int) -> None:
        self.id = identity
        self.place = place
        """Which instance of a pool it is drawn from."""
        self.fields: dict[str, Any] = {}
        """What results have shown of it."""
        self.forced: dict[str, Any] = {}
        """What calls have made of it."""
        self.said: list[tuple[Tool, Mapping[str, Json]]] = []
        """Calls that said something about it, in order."""
        self.gone = False
        self.scope: Scope | None = None
        """The list it was made for."""
        self.born: Slot | None = None
        """Where it was first shown in full."""
        self.ended = ""
        """The verb that brought it to an end: cancel, merge; empty while it lives."""
        self.shown: dict[str, dict[str, Any]] = {}
        """By slot, how it showed last; emptied when it changes."""

    def say(self, tool: Tool, arguments: Mapping[str, Json]) -> None:
        """Take in what a call says about it."""
        self.said.append((tool, arguments))
        self.shown = {}

    def force(self, name: str, value: Json) -> None:
        """Set a field whatever was said or shown."""
        self.forced[name] = value
        self.shown = {}

    def keep(self, slot: Slot, shown: Json, arguments: Mapping[str, Json]) -> None:
        """Remember what a result showed of it, where the result repeats what it is called."""
        if self.id in arguments.values() and isinstance(shown, dict) and self.id in shown.values():
            for name, value in shown.items():
                self.fields.setdefault(name, value)

    def firm(self, slot: Slot) -> set[str]:
        """Fields of a slot that calls have set, by name."""
        said = {
            field
            for tool, given in self.said
            for name, field in slot.mapping(tool)
            if name in given
        }
        return said.union(self.forced)

    def known(self, name: str) -> Json:
        """A field or argument by its exact name; None when nothing is known."""
        for _, arguments in reversed(self.said):
            if name in arguments:
                return arguments[name]
        return self.forced.get(name, self.fields.get(name))

    def over(self, slot: Slot) -> dict[str, Any]:
        """What is known of the fields of a slot, by name."""
        found = {name: self.fields[name] for name in slot.names if name in self.fields}
        for tool, arguments in self.said:
            for parameter, field in slot.mapping(tool):
                if parameter in arguments:
                    found[field] = arguments[parameter]
        found.update((name, self.forced[name]) for name in slot.names if name in self.forced)
        for name in slot.flags:
            for state in self.forced.values():
                if state in (name, f"un{name}"):
                    found[name] = state == name
        return found


class Scope:
    """A list and what was found in it."""

    __slots__ = ("asked", "day", "drawn", "place")

    def __init__(self, place: int) -> None:
        self.place = place
        self.drawn = 0
        """How many instances it took from its pool."""
        self.day = ""
        """Of a list of who took part, the day on which they did."""
        self.asked: list[frozenset[tuple[str, str]]] = []
        """Filters of the searches that were answered in full."""

    def covers(self, query: frozenset[tuple[str, str]]) -> bool:
        """Whether everything a search could find has been found by a wider one."""
        return any(earlier <= query for earlier in self.asked)


class World:
    """All things of a dialogue."""

    def __init__(self, rng: Random, shift: int) -> None:
        self.rng = rng
        self.shift = shift
        """Days from the pools' anchor to the dialogue's day."""
        self.things: dict[tuple[str, str], Thing] = {}
        self.kinds: dict[str, list[Thing]] = {}
        """Things by family and resource, in order of appearance."""
        self.scopes: dict[tuple[str, str, Context], Scope] = {}
        self.today = iso(ANCHOR.toordinal() + shift)
        self.me: dict[str, str] = {}
        """Mail address, name and login of the person the dialogue is with, as far as shown."""
        self.currencies: dict[str, str] = {}
        """By API family, the currency of this dialogue."""
        self.answers: dict[tuple[str, str], Json] = {}
        """Results of reads that are about no thing, by tool and arguments."""

    def place(self) -> int:
        """A place in a pool, for a new thing."""
        return int(self.rng.random() * 2**20)

    def find(self, kind: str, identity: Json) -> Thing | None:
        """The thing of an id; None when nobody has mentioned it."""
        return self.things.get((kind, str(identity)))

    def add(self, kind: str, identity: Json) -> Thing:
        """A new thing."""
        thing = self.things[(kind, str(identity))] = Thing(identity, self.place())
        self.kinds.setdefault(kind, []).append(thing)
        return thing

    def mine(self, value: Json) -> Json:
        """Whoever `value` names as one person throughout the dialogue: oneself."""
        if isinstance(value, list):
            return [self.mine(value[0])] if value else value
        if isinstance(value, dict):
            return {
                name: self.mine(inner) if words(name)[-1:] in _NAMED else inner
                for name, inner in value.items()
            }
        if not isinstance(value, str):
            return value
        form = "mail" if "@" in value else "name" if " " in value else "login"
        return self.me.setdefault(form, agreement.signed(value, self.me.get("name", "")))

    def identity(self, kind: str, slot: Slot, example: Json) -> Json:
        """An id nobody has."""
        for _ in range(8):
            found = fresh(example, self.rng, slot.identity)
            if (kind, str(found)) not in self.things:
                return found
        return found

    def show(self, thing: Thing, slot: Slot) -> dict[str, Any]:
        """The thing as a slot shows it; the same until it changes. Not to be changed in place."""
        found = thing.shown.get(slot.name)
        if found is not None:
            return found
        over = thing.over(slot)
        found = self._laid(thing, slot, over)
        if over and not slot.judge.is_valid(found):
            found = self._fitted(thing, slot, over)
        for name, value in found.items():
            thing.fields.setdefault(name, value)
        if thing.born is None and len(found) > 2:
            thing.born = slot
        thing.shown[slot.name] = found
        return found

    def draw(self, slot: Slot, place: int, said: Mapping[str, Json] | None = None) -> Json:
        """An instance of a slot's pool, its amounts in the currency of the API in this dialogue.
        `said` are arguments that may name one. ValueError when the filler finds no value."""
        place %= slot.pool.size
        found = slot.pool.draw(place, self.shift)
        where = slot.pool.money(place)
        if where or (said and slot.currencies is not None):
            self._priced(found, where, slot, _currency(said) if said else "")
        return found

    def _priced(self, found: Json, where: tuple[Where, ...], slot: Slot, said: str) -> None:
        """One currency in an instance: the one said, the API's in this dialogue, or its own."""
        own = _reach(found, where[0])[where[0][-1]] if where else ""
        known = said or self.currencies.get(slot.family) or own
        if known and (not slot.currencies or known in slot.currencies):
            self.currencies.setdefault(slot.family, known)
            for path in where:
                _reach(found, path)[path[-1]] = known
        else:
            known = own
        if known in _WHOLE:
            _scale(found, slot.dearest)

    def template(self, slot: Slot, place: int) -> dict[str, Any]:
        """An instance that is an object."""
        found = self.draw(slot, place)
        for name in slot.pointer.split("/")[1:]:
            found = found.get(name.replace("~1", "/").replace("~0", "~"), {})
        return found if isinstance(found, dict) else {}

    def _laid(self, thing: Thing, slot: Slot, over: Mapping[str, Any]) -> dict[str, Any]:
        found = self.template(slot, thing.place + slot.salt)
        for name, value in over.items():
            laid(found, name, value)
        if slot.key in slot.names and slot.key not in over:
            found[slot.key] = thing.id
        if not over:
            return found
        agreement.settle(found, {*over, slot.key}, deep=False)
        slot.states.settle(found, self.today, thing.firm(slot))
        return found

    def _fitted(self, thing: Thing, slot: Slot, over: Mapping[str, Any]) -> dict[str, Any]:
        """Laid over field by field, leaving out what the schema does not take."""
        kept: dict[str, Any] = {}
        found = self._laid(thing, slot, kept)
        if not slot.judge.is_valid(found):
            found = self.template(slot, thing.place + slot.salt)
        for name, value in over.items():
            tried = self._laid(thing, slot, {**kept, name: value})
            if slot.judge.is_valid(tried):
                kept[name] = value
                found = tried
        return found


def _currency(value: Json) -> str:
    """The first currency that is named; empty for none."""
    if isinstance(value, Mapping):
        named = value.get("currency")
        if isinstance(named, str):
            return named
        return next((found for inner in value.values() if (found := _currency(inner))), "")
    if isinstance(value, list):
        return next((found for inner in value if (found := _currency(inner))), "")
    return ""


_WHOLE = frozenset({"JPY", "KRW"})
"""Currencies without cents, worth about a hundredth of the others."""


def _scale(value: Json, most: float) -> None:
    """Amounts in yen: whole, and as much as that buys, where the schema takes so much."""
    if isinstance(value, list):
        for inner in value:
            _scale(inner, most)
    elif isinstance(value, dict):
        money = isinstance(value.get("currency"), str)
        for name, inner in value.items():
            if isinstance(inner, dict | list):
                _scale(inner, most)
            elif money and isinstance(inner, int | float) and priced(name):
                more = round(inner * 10) * 10
                value[name] = more if more <= most else int(inner)


def _reach(value: Any, path: Where) -> Any:
    """What holds the last step of a path."""
    for step in path[:-1]:
        value = value[step]
    return value
