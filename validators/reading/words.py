"""Words of a text and rough English stems: enough to see that "notifications" is about `notify`.

No dictionary; two words share a stem when their beginnings left after common endings agree.
"""

import re
from functools import lru_cache


def listed(text: str) -> list[str]:
    """The words of a text that is a readable way to write a list."""
    return text.split()


def wordset(text: str) -> frozenset[str]:
    """The words of a text that is a readable way to write a set."""
    return frozenset(text.split())


_SPLIT = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ENDINGS = listed(
    "ications ication ations ation itions ition ities ity ments ment tions tion ying ings ing edly"
    " ied ies ed ances ance ences ence ers er ors or ions ion ally al ly ions es s e y"
)

STOP = wordset(
    """a an the of to in on at for and or with is are be it its this that these those any all
    whether if when then should will would can could may might must do does did you your we our
    me my i he she they them their as by from into not no true false set flag boolean default
    defaults value values e.g only also which who whom what ones one too please just want make
    need use used using has have had been was were there so such than"""
)
"""Words that say nothing about what a flag is about."""


@lru_cache(maxsize=32768)
def words(text: str) -> tuple[str, ...]:
    """The words of a text or identifier in lower case: `sendUpdates` → send, updates."""
    return tuple(_SPLIT.findall(_CAMEL.sub(" ", text).lower().replace("’", "'")))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What is left of a lower-case word without its ending; at least three letters."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        return word[:-1]
    return word


@lru_cache(maxsize=32768)
def stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that say something."""
    return frozenset(stem(word) for word in words(text) if word not in STOP)
