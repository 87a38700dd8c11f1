"""Requests as people jot them down: a heading with a list of values, or bare keywords."""

from collections.abc import Mapping

from generators.language.clauses import labelled
from generators.language.intent import Intent, intent
from generators.language.parts import unfilled
from generators.language.phrase import Phrase, joined, sentence
from generators.language.saying import Speaker, say, units
from generators.language.words import bare
from studio.record import Json, Tool

_READING = frozenset({"read", "list", "search", "compute"})
_EVIDENT = frozenset(
    "city country state place airport address postcode person contact email phone company product "
    "song artist movie book team food date datetime time title reference url query topic".split()
)
"""Kinds whose values need no word beside them."""


def note(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker) -> Phrase:
    """`new event: Design review, Thursday 3pm, 45 minutes`. Raises Unsayable."""
    rng = speaker.rng
    said = units(tool, arguments)
    notes = [labelled(unit, speaker, tool.parameters, rng) for unit in said]
    gap = rng.choice((": ", " - ", ". ", ", ", "\n"))
    if speaker.compact and gap == "\n":
        gap = ": "
    between = rng.choice((", ", ", ", "; ", "; " if speaker.compact else "\n"))
    if between == ", " and any(isinstance(unit.value, list) for unit in said):
        between = "; "
    body = joined(notes, between)
    if gap in (". ", "\n"):
        body = sentence(body, "")
    text: Phrase = [_heading(intent(tool), tool, speaker), gap, *body]
    return sentence(text, rng.choice(("", "", "."))) if rng.random() < 0.6 else text


def _heading(aim: Intent, tool: Tool, speaker: Speaker) -> str:
    rng = speaker.rng
    chunk = aim.object
    thing = unfilled(chunk, tool.parameters, speaker) if chunk.words else ""
    if chunk.rest and chunk.param:
        thing = chunk.rest.removesuffix(" of")
    fixed = [f"{c.prep} {c.words}" for c in aim.phrases if not c.param]
    full = " ".join(part for part in (aim.base, thing, *fixed) if part)
    if aim.verb.kind == "create" and thing:
        return rng.choice((f"new {bare(thing).removeprefix('new ')}", full, full))
    return rng.choice((f"{aim.verb.to_you[0]} {thing}".strip(), full))


def fragment(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker) -> Phrase:
    """`weather Oslo tomorrow`: the thing and the values side by side; empty where the values do
    not speak for themselves. Raises Unsayable."""
    aim = intent(tool)
    said = units(tool, arguments)
    if aim.verb.kind not in _READING or not 1 <= len(said) <= 3 or not aim.object.words:
        return []
    if any(unit.meaning.kind not in _EVIDENT or unit.meaning.role for unit in said):
        return []
    if any(not isinstance(unit.value, str) for unit in said) or speaker.variants:
        return []
    chunk = aim.object
    thing = bare(chunk.rest.removesuffix(" of") if chunk.rest else chunk.words)
    if chunk.param and not chunk.rest:
        thing = ""
    phrase: Phrase = [thing] if thing else []
    for unit in said:
        if phrase:
            phrase.append(" ")
        phrase += say(unit, speaker, tool.parameters).phrase
    return phrase if thing else []
