"""Names for coded values: enum members, countries, languages, months, weekdays, sort orders."""

import re
from functools import lru_cache
from random import Random

from generators.language.dates import DAYS, MONTHS
from generators.language.numbers import Written
from generators.language.picking import pick

_SPLIT = re.compile(r"[\s_\-.]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORDY = re.compile(r"(?=.*[A-Za-z]{3})[A-Za-z]+(?:[ _\-][A-Za-z]+)*")
_ORDER = re.compile(
    r"(?P<minus>[-+]?)(?P<field>[A-Za-z_]*?)[ _\-:.]?(?P<way>asc|desc|ascending|descending)?", re.I
)
_TIMES = ("date", "time", "created", "updated", "modified", "added", "published", "recent")
_ACRONYM = 4
"""Letters of a member in capitals that is one for all we know: NBA, ZAR, PDF."""
_PRICES = ("price", "cost", "fare")
_NAMES = ("name", "title")


def spoken(value: str) -> str:
    """An identifier in plain words: IN_PROGRESS, inProgress → "in progress"."""
    return " ".join(part.lower() for part in _SPLIT.split(value) if part)


def _directed(field: str, way: str) -> tuple[str, ...]:
    down = way.lower().startswith("desc")
    low = field.lower()
    if not low:
        return (
            ("descending", "in descending order") if down else ("ascending", "in ascending order")
        )
    if any(word in low for word in _PRICES):
        return ("most expensive first",) if down else ("cheapest first", "lowest price first")
    if any(word in low for word in _TIMES):
        return ("newest first", "most recent first") if down else ("oldest first",)
    if any(low.endswith(word) for word in _NAMES):
        return ("Z to A",) if down else ("alphabetically", "A to Z", "in alphabetical order")
    return ()


def sort_order(value: str) -> tuple[str, ...]:
    """How people ask for a sort order such as "createdAt desc", "-price" or "asc"."""
    found = _ORDER.fullmatch(value)
    if not found or not (found["minus"] or found["way"]):
        return ()
    way = found["way"] or ("desc" if found["minus"] == "-" else "asc")
    return _directed(found["field"], way)


def choice(value: str, rng: Random) -> Written:
    """An enum member in words, verbatim where it is a plain word or a code."""
    orders = sort_order(value)
    if orders:
        return orders[int(rng.random() * len(orders))], "choice"
    said = spoken(value)
    if said == value or not _WORDY.fullmatch(value) or len(said) > 40:
        return value, "verbatim"
    if value.isupper() and len(value) <= _ACRONYM and rng.random() < 0.85:
        return value, "verbatim"
    proper = value[:1].isupper() and value[1:].islower() and rng.random() < 0.4
    return (value, "verbatim") if proper else (said, "choice")


@lru_cache(maxsize=1)
def _territories() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code.isalpha()}


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    from babel import Locale

    names = Locale("en").languages
    return {code: str(name) for code, name in names.items() if code.isalpha()}


_COUNTRIES = {
    "US": ("the US", "the United States", "the USA"),
    "GB": ("the UK", "the United Kingdom"),
    "NL": ("the Netherlands",),
    "CZ": ("Czechia", "the Czech Republic"),
    "AE": ("the UAE", "the United Arab Emirates"),
    "PH": ("the Philippines",),
    "TR": ("Turkey",),
    "HK": ("Hong Kong",),
}
"""Said otherwise than CLDR's English name."""


def country(value: str, rng: Random) -> Written:
    """The country's name for an alpha-2 code; anything else as it is."""
    if len(value) != 2 or value.upper() not in _territories():
        return value, "verbatim"
    said = _COUNTRIES.get(value.upper()) or (_territories()[value.upper()],)
    return pick(rng, [(1 / (place + 1), name) for place, name in enumerate(said)]), "country"


def language(value: str, rng: Random) -> Written:
    """The language's name for a code such as "fr"; codes with a region stay as they are."""
    name = _languages().get(value) if len(value) in (2, 3) else None
    return (name, "language") if name else (value, "verbatim")


def month(value: int | float) -> Written | None:
    """ "March" for 3; None when it is no month number."""
    if isinstance(value, int) and 1 <= value <= 12:
        return MONTHS[value - 1], "month"
    return None


_WEEKDAYS = {name[:size].lower(): name for name in DAYS for size in (2, 3, len(name))}


def weekday(value: str) -> Written | None:
    """ "Thursday" for THU, thursday or TH; None for other texts."""
    name = _WEEKDAYS.get(value.lower())
    if name is None:
        return None
    return name, "verbatim" if name == value else "weekday"
