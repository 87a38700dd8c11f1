"""Cities inside addresses: which country's telephone numbers and streets belong there. Facts: ITU-T
E.164 country codes; numbers of +1 from the range 555-0100 to 555-0199 kept free for fiction."""

import re
import zlib
from collections.abc import Mapping
from functools import lru_cache

_TABLE = """
+1 en New York;Los Angeles;San Francisco;San Diego;Chicago;Houston;Austin;Dallas;Seattle;Boston
+1 en Denver;Phoenix;Philadelphia;Pittsburgh;Miami;Orlando;Atlanta;Portland;Nashville;Minneapolis
+1 en Detroit;New Orleans;Salt Lake City;Las Vegas;Toronto;Vancouver
+1 fr Montreal
+52 es Mexico City;Guadalajara
+55 pt São Paulo;Rio de Janeiro
+54 es Buenos Aires
+56 es Santiago
+51 es Lima
+57 es Bogotá
+44 en London;Manchester;Edinburgh;Bristol
+353 en Dublin
+33 fr Paris;Lyon;Marseille;Nice
+49 de Berlin;Munich;Hamburg;Cologne;Leipzig
+43 de Vienna
+41 de Zurich
+41 fr Geneva
+31 nl Amsterdam
+32 fr Brussels
+34 es Madrid;Barcelona;Valencia;Seville
+351 pt Lisbon;Porto
+39 it Rome;Milan;Florence;Naples
+46 sv Stockholm;Gothenburg
+47 no Oslo;Bergen
+45 da Copenhagen
+358 x Helsinki
+48 x Warsaw;Kraków
+420 x Prague
+36 x Budapest
+40 x Bucharest
+30 x Athens
+90 x Istanbul
+971 x Dubai
+20 x Cairo
+254 en Nairobi
+27 en Cape Town;Johannesburg
+234 en Lagos
+91 en Mumbai;Delhi;Bengaluru
+65 en Singapore
+66 x Bangkok
+84 x Hanoi
+62 x Jakarta
+60 x Kuala Lumpur
+852 en Hong Kong
+86 x Shanghai;Beijing
+886 x Taipei
+82 x Seoul;Busan
+81 x Tokyo;Osaka;Kyoto
+61 en Sydney;Melbourne;Brisbane
+64 en Auckland;Wellington
"""
_STREETS: Mapping[str, tuple[str, ...]] = {
    "en": ("{n} Oak Street", "{n} Mill Road", "{n} Park Avenue", "{n} Station Road"),
    "de": ("Gartenstraße {n}", "Lindenweg {n}", "Goethestraße {n}", "Bahnhofstraße {n}"),
    "fr": ("{n} rue Pasteur", "{n} avenue Victor-Hugo", "{n} rue Voltaire", "{n} rue Carnot"),
    "es": ("Calle Mayor {n}", "Calle Cervantes {n}", "Avenida Libertad {n}", "Calle Goya {n}"),
    "pt": ("Rua Augusta {n}", "Avenida Liberdade {n}", "Rua Camões {n}", "Rua Garrett {n}"),
    "it": ("Via Garibaldi {n}", "Via Dante {n}", "Corso Roma {n}", "Via Verdi {n}"),
    "nl": ("Kerkstraat {n}", "Molenstraat {n}", "Prinsenlaan {n}", "Lindenlaan {n}"),
    "sv": ("Skolgatan {n}", "Kungsgatan {n}", "Parkgatan {n}", "Vasagatan {n}"),
    "no": ("Skolegata {n}", "Kirkegata {n}", "Parkveien {n}", "Kongens gate {n}"),
    "da": ("Nørregade {n}", "Strandgade {n}", "Skolegade {n}", "Vestergade {n}"),
}
_AREAS = {"New York": "212", "Chicago": "312", "Boston": "617", "Toronto": "416", "Denver": "303"}


@lru_cache(maxsize=1)
def _known() -> Mapping[str, tuple[str, str]]:
    """Calling code and language of streets by city."""
    found: dict[str, tuple[str, str]] = {}
    for line in _TABLE.split("\n"):
        code, _, rest = line.partition(" ")
        language, _, names = rest.partition(" ")
        found.update((name, (code, language)) for name in names.split(";") if name)
    return found


@lru_cache(maxsize=16384)
def within(text: str) -> str:
    """The city an address names, or a text that is one; empty for none known."""
    for part in reversed(text.split(",")):
        plain = re.sub(r"[\d-]+|\b[A-Z]{2}\b", " ", part)
        name = " ".join(plain.split())
        if name in _known():
            return name
    return next((name for name in _known() if text.endswith(f" {name}")), "")


@lru_cache(maxsize=16384)
def phone(city: str, before: str) -> str:
    """A number of the city's country; `before` where it is one already. The same for the same
    two; spaced or not as `before` is."""
    code = _known()[city][0]
    if re.sub(r"[^+\d]", "", before).startswith(code) and code != "+1":
        return before
    if code == "+1" and before.startswith("+1"):
        return before
    digits = f"{zlib.crc32(before.encode()):010d}"[-8:]
    if code == "+1":
        parts = [code, _AREAS.get(city, "202"), "555", f"01{digits[:2]}"]
    else:
        parts = [code, f"6{digits[:2]}", digits[2:5], digits[5:]]
    return (" " if " " in before else "").join(parts)


@lru_cache(maxsize=16384)
def address(city: str, before: str) -> str:
    """An address in a city; `before` where it lies there already, its street where the city is
    none that is known. The same for the same two."""
    if within(before) == city:
        return before
    line = before.partition(",")[0] or "Main Street 1"
    forms = _STREETS.get(_known().get(city, ("", ""))[1])
    if forms is None:
        return f"{line}, {city}"
    seed = zlib.crc32(before.encode())
    return f"{forms[seed % len(forms)].format(n=1 + seed // 7 % 90)}, {city}"
