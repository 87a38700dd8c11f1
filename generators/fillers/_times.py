"""Points in time of a result where they belong: created in the past, delivery in the future, the
rest around today. Only ISO dates and date-times are touched; their order is settled elsewhere."""

from datetime import date, timedelta
from random import Random

from studio.record import Json
from studio.resources import moments


def placed(found: Json, rng: Random, today: date, context: str) -> Json:
    """The value with its dates moved, in place where it has any."""
    _place(found, "", rng, today, context)
    return found


def _place(found: Json, name: str, rng: Random, today: date, context: str) -> None:
    if isinstance(found, dict):
        for key, value in found.items():
            if isinstance(value, str):
                found[key] = _moved(value, key, name, rng, today)
            else:
                _place(value, key, rng, today, context)
    elif isinstance(found, list):
        for place, value in enumerate(found):
            if isinstance(value, str):
                found[place] = _moved(value, name, name, rng, today)
            else:
                _place(value, name, rng, today, context)


def _moved(text: str, name: str, owner: str, rng: Random, today: date) -> str:
    day = moments.day(text)
    if day is None:
        return text
    tense = moments.tense(name) or moments.tense(owner)
    if tense == "past" and not -400 < (day - today).days < 0:
        target = today - timedelta(days=1 + int(rng.random() ** 2 * 60))
    elif tense == "future" and not 0 < (day - today).days < 60:
        target = today + timedelta(days=1 + int(rng.random() * 14))
    elif not tense and abs((day - today).days) > 200:
        target = today + timedelta(days=int(rng.random() * 20))
    else:
        return text
    return moments.moved(text, days=(target - day).days)
