"""Dates and times of day as people write them, relative to a stated today where that is natural.

Only spellings that mean one date are written. "next Friday" is used only where its two common
readings (the coming one, the one of next week) agree; "the 12th" only for the first one ahead; a
date without a year only from 45 days back to 200 days ahead. Parsing is not done here except for
the value itself.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from generators.language.numbers import ordinal, words
from generators.language.picking import Options, pick

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@dataclass(frozen=True, slots=True)
class When:
    """A spelling of a date or time."""

    text: str
    preposition: str = "on"
    """What stands before it by default: on, at, or nothing ("tomorrow")."""
    needs_today: bool = False
    governable: bool = True
    """Whether from, until or by can stand before it: not before "in three days"."""


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.0{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.0{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?")


def parse_date(value: str) -> date | None:
    """The date of "2026-03-12" or "20260312"; None for anything else."""
    text = value if "-" in value else f"{value[:4]}-{value[4:6]}-{value[6:]}"
    found = _ISO.fullmatch(text) if len(text) == 10 else None
    try:
        return date(*map(int, found.groups()[:3])) if found else None
    except ValueError:
        return None


def parse_datetime(value: str) -> datetime | None:
    """The local date and time of an RFC 3339 text, its offset left aside; None otherwise."""
    found = _ISO.fullmatch(value)
    if not found or found[4] is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second)
    except ValueError:
        return None


def parse_time(value: str) -> time | None:
    """The time of "15:00", "15:00:00" or "15:00:00Z"; None otherwise."""
    found = _CLOCK.fullmatch(value)
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _near(day: date, today: date) -> Options[When]:
    """Words that count from today."""
    delta = (day - today).days
    fixed = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if delta in fixed:
        yield 8, When(fixed[delta], "", True)
    elif delta == 2:
        yield 0.6, When("the day after tomorrow", "", True)
    if 2 <= delta <= 20:
        shown = words(delta) if delta <= 12 else str(delta)
        yield 1.2, When(f"in {shown} days", "", True, False)
        yield 0.4, When(f"{shown} days from now", "", True, False)
    if delta in (7, 14, 21, 28):
        weeks = "a week" if delta == 7 else f"{words(delta // 7)} weeks"
        yield 2, When(f"in {weeks}", "", True, False)
        yield 0.8, When(f"{weeks} from today", "", True, False)
    if -14 <= delta <= -2:
        yield 1.5, When(f"{words(-delta)} days ago", "", True, False)


def _weekday(day: date, today: date) -> Options[When]:
    delta = (day - today).days
    name = DAYS[day.weekday()]
    week = (day - timedelta(day.weekday()) - today + timedelta(today.weekday())).days // 7
    if 2 <= delta <= 6:
        yield 5, When(name, "on", True)
        yield 1, When(f"{name} the {ordinal(day.day)}", "on", True)
        if week == 0:
            yield 2, When(f"this {name}", "", True)
        else:
            yield 2, When(f"next {name}", "", True)
    if delta == 7:
        yield 3, When(f"next {name}", "", True)
    if 7 <= delta <= 13 and week == 1 and day.weekday() < 6:
        yield 2, When(f"{name} next week", "on", True)
    if -7 <= delta <= -2 and week == -1:
        yield 4, When(f"last {name}", "", True)


def _day_of_month(day: date, today: date) -> Options[When]:
    delta = (day - today).days
    if 1 < delta <= 27 and (day.month == today.month or delta <= 20):
        yield 2.5, When(f"the {ordinal(day.day)}", "on", True)


def _written_out(day: date, today: date) -> Options[When]:
    month, name, nth = MONTHS[day.month - 1], DAYS[day.weekday()], ordinal(day.day)
    if -45 <= (day - today).days <= 200:
        yield 3, When(f"{day.day} {month}", "on", True)
        yield 3, When(f"{month} {day.day}", "on", True)
        yield 3, When(f"{month} {nth}", "on", True)
        yield 1, When(f"the {nth} of {month}", "on", True)
        yield 1, When(f"{name} {day.day} {month}", "on", True)
        yield 1.5, When(f"{name}, {month} {nth}", "on", True)
        yield 0.7, When(f"{month[:3]} {day.day}", "on", True)
        yield 0.7, When(f"{day.day} {month[:3]}", "on", True)
    yield 1.2, When(f"{day.day} {month} {day.year}")
    yield 1.5, When(f"{month} {day.day}, {day.year}")
    yield 0.6, When(f"{month} {nth}, {day.year}")
    yield 0.5, When(f"the {nth} of {month} {day.year}")
    yield 0.4, When(f"{day.day} {month[:3]} {day.year}")


def date_surface(day: date, today: date, rng: Random) -> When:
    """One spelling of a day."""
    options = list(_written_out(day, today))
    if -14 <= (day - today).days <= 28:
        options += _near(day, today)
        options += _weekday(day, today)
        options += _day_of_month(day, today)
    return pick(rng, options)


def _part_of_day(hour: int) -> str:
    if hour < 12:
        return "in the morning"
    return "in the afternoon" if hour < 18 else "in the evening"


def _twelve_hours(moment: time) -> Options[When]:
    half = "am" if moment.hour < 12 else "pm"
    hour = (moment.hour + 11) % 12 + 1
    shown = str(hour) if moment.minute == 0 else f"{hour}:{moment.minute:02d}"
    yield 6, When(f"{shown}{half}", "at")
    yield 3, When(f"{shown} {half}", "at")
    if moment.minute == 0 and 5 <= moment.hour <= 22:
        yield 1, When(f"{words(hour)} {_part_of_day(moment.hour)}", "at")
        if 9 <= moment.hour <= 17:
            yield 0.7, When(f"{hour} o'clock", "at")


def _spoken(moment: time) -> Options[When]:
    hour = (moment.hour + 11) % 12 + 1
    later = hour % 12 + 1
    spoken = {
        15: f"quarter past {words(hour)}",
        30: f"half past {words(hour)}",
        45: f"quarter to {words(later)}",
    }.get(moment.minute)
    if not spoken:
        return
    # Without a part of the day only from nine to half past five, as in working hours.
    if (9, 0) <= (moment.hour, moment.minute) <= (17, 30):
        yield 1.5, When(spoken, "at")
    elif 5 <= moment.hour <= 21:
        yield 1, When(f"{spoken} {_part_of_day(moment.hour)}", "at")


def time_surface(moment: time, rng: Random) -> When:
    """One spelling of a time of day; its seconds are written only when they are not zero."""
    if moment.second:
        return When(moment.strftime("%H:%M:%S"), "at")
    options: list[tuple[float, When]] = [(4, When(moment.strftime("%H:%M"), "at"))]
    options += _twelve_hours(moment)
    options += _spoken(moment)
    if moment.minute == 0 and moment.hour == 12:
        options.append((8, When("noon", "at")))
    if moment.minute == 0 and moment.hour == 0:
        options = [(6, When("midnight", "at")), (3, When("00:00", "at"))]
    return pick(rng, options)


def datetime_surface(moment: datetime, today: date, rng: Random) -> When:
    """A day and a time in one span: "Thursday at 3pm", "3pm on 12 March", "tomorrow, 15:00"."""
    day = date_surface(moment.date(), today, rng)
    clock = time_surface(moment.time(), rng)
    plain = clock.text[0].isdigit() and " in " not in clock.text
    options: list[tuple[float, When]] = [
        (6, When(f"{day.text} at {clock.text}", day.preposition, day.needs_today, day.governable))
    ]
    if plain and "," not in day.text and day.governable:
        shown = f"{day.text}, {clock.text}"
        options.append((1.5, When(shown, day.preposition, day.needs_today)))
    if day.governable:
        joint = f" {day.preposition} " if day.preposition else " "
        options.append((3, When(f"{clock.text}{joint}{day.text}", "at", day.needs_today)))
    return pick(rng, options)
