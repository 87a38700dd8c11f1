"""Reading measured quantities in English, and which unit an argument counts in.

Conversions are exact and stay within a system (minutes in an hour, metres in a kilometre); a mile
is never turned into kilometres. Kilobytes and their like count in thousands.
"""

import re
from fractions import Fraction
from functools import lru_cache

from studio.check import Reading
from validators.reading.numbers import number
from validators.reading.words import words

Unit = tuple[str, Fraction]
"""A family of units that convert exactly, and the size in the family's own measure."""


def _table(*rows: tuple[str, str, str]) -> dict[str, Unit]:
    return {
        name: (family, Fraction(size)) for family, size, names in rows for name in names.split("|")
    }


UNITS = _table(
    ("time", "1/1000", "millisecond|milliseconds|ms|millis|msec|msecs"),
    ("time", "1", "second|seconds|s|sec|secs"),
    ("time", "60", "minute|minutes|min|mins"),
    ("time", "3600", "hour|hours|h|hr|hrs"),
    ("time", "86400", "day|days"),
    ("time", "604800", "week|weeks"),
    ("time", "1209600", "fortnight|fortnights"),
    ("month", "1", "month|months"),
    ("month", "3", "quarter-year"),
    ("month", "12", "year|years|yr|yrs"),
    ("length", "1/1000", "millimetre|millimetres|millimeter|millimeters|mm"),
    ("length", "1/100", "centimetre|centimetres|centimeter|centimeters|cm"),
    ("length", "1", "metre|metres|meter|meters|m"),
    ("length", "1000", "kilometre|kilometres|kilometer|kilometers|km|kms|k"),
    ("miles", "1", "mile|miles|mi"),
    ("feet", "1/12", "inch|inches|in"),
    ("feet", "1", "foot|feet|ft"),
    ("feet", "3", "yard|yards|yd|yds"),
    ("mass", "1/1000", "milligram|milligrams|mg"),
    ("mass", "1", "gram|grams|g|gramme|grammes"),
    ("mass", "1000", "kilogram|kilograms|kilo|kilos|kg|kgs"),
    ("pounds", "1/16", "ounce|ounces|oz"),
    ("pounds", "1", "pound|pounds|lb|lbs"),
    ("volume", "1", "millilitre|millilitres|milliliter|milliliters|ml"),
    ("volume", "1000", "litre|litres|liter|liters|l"),
    ("celsius", "1", "°c|celsius|degrees celsius|degree celsius|degrees c|degrees centigrade"),
    ("fahrenheit", "1", "°f|fahrenheit|degrees fahrenheit|degree fahrenheit|degrees f"),
    ("kelvin", "1", "kelvin"),
    ("degrees", "1", "degrees|degree|°"),
    ("data", "1", "byte|bytes"),
    ("data", "1000", "kilobyte|kilobytes|kb"),
    ("data", "1000000", "megabyte|megabytes|mb|megs"),
    ("data", "1000000000", "gigabyte|gigabytes|gb|gigs"),
    ("data", "1000000000000", "terabyte|terabytes|tb"),
    ("speed", "1", "km/h|kmh|kph|kilometres per hour|kilometers per hour|kilometres an hour"),
    ("mph", "1", "mph|miles per hour|miles an hour"),
    ("kcal", "1", "calorie|calories|kcal|kcals|kilocalorie|kilocalories"),
    ("pixels", "1", "pixel|pixels|px"),
    ("kwh", "1", "kwh|kilowatt hours|kilowatt-hours"),
    ("watts", "1", "watt|watts|w"),
    ("hertz", "1", "hz|hertz"),
    ("bpm", "1", "bpm|beats per minute"),
)
"""Lower-case unit as written → its family and size."""

Quantity = tuple[str, Fraction]
"""A family and the amount in its own measure."""

LONGEST = 60
"""Characters of the longest text read as a quantity."""

_TIGHT = re.compile(r"(-?[\d.,]+)([a-z°][a-z/°]*)")
_OF = re.compile(r"(.+?)(?: of)? (an?|one) (.+)")
_HALF_MORE = re.compile(r"(an?|one) (\w+) and a (half|quarter)")
_SHORT = re.compile(r"(\d{1,4}) ?h(?:ours?|rs?)?(?: and)? ?(\d{1,2}) ?(?:m|mins?|minutes?)?")


