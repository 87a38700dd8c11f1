"""The stateful simulator: executes calls from schemas alone. What was created can be fetched,
changed, listed and is gone when deleted; results fit the response schema and never contradict an
argument; errors and other turns of events happen when asked for.

Open world: an id somebody names exists until it is deleted, unless told otherwise. Pure calculation
and what the world decides (translations, distances) are left to environments that know.
"""

from collections.abc import Sequence
from datetime import date

from studio.environment import Access, Filler, Session
from studio.record import Tool
from studio.resources import Operations
from validators.environments._simulation.ability import able
from validators.environments._simulation.honesty import sincere
from validators.environments._simulation.plan import Plan
from validators.environments._simulation.session import Dialogue


class Simulator:
    """An environment for the tools of a run. `error_rate` is the share of calls that fail for a
    passing reason; with `open_world` false, ids that nobody created or listed are not found."""

    name = "simulator"
    version = "1"
    repeatable = True

    def __init__(
        self,
        tools: Sequence[Tool],
        filler: Filler,
        *,
        error_rate: float = 0.0,
        open_world: bool = True,
    ) -> None:
        self.operations = Operations(tools)
        self.error_rate = error_rate
        self.open_world = open_world
        self._filler = filler
        self._plans: dict[str, Plan] = {}
        self._handled: dict[str, bool] = {}
        self._able: dict[tuple[str, str], bool] = {}

    def handles(self, tool: Tool) -> bool:
        """Whether a result made from the schema says nothing that is wrong by itself."""
        found = self._handled.get(tool.id)
        if found is None:
            found = self._handled[tool.id] = sincere(tool, self.operations.of(tool))
        return found

    def plan(self, tool: Tool) -> Plan:
        """What is known of a tool. ValueError for one without a response to simulate."""
        found = self._plans.get(tool.id)
        if found is None:
            found = self._plans[tool.id] = Plan(
                tool, self.operations.of(tool), self.operations.described(tool), self._filler
            )
        return found

    def can(self, tool: Tool, kind: str) -> bool:
        """Whether an error or shaping can be asked for at any valid call of a tool."""
        key = (tool.id, kind)
        found = self._able.get(key)
        if found is None:
            found = self._able[key] = self.handles(tool) and able(
                tool, self.operations.of(tool), self.plan, kind
            )
        return found

    def open(self, seed: int, today: date) -> Session:
        """A fresh world."""
        return Dialogue(self.plan, seed, today, self.error_rate, self.open_world)

    def close(self) -> None:
        """Nothing is held."""


class _Part:
    """Starts the simulator; it needs nothing but the tools."""

    name = "simulator"
    rank = 100

    def tools(self, access: Access) -> Sequence[Tool]:
        """None of its own."""
        return ()

    def start(self, tools: Sequence[Tool], access: Access, filler: Filler) -> Simulator:
        """The simulator of a run."""
        return Simulator(tools, filler)


PART = _Part()
