"""What was done: the deed with the words of the request, and what the user does not know yet."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from generators.language.inflection import participle
from generators.language.intent import intent
from generators.language.parts import parts
from generators.language.phrase import plain
from generators.language.replies import purpose, spoken_base, yours
from generators.language.reports.facts import Fact, facts
from generators.language.reports.frames import Frame
from generators.language.reports.spelling import Style
from generators.language.reports.wording import weight, worded
from generators.language.saying import Speaker, Unsayable
from studio.record import Json, Tool

_LONGEST = 18


def deed(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker) -> str:
    """ "booked a table at Noma for four": what was done, with what names it where that stays
    short."""
    said = purpose(tool)
    if speaker.rng.random() < 0.75:
        alone = replace(speaker, variants={}, dated=False, compact=True)
        try:
            found = parts(tool, arguments, alone, 1)
        except Unsayable:
            return participle(said)
        text = yours(f"{spoken_base(found.intent)} {plain([*found.object, *found.tail])}")
        text = " ".join(text.split())
        if (
            len(text.split()) <= _LONGEST
            and "\n" not in text
            and "{" not in text
            and not alone.dated
        ):
            said = text
    return participle(said)


_DEEDS = (
    "I've {deed}.", "Done, I've {deed}.", "Done: I've {deed}.", "All done, I've {deed}.",
    "I have {deed}.", "I've just {deed}.", "That's done. I've {deed}.", "All set, I've {deed}.",
)  # fmt: skip


def done(
    tool: Tool,
    arguments: Mapping[str, Json],
    value: Json,
    frame: Frame,
    said: frozenset[str],
    how: Style,
    speaker: Speaker,
) -> str:
    """The answer for something done. Raises Unsayable."""
    rng = speaker.rng
    things = facts(value, frame, said) if isinstance(value, dict) else []
    denied = next((f for f in things if f.value is False and _claims(f, tool)), None)
    if denied is not None:
        raise Unsayable(f"{tool.name}: the result says that it was not done")
    head = rng.choice(_DEEDS).format(deed=deed(tool, arguments, speaker))
    return " ".join([head, *news(things, how, rng)])


def _claims(fact: Fact, tool: Tool) -> bool:
    return fact.words == (participle(intent(tool).base),) or fact.words in (("success",), ("ok",))


def news(things: list[Fact], how: Style, rng: Random) -> list[str]:
    """One or two facts the user does not know yet, as sentences."""
    scored = []
    for fact in things:
        if fact.known or fact.value is True:
            continue
        own = fact.kind in ("id", "reference") and not fact.owner
        scored.append((weight(fact) + (9 if own else 0), fact))
    ranked = [fact for score, fact in sorted(scored, key=lambda e: -e[0]) if score > 2]
    clauses = []
    for fact in ranked:
        text = worded(fact, how).clause
        if text:
            clauses.append(text)
        if len(clauses) == 2:
            break
    if not clauses:
        return []
    if len(clauses) == 2 and rng.random() < 0.5:
        clauses = [f"{clauses[0]} and {clauses[1]}"]
    return [text[:1].upper() + text[1:] + "." for text in clauses[: rng.choice((1, 2, 2))]]
