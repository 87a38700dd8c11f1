"""Points in time as APIs write them, to compare, to move and to tell past from future by the name
of a field. ISO 8601 dates and date-times and clock times; nothing in prose."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from studio.resources.nouns import words

DATED = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:(T| )(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?"
)
"""An ISO date, and what may follow it."""
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?")

PAST = frozenset(
    """created updated modified changed ordered received sent recorded written published paid opened
    joined registered last previous started logged uploaded added submitted requested measured
    captured visited added born birth since history historical observed seen completed finished
    closed resolved merged delivered signed internal posted founded issued saved edited""".split()
)
FUTURE = frozenset(
    """expected arrives arrival due expires expiry expiration next until deliver delivery ready
    renewal deadline scheduled upcoming estimated eta valid free restock starts departs departure
    appointment boarding again""".split()
)


@lru_cache(maxsize=65536)
def tense(name: str) -> str:
    """`past` or `future` where the name of a field says so; empty otherwise."""
    parts = {*words(name)}
    if parts & FUTURE:
        return "future"
    return "past" if parts & PAST else ""


def day(text: object) -> date | None:
    """The day of an ISO date or date-time; None for anything else."""
    if not isinstance(text, str) or len(text) < 10 or text[4] != "-" or text[7] != "-":
        return None
    return _day(text)


@lru_cache(maxsize=65536)
def _day(text: str) -> date | None:
    if DATED.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moved(text: str, days: int = 0, minutes: int = 0) -> str:
    """An ISO date or date-time some days or minutes later, in the same notation. ValueError for
    what is none."""
    match = DATED.fullmatch(text)
    if match is None:
        raise ValueError(f"no ISO date: {text!r}")
    if match[3] is None:
        return (date.fromisoformat(text) + timedelta(days=days)).isoformat()
    stamp = datetime.fromisoformat(f"{match[1]}T{match[3]}") + timedelta(days=days, minutes=minutes)
    rest = text[match.end(3) :]
    return f"{stamp.date().isoformat()}{match[2]}{stamp.strftime('%H:%M')}{rest}"


def clock_after(text: str, minutes: int) -> str:
    """A clock time some minutes later, around midnight. ValueError for what is none."""
    if CLOCK.fullmatch(text) is None:
        raise ValueError(f"no clock time: {text!r}")
    total = (int(text[:2]) * 60 + int(text[3:5]) + minutes) % 1440
    return f"{total // 60:02d}:{total % 60:02d}{text[5:]}"


def minutes_between(first: str, second: str) -> int | None:
    """Minutes from one ISO date-time to another of the same notation; None for anything else."""
    one, two = DATED.fullmatch(first), DATED.fullmatch(second)
    if one is None or two is None or one[3] is None or two[3] is None:
        return None
    start = datetime.fromisoformat(f"{one[1]}T{one[3]}")
    end = datetime.fromisoformat(f"{two[1]}T{two[3]}")
    return int((end - start).total_seconds() // 60)
