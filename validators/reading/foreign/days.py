"""Days and times of day in other languages, against a stated today.

- A weekday alone is the first one of the six days ahead.
- A day and month without a year lie from 90 days before today to 274 days after.
- `15:30`, `15.30`, `15h30`, `15時30分` are times, hours alone only with a mark (`15 Uhr`, `15h`).
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from validators.reading.foreign.glossary import days, months, weekdays

LONGEST = 60
"""Characters of the longest text read."""

_WORDS = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>\.|er|º)? (?:de )?(?P<month>[^\W\d]+)(?:(?: de)? (?P<year>\d{4}))?"
)
_FIGURES = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_CLOCK = re.compile(
    r"(?:(?:saat|kl\.) )?(?P<hour>\d{1,2})(?:[:.h]|時)(?P<minute>\d\d)(?:分| uhr| uur)?"
)
_HOUR = re.compile(r"(?:kl\. (?P<a>\d{1,2})|(?P<b>\d{1,2})(?: uhr| uur|h|時))")
_JOINS = (" um ", " à ", " a las ", " às ", " alle ", " om ", " kl. ", " saat ")


@lru_cache(maxsize=16384)
def day(text: str, today: date | None) -> date | None:
    """The day a text means, None when it means none for certain."""
    low = " ".join(text.casefold().split())
    if not 1 < len(low) <= LONGEST:
        return None
    found = _FIGURES.fullmatch(low) or _WORDS.fullmatch(low)
    if found:
        return _dated(found, today)
    if today is None:
        return None
    if low in days():
        return today + timedelta(days=days()[low])
    if low in weekdays():
        ahead = (weekdays()[low] - today.weekday()) % 7
        return today + timedelta(days=ahead) if ahead else None
    return None


def _dated(found: re.Match[str], today: date | None) -> date | None:
    month = int(found["month"]) if found["month"].isdecimal() else months().get(found["month"], 0)
    number = int(found["day"])
    if found.groupdict().get("mark") in ("er", "º") and number != 1:
        return None
    if found["year"]:
        return _made(int(found["year"]), month, number)
    if today is None:
        return None
    for year in (today.year - 1, today.year, today.year + 1):
        made = _made(year, month, number)
        if made and -90 <= (made - today).days <= 274:
            return made
    return None


def _made(year: int, month: int, number: int) -> date | None:
    if (
        not 1 <= month <= 12
        or not 1 <= year <= 9999
        or not 1 <= number <= monthrange(year, month)[1]
    ):
        return None
    return date(year, month, number)


def clock(text: str) -> time | None:
    """The time of day a text means, to the minute."""
    low = " ".join(text.casefold().split())
    if len(low) > 20:
        return None
    found = _CLOCK.fullmatch(low)
    hour, minute = (int(found["hour"]), int(found["minute"])) if found else (24, 0)
    if found is None and (full := _HOUR.fullmatch(low)):
        hour = int(full["a"] or full["b"])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def moment(text: str, today: date | None) -> datetime | None:
    """The day and time of day a text means."""
    low = " ".join(text.casefold().split())
    if len(low) > LONGEST:
        return None
    for before, after in _halves(low):
        named, told = day(before, today), clock(after)
        if named and told:
            return datetime.combine(named, told)
    return None


def _halves(low: str) -> list[tuple[str, str]]:
    """Where a text may part into day and time."""
    found = [
        (
            low[:place],
            low[place + len(join) if join[-2] != "." and join != " saat " else place + 1 :],
        )
        for join in _JOINS
        if (place := low.find(join)) > 0
    ]
    japanese = re.fullmatch(r"(.+?(?:日|今日|明日|明後日))(\d{1,2}時(?:\d\d分)?)", low)
    if japanese:
        found.append((japanese[1], japanese[2]))
    return found
