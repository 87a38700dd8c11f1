"""Reading times of day, and days with times, in English.

Rules: am/pm or a part of the day decides the half. Without either, digits with two places before
the colon are the 24-hour clock ("03:30", "15:00"), and spoken times ("half past six", "3 o'clock",
"9:30") mean working hours: from eight to eleven the morning, from twelve to six the afternoon;
seven is not read. A time zone is only read as UTC and only where the value says so.
"""

import re
from datetime import date, datetime, time
from functools import lru_cache

from validators.reading.dates import day
from validators.reading.numbers import SMALL, number

LONGEST = 90
"""Characters of the longest text read as a time or as a day with a time."""

_PART = (
    r"(?P<part> in the (?:early )?morning| in the afternoon| in the (?:early )?evening| at night"
    r"| tonight)?"
)
_HALF = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::(?P<second>\d\d))? ?(?P<half>[ap])\.?m\.?"
)
_DAYTIME = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?")
_WORDS = "|".join(sorted((word for word, value in SMALL.items() if value <= 12), key=len)[::-1])
_HOUR = rf"(?P<hour>\d{{1,2}}|{_WORDS})"
_SPOKEN = re.compile(
    r"(?:(?P<minutes>a quarter|quarter|half|[a-z\-]+|\d{1,2})(?: minutes)? "
    r"(?P<side>past|to|after) )"
    rf"{_HOUR}{_PART}"
)
_WHOLE = re.compile(
    rf"{_HOUR}(?:[:. ](?P<minutes>\d\d|fifteen|thirty|forty-five))?(?P<clock> o'clock)?"
    rf"(?P<half> ?[ap]m)?{_PART}"
)
_FIXED = {
    "noon": (12, 0, 0),
    "12 noon": (12, 0, 0),
    "midday": (12, 0, 0),
    "midnight": (0, 0, 0),
    "12 midnight": (0, 0, 0),
}
_EVENINGS = {
    "tonight": ("today", " in the evening"),
    "this evening": ("today", " in the evening"),
    "this afternoon": ("today", " in the afternoon"),
    "this morning": ("today", " in the morning"),
}
_PARTED = re.compile(r"(.+) (morning|afternoon|evening|night)")

Clock = tuple[int, int, int]
"""Hour, minute, second on the 24-hour clock."""


def _halved(hour: int, half: str) -> int | None:
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half == "p" else 0)


def _in_part(hour: int, part: str) -> int | None:
    """The hour on the 24-hour clock for an hour of twelve and a part of the day."""
    if not 1 <= hour <= 12:
        return None
    if "morning" in part:
        return hour if hour < 12 else None
    if "afternoon" in part:
        return hour % 12 + 12 if hour % 12 <= 6 else None
    if "evening" in part:
        return hour + 12 if 4 <= hour <= 11 else None
    return hour + 12 if 6 <= hour <= 11 else None


def _working(hour: int) -> int | None:
    if 8 <= hour <= 12:
        return hour
    return hour + 12 if 1 <= hour <= 6 else None


def _checked(hour: int | None, minute: int, second: int = 0) -> Clock | None:
    if hour is None or not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return None
    return hour, minute, second


def _minutes(text: str) -> int | None:
    fixed = {"quarter": 15, "a quarter": 15, "half": 30}
    if text in fixed:
        return fixed[text]
    said = number(text)
    return int(said) if said is not None and said.denominator == 1 and 0 < said < 60 else None


def _of(found: re.Match[str]) -> int:
    text = found["hour"]
    return int(text) if text.isdigit() else SMALL[text]


def _spoken(low: str) -> Clock | None:
    """ "quarter past nine", "ten to six in the evening"."""
    found = _SPOKEN.fullmatch(low)
    if not found:
        return None
    minutes = _minutes(found["minutes"])
    if minutes is None or (found["minutes"] == "half" and found["side"] == "to"):
        return None
    hour = _of(found)
    if not 1 <= hour <= 12:
        return None
    to = found["side"] == "to"
    hour = (hour - 2) % 12 + 1 if to else hour
    placed = _in_part(hour, found["part"]) if found["part"] else _working(hour)
    return _checked(placed, 60 - minutes if to else minutes)


def _whole(low: str) -> Clock | None:
    """ "3 o'clock", "9:30", "nine thirty", "eight in the evening", "nine am"."""
    found = _WHOLE.fullmatch(low)
    if not found or not (found["minutes"] or found["clock"] or found["part"] or found["half"]):
        return None
    minutes = _minutes(found["minutes"]) if found["minutes"] not in (None, "00") else 0
    if minutes is None:
        return None
    if found["half"]:
        return _checked(_halved(_of(found), found["half"].strip()[0]), minutes)
    placed = _in_part(_of(found), found["part"]) if found["part"] else _working(_of(found))
    return _checked(placed, minutes)


@lru_cache(maxsize=32768)
def clock(text: str) -> Clock | None:
    """The time of day a text means, None when it means none for certain."""
    if not 3 <= len(text) <= LONGEST:
        return None
    low = " ".join(text.lower().replace("’", "'").split()).removesuffix(" sharp")
    if low in _FIXED:
        return _FIXED[low]
    if found := _HALF.fullmatch(low):
        hour = _halved(int(found["hour"]), found["half"])
        return _checked(hour, int(found["minute"] or 0), int(found["second"] or 0))
    if found := _DAYTIME.fullmatch(low):
        return _checked(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    return _spoken(low) or _whole(low)


def _fits(moment: Clock, part: str) -> bool:
    hour = moment[0]
    if "morning" in part:
        return hour < 12
    if "afternoon" in part:
        return 12 <= hour < 19
    return hour >= 16


def _joined(left: str, right: str, today: date | None) -> datetime | None:
    """A day on the left and a time on the right; the day's part of the day settles the half."""
    low = left.lower()
    part = ""
    if low in _EVENINGS:
        low, part = _EVENINGS[low]
    elif found := _PARTED.fullmatch(low):
        low = found[1]
        part = " at night" if found[2] == "night" else f" in the {found[2]}"
    moment = clock(right + part) if part else clock(right)
    if moment is None and part:
        moment = clock(right)
        moment = moment if moment and _fits(moment, part) else None
    found_day = day(low, today) if moment else None
    if found_day is None or moment is None:
        return None
    return datetime.combine(found_day, time(*moment))


_SEPARATORS = (" at ", ", ", " @ ")


@lru_cache(maxsize=65536)
def moment(text: str, today: date | None) -> datetime | None:
    """The day and time a text means, in no time zone; None when it means none for certain."""
    if not 6 <= len(text) <= LONGEST:
        return None
    for separator in _SEPARATORS:
        left, found, right = text.rpartition(separator)
        if found and (joined := _joined(left, right, today)):
            return joined
    left, found, right = text.partition(" on ")
    if found and (joined := _joined(right, left, today)):
        return joined
    places = [place for place, sign in enumerate(text) if sign == " "]
    for place in places[:12]:
        left, right = text[:place].rstrip(","), text[place + 1 :]
        if joined := _joined(left, right, today) or _joined(right, left, today):
            return joined
    return None
