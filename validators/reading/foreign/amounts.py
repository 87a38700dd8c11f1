"""Numbers and lengths in other languages: decimal commas, number words, units after them."""

import re
from fractions import Fraction

from validators.reading.foreign.glossary import numbers, units

_PLAIN = re.compile(r"-?\d{1,15}")
_DECIMAL = re.compile(r"(-?\d{1,15}),(\d{1,2}|\d{4,12})")
_MEASURE = re.compile(r"(-?[\d.,]+|[^\W\d]+) ?([^\W\d]+)")


def number(text: str) -> Fraction | None:
    """The number a text says. Three digits after a comma may be thousands: none."""
    low = text.strip().casefold()
    if _PLAIN.fullmatch(low):
        return Fraction(int(low))
    if found := _DECIMAL.fullmatch(low):
        whole, rest = found.groups()
        sign = -1 if whole.startswith("-") else 1
        return sign * (abs(int(whole)) + Fraction(int(rest), 10 ** len(rest)))
    value = numbers().get(low)
    return None if value is None else Fraction(value)


def measure(text: str) -> tuple[str, Fraction] | None:
    """Dimension and size of a length of time or way: `45 Minuten` is ("time", 2700)."""
    if len(text) > 40 or not (found := _MEASURE.fullmatch(text.strip().casefold())):
        return None
    amount, unit = number(found[1]), units().get(found[2])
    if amount is None and re.fullmatch(r"\d{1,9}\.\d{1,9}", found[1]) and found[2] > "\u3000":
        amount = Fraction(found[1])
    if amount is None or unit is None:
        return None
    return unit[0], amount * unit[1]
