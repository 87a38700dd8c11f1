"""foreign_number: a number with a decimal comma, or a number word of another language."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.amounts import number
from validators.reading.numbers import same


class ForeignNumber:
    """ "19,99" ↔ 19.99, "vier" ↔ 4. "1,500" has two readings and is none."""

    name = "foreign_number"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says exactly this number."""
        return isinstance(value, int | float) and same(value, number(text))


PART: Transform = ForeignNumber()
