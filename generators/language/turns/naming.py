"""Things that were shown or said before, in few words: "the second one", "it", "the same day".

What is meant is planned; here it gets its words, and the intent of a tool speaks of it by them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from generators.graph.picks import listed, picks
from generators.language.chunks import Chunk, Intent
from generators.language.intent import intent, meanings
from generators.language.placing import entity
from generators.language.saying import Speaker, Unsayable
from generators.language.words import bare, is_plural
from generators.meaning import Meaning
from generators.meaning import words as parameter_words
from studio.brief import Found, PlannedCall, Told
from studio.pointer import resolve, steps
from studio.record import Json, Tool
from studio.resources.operation import read

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
LONGEST_LIST = len(_ORDINALS)
"""Items of a list of which one can still be told by its place."""
_TITLES = (
    "name", "title", "subject", "summary", "displayName", "display_name", "full_name", "label",
    "topic", "task", "file_name",
)  # fmt: skip
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Named:
    """How a tool's wish speaks of what it does not say: words by parameter."""

    words: Mapping[str, str]
    loose: tuple[str, ...] = field(default=())
    """Further phrases for what the intent has no room for: `for the same date`."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A call's result, and what the user was told of it."""

    tool: Tool
    value: Json
    reply: str
    arguments: Mapping[str, Json] = field(default_factory=dict)
    """Of the call."""


def shown(found: Found, seen: Sequence[Seen], speaker: Speaker) -> str:
    """What an item of an earlier result is called; empty for what is no item of a list. Raises
    Unsayable when nothing tells it from the others, or the user was not told of all of them."""
    parts = steps(found.pointer)
    place = next((at for at in range(len(parts) - 1, -1, -1) if parts[at].isdecimal()), -1)
    if place < 0:
        return ""
    whole, reply = seen[found.call].value, seen[found.call].reply
    prefix = "".join(f"/{part}" for part in parts[:place])
    items = resolve(whole, prefix)
    if not isinstance(items, list) or len(items) > LONGEST_LIST:
        raise Unsayable("a list too long to count in")
    index = int(parts[place])
    names = [title(items, at) for at in range(len(items))]
    if any(name and name not in reply for name in names):
        raise Unsayable("the user was not told of every item")
    name = names[index]
    rng = speaker.rng
    extreme = _extreme(seen[found.call], index, len(items))
    if extreme and rng.random() < 0.6:
        return rng.choice(extreme)
    if name and len(items) > 1 and rng.random() < 0.35:
        return _titled(name, speaker)
    return rng.choice(_counted(index, len(items)))


_COMPARED = {
    "cheapest": "cheaper", "nearest": "nearer", "closest": "closer", "best-rated": "better-rated",
    "top-rated": "better-rated", "highest-rated": "higher-rated",
    "least expensive": "less expensive",
}  # fmt: skip


def _extreme(seen: Seen, index: int, length: int) -> list[str]:
    """Words for an item that is the cheapest, nearest or best of those the user was told of, with
    what makes it so."""
    operation = read(seen.tool)
    items = listed(seen.value, operation)
    told = seen.reply.replace(",", "")
    found = []
    for pick in picks(seen.value, operation):
        word = pick.words if length > 2 else _COMPARED.get(pick.words, "")
        if pick.place != index or pick.words not in _COMPARED or not word:
            continue
        values = [resolve(item, pick.field) for item in items]
        numbers = all(isinstance(value, (int, float)) for value in values)
        if numbers and all(f"{value:g}" in told for value in values):
            found.append(f"the {word} one")
    return found


def title(items: Sequence[Json], index: int) -> str:
    """The name of an item that no other of the list has; empty for none."""
    for key in _TITLES:
        names = [item.get(key) for item in items if isinstance(item, dict)]
        if len(names) == len(items) and isinstance(names[index], str):
            name = str(names[index])
            alone = sum(name.lower() in str(other).lower() for other in names) == 1
            return name if alone and 2 < len(name) <= _LONGEST_NAME else ""
    return ""


