"""What the state of a thing says about its other fields: a cancelled flight has no gate, a parcel
that was delivered is not expected, an appointment of last week is not ahead. Mends values in place;
knows states by their words, never tools by name."""

import zlib
from collections.abc import Collection, Mapping
from typing import Any

from studio.record import Json, Schema
from studio.resources import moments
from studio.resources.nouns import words

DEAD = frozenset(
    """cancelled canceled rejected declined denied withdrawn failed error postponed void expired
    abandoned terminated refused no_show missed""".split()
)
"""States of what does not take place, or did not work."""
_OVER = frozenset(
    """delivered returned refunded landed arrived completed complete done finished attended closed
    ended resolved picked_up collected full_time played past merged paid""".split()
)
_AHEAD = frozenset(
    """confirmed scheduled booked upcoming planned waiting_list tentative reserved not_started
    registered accepted on_time pending invited""".split()
)
_HAPPENED = frozenset("attended completed finished done landed ended held played past".split())
_NOW = frozenset({"in_progress", "live", "running", "half_time"})
_COMING = frozenset(
    """delay gate terminal expected eta arrives arrival platform boarding courier position queue
    deliver""".split()
)
_SCORED = frozenset("score scores minute goals".split())
_STARTS = frozenset("starts start begins departs departure scheduled".split())


def spelled(value: object) -> str:
    """A state in lower case with underscores: `No show` → no_show."""
    return "_".join(words(value)) if isinstance(value, str) else ""


class States:
    """The field of an object that holds its state, and the fields that depend on it."""

    __slots__ = (
        "_coming",
        "_flags",
        "_needed",
        "_restock",
        "_scored",
        "_starts",
        "_steps",
        "name",
        "options",
    )

    def __init__(self, fields: Mapping[str, Schema], needed: Collection[str]) -> None:
        parts = {name: {*words(name)} for name in fields}
        named = (name for name in fields if {"status", "state"} & parts[name])
        self.name = next((name for name in named if fields[name].get("enum")), "")
        """Empty where there is none."""
        enum = fields[self.name].get("enum") if self.name else None
        self.options = tuple(option for option in enum or () if isinstance(option, str))
        self._needed = frozenset(needed)
        self._coming = tuple(n for n in fields if parts[n] & _COMING and n != self.name)
        self._flags = tuple(n for n in fields if " ".join(words(n)) in ("available", "in stock"))
        self._restock = tuple(n for n in fields if "restock" in parts[n])
        self._scored = tuple(n for n in fields if parts[n] & _SCORED)
        self._starts = tuple(n for n in fields if parts[n] & _STARTS)
        self._steps = tuple(n for n in fields if "failed" in parts[n] and "step" in parts[n])

    def settle(
        self, found: dict[str, Any], today: str, given: Collection[str] = (), day: Json = None
    ) -> None:
        """Mend an object in place; `today` is an ISO date, the state stays when it is `given`.
        `day` is that of a thing which does not say it itself."""
        if self._restock and any(found.get(name) is True for name in self._flags):
            self._drop(found, self._restock)
        said = spelled(found.get(self.name))
        if not said:
            return
        if self.name not in given:
            said = self._timed(found, said, today, day)
            said = self._possible(found, said)
        self._follow(found, said, today)

    def _follow(self, found: dict[str, Any], said: str, today: str) -> None:
        if self._scored and said in _AHEAD | DEAD:
            self._drop(found, self._scored)
        elif said in _OVER and self._scored:
            self._drop(found, [name for name in self._scored if "minute" in words(name)], 90)
        if said in DEAD or said in _OVER:
            self._ended(found, said, today)
        self._late(found, said)

    def _late(self, found: dict[str, Any], said: str) -> None:
        """Delays of what is late only, and the step at which something failed."""
        for name in self._coming:
            if "delay" in words(name) and isinstance(found.get(name), int | float):
                late = found[name]
                found[name] = 0 if said == "on_time" else (late or 25) if "delay" in said else late
        for name in self._steps:
            if said in DEAD and name in found and found[name] is None:
                found[name] = "unit tests"

    def _timed(self, found: dict[str, Any], said: str, today: str, day: Json) -> str:
        """A state that fits the day on which it starts."""
        start = next((found[n] for n in self._starts if moments.day(found.get(n))), day)
        if not isinstance(start, str) or moments.day(start) is None:
            return said
        if start[:10] < today and said in _AHEAD | _NOW:
            return self._become(found, _HAPPENED, said)
        if start[:10] > today and said in _HAPPENED | _NOW | {"no_show", "missed"}:
            return self._become(found, _AHEAD, said)
        return said

    def _possible(self, found: dict[str, Any], said: str) -> str:
        """Another state where a field that must be there is of things still coming."""
        bound = any(name in self._needed and name in found for name in self._coming)
        if bound and said in DEAD | _OVER:
            live = {spelled(option) for option in self.options} - DEAD - _OVER
            return self._become(found, live, said)
        if said in DEAD and any(name in found and found[name] is None for name in self._steps):
            rest = {spelled(option) for option in self.options} - DEAD
            return self._become(found, rest, said)
        return said

    def _become(self, found: dict[str, Any], wanted: Collection[str], said: str) -> str:
        fitting = [option for option in self.options if spelled(option) in wanted]
        if not fitting:
            return said
        seed = zlib.crc32("".join(v for v in found.values() if isinstance(v, str)).encode())
        found[self.name] = fitting[seed % len(fitting)]
        return spelled(found[self.name])

    def _ended(self, found: dict[str, Any], said: str, today: str) -> None:
        gone = [
            name
            for name in self._coming
            if said in DEAD or not {"delay", "gate", "terminal", "platform"} & {*words(name)}
        ]
        self._drop(found, gone)
        for name in gone:
            value = found.get(name)
            day = moments.day(value)
            if day is not None and isinstance(value, str) and value[:10] > today:
                found[name] = today + value[10:]

    def _drop(self, found: dict[str, Any], names: Collection[str], least: int = 0) -> None:
        """Leave fields out; those that must be there count nothing."""
        for name in names:
            if name not in found:
                continue
            if name not in self._needed:
                del found[name]
            elif isinstance(found[name], int) and not isinstance(found[name], bool):
                found[name] = least
