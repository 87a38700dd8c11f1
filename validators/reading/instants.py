"""Reading the values themselves: dates, times and both as schemas want them written.

The formats are RFC 3339's, ISO 8601's basic date, and the orders a description names (DD/MM/YYYY,
MM/DD/YYYY). A value of another form is none.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from studio.check import Reading

_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_DATETIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.0{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?"
)
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.0{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?")
_ORDERED = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_ORDER = re.compile(r"\b(DD?|MM?)([-/.])(MM?|DD?)\2YYYY\b", re.IGNORECASE)

Offset = str
"""A time zone as the value has it: "", "Z" or "+02:00"."""


@lru_cache(maxsize=65536)
def as_datetime(value: str) -> tuple[datetime, Offset] | None:
    """Local date and time of an RFC 3339 text and its offset."""
    found = _DATETIME.fullmatch(value) if len(value) <= 40 else None
    if not found:
        return None
    year, month, day, hour, minute = (int(found[place]) for place in range(1, 6))
    try:
        return datetime(year, month, day, hour, minute, int(found[6] or 0)), found[7] or ""
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def as_time(value: str) -> tuple[int, int, int] | None:
    """Hour, minute and second of "15:00", "15:00:00" or "15:00:00Z"."""
    found = _TIME.fullmatch(value) if len(value) <= 30 else None
    if not found:
        return None
    clock = int(found[1]), int(found[2]), int(found[3] or 0)
    return clock if clock[0] < 24 and clock[1] < 60 and clock[2] < 60 else None


@lru_cache(maxsize=65536)
def _as_date(value: str, description: str) -> date | None:
    found = _DATE.fullmatch(value)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        found, order = _ORDERED.fullmatch(value), _ORDER.search(description)
        if not found or not order:
            return None
        day, month = int(found[1]), int(found[3])
        if order[1].upper().startswith("M"):
            day, month = month, day
        return date(int(found[4]), month, day)
    except ValueError:
        return None


def as_date(value: str, reading: Reading) -> date | None:
    """The day a value stands for: 2026-03-12, 20260312, or the order its description names."""
    if len(value) > 12:
        return None
    description = reading.schema.get("description")
    return _as_date(value, description if isinstance(description, str) else "")


def end_of(day: date) -> datetime:
    """The last second of a day."""
    return datetime(day.year, day.month, day.day) + timedelta(hours=23, minutes=59, seconds=59)
