"""One wish that takes several calls, in one or two sentences: `cancel my dentist appointment`,
`find the flights from Oslo to Bergen on Friday and book the cheapest for Ana Ruiz`.

Each call either has a clause of its own, or is told within another's, as the description of what it
finds. Each said value is said once; what is found is only described.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generators.graph import Pick, picks
from generators.language import chained_naming as naming
from generators.language.chained_aims import aimed, mark
from generators.language.chained_clauses import Clause, alone, filled, together
from generators.language.intent import intent, meanings
from generators.language.parts import Parts, parts
from generators.language.phrase import Phrase, for_call, joined, plain
from generators.language.saying import Speaker, Unit, Unsayable, say
from generators.language.situation import Situation
from studio.brief import Found, PlannedCall, Told
from studio.pointer import steps
from studio.record import Json, Schema
from studio.resources import Operation, Operations
from studio.resources.nouns import identifies, words

_ROOM = 7
_VISITED = frozenset("restaurant hotel doctor place store shop cinema museum clinic".split())
"""Things one can go to by themselves, not only to where they are."""
_LONGEST_NEST = 16
"""Words of the longest description within another clause."""


def chains(situation: Situation) -> bool:
    """Whether some of a turn's wishes need results of others."""
    before = len(situation.calls()) - len(situation.made())
    return not situation.index and any(
        isinstance(source, Found) and source.call >= before
        for wish in situation.turn.wishes
        for source in wish.sources.values()
    )


def chained(situation: Situation) -> Phrase:
    """The words of a turn whose calls need each other's results. Raises Unsayable."""
    return _Telling(situation).request()


@dataclass(slots=True)
class _Thing:
    """Something a call finds or makes, as far as the words have come."""

    call: int
    place: int
    """Of the item in the list; -1 for what is not listed."""
    pick: Pick | None = None
    mentioned: bool = False


