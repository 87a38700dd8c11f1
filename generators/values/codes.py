"""Text with a notation: identifiers, reference codes, technical names, addresses of the net,
versions, colours, code."""

import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from generators.meaning import singular
from generators.values import places, wording
from generators.values.names import listed
from generators.values.world import Maker, Unfillable, World

Site = Any
"""`generators.values.strings.Site`; named there to keep the import one-way."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SHAPES = {"9": "0123456789", "A": _LETTERS, "x": "0123456789abcdef"}
_SHAPES |= {"k": "0123456789abcdefghjkmnpqrstuvwxyz", "K": "23456789" + _LETTERS}


def shaped(world: World, shape: str) -> str:
    """A text for a shape: 9 a digit, A a capital, x a hexadecimal digit, k and K either; what
    follows a backslash stands for itself."""
    draw = world.rng.random
    text = "".join([part[int(draw() * len(part))] for part in _parts(shape)])
    return "4" + text[1:] if text[:1] == "0" and text.isdigit() else text


@lru_cache(maxsize=8192)
def _parts(shape: str) -> tuple[str, ...]:
    """The characters to choose from at each place of a shape."""
    found, plain = [], False
    for char in shape:
        if char == "\\" and not plain:
            plain = True
            continue
        found.append(char if plain else _SHAPES.get(char, char))
        plain = False
    return tuple(found)


def literal(text: str) -> str:
    """A text as a shape that stands for itself."""
    return "".join("\\" + char for char in text)


def identifier(world: World, shape: str) -> str:
    """A uuid, an IPv6 address or a few bytes in base64."""
    if shape == "uuid":
        variant = world.pick("89ab")
        return shaped(world, f"xxxxxxxx-xxxx-\\4xxx-{literal(variant)}xxx-xxxxxxxxxxxx")
    if shape == "ipv6":
        return "2001:db8::" + shaped(world, "axx").replace("A", "a")
    return world.pick(
        ("SGVsbG8gdGhlcmU=", "cmVwb3J0LTIwMjY=", "bWVudSBvZiB0aGUgZGF5", "b3JkZXIgNDI=")
    )


def _id(site: Site) -> Maker:
    """Identifiers of one parameter always look the same: their style follows from its name."""
    if (
        site.form == "uuid"
        or site.parts[-1:] in (("uuid",), ("guid",))
        or "uuid" in site.description.lower()
    ):
        return lambda world: identifier(world, "uuid")
    if site.technical and "project" in site.parts:
        return lambda world: segment(world, "project")
    parts = [part for part in site.parts if part not in ("id", "ids", "identifier", "uid")]
    noun = singular(parts[-1]) if parts else "item"
    style = zlib.crc32(f"{site.context[:40]} {noun}".encode()) % 5
    short = noun[:3]
    if style == 0:
        shape = literal(short) + "_kkkkkkkk"
    elif style == 1:
        shape = literal(short.upper()) + "-99999"
    elif style == 2:
        shape = "9999999"
    elif style == 3:
        shape = literal(noun[:1].upper()) + "999999"
    else:
        shape = literal(short) + "-9999"
    return lambda world: shaped(world, shape)


_REFERENCES = {
    "order": "ORD-99999",
    "invoice": "INV-9999",
    "tracking": "1Z999AA10999999999",
    "sku": "AA-AAA-9",
    "ticket": "T-99999",
    "case": "C-99999",
    "booking": "KKKKKK",
    "confirmation": "KKKKKK",
    "reservation": "KKKKKK",
    "reference": "KKKKKK",
    "isbn": "978-9-99-999999-9",
    "vin": "1HGCM82633A999999",
    "plate": "AA 999 AA",
    "license": "D9999999",
    "barcode": "4999999999999",
    "ean": "4999999999999",
    "upc": "0999999999999",
    "account": "9999999999",
    "part": "P-9999-A",
    "mac": "xx:xx:xx:xx:xx:xx",
    "room": "999",
    "serial": "AA9-9999-999A",
    "contract": "K-99999",
    "customer": "C-99999",
    "product": "P-9999",
    "area": "999",
    "case_": "9:99-cv-99999",
}
_FIXED = {"ORD": 3, "INV": 3, "1Z": 2, "978": 3, "1HGCM82633A": 11}
_AIRLINES = ("BA", "LH", "AF", "KL", "DL", "UA", "SK", "IB", "EK", "AA", "QF", "LX", "TP", "AY")
_PROMO = ("SPRING", "WELCOME", "SUMMER", "SAVE", "FRIENDS", "HOLIDAY", "BOOKS", "FREESHIP")


def _reference(site: Site) -> Maker:
    parts = [*site.parts, *site.context.split()]
    if "flight" in site.parts:
        return lambda world: world.pick(_AIRLINES) + str(100 + int(world.rng.random() * 2300))
    if any(part in site.parts for part in ("promo", "coupon", "discount", "voucher")):
        return lambda world: world.pick(_PROMO) + world.pick(("10", "15", "20", "25"))
    if any(part in site.parts for part in ("ticker", "tickers", "symbol", "symbols", "stock")):
        if "crypto" in site.context or "coin" in site.context:
            return lambda world: world.pick(wording.pools()["coin"])
        return lambda world: listed(world)[1]
    if "iban" in site.parts:
        return _iban_maker(site)
    for part in parts:
        if part in _REFERENCES:
            fixed = next((text for text in _FIXED if _REFERENCES[part].startswith(text)), "")
            shape = literal(fixed) + _REFERENCES[part][len(fixed) :]
            return lambda world: shaped(world, shape)
    return lambda world: shaped(world, "AA-99999")


def _iban_maker(site: Site) -> Maker:
    packed = (
        "without spaces" in site.description
        or "pattern" in site.schema
        or "maxLength" in site.schema
    )
    return lambda world: _iban(world).replace(" ", "") if packed else _iban(world)


def _iban(world: World) -> str:
    """A German IBAN with right check digits (ISO 13616)."""
    account = shaped(world, "4999999999999999") + "07"
    check = 98 - int(account + "131400") % 97
    text = f"DE{check:02d}{account}"
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


_SLUGS = {
    "table": ("customers", "orders", "invoices", "employees", "products", "shipments", "payments"),
    "column": ("email", "created_at", "total", "country", "status", "birthday", "quantity"),
    "field": ("email", "created_at", "total", "country", "status", "birthday"),
    "database": ("shop", "crm", "analytics", "inventory", "hr", "billing"),
    "branch": (
        "main",
        "develop",
        "feature/dark-mode",
        "fix/login-timeout",
        "release/2.4",
        "hotfix/cart",
    ),
    "ref": ("main", "develop", "v2.3.1", "feature/dark-mode", "release/2.4"),
    "zone": ("us-central1-a", "europe-west1-b", "us-east1-c", "asia-east1-a", "europe-north1-a"),
    "region": (
        "us-central1",
        "europe-west1",
        "us-east-1",
        "eu-west-1",
        "asia-east1",
        "eu-central-1",
    ),
    "location": ("us-central1", "europe-west1", "us-east1", "europe-west4", "asia-northeast1"),
    "package": ("requests", "numpy", "react", "lodash", "com.northwind.shop", "fastapi"),
    "variable": ("total", "user_count", "base_url", "retries", "temperature"),
    "channel": ("general", "random", "design", "support", "engineering", "sales-emea", "lunch"),
    "environment": ("production", "staging", "development"),
    "key": ("theme", "locale", "max_upload", "timezone", "newsletter"),
    "role": ("viewer", "editor", "admin", "billing-manager"),
    "tag": ("v1.4.0", "urgent", "production", "travel"),
    "module": ("billing", "auth", "search", "reports"),
    "function": ("resize-image", "send-receipt", "sync-orders", "nightly-export"),
    "attribute": ("colour", "size", "weight", "brand"),
    "group": ("finance-team", "editors", "on-call", "warehouse"),
    "mailing": ("newsletter", "beta-testers", "customers-eu"),
    "list": ("groceries", "newsletter", "reading", "packing"),
}
_OWNERS = ("northwind", "paperplane", "kestrel", "lumen", "bluefinch", "tidewater", "copperleaf")
_ROLES: tuple[str, ...] = (
    "api",
    "worker",
    "web",
    "db",
    "cache",
    "prod",
    "staging",
    "eu",
    "archive",
    "logs",
    "jobs",
)


def _slug(site: Site) -> Maker:
    owned = "owner/" in site.description.lower() or "org/" in site.description.lower()
    for part in reversed(site.parts):
        noun = singular(part)
        if noun in ("repository", "project") and owned:
            return lambda world: f"{world.pick(_OWNERS)}/{slug(world)}"
        if noun in ("project", "bucket", "account"):
            return lambda world: f"{world.pick(_OWNERS)}-{world.pick(_ROLES)}"
        if noun in _SLUGS:
            options = _SLUGS[noun]
            return lambda world: world.pick(options)
    return slug


def slug(world: World) -> str:
    """A technical name as teams choose them: billing-worker, search-eu-2."""
    text = f"{wording.phrase(world, 'system')}-{world.pick(_ROLES)}"
    return text + (f"-{1 + int(world.rng.random() * 9)}" if world.rng.random() < 0.35 else "")


def segment(world: World, noun: str) -> str:
    """One segment of a resource name after its collection: projects/… → northwind-prod."""
    noun = singular(noun.lower())
    if noun in ("project", "organization", "account", "customer", "folder", "propertie"):
        if noun == "project":
            return f"{world.pick(_OWNERS)}-{world.pick(_ROLES)}"
        return shaped(world, "9999999999")
    if noun in _SLUGS:
        return world.pick(_SLUGS[noun])
    if noun == "operation":
        return "operation-" + shaped(world, "9999999999999")
    return slug(world)


_FILES = ("pdf", "docx", "xlsx", "pptx", "csv", "txt", "png", "jpg", "zip", "md")
_STEMS: tuple[str, ...] = (
    "budget",
    "invoice",
    "report",
    "contract",
    "meeting-notes",
    "itinerary",
    "resume",
    "floor-plan",
)
_STEMS += (
    "minutes",
    "price-list",
    "logo",
    "holiday-photos",
    "survey-results",
    "presentation",
    "menu",
)
_TAILS: tuple[str, ...] = (
    "",
    "",
    "-final",
    "-draft",
    "-2025",
    "-2026",
    "_v2",
    "-q3",
    "-q1",
    "-oslo",
    "-march",
)


def _filename(site: Site) -> Maker:
    low = f"{site.description} {site.name}".lower()
    ending = next((end for end in _ENDINGS if end in low), "")

    def make(world: World) -> str:
        last = world.pick(_ENDINGS[ending]) if ending else world.pick(_FILES)
        return f"{world.pick(_STEMS)}{world.pick(_TAILS)}.{last}"

    return make


_ENDINGS: dict[str, tuple[str, ...]] = {
    "csv": ("csv",),
    "json": ("json",),
    "pdf": ("pdf",),
    "image": ("png", "jpg"),
    "picture": ("png", "jpg"),
    "photo": ("jpg", "png"),
    "video": ("mp4", "mov"),
    "audio": ("mp3", "wav"),
    "spreadsheet": ("xlsx", "csv"),
    "markdown": ("md",),
    "python": ("py",),
    "log": ("log",),
    "text file": ("txt",),
    "excel": ("xlsx",),
    "xml": ("xml",),
    "html": ("html",),
}
_FOLDERS: tuple[str, ...] = (
    "Documents",
    "Projects/2026",
    "Downloads",
    "Invoices/2025",
    "Pictures",
    "Reports",
    "Contracts",
)


def _path(site: Site) -> Maker:
    folder = site.parts[-1:] == ("folder",) or "director" in site.description.lower()
    name = _filename(site)
    relative = site.about in ("files", "notes")
    base = "" if relative else "/home/sam/"
    if site.about == "code":
        base, folders = "", _SOURCES
    else:
        folders = _FOLDERS
    if folder:
        return lambda world: base + world.pick(folders)
    return lambda world: f"{base}{world.pick(folders)}/{name(world)}"


_SOURCES: tuple[str, ...] = ("src", "docs", "tests", "src/components", "scripts")
_SITES = (
    "northwind.io",
    "paperplane.app",
    "kestrel.dev",
    "tidewater.io",
    "maplehouse.net",
    "lumen.team",
)
_PAGES: tuple[str, ...] = (
    "blog/heat-pumps",
    "pricing",
    "docs/getting-started",
    "news/2026/spring-sale",
    "products/desk-lamp",
)
_PAGES += ("about", "careers", "events/summer-fair", "recipes/lentil-soup", "help/returns")


def _url(site: Site) -> Maker:
    low = f"{site.description} {site.name}".lower()
    if "image" in low or "photo" in low or "picture" in low:
        return lambda world: f"https://img.{world.pick(_SITES)}/{world.pick(_STEMS)}.jpg"
    if "webhook" in low or "callback" in low:
        return lambda world: f"https://hooks.{world.pick(_SITES)}/{wording.phrase(world, 'system')}"
    if "endpoint" in low or "api" in low.split():
        return lambda world: f"https://api.{world.pick(_SITES)}/v1/{world.pick(_SLUGS['table'])}"
    if "pdf" in low:
        return lambda world: f"https://www.{world.pick(_SITES)}/files/{world.pick(_STEMS)}.pdf"
    if "git" in low:
        return lambda world: f"https://github.com/{world.pick(_OWNERS)}/{slug(world)}"
    return lambda world: f"https://www.{world.pick(_SITES)}/{world.pick(_PAGES)}"


def _ip(site: Site) -> Maker:
    if site.form == "ipv6":
        return lambda world: identifier(world, "ipv6")
    cidr = "cidr" in f"{site.description} {site.name}".lower()

    def make(world: World) -> str:
        if cidr:
            return f"10.{int(world.rng.random() * 200)}.{int(world.rng.random() * 200)}.0/24"
        private = world.pick(("192.168.1.", "10.0.4.", "203.0.113.", "198.51.100."))
        return private + str(2 + int(world.rng.random() * 250))

    return make


def _hostname(site: Site) -> Maker:
    return lambda world: f"{wording.phrase(world, 'system')}.{world.pick(_SITES)}"


_SQL = (
    "SELECT name, email FROM customers WHERE city = '{city}'",
    "SELECT COUNT(*) FROM orders WHERE status = 'shipped'",
    "SELECT * FROM invoices WHERE total > {number}00 ORDER BY total DESC",
    "SELECT country, SUM(total) FROM orders GROUP BY country",
    "SELECT title FROM books WHERE year >= {year}",
    "DELETE FROM sessions WHERE user_id = {number}",
)
_COMMANDS = (
    "ls -la",
    "df -h",
    "git status",
    "docker ps",
    "uptime",
    "ps aux",
    "du -sh Documents",
    "whoami",
)
_PYTHON = ("print(sum(range(10)))", "sorted([5, 3, 9])", "len('northwind')", "max([3, 8, 2])")


def _code(site: Site) -> Maker:
    low = f"{site.name} {site.description}".lower()
    if "sql" in low:
        return lambda world: _filled(world, world.pick(_SQL))
    if "command" in low:
        return lambda world: world.pick(_COMMANDS)
    if "python" in low:
        return lambda world: world.pick(_PYTHON)
    found = wording.pool(site.parts)
    return _untold if found is None else lambda world: world.pick(found)


def _untold(world: World) -> Any:
    if world.strict:
        raise Unfillable("unfillable_parameter")
    return "2 + 2"


def _filled(world: World, text: str) -> str:
    for slot in ("city", "number", "year"):
        if "{" + slot + "}" in text:
            text = text.replace("{" + slot + "}", wording.special(world, slot))
    return text


_UNITS = (
    ("kilometers", "miles", "meters", "feet"),
    ("kilograms", "pounds", "grams", "ounces"),
    ("celsius", "fahrenheit", "kelvin"),
    ("liters", "gallons", "cups", "milliliters"),
)


def _unit(site: Site) -> Maker:
    low = f"{site.context} {site.description}".lower()
    about = next(
        (
            place
            for place, word in enumerate(("distance", "weight", "temperature", "volume"))
            if word in low
        ),
        None,
    )
    if about is None and ("weather" in low or "celsius" in low):
        about = 2
    if about is None and "convert" not in low:
        about = 0
    role = site.meant.role
    taken = "unit:source" if role == "target" else "unit:target"

    def make(world: World) -> str:
        group = world.recall(
            "units", lambda: _UNITS[about] if about is not None else world.pick(_UNITS)
        )
        return world.other(f"unit:{role}", group, taken)

    return make


def _colour(site: Site) -> Maker:
    if "hex" in f"{site.description} {site.name}".lower() or "#" in site.description:
        return lambda world: world.pick(
            ("#FF5733", "#1E90FF", "#2E8B57", "#FFD700", "#6A5ACD", "#DC143C")
        )
    return lambda world: world.pick(wording.pools()["colour"])


_MIME = ("application/pdf", "image/png", "text/csv", "image/jpeg", "text/plain", "application/json")
_TYPES = ("pdf", "csv", "docx", "png", "json", "xlsx")


def _file_type(site: Site) -> Maker:
    mime = "mime" in site.parts or "mime" in site.description.lower()
    return lambda world: world.pick(_MIME if mime else _TYPES)


def _refused(site: Site) -> Maker:
    def make(world: World) -> Any:
        if world.strict:
            raise Unfillable("unsayable_argument")
        return shaped(world, "kkkkkkkkkkkk")

    return make


CODES: dict[str, Callable[[Site], Maker]] = {
    "id": _id,
    "reference": _reference,
    "slug": _slug,
    "filename": _filename,
    "path": _path,
    "url": _url,
    "ip": _ip,
    "hostname": _hostname,
    "domain": lambda site: lambda world: world.pick(_SITES),
    "code": _code,
    "unit": _unit,
    "colour": _colour,
    "version": lambda site: (
        lambda world: f"{world.pick('1234')}.{world.pick('0123456789')}.{world.pick('0123')}"
    ),
    "file_type": lambda site: (
        lambda world: world.pick(("pdf", "csv", "docx", "png", "json", "xlsx"))
    ),
    "token": _refused,
    "password": _refused,
    "binary": _refused,
    "fields_mask": _refused,
    "coordinates": lambda site: lambda world: _coordinates(world),
}
"""Kind → what builds its maker."""


def _coordinates(world: World) -> str:
    here = places.city(world)
    return f"{here.latitude},{here.longitude}"
