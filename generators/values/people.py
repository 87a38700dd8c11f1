"""People: names from the lists Faker carries for a dozen languages, and their mail addresses.

Only Faker's word lists are used, no Faker call: a name costs two draws of the generator handed in.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from generators.values.world import World

_LOCALES = {
    "US": "en_US",
    "GB": "en_GB",
    "DE": "de_DE",
    "FR": "fr_FR",
    "ES": "es_ES",
    "IT": "it_IT",
    "NL": "nl_NL",
    "SE": "sv_SE",
    "NO": "no_NO",
    "DK": "da_DK",
    "FI": "fi_FI",
    "BR": "pt_BR",
    "PT": "pt_PT",
    "MX": "es_MX",
    "IN": "en_IN",
    "JP": "ja_JP",
    "NZ": "en_NZ",
    "HU": "hu_HU",
    "TR": "tr_TR",
    "RO": "ro_RO",
}
_NEAR = {"CA": "US", "AU": "GB", "IE": "GB", "ZA": "GB", "AT": "DE", "CH": "DE", "BE": "FR"}
_NEAR |= {"AR": "ES", "CL": "ES", "PE": "ES", "CO": "MX", "SG": "GB", "HK": "GB"}
_MIX = ("US", "US", "US", "GB", "GB", "DE", "FR", "ES", "IT", "NL", "SE", "BR", "MX", "IN", "JP")
_SIZE = 140


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name and an address that goes with it."""

    first: str
    last: str
    email: str
    username: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"


@cache
def names(country: str) -> tuple[Sequence[str], Sequence[str]]:
    """First and last names usual in a country (ISO 3166 code), in Latin letters."""
    locale = _LOCALES[country]
    provider = import_module(f"faker.providers.person.{locale}").Provider
    if country == "JP":
        return list(provider.first_romanized_names), list(provider.last_romanized_names)
    thin = [_thinned(list(getattr(provider, part))) for part in ("first_names", "last_names")]
    return thin[0], thin[1]


def _thinned(found: list[str]) -> list[str]:
    """Names of one word and usual length, evenly over the list."""
    plain = [name for name in found if name.isalpha() and 3 <= len(name) <= 10]
    step = max(1, len(plain) // _SIZE)
    return plain[::step][: _SIZE * 2]


def person(world: World, key: str = "") -> Person:
    """The person called `key` in this call; of the country the call is set in, if it is."""
    return world.recall("person:" + key, lambda: _new(world))


def _new(world: World) -> Person:
    home = world.memory.get("city")
    country = world.pick(_MIX)
    if home is not None and world.rng.random() < 0.7:
        near = _NEAR.get(home.country_code, home.country_code)
        country = near if near in _LOCALES else country
    firsts, lasts = names(country)
    first, last = world.pick(firsts), world.pick(lasts)
    given, family = _ascii(first), _ascii(last)
    user = world.pick(
        (
            f"{given}.{family}",
            given,
            f"{given[0]}{family}",
            f"{given}.{family}",
            f"{given}_{family}",
        )
    )
    handle = world.pick(
        (
            f"{given}{family}",
            f"{given}_{family}",
            f"{given[0]}{family}",
            f"{given}{family[0]}{int(world.rng.random() * 90) + 10}",
        )
    )
    domain = world.recall("mail domain", lambda: world.pick(_DOMAINS))
    if world.rng.random() < 0.3:
        domain = world.pick(_DOMAINS)
    found = Person(first, last, f"{user}@{domain}", handle)
    world.memory.setdefault("met", found)
    return found


def _ascii(name: str) -> str:
    folded = name.translate(_FOLD)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower()
    return "".join(char for char in plain if char.isalpha()) or "sam"


_FOLD = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "ı": "i"})

_DOMAINS = tuple(
    """northwind.io brightpath.com harborlight.org lindqvist.se fernandez-partners.es acmeworks.com
    bluefinch.co greenfield.org maplehouse.net studiokano.jp oakandco.com tidewater.io kestrel.dev
    solarline.energy pinecrest.edu gmail.com outlook.com fastmail.com proton.me icloud.com
    yahoo.com redbrick.ie alpina.ch nordlys.no casaverde.com riverstone.co.uk paperplane.app
    meridian.health foxglove.studio lumen.team copperleaf.ca quarry.tech""".split()
)
