"""Weather that agrees with itself: rain falls when it rains, no snow in the warmth, a rating that
fits its index. Mends objects in place; knows nothing of places and seasons."""

from typing import Any

from studio.record import Schema
from studio.resources import shapes
from studio.resources.nouns import words

_WET = ("rain", "shower", "storm", "drizzle")
_FAIR = ("sunny", "clear", "fair")


def agreed(found: dict[str, Any], schema: Schema) -> None:
    """Mend an object that has a condition, a chance of rain, or an index with a rating."""
    by_words = {words(name): name for name in found}
    condition = next((by_words[p] for p in _CONDITIONS if p in by_words), "")
    if condition and isinstance(found[condition], str):
        _condition(found, condition, schema)
    index, rating = by_words.get(("index",)), by_words.get(("rating",))
    if index and rating and isinstance(found[rating], str):
        options = shapes.properties(schema).get(rating, {}).get("enum")
        if isinstance(options, list) and len(options) > 1:
            place = min(len(options) - 1, int(found[index] // 50))
            found[rating] = options[place]


_CONDITIONS = (("condition",), ("conditions",), ("weather",), ("sky",))


def _condition(found: dict[str, Any], name: str, schema: Schema) -> None:
    options = shapes.properties(schema).get(name, {}).get("enum") or ()
    if _cold(str(found[name])) and any(_WET[0] in str(option) for option in options):
        found[name] = next(option for option in options if _WET[0] in str(option))
    said = str(found[name]).lower()
    wet, fair = any(word in said for word in _WET), any(word in said for word in _FAIR)
    for other, value in found.items():
        parts = words(other)
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        if "chance" in parts:
            found[other] = max(value, 60) if wet else min(value, 15 if fair else 40)
        elif "rain" in parts or "precipitation" in parts:
            found[other] = max(value, 1) if wet else 0


def _cold(said: str) -> bool:
    return any(word in said.lower() for word in ("snow", "sleet", "ice", "blizzard"))
