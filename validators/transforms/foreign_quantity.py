"""foreign_quantity: a number with its unit in another language, for a bare number whose unit the
schema states."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.amounts import measure
from validators.reading.foreign.units import stated
from validators.reading.numbers import exact


class ForeignQuantity:
    """ "45 Minuten" ↔ 45 where name or description say minutes."""

    name = "foreign_quantity"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text measures the value in the schema's unit."""
        said, unit, amount = measure(text), stated(reading), exact(value)
        if said is None or unit is None or amount is None or isinstance(value, str):
            return False
        return said == (unit[0], amount * unit[1])


PART: Transform = ForeignQuantity()