@dataclass(slots=True)
class _Telling:
    """Puts calls into words one after the other."""

    situation: Situation
    wishes: Sequence[PlannedCall] = field(init=False)
    results: list[Json] = field(init=False)
    base: int = field(init=False)
    """Number of the turn's first call in the dialogue."""
    speaker: Speaker = field(init=False)
    told: set[int] = field(default_factory=set)
    things: dict[tuple[int, int], _Thing] = field(default_factory=dict)
    operations: Operations = field(init=False)
    last: int = -1
    """The call whose thing `it` would be."""

    def __post_init__(self) -> None:
        turn = self.situation.turn
        self.wishes = turn.wishes
        made = self.situation.calls()
        self.base = len(made) - len(turn.wishes)
        self.results = [outcome.value if outcome else None for _, outcome in made][self.base :]
        self.speaker = self.situation.speaker
        self.operations = Operations(self.situation.brief.offered)

    def request(self) -> Phrase:
        """The whole request."""
        apart = {n for n in range(len(self.wishes)) if not self._nested(n)}
        clauses: list[Clause] = []
        for number in range(len(self.wishes)):
            if number not in apart or number in self.told:
                continue
            self.told.add(number)
            clauses.append(self._clause(number))
        if len(self.told) < len(self.wishes):
            raise Unsayable("a call that no words speak of")
        if len(clauses) == 1:
            return alone(clauses[0], self.speaker, self.situation.register)
        return together(clauses, self.speaker)

    # What stands within another clause.

    def _nested(self, number: int) -> bool:
        """Whether a call is told as the description of what it finds."""
        users = [n for n, wish in enumerate(self.wishes) if number in self._needs(wish)]
        if not users:
            return False
        if self._repeated(number) >= 0:
            return True
        wish = self.wishes[number]
        if self._person(wish):
            return True
        kind = self._operation(number).kind
        if kind in ("list", "search") and self._pointers(number):
            if self._needs(wish) or not naming.nestable(self._parts(number)):
                return False
            mine = self._said(wish).keys()
            if any(mine & self._said(self.wishes[user]).keys() for user in users):
                return False
            length = len(plain(self._phrase(self._parts(number))).split())
            beside = max(len(self._said(self.wishes[user])) for user in users)
            short = length <= (_LONGEST_NEST if beside < 2 else _LONGEST_NEST // 2)
            return short and self.speaker.rng.random() < 0.65
        return kind == "get" and self._fetched(wish) and len(users) == 1

    def _needs(self, wish: PlannedCall) -> set[int]:
        return {s.call - self.base for s in wish.sources.values() if isinstance(s, Found)}

    def _repeated(self, number: int) -> int:
        """The call of which this one is the same about the next item; -1 for none."""
        wish = self.wishes[number]
        for other in range(number):
            before = self.wishes[other]
            if before.tool.id == wish.tool.id and _alike(before, wish):
                return other
        return -1

    def _fetched(self, wish: PlannedCall) -> bool:
        """Whether a call only gets what belongs to something found before."""
        aim = intent(wish.tool)
        return aim.object.rest.startswith("the details") and aim.object.param in wish.arguments

    def _operation(self, number: int) -> Operation:
        return self.operations.of(self.wishes[number].tool)

    def _pointers(self, number: int) -> list[str]:
        """Where in the result of a call others find their values, within its list."""
        items = self._operation(number).items
        found = [
            source.pointer
            for wish in self.wishes
            for source in wish.sources.values()
            if isinstance(source, Found) and source.call - self.base == number
        ]
        return [each for each in found if items is not None and each.startswith(f"{items}/")]

    # The words of one call.

    def _parts(self, number: int) -> Parts:
        """A call that needs nothing, taken apart."""
        wish = self.wishes[number]
        said = self._said(wish)
        return parts(wish.tool, said, self.speaker, 4, aimed(wish.tool, {}, self._shared(wish)))

    def _phrase(self, found: Parts) -> Phrase:
        return [*found.object, *found.tail]

    def _said(self, wish: PlannedCall) -> dict[str, Json]:
        taken = {steps(path)[0] for path in wish.sources}
        return {name: value for name, value in wish.arguments.items() if name not in taken}

    def _shared(self, wish: PlannedCall) -> set[str]:
        """Arguments that were said with another call, or found for it."""
        found: set[str] = set()
        for path, source in wish.sources.items():
            name = steps(path)[0]
            if isinstance(source, Told) or self._found_before(wish, path, source):
                found.add(name)
        return found

    def _found_before(self, wish: PlannedCall, path: str, source: Found) -> bool:
        """Whether a call that this one needs was made with the very same found value."""
        return any(
            path in self.wishes[n].sources and self.wishes[n].sources[path] == source
            for n in self._needs(wish)
        )

    def _clause(self, number: int) -> Clause:
        """A call as a clause."""
        wish = self.wishes[number]
        reading = self._operation(number).kind in ("get", "list", "search", "compute")
        if intent(wish.tool).verb.kind == "read" and not reading:
            raise Unsayable(f"{wish.tool.name} does more than its verb says")
        shared = self._shared(wish)
        described: dict[str, Phrase] = {}
        for name in {steps(path)[0]: None for path in wish.sources}:
            if name not in shared:
                described[name] = self._description(number, name)
        marks = {name: mark(place) for place, name in enumerate(described)}
        aim = aimed(wish.tool, marks, shared)
        found = parts(wish.tool, self._said(wish), self.speaker, _ROOM, aim)
        words_ = {marks[name]: phrase for name, phrase in described.items()}
        found = filled(found, number, words_)
        last = plain(found.object).strip().rpartition(" ")[2]
        if last in ("a", "an", "the", "new") or not (found.object or found.tail):
            raise Unsayable(f"no words for what {wish.tool.name} acts on")
        if self._operation(number).made:
            self.last = number
        return Clause(number, wish.tool, found)

    def _description(self, number: int, name: str) -> Phrase:
        """What is found, for one argument: one thing, or a list of them."""
        wish = self.wishes[number]
        sources = [s for p, s in wish.sources.items() if steps(p)[0] == name]
        founds = [source for source in sources if isinstance(source, Found)]
        twin = next(
            (n for n in range(number + 1, len(self.wishes)) if self._repeated(n) == number), -1
        )
        if twin >= 0:
            self.told.add(twin)
            return self._thing(founds[0], name, wish, two=True)
        places = [self._place(each) for each in founds]
        if len(founds) == 2 and founds[0].call == founds[1].call and places[0][1] >= 0:
            return self._thing(founds[0], name, wish, two=True)
        return joined([self._thing(each, name, wish) for each in founds], ", ", " and ")

    def _place(self, source: Found) -> tuple[int, int, str]:
        """The call, the place in its list (-1 for none) and the field a value is found at."""
        number = source.call - self.base
        items = self._operation(number).items
        path = steps(source.pointer)
        if items is not None and source.pointer.startswith(f"{items}/"):
            depth = len(steps(items))
            return number, int(path[depth]), path[-1] if len(path) > depth + 1 else ""
        return number, -1, path[-1] if path else ""

    def _thing(self, source: Found, name: str, wish: PlannedCall, two: bool = False) -> Phrase:
        """One thing that is found, as the argument `name` of a call needs it."""
        number, place, what = self._place(source)
        before = self.wishes[number]
        operation = self._operation(number)
        person = self._person(before)
        itself = self._itself(operation, what, place, name, wish)
        if person:
            owner = self._somebody(number, person)
            return (
                owner
                if itself
                else naming.possessed(naming.attribute(what, before.tool, operation), owner, True)
            )
        if place >= 0:
            owner = self._item(number, place, two)
            noun = naming.noun_of(self._parts(number), operation)
            attribute = naming.attribute(what, before.tool, operation)
            return owner if itself else naming.possessed(attribute, owner, naming.personal(noun))
        return self._direct(number, what, itself, name)

    def _itself(
        self, operation: Operation, what: str, place: int, name: str, wish: PlannedCall
    ) -> bool:
        """Whether the value stands for the thing itself rather than for something about it."""
        said = words(name)
        if said[-1] in ("text", "body", "message", "note", "content"):
            return False
        if said[-1] in ("recipients", "attendees", "people", "guests", "viewers", "invitees", "cc"):
            return True
        if said[-1] in ("attendee", "email", "to"):
            return True
        if what in (operation.key, operation.made):
            return True
        if said[-1] in ("destination", "origin", "location", "place"):
            visited = operation.resource.rpartition(" ")[2] in _VISITED
            return place >= 0 and visited and self.speaker.rng.random() < 0.6
        if identifies(name) or words(what) in (("start",), ("file", "path")):
            return True
        return said == words(what)

    # Things in words.

    def _person(self, wish: PlannedCall) -> str:
        """The argument by which a call looks up somebody; empty when it does not."""
        said = self._said(wish)
        found = [n for n in said if meanings(wish.tool)[n].kind in ("contact", "person")]
        operation = self.operations.of(wish.tool)
        listing = operation.kind in ("list", "search") and naming.personal(operation.resource)
        reading = listing or (operation.kind == "get" and not operation.id_parameter)
        return found[0] if len(found) == 1 and len(said) == 1 and reading else ""

    def _somebody(self, number: int, name: str) -> Phrase:
        """A person by the name that is looked up, and by a pronoun after that."""
        if number in self.told:
            return ["them"]
        self.told.add(number)
        wish = self.wishes[number]
        schema: Schema = wish.tool.parameters["properties"][name]
        unit = Unit(name, meanings(wish.tool)[name], schema, wish.arguments[name], f"/{name}")
        return for_call(say(unit, self.speaker, wish.tool.parameters).phrase, number)

    def _item(self, number: int, place: int, two: bool) -> Phrase:
        """An item of a list: by its search where that has no clause, else by pointing to it."""
        rng = self.speaker.rng
        operation = self._operation(number)
        thing = self.things.get((number, place))
        fresh = thing is None
        if thing is None:
            options = picks(self.results[number], operation)
            own = [pick for pick in options if pick.words == "named" and pick.place == place]
            plain_list = not self._said(self.wishes[number]) and not two
            pick = naming.chosen(own if own and plain_list else options, place, rng)
            if pick is None:
                raise Unsayable(f"no words for item {place}")
            thing = self.things[number, place] = _Thing(number, place, pick)
        found = self._parts(number)
        noun = naming.noun_of(found, operation)
        assert thing.pick is not None
        alone = self.last == number or len(self.things) == 1
        self.last = number
        if number not in self.told:
            self.told.add(number)
            phrase = naming.described(found, thing.pick, noun, two, rng)
            return for_call(phrase, number)
        if not fresh and not alone:
            return [f"that {noun}"]
        return naming.again(thing.pick, noun, two, fresh, rng)

    def _direct(self, number: int, what: str, itself: bool, name: str) -> Phrase:
        """Something that is not in a list: made, or got about something else."""
        rng = self.speaker.rng
        operation = self._operation(number)
        wish = self.wishes[number]
        if what == operation.made and operation.made:
            fresh = self.last == number
            self.last = number
            noun = operation.makes or operation.resource
            return [naming.made(noun, True, rng) if fresh else f"the {noun.rpartition(' ')[2]}"]
        attribute = naming.attribute(what, wish.tool, operation)
        if itself and number in self.told:
            noun = "file" if words(what) == ("file", "path") else attribute
            return [rng.choice(("it", f"that {noun}")) if noun == "file" else f"that {noun}"]
        if number in self.told:
            if operation.made and self.last == number:
                return [rng.choice((f"its {attribute}", f"the {attribute}"))]
            return [f"the {attribute}"]
        self.told.add(number)
        name_ = intent(wish.tool).object.param
        return naming.possessed(attribute, self._description(number, name_), False)


def _alike(one: PlannedCall, other: PlannedCall) -> bool:
    """Whether two calls of one tool differ in the place of one item alone."""
    if one.arguments.keys() != other.arguments.keys() or not other.sources:
        return False
    mine = {p: s for p, s in one.sources.items() if isinstance(s, Found)}
    theirs = {p: s for p, s in other.sources.items() if isinstance(s, Found)}
    every = set(other.arguments) <= {steps(p)[0] for p in other.sources}
    if not every or mine.keys() != theirs.keys():
        return False
    return all(mine[path].call == theirs[path].call for path in mine)
