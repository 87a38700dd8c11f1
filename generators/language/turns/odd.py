"""Values the long way round, as people say them who do not think of forms: spelled-out numbers,
half hours, days counted from today. Each names the transformation that proves it.

Nothing is said here that can be understood in two ways: where there is no odd form, there is none.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from generators.language.dates import parse_date, parse_time
from generators.language.phrase import Phrase, marked
from generators.language.saying import Speaker, Unit
from studio.record import Json

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIXED = {6: "half a dozen", 12: "a dozen", 24: "two dozen", 2: "a couple", 36: "three dozen"}
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()


def spelled(number: int) -> str:
    """A whole number below a million in words; empty beyond."""
    if not 0 <= number < 1_000_000:
        return ""
    if number >= 1000:
        rest = number % 1000
        return f"{spelled(number // 1000)} thousand" + (f" {spelled(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{_ONES[number // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")


def _numbers(value: int, rng: Random, *, counted: bool) -> Iterator[tuple[str, str, bool]]:
    if counted and value in _FIXED and rng.random() < 0.7:
        yield _FIXED[value], "number", False
    if spelled(value):
        yield spelled(value), "number", False


def _times(value: str) -> Iterator[tuple[str, str, bool]]:
    found = parse_time(value)
    if found is None or found.second:
        return
    part = "in the evening"
    if found.hour < 17:
        part = "in the morning" if found.hour < 12 else "in the afternoon"
    hour = _ONES[found.hour % 12 or 12]
    following = _ONES[(found.hour + 1) % 12 or 12]
    if not 5 <= found.hour <= 22 or (found.hour == 11 and found.minute == 45):
        return
    if found.minute == 0 and found.hour == 12:
        yield "noon", "time", False
    elif found.minute == 0:
        yield f"{hour} {part}", "time", False
    elif found.minute == 30:
        yield f"half past {hour} {part}", "time", False
    elif found.minute == 15:
        yield f"quarter past {hour} {part}", "time", False
    elif found.minute == 45 and found.hour % 12 != 11 and found.hour not in (16,):
        yield f"quarter to {following} {part}", "time", False


def _dates(value: str, today: date) -> Iterator[tuple[str, str, bool]]:
    found = parse_date(value)
    if found is None:
        return
    days = (found - today).days
    if days in (2, -2):
        yield f"the day {'after tomorrow' if days > 0 else 'before yesterday'}", "date", True
    elif days in (7, 14, 21):
        count = {7: "a week", 14: "two weeks", 21: "three weeks"}[days]
        yield f"{count} from today", "date", True
    elif days in (1, -1):
        yield "tomorrow" if days > 0 else "yesterday", "date", True
    monday = today - timedelta(days=today.weekday())
    weeks = (found - monday).days // 7
    if weeks == 1:
        yield f"{_WEEKDAYS[found.weekday()]} next week", "date", True
    elif weeks == -1:
        yield f"{_WEEKDAYS[found.weekday()]} last week", "date", True
    elif -80 <= days <= 260:
        yield f"the {_NTH[found.day - 1]} of {_MONTHS[found.month - 1]}", "date", True


def forms(value: Json, kind: str, today: date, rng: Random) -> list[tuple[str, str, bool]]:
    """Odd ways to say a value, each with its transformation and whether it counts from today."""
    if isinstance(value, bool):
        return []
    if isinstance(value, int) and kind in ("quantity", "number", "count", "age"):
        return list(_numbers(value, rng, counted=kind in ("quantity", "count")))
    if not isinstance(value, str):
        return []
    if kind == "time":
        return list(_times(value))
    return list(_dates(value, today)) if kind == "date" else []


def oddly(unit: Unit, speaker: Speaker) -> Phrase:
    """The value of an argument in an odd form; empty where there is none."""
    found = forms(unit.value, unit.meaning.kind, speaker.today, speaker.rng)
    if not found:
        return []
    text, transform, dated = speaker.rng.choice(found)
    speaker.dated |= dated
    return [marked(text, unit.path, transform)]


def near(value: Json, kind: str, choices: Json, rng: Random) -> Json:
    """A value one could have said first and taken back; None where none is plain."""
    if isinstance(choices, list):
        others = [choice for choice in choices if choice != value]
        return rng.choice(others) if others else None
    if isinstance(value, bool):
        return None
    if isinstance(value, int) and kind in ("quantity", "number", "count", "rating"):
        return value + 1 if value < 3 or rng.random() < 0.5 else value - 1
    if not isinstance(value, str):
        return None
    if kind == "date" and (day := parse_date(value)) is not None:
        return (day + timedelta(days=rng.choice((1, 2)))).isoformat()
    if kind == "time" and (moment := parse_time(value)) is not None and moment.hour < 21:
        return value.replace(f"{moment.hour:02d}:", f"{moment.hour + 1:02d}:", 1)
    return None
