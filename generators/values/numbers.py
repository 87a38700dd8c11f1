"""Numbers a person would say: round durations, prices ending in .99, counts of ten, within bounds.

Arithmetic is decimal, so that a value of two decimals stays one; multiples are also tried in
binary floating point, because validators that divide floats must accept them too.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from generators.meaning import Meaning, words
from generators.values.schemas import bounds
from generators.values.world import Unfillable, World
from studio.record import Json, Schema

_TYPICAL: dict[str, tuple[float, ...]] = {
    "count": (3, 5, 5, 10, 10, 10, 15, 20, 25, 50, 4, 8, 12, 30, 100),
    "quantity": (1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 8),
    "percent": (5, 10, 12, 15, 20, 25, 30, 35, 40, 50, 60, 75, 80, 90),
    "rate": (2.5, 3, 3.5, 4, 4.25, 5, 5.5, 6, 6.75, 7.5, 8, 10, 12.5),
    "interest": (2.5, 3, 3.5, 4, 4.25, 5, 5.5, 6, 6.75, 7.5),
    "age": (7, 12, 18, 21, 24, 27, 29, 31, 34, 36, 38, 42, 45, 47, 52, 56, 61, 64, 68, 73),
    "rating": (3, 3.5, 4, 4, 4.5, 5),
    "page": (2, 2, 3, 3, 4, 5),
    "offset": (10, 20, 20, 40, 50, 100),
    "port": (5432, 8080, 3306, 8443, 6379, 443, 80, 22, 9200, 27017),
    "minutes": (5, 10, 15, 15, 20, 25, 30, 30, 45, 45, 60, 60, 75, 90, 120),
    "hours": (1, 2, 2, 3, 4, 6, 8, 12, 24, 36, 48, 72),
    "seconds": (5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600),
    "milliseconds": (100, 200, 250, 500, 750, 1000, 1500, 2000, 3000, 5000),
    "days": (1, 2, 3, 3, 4, 5, 7, 7, 10, 14, 21, 30, 60, 90),
    "weeks": (1, 2, 2, 3, 4, 6, 8, 12),
    "months": (1, 2, 3, 3, 6, 6, 9, 12, 12, 18, 24, 36),
    "years": (1, 2, 3, 5, 5, 7, 10, 10, 15, 20, 25, 30),
    "km": (1, 2, 3, 5, 5, 8, 10, 10, 12, 15, 20, 25, 30, 50, 75, 100),
    "miles": (1, 2, 3, 5, 5, 10, 10, 15, 20, 25, 30, 50),
    "metres": (1.5, 2, 3, 5, 8, 10, 12, 20, 25, 50, 100, 150, 200, 250, 400, 500, 800, 1000, 1500),
    "cm": (5, 10, 12, 15, 20, 25, 30, 40, 60, 90, 120, 150, 165, 172, 178, 185),
    "feet": (5, 6, 8, 10, 12, 15, 20, 30, 50, 100),
    "inches": (4, 6, 8, 10, 12, 24, 36, 55, 65),
    "kg": (0.5, 1, 2, 2.5, 3, 5, 7.5, 10, 12, 20, 25, 54, 61, 68, 72, 75, 80, 84, 90),
    "grams": (50, 75, 100, 120, 150, 200, 250, 300, 400, 500, 750),
    "mg": (5, 10, 20, 25, 50, 100, 200, 400, 500),
    "pounds": (1, 2, 3, 5, 10, 15, 20, 120, 135, 150, 165, 180, 195),
    "°C": (-10, -5, 4, 16, 18, 19, 20, 20.5, 21, 22, 23, 24, 25, 30, 37, 60, 100, 180),
    "°F": (32, 64, 66, 68, 70, 72, 74, 75, 86, 98.6, 350, 375, 400, 425),
    "K": (273, 280, 290, 298, 300, 310, 350, 373, 400, 500),
    "MB": (1, 5, 10, 20, 25, 50, 100, 256, 512),
    "GB": (1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 200, 250, 500),
    "bpm": (60, 72, 80, 90, 100, 110, 118, 120, 124, 128, 140),
    "mph": (15, 25, 30, 35, 45, 55, 60, 65, 70),
    "km/h": (20, 30, 50, 60, 80, 90, 100, 110, 120, 130),
    "kcal": (150, 250, 300, 400, 450, 500, 600, 1800, 2000, 2200, 2500),
    "pixels": (128, 256, 300, 400, 512, 600, 640, 800, 1024, 1080, 1200, 1280, 1920),
    "priority": (1, 2, 3, 5, 10, 100),
    "version": (1, 2, 3, 4, 5, 7, 12),
    "volume": (10, 20, 25, 30, 40, 50, 60, 70, 75, 80),
    "calories": (150, 250, 300, 400, 450, 500, 600, 1800, 2000, 2200, 2500),
    "steps": (3000, 5000, 6500, 8000, 10000, 12000, 500, 20, 50),
    "salary": (
        38000,
        42000,
        45000,
        52000,
        58000,
        60000,
        65000,
        72000,
        80000,
        95000,
        110000,
        125000,
    ),
    "guests": (2, 2, 3, 4, 4, 5, 6, 8, 10, 12),
    "precision": (1, 2, 2, 3, 4, 5, 6, 8, 10),
    "population": (12000, 48000, 150000, 320000, 850000, 1200000, 5400000),
    "temperature": (0.2, 0.5, 0.7, 18, 20, 21, 22, 24, 25, 30, 37),
    "probability": (0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9),
}
_PLAIN: tuple[float, ...] = (
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    12,
    14,
    15,
    16,
    18,
    20,
    21,
    24,
    25,
    28,
    30,
    32,
    35,
    36,
    40,
)
_PLAIN += (42, 45, 48, 50, 54, 60, 63, 64, 72, 75, 80, 84, 90, 96, 99, 100, 120, 125, 144, 150, 200)
_BY_KIND = {
    "duration": "minutes",
    "distance": "km",
    "weight": "kg",
    "temperature": "temperature",
    "version": "version",
}
_BIG = ("invest", "loan", "mortgage", "principal", "salary", "income", "revenue", "rent", "house")
_LARGE: tuple[int, ...] = (
    500,
    750,
    1000,
    1200,
    1500,
    2000,
    2500,
    3000,
    4500,
    5000,
    7500,
    8000,
    10000,
    12000,
)
_LARGE += (15000, 18500, 20000, 25000, 30000, 40000, 50000, 75000, 100000, 150000, 250000, 320000)


@dataclass(frozen=True, slots=True)
class _Range:
    """What numbers a schema admits."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    grain: Decimal | None
    """The number that all are multiples of; 1 for integers."""
    step: Json
    """`multipleOf` as the schema has it."""

    def admits(self, value: Decimal) -> bool:
        """Whether the number keeps to every bound."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        if self.high is not None and (value > self.high or (self.high_open and value == self.high)):
            return False
        return self.grain is None or _multiple(value, self.grain, self.step)


def _range(schema: Schema, whole: bool) -> _Range:
    low, high, low_open, high_open = bounds(schema)
    step = schema.get("multipleOf")
    grain = Decimal(str(step)) if step else Decimal(1) if whole else None
    if whole and grain is not None and grain != grain.to_integral_value():
        grain *= grain.as_integer_ratio()[1]
    if low is not None and low_open and whole:
        low, low_open = Decimal(math.floor(low) + 1), False
    if high is not None and high_open and whole:
        high, high_open = Decimal(math.ceil(high) - 1), False
    return _Range(low, high, low_open, high_open, grain, step)


def maker(
    name: str, meant: Meaning, schema: Schema, context: str, whole: bool
) -> Callable[[World], Json]:
    """What makes numbers for this parameter; `whole` for integers, `context` the tool's words."""
    span = _range(schema, whole)
    if _DAY.search(str(schema.get("description", ""))) and words(name)[-1:] == ("day",):
        return lambda world: 1 + int(world.rng.random() * 28)
    options = _options(name, meant, schema, context)
    usual = [Decimal(str(option)) for option in options]
    good = [value for value in usual if span.admits(value) and (not whole or value == int(value))]
    narrow = len(good) <= 2 and span.high is not None and span.low is not None
    priced = meant.kind == "money" and "tip" not in words(name)

    def make(world: World) -> Json:
        if priced:
            price = _money(world.rng, context, whole)
            if span.admits(price):
                return _json(price, whole)
        if good and not narrow:
            return _json(world.pick(good), whole)
        value = _drawn(world.rng, span)
        if value is None:
            raise Unfillable("unsatisfiable_bounds")
        return _json(value, whole)

    return make


