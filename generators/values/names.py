"""Text for people, places and companies; everything of one call comes from one world, so that
city, country, currency and phone number agree, and mail addresses belong to their names."""

from collections.abc import Callable

from generators.values import people, places, wording
from generators.values.site import Site
from generators.values.world import Maker, World

_PERSON_WORDS = frozenset(
    """name names first last full given family sur email mail emails address phone number username
    user login contact id telephone mobile handle of""".split()
)


def _owner(site: Site) -> str:
    """Whose name or address it is: "customer" for customer_email, "" for email."""
    return " ".join(part for part in site.parts if part not in _PERSON_WORDS)


def _person(site: Site) -> Maker:
    owner = _owner(site)
    if "user name" in site.description.lower() or "username" in site.description.lower():
        return lambda world: people.person(world, owner).username
    if site.parts[-1:] != ("name",):
        found = wording.pool(site.parts)
        if found is not None:
            return lambda world: world.pick(found)
    return lambda world: people.person(world, owner).full


def _contact(site: Site) -> Maker:
    low = f"{site.description} {site.form}".lower()
    owner = _owner(site)
    if "email" in low or "e-mail" in low or "@" in low or "mail" in site.context.split():
        return lambda world: people.person(world, owner).email
    if "phone" in low or "e.164" in low or ("number" in low and "name" not in low):
        return _phone(site)
    return lambda world: people.person(world, owner).full


def _phone(site: Site) -> Maker:
    text = site.description + str(site.schema.get("pattern", ""))
    spaced = any(sign in text for sign in ("555-", "+1 ", "-01", " 555"))
    always = "E.164" in text or "\\d{" in text or "+1" in text

    def make(world: World) -> str:
        where = places.city(world)
        return places.phone(world, where, always or (not spaced and world.rng.random() < 0.5))

    return make


_CARRIERS = ("BA", "LH", "AF", "KL", "DL", "UA", "SK", "IB", "EK", "AA", "QF", "LX", "TP", "AY")


def _airport(site: Site) -> Maker:
    if "carrier" in site.parts or "airline" in site.parts:
        return lambda world: world.pick(_CARRIERS)
    return _of_city("airport")(site)


def _of_city(attribute: str) -> Callable[[Site], Maker]:
    def build(site: Site) -> Maker:
        role = site.meant.role
        return lambda world: getattr(places.city(world, role), attribute)

    return build


def _city(site: Site) -> Maker:
    low, role = site.description.lower(), site.meant.role
    if _wants_state(low):
        return _with_state(role)
    if "city, country" in low or "city and country" in low:
        return _with_country(role)
    return lambda world: places.city(world, role).name


def _wants_state(low: str) -> bool:
    return "city, state" in low or "city and state" in low or ", ca" in low or ", ny" in low


def _with_state(role: str) -> Maker:
    def make(world: World) -> str:
        world.memory.setdefault("american", True)
        target = role in ("target", "end")
        key = "city:target" if target else "city"
        here = world.memory.get(key)
        if here is None or here.country_code != "US":
            taken = world.memory.get("city" if target else "city:target")
            options = [town for town in places.american() if town != taken]
            here = world.memory[key] = world.pick(options)
        return f"{here.name}, {here.region_code}"

    return make


def _with_country(role: str) -> Maker:
    def make(world: World) -> str:
        here = places.city(world, role)
        return f"{here.name}, {here.country}"

    return make


_VENUES = {
    "restaurant": "restaurant",
    "hotel": "hotel",
    "theater": "theater",
    "theatre": "theater",
    "cinema": "theater",
    "room": "room",
    "venue": "theater",
    "museum": "",
    "landmark": "",
    "region": "",
    "station": "",
    "park": "place",
    "property": "hotel",
    "house": "hotel",
    "building": "place",
    "hospital": "place",
    "lot": "place",
}


def _place(site: Site) -> Maker:
    low, role = site.description.lower(), site.meant.role
    if _wants_state(low):
        return _with_state(role)
    if "city, country" in low or "city and country" in low:
        return _with_country(role)
    for part in reversed(site.parts):
        if part in _VENUES:
            return _venue(part, role)
    if "iata" in low or "airport code" in low:
        return lambda world: places.city(world, role).airport
    if "address" in low and "city" not in low:
        return lambda world: places.address(world, places.city(world, role))
    if site.about in ("calendar", "tasks"):
        return lambda world: wording.phrase(
            world, world.pick(("room", "room", "restaurant", "place"))
        )
    if site.about in ("maps",) and "city" not in low:
        return lambda world: wording.phrase(world, "place")
    return lambda world: places.city(world, role).name


