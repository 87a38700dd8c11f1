"""One call as a request: verb phrase, clauses, details, in one of many frames."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from generators.language import frames
from generators.language.clauses import detail, labelled
from generators.language.inflection import gerund
from generators.language.intent import meanings
from generators.language.notes import fragment, note
from generators.language.parts import Aside, Parts, parts
from generators.language.phrase import Phrase, Value, capitalised, fill, joined, plain, sentence
from generators.language.saying import Speaker, Unit
from generators.language.words import bare, is_mass, is_plural, plural, stems
from studio.record import Json, Tool

_CLAUSE_LIKE = ("how ", "whether ", "what ", "which ", "who ", "when ", "where ", "if ", "why ")
_ABOUT_CLAUSES = {
    False: ("tell me", "check", "find out", "show me", "look up"),
    True: ("find out", "see", "check"),
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
    style = rng.random()
    if style < 0.08 and len(arguments) >= 2:
        return note(tool, arguments, speaker)
    if register == "technical" and not technical(tool):
        register = "plain"
    if register == "terse" and style < 0.5 and (short := fragment(tool, arguments, speaker)):
        return short
    room = rng.choice((1, 2, 3, 3, 4, 5))
    return spoken(parts(tool, arguments, speaker, room), tool, speaker, register)


def spoken(found: Parts, tool: Tool, speaker: Speaker, register: str) -> Phrase:
    """A whole request out of the pieces of a call."""
    rng = speaker.rng
    simple = not found.asides and len(found.clauses) == 0
    frame = frames.frame(found.intent.verb.kind, register, _shape(found, simple), rng)
    apart = [aside for aside in found.asides if aside.command and frame.end == "?"]
    inline = [aside for aside in found.asides if aside not in apart]
    if inline and rng.random() < 0.2:
        apart, inline = list(found.asides), []
    whole = replace(found, tail=[*found.tail, *(p for aside in inline for p in aside.phrase)])
    text = sentence(
        _framed(frame, whole, rng), frame.end if register != "terse" or frame.end == "?" else ""
    )
    return _with_details(text, found.later, apart, speaker, dict(tool.parameters), register)


_TECHNICAL = frozenset(
    "id code regex path hostname ip domain json slug filename fields_mask version unknown".split()
)


def technical(tool: Tool) -> bool:
    """Whether those who use the tool speak of identifiers, paths and expressions."""
    return any(meant.kind in _TECHNICAL for meant in meanings(tool).values())


@dataclass(frozen=True, slots=True)
class Shape:
    """What a frame must know of a call."""

    has_object: bool
    definite: bool
    plural: bool
    simple: bool
    """Whether a word or two can still follow the verb phrase: it is short."""
    worded: bool
    """Whether the object is words only, no value and no `the … of`."""


_SHORT = 5
"""Words behind which `for me` or `are there` still reads well."""


_TELLING = frozenset(
    "get check retrieve return fetch obtain calculate compute determine estimate measure tell "
    "look lookup describe".split()
) | {"look up", "find out", "work out"}
"""Verbs whose object one can ask for with `what is`."""


def _shape(found: Parts, simple: bool) -> Shape:
    words = found.intent.object.words
    first = words.split(" ", 1)[0].lower()
    filled = any(not isinstance(piece, str) for piece in found.object)
    definite = first in ("the", "my") and not (filled and not found.intent.object.rest)
    definite = definite and found.intent.base in _TELLING
    named = bool(found.object) and not words.startswith(_CLAUSE_LIKE)
    short = len(plain([*found.object, *found.tail]).split()) <= _SHORT
    worded = len(found.object) == 1 and not filled and not words.startswith("the ")
    return Shape(named, definite, is_plural(words), simple and short, worded)


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
        result.append(". ")
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