_DAY = re.compile(r"\bday of (?:a|the) month\b", re.IGNORECASE)


def _options(name: str, meant: Meaning, schema: Schema, context: str) -> tuple[float, ...]:
    parts = words(name)
    special = _fitting_context(parts, meant, context)
    if special:
        return special
    if meant.kind == "percent" and meant.unit != "%":
        return _fractions(schema)
    if meant.unit in _TYPICAL:
        return _TYPICAL[meant.unit]
    for part in reversed(parts):
        if part in _TYPICAL:
            return _TYPICAL[part]
    if meant.kind in _TYPICAL:
        return _TYPICAL[meant.kind]
    if meant.kind == "duration" and "night" in context:
        return _TYPICAL["days"]
    if meant.kind in _BY_KIND:
        return _TYPICAL[_BY_KIND[meant.kind]]
    return _PLAIN


_BODY = ("bmi", "body", "adult", "patient", "calorie", "person", "fitness", "athlete")
_HUMAN = {
    "kg": (48.0, 54, 58, 61.5, 64, 68, 70, 72.5, 75, 79, 82, 86, 91, 98, 104),
    "pounds": (118.0, 128, 135, 142, 150, 158, 165, 174, 182, 195, 210),
    "cm": (152.0, 158, 160, 163, 165, 168, 170, 172, 175, 178, 181, 185, 190),
    "metres": (1.55, 1.6, 1.63, 1.68, 1.7, 1.74, 1.78, 1.82, 1.88),
    "inches": (60.0, 62, 64, 66, 68, 70, 72, 74),
}
_OVEN = (160.0, 170, 175, 180, 190, 200, 210, 220)


