"""Points in time of a result where they belong: created in the past, delivery in the future, the
rest around today; an end soon after its start. Only ISO dates, date-times and clock times are
touched."""

from datetime import date
from random import Random
from typing import Any

from studio.record import Json
from studio.resources import moments
from studio.resources.nouns import words

_SINCE = frozenset("employee member user contact subscription account person customer".split())
"""Things whose start lies in the past."""
_BEHIND = frozenset(
    """recording transcript transaction statement workout meal revision payslip receipt history
    symptom""".split()
)
"""Things that have happened when they are shown."""
_LASTS = {
    "departs": ("arrives", 70, 420), "departure": ("arrival", 70, 420), "start": ("end", 30, 120),
    "starts": ("ends", 30, 120), "joined": ("left", 10, 60), "begins": ("ends", 30, 120),
}  # fmt: skip
"""First of a pair → the second, and between how many minutes and how many it follows."""
_HOURS = {
    "asleep": (1320, 1470), "woke": (380, 500), "sunrise": (350, 470), "sunset": (1020, 1260),
    "tide": (0, 1435), "breakfast": (420, 560),
}  # fmt: skip
"""Clock times, in minutes from midnight, by a word of the field."""


def placed(found: Json, rng: Random, today: date, resource: str) -> Json:
    """The value with its times moved, in place where it has any."""
    _place(found, "", resource, rng, today)
    return found


def _place(found: Json, name: str, owner: str, rng: Random, today: date) -> None:
    if isinstance(found, dict):
        for key, value in found.items():
            if isinstance(value, str):
                found[key] = _moved(value, key, name, owner, rng, today)
            else:
                _place(value, key, owner, rng, today)
        _paired(found, rng)
    elif isinstance(found, list):
        for place, value in enumerate(found):
            if isinstance(value, str):
                found[place] = _moved(value, name, name, owner, rng, today)
            else:
                _place(value, name, owner, rng, today)


_SOON = frozenset("food ride taxi courier pizza".split())
"""What arrives within the hour."""


def _hours(moved: str, name: str, owner: str, rng: Random) -> str:
    """A time of day: of what is measured now the last half hour, of what is on its way the next."""
    if len(moved) < 16 or moved[11:16] == "00:00":
        return moved
    if {"measured", "observed", "checked"} & {*words(name)}:
        hour, minute = 18, 5 * int(rng.random() * 6)
    elif _SOON & {*words(owner)} and moments.tense(name) == "future":
        hour, minute = 19, 5 * int(rng.random() * 12)
    else:
        hour, minute = 7 + int(rng.random() * 13), 5 * int(rng.random() * 12)
    return f"{moved[:11]}{hour:02d}:{minute:02d}{moved[16:]}"


def _moved(text: str, name: str, around: str, owner: str, rng: Random, today: date) -> str:
    if moments.CLOCK.fullmatch(text):
        return _clock(name, rng) + text[5:]
    day = moments.day(text)
    if day is None:
        return text
    shift = _shift(day, name, around, owner, rng, today)
    return _hours(moments.moved(text, days=shift), name, owner, rng)


def _shift(day: date, name: str, around: str, owner: str, rng: Random, today: date) -> int:
    """By how many days to move."""
    ahead = (day - today).days
    tense = moments.tense(name) or moments.tense(around)
    now = {"measured", "observed", "checked"} & {*words(name)}
    if not tense and "start" in words(name) and _SINCE & {*owner.split()}:
        return -ahead - 90 - int(rng.random() * 2400)
    if now or (_SOON & {*words(owner)} and tense == "future"):
        return -ahead
    if not tense and _BEHIND & {*words(owner)} and not -60 < ahead < 0:
        return -ahead - 1 - int(rng.random() ** 2 * 30)
    if tense == "past" and not -400 < ahead < 0:
        return -ahead - 1 - int(rng.random() ** 2 * 60)
    return _near(ahead, tense, rng)


def _near(ahead: int, tense: str, rng: Random) -> int:
    """By how many days to move what is ahead, or at no time in particular."""
    if tense == "future" and not 0 < ahead < 60:
        return -ahead + 1 + int(rng.random() * 14)
    if not tense and abs(ahead) > 60:
        return -ahead + int(rng.random() * 20)
    return 0


def _clock(name: str, rng: Random) -> str:
    low, high = next((_HOURS[word] for word in words(name) if word in _HOURS), (390, 1290))
    total = (low + 5 * int(rng.random() * (high - low) / 5)) % 1440
    return f"{total // 60:02d}:{total % 60:02d}"


def _paired(found: dict[str, Any], rng: Random) -> None:
    """Ends soon after starts."""
    by_words = {words(name): name for name in found}
    for parts, name in by_words.items():
        for place, word in enumerate(parts):
            if word not in _LASTS:
                continue
            other, low, high = _LASTS[word]
            partner = by_words.get((*parts[:place], other, *parts[place + 1 :]))
            if partner is None:
                continue
            first, second = found[name], found[partner]
            minutes = low + 5 * int(rng.random() * (high - low) / 5)
            if isinstance(first, str) and isinstance(second, str) and len(first) == len(second):
                if moments.CLOCK.fullmatch(first) and moments.CLOCK.fullmatch(second):
                    if moments.clock_after(first, minutes) < first:
                        found[name] = first = f"{6 + minutes % 9:02d}{first[2:]}"
                    found[partner] = moments.clock_after(first, minutes)
                elif moments.day(first) and len(first) > 10:
                    found[partner] = moments.moved(first, minutes=minutes)
            elif isinstance(first, dict) and isinstance(second, dict):
                _inner(first, second, minutes)


def _inner(first: dict[str, Any], second: dict[str, Any], minutes: int) -> None:
    """Google's `start: {dateTime, date, timeZone}`: one of the two, and the same zone."""
    if "dateTime" in first and "dateTime" in second:
        second["dateTime"] = moments.moved(first["dateTime"], minutes=minutes)
        for point in (first, second):
            point.pop("date", None)
    if "timeZone" in first and "timeZone" in second:
        second["timeZone"] = first["timeZone"]
