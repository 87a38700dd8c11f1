"""Text values: which maker a meaning gets, and how examples of the schema are mixed in."""

import re

from generators.values import examples, places, wording
from generators.values.codes import CODES
from generators.values.dates import TIMES
from generators.values.fitting import fitting
from generators.values.names import NAMES
from generators.values.site import Site
from generators.values.titles import entitled, given, titled
from generators.values.world import Maker, Unfillable, World
from studio.record import Json

_OWN = frozenset(
    """date time datetime date_range duration person first_name last_name username contact email
    phone city country state address postcode latitude longitude airport text title query company
    place url ip domain hostname month year weekday money count quantity number percent age song
    artist movie book team product food""".split()
)
"""Kinds for which own values come first; examples the schema shows are mixed in."""


_NEVER_SHOWN = frozenset(
    """date time datetime date_range person first_name last_name email phone month year postcode
    state country currency timezone airport address""".split()
)
"""Kinds whose shown examples would contradict the rest of the call."""


def maker(site: Site) -> Maker:
    """What makes text for this place."""
    return fitting(site, _free(site))


def _free(site: Site) -> Maker:
    kind = site.meant.kind
    if "iban" in site.parts:
        return CODES["reference"](site)
    shown = [value for value in examples.stated(site.schema) if isinstance(value, str)]
    shown += list(examples.described(site.description, site.name))
    if kind == "code" and "filter" in site.parts:
        shown = [text for text in shown if _CONDITION.search(text)]
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

    def mixed(world: World) -> Json:
        return _shown(world, shown) if world.rng.random() < share else own(world)

    return mixed


def _city_among(shown: list[Json], own: Maker) -> Maker:
    """Cities of our own, or a shown one where its country and the like are known."""
    known = {town.name: town for town in places.cities()}
    kept = [known[name] for name in shown if name in known]

    def make(world: World) -> Json:
        if kept and "city" not in world.memory and world.rng.random() < 0.2:
            world.memory["city"] = world.pick(kept)
        return own(world)

    return make


_CONDITION = re.compile(r"[=:<>(]\s*\S")
"""What an example of a filter must have: a comparison or a call."""

_BROAD = frozenset("city country address contact username text query url".split())
"""Kinds with so many values that the few examples of a schema should not crowd them out."""


def _shown(world: World, shown: list[Json]) -> Json:
    """One of the examples; lists of one length in one object are taken to belong together, so
    that a question comes with its own answer."""
    if len(shown) == 1:
        return shown[0]
    place = world.recall(f"example:{len(shown)}", lambda: int(world.rng.random() * len(shown)))
    return shown[place]


def _nothing(world: World) -> Json:
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
    if kind in TIMES:
        return TIMES[kind](site)
    if kind in _NUMERIC_TEXT:
        return None
    found = wording.pool(site.parts) or _described_pool(site)
    if kind == "title" and not given(site):
        return None if found is None else lambda world: world.pick(found)
    if kind in ("text", "query") or (kind == "title" and (found is None or entitled(site))):
        return titled(site)
    if found is not None:
        return lambda world: world.pick(found)
    if kind == "topic":
        return lambda world: wording.phrase(world, "science")
    if kind in ("song", "artist", "movie", "book", "product", "food", "team"):
        return lambda world: wording.phrase(world, kind)
    return None


_OF = re.compile(r"\b(?:type|kind|name|category|genre|style) of (?:the |an? )?(?:\w+ )?(\w+)")


def _described_pool(site: Site) -> tuple[str, ...] | None:
    """Common values for what the description says it is: "Type of the instrument"."""
    if site.meant.kind not in ("unknown", "category", "title"):
        return None
    for noun in _OF.findall(site.description.lower()):
        found = wording.pool((noun,))
        if found is not None:
            return found
    return None


_NUMERIC_TEXT = frozenset("money count quantity number percent age distance weight rating".split())


def numeric(make: Maker) -> Maker:
    """A number written as text, for schemas that want numbers as strings (int64, decimal)."""

    def text(world: World) -> str:
        return str(make(world))

    return text
