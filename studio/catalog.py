"""The tools of a run, ordered so that any prefix of a lane is even over API families and tools.

Nothing here costs more per sample when more tools are loaded: orders and buckets are built once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from studio.record import Tool
from studio.seeding import stream


class Catalog:
    """Tools by id and family, and for each lane the order in which it visits them."""

    def __init__(self, tools: Iterable[Tool], seed: int) -> None:
        self.tools: Sequence[Tool] = tuple(tools)
        self.seed = seed
        self.by_id: Mapping[str, Tool] = {tool.id: tool for tool in self.tools}
        families: dict[str, list[Tool]] = defaultdict(list)
        for tool in self.tools:
            families[tool.origin.family].append(tool)
        self.families: Mapping[str, Sequence[Tool]] = dict(families)
        self._orders: dict[str, Sequence[Tool]] = {}

    def order(self, lane: str, eligible: Callable[[Tool], bool]) -> Sequence[Tool]:
        """Every eligible tool once, families taking turns, shuffled by seed and lane."""
        if lane not in self._orders:
            rng = stream(self.seed, "order", lane)
            queues = []
            for tools in self.families.values():
                queue = [tool for tool in tools if eligible(tool)]
                rng.shuffle(queue)
                if queue:
                    queues.append(queue)
            rng.shuffle(queues)
            order: list[Tool] = []
            while queues:
                order.extend(queue.pop() for queue in queues)
                queues = [queue for queue in queues if queue]
            self._orders[lane] = order
        return self._orders[lane]

    def subject(
        self, lane: str, rank: int, attempt: int, eligible: Callable[[Tool], bool]
    ) -> tuple[Tool, int] | None:
        """The tool the `rank`-th sample of a lane is about, and how many times the lane has come
        by it before; None when no tool is eligible. From the fourth attempt on another tool."""
        order = self.order(lane, eligible)
        if not order:
            return None
        moved = attempt // 3
        place = rank + moved * (1 + len(order) // 7)
        return order[place % len(order)], rank // len(order)
