"""One item of a long list: asked about or acted on by its name, answered from its fields.

The note of such a turn is `item POINTER NAME FIELD` (what is FIELD of the item that NAME tells from
the others) or `act POINTER NAME`; POINTER leads to the item in the result of the turn's first call.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generators.language.intent import intent
from generators.language.phrase import Phrase, Value, fill
from generators.language.replies import spoken_base
from generators.language.reports.facts import Fact, facts
from generators.language.reports.frames import frame
from generators.language.reports.spelling import Style
from generators.language.reports.wording import worded
from generators.language.saying import Speaker, Unsayable
from generators.language.situation import made_in
from generators.language.words import bare, is_plural
from generators.meaning import words
from studio.brief import Turn
from studio.pointer import resolve, steps

_QUESTIONS = (
    "What's the {n} of {v}?", "I need the {n} of {v}.", "I only want to know the {n} of {v}.",
    "What is the {n} of {v}?", "Tell me the {n} of {v}.", "Which {n} does {v} have?",
    "From that I need the {n} of {v}.", "I'm looking for the {n} of {v}.",
    "Then tell me the {n} of {v}.", "All I need is the {n} of {v}.", "What {n} does {v} have?",
    "It's the {n} of {v} I'm after.", "Could you tell me the {n} of {v}?",
    "I can't remember the {n} of {v}.", "The {n} of {v} is what I need.",
    "Please look up the {n} of {v} in there.", "Just the {n} of {v}, please.",
)  # fmt: skip
_ACTS = (
    "Then {d} {v}.", "After that, {d} {v}.", "From those, {d} {v}.", "And {d} {v}.",
    "Then please {d} {v}.", "Once you have them, {d} {v}.", "Find {v} in there and {d} it.",
    "Look for {v} and {d} it.", "Then go ahead and {d} {v}.", "Of these, {d} {v}.",
    "{v} is the one to {d}.", "I want to {d} {v}.", "Pick out {v} and {d} it.",
)  # fmt: skip
_ANSWERS = (
    "{V}: {c}.", "For {v}, {c}.", "I found {v}: {c}.", "{V} is in the list: {c}.",
    "Here it is, {v}: {c}.", "As for {v}, {c}.", "Found it. For {v}, {c}.", "{V} is there; {c}.",
    "In the case of {v}, {c}.", "According to the list, for {v} {c}.", "{C} (that's for {v}).",
)  # fmt: skip
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list, with the field that tells it from the others and its other fields."""

    name: str
    """Its name, in quotes."""
    fields: Mapping[tuple[str, ...], Fact]


def _item(turn: Turn, speaker: Speaker) -> _Item:
    _, pointer, label, *_ = turn.note.split(" ")
    call, outcome = made_in(turn)[0]
    value = resolve(outcome.value, pointer) if outcome is not None else None
    if not isinstance(value, dict) or not isinstance(value.get(label), str):
        raise Unsayable("there is no such item")
    inside = frame(call.tool)
    for step in steps(pointer):
        inside = inside.items() if step.isdecimal() else inside.member(step)
    left, right = speaker.quotes(value[label])
    found = {fact.words: fact for fact in facts(value, inside, frozenset()) if not fact.owner}
    return _Item(f"{left}{value[label]}{right}", found)


def wanted(turn: Turn, speaker: Speaker) -> Phrase:
    """The sentence that asks about the item, or wants something done with it."""
    item, rng = _item(turn, speaker), speaker.rng
    if turn.note.startswith("act "):
        aim = intent(turn.wishes[1].tool)
        doing = spoken_base(aim)
        return fill(rng.choice(_ACTS), d=doing, v=[Value(item.name, ())])
    fact = _fact(turn, item)
    noun = bare(fact.meaning.noun)
    forms = _QUESTIONS if not is_plural(noun) else _QUESTIONS[1:3]
    return fill(rng.choice(forms), n=noun, v=[Value(item.name, ())])


def _fact(turn: Turn, item: _Item) -> Fact:
    field = turn.note.split(" ")[3]
    fact = item.fields.get(words(field))
    if fact is None or len(fact.meaning.noun) > _LONGEST:
        raise Unsayable(f"no words for {field}")
    return fact


def answered(turn: Turn, how: Style, speaker: Speaker) -> str:
    """What the item says about the field. Raises Unsayable."""
    item = _item(turn, speaker)
    clause = worded(_fact(turn, item), how).clause
    if not clause:
        raise Unsayable("no sentence for the field")
    name = item.name
    return speaker.rng.choice(_ANSWERS).format(
        v=name, V=name[:1].upper() + name[1:], c=clause, C=clause[:1].upper() + clause[1:]
    )
