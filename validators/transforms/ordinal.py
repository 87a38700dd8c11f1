"""ordinal: first, 2nd, twenty-third for a whole number."""

import re

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.dates import ORDINALS

_FIGURES = re.compile(r"(\d{1,9})(st|nd|rd|th)")


def _place(text: str) -> int | None:
    low = text.lower().removeprefix("the ")
    if low in ORDINALS:
        return ORDINALS[low]
    found = _FIGURES.fullmatch(low)
    if not found:
        return None
    place = int(found[1])
    teens = 10 <= place % 100 <= 20
    right = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return place if found[2] == right else None


class Ordinal:
    """ "third", "the 3rd" ↔ 3."""

    name = "ordinal"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names this place, counted from one."""
        if isinstance(value, bool) or not isinstance(value, int) or len(text) > 30:
            return False
        return _place(text) == value


PART: Transform = Ordinal()
