"""Values in words: dates, times, numbers, lengths of time, choices, flags and names, each with the
transformation that proves it. Where they stand in a sentence is decided by `phrasing`."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from generators.foreign.arguments import Argument, flag_key, options
from generators.foreign.tables import Tables
from generators.language.saying import Unsayable
from studio.record import Json


@dataclass(frozen=True, slots=True)
class Told:
    """A value in words."""

    text: str
    transform: str
    form: str = ""
    """For days: `day` ("tomorrow"), `weekday`, empty for a date."""
    after: str = ""
    """What follows the span: a unit that is no part of the proof."""


_SIGNS = {
    "EUR": " €",
    "USD": " $",
    "%": " %",
    "°C": " °C",
    "metres": " m",
}
_NEAR, _FAR = -90, 274
"""Days from today within which a date without a year is understood."""


def far(day: str, today: date) -> bool:
    """Whether a date or moment needs its year."""
    try:
        return not _NEAR <= (datetime.fromisoformat(day).date() - today).days <= _FAR
    except ValueError:
        return False


def told(
    argument: Argument, spoken: Tables, today: date, rng: Random, inline: bool, year: bool
) -> Told:
    """A scalar in words; `inline` when it stands in the sentence, `year` when dates are to have
    theirs. Raises Unsayable."""
    value, kind = argument.value, argument.meaning.kind
    if isinstance(value, bool):
        key = flag_key(argument.name)
        return Told(spoken.style["flags"][key if value else f"!{key}"], "foreign_flag")
    if options(argument.schema):
        return _choice(str(value), argument.meaning.noun, spoken, inline)
    if isinstance(value, int | float):
        return _number(value, argument, spoken, rng, inline)
    if not isinstance(value, str) or "\n" in value:
        raise Unsayable(f"no words for {argument.name}")
    if kind == "date":
        return _date(_day(value), spoken, today, rng, inline, year)
    if kind == "datetime":
        return _moment(value, spoken, today, rng, year)
    if kind == "time":
        return Told(_clock(value, spoken), "foreign_time")
    if kind in ("city", "place"):
        local = spoken.cities().get(value, value)
        return Told(local, "verbatim" if local == value else "exonym")
    return Told(value, "verbatim")


def _choice(value: str, noun: str, spoken: Tables, inline: bool) -> Told:
    words = spoken.choice(value, noun)
    if not words:
        return Told(value, "verbatim")
    text = words[-1] if inline else words[0]
    return Told(text, "verbatim" if text == value else "foreign_choice")


def _number(value: float, argument: Argument, spoken: Tables, rng: Random, inline: bool) -> Told:
    unit = argument.meaning.unit
    digits = repr(value) if isinstance(value, float) else str(value)
    if "e" in digits:
        raise Unsayable(f"{argument.name} is too large or small to be said")
    digits = digits.removesuffix(".0")
    whole, point, rest = digits.partition(".")
    if argument.meaning.kind == "money" and point:
        rest = rest.ljust(2, "0")
    if len(rest) == 3 and spoken.style["numbers"]["comma"] == ",":
        raise Unsayable("three decimals could be read as thousands")
    text = f"{whole}{spoken.style['numbers']['comma']}{rest}" if point else whole
    names = spoken.style["units"].get(unit)
    if names is not None:
        blank = " " if spoken.spaced or names[0].isascii() else ""
        return Told(f"{text}{blank}{names[value != 1]}", "foreign_quantity")
    small = spoken.style["numbers"]["words"]
    if (
        inline
        and not spoken.before
        and isinstance(value, int)
        and 2 <= value < len(small) + 2
        and rng.random() < 0.5
    ):
        return Told(small[value - 2], "foreign_number")
    after = _SIGNS.get(unit, "")
    return Told(text, "foreign_number" if point and "," in text else "verbatim", after=after)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise Unsayable(f"{value!r} is no date") from fault


def _date(day: date, spoken: Tables, today: date, rng: Random, plain: bool, year: bool) -> Told:
    style = spoken.style["dates"]
    ahead = (day - today).days
    if plain and 0 <= ahead < len(style["relative"]) and rng.random() < 0.7:
        return Told(style["relative"][ahead], "foreign_date", "day")
    if plain and 1 <= ahead <= 6 and style["weekdays"] and rng.random() < 0.6:
        return Told(style["weekdays"][day.weekday()], "foreign_date", "weekday")
    return Told(_written(day, spoken, year), "foreign_date")


def _written(day: date, spoken: Tables, with_year: bool) -> str:
    style = spoken.style["dates"]
    form = style.get("first", style["absolute"]) if day.day == 1 else style["absolute"]
    text = str(form).format(d=day.day, m=style["months"][day.month - 1])
    if not with_year:
        return text
    year = str(style["year"]).format(y=day.year)
    return f"{year}{text}" if spoken.language == "ja" else f"{text}{year}"


_TIME = re.compile(r"(\d\d):(\d\d)(?::00)?")


def _clock(value: str, spoken: Tables) -> str:
    found = _TIME.fullmatch(value)
    if found is None:
        raise Unsayable(f"{value!r} is no time of day")
    hour, minute = int(found[1]), found[2]
    if hour <= 1 and spoken.language in ("es", "pt", "it"):
        raise Unsayable("one o'clock takes another article")
    form = "full" if minute == "00" else "time"
    return str(spoken.style["dates"][form]).format(h=hour, mm=minute)


def _moment(value: str, spoken: Tables, today: date, rng: Random, year: bool) -> Told:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as fault:
        raise Unsayable(f"{value!r} is no moment") from fault
    if moment.second or moment.microsecond:
        raise Unsayable("nobody says seconds")
    clock = _clock(f"{moment:%H:%M}", spoken)
    style, ahead = spoken.style["dates"], (moment.date() - today).days
    near = 0 <= ahead < len(style["relative"]) and rng.random() < 0.7
    day = style["relative"][ahead] if near else _written(moment.date(), spoken, year)
    return Told(f"{day}{style['join']}{clock}", "foreign_datetime", "day" if near else "")


def items(value: Json) -> list[str]:
    """The texts of a list. Raises Unsayable."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Unsayable("not a list of texts")
    return value
