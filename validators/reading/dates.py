"""Reading days in English against a stated today.

Rules, each giving one day or none:
- A weekday, alone or after "this" or "this coming", is the first one of the six days ahead; on a
  Monday "Monday" means nothing here.
- "next Friday" and "Friday next week" are the Friday of the next calendar week (Monday to Sunday),
  "last Friday" that of the week before.
- "the 12th" is the first 12th from today on, within two months.
- A day and month without a year lie in the year from 90 days before today to 274 days after.
- Numbers alone count only where they cannot be misread: 2026-03-12, 2026/03/12, 12.03.2026 (dots
  are day first), 25/12/2026; 12/03/2026 has two readings and is none.
- A weekday written beside a date must be that date's.
"""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from validators.reading.numbers import number
from validators.reading.words import listed

LONGEST = 60
"""Characters of the longest text read as a day."""

_MONTH_NAMES = listed(
    "january february march april may june july august september october november december"
)
MONTHS = {name[:3]: place for place, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name: place for place, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
"""Name or abbreviation → number."""

_DAY_NAMES = listed("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAYS = {name[:3]: place for place, name in enumerate(_DAY_NAMES)}
WEEKDAYS |= {name: place for place, name in enumerate(_DAY_NAMES)}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
"""Name or abbreviation → number, Monday 0."""

_NTH = {
    word: place
    for place, word in enumerate(
        listed(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
            " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
            " twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth"
            " twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ),
        1,
    )
}
ORDINALS = _NTH
"""first … thirty-first → number."""

_W = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_M = "|".join(sorted(MONTHS, key=len, reverse=True))
_D = r"(?P<day>\d{1,2})(?P<nth>st|nd|rd|th)?"
_LEAD = rf"(?:(?P<weekday>{_W})\.?,? )?"
_DAY_FIRST = re.compile(
    rf"{_LEAD}(?:the )?{_D}(?: of)? (?P<month>{_M})\.?(?:,? (?P<year>\d{{4}}))?"
)
_MONTH_FIRST = re.compile(rf"{_LEAD}(?P<month>{_M})\.? (?:the )?{_D}(?:,? (?P<year>\d{{4}}))?")
_DAY_ONLY = re.compile(
    rf"{_LEAD}the (?P<day>\d{{1,2}})(?P<nth>st|nd|rd|th)(?: of (?P<which>this|next) month)?"
)
_WEEKDAY = re.compile(
    rf"(?:(?P<lead>this coming|this|coming|next|last) )?(?P<weekday>{_W})"
    r"(?: (?P<tail>this week|next week|last week))?"
)
_SPAN = r"(?P<count>.{1,24}?) (?P<unit>days?|weeks?|months?|fortnights?)"
_AHEAD = re.compile(
    rf"in {_SPAN}(?: time|'s time|s' time)?|{_SPAN.replace('P<', 'P<a')}"
    r" (?:from (?:now|today)|ahead|hence)"
)
_AGO = re.compile(rf"{_SPAN} ago")
_ISO = re.compile(r"(\d{4})([-/])(\d\d)\2(\d\d)")
_DOTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_FIXED = {
    "today": 0,
    "tonight": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tomorrow night": 1,
    "yesterday": -1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "the day before yesterday": -2,
    "day before yesterday": -2,
}
_SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_SPELLED = re.compile(rf"\b(?:{'|'.join(sorted(_NTH, key=len, reverse=True))})\b")


def _make(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _move(today: date, days: int) -> date | None:
    ordinal = today.toordinal() + days
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


def _yearless(month: int, day: int, today: date) -> date | None:
    for year in (today.year - 1, today.year, today.year + 1):
        found = _make(year, month, day)
        if found and -90 <= (found - today).days <= 274:
            return found
    return None


def _numeric(text: str) -> date | None:
    if found := _ISO.fullmatch(text):
        return _make(int(found[1]), int(found[3]), int(found[4]))
    if found := _DOTS.fullmatch(text):
        return _make(int(found[3]), int(found[2]), int(found[1]))
    if found := _SLASHES.fullmatch(text):
        one, two, year = int(found[1]), int(found[2]), int(found[3])
        if one > 12 or one == two:
            return _make(year, two, one)
        return _make(year, one, two) if two > 12 else None
    return None


def _calendar(text: str, today: date | None) -> date | None:
    """A day with its month, with or without a year and a weekday."""
    found = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if not found:
        return None
    day, month = int(found["day"]), MONTHS[found["month"]]
    if found["nth"] and _SUFFIX.get(day, "th") != found["nth"]:
        return None
    if found["year"]:
        made = _make(int(found["year"]), month, day)
    else:
        made = _yearless(month, day, today) if today else None
    return _checked(made, found["weekday"])


def _checked(found: date | None, weekday: str | None) -> date | None:
    if found and weekday and found.weekday() != WEEKDAYS[weekday]:
        return None
    return found


def _day_only(text: str, today: date) -> date | None:
    found = _DAY_ONLY.fullmatch(text)
    if not found or _SUFFIX.get(int(found["day"]), "th") != found["nth"]:
        return None
    start = today.replace(day=1)
    months = {"this": (0,), "next": (1,)}.get(found["which"] or "", (0, 1, 2))
    for ahead in months:
        month = (start.month - 1 + ahead) % 12 + 1
        made = _make(start.year + (start.month - 1 + ahead) // 12, month, int(found["day"]))
        if made and (made >= today or found["which"]):
            return _checked(made, found["weekday"])
    return None


def _weekday(text: str, today: date) -> date | None:
    found = _WEEKDAY.fullmatch(text)
    if not found or (found["lead"] and found["tail"]):
        return None
    target = WEEKDAYS[found["weekday"]]
    which = found["lead"] or (found["tail"] or "").partition(" ")[0]
    weeks = {"next": 1, "last": -1}.get(which)
    if found["tail"] == "this week":
        weeks = 0
    if weeks is not None:
        return _move(today, 7 * weeks + target - today.weekday())
    ahead = (target - today.weekday()) % 7
    return _move(today, ahead) if ahead else None


def _counted(text: str, today: date) -> date | None:
    if found := _AHEAD.fullmatch(text):
        count, unit, sign = found["count"] or found["acount"], found["unit"] or found["aunit"], 1
    elif found := _AGO.fullmatch(text):
        count, unit, sign = found["count"], found["unit"], -1
    else:
        return None
    said = number(count)
    if said is None or said.denominator != 1 or not 0 <= said <= 4000:
        return None
    steps = sign * int(said)
    if unit.startswith("month"):
        month = today.month - 1 + steps
        return _make(today.year + month // 12, month % 12 + 1, today.day)
    size = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return _move(today, steps * size)


@lru_cache(maxsize=65536)
def day(text: str, today: date | None) -> date | None:
    """The day a text means, None when it means none for certain."""
    if not 3 <= len(text) <= LONGEST:
        return None
    low = " ".join(text.lower().replace("’", "'").split())
    if low[0].isdigit() and (found := _numeric(low)):
        return found
    low = _SPELLED.sub(_as_digits, low)
    found = _calendar(low, today)
    if found or today is None:
        return found
    if low in _FIXED:
        return _move(today, _FIXED[low])
    return _weekday(low, today) or _day_only(low, today) or _counted(low, today)


def _as_digits(found: re.Match[str]) -> str:
    place = _NTH[found[0]]
    return f"{place}{_SUFFIX.get(place, 'th')}"
