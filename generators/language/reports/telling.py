"""One thing: the facts that answer the request, in a sentence or two or as lines."""

from collections.abc import Mapping, Sequence
from random import Random

from generators.language.intent import intent
from generators.language.reports.composing import capital, lines, sentences
from generators.language.reports.facts import Fact, facts
from generators.language.reports.fields import WRAPPERS
from generators.language.reports.frames import Frame
from generators.language.reports.moments import TIMES
from generators.language.reports.names import TITLES, name_of, noun_of, place
from generators.language.reports.sides import two_sides
from generators.language.reports.spans import all_worded
from generators.language.reports.spelling import (
    LONGEST,
    Style,
)
from generators.language.reports.wording import weight
from generators.language.saying import Unsayable
from generators.language.words import listed, stems
from studio.record import Json, Tool

_LONGEST = 1500
"""Characters of a text that is the whole answer."""

_ASKED = 8.0
"""Weight of a fact that was asked for, at least."""
_BESIDE = 3.8
"""Weight from which a fact is told beside one that was asked for."""


def chosen(tool: Tool, things: Sequence[Fact], most: int) -> list[Fact]:
    """The facts to tell: those the request is about first, else the most telling ones, in the
    order of the result."""
    wanted = {*stems(intent(tool).object.words), *stems(tool.name.replace("_", " "))}
    scored = []
    for at, fact in enumerate(things):
        own = not fact.owner or {*fact.owner} <= WRAPPERS
        asked = own and bool({*stems(fact.meaning.noun)} & wanted) and not fact.known
        scored.append((weight(fact) + 6 * asked, -at, fact))
    ranked = sorted(scored, key=lambda entry: (-entry[0], -entry[1]))
    least = _BESIDE if any(score > _ASKED for score, _, _ in ranked) else 0.0
    picked = [fact for score, _, fact in ranked if score > least][:most]
    return [fact for fact in things if any(fact is other for other in picked)]


def telling(
    tool: Tool,
    arguments: Mapping[str, Json],
    value: Mapping[str, Json],
    frame: Frame,
    said: frozenset[str],
    how: Style,
    rng: Random,
) -> str:
    """The answer for one thing. Raises Unsayable."""
    things = _once(consistent(facts(value, frame, said)))
    if both := two_sides(value, frame, said, how):
        return both
    name, naming = _own_name(tool, things, how)
    rest = [fact for fact in things if not any(fact is other for other in naming)]
    picked = chosen(tool, rest, rng.choice((3, 4, 4, 5)))
    if not name and picked and all(weight(fact) < _LITTLE for fact in picked) and len(things) > 1:
        raise Unsayable(f"{tool.name}: nothing in the result is worth telling")
    worded = [said_ for _, said_ in all_worded(picked, how) if said_.told]
    text = _passage(value)
    known = bool(naming) and naming[0].known and naming[0].words not in TITLES
    titled = bool(naming) and (len(naming) == 2 or not known)
    fresh = bool(naming) and not (naming[0].known and len(naming) == 1)
    own = name if titled and (fresh or rng.random() < 0.5) else ""
    if not worded and not text:
        if name and not naming[0].known:
            return f"{name}."
        raise Unsayable(f"{tool.name}: nothing of the result makes a sentence")
    where = place(tool, arguments)
    if text:
        head = sentences(worded[:2], rng, own) if worded else own
        return f"{head}\n\n{text}".strip()
    if len(worded) > 2 and rng.random() < 0.3 and (rows := lines(worded, rng)):
        head = own or (where[:1].upper() + where[1:])
        return f"{head}:\n{rows}" if head else rows
    inside = _contents(value, frame, said, how)
    text = f"{sentences(worded, rng, own, where if rng.random() < 0.6 else '')} {inside}".strip()
    return _opened(text, rng)


_OPENED = 0.3
_OPENERS = (
    "Here you go: ", "Sure: ", "I've checked: ", "I had a look: ", "Okay: ",
    "Here's what I found: ",
    "Right: ", "I looked it up: ", "This is what came back: ", "Let's see: ", "Got it: ",
    "Here's what it says: ", "Just checked: ", "From what I see, ", "As far as I can see, ",
)  # fmt: skip
_LOWERED = ("The ", "It ", "It's ", "There ", "In ")


def _opened(text: str, rng: Random) -> str:
    """Now and then with a word or two before what the result says."""
    if rng.random() >= _OPENED or not text.startswith(_LOWERED) or ":" in text or "\n" in text:
        return text
    return f"{rng.choice(_OPENERS)}{text[0].lower()}{text[1:]}"


def _own_name(tool: Tool, things: list[Fact], how: Style) -> tuple[str, tuple[Fact, ...]]:
    """What the thing itself is called: the carrier of an order is not the order."""
    name, naming = name_of(things, how)
    if len(naming) != 1 or naming[0].words in TITLES:
        return name, naming
    about = {*stems(noun_of(tool))}
    own = naming[0].kind in _THINGS or about & {*stems(" ".join(naming[0].words))}
    return (name, naming) if own else ("", ())


_THINGS = frozenset("title song movie book product food filename slug flight reference".split())
_WEEKDAYS = (("weekday",), ("day", "of", "week"), ("day", "of", "the", "week"), ("day", "name"))


def _once(things: list[Fact]) -> list[Fact]:
    """Without a weekday beside the date that it is of."""
    dated = {fact.owner for fact in things if fact.kind in ("date", "datetime")}
    return [fact for fact in things if not (fact.words in _WEEKDAYS and fact.owner in dated)]


_MOST = 6


def _contents(value: Mapping[str, Json], frame: Frame, said: frozenset[str], how: Style) -> str:
    """The named things a result has besides its own facts, as a sentence: what is in a cart."""
    lists = [(name, item) for name, item in value.items() if isinstance(item, list) and item]
    if len(lists) != 1 or len(lists[0][1]) > _MOST:
        return ""
    field = frame.member(lists[0][0])
    texts = []
    for item in lists[0][1]:
        if not isinstance(item, dict):
            return ""
        things = facts(item, field.items(), said)
        name, _ = name_of(things, how)
        number = next((f.value for f in things if f.words in (("quantity",), ("qty",))), None)
        if not name:
            return ""
        texts.append(f"{number} × {name}" if isinstance(number, int) and number > 1 else name)
    return f"{capital(' '.join(field.words))}: {listed(texts)}."


_LITTLE = 2.5
"""Weight below which a fact alone is no answer."""
_PASSAGES = frozenset("text body content lyrics summary transcript message answer".split())


def _passage(value: Mapping[str, Json]) -> str:
    """A text too long for a sentence, where it is what the result is about."""
    for name, item in value.items():
        if name.lower() in _PASSAGES and isinstance(item, str):
            text = item.strip()
            if ("\n" in text or len(text) > LONGEST) and len(text) <= _LONGEST:
                return text
    return ""


_OVER = frozenset("cancelled canceled rejected refunded failed lost returned declined".split())
_THERE = frozenset("delivered landed arrived finished completed ended".split())
_AHEAD = frozenset("arrives departs starts begins ready expected delivery next".split())


def consistent(things: list[Fact]) -> list[Fact]:
    """Without what lies ahead of a thing that is over: a cancelled order arrives at no time."""
    states = {str(fact.value).lower() for fact in things if fact.words[-1:] in _STATE}
    if not states & (_OVER | _THERE):
        return things
    return [fact for fact in things if not (fact.kind in TIMES and _AHEAD & {*fact.words})]


_STATE = (("status",), ("state",))
