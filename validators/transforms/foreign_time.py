"""foreign_time: a time of day as another language than English writes it."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.foreign.days import clock
from validators.reading.instants import as_time


class ForeignTime:
    """ "15:30 Uhr", "15h30", "kl. 15.30", "15時30分" ↔ "15:30"."""

    name = "foreign_time"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text means the value's time of day."""
        if not isinstance(value, str):
            return False
        target = as_time(value)
        said = clock(text)
        return said is not None and target == (said.hour, said.minute, 0)


PART: Transform = ForeignTime()
