"""duration_iso: a length of time in words for a duration written as a text."""

import re
from fractions import Fraction
from functools import lru_cache

from studio.check import Reading, Transform
from studio.record import Json
from validators.reading.units import Quantity, quantity

_ISO = re.compile(
    r"P(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?"
)
_GO = re.compile(r"(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?")
_SIZES = (604800, 86400, 3600, 60, 1)


@lru_cache(maxsize=8192)
def _length(value: str) -> Quantity | None:
    """The length of "PT45M", "P2W", "P1Y", "3600s" or "1h30m"; None when months and days mix."""
    found = _ISO.fullmatch(value)
    if found and value not in ("P", "PT") and not value.endswith("T"):
        years, months, *rest = (Fraction(part or 0) for part in found.groups())
        seconds = sum((n * size for n, size in zip(rest, _SIZES, strict=True)), Fraction(0))
        if not (years or months):
            return "time", seconds
        return ("month", years * 12 + months) if not seconds else None
    short = _GO.fullmatch(value)
    if short and value:
        parts = (Fraction(part or 0) for part in short.groups())
        return "time", sum((n * s for n, s in zip(parts, _SIZES[2:], strict=True)), Fraction(0))
    return None


class WrittenDuration:
    """ "45 minutes" ↔ "PT45M" (ISO 8601), "2700s" (Protocol Buffers' JSON), "45m" (Go)."""

    name = "duration_iso"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text measures exactly the value's length of time."""
        if not isinstance(value, str) or len(value) > 40:
            return False
        target = _length(value)
        return target is not None and quantity(text) == target


PART: Transform = WrittenDuration()
