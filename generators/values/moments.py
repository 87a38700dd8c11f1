"""Dates, times of day, points in time and durations, in the notation a schema asks for.

Within a call they belong to one stretch of time, so that what starts comes before what ends. Only
the calendar is used, never the clock of the machine.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from generators.meaning import Meaning
from generators.values.world import World


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time: the days it starts and ends on, and minutes of the day for both."""

    first: date
    last: date
    start: int
    end: int


_NEAR = (1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 17, 18, 20, 21, 23, 25)
_FAR = (28, 30, 33, 37, 40, 44, 48, 53, 58, 63, 68, 74, 80, 86)
_LENGTHS = (1, 2, 2, 3, 3, 4, 5, 6, 7, 7, 10, 14)
_SPANS = (15, 30, 30, 30, 45, 60, 60, 60, 90, 120)


def window(world: World, tense: str, key: str = "") -> Window:
    """The stretch of time this call is about, ahead of today or behind it."""

    def make() -> Window:
        away = world.pick(_NEAR) if world.rng.random() < 0.7 else world.pick(_FAR)
        length = world.pick(_LENGTHS)
        if tense == "past":
            first = world.today - timedelta(days=away + length)
        else:
            first = world.today + timedelta(days=away - 1 if world.rng.random() < 0.1 else away)
        start = minute(world)
        end = min(start + world.pick(_SPANS), 23 * 60 + 45)
        if end <= start:
            start = end - 60
        return Window(first, first + timedelta(days=length), start, end)

    return world.recall(f"window:{tense}:{key}", make)


def minute(world: World) -> int:
    """A time of day in minutes, mostly in waking hours and on the quarter."""
    hour = 7 + int((world.rng.random() + world.rng.random()) * 7.5)
    share = world.rng.random()
    past = 0 if share < 0.55 else 30 if share < 0.8 else 15 if share < 0.88 else 45
    return hour * 60 + (past if share < 0.97 else 10)


_BIRTH = re.compile(r"birth|\bborn\b|\bdob\b", re.IGNORECASE)
_SAME_DAY = re.compile(r"event|meeting|calendar|appointment|slot|shift|lesson|alarm|busy", re.I)


def day_maker(meant: Meaning, name: str, description: str) -> Callable[[World], date]:
    """What makes the calendar day of a date or point in time."""
    about = f"{name} {description}"
    if _BIRTH.search(about):

        def birth(world: World) -> date:
            days = int(365.25 * (18 + world.rng.random() * 55))
            return world.today - timedelta(days=days)

        return birth
    tense = meant.tense or "future"

    def day(world: World) -> date:
        if meant.role in ("end", "target"):
            return window(world, tense).last
        if meant.role in ("start", "source"):
            return window(world, tense).first
        return window(world, tense, name).first

    return day


_FORMS = (
    (re.compile(r"yyyy-mm-dd|%Y-%m-%d", re.I), "%Y-%m-%d"),
    (re.compile(r"mm/dd/yyyy|%m/%d/%Y", re.I), "%m/%d/%Y"),
    (re.compile(r"dd/mm/yyyy|%d/%m/%Y", re.I), "%d/%m/%Y"),
    (re.compile(r"yyyy/mm/dd|%Y/%m/%d", re.I), "%Y/%m/%d"),
    (re.compile(r"dd-mm-yyyy", re.I), "%d-%m-%Y"),
    (re.compile(r"mm-dd-yyyy", re.I), "%m-%d-%Y"),
    (re.compile(r"dd\.mm\.yyyy", re.I), "%d.%m.%Y"),
    (re.compile(r"\byyyymmdd\b", re.I), "%Y%m%d"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "%Y-%m-%d"),
    (re.compile(r"\b(?:0\d|1[0-2])/(?:1[3-9]|2\d|3[01])/\d{4}"), "%m/%d/%Y"),
    (re.compile(r"\b(?:1[3-9]|2\d|3[01])/(?:0\d|1[0-2])/\d{4}"), "%d/%m/%Y"),
    (re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}"), "%B %d, %Y"),
)
_YEAR_MONTH = re.compile(r"\byyyy-mm\b(?!-)", re.I)


def date_form(description: str) -> str:
    """The strftime form a description asks for or shows, ISO 8601 when it does not."""
    if _YEAR_MONTH.search(description):
        return "%Y-%m"
    return next((form for expression, form in _FORMS if expression.search(description)), "%Y-%m-%d")


