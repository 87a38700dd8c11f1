"""Values of results, as a real API would give them: the makers of `generators.values` over the
whole response, every field there, times where they belong, fields that agree."""

from collections import OrderedDict
from datetime import date
from random import Random

import jsonschema_rs
import msgspec

from generators.fillers import _coherence, _naming, _times
from generators.fillers._expansion import expanded
from generators.values import wording
from generators.values.builder import Builder
from generators.values.world import Maker, Unfillable, World
from studio.record import Json, Schema
from studio.resources import agreement

_TRIES = 12
_KEPT = 512


class _Ready:
    """A schema made ready: what makes values, and what judges them."""

    def __init__(self, name: str, schema: Schema, tool: str, description: str) -> None:
        whole = expanded(schema)
        builder = Builder(tool, description, whole, wording.domain(tool, description))
        self.make: Maker = builder.maker(name, whole)
        self.fields = whole
        self.judge = jsonschema_rs.validator_for(schema, validate_formats=True)


class Plausible:
    """Fills schemas of results."""

    name = "plausible"

    def __init__(self) -> None:
        self._ready: OrderedDict[bytes, _Ready] = OrderedDict()

    def fill(
        self, name: str, schema: Schema, rng: Random, *, today: date, tool: str, description: str
    ) -> Json:
        """A value that validates; ValueError when there is none."""
        try:
            ready = self._known(name, schema, tool, description)
            for _ in range(_TRIES):
                found = ready.make(World(rng, today))
                found = _naming.Naming(rng, today, tool).mend(found, ready.fields, "", name)
                found = _times.placed(found, rng, today, name)
                found = _coherence.mended(found, ready.fields, rng, today, name)
                if isinstance(found, dict):
                    agreement.settle(found)
                if ready.judge.is_valid(found):
                    return found
        except Unfillable as refused:
            raise ValueError(f"{tool}: no value for {name}: {refused.reason}") from refused
        raise ValueError(f"{tool}: no value for {name} meets the schema")

    def _known(self, name: str, schema: Schema, tool: str, description: str) -> _Ready:
        key = msgspec.json.encode([name, schema, tool, description])
        found = self._ready.get(key)
        if found is None:
            found = self._ready[key] = _Ready(name, schema, tool, description)
            if len(self._ready) > _KEPT:
                self._ready.popitem(last=False)
        return found


PART = Plausible()
