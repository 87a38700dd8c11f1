"""One call as a request: verb phrase, clauses, details, in one of many frames."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from generators.language import frames
from generators.language.clauses import clause, detail, entity, labelled
from generators.language.intent import Chunk, Intent, intent
from generators.language.lexicon import gerund
from generators.language.phrase import Phrase, Value, capitalised, fill, joined, plain, sentence
from generators.language.saying import Speaker, Unit, say, units
from generators.language.words import bare, is_mass, is_plural, plural, stems
from generators.meaning import element
from studio.record import Json, Schema, Tool


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
    asides: tuple["Aside", ...]
    """Flags and limits, said at the end or by themselves."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A clause that can stand alone; `command` when it is a command itself: `skip the invites`."""

    phrase: Phrase
    command: bool


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
    asides: list[Aside] = []
    later: list[Unit] = []
    woven = len(arguments) - len(left)
    ordered = sorted(left.values(), key=lambda unit: _place(unit))
    for unit in ordered:
        if unit.meaning.kind in _ASIDE:
            asides.append(_aside(unit, speaker, root, aim))
        elif woven < room and not (unit.meaning.kind in _LONG and woven > 1):
            tail += clause(unit, speaker, root, aim.verb.kind, aim.object.words)
            woven += 1
        else:
            later.append(unit)
    return Parts(aim, head, tail, tuple(later), tuple(asides))


def _aside(unit: Unit, speaker: Speaker, root: Schema, aim: Intent) -> Aside:
    if unit.meaning.kind != "flag":
        return Aside(clause(unit, speaker, root, aim.verb.kind, aim.object.words), False)
    said = say(unit, speaker, root)
    lead = " and " if said.form == "imperative" and speaker.rng.random() < 0.4 else ", "
    if said.form == "adverbial" and speaker.rng.random() < 0.5:
        lead = " "
    return Aside([lead, *said.phrase], said.form == "imperative")


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
_CALLED = frozenset({"title", "category", "enum", "list"})
_AMOUNTS = frozenset("money number quantity duration distance weight temperature percent".split())
_MAKING = frozenset("create make generate build register insert draft compose write start".split())
"""Verbs whose object does not exist yet, so that no name or number stands for it."""
_GIVEN = frozenset("convert transfer send pay split round factor exchange deposit withdraw".split())
"""Verbs whose object is an amount the user states; of others the amount is the answer."""