def listed_as(pointer: str, seen: Seen) -> str:
    """The name that only the item of a list has into which a pointer leads; empty for none."""
    parts = steps(pointer)
    place = next((at for at, part in enumerate(parts) if part.isdecimal()), -1)
    items = resolve(seen.value, "".join(f"/{part}" for part in parts[:place]))
    if place < 0 or not isinstance(items, list) or len(items) > LONGEST_LIST:
        return ""
    return title(items, int(parts[place]))


def _titled(name: str, speaker: Speaker) -> str:
    left, right = speaker.quotes(name)
    quoted = f"{left}{name}{right}"
    return speaker.rng.choice((quoted, name)) if _PROPER.fullmatch(name) else quoted


_PROPER = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}")
"""A name that reads as one without quotation marks: `Madeleine Blin`, `Hotel Lipa`."""


def _counted(index: int, length: int) -> tuple[str, ...]:
    if length == 1:
        return ("that one", "it", "that one")
    ordinal = _ORDINALS[index]
    found = [f"the {ordinal} one", f"the {ordinal} one", f"number {index + 1}", f"the {ordinal}"]
    if index == length - 1:
        found += ["the last one", "the last one"]
    if index == 0:
        found += ["the top one", "the first one on the list"]
    return tuple(found)


def same(meant: Meaning, rng: Random) -> str:
    """What was said before, of that kind: `the same city`."""
    noun = {"date": "date", "city": "city", "address": "address", "place": "place"}.get(
        meant.kind, meant.noun
    )
    if meant.kind == "date":
        return rng.choice(("the same day", "the same date", "that day", "that same day"))
    if meant.kind == "city":
        return rng.choice(("the same city", "that city", "the same place"))
    if meant.kind in ("person", "contact", "email"):
        return rng.choice(("the same person", "that person"))
    return rng.choice((f"the same {noun}", f"that {noun}", f"the same {noun} as before"))


def named(wish: PlannedCall, seen: Sequence[Seen], speaker: Speaker, item: str) -> Named:
    """The words for everything a wish names. `item` is what to say for things that were made or
    mentioned already: `it`, `that one`. Raises Unsayable."""
    words: dict[str, str] = {}
    meant = meanings(wish.tool)
    for path, source in wish.sources.items():
        name = path.split("/")[1]
        if name in words:
            raise Unsayable(f"several things for {name} of {wish.tool.name}")
        if isinstance(source, Told):
            words[name] = same(meant[name], speaker.rng)
        else:
            said = item or shown(source, seen, speaker) or _known(wish, name, speaker)
            words[name] = "them" if said == "it" and person(wish, name) else said
    loose = tuple(
        _beside(meant[name], name, said) for name, said in words.items() if not _placed(wish, name)
    )
    return Named(words, loose)


def _known(wish: PlannedCall, name: str, speaker: Speaker) -> str:
    """What was just made or looked at."""
    what = entity(meanings(wish.tool)[name].noun)
    if person(wish, name):
        return speaker.rng.choice(("them", "them", f"that {what}", "that person"))
    if what and what.lower() not in ("id", "code", "reference") and speaker.rng.random() < 0.25:
        return f"that {what}"
    return speaker.rng.choice(("it", "it", "that one"))


PERSONS = frozenset(
    """employee doctor user person member customer contact student patient guest participant
    candidate colleague assignee author teacher""".split()
)


def person(wish: PlannedCall, name: str) -> bool:
    """Whether an identifier stands for somebody."""
    return not PERSONS.isdisjoint(_heads(wish, name))


def _placed(wish: PlannedCall, name: str) -> bool:
    """Whether the intent of the tool speaks of a parameter."""
    aim = intent(wish.tool)
    chunks = (aim.object, *aim.phrases)
    known = {aim.object.rest_param, *(chunk.param for chunk in chunks)}
    return name in known or _acted_on(wish, name)


