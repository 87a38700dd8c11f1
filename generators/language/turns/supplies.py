"""Answers to questions: the bare value, a sentence, more than was asked, or the long way round."""

from generators.language.intent import properties
from generators.language.phrase import Phrase, Value, fill, joined, kept, plain
from generators.language.saying import Speaker, Unit, Unsayable
from generators.language.surface import surfaces
from generators.language.turns import odd, tone
from generators.language.turns.placed import alone, arguments, evident, noted, placed, told
from generators.language.words import is_plural
from studio.brief import PlannedCall

_LEADS = (
    *("",) * 14, "Oh right, ", "Sorry, ", "Ah, ", "Oh, ", "Sure, ", "Right, ", "Of course, ",
    "Good question. ", "Ah yes, ", "Oops, ", "Let me see, ", "Hm, ", "Ok, ", "Ah, sorry. ",
    "Forgot that, ", "Oh, I forgot: ", "My bad, ", "Right, sorry: ", "One second. ",
)  # fmt: skip
_ONE = (
    "{b}", "{b}", "{b}", "{b}", "{p}", "{p}", "{s}", "{s}", "{l}", "it's {b}", "make it {b}",
    "let's say {b}", "{b} would be good", "take {b}", "that would be {b}", "I'd say {b}",
    "{b} is fine", "use {b}", "go with {b}", "{b}, if that works", "should be {b}", "say {b}",
)  # fmt: skip
_ONE_VALUE = frozenset(
    "{b}|{p}|{l}|{s}|it's {b}|that would be {b}|should be {b}|use {b}".split("|")
)
"""Forms for values that are facts, not wishes."""
_PLEASED = ("date", "time", "datetime", "quantity", "number", "enum", "title", "topic", "duration")
_ODD = (
    "{b}", "{b}, I'd say", "it'll be {b}", "hmm, let's say {b}", "that'd be {b}",
    "{b} I think works", "I guess {b}", "probably best {b}", "well, {b}", "{b} if I remember right",
    "{b} it is", "let me think… {b}", "so, {b} then", "call it {b}", "I'd go for {b}",
)  # fmt: skip
_STORIES = (
    "Sorry, I had to look that one up. It's {b}.",
    "Hang on, I wrote it down somewhere... here: {b}.",
    "I'm between two meetings, so just quickly: {b}.",
    "Sorry, the phone rang. {b}.",
    "I wasn't sure at first, but I've checked and it's {b}.",
    "Long story short: {b}.",
    "It took me a while to find. It's {b}.",
    "I always forget to say that. It's {b}.",
    "Let me check my notes... okay, it's {b}.",
    "My laptop just crashed, sorry about that. Anyway: {b}.",
    "Oh, didn't I say? {b}.",
    "I thought I'd mentioned it already. {b}.",
    "One second, somebody's at the door... so, {b}.",
    "I had to ask around first. It's {b}.",
    "I should have said that straight away, sorry: {b}.",
    "Too many tabs open, I couldn't find it. Now I have it: {b}.",
    "I'm typing this on the bus, so excuse me if I'm brief: {b}.",
    "Wait, I've got it here in an old message. It's {b}.",
)  # fmt: skip
_WITHDRAWN = (
    "{o}, no wait, {b}", "{o}. Sorry, {b}", "{o}… no, {b}", "{o} - hold on, make that {b}",
    "{o}, or no: {b}", "{o}. Hmm, no, {b} is right", "{o}, ah no, I mean {b}", "{o}? No, {b}",
    "{o}. Wait, scratch that, {b}", "I thought {o}, but no, it's {b}", "{o}, I mean {b}, sorry",
    "first I wanted to say {o}, but it has to be {b}", "{o}. No, that's wrong, it's {b}",
    "not {o} as I'd planned but {b}", "{o}… on second thought, {b}", "{o}, scratch that: {b}",
)  # fmt: skip


