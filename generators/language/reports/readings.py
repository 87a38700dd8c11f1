"""What a field of a result means where its name alone misleads: "days left this year" is no year,
kilowatt hours are no time. Takes and gives meanings; says nothing.
"""

from dataclasses import replace

from generators.meaning import Meaning
from studio.record import Schema, Tool

_SPANS = frozenset("days weeks hours minutes nights".split())


def refined(meant: Meaning, words: tuple[str, ...], schema: Schema) -> Meaning:
    """The meaning of a field, mended by all of its name and by its description."""
    if words[-2:] == ("kilowatt", "hours"):
        return Meaning("number", " ".join(words[:-2]) or "consumption", "kWh")
    if meant.kind == "year" and "year" not in words and words[:1] and words[0] in _SPANS:
        return Meaning("count", " ".join(words))
    if words in _EXTREMES and not meant.unit and _warm(schema):
        return Meaning("temperature", meant.noun, _scale(schema.get("description")))
    if meant.kind == "temperature" and not meant.unit:
        return replace(meant, unit=_scale(schema.get("description")))
    return meant


_EXTREMES = (("low",), ("high",), ("max",), ("min",))


def _warm(schema: Schema) -> bool:
    """Whether a description speaks of temperature."""
    low = str(schema.get("description") or "").lower()
    return bool(_scale(low)) or "temperature" in low or "warmest" in low or "coldest" in low


def _scale(text: object) -> str:
    """The one scale of temperature that a text names; empty for none or both."""
    low = str(text or "").lower()
    celsius = "°c" in low or "celsius" in low
    fahrenheit = "°f" in low or "fahrenheit" in low
    return "" if celsius == fahrenheit else "°C" if celsius else "°F"


def scale(said: frozenset[str], tool: Tool) -> str:
    """The scale that the arguments of a call ask for, else the default of the tool; empty where
    neither says."""
    found = _scale(" ".join(sorted(each for each in said if each in _SCALES)))
    if found:
        return found
    given = tool.parameters.get("properties")
    for schema in given.values() if isinstance(given, dict) else ():
        default = schema.get("default") if isinstance(schema, dict) else None
        if isinstance(default, str) and default.lower() in _SCALES:
            return _scale(default)
    return ""


_SCALES = frozenset({"celsius", "fahrenheit"})
