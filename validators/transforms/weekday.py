"""weekday: a weekday's name for its number or abbreviation."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.dates import WEEKDAYS

_TWO = {name[:2]: place for name, place in WEEKDAYS.items() if len(name) > 5}


def _from_zero(reading: Reading) -> bool | None:
    """Whether weekdays count from 0 (Monday), by the schema's bounds; None when it is open."""
    least, most = reading.schema.get("minimum"), reading.schema.get("maximum")
    if (least, most) == (0, 6):
        return True
    return False if (least, most) == (1, 7) else None


class Weekday:
    """ "Thursday" ↔ "THU", "th", "thursday"; for numbers Monday is 1 where the schema's bounds
    are 1 to 7, and 0 where they are 0 to 6 and the description says that Monday comes first."""

    name = "weekday"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names this weekday."""
        place = WEEKDAYS.get(text.lower().removesuffix("s"), WEEKDAYS.get(text.lower()))
        if place is None or isinstance(value, bool):
            return False
        if isinstance(value, str):
            low = value.lower()
            return WEEKDAYS.get(low, _TWO.get(low)) == place
        zero = _from_zero(reading)
        if zero is None or (
            zero and "monday" not in str(reading.schema.get("description")).lower()
        ):
            return False
        return bool(value == place + (not zero))


PART: Transform = Weekday()
