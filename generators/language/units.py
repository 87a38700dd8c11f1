"""Measured values as people write them: "45 minutes", "an hour and a half", "5 km", "21°C".

Conversions are exact (60 minutes in an hour, 1000 m in a km); nothing is rounded, so nothing is
converted between systems.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from random import Random

from generators.language.numbers import Written, digits, grouped, words
from generators.language.picking import Options, pick


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is said: its size in the smallest unit of its family, names, short form."""

    family: str
    size: Fraction
    singular: str
    plural: str
    short: str = ""
    tight: bool = False
    """Whether the short form follows the number without a space: 21°C."""


def _units(*rows: tuple[str, str, str, str, str]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for family, size, singular, plural, shorts in rows:
        short, *others = shorts.split("|") if shorts else [""]
        unit = Unit(family, Fraction(size), singular, plural, short, short.startswith("°"))
        for name in (singular, plural, short, *others):
            found[name] = unit
    return found


UNITS = _units(
    ("time", "1/1000", "millisecond", "milliseconds", "ms|millis|msec"),
    ("time", "1", "second", "seconds", "s|sec|secs"),
    ("time", "60", "minute", "minutes", "min|mins"),
    ("time", "3600", "hour", "hours", "h|hr|hrs"),
    ("time", "86400", "day", "days", ""),
    ("time", "604800", "week", "weeks", ""),
    ("month", "1", "month", "months", ""),
    ("month", "12", "year", "years", ""),
    ("length", "1/1000", "millimetre", "millimetres", "mm|millimeter|millimeters"),
    ("length", "1/100", "centimetre", "centimetres", "cm|centimeter|centimeters"),
    ("length", "1", "metre", "metres", "m|meter|meters"),
    ("length", "1000", "kilometre", "kilometres", "km|kilometer|kilometers|kms"),
    ("miles", "1", "mile", "miles", "mi"),
    ("feet", "12", "foot", "feet", "ft"),
    ("feet", "1", "inch", "inches", ""),
    ("mass", "1/1000", "milligram", "milligrams", "mg"),
    ("mass", "1", "gram", "grams", "g"),
    ("mass", "1000", "kilogram", "kilograms", "kg|kilo|kilos|kgs"),
    ("pounds", "1", "pound", "pounds", "lb|lbs"),
    ("volume", "1", "millilitre", "millilitres", "ml|milliliter|milliliters"),
    ("volume", "1000", "litre", "litres", "l|liter|liters"),
    ("celsius", "1", "degree Celsius", "degrees Celsius", "°C|celsius|degrees_celsius"),
    ("fahrenheit", "1", "degree Fahrenheit", "degrees Fahrenheit", "°F|fahrenheit"),
    ("data", "1", "byte", "bytes", ""),
    ("data", "1000", "kilobyte", "kilobytes", "KB|kb"),
    ("data", "1000000", "megabyte", "megabytes", "MB|mb"),
    ("data", "1000000000", "gigabyte", "gigabytes", "GB|gb"),
    ("speed", "1", "km/h", "km/h", "km/h|kmh|kph"),
    ("kcal", "1", "calorie", "calories", "kcal"),
)
"""Every name a meaning may use for its unit → the unit."""

_LARGER = {
    "millisecond": ("second",),
    "second": ("minute", "hour"),
    "minute": ("hour",),
    "hour": ("day",),
    "day": ("week",),
    "month": ("year",),
    "metre": ("kilometre",),
    "gram": ("kilogram",),
    "megabyte": ("gigabyte",),
}
"""Units a value may be said in besides its own, when it comes out even."""


def _plain(value: Fraction, unit: Unit) -> Options[Written]:
    number = digits(int(value)) if value.denominator == 1 else _decimal(value)
    if value >= 10_000 and value.denominator == 1:
        number = grouped(int(value))
    name = unit.singular if value == 1 else unit.plural
    yield 5, (f"{number} {name}", "quantity")
    if unit.short:
        yield 2, (f"{number}{'' if unit.tight else ' '}{unit.short}", "quantity")
    if value.denominator == 1 and 1 <= value <= 12:
        yield 3, (f"{words(int(value))} {name}", "quantity")
    if unit.tight:
        yield 3, (f"{number} degrees", "quantity")


def _decimal(value: Fraction) -> str:
    return format((Decimal(value.numerator) / Decimal(value.denominator)).normalize(), "f")


def _article(unit: Unit) -> str:
    return "an" if unit.singular[0] in "aeiou" or unit.singular == "hour" else "a"


def _parts(value: Fraction, unit: Unit) -> Options[Written]:
    """Halves and quarters of an hour, day, kilo…, for what is below or just above one."""
    one = f"{_article(unit)} {unit.singular}"
    if value == 1:
        yield 3, (one, "quantity")
    if value == Fraction(1, 2):
        yield 8, (f"half {one}", "quantity")
    if unit.singular == "hour" and value == Fraction(3, 4):
        yield 2, ("three quarters of an hour", "quantity")
    if unit.singular == "hour" and value == Fraction(1, 4):
        yield 1, ("a quarter of an hour", "quantity")
    if value == Fraction(3, 2):
        yield 5, (f"{one} and a half", "quantity")
    if value > 2 and value % 1 == Fraction(1, 2) and value < 6:
        yield 2, (f"{words(int(value))} and a half {unit.plural}", "quantity")


def _hours_and_minutes(value: Fraction) -> Options[Written]:
    hours, minutes = divmod(value, 60)
    if 1 <= hours <= 5 and 0 < minutes < 60 and minutes.denominator == 1:
        name = "hour" if hours == 1 else "hours"
        yield 2, (f"{hours} {name} and {minutes} minutes", "quantity")
        yield 1, (f"{hours}h {minutes}min", "quantity")


def _in_other(value: Fraction, unit: Unit) -> Options[Written]:
    """The same in a larger unit, when it comes out even or as a half or quarter."""
    for name in _LARGER.get(unit.singular, ()):
        larger = UNITS[name]
        converted = value * unit.size / larger.size
        if converted.denominator == 1:
            for weight, written in _plain(converted, larger):
                yield weight * 1.5, written
        elif converted.denominator in (2, 4, 5, 10) and converted > 1 and larger.family != "time":
            yield 3, (f"{_decimal(converted)} {larger.plural}", "quantity")
        elif converted.denominator == 2 and converted > 1:
            yield 2, (f"{_decimal(converted)} {larger.plural}", "quantity")
        yield from _parts(converted, larger)
    if unit.singular == "minute":
        yield from _hours_and_minutes(value)


def quantity(value: int | float, unit: str, rng: Random) -> Written | None:
    """One spelling of a measured value; None when the unit is not one that is known here."""
    options = _spellings(value, unit)
    return pick(rng, options) if options else None


@lru_cache(maxsize=4096)
def _spellings(value: int | float, unit: str) -> tuple[tuple[float, Written], ...]:
    known = UNITS.get(unit) or UNITS.get(unit.lower())
    if known is None or abs(value) == float("inf") or value != value:
        return ()
    exact = Fraction(Decimal(str(value)))
    options = list(_plain(exact, known))
    if exact > 0:
        options += _parts(exact, known)
        options += _in_other(exact, known)
    return tuple(options)


_DURATION = re.compile(
    r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?|(\d+(?:\.\d+)?)s"
)
_SECONDS = (604800, 86400, 3600, 60, 1)


def duration_text(value: str, rng: Random) -> Written | None:
    """Words for an ISO 8601 duration ("PT45M") or seconds as in "3600s"; None for other texts."""
    found = _DURATION.fullmatch(value)
    if not found or value in ("P", "PT"):
        return None
    if found[6]:
        total = Fraction(found[6])
    else:
        total = sum(
            (
                Fraction(part or 0) * size
                for part, size in zip(found.groups(), _SECONDS, strict=False)
            ),
            Fraction(0),
        )
    for name in ("week", "day", "hour", "minute", "second"):
        unit = UNITS[name]
        if total and total % unit.size == 0:
            options = list(_plain(total / unit.size, unit)) + list(
                _in_other(total / unit.size, unit)
            )
            options += _parts(total / unit.size, unit)
            return pick(rng, options)[0], "duration_iso"
    return None
