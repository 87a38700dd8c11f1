"""date: a day in words or figures, against the stated today where it counts from it."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.dates import day
from validators.reading.instants import as_date, as_datetime, end_of

_ENDS = ("end", "until", "before", "max", "latest")


class Day:
    """ "12 March", "tomorrow", "next Friday" ↔ 2026-03-12. The rules stand in `_dates`.

    For a value with a time, the day means its first second; also its last one where the argument
    is an end (`time_max`, `until`).
    """

    name = "date"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names the value's day and no other."""
        if not isinstance(value, str) or len(value) > 40:
            return False
        target = as_date(value, reading)
        if target:
            return day(text, reading.today) == target
        moment = as_datetime(value)
        if moment is None:
            return False
        found = day(text, reading.today)
        if found is None or moment[0].date() != found:
            return False
        clock = moment[0].hour, moment[0].minute, moment[0].second
        low = reading.name.lower()
        ended = moment[0] == end_of(found) and any(end in low for end in _ENDS)
        return clock == (0, 0, 0) or ended


PART: Transform = Day()
