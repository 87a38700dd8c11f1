"""The unit a schema states for a bare number: in the argument's name, else in its description."""

import re

from studio.check import Reading

_SIZES = {
    "second": ("time", 1),
    "minute": ("time", 60),
    "hour": ("time", 3600),
    "day": ("time", 86400),
    "week": ("time", 604800),
    "month": ("month", 1),
    "year": ("month", 12),
    "kilometre": ("length", 100_000),
    "kilometer": ("length", 100_000),
    "km": ("length", 100_000),
    "centimetre": ("length", 1),
    "centimeter": ("length", 1),
    "cm": ("length", 1),
    "kilogram": ("mass", 1),
    "kg": ("mass", 1),
}
_UNIT = re.compile(rf"\b({'|'.join(_SIZES)})s?\b")
_NAME = re.compile(r"[A-Z]?[a-z]+")


def stated(reading: Reading) -> tuple[str, int] | None:
    """Dimension and size of the unit; None when none or several are stated."""
    name = " ".join(_NAME.findall(reading.name)).lower()
    for words in (name, str(reading.schema.get("description", "")).lower()[:200]):
        found = {_SIZES[match[1]] for match in _UNIT.finditer(words)}
        if len(found) == 1:
            return next(iter(found))
    return None
