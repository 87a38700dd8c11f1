"""money: an amount with or without its currency, for the number."""

import re
from fractions import Fraction
from functools import lru_cache

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.currencies import code_of
from validators.reading.numbers import number, same
from validators.reading.words import words

_SIGNED = re.compile(r"(-?)([^\d\s.,\-]{1,4}) ?(\d.*)")
_CENTS = re.compile(
    r"\b(?:cents|minor (?:currency )?units?|smallest (?:currency )?unit|pence)\b", re.I
)
_SPLIT = re.compile(r"(\d{1,12}) (?:euros?|dollars?) (?:and )?(\d{1,2})(?: cents)?")
LONGEST = 60
"""Characters of the longest text read as an amount of money."""


@lru_cache(maxsize=32768)
def _amount(text: str) -> Fraction | None:
    if not text or len(text) > LONGEST:
        return None
    plain = number(text)
    if plain is not None:
        return plain
    if (found := _SIGNED.fullmatch(text)) and code_of(found[2]):
        said = number(found[3])
        return said if said is None or not found[1] else -said
    if found := _SPLIT.fullmatch(text.lower()):
        return Fraction(found[1]) + Fraction(int(found[2]), 100)
    for place in [at for at, sign in enumerate(text) if sign == " "]:
        if code_of(text[place + 1 :]):
            return number(text[:place])
    head = text.rstrip("€£¥₹₩$")
    return number(head) if head != text else None


@lru_cache(maxsize=4096)
def _in_cents(name: str, description: str) -> bool:
    return "cents" in words(name) or bool(_CENTS.search(description))


class Money:
    """ "€200", "200 euros", "$1,299.50", "12.50" ↔ the amount; a hundred times it where name or
    description say that the argument counts cents."""

    name = "money"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says this amount, in any currency."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return False
        said = _amount(text)
        if said is None:
            return False
        description = reading.schema.get("description")
        if _in_cents(reading.name, description if isinstance(description, str) else ""):
            said *= 100
        return same(value, said)


PART: Transform = Money()
