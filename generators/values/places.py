"""Cities with what belongs to them, and addresses in the way their country writes them.

Facts of the table: GeoNames coordinates, ISO 3166 and 4217 codes, IATA codes, tz database.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from generators.values.world import World


@dataclass(frozen=True, slots=True)
class City:
    """A city and the facts that must agree with it."""

    name: str
    country: str
    country_code: str
    region: str
    region_code: str
    currency: str
    airport: str
    latitude: float
    longitude: float
    timezone: str
    language: str
    calling: str
    postcode: str


@cache
def cities() -> tuple[City, ...]:
    """Every city of the table, in its order."""
    text = (files("generators.values") / "data" / "cities.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            f = line.split("|")
            name, country, code, region, short, currency, airport = f[:7]
            numbers = float(f[7]), float(f[8])
            zone, language, calling, postcode = f[9:]
            found.append(
                City(
                    name,
                    country,
                    code,
                    region,
                    short,
                    currency,
                    airport,
                    *numbers,
                    zone,
                    language,
                    calling,
                    postcode,
                )
            )
    return tuple(found)


@cache
def american() -> tuple[City, ...]:
    """Those in the United States."""
    return tuple(city for city in cities() if city.country_code == "US")


def city(world: World, role: str = "") -> City:
    """The city of this side of the call: source and target differ in city and country."""
    if role in ("target", "end"):
        home = world.memory.get("city")

        def away() -> City:
            for _ in range(12):
                found = world.pick(cities())
                if home is None or found.currency != home.currency:
                    return found
            return found

        return world.recall("city:target", away)

    def here() -> City:
        there = world.memory.get("city:target")
        for _ in range(12):
            found = world.pick(american() if world.memory.get("american") else cities())
            if there is None or found.currency != there.currency:
                return found
        return found

    return world.recall("city", here)


_STREETS = {
    "en": ("{n} {name} {kind}",),
    "de": ("{de}straße {n}", "{de}weg {n}", "{de}platz {n}"),
    "fr": ("{n} rue {fr}", "{n} avenue {fr}", "{n} boulevard {fr}"),
    "es": ("Calle {es} {n}", "Avenida {es} {n}", "Plaza {es} {n}"),
    "pt": ("Rua {pt} {n}", "Avenida {pt} {n}"),
    "it": ("Via {it} {n}", "Corso {it} {n}"),
    "nl": ("{nl}straat {n}", "{nl}laan {n}"),
    "sv": ("{sv}gatan {n}", "{sv}vägen {n}"),
    "no": ("{no}gata {n}", "{no}veien {n}"),
    "da": ("{da}gade {n}", "{da}vej {n}"),
}
_NAMES = {
    "name": "Oak Maple Cedar Elm Park Lake Church Mill High Station Bridge King Queen Victoria "
    "Washington Franklin Harbour Orchard Willow Chestnut Prospect Highland Spring Garden College "
    "Market Meadow Sunset Hill River Walnut Pine Lincoln Grove Forest Grant Howard Bay",
    "kind": "Street Street Street Road Road Avenue Avenue Lane Drive Court Terrace Place",
    "de": "Goethe Schiller Linden Garten Bahnhof Haupt Mozart Beethoven Kastanien Rosen Kant",
    "fr": "Victor-Hugo Pasteur Voltaire Molière Lafayette Gambetta Carnot Zola Jaurès Colbert",
    "es": "Mayor Cervantes Goya Colón Alcalá Serrano Bolívar Velázquez Hidalgo Real Libertad",
    "pt": "Augusta Camões Bandeira Atlântica Ipiranga Liberdade Garrett Oriental",
    "it": "Garibaldi Mazzini Roma Dante Verdi Cavour Manzoni Leopardi Marconi Galilei",
    "nl": "Prinsen Kerk Dorps Molen School Linden Beuken Wilhelmina Juliana Nassau",
    "sv": "Kungs Drottning Stor Skol Björk Linné Vasa Kyrko Parks Nybro",
    "no": "Kirke Stor Parke Bjørke Skole Konge Fjell Møller Prinse",
    "da": "Vester Nørre Øster Skole Kirke Birke Sølv Strand Kongens",
}
_WORDS = {key: value.split() for key, value in _NAMES.items()}


def street(world: World, where: City) -> str:
    """A street and number as written there: "Goethestraße 14", "212 Oak Avenue"."""
    n = 1 + int(world.rng.random() * (240 if where.language == "en" else 90))
    form = world.pick(_STREETS.get(where.language, _STREETS["en"]))
    parts = {key: world.pick(names) for key, names in _WORDS.items() if "{" + key + "}" in form}
    return form.format(n=n, **parts)


def address(world: World, where: City) -> str:
    """Street, city and often a postcode on one line."""
    line = street(world, where)
    if where.country_code == "US":
        return f"{line}, {where.name}, {where.region_code} {where.postcode}"
    if world.rng.random() < 0.5:
        return f"{line}, {where.name}"
    if where.language in ("en", "ja", "ko", "zh"):
        return f"{line}, {where.name} {where.postcode}"
    return f"{line}, {where.postcode} {where.name}"


_STATIONS = {
    "de": "Hauptbahnhof", "it": "Centrale", "nl": "Centraal", "sv": "Central", "en": "Central",
    "da": "H",
}  # fmt: skip
"""What the main railway station is called after the city's name."""


def station(world: World, where: City) -> str:
    """A railway station as people name it: the city, or its main station."""
    suffix = _STATIONS.get(where.language, "")
    return f"{where.name} {suffix}" if suffix and world.rng.random() < 0.4 else where.name


_PHONES = {
    "+1": "{area}-555-01##",
    "+44": "7### ######",
    "+49": "15# ########",
    "+33": "6 ## ## ## ##",
    "+34": "6## ### ###",
    "+39": "3## ### ####",
    "+31": "6 ########",
    "+46": "70 ### ## ##",
    "+47": "4## ## ###",
    "+45": "## ## ## ##",
    "+81": "90-####-####",
    "+91": "98### #####",
    "+55": "11 9####-####",
    "+61": "4## ### ###",
}
_AREA = {
    "New York": "212",
    "Los Angeles": "213",
    "San Francisco": "415",
    "Chicago": "312",
    "Houston": "713",
    "Austin": "512",
    "Seattle": "206",
    "Boston": "617",
    "Denver": "303",
    "Miami": "305",
    "Toronto": "416",
    "Vancouver": "604",
    "Montreal": "514",
}


def phone(world: World, where: City, compact: bool) -> str:
    """A mobile number of that country; compact is E.164 (+4915112345678). Numbers of +1 come
    from the range 555-0100 to 555-0199 that is kept free for fiction."""
    form = _PHONES.get(where.calling, "9## ### ###")
    if form.startswith("{area}"):
        form = form.replace("{area}", _AREA.get(where.name, "202"))
    number = where.calling + " " + form
    if compact:
        number = "+" + "".join(char for char in number if char.isdigit() or char == "#")
    return "".join(str(int(world.rng.random() * 10)) if char == "#" else char for char in number)
