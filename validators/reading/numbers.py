"""Reading English numbers: digits with separators, words, dozens, thousands, fractions.

Every reading is exact (a Fraction); a text with two meanings ("1.500" in Europe) has the English
one. Longer texts than any number needs are not read at all.
"""

import re
from fractions import Fraction
from functools import lru_cache

from studio.record import Json
from validators.reading.words import listed

_ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
SMALL = {word: place for place, word in enumerate(_ONES)} | {
    word: 10 * place for place, word in enumerate(_TENS, 2)
}
"""Words below a hundred that need no hyphen."""

_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SUFFIXES = {"k": 10**3, "m": 10**6, "bn": 10**9, "b": 10**9}
_DIGITS = re.compile(
    r"([-+−–])?(\d{1,24}|\d{1,3}(?:,\d{3}){1,8})(?:\.(\d{1,24}))?( ?(?:k|m|bn)\b)?"
)
_SCALED = re.compile(r"(.+?) (thousand|million|billion|trillion)")
_FIXED = {
    "a dozen": Fraction(12),
    "one dozen": Fraction(12),
    "half a dozen": Fraction(6),
    "two dozen": Fraction(24),
    "three dozen": Fraction(36),
    "a couple": Fraction(2),
    "a couple of": Fraction(2),
    "a pair": Fraction(2),
    "a pair of": Fraction(2),
    "both": Fraction(2),
    "half": Fraction(1, 2),
    "a half": Fraction(1, 2),
    "one half": Fraction(1, 2),
    "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "a third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a": Fraction(1),
    "an": Fraction(1),
    "a single": Fraction(1),
    "once": Fraction(1),
    "twice": Fraction(2),
    "a hundred": Fraction(100),
    "a thousand": Fraction(1000),
    "a million": Fraction(10**6),
}
LONGEST = 130
"""Characters of the longest text read as a number."""


def _from_digits(text: str) -> Fraction | None:
    found = _DIGITS.fullmatch(text)
    if not found:
        return None
    sign, whole, rest, suffix = found.groups()
    number = Fraction(int(whole.replace(",", "")))
    if rest:
        number += Fraction(int(rest), 10 ** len(rest))
    if suffix:
        number *= _SUFFIXES[suffix.strip()]
    return -number if sign and sign != "+" else number


def _below_hundred(word: str) -> int | None:
    if word in SMALL:
        return SMALL[word]
    tens, hyphen, ones = word.partition("-")
    if hyphen and SMALL.get(tens, 0) >= 20 and 0 < SMALL.get(ones, 0) < 10:
        return SMALL[tens] + SMALL[ones]
    return None


def _below_thousand(parts: list[str]) -> int | None:
    """ "two hundred five", "twenty five", "a hundred"; None when the words make no number."""
    total = 0
    if len(parts) >= 2 and parts[1] == "hundred":
        first = 1 if parts[0] == "a" else _below_hundred(parts[0])
        if first is None or not 0 < first < 100:
            return None
        total, parts = first * 100, parts[2:]
        if not parts:
            return total
    if len(parts) == 2 and SMALL.get(parts[0], 0) >= 20 and parts[0] in _TENS:
        ones = SMALL.get(parts[1], 0)
        return total + SMALL[parts[0]] + ones if 0 < ones < 10 else None
    if len(parts) != 1:
        return None
    rest = _below_hundred(parts[0])
    return None if rest is None else total + rest


def _from_words(text: str) -> Fraction | None:
    parts = [part for part in text.split(" ") if part != "and"]
    total, limit, group = 0, 10**15, list[str]()
    for part in parts:
        scale = _SCALES.get(part)
        if scale is None:
            group.append(part)
            continue
        amount = 1 if group == ["a"] else _below_thousand(group)
        if amount is None or scale >= limit:
            return None
        total, limit, group = total + amount * scale, scale, []
    if group:
        amount = _below_thousand(group)
        if amount is None:
            return None
        total += amount
    return Fraction(total) if parts else None


@lru_cache(maxsize=65536)
def number(text: str) -> Fraction | None:
    """The number a text says, None when it says none."""
    if not text or len(text) > LONGEST:
        return None
    low = text.strip().lower()
    if low[-1:].isdigit() or low[:1].isdigit() or low[:1] in "-+−–":
        found = _from_digits(low)
        scaled = None if found is not None else _SCALED.fullmatch(low)
        if scaled:
            base = _from_digits(scaled[1])
            return base * _SCALES[scaled[2]] if base is not None else None
        return found
    if low in _FIXED:
        return _FIXED[low]
    if low.startswith(("minus ", "negative ")):
        rest = number(low.partition(" ")[2])
        return -rest if rest is not None and rest >= 0 else None
    if low.endswith(" and a half"):
        base = number(low.removesuffix(" and a half"))
        return base + Fraction(1, 2) if base is not None and base.denominator == 1 else None
    return _from_words(low)


_PLAIN = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?")


def exact(value: Json) -> Fraction | None:
    """A numeric value, or a text that is one in plain digits, exactly; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, float):
        return Fraction(repr(value)) if value - value == 0 else None
    if isinstance(value, str) and len(value) <= LONGEST and _PLAIN.fullmatch(value):
        return Fraction(value)
    return None


def same(value: Json, said: Fraction | None) -> bool:
    """Whether a value is the number that was said."""
    if said is None or isinstance(value, bool):
        return False
    if isinstance(value, int):
        return said == value
    return exact(value) == said
