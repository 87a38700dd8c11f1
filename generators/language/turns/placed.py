"""One argument as it is said by itself in a later turn, when all the rest was said before."""

import re

from generators.language.clauses import clause, detail, labelled
from generators.language.intent import intent
from generators.language.parts import apart
from generators.language.phrase import Phrase, plain
from generators.language.placing import entity
from generators.language.saying import Speaker, Unit, say, units
from studio.brief import PlannedCall
from studio.record import Tool

EVIDENT = frozenset(
    """city country state place airport address person contact email phone company product food
    song artist movie book team sport topic date datetime time weekday month year language currency
    url title query""".split()
)
"""Kinds whose values need no word beside them."""

_NAMED = frozenset({"id", "reference", "slug", "filename", "code"})
_PREPOSITION = re.compile(
    r"(?:in|on|at|for|with|without|under|over|from|by|of|to|near|within|between|until|after|before|"
    r"since|up to|below|above|around|about|during|through|as|via|on|rated|written|starting)\b"
)


def arguments(wish: PlannedCall) -> list[Unit]:
    """What a wish says itself, without what it only names."""
    named = {path.split("/")[1] for path in wish.sources}
    said = {name: value for name, value in wish.arguments.items() if name not in named}
    return units(wish.tool, said)


def alone(unit: Unit, speaker: Speaker, tool: Tool) -> Phrase:
    """The value: `Bergen`, `the kitchen`, `the 13th`, `order 4711`."""
    if found := apart(unit, tool, speaker, placed=False):
        return found
    said = say(unit, speaker, tool.parameters).phrase
    if unit.meaning.kind in _NAMED and not isinstance(unit.value, list):
        what = entity(unit.meaning.noun)
        known = what.lower() in ("id", "code", "reference", "")
        if not known and what.lower() not in plain(said).lower():
            return [f"{what} ", *said]
    return said


def placed(unit: Unit, speaker: Speaker, tool: Tool) -> Phrase:
    """The value in its place: `in Bergen`, `on the 13th`, `for 4 people`."""
    if found := apart(unit, tool, speaker, placed=True):
        return found
    aim = intent(tool)
    said = clause(unit, speaker, tool.parameters, aim.verb.kind, aim.object.words)
    first = said[0]
    return [first.lstrip(" ,:"), *said[1:]] if isinstance(first, str) else said


def noted(unit: Unit, speaker: Speaker, tool: Tool) -> Phrase:
    """The value with its name: `party size: 8`, `from Friday`."""
    return labelled(unit, speaker, tool.parameters, speaker.rng)


def told(unit: Unit, speaker: Speaker, tool: Tool) -> Phrase:
    """The value as a sentence without its full stop: `the party size is 8`."""
    return detail(unit, speaker, tool.parameters)


def prepositional(phrase: Phrase) -> bool:
    """Whether a placed value begins with a preposition, so that `the ones` can stand before it."""
    return bool(_PREPOSITION.match(plain(phrase)))


def evident(unit: Unit) -> bool:
    """Whether the value by itself tells what it is for."""
    if "enum" in unit.schema and isinstance(unit.value, str) and unit.value[:1].isupper():
        return True
    return unit.meaning.kind in EVIDENT and unit.meaning.role not in ("least", "most")
