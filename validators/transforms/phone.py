"""phone: a telephone number with other grouping."""

import re

from studio.check import Reading, Transform
from studio.record import Json

_SHAPE = re.compile(r"(?:\+|00)?[\d ().\-/\u2010-\u2015\u00a0]{5,40}")
_OTHER = re.compile(r"\D")


def _dialled(text: str) -> str:
    digits = _OTHER.sub("", text)
    if text.lstrip().startswith("+"):
        return "+" + digits
    return "+" + digits[2:] if digits.startswith("00") else digits


class Phone:
    """ "+44 20 7946 0958" ↔ "+442079460958"; the digits and the country prefix must agree."""

    name = "phone"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether dialling the text dials the value."""
        if not isinstance(value, str) or not _SHAPE.fullmatch(text) or not _SHAPE.fullmatch(value):
            return False
        dialled = _dialled(value)
        return len(dialled) >= 5 and _dialled(text) == dialled


PART: Transform = Phone()
