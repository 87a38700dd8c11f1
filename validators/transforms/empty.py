"""empty: words for nothing at all, for null, an empty list, object or text."""

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.polarity import denies
from validators.reading.words import stems

_WORDS = frozenset({"none", "nothing", "nobody", "no one", "no-one", "empty", "blank", "nowhere"})


class Empty:
    """ "nobody", "no attendees", "without tags" ↔ null, [], {} or ""; the phrase names the
    argument unless it is one word for nothing."""

    name = "empty"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text says that there is none."""
        if value is not None and (value != [] and value != {} and value != ""):
            return False
        low = text.lower().strip()
        if low in _WORDS:
            return True
        if len(low) > 80 or not denies(text):
            return False
        return bool(stems(low) & stems(reading.name))


PART: Transform = Empty()
