"""country: a country's English name for its ISO 3166 code."""

from functools import lru_cache

from studio.check import Reading, Transform
from studio.record import Json

_SPOKEN = {
    "us": "US",
    "u.s.": "US",
    "usa": "US",
    "america": "US",
    "united states of america": "US",
    "states": "US",
    "uk": "GB",
    "u.k.": "GB",
    "britain": "GB",
    "great britain": "GB",
    "holland": "NL",
    "czech republic": "CZ",
    "turkey": "TR",
    "hong kong": "HK",
    "macau": "MO",
    "uae": "AE",
    "emirates": "AE",
    "south korea": "KR",
    "ivory coast": "CI",
    "burma": "MM",
}


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    territories = Locale("en").territories
    names = {str(name).lower(): str(code) for code, name in territories.items() if len(code) == 2}
    return names | _SPOKEN


@lru_cache(maxsize=1)
def _long_codes() -> dict[str, str]:
    """Alpha-3 → alpha-2, from CLDR's territory aliases."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {str(code): str(two[0]) for code, two in aliases.items() if len(code) == 3}


class Country:
    """ "Germany" ↔ "DE", "de" or "DEU"."""

    name = "country"

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether the text names the country of this code."""
        if not isinstance(value, str) or len(value) not in (2, 3) or len(text) > 60:
            return False
        code = value.upper()
        code = code if len(code) == 2 else _long_codes().get(code, code)
        return _names().get(text.lower().removeprefix("the ")) == code


PART: Transform = Country()
