"""Results of which a part is missing: pages put together, fields that are not there."""

from collections.abc import Sequence
from random import Random

from generators.language.reports.facts import facts, said_values
from generators.language.reports.frames import Frame, frame
from generators.language.reports.listing import found
from generators.language.reports.names import name_of, noun_of
from generators.language.reports.spelling import Style
from generators.language.saying import Speaker, Unsayable
from generators.language.words import is_plural, plural
from studio.brief import PlannedCall, Turn
from studio.environment import Outcome
from studio.record import Json, Tool

_WANTED = (
    "I need to know the {n} as well.", "I'm mainly interested in the {n}.", "Please with the {n}.",
    "What's the {n}?", "I'd like to see the {n} too.", "Above all I need the {n}.",
    "Don't forget the {n}.", "The {n} matters most to me.", "It's about the {n}, really.",
    "I'd also like to know the {n}.", "And tell me the {n}.", "Including the {n}, please.",
    "I want to know the {n} in particular.", "The {n} would be important.",
)  # fmt: skip
_MISSING = (
    "The {n} {isnt} included, though.", "The result doesn't give the {n}.",
    "It doesn't say what the {n} {is}.", "Unfortunately the {n} {isnt} in there.",
    "What I don't have is the {n}.", "The {n} {isnt} shown.",
    "I don't see the {n} anywhere in it.", "The {n} {is} missing from the result.",
    "I have no information about the {n}.", "The {n} {isnt} part of what came back.",
)  # fmt: skip
_TELLING = 0.8
"""Share of the items that must have a name of their own."""
_LONGEST = 3
"""Words of a field's name that still reads well."""


def joined_pages(
    made: Sequence[tuple[PlannedCall, Outcome]],
) -> list[tuple[PlannedCall, Outcome]]:
    """Calls that fetched one page after the other as one call with all items."""
    whole: Json = None
    for _, outcome in made:
        whole = _together(whole, outcome.value)
    return [(made[0][0], Outcome(whole))] if made else []


_ALL = (
    "Here they all are: {l}.", "That's the complete list: {l}.", "All of them: {l}.",
    "I went through all the pages. These are the {things}: {l}.", "The full list: {l}.",
    "These are all the {things}: {l}.", "Here is everything: {l}.", "The whole list: {l}.",
    "I fetched the rest as well. All the {things}: {l}.", "Every one of them: {l}.",
    "It took more than one page; here are all the {things}: {l}.", "All {things}: {l}.",
)  # fmt: skip
_LINES = ("Here they all are:", "The complete list:", "All of the {things}:", "Everything I found:")
_MOST = 45
"""Items that a reply still names one by one."""


def entire(call: PlannedCall, outcome: Outcome, how: Style, rng: Random) -> str:
    """The name of every item of a result that was fetched page by page. Raises Unsayable."""
    said = said_values(call.arguments.values())
    what = found(outcome.value, frame(call.tool), said)
    if what is None or not 0 < len(what.items) <= _MOST:
        raise Unsayable("no list that can be named in full")
    names = [
        name_of(facts(item, what.frame, said), how)[0] if isinstance(item, dict) else str(item)
        for item in what.items
    ]
    if not all(names) or len({*names}) < _TELLING * len(names):
        raise Unsayable("nothing names the items")
    things = plural(what.field or noun_of(call.tool))
    if rng.random() < 0.5:
        mark = rng.choice(("- ", "* ", "• "))
        lines = [mark + name for name in names]
        return "\n".join([rng.choice(_LINES).format(things=things), *lines])
    between = "; " if any("," in name for name in names) else ", "
    return rng.choice(_ALL).format(l=between.join(names), things=things)


def _together(one: Json, other: Json) -> Json:
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    if isinstance(one, dict) and isinstance(other, dict):
        kept = {key: _together(one.get(key), value) for key, value in other.items()}
        lists = {key: value for key, value in one.items() if isinstance(value, list)}
        return {**lists, **kept}
    return other


def field_noun(tool: Tool, name: str) -> str:
    """What a field of a result, or of the items in it, is called; empty where that reads badly."""
    inner = _field(frame(tool), name)
    noun = inner.meaning.noun if inner is not None else ""
    parts = noun.split()
    reads = 0 < len(parts) <= _LONGEST and parts[-1] not in _UNFINISHED and noun.islower()
    timed = len(parts) > 1 and parts[-1] in ("time", "date") and parts[0] not in _MOMENTS
    reads = reads and not timed and not _BEHIND & {*parts}
    return noun if reads else ""


_UNFINISHED = frozenset(
    "today left seen last at on by until from to of in is with per ms kb mb m km".split()
)
"""Last words of names that make no noun."""
_MOMENTS = frozenset("start end due departure arrival entry delivery opening closing birth".split())
"""First words of the times and dates that have a name."""
_BEHIND = frozenset("etag kind pem token hash checksum revision self rgb uri url uid guid".split())
"""Words of fields that nobody asks for."""


def _field(top: Frame, name: str) -> Frame | None:
    """The frame of a field of the result or of the items of its list."""
    properties = top.schema.get("properties")
    if not isinstance(properties, dict):
        items = top.schema.get("items")
        return top.items().member(name) if isinstance(items, dict) else None
    if name in properties:
        return top.member(name)
    for each in properties:
        inner = top.member(each).items()
        if name in (inner.schema.get("properties") or {}):
            return inner.member(name)
    return None


def wished(turn: Turn, speaker: Speaker) -> str:
    """The sentence that asks for a field."""
    return speaker.rng.choice(_WANTED).format(n=_noun(turn))


def lacking(turn: Turn, speaker: Speaker) -> str:
    """The sentence that says it is not there."""
    noun = _noun(turn)
    several = is_plural(noun)
    return speaker.rng.choice(_MISSING).format(
        n=noun, isnt="aren't" if several else "isn't", **{"is": "are" if several else "is"}
    )


def _noun(turn: Turn) -> str:
    noun = field_noun(turn.wishes[0].tool, turn.note.split(" ")[1])
    if not noun:
        raise Unsayable("no noun for the field")
    return noun
