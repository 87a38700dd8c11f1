"""Identifiers and reference codes: shapes filled with characters, check digits where they count."""

import re
import zlib

from generators.meaning import singular
from generators.values import patterns, wording
from generators.values.names import listed
from generators.values.shapes import literal, shaped
from generators.values.site import Site
from generators.values.technical import segment, slug
from generators.values.world import Maker, World


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


def id_maker(site: Site) -> Maker:
    """Identifiers of one parameter always look the same: their style follows from its name."""
    if (
        site.form == "uuid"
        or site.parts[-1:] in (("uuid",), ("guid",))
        or "uuid" in site.description.lower()
    ):
        return lambda world: identifier(world, "uuid")
    if "arn" in site.parts or "arns" in site.parts:
        return _arn_maker(site)
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


_REGIONS = ("us-east-1", "eu-west-1", "eu-central-1", "us-west-2")
_ARN_TYPE = re.compile(r"([a-z][a-z-]{2,})\\?/")
_ARN_SERVICE = re.compile(r":([a-z][a-z0-9-]+):")


def _arn_maker(site: Site) -> Maker:
    """Amazon resource names, `arn:aws:service:region:account:type/name`, in the variant that the
    pattern accepts. Form: the AWS General Reference."""
    pattern = str(site.schema.get("pattern", ""))
    expression = re.compile("") if not pattern else patterns.compiled(pattern)
    noun = "-".join(part for part in site.parts if part not in ("arn", "arns")) or "resource"
    service = _ARN_SERVICE.search(pattern)
    kind = _ARN_TYPE.search(pattern)
    services = [service[1] if service else site.context.split()[0]]
    kinds = [kind[1]] if kind else [noun]
    forms = [
        f"arn:aws:{name}:{{region}}:{{account}}:{what}{glue}{{name}}"
        for name in services
        for what in kinds
        for glue in ("/", ":")
    ]
    forms += [f"arn:aws:{services[0]}::{{account}}:{kinds[0]}/{{name}}"]
    forms += [f"arn:aws:{services[0]}:{{region}}:{{account}}:{{name}}"]

    def make(world: World) -> str:
        filled = {
            "region": world.pick(_REGIONS),
            "account": shaped(world, "499999999999"),
            "name": slug(world),
        }
        options = [form.format(**filled) for form in forms]
        return next((o for o in options if expression and expression.search(o)), options[0])

    return make


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


def reference_maker(site: Site) -> Maker:
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
