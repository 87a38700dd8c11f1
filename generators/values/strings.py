"""Text values: which maker a meaning gets, and how it is held to pattern, length and format."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from generators.meaning import Meaning, words
from generators.values import examples, moments, patterns, places, wording
from generators.values.codes import CODES, identifier, segment
from generators.values.names import NAMES
from generators.values.world import Maker, Unfillable, World
from studio.record import Schema


@dataclass(frozen=True, slots=True)
class Site:
    """The place a value is for: what its maker may look at."""

    name: str
    schema: Schema
    meant: Meaning
    about: str
    """Domain of the tool, for the phrase rules."""
    context: str
    """Lower-case words of the tool's name and description."""
    technical: bool = False
    """Whether the tool administers machines: there a name is a technical name."""

    @property
    def description(self) -> str:
        return str(self.schema.get("description", ""))

    @property
    def form(self) -> str:
        return str(self.schema.get("format", ""))

    @property
    def parts(self) -> tuple[str, ...]:
        return words(self.name)


_OWN = frozenset(
    """date time datetime date_range duration person first_name last_name username contact email
    phone city country state address postcode latitude longitude airport text title query company
    place url ip domain hostname month year weekday money count quantity number percent age song
    artist movie book team product food""".split()
)
"""Kinds for which own values come first; examples the schema shows are mixed in."""

_NEVER_SHOWN = frozenset(
    "date time datetime date_range person first_name last_name email phone month year".split()
)
"""Kinds whose shown examples would contradict the rest of the call."""


def maker(site: Site) -> Maker:
    """What makes text for this place."""
    return _fitting(site, _free(site))


def _free(site: Site) -> Maker:
    kind = site.meant.kind
    if "iban" in site.parts:
        return CODES["reference"](site)
    shown = [value for value in examples.stated(site.schema) if isinstance(value, str)]
    shown += list(examples.described(site.description, site.name))
    own = _own(site)
    if kind in ("id", "reference", "slug") and shown:
        return lambda world: examples.varied(world.pick(shown), world.rng, kind == "id")
    if not shown or kind in _NEVER_SHOWN:
        return own or _nothing
    if own is None or kind == "code":
        return lambda world: _shown(world, shown)
    if kind == "city":
        return _city_among(shown, own)
    few = 0.4 if kind in ("category", "unknown", "topic") else 0.25
    share = 0.25 if kind in _OWN else 0.85 if len(shown) > 1 else few
    share = max(share, min(0.8, len(shown) / 8)) if kind not in _BROAD else share

    def mixed(world: World) -> Any:
        return _shown(world, shown) if world.rng.random() < share else own(world)

    return mixed


def _city_among(shown: list[Any], own: Maker) -> Maker:
    """Cities of our own, or a shown one where its country and the like are known."""
    known = {town.name: town for town in places.cities()}
    kept = [known[name] for name in shown if name in known]

    def make(world: World) -> Any:
        if kept and "city" not in world.memory and world.rng.random() < 0.2:
            world.memory["city"] = world.pick(kept)
        return own(world)

    return make


_BROAD = frozenset("city country address contact username text query url".split())
"""Kinds with so many values that the few examples of a schema should not crowd them out."""


def _shown(world: World, shown: list[Any]) -> Any:
    """One of the examples; lists of one length in one object are taken to belong together, so
    that a question comes with its own answer."""
    if len(shown) == 1:
        return shown[0]
    place = world.recall(f"example:{len(shown)}", lambda: int(world.rng.random() * len(shown)))
    return shown[place]


def _nothing(world: World) -> Any:
    if world.strict:
        raise Unfillable("unfillable_parameter")
    return wording.phrase(world, "noun")


def _own(site: Site) -> Maker | None:
    """Values of our own for a kind; None where only the schema could tell."""
    kind = site.meant.kind
    if kind in NAMES:
        return NAMES[kind](site)
    if kind in CODES:
        return CODES[kind](site)
    if kind in _TIMES:
        return _TIMES[kind](site)
    if kind in _NUMERIC_TEXT:
        return None
    found = wording.pool(site.parts)
    if kind in ("text", "query") or (kind == "title" and (found is None or _entitled(site))):
        return _wording(site)
    if found is not None:
        return lambda world: world.pick(found)
    if kind == "topic":
        return lambda world: wording.phrase(world, "science")
    if kind in ("song", "artist", "movie", "book", "product", "food", "team"):
        return lambda world: wording.phrase(world, kind)
    return None


