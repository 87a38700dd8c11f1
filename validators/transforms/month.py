"""month: a month's name for its number."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.dates import MONTHS


class Month:
    """ "March" ↔ 3, "3" or "03"; also another spelling of the name ("MARCH", "mar")."""

    name = "month"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names the month of this number."""
        place = MONTHS.get(text.lower())
        if place is None or isinstance(value, bool):
            return False
        if isinstance(value, str):
            return value in (str(place), f"{place:02d}") or MONTHS.get(value.lower()) == place
        return bool(value == place)


PART: Transform = Month()
