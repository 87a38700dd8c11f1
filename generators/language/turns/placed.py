"""One argument as it is said by itself in a later turn, when all the rest was said before."""

import re

from generators.language.clauses import clause, detail, labelled
from generators.language.intent import intent
from generators.language.phrase import Phrase, plain
from generators.language.placing import MOMENTS, entity
from generators.language.saying import Speaker, Unit, say, units
from generators.language.words import bare
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
    """The value: `Bergen`, `the 13th`, `order 4711`."""
    said = say(unit, speaker, tool.parameters).phrase
    if unit.meaning.kind in _NAMED and not isinstance(unit.value, list):
        what = _thing(unit, tool)
        if what and what.lower() not in plain(said).lower():
            return [f"{what} ", *said]
    return said


def _thing(unit: Unit, tool: Tool) -> str:
    """What an identifier identifies."""
    chunk = intent(tool).object
    if chunk.param == unit.name and chunk.words and not chunk.rest:
        return entity(bare(chunk.words))
    what = entity(unit.meaning.noun)
    return "" if what.lower() in ("id", "code", "reference", "") else what


def placed(unit: Unit, speaker: Speaker, tool: Tool) -> Phrase:
    """The value in its place: `in Bergen`, `on the 13th`, `for 4 people`."""
    aim = intent(tool)
    chunk = next((c for c in aim.phrases if c.param == unit.name), None)
    if chunk is not None and not chunk.rest and chunk.prep and chunk.prep != ",":
        said = say(unit, speaker, tool.parameters)
        prep = {"between": "from", "and": "to"}.get(chunk.prep, chunk.prep)
        if unit.meaning.kind in MOMENTS and (prep in _WHENS or not said.governable):
            prep = said.preposition
        return [f"{prep} ", *said.phrase] if prep else said.phrase
    if aim.object.param == unit.name:
        return alone(unit, speaker, tool)
    found = clause(unit, speaker, tool.parameters, aim.verb.kind, aim.object.words)
    first = found[0]
    return [first.lstrip(" ,"), *found[1:]] if isinstance(first, str) else found


_WHENS = frozenset({"on", "at", "for", "in"})


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
    return unit.meaning.kind in EVIDENT and unit.meaning.role not in ("least", "most")
