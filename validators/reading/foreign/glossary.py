"""The words of `words/*.toml`, and those of CLDR, of all languages together.

What a word means in two languages differently ("once", "mars") is kept only when the meanings are
one.
"""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeVar

LANGUAGES = ("de", "es", "fr", "it", "ja", "nl", "pt", "sv", "tr")

M = TypeVar("M")


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, dict[str, Any]]:
    folder = files("validators.reading.foreign") / "words"
    return {
        language: tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
        for language in LANGUAGES
    }


def _agreed(found: Mapping[str, set[M]]) -> dict[str, M]:
    """The words all languages agree about."""
    return {word: next(iter(meant)) for word, meant in found.items() if len(meant) == 1}


@lru_cache(maxsize=1)
def numbers() -> Mapping[str, int]:
    """Number word → number."""
    return _gathered("numbers")


@lru_cache(maxsize=1)
def days() -> Mapping[str, int]:
    """`tomorrow` in any language → days from today."""
    return _gathered("days")


def _gathered(section: str) -> dict[str, int]:
    found: dict[str, set[int]] = defaultdict(set)
    for table in _tables().values():
        for word, meant in table[section].items():
            found[word.casefold()].add(meant)
    return _agreed(found)


@lru_cache(maxsize=1)
def choices() -> Mapping[str, frozenset[str]]:
    """Words for a choice, case folded → the English choices they are words for."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in _tables().values():
        for english, forms in table["choices"].items():
            for form in forms:
                found[form.casefold()].add(english.casefold())
    return {form: frozenset(meant) for form, meant in found.items()}


@lru_cache(maxsize=1)
def flags() -> Mapping[str, frozenset[str]]:
    """Phrase → flags it sets, `!` before those it clears."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in _tables().values():
        for name, phrase in table["flags"].items():
            found[phrase.casefold()].add(name)
    return {phrase: frozenset(names) for phrase, names in found.items()}


@lru_cache(maxsize=1)
def cities() -> Mapping[str, str]:
    """Local name of a city → English name."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in _tables().values():
        for local, english in table.get("cities", {}).items():
            found[local.casefold()].add(english)
    return _agreed(found)


@lru_cache(maxsize=1)
def months() -> Mapping[str, int]:
    """Month name → number, from CLDR."""
    return _calendar("months")


@lru_cache(maxsize=1)
def weekdays() -> Mapping[str, int]:
    """Weekday name → number, Monday 0, from CLDR."""
    return _calendar("days")


def _calendar(section: str) -> dict[str, int]:
    from babel import Locale

    found: dict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        locale = Locale(language)
        for context in ("format", "stand-alone"):
            for number, name in getattr(locale, section)[context]["wide"].items():
                found[str(name).casefold()].add(int(number))
    return _agreed(found)


_UNITS = {
    "seconds": ("time", 1),
    "minutes": ("time", 60),
    "hours": ("time", 3600),
    "days": ("time", 86400),
    "weeks": ("time", 604800),
    "months": ("month", 1),
    "years": ("month", 12),
    "km": ("length", 100_000),
    "cm": ("length", 1),
    "kg": ("mass", 1),
}


@lru_cache(maxsize=1)
def units() -> Mapping[str, tuple[str, int]]:
    """Unit word → dimension and size."""
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for table in _tables().values():
        for unit, forms in table["units"].items():
            for form in forms:
                found[form.casefold()].add(_UNITS[unit])
    return _agreed(found)
