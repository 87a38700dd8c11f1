"""Clauses of calls that need each other's results, put together: one request in one or two
sentences. What a clause says is decided elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generators.language.chained_aims import unmarked
from generators.language.clauses import detail
from generators.language.parts import Parts
from generators.language.phrase import Phrase, for_call, joined, plain, sentence
from generators.language.request import spoken, verb_phrase
from generators.language.saying import Speaker
from studio.record import Tool


@dataclass(frozen=True, slots=True)
class Clause:
    """One call with words of its own."""

    number: int
    """Of the call's wish."""
    tool: Tool
    parts: Parts


def filled(found: Parts, number: int, words_: Mapping[str, Phrase]) -> Parts:
    """The pieces of a call with its values marked as its own, and descriptions in their places."""

    def fill(phrase: Phrase) -> Phrase:
        return unmarked(for_call(phrase, number), words_)

    return replace(
        found,
        object=fill(found.object),
        tail=fill(found.tail),
        asides=tuple(replace(aside, phrase=fill(aside.phrase)) for aside in found.asides),
    )


def alone(clause: Clause, speaker: Speaker, register: str) -> Phrase:
    """The one clause as a request."""
    found = clause.parts
    object_ = plain(found.object)
    if object_ in ("it", "them"):
        return sentence(_verbal(clause, speaker), ".")
    register = "plain" if register == "technical" else register
    text = spoken(replace(found, later=()), clause.tool, speaker, register)
    details = _details(clause, speaker)
    closed = plain(text).endswith((".", "?", "!"))
    return [*text, *([] if closed or not details else ["."]), *details]


def _details(clause: Clause, speaker: Speaker) -> Phrase:
    """What did not fit into a clause, in sentences of its own."""
    found: Phrase = []
    for unit in clause.parts.later:
        said = sentence(detail(unit, speaker, clause.tool.parameters), ".")
        found += [" ", *for_call(said, clause.number)]
    return found


def together(clauses: Sequence[Clause], speaker: Speaker) -> Phrase:
    """Several clauses: in one sentence when they are short, else in two."""
    rng = speaker.rng
    phrases: list[Phrase] = []
    details: Phrase = []
    for clause in clauses:
        whole = _verbal(clause, speaker)
        for aside in clause.parts.asides:
            whole += aside.phrase
        phrases.append(whole)
        details += _details(clause, speaker)
    lead, end = rng.choice(_FRAMES)
    length = sum(len(plain(phrase).split()) for phrase in phrases)
    if length > 34 or (length > 22 and rng.random() < 0.5):
        first = sentence([lead, *phrases[0]] if lead else phrases[0], end)
        rest = joined(phrases[1:], ", ", rng.choice((" and ", ", and then ")))
        return [*first, " ", *sentence([rng.choice(_THEN), *rest], "."), *details]
    body = joined(phrases, ", ", rng.choice((" and ", " and ", " and then ", ", then ")))
    return [*sentence([lead, *body] if lead else body, end), *details]


_FRAMES = (
    ("", "."), ("", "."), ("", "."), ("can you ", "?"), ("could you ", "?"), ("please ", "."),
    ("I need you to ", "."), ("could you please ", "?"), ("I'd like you to ", "."),
    ("would you ", "?"), ("can you please ", "?"),
)  # fmt: skip
_THEN = ("then ", "then ", "after that, ", "once you have that, ", "next, ")
_PARTICLE = re.compile(r"(\w+) (on|off|up|down|out|over|back)")


def _verbal(clause: Clause, speaker: Speaker) -> Phrase:
    """The clause as a verb phrase: `put it on`, not `put on it`."""
    found = clause.parts
    phrase = verb_phrase(found, speaker.rng, False)
    object_ = plain(found.object)
    verb = phrase[0]
    match = _PARTICLE.fullmatch(verb) if isinstance(verb, str) else None
    if match is None or object_ not in ("it", "them"):
        return phrase
    return [f"{match[1]} {object_} {match[2]}", *found.tail]
