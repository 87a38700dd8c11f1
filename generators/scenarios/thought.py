"""thought: calls with a short reasoning before each step, for Thought/Action formats."""

from dataclasses import replace
from functools import lru_cache
from random import Random

from generators.scenarios.dependent import PART as DEPENDENT
from generators.scenarios.multiple import PART as MULTIPLE
from generators.scenarios.single import PART as SINGLE
from studio.brief import Brief, Refusal, Scenario, Settings, Slot
from studio.catalog import Catalog
from studio.stage import Stage

_KINDS: tuple[tuple[Scenario, int], ...] = ((SINGLE, 2), (MULTIPLE, 3), (DEPENDENT, 5))
"""What is reasoned about, by how often of ten."""


@lru_cache(maxsize=4)
def _possible(catalog: Catalog, stage: Stage) -> tuple[tuple[Scenario, int], ...]:
    return tuple(kind for kind in _KINDS if not kind[0].obstacle(catalog, stage))


class Thought:
    """A dialogue of another kind in which the assistant thinks aloud."""

    name = "thought"
    share = 1.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Never: one tool is enough."""
        return ""

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A plan of one of the other kinds, each with an order of tools of its own."""
        kinds = _possible(catalog, settings.stage)
        chosen = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        lane = replace(slot, lane=f"{slot.lane}/{chosen.name}")
        planned = chosen.plan(lane, catalog, settings, rng)
        if isinstance(planned, Refusal):
            return planned
        return replace(planned, scenario=self.name, thinking=True)


PART = Thought()