MONTHS = (
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
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def written(day: date, form: str) -> str:
    """The day in a strftime form, month names English whatever the locale."""
    month = MONTHS[day.month - 1]
    text = form.replace("%B %d", f"{month} {day.day}").replace("%B", month)
    text = text.replace("%Y", f"{day.year:04d}").replace("%m", f"{day.month:02d}")
    return text.replace("%d", f"{day.day:02d}")


_ZONED = re.compile(r"\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
"""Shown with an offset; nobody says one, so that it is always UTC."""
_LOCAL = re.compile(r"\d([T ])\d\d:\d\d(:\d\d)?(?![\d:Z+])")
_SPACED = re.compile(r"dd hh:mm(:ss)?", re.I)
_SHORT = re.compile(r"ddThh:mm(?!:)", re.I)


def stamp_maker(
    meant: Meaning, name: str, description: str, form: str, context: str
) -> Callable[[World], str]:
    """What makes points in time as text: RFC 3339 with an offset for format `date-time`, local
    where the description shows it without one."""
    moment = moment_maker(meant, name, description, context)
    zoned, local = _ZONED.search(description), _LOCAL.search(description)
    spaced = _SPACED.search(description)
    glue, seconds, offset = "T", ":%S", "Z"
    if form not in ("date-time", "google-datetime"):
        offset = "Z" if zoned or "3339" in description else ""
        if local:
            glue, seconds = local.group(1), ":%S" if local.group(2) else ""
        elif spaced:
            glue, seconds = " ", ":%S" if spaced.group(1) else ""
        elif _SHORT.search(description):
            seconds = ""
    notation = f"%Y-%m-%d{glue}%H:%M{seconds}{offset}"
    return lambda world: stamped(moment(world), notation)


def moment_maker(
    meant: Meaning, name: str, description: str, context: str
) -> Callable[[World], datetime]:
    """What makes points in time: a day with a time of day that suits its side and purpose."""
    day = day_maker(meant, name, description)
    same = bool(_SAME_DAY.search(context + " " + name)) and meant.tense != "past"
    office, dining = bool(_OFFICE.search(context)), bool(_DINING.search(context))
    tense = meant.tense or "future"

    def make(world: World) -> datetime:
        frame = window(world, tense)
        on = day(world)
        at = {"start": frame.start, "end": frame.end}.get(meant.role)
        at = minute(world) if at is None else at
        at = meal_time(at) if dining and meant.role != "end" else at
        if meant.role == "end" and same:
            on = frame.first
        elif meant.role and tense == "past" and world.rng.random() < 0.5:
            at = 0
        elif office and meant.role != "end":
            at = office_hours(at)
        return datetime(on.year, on.month, on.day, *divmod(at, 60))

    return make


def stamped(moment: datetime, notation: str) -> str:
    """The moment in a strftime notation of digits only; the same on every platform."""
    text = notation.replace("%H", f"{moment.hour:02d}").replace("%M", f"{moment.minute:02d}")
    return written(moment, text.replace("%S", f"{moment.second:02d}"))


_OFFICE = re.compile(
    r"appointment|doctor|dentist|clinic|patient|bank|interview|haircut|salon", re.I
)


_DINING = re.compile(r"restaurant|\bdinner\b|\btable at\b", re.I)


def meal_time(at: int) -> int:
    """A time of day moved into lunch or dinner."""
    return 12 * 60 + at % 90 // 15 * 15 if at < 12 * 60 else 18 * 60 + at % 180 // 15 * 15


def office_hours(at: int) -> int:
    """A time of day moved into nine to five."""
    return at if 9 * 60 <= at <= 17 * 60 else 9 * 60 + at % (8 * 60)


def time_maker(
    meant: Meaning, description: str, form: str, context: str = ""
) -> Callable[[World], str]:
    """What makes times of day: 24-hour HH:MM unless asked otherwise, RFC 3339 for format `time`."""
    low = description.lower()
    twelve = "am/pm" in low or re.search(r"\d ?[ap]m\b", low) is not None
    office, dining = bool(_OFFICE.search(context)), bool(_DINING.search(context))
    seconds = "hh:mm:ss" in low or re.search(r"\b\d\d:\d\d:\d\d\b", low) is not None

    def make(world: World) -> str:
        frame = window(world, meant.tense or "future")
        at = {"start": frame.start, "end": frame.end}.get(meant.role)
        at = minute(world) if at is None else at
        if meant.role != "end":
            at = office_hours(at) if office else meal_time(at) if dining else at
        hour, past = divmod(at, 60)
        if form == "time":
            return f"{hour:02d}:{past:02d}:00Z"
        if twelve and not seconds:
            half = "AM" if hour < 12 else "PM"
            return f"{(hour - 1) % 12 + 1}:{past:02d} {half}"
        return f"{hour:02d}:{past:02d}" + (":00" if seconds else "")

    return make


def duration_text(world: World, form: str, description: str) -> str:
    """A length of time as text: PT45M for ISO 8601, 300s for protobuf, else in words."""
    minutes = world.pick((10, 15, 20, 30, 30, 45, 60, 60, 90, 120))
    low = description.lower()
    if form == "duration" or "iso 8601" in low or re.search(r"\bpt\d", low):
        hours, rest = divmod(minutes, 60)
        return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    if form == "google-duration" or re.search(r"\b\d+(\.\d+)?s\b", low):
        return f"{minutes * 60 if world.rng.random() < 0.5 else minutes}s"
    if minutes % 60 == 0:
        return "1 hour" if minutes == 60 else f"{minutes // 60} hours"
    return f"{minutes} minutes"


def weekday(day: date) -> str:
    """Its English name."""
    return WEEKDAYS[day.weekday()]


def month(day: date) -> str:
    """The English name of its month."""
    return MONTHS[day.month - 1]