@lru_cache(maxsize=32768)
def quantity(text: str) -> Quantity | None:
    """What a text measures: "three quarters of an hour" → time, 2700 seconds; None for others."""
    if not 1 < len(text) <= LONGEST:
        return None
    low = " ".join(text.lower().replace("-minute", " minute").replace("-hour", " hour").split())
    return _simple(low) or _combined(low)


def _simple(low: str) -> Quantity | None:
    """ "45 minutes", "45min", "half an hour", "an hour and a half"."""
    if found := _TIGHT.fullmatch(low):
        return _times(number(found[1]), found[2])
    if found := _HALF_MORE.fullmatch(low):
        more = Fraction(1, 2) if found[3] == "half" else Fraction(1, 4)
        return _times(1 + more, found[2])
    for gap in _gaps(low):
        said = number(low[:gap])
        if said is not None and (made := _times(said, low[gap + 1 :])):
            return made
    if found := _OF.fullmatch(low):
        said = number(found[1])
        return _times(said, found[3]) if said is not None and 0 < said < 1 else None
    return None


def _gaps(low: str) -> list[int]:
    """Spaces that may part number and unit, the last ones first."""
    return [place for place, sign in enumerate(low) if sign == " "][:-7:-1]


def _combined(low: str) -> Quantity | None:
    """ "1 hour and 30 minutes", "1h 30m", "2 days 4 hours"."""
    if found := _SHORT.fullmatch(low):
        minutes = int(found[2])
        return ("time", Fraction(int(found[1]) * 3600 + minutes * 60)) if minutes < 60 else None
    for joint in (" and ", ", ", " "):
        left, found_joint, right = low.partition(joint)
        if joint == " ":
            left, found_joint, right = _halves(low)
        one, two = _simple(left), _simple(right) if found_joint else None
        if one and two and one[0] == two[0] and two[1] < one[1]:
            return one[0], one[1] + two[1]
    return None


def _halves(low: str) -> tuple[str, str, str]:
    parts = low.split(" ")
    if len(parts) not in (2, 4):
        return low, "", ""
    middle = len(parts) // 2
    return " ".join(parts[:middle]), " ", " ".join(parts[middle:])


def _times(amount: Fraction | None, unit: str) -> Quantity | None:
    known = UNITS.get(unit.removesuffix("."))
    return (known[0], amount * known[1]) if known and amount is not None else None


_SINGULAR = {name.removesuffix("s") for name in UNITS if len(name) > 4 and name.endswith("s")}
_TELLING = [name for name in UNITS if name not in _SINGULAR | {"foot", "inch", "k", "in"}]
"""Units that say in a name or description what is counted: not "day", "second" or "minute"."""

_IN_DESCRIPTION = re.compile(
    r"(?:^|\b(?:in|as|of|many)\b|\(|,) ?(?:whole |total |full |the )*("
    + "|".join(re.escape(name) for name in sorted(_TELLING, key=len, reverse=True) if name[1:])
    + r")(?![\w/])",
    re.IGNORECASE,
)
_LAST = {name: UNITS[name] for name in _TELLING} | {
    "c": UNITS["celsius"],
    "f": UNITS["fahrenheit"],
    "sec": UNITS["s"],
    "min": UNITS["minutes"],
    "hr": UNITS["h"],
}
_ANYWHERE = {name: unit for name, unit in _LAST.items() if len(name) > 3 and name.endswith("s")}


@lru_cache(maxsize=16384)
def _target(name: str, description: str) -> Unit | None:
    parts = words(name)
    if len(parts) > 1 and parts[-1] in _LAST:
        return _LAST[parts[-1]]
    for word in parts:
        if word in _ANYWHERE:
            return _ANYWHERE[word]
    found = _IN_DESCRIPTION.search(description)
    return UNITS[found[1].lower()] if found else None


def target(reading: Reading) -> Unit | None:
    """The unit an argument counts in, by its name (`duration_minutes`) or else its description
    ("Length in minutes"); None when neither says."""
    description = reading.schema.get("description")
    return _target(reading.name, description if isinstance(description, str) else "")