def _acted_on(wish: PlannedCall, name: str) -> bool:
    """Whether the tool's object is what an identifier identifies, though its words do not say so:
    `Move an event` with `event_id`, `Change the limit of a card` with `card_ending`."""
    aim = intent(wish.tool)
    heads = _heads(wish, name)
    if aim.object.rest:
        return _head(aim.object.rest.removesuffix(" of")) in heads or (
            not aim.object.param and _head(aim.object.words.rpartition(" of ")[2]) in heads
        )
    if aim.object.param or aim.verb.kind in ("create", "list", "search"):
        return False
    return _head(aim.object.words.rpartition(" of ")[2]) in heads


def _head(words: str) -> str:
    return bare(words).rpartition(" ")[2].lower()


def _heads(wish: PlannedCall, name: str) -> frozenset[str]:
    """Last words of what an identifier identifies."""
    operation = read(wish.tool)
    what = [entity(meanings(wish.tool)[name].noun)]
    if operation.id_parameter == name:
        what.append(operation.resource)
    return frozenset(each.rpartition(" ")[2].lower() for each in what if each)


_ASIDE = {
    "recipients": " to {}", "recipient": " to {}", "to": " to {}", "viewers": " to {}",
    "attendees": " and send an invitation to {}", "invitees": " and send an invitation to {}",
    "guests": " and send an invitation to {}",
    "cc": " with a copy to {}", "location": " at {}", "destination": " to {}",
    "path": " with {} attached",
}  # fmt: skip
"""By the last word of a parameter, how what goes there is said after a wish that has no place for
it."""


def _beside(meant: Meaning, name: str, said: str) -> str:
    if meant.kind == "date":
        return f" on {said}"
    if meant.kind in ("city", "state", "country") or (meant.kind == "place" and "same" in said):
        return f" in {said}"
    if known := _ASIDE.get(parameter_words(name)[-1]):
        return known.format(said)
    if meant.kind == "place":
        return f" in {said}"
    if meant.kind in ("person", "email", "contact", "phone"):
        raise Unsayable(f"no words for what somebody is to {name}")
    if meant.kind == "address":
        return f" at {said}"
    return f" for {said}"


def aimed(wish: PlannedCall, words: Mapping[str, str]) -> Intent:
    """The intent of the tool with these words in the place of its parameters."""
    aim = intent(wish.tool)
    target = aim.object
    if target.param in words:
        target = _spoken(target, words[target.param])
    elif target.rest_param in words:
        target = Chunk("", words[target.rest_param])
    else:
        name = next((name for name in words if _acted_on(wish, name)), "")
        target = _inside(target, words[name], _heads(wish, name)) if name else target
    phrases = tuple(
        _spoken(chunk, words[chunk.param]) if chunk.param in words else chunk
        for chunk in aim.phrases
        if chunk.param or target is aim.object or chunk.prep not in _DESCRIBING
    )
    if target.words and is_plural(target.words) and target is not aim.object and not target.rest:
        target = replace(target, rest="")
    return replace(aim, object=target, phrases=phrases)


_DESCRIBING = frozenset({"with"})
"""Prepositions of fixed phrases that only say what the thing is: `an appointment with a doctor`."""


def _inside(target: Chunk, words: str, heads: frozenset[str]) -> Chunk:
    """The object with `words` for the thing it is about: `it`, or `the daily limit of it`."""
    before, of, last = target.words.rpartition(" of ")
    if of and _head(last) in heads:
        return Chunk("", f"{before} of {words}")
    if target.rest and _head(target.rest.removesuffix(" of")) not in heads:
        return Chunk("", f"{target.rest} {words}")
    return Chunk("", words)


def _spoken(chunk: Chunk, words: str) -> Chunk:
    if chunk.rest:
        return Chunk(chunk.prep, f"{chunk.rest} {words}")
    return Chunk(chunk.prep, words)
