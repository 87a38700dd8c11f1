"""How long a run will take and how large it will be, from a few places made without writing."""

import gzip
from dataclasses import dataclass
from time import perf_counter

from studio.filter import Memories
from studio.generation.plan import Plan

PLACES = 400
"""Places tried at most, spread over the run."""
SECONDS = 5.0
"""Seconds spent at most."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run is expected to come to."""

    rows: int
    tried: int
    """Places the forecast rests on."""
    seconds: float
    bytes: int
    """Of the kept and dropped rows."""
    dropped: float
    """Dropped candidates for each kept row."""
    unfilled: float
    """Share of the tried places of which no candidate passed."""
    compressed: int
    """Bytes the kept rows would take with gzip."""


def forecast(plan: Plan, places: int = PLACES, budget: float = SECONDS) -> Forecast:
    """Make up to `places` places in this process and scale up to the run and its workers.

    Rows that are alike get more frequent as a run grows, so a large run may drop more than this.
    """
    maker, total = plan.maker(), len(plan.schedule)
    memories = Memories(plan.parts.filters)
    places = min(places, total)
    maker.fill(plan.schedule.slot(0))  # what is loaded at first use is not part of the rate
    started = perf_counter()
    rows: list[bytes] = []
    tried = dropped = dropped_bytes = 0
    for i in range(places):
        filled = maker.fill(plan.schedule.slot(i * total // places))
        tried += 1
        lines = [drop.line for drop in filled.drops]
        if filled.row and memories.fault(filled.features) is None:
            memories.add(i, filled.features)
            rows.append(filled.row)
        elif filled.row:
            lines.append(filled.row)
        dropped += len(lines)
        dropped_bytes += sum(map(len, lines))
        if perf_counter() - started > budget:
            break
    spent = perf_counter() - started
    kept = max(len(rows), 1)
    sample = b"\n".join(rows)
    return Forecast(
        rows=total,
        tried=tried,
        seconds=spent / kept * total / plan.config.workers,
        bytes=(len(sample) + dropped_bytes) * total // kept,
        dropped=dropped / kept,
        unfilled=1 - len(rows) / tried,
        compressed=len(gzip.compress(sample)) * total // kept,
    )