def _fitting_context(parts: tuple[str, ...], meant: Meaning, context: str) -> tuple[float, ...]:
    """Numbers for people and ovens, whose usual size differs from that of other things."""
    if meant.kind in ("weight", "distance") and any(word in context for word in _BODY):
        unit = meant.unit or ("kg" if meant.kind == "weight" else "cm")
        return _HUMAN.get(unit, ()) if "height" in parts or meant.kind == "weight" else ()
    if meant.kind == "temperature" and "oven" in context and meant.unit != "°F":
        return _OVEN
    if "tip" in parts:
        return (2.0, 3, 4, 5, 5, 6, 8, 10)
    if "tokens" in parts:
        return (100.0, 150, 200, 256, 300, 500, 512, 800, 1000)
    return ()


def _fractions(schema: Schema) -> tuple[float, ...]:
    top = schema.get("maximum", 1)
    if isinstance(top, (int, float)) and top > 1:
        return _TYPICAL["percent"]
    return (0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.5)


def _money(rng: Random, context: str, whole: bool) -> Decimal:
    """A price or sum as people meet them: 24.99, 80, 1,500."""
    if any(word in context for word in _BIG):
        return Decimal(_LARGE[int(rng.random() * len(_LARGE))])
    size = rng.random()
    top = 30 if size < 0.35 else 150 if size < 0.75 else 900
    value = Decimal(3 + int(rng.random() * top))
    if value > 150:
        value = Decimal(int(value) // 10 * 10)
    if whole or rng.random() < 0.45:
        return value if value < 30 else value // 5 * 5
    ending = ("0.99", "0.50", "0.95", "0.25", "0.99", "0.75", "0.40")[int(rng.random() * 7)]
    return value + Decimal(ending)


def _multiple(value: Decimal, grain: Decimal, step: Json) -> bool:
    if value % grain != 0:
        return False
    if isinstance(step, float):
        quotient = float(value) / step
        return math.isfinite(quotient) and int(quotient) == quotient
    return True


def _drawn(rng: Random, span: _Range) -> Decimal | None:
    """Json number that fits, round where the range is wide enough."""
    low, high = _ends(span)
    for coarse in _grains(low, high, span.grain):
        first = (low / coarse).to_integral_value(rounding="ROUND_CEILING")
        last = (high / coarse).to_integral_value(rounding="ROUND_FLOOR")
        if last - first < (3 if coarse != (span.grain or 0) else 0):
            continue
        for _ in range(30):
            value = (first + int(rng.random() * (int(last - first) + 1))) * coarse
            if span.admits(value):
                return value
    return next((value for value in ((low + high) / 2, low, high) if span.admits(value)), None)


def _ends(span: _Range) -> tuple[Decimal, Decimal]:
    """Both ends of the range, a missing one put a hundred steps from the other."""
    low, high = span.low, span.high
    width = Decimal(100) if span.grain is None else span.grain * 100
    if low is None:
        low = Decimal(1) if high is None else high - width if high <= 0 else min(Decimal(0), high)
    return low, low + width if high is None else high


def _grains(low: Decimal, high: Decimal, grain: Decimal | None) -> list[Decimal]:
    if grain is not None:
        wide = (high - low) / grain > 200
        return [grain * 5, grain] if wide else [grain]
    width = high - low
    steps = [Decimal(10) ** exponent for exponent in range(3, -9, -1)]
    return [step for step in steps if step * 8 <= width] or steps[-1:]


def _json(value: Decimal, whole: bool) -> int | float:
    if whole or value == value.to_integral_value():
        return int(value)
    return float(value)
