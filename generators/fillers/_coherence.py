"""A last pass over a filled value: lists without repetitions, states that fit the other fields and
the day, addresses of one country. Walks the value beside its expanded schema."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from random import Random
from typing import Any

from generators.fillers._expansion import NEEDED
from generators.values import places
from generators.values.world import World
from studio.record import Json, Schema
from studio.resources import moments, shapes
from studio.resources.nouns import one, words
from studio.resources.states import DEAD, States, spelled

_NAMES = frozenset("name title team question label".split())
_RARE = 0.15
"""Share of those that do not take place among things that could."""


def mended(found: Json, schema: Schema, rng: Random, today: date, owner: str) -> Json:
    """The value with such fields mended, in place where it is an object or a list."""
    if isinstance(found, dict):
        _object(found, schema, rng, today, owner)
    elif isinstance(found, list):
        inner = schema.get("items")
        held = inner if isinstance(inner, dict) else {}
        for value in found:
            mended(value, held, rng, today, owner)
        found[:] = _distinct(found, held, int(schema.get("minItems", 0)), one(owner))
    return found


def _object(found: dict[str, Any], schema: Schema, rng: Random, today: date, owner: str) -> None:
    declared = shapes.properties(schema)
    for name, value in found.items():
        inner = declared.get(name)
        if isinstance(inner, dict) and isinstance(value, dict | list):
            mended(value, inner, rng, today, " ".join(words(name)))
    _located(found, declared, rng)
    needed = schema.get(NEEDED) or ()
    for name in [*found]:
        over = {"trashed", "deleted"} & {*words(name)} and moments.day(found[name])
        if over and name not in needed:
            del found[name]
    states = States(declared, schema.get(NEEDED) or ())
    if not states.name:
        return
    if spelled(found.get(states.name)) in DEAD and rng.random() > _RARE:
        live = [option for option in states.options if spelled(option) not in DEAD]
        if live:
            found[states.name] = live[int(rng.random() * len(live))]
    states.settle(found, today.isoformat())


def _distinct(found: list[Json], schema: Schema, least: int, noun: str) -> list[Json]:
    """The list without what it says twice; an enum that tells its items apart goes on to the next
    option."""
    if all(isinstance(value, str) for value in found):
        kept: list[Json] = [*dict.fromkeys(found)]
        clocks = [v for v in kept if isinstance(v, str) and moments.CLOCK.fullmatch(v)]
        if len(clocks) == len(kept):
            return [*sorted(clocks)] if len(kept) >= least else found
        return kept if len(kept) >= least else found
    name, options = _telling(schema, noun)
    if not name:
        return found
    seen: set[str] = set()
    items: list[Json] = []
    for item in found:
        if not isinstance(item, dict) or not isinstance(item.get(name), str):
            return found
        free = [option for option in options if option not in seen]
        if item[name] in seen and free:
            item[name] = free[0]
        if item[name] not in seen:
            items.append(item)
        seen.add(item[name])
    return items if len(items) >= max(1, least) else found


def _telling(schema: Schema, noun: str) -> tuple[str, list[str]]:
    """The field that tells the items of a list apart, and what it can be where that is fixed."""
    for place, (name, inner) in enumerate(shapes.properties(schema).items()):
        if not isinstance(inner, dict) or shapes.kind(inner) != "string":
            continue
        options = inner.get("enum")
        if place == 0 and isinstance(options, list):
            return name, [option for option in options if isinstance(option, str)]
        called = words(name)[-1:] == (noun.rpartition(" ")[2],)
        if (called or " ".join(words(name)) in _NAMES) and not isinstance(options, list):
            return name, []
    return "", []


@cache
def _cities() -> dict[str, places.City]:
    return {city.name: city for city in places.cities()}


def _located(found: dict[str, Any], declared: Mapping[str, Any], rng: Random) -> None:
    """Street, postcode and country of the city there is, or of another where it is unknown."""
    by_words = {" ".join(words(name)): name for name in found}
    city = by_words.get("city") or by_words.get("town")
    country = by_words.get("country") or by_words.get("country code")
    if not city or not (country or "postal code" in by_words or "street" in by_words):
        return
    where = _cities().get(str(found[city]))
    if where is None:
        pool = places.cities()
        where = pool[int(rng.random() * len(pool))]
        found[city] = where.name
    for name in (by_words.get(key) for key in ("postal code", "postcode", "zip code", "zip")):
        if name and where.postcode:
            found[name] = where.postcode
    if "street" in by_words:
        found[by_words["street"]] = places.street(World(rng, date(2026, 1, 1)), where)
    if country and isinstance(found[country], str) and "const" not in declared.get(country, {}):
        short = len(found[country]) == 2 and found[country].isupper()
        found[country] = where.country_code if short else where.country
