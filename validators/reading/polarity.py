"""Whether words ask for a thing or against it, by counting the negating words.

Counting is enough because a flag's span is one phrase: two negations undo each other ("don't skip
the invites"), and a parameter that is itself about leaving out (`skip_invites`) turns the sense.
"""

import re
from functools import lru_cache

from validators.reading.words import STOP, stem, words, wordset

_NEGATORS = wordset(
    """no not without never neither nor none nobody nothing omit omits omitting skip skips skipping
    skipped exclude excludes excluding excluded hide hides hiding disable disables disabled
    disabling ignore ignores ignoring suppress suppresses suppressing avoid avoiding prevent
    prevents drop minus false off dont cannot except stop unless refrain"""
)
_LEAVE = re.compile(
    r"\b(?:leav(?:e|es|ing)|left|keep(?:ing)?) (?:.{0,40}? )?\bout\b(?! of)|\bleave off\b"
)
_OR_NOT = re.compile(r"\bor not\b")
_IF_SET = re.compile(
    r"\s*(?:(?:if|when) (?:this is )?(?:set to )?[`'\"]?(?:true|set|enabled)[`'\"]?,?(?: then)?"
    r"|set (?:this )?to [`'\"]?true[`'\"]? to|true(?: to|,| if))",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\b(?:in case|so that|because|even if|unless|if|while)\b", re.IGNORECASE)
_FIRST = re.compile(r"[^.,;(\n]{0,160}")
LONGEST = 120
"""Characters of the longest phrase read as a flag."""


def _count(parts: tuple[str, ...], low: str) -> int:
    count = sum(part in _NEGATORS or part.endswith("n't") for part in parts)
    return count + len(_LEAVE.findall(low))


@lru_cache(maxsize=16384)
def denies(text: str) -> bool:
    """Whether a phrase is against its thing: an odd number of negations."""
    low = text.lower().replace("’", "'")
    parts = words(text)
    count = _count(parts, low)
    if "leave off" in low:
        count -= "off" in parts
    return count % 2 == 1


@lru_cache(maxsize=16384)
def _described(description: str) -> bool:
    """Whether a description speaks against its thing ("Skip the cache"), by its first clause."""
    said = _IF_SET.sub("", _OR_NOT.sub("", description[:400]))
    first = _FIRST.match(said)
    return denies(_TAIL.split(first[0])[0]) if first else False


_VERBS = wordset(
    """include includes including show shows enable enables enabled allow allows send sends return
    returns get add adds turn keep give leave leaves left leaving keeping out"""
)
_IDLE = STOP | _VERBS | {word for word in _NEGATORS if not word.endswith("ed")}


_WEAK = _VERBS | _NEGATORS | wordset("default defaults value values set flag only also use used")


@lru_cache(maxsize=32768)
def _telling(text: str) -> frozenset[str]:
    """The stems that say what a text is about: not "include" nor "skip", unless there is nothing
    else; "disabled" can be what it is about."""
    parts = [word for word in words(text) if "'" not in word or not word.endswith("n't")]
    found = [word for word in parts if word not in _IDLE]
    if not found:
        found = [word for word in parts if word in _WEAK]
    return frozenset(map(stem, found))


@lru_cache(maxsize=32768)
def about(text: str, name: str, description: str) -> bool | None:
    """True when the phrase wants the flag set, False when unset, None when it is not about it.

    A phrase is about a flag when it shares a stem with its name or else its description."""
    if not 1 < len(text) <= LONGEST:
        return None
    said = _telling(text)
    if said & _telling(name):
        return denies(text) == denies(name)
    if said & _telling(description):
        return denies(text) == _described(description)
    return None
