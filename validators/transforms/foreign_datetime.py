"""foreign_datetime: a day together with a time, in another language than English."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.days import moment
from validators.reading.instants import as_datetime


class ForeignMoment:
    """ "12. März um 15:30 Uhr", "mañana a las 9:00" ↔ 2026-03-12T15:30: the local time the value
    is written in."""

    name = "foreign_datetime"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text means the value's local day and time."""
        target = as_datetime(value) if isinstance(value, str) else None
        return target is not None and moment(text, reading.today) == target[0]


PART: Transform = ForeignMoment()
