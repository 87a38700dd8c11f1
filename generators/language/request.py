"""One call as a request: verb phrase, clauses, details, in one of many frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from generators.language import frames
from generators.language.clauses import clause, detail, entity, labelled
from generators.language.intent import Chunk, Intent, intent
from generators.language.lexicon import gerund
from generators.language.phrase import Phrase, fill, joined, plain, sentence
from generators.language.saying import Speaker, Unit, say, units
from generators.language.words import bare, is_mass, is_plural, plural
from studio.record import Json, Tool


@dataclass(frozen=True, slots=True)
class Parts:
    """A call taken apart: who does what to what, and what else was said about it."""

    intent: Intent
    object: Phrase
    """The object with its value, if it carries one: `the weather in `, `order ord_1`."""
    tail: Phrase
    """Phrases and clauses that follow the object, each with its leading blank or comma."""
    later: tuple[Unit, ...]
    """Arguments left for sentences of their own."""
    asides: tuple[Phrase, ...]
    """Flags and limits, said at the end or by themselves."""


_ASIDE = frozenset({"flag", "count", "sort"})
_LONG = frozenset({"text", "code", "json", "object", "regex"})


def parts(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker, room: int) -> Parts:
    """The call in pieces, at most `room` arguments woven in. Raises Unsayable."""
    root = tool.parameters
    aim = intent(tool)
    left = {unit.name: unit for unit in units(tool, arguments)}
    head = _object(aim, left, speaker, root)
    tail: Phrase = []
    for chunk in aim.phrases:
        tail += _phrase(chunk, left, speaker, root)
    asides: list[Phrase] = []
    later: list[Unit] = []
    woven = len(arguments) - len(left)
    ordered = sorted(left.values(), key=lambda unit: _place(unit))
    for unit in ordered:
        if unit.meaning.kind in _ASIDE:
            asides.append(clause(unit, speaker, root, aim.verb.kind, aim.object.words))
        elif woven < room and not (unit.meaning.kind in _LONG and woven > 1):
            tail += clause(unit, speaker, root, aim.verb.kind, aim.object.words)
            woven += 1
        else:
            later.append(unit)
    return Parts(aim, head, tail, tuple(later), tuple(asides))


_ORDER = (
    "title product food song artist movie book quantity money source target city place airport "
    "person contact email".split()
)


def _place(unit: Unit) -> int:
    """Who and what come before when, and long texts last."""
    kind = unit.meaning.kind
    if kind in _LONG or isinstance(unit.value, dict):
        return 90
    if unit.meaning.role == "end":
        return 61
    if kind in ("date", "datetime", "time"):
        return 60
    if kind == "duration":
        return 65
    return _ORDER.index(kind) if kind in _ORDER else 50


_NAMED = frozenset({"id", "reference", "slug", "filename"})
_CALLED = frozenset({"title", "topic", "category", "query", "enum", "list", "number"})


def _object(
    aim: Intent, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    chunk = aim.object
    if chunk.param not in left:
        return [_unfilled(chunk)] if chunk.words else []
    if aim.verb.kind == "create" and left[chunk.param].meaning.kind in _NAMED | _CALLED:
        return [chunk.words]
    return _substituted(chunk, left.pop(chunk.param), speaker, root)


def _unfilled(chunk: Chunk) -> str:
    """The object without its value: `the capital of a country` → `the capital`."""
    return chunk.rest.removesuffix(" of") if chunk.rest else chunk.words


def _phrase(
    chunk: Chunk, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    if not chunk.param:
        return [f" {chunk.prep} {chunk.words}"]
    if chunk.param not in left:
        return []
    unit = left.pop(chunk.param)
    if unit.meaning.kind in ("date", "datetime", "time") and not chunk.rest:
        moment = say(unit, speaker, dict(root))
        if chunk.prep in ("on", "at", "for", "in"):
            return [f" {moment.preposition} " if moment.preposition else " ", *moment.phrase]
        return [f" {chunk.prep} " if moment.governable else " ", *moment.phrase]
    said = _substituted(chunk, unit, speaker, root)
    lead = f"{chunk.prep} " if chunk.prep == "," else f" {chunk.prep} "
    return [lead, *said]


def _substituted(chunk: Chunk, unit: Unit, speaker: Speaker, root: Mapping[str, Json]) -> Phrase:
    """The noun phrase with the parameter's value in its place."""
    said = say(unit, speaker, dict(root)).phrase
    rng, kind = speaker.rng, unit.meaning.kind
    words = chunk.words.rpartition(" of ")[2] if chunk.rest else chunk.words
    lead: Phrase = [f"{chunk.rest} "] if chunk.rest else []
    thing = bare(words)
    if kind in _NAMED:
        noun = entity(thing)
        form = rng.choice(_IDENTIFIED) if not is_plural(words) else " {e} {v}"
        return [*lead, *fill(form.lstrip(), e=noun, v=said)]
    if isinstance(unit.value, list):
        return [*lead, *(fill("{w} {v}", w=words, v=said) if rng.random() < 0.5 else said)]
    if kind in _CALLED and kind not in ("topic", "query"):
        form = rng.choice(("{e} {v}", "the {e} {v}", "{v}", "the {v} {e}"))
        return [*lead, *fill(form, e=thing, v=said)]
    return [*lead, *said]


