"""Finding a value in a text of another language, where nothing says which words carry it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.glossary import choices, cities, days, flags, weekdays

_ENGLISH = frozenset("the please my and with for you this that your what get".split())
_ALSO_ENGLISH = frozenset({"on", "once", "due", "sex", "elf", "first", "second"})
"""Words that are too likely to be English to be looked for."""
_WORD = re.compile(r"\S+")
_TRIM = ".,;:!?()[]{}\"'“”«»、。：（）「」？"
_JAPANESE = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:\d{1,2}時(?:\d\d分)?)?|\d{1,2}時(?:\d\d分)?"
    r"|\d+(?:\.\d+)? ?[^\W\d]{1,6}"
)
_KANA = re.compile(r"[\u3040-\u30ff]")
_MOST_WORDS = 300


@lru_cache(maxsize=2048)
def is_foreign(text: str) -> bool:
    """Whether a text has none of the small words no English request goes without."""
    return _KANA.search(text) is not None or _ENGLISH.isdisjoint(text.lower().split())


def finds(text: str, value: Json, reading: Reading, transforms: Mapping[str, Transform]) -> bool:
    """Whether some words of a foreign text mean the value by one of the foreign transformations."""
    if not is_foreign(text):
        return False
    tried = [transforms[name] for name in _names(value)]
    return any(part.holds(span, value, reading) for span in _spans(text) for part in tried)


def _names(value: Json) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("foreign_flag",)
    if isinstance(value, int | float):
        return ("foreign_number", "foreign_quantity")
    if not isinstance(value, str):
        return ()
    if value[:4].isdigit():
        return ("foreign_date", "foreign_datetime")
    if value[:2].isdigit():
        return ("foreign_time",)
    return ("foreign_choice", "exonym")


@lru_cache(maxsize=512)
def _spans(text: str) -> tuple[str, ...]:
    """Stretches of up to five words; in Japanese also dates, amounts and words of the glossary."""
    return tuple(dict.fromkeys((*_stretches(text), *_unspaced(text))))


def _stretches(text: str) -> Iterator[str]:
    tokens = [match.span() for match in _WORD.finditer(text)][:_MOST_WORDS]
    for place, (start, _) in enumerate(tokens):
        for _, end in tokens[place : place + 5]:
            span = text[start:end].strip(_TRIM)
            if span and span.lower() not in _ALSO_ENGLISH:
                yield span


def _unspaced(text: str) -> Iterator[str]:
    if _KANA.search(text) is None:
        return
    yield from _JAPANESE.findall(text)
    for table in (choices(), cities(), flags(), days(), weekdays()):
        yield from (word for word in table if not word.isascii() and word in text)