def _venue(part: str, role: str) -> Maker:
    if part == "station":
        return lambda world: places.station(world, places.city(world, role))
    symbol = _VENUES[part]
    found = None if symbol else wording.pool((part,))
    if found:
        return lambda world: world.pick(found)
    return lambda world: wording.phrase(world, symbol or "place")


def _state(site: Site) -> Maker:
    low, role = site.description.lower(), site.meant.role
    code = (
        "abbr" in low
        or "two-letter" in low
        or "2-letter" in low
        or site.schema.get("maxLength") == 2
    )

    def make(world: World) -> str:
        world.memory.setdefault("american", True)
        here = places.city(world, role)
        return here.region_code if code else here.region

    return make


def _country(site: Site) -> Maker:
    low, role = site.description.lower(), site.meant.role
    coded = "code" in site.parts or "code" in low or "3166" in low or "two-letter" in low
    short = coded or site.schema.get("maxLength") == 2
    return lambda world: (lambda here: here.country_code if short else here.country)(
        places.city(world, role)
    )


def _address(site: Site) -> Maker:
    role = site.meant.role
    if site.parts[-1:] == ("street",) or "street" in site.parts:
        return lambda world: places.street(world, places.city(world, role))
    return lambda world: places.address(world, places.city(world, role))


_LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "pt": "Portuguese",
    "nl": "Dutch",
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "pl": "Polish",
    "sv": "Swedish",
    "tr": "Turkish",
    "ar": "Arabic",
    "hi": "Hindi",
}
_TAGS = ("en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "pt-BR", "it-IT", "ja-JP", "nl-NL", "sv-SE")


def _language(site: Site) -> Maker:
    low, role = site.description.lower(), site.meant.role
    tags = "bcp" in low or "en-us" in low or "locale" in low or "locale" in site.parts
    coded = (
        "code" in site.parts or "639" in low or "code" in low or site.schema.get("maxLength") == 2
    )
    options = _TAGS if tags else tuple(_LANGUAGES) if coded else tuple(_LANGUAGES.values())
    taken = "language:source" if role == "target" else "language:target"
    return lambda world: world.other(f"language:{role}", options, taken)


def _timezone(site: Site) -> Maker:
    role = site.meant.role
    return lambda world: places.city(world, role).timezone


def _company(site: Site) -> Maker:
    for part in reversed(site.parts):
        if part in ("airline", "airlines", "bank", "university", "school", "brand"):
            found = wording.pools()[part]
            return lambda world: world.pick(found)
    if any(
        word in site.context for word in ("stock", "share price", "ticker", "financial statement")
    ):
        return lambda world: listed(world)[0]
    return lambda world: wording.phrase(world, "company")


_LISTED = (
    ("Apple", "AAPL"),
    ("Microsoft", "MSFT"),
    ("Alphabet", "GOOGL"),
    ("Amazon", "AMZN"),
    ("Tesla", "TSLA"),
    ("Nvidia", "NVDA"),
    ("Meta", "META"),
    ("Netflix", "NFLX"),
    ("Intel", "INTC"),
    ("IBM", "IBM"),
    ("Coca-Cola", "KO"),
    ("Boeing", "BA"),
    ("Nike", "NKE"),
    ("Disney", "DIS"),
    ("Pfizer", "PFE"),
    ("Starbucks", "SBUX"),
    ("Walmart", "WMT"),
    ("Visa", "V"),
    ("Adobe", "ADBE"),
    ("Oracle", "ORCL"),
    ("Costco", "COST"),
    ("PepsiCo", "PEP"),
    ("Ford", "F"),
    ("Cisco", "CSCO"),
)


def listed(world: World) -> tuple[str, str]:
    """A company whose shares are traded, and its ticker symbol (NYSE, NASDAQ)."""
    return world.recall("listed", lambda: world.pick(_LISTED))


def _email(site: Site) -> Maker:
    owner = _owner(site)
    return lambda world: people.person(world, owner).email


def _first(site: Site) -> Maker:
    owner = _owner(site)
    return lambda world: people.person(world, owner).first


def _last(site: Site) -> Maker:
    owner = _owner(site)
    return lambda world: people.person(world, owner).last


def _username(site: Site) -> Maker:
    owner = _owner(site)
    return lambda world: people.person(world, owner).username


NAMES: dict[str, Callable[[Site], Maker]] = {
    "person": _person,
    "first_name": _first,
    "last_name": _last,
    "username": _username,
    "email": _email,
    "contact": _contact,
    "phone": _phone,
    "city": _city,
    "country": _country,
    "state": _state,
    "address": _address,
    "postcode": _of_city("postcode"),
    "place": _place,
    "airport": _airport,
    "currency": _of_city("currency"),
    "timezone": _timezone,
    "language": _language,
    "company": _company,
}
"""Kind → what builds its maker."""
