"""quantity: an amount with its unit, in the unit the argument counts in."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.numbers import same
from validators.reading.units import quantity, target

_DEGREES = ("celsius", "fahrenheit")


class Measured:
    """ "three quarters of an hour" ↔ 45 for `duration_minutes`, "1.5 km" ↔ 1500 for a distance
    "in metres". The unit of the argument comes from its name or description; without one nothing
    holds. Plain degrees are those of the argument's scale."""

    name = "quantity"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text measures the value in the argument's unit, exactly."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return False
        unit = target(reading)
        said = quantity(text) if unit else None
        if unit is None or said is None:
            return False
        family = unit[0] if said[0] == "degrees" and unit[0] in _DEGREES else said[0]
        return family == unit[0] and same(value, said[1] / unit[1])


PART: Transform = Measured()
