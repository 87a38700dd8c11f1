"""percent: a share in percent or as a fraction of one, as the argument wants it."""

import re
from fractions import Fraction
from functools import lru_cache

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.numbers import number, same

_PERCENT = re.compile(r"(.{1,40}?) ?(?:%|percent|per cent)")
_SHARES = {
    "half": Fraction(50),
    "a half": Fraction(50),
    "a quarter": Fraction(25),
    "a third": Fraction(100, 3),
    "three quarters": Fraction(75),
}


@lru_cache(maxsize=8192)
def _said(text: str) -> Fraction | None:
    if len(text) > 50:
        return None
    low = text.lower()
    if low in _SHARES:
        return _SHARES[low]
    found = _PERCENT.fullmatch(low)
    return number(found[1]) if found else None


_FRACTION = re.compile(
    r"\b(?:as a |in )decimals?\b|\bas a fraction\b"
    r"|\b(?:between )?0(?:\.0)? (?:to|and|-|–) 1(?:\.0)?\b",
    re.IGNORECASE,
)


def _of_one(reading: Reading) -> bool:
    description = reading.schema.get("description")
    if isinstance(description, str) and _FRACTION.search(description):
        return True
    most = reading.schema.get("maximum", reading.schema.get("exclusiveMaximum"))
    return isinstance(most, int | float) and not isinstance(most, bool) and most <= 1


class Percent:
    """ "15%", "fifteen percent", "a quarter" ↔ 15, or 0.15 where the schema's upper bound is at
    most one or its description says so ("as a decimal", "between 0 and 1")."""

    name = "percent"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says this share."""
        said = _said(text)
        if said is None:
            return False
        return same(value, said / 100 if _of_one(reading) else said)


PART: Transform = Percent()
