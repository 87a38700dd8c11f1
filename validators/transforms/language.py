"""language: a language's English name for its code."""

from functools import lru_cache

from studio.check import Reading, Transform
from studio.record import Json


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    languages = Locale("en").languages
    names = {str(name).lower(): str(code).lower() for code, name in languages.items()}
    return names | {"chinese": "zh", "mandarin": "zh", "norwegian": "no", "filipino": "fil"}


@lru_cache(maxsize=4096)
def _codes(name: str) -> frozenset[str]:
    """Every code a language's name stands for: fr, fra and, as the likeliest region, fr-fr."""
    from babel.core import get_global

    code = _names().get(name)
    if code is None:
        return frozenset()
    found = {code, code.replace("_", "-")}
    aliases = get_global("language_aliases")
    found |= {str(alias) for alias, to in aliases.items() if to == code and len(alias) == 3}
    likely = str(get_global("likely_subtags").get(code, "")).split("_")
    if len(likely) == 3:
        found.add(f"{code}-{likely[2]}".lower())
    return frozenset(found)


class Language:
    """ "French" ↔ "fr", "fra" or "fr-FR"; "Brazilian Portuguese" ↔ "pt-BR"."""

    name = "language"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names the language of this code; a region only as the likeliest."""
        if not isinstance(value, str) or not 2 <= len(value) <= 12 or len(text) > 60:
            return False
        return value.lower().replace("_", "-") in _codes(text.lower())


PART: Transform = Language()