def _object(
    aim: Intent, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    chunk = aim.object
    if chunk.param not in left:
        words = _unfilled(chunk, root)
        if speaker.variants and aim.verb.kind == "create" and not _varies_phrase(aim, speaker):
            words = plural(bare(words)) if words else words
        return [words] if words else []
    kind = left[chunk.param].meaning.kind
    making = (
        aim.base in _MAKING
        or aim.base == "set up"
        or (aim.base == "add" and not any(c.prep in ("to", "in") for c in aim.phrases))
    )
    asked = kind in _AMOUNTS and aim.base not in _GIVEN
    if not chunk.rest and ((making and kind in _NAMED | _CALLED) or asked):
        return [chunk.words]
    unit = left.pop(chunk.param)
    said = _substituted(chunk, unit, left, speaker, root)
    source = next(
        (
            u
            for u in left.values()
            if u.meaning.kind == "unit" and u.meaning.role in ("source", "start")
        ),
        None,
    )
    if aim.base == "convert" and kind in _AMOUNTS and source is not None:
        said += [" ", *say(left.pop(source.name), speaker, dict(root)).phrase]
    return said


def _varies_phrase(aim: Intent, speaker: Speaker) -> bool:
    """Whether the argument that varies stands in one of the fixed phrases."""
    return any(f"/{chunk.param}" in speaker.variants for chunk in aim.phrases if chunk.param)


def _unfilled(chunk: Chunk, root: Mapping[str, Json]) -> str:
    """The object without its value: `the capital of a country` → `the capital`, unless the value
    is required and so will be asked for."""
    if chunk.rest and chunk.param not in root.get("required", ()):
        return chunk.rest.removesuffix(" of")
    return chunk.words


_VAGUE = re.compile(r"(?:one|another|two)\b")


def _phrase(
    chunk: Chunk, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    if not chunk.param:
        return [f" {chunk.prep} {chunk.words}"]
    if chunk.param not in left:
        if chunk.param in root.get("required", ()) and chunk.words and chunk.prep != ",":
            return [f" {chunk.prep} {chunk.words}"] if not _VAGUE.match(chunk.words) else []
        return []
    unit = left.pop(chunk.param)
    if unit.meaning.kind in ("date", "datetime", "time") and not chunk.rest:
        moment = say(unit, speaker, dict(root))
        if chunk.prep in ("on", "at", "for", "in"):
            return [f" {moment.preposition} " if moment.preposition else " ", *moment.phrase]
        return [f" {chunk.prep} " if moment.governable else " ", *moment.phrase]
    said = _substituted(chunk, unit, left, speaker, root)
    lead = f"{chunk.prep} " if chunk.prep == "," else f" {chunk.prep} "
    return [lead, *said]


def _substituted(
    chunk: Chunk,
    unit: Unit,
    left: dict[str, Unit],
    speaker: Speaker,
    root: Mapping[str, Json],
) -> Phrase:
    """The noun phrase with the parameter's value in its place."""
    said = say(unit, speaker, dict(root)).phrase
    rng, kind = speaker.rng, unit.meaning.kind
    words = chunk.words.rpartition(" of ")[2] if chunk.rest else chunk.words
    lead = _lead(chunk, left, speaker, root)
    thing = bare(words)
    if unit.path in speaker.variants and kind in _NAMED | _CALLED:
        return [*lead, *fill("{e} {v}", e=plural(entity(thing)), v=said)]
    if kind in _NAMED:
        noun = entity(thing)
        coded = kind == "id" and isinstance(unit.value, (str, int)) and "/" not in str(unit.value)
        form = (
            rng.choice(_IDENTIFIED if coded else _IDENTIFIED[:3])
            if not is_plural(words)
            else "{e} {v}"
        )
        return [*lead, *fill(form.lstrip(), e=noun, v=said)]
    if kind == "code":
        return [*lead, *fill("{e} {v}", e=f"the {thing}", v=said)]
    if isinstance(unit.value, list) and element(unit.name, unit.schema).kind in _SELF_NAMING:
        return [*lead, *said]
    if isinstance(unit.value, list):
        return [*lead, *(fill("{w} {v}", w=words, v=said) if rng.random() < 0.5 else said)]
    if kind in _CALLED:
        form = rng.choice(("{e} {v}", "the {e} {v}", "{v}", "the {v} {e}"))
        return [*lead, *fill(form, e=thing, v=said)]
    return [*lead, *said]


def _lead(
    chunk: Chunk, left: dict[str, Unit], speaker: Speaker, root: Mapping[str, Json]
) -> Phrase:
    """What stands before the value: `the status of `, `pull request 348 of `."""
    if not chunk.rest:
        return []
    if chunk.rest_param not in left or f"/{chunk.rest_param}" in speaker.variants:
        return [f"{chunk.rest} "]
    said = say(left.pop(chunk.rest_param), speaker, dict(root)).phrase
    return [f"{entity(bare(chunk.rest.removesuffix(' of')))} ", *said, " of "]


_SELF_NAMING = frozenset("person contact email phone city country place product food".split())
_IDENTIFIED = (
    "{e} {v}",
    "{e} {v}",
    "the {e} {v}",
    "{e} ID {v}",
    "the {e} with ID {v}",
    "the {e} with id {v}",
)


_CLAUSE_LIKE = ("how ", "whether ", "what ", "which ", "who ", "when ", "where ", "if ", "why ")
_ABOUT_CLAUSES = {
    False: ("tell me", "check", "find out", "show me", "look up"),
    True: ("know", "find out", "see", "check"),
}


def verb_phrase(found: Parts, rng: Random, to_me: bool, plain_only: bool = False) -> Phrase:
    """`book a table at …` for the assistant to do, or for the user (`to_me`)."""
    verb_ = found.intent.verb
    forms = verb_.to_me if to_me else verb_.to_you
    if found.intent.object.words.startswith(_CLAUSE_LIKE):
        forms = _ABOUT_CLAUSES[to_me]
    spoken = set(stems(found.intent.object.words))
    forms = tuple(form for form in forms if not spoken & set(form.split())) or forms[:1]
    if plain_only:
        forms = tuple(form for form in forms if " me" not in form) or forms
    verb = forms[0] if rng.random() < 0.35 else rng.choice(forms)
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
    frame = frames.frame(found.intent.verb.kind, register, _shape(found), rng)
    apart = [aside for aside in found.asides if aside.command and frame.end == "?"]
    inline = [aside for aside in found.asides if aside not in apart]
    if inline and rng.random() < 0.2:
        apart, inline = list(found.asides), []
    whole = replace(found, tail=[*found.tail, *(p for aside in inline for p in aside.phrase)])
    text = sentence(
        _framed(frame, whole, rng), frame.end if register != "terse" or frame.end == "?" else ""
    )
    return _with_details(text, found.later, apart, speaker, dict(root), register)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a frame must know of a call."""

    has_object: bool
    definite: bool
    plural: bool


_TELLING = frozenset(
    "get check retrieve return fetch obtain calculate compute determine estimate measure tell "
    "look lookup describe".split()
) | {"look up", "find out", "work out"}
"""Verbs whose object one can ask for with `what is`."""


def _shape(found: Parts) -> Shape:
    words = found.intent.object.words
    first = words.split(" ", 1)[0].lower()
    filled = any(not isinstance(piece, str) for piece in found.object)
    definite = first in ("the", "my") and not (filled and not found.intent.object.rest)
    definite = definite and found.intent.base in _TELLING
    named = bool(found.object) and not words.startswith(_CLAUSE_LIKE)
    return Shape(named, definite, is_plural(words))


def _framed(frame: frames.Frame, found: Parts, rng: Random) -> Phrase:
    if frame.slot == "you":
        for_me = "for me" in frame.text
        return fill(frame.text, v=verb_phrase(found, rng, False, plain_only=for_me))
    if frame.slot == "me":
        return fill(frame.text, v=verb_phrase(found, rng, True))
    if frame.slot == "ing":
        verb = gerund(found.intent.verb.to_you[0])
        return fill(frame.text, v=[f"{verb} ", *found.object, *found.tail])
    thing: Phrase = [*found.object, *found.tail]
    if frame.slot == "bare":
        thing = _barely(thing)
    if frame.slot == "plural" and len(found.object) == 1 and isinstance(thing[0], str):
        word = bare(thing[0])
        thing = [word if is_plural(word) or is_mass(word) else plural(word), *found.tail]
    return fill(frame.text, v=thing)


def _barely(thing: Phrase) -> Phrase:
    if thing and isinstance(thing[0], str):
        return [bare(thing[0]), *thing[1:]]
    return thing


def _with_details(
    text: Phrase,
    later: tuple[Unit, ...],
    asides: list[Aside],
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
        first = aside.phrase[0]
        opening = first.lstrip(" ,").removeprefix("and ") if isinstance(first, str) else first
        stripped = [piece for piece in (opening, *aside.phrase[1:]) if piece]
        if isinstance(stripped[0], Value):
            stripped = [capitalised(stripped[0]), *stripped[1:]] if aside.command else stripped
        closing = "" if plain(result).endswith((".", "?", "!")) else "."
        result += [f"{closing} ", *sentence(stripped, ".")]
    return result


def _note(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker) -> Phrase:
    """A request as people jot it down: `new event: Design review, Thursday 3pm, 45 minutes`."""
    rng = speaker.rng
    aim = intent(tool)
    left = units(tool, arguments)
    thing = bare(_unfilled(aim.object, tool.parameters)) if aim.object.words else ""
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
