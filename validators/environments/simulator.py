"""The stateful simulator: executes calls from schemas alone. What was created can be fetched,
changed, listed and is gone when deleted; results fit the response schema and never contradict an
argument; errors and other turns of events happen when asked for.

Open world: an id somebody names exists until it is deleted, unless told otherwise. Pure calculation
and what the world decides (translations, distances) are left to environments that know.
"""

from collections.abc import Sequence
from datetime import date

from studio.environment import ERRORS, SHAPINGS, Access, Filler, Session
from studio.record import Tool
from studio.resources import Operations
from studio.resources.nouns import identifies
from validators.environments._simulation import refusals, series, shaping
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
            known = kind in ERRORS or kind in SHAPINGS
            found = known and self.handles(tool) and _able(self.plan(tool), kind)
            self._able[key] = found
        return found

    def open(self, seed: int, today: date) -> Session:
        """A fresh world."""
        return Dialogue(self.plan, seed, today, self.error_rate, self.open_world)

    def close(self) -> None:
        """Nothing is held."""


def _able(plan: Plan, kind: str) -> bool:
    operation = plan.operation
    if kind in ("not_found", "invalid"):
        return bool(plan.needed)
    if kind == "conflict":
        return bool(plan.needed) and operation.kind not in ("get", "list", "search")
    if kind == "limit_exceeded":
        return refusals.numeric(plan)
    lists = plan.item is not None
    if kind == "empty":
        return lists and plan.least == 0
    if kind == "partial":
        return shaping.pageable(plan) or len(shaping.spare(plan)) > 1
    if kind == "long":
        return _countless(plan)
    return kind != "injection" or bool(shaping.room(plan))


def _countless(plan: Plan) -> bool:
    """Whether a list can have any number of items: no series over days, no names that run out."""
    slot = plan.item
    if slot is None or plan.plainly or series.field(plan) or plan.most is not None:
        return False
    return not slot.options and (not slot.key or identifies(slot.key))


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
