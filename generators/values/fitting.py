"""Text held to the pattern, length and format of its schema."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from generators.values import moments, patterns, wording
from generators.values.codes import CODES
from generators.values.dates import TIMES
from generators.values.identifiers import identifier
from generators.values.names import NAMES
from generators.values.site import Site
from generators.values.technical import segment
from generators.values.world import Maker, Unfillable, World
from studio.record import Json

_RENDERED: dict[str, Callable[[Site], Maker]] = {
    "uuid": lambda site: lambda world: identifier(world, "uuid"),
    "date": TIMES["date"],
    "date-time": TIMES["datetime"],
    "google-datetime": TIMES["datetime"],
    "time": lambda site: moments.time_maker(site.meant, site.description, "time"),
    "duration": lambda site: lambda world: moments.duration_text(world, "duration", ""),
    "email": NAMES["email"],
    "idn-email": NAMES["email"],
    "uri": CODES["url"],
    "url": CODES["url"],
    "uri-reference": CODES["url"],
    "iri": CODES["url"],
    "iri-reference": CODES["url"],
    "hostname": CODES["hostname"],
    "idn-hostname": CODES["hostname"],
    "ipv4": CODES["ip"],
    "ipv6": lambda site: lambda world: identifier(world, "ipv6"),
    "byte": lambda site: lambda world: identifier(world, "base64"),
    "json-pointer": lambda site: lambda world: "/" + wording.phrase(world, "noun"),
    "relative-json-pointer": lambda site: lambda world: "1/" + wording.phrase(world, "noun"),
    "regex": lambda site: lambda world: "^[a-z]+$",
    "uri-template": lambda site: lambda world: "https://api.example.com/items/{id}",
}
"""Makers by format, for kinds that do not know the notation of the format."""


@dataclass(frozen=True, slots=True)
class _Mould:
    """What a text has to fit into."""

    pattern: str | None
    expression: re.Pattern[str] | None
    least: int
    most: int | None

    def fits(self, value: Json) -> bool:
        """Whether the text keeps to pattern and length."""
        if not isinstance(value, str) or len(value) < self.least:
            return False
        if self.most is not None and len(value) > self.most:
            return False
        return self.expression is None or self.expression.search(value) is not None


def fitting(site: Site, free: Maker) -> Maker:
    """The maker held to pattern, length and format."""
    pattern, most = site.schema.get("pattern"), site.schema.get("maxLength")
    least = int(site.schema.get("minLength", 0))
    rendered = _RENDERED.get(site.form)
    source = free if rendered is None else rendered(site)
    if pattern is None and not least and most is None:
        return source
    expression = patterns.compiled(pattern) if pattern else None
    if pattern and expression is None:
        return _refuse("unreadable_pattern")
    mould = _Mould(pattern, expression, least, None if most is None else int(most))
    if pattern and patterns.is_resource(pattern):
        return lambda world: _forced(site, world, mould, "")
    if expression is not None and site.meant.kind in _CLOCK and rendered is None:
        source = _clocked(site, expression) or source
    return _poured(site, source, mould)


def _poured(site: Site, source: Maker, mould: _Mould) -> Maker:
    """The maker tried several times, then a text made for the mould alone."""

    def make(world: World) -> str:
        refused = ""
        for attempt in range(10):
            try:
                value = source(world)
            except Unfillable as found:
                refused = found.reason
                break
            if mould.fits(value):
                return str(value)
            if attempt == 4 and site.meant.kind in NAMES:
                _forget(world)
        for spare in _SPARE.get(site.meant.kind, ()):
            value = spare(site)(world)
            if mould.fits(value):
                return str(value)
        return _forced(site, world, mould, refused)

    return make


_SPARE = {
    "person": (NAMES["username"], NAMES["email"], CODES["id"]),
    "contact": (NAMES["email"], NAMES["phone"], NAMES["username"]),
    "title": (CODES["slug"], CODES["filename"]),
    "place": (CODES["slug"],),
    "company": (CODES["slug"],),
    "product": (CODES["slug"], CODES["reference"]),
}
"""What else a kind may be written as, where a pattern does not accept the usual way."""


_CLOCK = frozenset({"date", "time", "datetime", "month"})


_NOTATIONS = (
    "%Y-%m-%d",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S+00:00",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%H:%M",
    "%H:%M:%S",
    "%Y-%m",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%Y/%m/%d",
    "%Y%m%d",
    "%m-%d",
)


def _clocked(site: Site, expression: re.Pattern[str]) -> Maker | None:
    """Moments in the first usual notation the pattern accepts; None when it accepts none."""
    sample = datetime(2026, 11, 28, 16, 30)
    notation = next(
        (n for n in _NOTATIONS if expression.fullmatch(moments.stamped(sample, n))), None
    )
    if notation is None:
        return None
    stamp = moments.moment_maker(site.meant, site.name, site.description, site.context)
    return lambda world: moments.stamped(stamp(world), notation)


_LOOSE = frozenset(
    {"id", "reference", "slug", "unknown", "token", "binary", "code", "path", "version"}
)


def _forget(world: World) -> None:
    """Let go of people and places, where a pattern or length asks for others."""
    for key in [key for key in world.memory if key.startswith(("person:", "city"))]:
        del world.memory[key]


def _forced(site: Site, world: World, mould: _Mould, refused: str) -> str:
    """A text for pattern and length alone, where no usual value fits."""
    if mould.pattern:
        if world.strict and refused and site.meant.kind not in _LOOSE:
            raise Unfillable(refused)
        return _matching(world, mould.pattern, mould)
    if refused:
        raise Unfillable(refused)
    text = wording.text_for(world, site.about, "text" if mould.least > 12 else "query")
    while len(text) < mould.least:
        text += " " + wording.text_for(world, site.about, "text")
    if mould.most is not None and len(text) > mould.most:
        cut = text[: mould.most]
        shorter = cut.rsplit(" ", 1)[0].rstrip(" ,;:")
        text = shorter if mould.least <= len(shorter) and shorter else cut
    if not mould.fits(text):
        raise Unfillable("unmatched_length")
    return text


def _matching(world: World, pattern: str, mould: _Mould) -> str:
    named = patterns.resource(pattern, lambda noun: segment(world, noun))
    if named is not None and mould.fits(named):
        return named
    found = patterns.text(pattern, world.rng, mould.least, mould.most)
    if found is None:
        raise Unfillable("unmatched_pattern")
    return found


def _refuse(reason: str) -> Maker:
    def make(world: World) -> Json:
        raise Unfillable(reason)

    return make
