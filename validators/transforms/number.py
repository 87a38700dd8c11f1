"""number: words, dozens, thousands separators and k for a number."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.numbers import number, same


class Number:
    """ "twenty", "a dozen", "1,500", "2 million", "1.5k", "half" ↔ the number; also a text value
    in plain digits."""

    name = "number"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says exactly this number."""
        return same(value, number(text))


PART: Transform = Number()
