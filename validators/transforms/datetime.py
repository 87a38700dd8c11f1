"""datetime: a day together with a time, in one span."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.clock import moment
from validators.reading.instants import as_datetime

_ZONES = (" utc", " gmt", "z")
_ZERO = frozenset({"Z", "z", "+00:00", "-00:00", "+0000"})


class Moment:
    """ "Thursday at 3pm", "3pm on 12 March" ↔ 2026-03-12T15:00, with or without seconds and
    offset: words without a time zone mean the local time the value is written in."""

    name = "datetime"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text means the value's local day and time."""
        target = as_datetime(value) if isinstance(value, str) else None
        if target is None:
            return False
        low = text.lower()
        for zone in _ZONES:
            if low.endswith(zone):
                text = text[: -len(zone)]
                if target[1] not in _ZERO:
                    return False
                break
        return moment(text, reading.today) == target[0]


PART: Transform = Moment()
