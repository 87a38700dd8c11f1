"""Booleans as people say them: "without notifying anyone", "including archived ones", "express
please". Phrases are built from the parameter's noun and verb, or from its description where that
is a command ("Whether to include …").

Each phrase has one polarity, said by a negating word or by its absence.
"""

import re
from random import Random

from generators.language.described import (
    NEGATIVE,
    Clause,
    Form,
    about_only,
    against,
    described,
)
from generators.language.picking import Options, pick, wordset

__all__ = ["Form", "flag"]

_SHOWN = wordset("include including show get return add")
_SWITCHED = wordset("enable enabled use supports auto")
_NEEDED = wordset("require requires need needs want wants")
_STATES = wordset("is are make set was")
_ADJECTIVES = wordset(
    """private public express urgent important recursive verbose strict free new draft anonymous
    read-only silent hidden visible active available open live direct vegan vegetarian halal
    explicit primary permanent remote nonstop mandatory optional organic unique instant unread
    automatic internal shared accessible nearby upcoming overdue billable"""
)
_VERBS = {
    "notify": ("notify everyone", "notify anyone", "notifying anyone", "notifications"),
    "overwrite": ("overwrite it", "overwrite anything", "overwriting anything", "overwriting"),
    "shuffle": ("shuffle it", "shuffle it", "shuffling", "shuffle"),
    "repeat": ("repeat it", "repeat it", "repeating it", "repeat"),
    "confirm": ("confirm it", "ask to confirm", "confirming", "confirmation"),
    "force": ("force it", "force it", "forcing it", "forcing"),
    "compress": ("compress it", "compress it", "compressing it", "compression"),
    "encrypt": ("encrypt it", "encrypt it", "encrypting it", "encryption"),
    "validate": ("validate it", "validate it", "validating it", "validation"),
    "stream": ("stream it", "stream it", "streaming", "streaming"),
    "archive": ("archive it", "archive it", "archiving it", "archiving"),
    "pin": ("pin it", "pin it", "pinning it", "pinning"),
    "mute": ("mute it", "mute it", "muting it", "muting"),
    "loop": ("loop it", "loop it", "looping it", "looping"),
    "subscribe": ("subscribe me", "subscribe me", "subscribing", "subscription"),
}
"""Bare verbs as names: command, denied command, gerund, noun."""


def _adjective(noun: str) -> bool:
    last = noun.rpartition(" ")[2]
    return noun in _ADJECTIVES or (
        len(last) > 4 and last.endswith(("ed", "able", "ible", "ive", "ous", "ful", "less"))
    )


def _things(noun: str) -> str:
    return f"{noun} ones" if _adjective(noun) else noun


def _shown(noun: str, present: bool) -> Options[Clause]:
    things = _things(noun)
    if present:
        yield 4, (f"including {things}", "adverbial")
        yield 2, (f"{things} too", "adverbial")
        yield 2, (f"include {things}", "imperative")
        if things == noun:
            yield 4, (f"with {noun}", "adverbial")
        return
    yield 4, (f"without {things}", "adverbial")
    yield 2, (f"no {things}", "adverbial")
    yield 2, (f"leave out {things}", "imperative")
    yield 1, (f"not including {things}", "adverbial")


def _state(noun: str, present: bool) -> Options[Clause]:
    if present:
        yield 4, (f"make it {noun}", "imperative")
        yield 2, (f"it should be {noun}", "imperative")
        yield 2, (f"{noun} please", "adverbial")
        return
    yield 4, (f"not {noun}", "adverbial")
    yield 3, (f"don't make it {noun}", "imperative")
    yield 2, (f"it shouldn't be {noun}", "imperative")


def _switched(noun: str, present: bool) -> Options[Clause]:
    if _adjective(noun):
        yield from _state(noun, present)
        return
    if present:
        yield 4, (f"with {noun} on", "adverbial")
        yield 3, (f"turn on {noun}", "imperative")
        yield 2, (f"{noun} enabled", "adverbial")
        return
    yield 3, (f"with {noun} off", "adverbial")
    yield 3, (f"without {noun}", "adverbial")
    yield 2, (f"turn off {noun}", "imperative")
    yield 2, (f"no {noun}", "adverbial")


_DOING = wordset(
    """block reply fade play keep delete create record follow wrap mark lock open close start stop
    save sync resize crop trim expand sort group merge split convert print scan track share copy
    move download upload draw cancel retry wait check verify replace remove generate attach approve
    auto fill detect parse render export import publish restart reset rotate invert"""
)
_BESIDE = wordset("by in on near at for as under over from to")


def _phrased(noun: str, present: bool) -> Options[Clause]:
    """Names that are a phrase by themselves: "by video", "block sender"."""
    if noun.partition(" ")[0] in _BESIDE:
        yield 3, (noun if present else f"not {noun}", "adverbial")
        return
    yield 4, (noun if present else f"don't {noun}", "imperative")
    yield 1, (f"please {noun}" if present else f"please don't {noun}", "imperative")


def _plain(noun: str, present: bool) -> Options[Clause]:
    if present:
        yield 5, (f"with {noun}", "adverbial")
        yield 0.5, (f"{noun} included", "adverbial")
        return
    yield 4, (f"without {noun}", "adverbial")
    yield 3, (f"no {noun}", "adverbial")
    yield 1.5, (f"skip the {noun}", "imperative")