def supplied(wish: PlannedCall, speaker: Speaker, register: str, note: str) -> Phrase:
    """What was asked for, in words. Raises Unsayable where an odd form is wanted and there is
    none."""
    rng = speaker.rng
    units = arguments(wish)
    if not units:
        raise Unsayable(f"nothing to supply for {wish.tool.name}")
    if note in ("odd", "story", "withdrawn"):
        core = _oddly(units, wish, speaker, note)
        if not plain(core).endswith((".", "?", "!")):
            core = [*core, "."]
        # A word before "hmm, let's say ten" would be one too many.
        leads = _LEADS if note == "odd" and isinstance(core[0], Value) else ("",)
        return tone.uttered(core, "", register, rng, leads)
    if note == "revised" and len(units) == 2:
        core = _revised(units[0], units[1], wish, speaker)
    elif len(units) > 1:
        core = joined([_part(unit, wish, speaker) for unit in units], ", ", rng.choice(_BETWEEN))
    else:
        core = _single(units[0], wish, speaker)
    return tone.uttered(core, ".", register, rng, _LEADS)


_BETWEEN = (", ", " and ", ", and ", ", ")


_REVISED = (
    "{a}, and make the {n} {b} after all", "{a}, and change the {n} to {b}",
    "{a}. Oh, and the {n} should be {b} instead", "{a}, but with {b} as the {n} instead",
    "{a}. And now that I think of it, make the {n} {b}", "{a}, and let's change the {n} to {b}",
    "{a}. Also, I got the {n} wrong, it's {b}", "{a}, and actually make the {n} {b}",
    "{a}. One change: {n} {b} instead", "{a}, and sorry, the {n} should be {b}",
)  # fmt: skip


def _revised(asked: Unit, other: Unit, wish: PlannedCall, speaker: Speaker) -> Phrase:
    """The answer, and something said before otherwise."""
    form = speaker.rng.choice(_REVISED)
    if is_plural(other.meaning.noun):
        form = form.replace("it's {b}", "they're {b}")
    b = alone(other, speaker, wish.tool)
    return fill(form, a=alone(asked, speaker, wish.tool), b=b, n=other.meaning.noun)


def _part(unit: Unit, wish: PlannedCall, speaker: Speaker) -> Phrase:
    if evident(unit) and speaker.rng.random() < 0.4:
        return placed(unit, speaker, wish.tool)
    said = noted(unit, speaker, wish.tool)
    # What is put in brackets behind a request stands here by itself.
    bracketed = plain(said).startswith("(") or (unit.meaning.kind == "text" and len(said) == 1)
    return told(unit, speaker, wish.tool) if bracketed else said


def _single(unit: Unit, wish: PlannedCall, speaker: Speaker) -> Phrase:
    rng = speaker.rng
    long = isinstance(unit.value, dict) or len(str(unit.value)) > 45
    wished = unit.meaning.kind in _PLEASED or "enum" in unit.schema
    forms = [form for form in _ONE if wished or form in _ONE_VALUE]
    form = "{b}" if long else rng.choice(forms)
    b = alone(unit, speaker, wish.tool)
    if form == "{s}":
        return told(unit, speaker, wish.tool)
    if form == "{l}":
        return noted(unit, speaker, wish.tool)
    if form == "{p}":
        return placed(unit, speaker, wish.tool) if unit.meaning.kind != "flag" else b
    return fill(form, b=b)


def _oddly(units: list[Unit], wish: PlannedCall, speaker: Speaker, note: str) -> Phrase:
    if len(units) != 1:
        raise Unsayable("only one value is said in an odd form")
    unit, rng = units[0], speaker.rng
    if note == "withdrawn":
        o = _before(unit, wish, speaker)
        b = alone(unit, speaker, wish.tool)
        if plain(b).lower() in o.lower() or o.lower() in plain(b).lower():
            raise Unsayable("the value taken back reads like the right one")
        return fill(rng.choice(_WITHDRAWN), o=[kept(o)], b=b)
    b = odd.oddly(unit, speaker)
    if note == "story":
        b = b or alone(unit, speaker, wish.tool)
        return fill(rng.choice(_STORIES), b=b)
    if not b:
        raise Unsayable(f"no odd form of {unit.path}")
    return fill(rng.choice(_ODD), b=b)


def _before(unit: Unit, wish: PlannedCall, speaker: Speaker) -> str:
    """Another value of the same kind, which is taken back at once."""
    choices = properties(wish.tool.parameters).get(unit.name, {}).get("enum")
    value = odd.near(unit.value, unit.meaning.kind, choices, speaker.rng)
    if value is None:
        raise Unsayable(f"nothing one could have said before {unit.path}")
    found = surfaces(value, unit.meaning, unit.schema, today=speaker.today, rng=speaker.rng)
    if found is None:
        raise Unsayable(f"no words for what was said before {unit.path}")
    speaker.dated |= found.needs_today
    return found.text
