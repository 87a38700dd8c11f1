"""foreign_date: a day in the words of another language than English."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.days import day
from validators.reading.instants import as_date


class ForeignDay:
    """ "12. März", "le 1er mai" without its article, "mañana", "3月12日" ↔ 2026-03-12. The rules
    stand in `validators.reading.foreign.days`."""

    name = "foreign_date"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names the value's day and no other."""
        if not isinstance(value, str) or len(value) > 40:
            return False
        target = as_date(value, reading)
        return target is not None and day(text, reading.today) == target


PART: Transform = ForeignDay()
