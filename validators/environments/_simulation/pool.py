"""Instances of a schema, made by the filler when first needed and copied ever after. Dates are kept
as distances from an anchor day, so that one pool serves dialogues on any day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import msgspec

from studio.record import Json
from studio.resources import moments
from studio.seeding import stream

ANCHOR = date(2026, 3, 11)
"""The day on which instances are made; a Wednesday."""

Make = Callable[[Random], Json]
Where = tuple[str | int, ...]
Made = tuple[bytes, tuple[tuple[Where, int, str], ...], tuple[Where, ...]]
"""An instance in JSON; where its dates are, with ordinals and what follows the day; where
its currencies are."""


class Unfilled(ValueError):
    """The filler finds no value for a schema."""


class Pool:
    """Up to `size` instances, made by `make` with streams named by `key` and a number. `bare` is a
    pointer of names to a list that is filled elsewhere: it is kept short."""

    __slots__ = ("_bare", "_key", "_made", "_make", "size")

    def __init__(self, key: str, make: Make, size: int, bare: str | None = None) -> None:
        self._bare = bare
        self._key = key
        self._make = make
        self.size = size
        self._made: dict[int, Made] = {}

    def money(self, place: int) -> tuple[Where, ...]:
        """Where instance `place` says a currency; it must have been drawn before."""
        return self._made[place][2]

    def draw(self, place: int, shift: int) -> Json:
        """A copy of instance `place`, its dates `shift` days later. ValueError when the filler
        finds no value."""
        found = self._made.get(place)
        if found is None:
            found = self._made[place] = self._new(place)
        value = msgspec.json.decode(found[0])
        for where, ordinal, rest in found[1]:
            inner = value
            if not where:
                return iso(ordinal + shift) + rest
            for step in where[:-1]:
                inner = inner[step]
            inner[where[-1]] = iso(ordinal + shift) + rest
        return value

    def _new(self, place: int) -> Made:
        try:
            value = self._make(stream("instance", self._key, place))
        except ValueError as error:
            raise Unfilled(str(error)) from error
        if self._bare:
            _shorten(value, self._bare)
        dated = tuple(_dates(value, ()))
        return msgspec.json.encode(value), dated, tuple(_currencies(value, ()))


def _shorten(value: Any, pointer: str) -> None:
    """Leave one item in the list at a pointer of names."""
    for name in pointer.split("/")[1:]:
        value = value.get(name.replace("~1", "/").replace("~0", "~"), {}) if value else value
    if isinstance(value, list):
        del value[1:]


@lru_cache(maxsize=8192)
def iso(ordinal: int) -> str:
    """The ISO date of a proleptic ordinal."""
    return date.fromordinal(ordinal).isoformat()


def _currencies(value: Any, where: Where) -> list[Where]:
    if isinstance(value, dict):
        own = [(*where, "currency")] if isinstance(value.get("currency"), str) else []
        inner = [found for key, each in value.items() for found in _currencies(each, (*where, key))]
        return own + inner
    if isinstance(value, list):
        return [found for at, each in enumerate(value) for found in _currencies(each, (*where, at))]
    return []


def _dates(value: Any, where: Where) -> list[tuple[Where, int, str]]:
    if isinstance(value, str):
        day = moments.day(value)
        near = day is not None and abs(day - ANCHOR) < timedelta(days=800)
        return [(where, day.toordinal(), value[10:])] if day is not None and near else []
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in _dates(inner, (*where, key))]
    if isinstance(value, list):
        return [found for at, inner in enumerate(value) for found in _dates(inner, (*where, at))]
    return []