_IDENTIFIED = (
    "{e} {v}",
    "{e} {v}",
    "the {e} {v}",
    "{e} ID {v}",
    "the {e} with ID {v}",
    "the {e} with id {v}",
)


def verb_phrase(found: Parts, rng: Random, to_me: bool) -> Phrase:
    """`book a table at …` for the assistant to do, or for the user (`to_me`)."""
    forms = found.intent.verb.to_me if to_me else found.intent.verb.to_you
    verb = forms[0] if rng.random() < 0.35 else rng.choice(forms)
    if verb.endswith(" of") and not found.object:
        verb = forms[0]
    return [verb, *([" "] if found.object else []), *found.object, *found.tail]


def request(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker, register: str) -> Phrase:
    """A whole request for one call. Raises Unsayable."""
    rng = speaker.rng
    root = tool.parameters
    style = rng.random()
    if style < 0.08 and len(arguments) >= 2:
        return _note(tool, arguments, speaker)
    room = rng.choice((1, 2, 3, 3, 4, 5))
    found = parts(tool, arguments, speaker, room)
    asides = list(found.asides)
    frame = frames.frame(found.intent.verb.kind, register, _shape(found), rng)
    core = _framed(frame, found, rng)
    inline = asides if rng.random() < 0.75 else []
    for aside in inline:
        core += aside
    text = sentence(core, frame.end if register != "terse" or frame.end == "?" else "")
    extra = [a for a in asides if a not in inline]
    return _with_details(text, found.later, extra, speaker, dict(root), register)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a frame must know of a call."""

    has_object: bool
    definite: bool
    plural: bool


def _shape(found: Parts) -> Shape:
    words = found.intent.object.words
    first = words.split(" ", 1)[0].lower()
    filled = any(not isinstance(piece, str) for piece in found.object)
    definite = first in ("the", "my") and not (filled and not found.intent.object.rest)
    return Shape(bool(found.object), definite, is_plural(words))


def _framed(frame: frames.Frame, found: Parts, rng: Random) -> Phrase:
    if frame.slot == "you":
        return fill(frame.text, v=verb_phrase(found, rng, False))
    if frame.slot == "me":
        return fill(frame.text, v=verb_phrase(found, rng, True))
    if frame.slot == "ing":
        verb = gerund(found.intent.verb.to_you[0])
        return fill(frame.text, v=[f"{verb} ", *found.object, *found.tail])
    thing: Phrase = [*found.object, *found.tail]
    if frame.slot == "bare":
        thing = _barely(thing)
    if frame.slot == "plural" and isinstance(thing[0], str):
        word = bare(thing[0].strip())
        thing = [word if is_plural(word) or is_mass(word) else plural(word), *thing[1:]]
        if found.tail and isinstance(found.tail[0], str) and not str(thing[0]).endswith(" "):
            thing = [thing[0], *found.tail]
    return fill(frame.text, v=thing)


def _barely(thing: Phrase) -> Phrase:
    if thing and isinstance(thing[0], str):
        return [bare(thing[0]), *thing[1:]]
    return thing


def _with_details(
    text: Phrase,
    later: tuple[Unit, ...],
    asides: list[Phrase],
    speaker: Speaker,
    root: dict[str, Json],
    register: str,
) -> Phrase:
    rng = speaker.rng
    result = list(text)
    said = plain(result)
    if later and not said.endswith(("?", ".", "!")):
        result.append(rng.choice((". ", ", ", " - ", "; ")))
    elif later:
        result.append(" ")
    if len(later) > 1 and rng.random() < 0.6:
        notes = [labelled(unit, speaker, root, rng) for unit in later]
        lead = rng.choice(frames.DETAIL_LEADS)
        result += [lead, *joined(notes, ", ", rng.choice((" and ", ", "))), "."]
    else:
        for index, unit in enumerate(later):
            if index:
                result.append(" ")
            result += sentence(detail(unit, speaker, root), ".")
    for aside in asides:
        stripped = (
            [aside[0].lstrip(" ,").removeprefix("and "), *aside[1:]]
            if isinstance(aside[0], str)
            else aside
        )
        closing = "" if plain(result).endswith((".", "?", "!")) else "."
        result += [f"{closing} ", *sentence([piece for piece in stripped if piece], ".")]
    return result


def _note(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker) -> Phrase:
    """A request as people jot it down: `new event: Design review, Thursday 3pm, 45 minutes`."""
    rng = speaker.rng
    aim = intent(tool)
    left = units(tool, arguments)
    thing = bare(_unfilled(aim.object)) if aim.object.words else ""
    lead = rng.choice(
        (f"{aim.verb.to_you[0]} {aim.object.words}".strip(), aim.text)
        if aim.verb.kind != "create" or not thing
        else (f"new {thing.removeprefix('new ')}", f"{aim.base} {aim.object.words}", aim.text)
    )
    notes = [labelled(unit, speaker, tool.parameters, rng) for unit in left]
    gap = rng.choice((": ", " - ", ". ", ", ", "\n"))
    between = rng.choice((", ", ", ", "; ", "\n"))
    body = joined(notes, between)
    if gap in (". ", "\n"):
        body = sentence(body, "")
    text: Phrase = [lead, gap, *body]
    return sentence(text, rng.choice(("", "", "."))) if rng.random() < 0.6 else text
