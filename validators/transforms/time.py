"""time: a time of day in words or figures."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.clock import clock
from validators.reading.instants import as_time


class TimeOfDay:
    """ "3pm", "half past six", "noon" ↔ "15:00", "18:30:00", "12:00Z". The rules stand in
    `_clock`."""

    name = "time"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text means the value's time of day."""
        if not isinstance(value, str):
            return False
        target = as_time(value)
        return target is not None and clock(text) == target


PART: Transform = TimeOfDay()