_NUMERIC_TEXT = frozenset("money count quantity number percent age distance weight rating".split())


_TITLE_RULES = {
    "album": "album",
    "course": "subject",
    "lesson": "subject",
    "job": "jobs.title",
    "playlist": "music.title",
    "task": "tasks.title",
    "reminder": "tasks.title",
    "event": "calendar.title",
    "meeting": "calendar.title",
    "subject": "mail.title",
    "book": "book",
    "movie": "movie",
    "song": "song",
    "recipe": "dish",
    "commit": "code.title",
    "issue": "code.title",
    "campaign": "marketing.title",
    "alarm": "home.title",
    "scene": "home.title",
}


_TITLED = frozenset("title name subject headline event heading caption label".split())


def _entitled(site: Site) -> bool:
    """Whether the name itself says that a title is wanted."""
    return bool(_TITLED & {*site.parts[-1:]}) and "type" not in site.parts


_WORKS = (
    ("song", ("song", "lyrics", "track", "karaoke")),
    ("movie", ("movie", "film", "cinema")),
    ("book", ("book", "novel", "library")),
)
_TEXT_RULES = {
    "review": "review",
    "reviews": "review",
    "requests": "wish",
    "instructions": "wish",
    "request": "wish",
    "prompt": "picture",
}


def _wording(site: Site) -> Maker:
    form = site.meant.kind
    symbol = _text_rule(site) if form == "text" else ""
    if symbol:
        return lambda world: wording.phrase(world, symbol)
    if (
        form == "title"
        and site.technical
        and site.parts[-1:] == ("name",)
        and "display" not in site.parts
    ):
        return CODES["slug"](site)
    if form == "title" and site.parts in (("title",), ("name",)):
        for work, hints in _WORKS:
            if any(hint in site.context.split() for hint in hints):
                return lambda world: wording.phrase(world, work)
    if form == "title":
        for part in site.parts:
            symbol = _TITLE_RULES.get(part)
            if part == "subject" and site.about == "education":
                return lambda world: wording.phrase(world, "subject")
            if symbol:
                return lambda world: _capital(wording.phrase(world, symbol))
    if site.parts[-1:] == ("reason",):
        if site.about == "health" and "cancel" not in site.context:
            return lambda world: wording.phrase(world, "symptom")
        return lambda world: world.pick(wording.pools()["reason"])
    if form == "query" and site.parts[-1:] in (("keyword",), ("keywords",), ("term",)):
        found = wording.pools()["keyword"]
        return lambda world: world.pick(found)
    about = site.about
    return lambda world: wording.text_for(world, about, form)


def _text_rule(site: Site) -> str:
    """The rule for texts whose name or tool says more than the domain does."""
    last = site.parts[-1] if site.parts else ""
    if last == "prompt" and not any(w in site.context for w in ("image", "picture", "draw")):
        return ""
    if last in _TEXT_RULES:
        return _TEXT_RULES[last]
    if (
        last in ("text", "comment", "body", "content", "feedback")
        and "review" in site.context.split()
    ):
        return "code.text" if site.about == "code" else "review"
    if last == "description" and site.about == "code" and "repository" in site.context:
        return "project"
    return ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _date(site: Site) -> Maker:
    if site.form == "date":
        shape = "%Y-%m-%d"
    else:
        shape = moments.date_form(site.description)
    day = moments.day_maker(site.meant, site.name, site.description)
    return lambda world: moments.written(day(world), shape)


def _stamp(site: Site) -> Maker:
    return moments.stamp_maker(site.meant, site.name, site.description, site.form, site.context)


def _range(site: Site) -> Maker:
    past = site.meant.tense != "future"
    words_of = (
        "last 7 days",
        "last 30 days",
        "last month",
        "this month",
        "last quarter",
        "last week",
    )
    ahead = ("next week", "next month", "this weekend", "next 7 days")
    iso = "yyyy" in site.description.lower() or "start" in site.description.lower()

    def make(world: World) -> str:
        if iso:
            frame = moments.window(world, "past" if past else "future")
            return f"{frame.first.isoformat()} to {frame.last.isoformat()}"
        return world.pick(words_of if past else ahead)

    return make


