"""Points in time of a result where they belong: created in the past, delivery in the future, the
rest around today; an end soon after its start. Only ISO dates, date-times and clock times are
touched."""

from datetime import date, timedelta
from random import Random
from typing import Any

from studio.record import Json
from studio.resources import moments
from studio.resources.nouns import words

_SINCE = frozenset("employee member user contact subscription account person customer".split())
"""Things whose start lies in the past."""
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


def _moved(text: str, name: str, around: str, owner: str, rng: Random, today: date) -> str:
    if moments.CLOCK.fullmatch(text):
        return _clock(name, rng) + text[5:]
    day = moments.day(text)
    if day is None:
        return text
    tense = moments.tense(name) or moments.tense(around)
    if not tense and "start" in words(name) and _SINCE & {*owner.split()}:
        target = today - timedelta(days=90 + int(rng.random() * 2400))
    elif {"measured", "observed", "checked"} & {*words(name)}:
        target = today
    elif tense == "past" and not -400 < (day - today).days < 0:
        target = today - timedelta(days=1 + int(rng.random() ** 2 * 60))
    elif tense == "future" and not 0 < (day - today).days < 60:
        target = today + timedelta(days=1 + int(rng.random() * 14))
    elif not tense and abs((day - today).days) > 60:
        target = today + timedelta(days=int(rng.random() * 20))
    else:
        target = day
    moved = moments.moved(text, days=(target - day).days)
    if len(moved) > 15 and moved[11:16] != "00:00":
        hour, minute = 7 + int(rng.random() * 13), 5 * int(rng.random() * 12)
        moved = f"{moved[:11]}{hour:02d}:{minute:02d}{moved[16:]}"
    return moved


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
