"""The purpose of a tool with other words where an argument would stand: `book the cheapest one`.

The words can hold values of other calls, so they stand as marks of one character until the clause
is built, and are put in at the end.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from generators.language.chunks import Chunk, Intent
from generators.language.intent import intent
from generators.language.phrase import Phrase
from generators.language.words import bare, stems
from studio.record import Tool
from studio.resources.nouns import named, words

_FIRST = 0xE100
_MARK = re.compile("([\ue100-\ue1ff])")


def mark(number: int) -> str:
    """The character that stands for the words of a given number."""
    return chr(_FIRST + number)


def unmarked(phrase: Phrase, said: Mapping[str, Phrase]) -> Phrase:
    """The phrase with the words in the place of their marks."""
    result: Phrase = []
    for piece in phrase:
        if not isinstance(piece, str):
            result.append(piece)
            continue
        for part in _MARK.split(piece):
            result.extend(said.get(part, [part] if part else []))
    return result


_WHOM = frozenset(
    "recipient recipients to attendee attendees people guests viewers invitees cc".split()
)
_TEXT = frozenset("text body message note content".split())


def aimed(tool: Tool, described: Mapping[str, str], told: Collection[str]) -> Intent:
    """The intent with marks for the parameters in `described`, and nothing for those in `told`,
    which the words of another call have said."""
    aim = intent(tool)
    left = dict(described)
    target = _target(aim.object, left, told)
    phrases: list[Chunk] = []
    for chunk in aim.phrases:
        if chunk.param in left:
            taken = left.pop(chunk.param)
            phrases.append(Chunk(chunk.prep, f"{chunk.rest} {taken}" if chunk.rest else taken))
        elif chunk.param not in told:
            phrases.append(chunk)
    if target is aim.object:
        target = _owned(target, left) or target
    if target is aim.object and (name := _acted_on(target, left)):
        target = Chunk("", left.pop(name))
    body = next((name for name in left if words(name)[-1] in _TEXT), "")
    if body:
        base, target, extra = _carrying(aim, target, left.pop(body))
        aim = replace(aim, base=base)
        phrases += extra
    for name, said in left.items():
        behind = " attached" if "attachment" in words(name) else ""
        lead = "with" if behind else _preposition(tool, name)
        phrases.append(Chunk(lead, f"{said}{behind}"))
    return replace(aim, object=target, phrases=tuple(phrases))


def _target(chunk: Chunk, left: dict[str, str], told: Collection[str]) -> Chunk:
    """The object: the thing itself, or `the status of` it."""
    if chunk.rest_param in left and chunk.rest:
        mine = left.pop(chunk.rest_param)
        owner = left.pop(chunk.param, "")
        if owner:
            return Chunk("", f"{mine} of {owner}")
        return (
            Chunk("", mine)
            if chunk.param in told
            else replace(chunk, rest=f"{mine} of", rest_param="")
        )
    if chunk.param in left:
        mine = left.pop(chunk.param)
        return Chunk("", f"{chunk.rest} {mine}" if chunk.rest else mine)
    if chunk.param in told:
        return Chunk("", chunk.rest.removesuffix(" of") if chunk.rest else chunk.words)
    return chunk


_OWNED = re.compile(r"(?:an?|the) (?P<owner>[\w ]+)'s (?P<what>[\w ]+)")


def _owned(chunk: Chunk, left: dict[str, str]) -> Chunk | None:
    """`a file's revisions` with the file found: the revisions of it."""
    match = _OWNED.fullmatch(chunk.words)
    for name in left if match else ():
        if match and named(name) == match["owner"]:
            return Chunk("", f"the {match['what']} of {left.pop(name)}")
    return None


def _acted_on(chunk: Chunk, left: Mapping[str, str]) -> str:
    """The parameter that names what the object is: a file for `the PDF file`."""
    heads = {*stems(bare(chunk.words))}
    closed = bare(chunk.words).removeprefix("my ").replace(" ", "").lower()
    for name in left:
        if "".join(words(name)) == closed:
            return name
        noun = named(name) or " ".join(words(name)[:1])
        if noun and {*stems(noun.rpartition(" ")[2])} & heads:
            return name
    return ""


_SENT = frozenset("message email mail sms text".split())


def _carrying(aim: Intent, target: Chunk, text: str) -> tuple[str, Chunk, list[Chunk]]:
    """The verb, object and phrases that say that a text found elsewhere is sent or kept."""
    spoken = {*bare(target.words).lower().split()}
    if spoken & {"something", "text"} and "message" not in spoken:
        return aim.base, Chunk("", text), []
    if aim.base in ("send", "compose") and spoken & _SENT:
        if "text" in spoken or "sms" in spoken:
            return "send", Chunk("", text), []
        return "email", Chunk("", text), []
    return aim.base, target, [Chunk("with", f"{text} in it" if spoken & {"email"} else text)]


_BY_NAME: Mapping[str, str] = {
    "destination": "to", "origin": "from", "start": "at", "location": "at", "place": "at",
    "city": "in", "video_link": "with", "from_email": "from", "send_to": "to", "address": "at",
}  # fmt: skip


def _preposition(tool: Tool, name: str) -> str:
    """What leads to a person or thing that no phrase of the tool speaks of."""
    said = words(name)
    if {*said} & _WHOM:
        base = intent(tool).base
        if said[-1] in ("recipients", "to", "recipient"):
            return "to"
        if said[-1] == "cc":
            return "with a copy to"
        return "to" if base == "invite" else "with" if base != "remove" else "from"
    if said[-1] == "attendee":
        return "with"
    if name == "location" and "nearby" in tool.name:
        return "near"
    return _BY_NAME.get("_".join(said), "for")
