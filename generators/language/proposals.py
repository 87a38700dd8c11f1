"""What the assistant would do, in its own words: a call as a verb phrase that leaves nothing out.

Used wherever the assistant asks before it calls. Sentences around it belong to the endings.
"""

import re
from dataclasses import dataclass, replace

from generators.language.clauses import labelled
from generators.language.inflection import gerund
from generators.language.intent import intent, meanings, properties
from generators.language.parts import Aside, parts
from generators.language.phrase import Phrase, Value, plain
from generators.language.replies import purpose, spoken_base, yours
from generators.language.saying import Said, Speaker, Unit, Unsayable, pointer, say, units
from studio.brief import PlannedCall
from studio.record import Tool

_TRIES = 12
_LONGEST = 40
"""Words of a verb phrase that still stands inside a sentence."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A call from the assistant's side."""

    phrase: str
    """`cancel the standing order so_81 after 3 May`: begins with the base form of the verb."""
    details: str = ""
    """What did not fit in: `message: "…", colour: red`."""

    @property
    def doing(self) -> str:
        """The phrase with its verb in the -ing form."""
        return gerund(self.phrase)

    @property
    def whole(self) -> str:
        """Phrase and details in a row."""
        return f"{self.phrase} ({self.details})" if self.details else self.phrase


def proposal(call: PlannedCall, speaker: Speaker) -> Proposal:
    """What a call would do, every argument said. Raises Unsayable."""
    for _ in range(_TRIES):
        alone = replace(speaker, variants={}, dated=False)
        found = _proposed(call, alone)
        fits = found is not None and len(found.phrase.split()) <= _LONGEST
        if found is not None and fits and (speaker.dated or not alone.dated):
            return found
    raise Unsayable(f"no way to propose {call.tool.name}")


def definite(tool: Tool) -> str:
    """What a tool does as a verb phrase about a certain thing: `cancel the event`. What does not
    exist yet stays `an event`."""
    wanted = purpose(tool)
    if intent(tool).verb.kind == "create":
        return wanted
    return re.sub(r"\b(?:a|an) (?=\w)", "the ", wanted, count=1)


def _proposed(call: PlannedCall, speaker: Speaker) -> Proposal | None:
    """One try; None where a flag is put as only the user would put it."""
    found = parts(call.tool, call.arguments, speaker, speaker.rng.choice(_ROOM))
    root = dict(call.tool.parameters)
    notes = [labelled(unit, speaker, root, speaker.rng) for unit in found.later]
    phrase = [f"{spoken_base(found.intent)} ", *found.object, *found.tail]
    for aside in found.asides:
        if _FIRST_PERSON.search(plain(aside.phrase)):
            return None
        if aside.command:
            notes.append(_noted(aside))
        else:
            phrase += aside.phrase
    said = [_spoken(note).removeprefix("please ") for note in notes]
    separator = "; " if any(", " in note for note in said) else ", "
    return Proposal(_spoken(phrase), separator.join(said))


_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|us|our)\b")
_ROOM = (0, 0, 1, 1, 2, 3)
"""How many arguments are worked into the sentence beyond those it cannot do without."""


def _noted(aside: Aside) -> Phrase:
    """A command as one note of several: `skip the invites`."""
    first = aside.phrase[0]
    if not isinstance(first, str):
        return list(aside.phrase)
    return [first.lstrip(" ,").removeprefix("and "), *aside.phrase[1:]]


def _spoken(phrase: Phrase) -> str:
    """The words from the assistant's side on one line; values as they are."""
    said = [piece.text if isinstance(piece, Value) else yours(piece) for piece in phrase]
    text = " ".join("".join(said).split(" "))
    if "\n" in text:
        raise Unsayable("a proposal stays on one line")
    return " ".join(text.split())


def shown(call: PlannedCall, name: str, speaker: Speaker) -> str:
    """The value of one argument in words of the assistant, without a preposition before it."""
    unit = next((u for u in units(call.tool, call.arguments) if u.path == pointer("", name)), None)
    if unit is None:
        schema = properties(call.tool.parameters)[name]
        unit = Unit(name, meanings(call.tool)[name], schema, call.arguments[name], f"/{name}")
    for _ in range(_TRIES):
        alone = replace(speaker, variants={}, dated=False)
        found = plain(say(unit, alone, dict(call.tool.parameters)).phrase)
        if speaker.dated or not alone.dated:
            return found
    raise Unsayable(f"no words for {name} by itself")


_DATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\d{4}-\d\d-\d\d")


def plainly(unit: Unit, wish: PlannedCall, speaker: Speaker) -> Said:
    """A value the user gives beside another of its kind, in words that mean the same there: of
    dates those with their month, since `the 29th` could count from either. Raises Unsayable."""
    for _ in range(_TRIES):
        said = say(unit, speaker, dict(wish.tool.parameters))
        if unit.meaning.kind not in ("date", "datetime") or _DATED.search(plain(said.phrase)):
            return said
    raise Unsayable("no date that stands by itself")