def _sent(noun: str, present: bool) -> Options[Clause]:
    if present:
        yield 4, (f"send {noun}", "imperative")
        yield 2, (f"with {noun}", "adverbial")
        return
    yield 3, (f"don't send {noun}", "imperative")
    yield 2, (f"skip the {noun}", "imperative")
    yield 2, (f"no {noun}", "adverbial")


def _needed(noun: str, present: bool) -> Options[Clause]:
    if present:
        yield 3, (f"with {noun} required", "adverbial")
        yield 2, (f"require {noun}", "imperative")
        return
    yield 3, (f"no {noun} needed", "adverbial")
    yield 2, (f"without {noun}", "adverbial")


def _only(noun: str, present: bool) -> Options[Clause]:
    things = _things(noun)
    if present:
        yield 4, (f"only {things}", "adverbial")
        yield 3, (f"{things} only", "adverbial")
        yield 2, (f"just {things}", "adverbial")
        return
    yield 3, (f"not only {things}", "adverbial")
    yield 3, (f"not just {things}", "adverbial")


def _verb(noun: str, present: bool) -> Options[Clause]:
    command_, denied, gerund, thing = _VERBS[noun]
    if present:
        yield 4, (command_, "imperative")
        yield 2, (f"please {command_}", "imperative")
        return
    yield 4, (f"don't {denied}", "imperative")
    yield 3, (f"without {gerund}", "adverbial")
    yield 2, (f"no {thing}", "adverbial")


_MODES = {
    "all day": "all day",
    "dry run": "as a dry run",
    "test": "as a test",
    "draft": "as a draft",
}


def _mode(noun: str, present: bool) -> Options[Clause]:
    said = _MODES[noun]
    yield 3, (said if present else f"not {said}", "adverbial")
    yield (
        1,
        (
            f"{said} please" if present else f"don't do it {said}",
            "adverbial" if present else "imperative",
        ),
    )


def _family(noun: str, role: str, present: bool) -> Options[Clause]:
    """Phrases by the shape of the noun, else by the verb before it."""
    for ending, on in ((" enabled", present), (" disabled", not present)):
        if noun.endswith(ending):
            return _switched(noun.removesuffix(ending), on)
    if noun in _VERBS:
        return _verb(noun, present)
    if role == "only" or noun.endswith(" only"):
        return _only(noun.removesuffix(" only"), present)
    if noun in _MODES:
        return _mode(noun, present)
    if " " in noun and noun.partition(" ")[0] in _DOING | _BESIDE:
        return _phrased(noun, present)
    return _by_role(noun, role, present)


def _commanded(verb: str, noun: str, present: bool) -> Options[Clause]:
    said = f"{verb} {_things(noun)}"
    yield 4, (said if present else f"don't {said}", "imperative")
    yield 1, (f"please {said}" if present else f"please don't {said}", "imperative")


_ROLES = {
    **dict.fromkeys(_SHOWN | {"exclude", "excluding", "hide"}, _shown),
    **dict.fromkeys(_NEEDED, _needed),
    **dict.fromkeys(_SWITCHED | {"disable", "disabled"}, _switched),
    **dict.fromkeys(_STATES, _state),
    "send": _sent,
}


_COMMANDS = {"allow": "allow", "allows": "allow", "force": "force", "keep": "keep", "mark": "mark"}


def _by_role(noun: str, role: str, present: bool) -> Options[Clause]:
    if role in _COMMANDS:
        return _commanded(_COMMANDS[role], noun, present)
    if role not in _ROLES and _adjective(noun):
        return _state(noun, present)
    return _ROLES.get(role, _plain)(noun, present)


def _related(text: str, description: str) -> bool:
    """Whether some word of `text` starts like a word of the description."""
    known = {word[:5] for word in re.findall(r"[a-z]{4,}", description.lower())} - {"only"}
    return any(word[:5] in known for word in re.findall(r"[a-z]{4,}", text.lower()))


def _fitting(noun: str, role: str) -> bool:
    """Whether the noun makes a good phrase beside one made from the description."""
    known = role not in ("", "is") or noun in _VERBS or noun in _MODES or noun.endswith(" only")
    return known or _adjective(noun)


def flag(value: bool, noun: str, role: str, description: str, rng: Random) -> Clause:
    """One phrase for a boolean parameter with this noun, leading verb and description."""
    if noun.startswith("number "):  # "no" as names abbreviate it: `noBrowser` is no number
        noun = "no " + noun.removeprefix("number ")
    first = noun.partition(" ")[0]
    negative = role in NEGATIVE or (first in NEGATIVE and " " in noun)
    present = value != negative
    thing = noun.partition(" ")[2] if first in NEGATIVE and " " in noun else noun
    options: list[tuple[float, Clause]] = []
    # A name and a description that look at it from opposite sides must not share words.
    if against(description) == negative or not _related(noun, description):
        options += described(description, value)
    # The opposite of "only those with photos" is not "those without photos".
    loose = not value and about_only(description)
    if not options or (_fitting(noun, role) and _related(noun, description) and not loose):
        options += _phrases(thing, role, present, description)
    return pick(rng, options)


def _phrases(thing: str, role: str, present: bool, description: str) -> Options[Clause]:
    if about_only(description) and role in ("", "is") and _adjective(thing):
        yield from _only(thing, present)
        return
    yield from _family(thing, role, present)
    if role in ("skip", "ignore", "exclude", "hide"):
        denied = "don't " if present else ""
        yield 3, (f"{denied}{role} the {_things(thing)}", "imperative")