def _month(site: Site) -> Maker:
    day = moments.day_maker(site.meant, site.name, site.description)
    if "yyyy-mm" in site.description.lower():
        return lambda world: day(world).isoformat()[:7]
    return lambda world: moments.month(day(world))


def _year(site: Site) -> Maker:
    ahead = site.meant.tense == "future"

    def make(world: World) -> str:
        back = int(world.rng.random() ** 2 * 30)
        return str(world.today.year + 1 if ahead else world.today.year - back)

    return make


_TIMES: dict[str, Callable[[Site], Maker]] = {
    "date": _date,
    "datetime": _stamp,
    "date_range": _range,
    "time": lambda site: moments.time_maker(site.meant, site.description, site.form, site.context),
    "duration": lambda site: (
        lambda world: moments.duration_text(world, site.form, site.description)
    ),
    "month": _month,
    "year": _year,
    "weekday": lambda site: lambda world: world.pick(moments.WEEKDAYS),
}


_RENDERED: dict[str, Callable[[Site], Maker]] = {
    "uuid": lambda site: lambda world: identifier(world, "uuid"),
    "date": _date,
    "date-time": _stamp,
    "google-datetime": _stamp,
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


def _fitting(site: Site, free: Maker) -> Maker:
    """The maker held to pattern, length and format."""
    schema = site.schema
    pattern = schema.get("pattern")
    least, most = int(schema.get("minLength", 0)), schema.get("maxLength")
    most = None if most is None else int(most)
    rendered = _RENDERED.get(site.form)
    source = rendered(site) if rendered is not None else free
    if pattern is None and not least and most is None:
        return source
    expression = patterns.compiled(pattern) if pattern else None
    if pattern and expression is None:
        return _refuse("unreadable_pattern")

    if expression is not None and site.meant.kind in _CLOCK and rendered is None:
        source = _clocked(site, expression) or source

    def fits(value: Any) -> bool:
        if (
            not isinstance(value, str)
            or len(value) < least
            or (most is not None and len(value) > most)
        ):
            return False
        return expression is None or expression.search(value) is not None

    if pattern and patterns.is_resource(pattern):
        return lambda world: _forced(site, world, fits, least, most, "")

    def make(world: World) -> str:
        refused = ""
        for attempt in range(10):
            try:
                value = source(world)
            except Unfillable as found:
                refused = found.reason
                break
            if fits(value):
                return str(value)
            if attempt == 4 and site.meant.kind in NAMES and rendered is None:
                _forget(world)
        return _forced(site, world, fits, least, most, refused)

    return make


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


def _forced(
    site: Site,
    world: World,
    fits: Callable[[Any], bool],
    least: int,
    most: int | None,
    refused: str,
) -> str:
    """A text for pattern and length alone, where no usual value fits."""
    pattern = site.schema.get("pattern")
    if pattern:
        if world.strict and site.meant.kind not in _LOOSE and refused:
            raise Unfillable(refused)
        found = patterns.resource(pattern, lambda noun: segment(world, noun)) or patterns.text(
            pattern, world.rng, least, most
        )
        if found is None:
            raise Unfillable("unmatched_pattern")
        return found
    if refused:
        raise Unfillable(refused)
    text = wording.text_for(world, site.about, "text" if least > 12 else "query")
    while len(text) < least:
        text += " " + wording.text_for(world, site.about, "text")
    if most is not None and len(text) > most:
        cut = text[:most]
        shorter = cut.rsplit(" ", 1)[0].rstrip(" ,;:")
        text = shorter if least <= len(shorter) and shorter else cut
    if not fits(text):
        raise Unfillable("unmatched_length")
    return text


def _refuse(reason: str) -> Maker:
    def make(world: World) -> Any:
        raise Unfillable(reason)

    return make


def numeric(make: Maker) -> Maker:
    """A number written as text, for schemas that want numbers as strings (int64, decimal)."""

    def text(world: World) -> str:
        return str(make(world))

    return text
