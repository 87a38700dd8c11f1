"""What is counted while a run is made: rows by lane, drops by reason and tool, seconds by stage.

Counts survive an interruption: they are read again from the sealed shards. Seconds do not.
"""

import resource
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import msgspec

from studio.errors import Exhausted
from studio.record import Tool


class _DroppedLine(msgspec.Struct):
    """The fields of a `studio.record.Dropped` that are counted; the sample is not parsed."""

    lane: str
    reason: str
    tool: str


_DECODER = msgspec.json.Decoder(_DroppedLine)


class Tally:
    """Counts of one run."""

    def __init__(self, asked: int) -> None:
        self.asked = asked
        self.quotas: Mapping[str, int] = {}
        """Rows each lane is to have."""
        self.kept: Counter[str] = Counter()
        """Kept rows by lane."""
        self.reasons: Counter[tuple[str, str]] = Counter()
        """Dropped candidates by lane and reason."""
        self.tools: Counter[tuple[str, str]] = Counter()
        """Dropped candidates by lane and id of the tool they were about."""
        self.spares: Counter[str] = Counter()
        """Ranks beyond its quota that a lane has used, because earlier ones stayed unfilled."""
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """Processor time by stage, since the run was started or resumed."""

    def drop(self, lane: str, reason: str, tool: str) -> None:
        self.reasons[lane, reason] += 1
        if tool:
            self.tools[lane, tool] += 1

    def add_seconds(self, seconds: Mapping[str, float]) -> None:
        """Processor time by stage, summed over processes."""
        for stage, spent in seconds.items():
            self.seconds[stage] += spent

    def read_drop(self, line: bytes) -> None:
        """Count a dropped row of a sealed shard."""
        row = _DECODER.decode(line)
        self.drop(row.lane, row.reason, row.tool)

    @property
    def rows(self) -> int:
        return self.kept.total()

    @property
    def dropped(self) -> int:
        return self.reasons.total()

    def by_reason(self, lane: str | None = None) -> Counter[str]:
        """Drops by reason, of one lane or all."""
        counts: Counter[str] = Counter()
        for (of, reason), number in self.reasons.items():
            if lane in (None, of):
                counts[reason] += number
        return counts

    def exhausted(self, lane: str, tools: Mapping[str, Tool]) -> Exhausted:
        """The error that says how far it went and what gave out, for the lane that stopped it."""
        reasons = ", ".join(f"{why} {n:,}" for why, n in _most(self.by_reason(lane), 3))
        worst: Counter[str] = Counter()
        for (of, tool), number in self.tools.items():
            if of == lane:
                worst[tools[tool].name if tool in tools else tool] += number
        names = ", ".join(f"{name} ({n:,})" for name, n in _most(worst, 5))
        about = f"; tools with most of them: {names}" if names else ""
        dropped = f"for scenario {lane!r}; dropped there: {reasons or 'none'}{about}"
        if not self.rows:
            return Exhausted(
                f"kept none of {self.asked:,} rows: the tools yield nothing {dropped}. Mend what "
                "`studio tools` says about them, or leave the scenario out with --mix"
            )
        return Exhausted(
            f"kept {self.rows:,} of {self.asked:,} rows: the tools yield no more distinct rows "
            f"{dropped}. The rows kept are sealed and can be used; for more, add tools or "
            "parameters, change --mix, or lower --n"
        )

    def stats(self, end: str, total: float, workers: int) -> dict[str, Any]:
        """The content of stats.json."""
        made = self.rows + self.dropped
        return {
            "end": end,
            "asked": self.asked,
            "written": made,
            "kept": self.rows,
            "dropped": self.dropped,
            "reasons": dict(_most(self.by_reason())),
            "lanes": {
                lane: {
                    "asked": self.quotas.get(lane, 0),
                    "kept": self.kept[lane],
                    "dropped": dict(_most(self.by_reason(lane))),
                    "unfilled": self.spares[lane],
                }
                for lane in sorted({*self.quotas, *self.kept, *(of for of, _ in self.reasons)})
            },
            "cpu_seconds": {stage: round(spent, 3) for stage, spent in self.seconds.items()},
            "seconds": round(total, 3),
            "rows_per_second": round(self.rows / total, 1) if total else 0.0,
            "peak_rss_mb": {"main": _peak(resource.RUSAGE_SELF), "worker": _workers_peak()},
            "workers": workers,
        }


def _most(counts: Counter[str], n: int | None = None) -> list[tuple[str, int]]:
    """The most frequent first, ties by name, so that equal counts read equally."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:n]


def _peak(who: int) -> int:
    """Peak resident memory in MB; Linux counts kilobytes, macOS bytes."""
    return resource.getrusage(who).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _workers_peak() -> int:
    return _peak(resource.RUSAGE_CHILDREN)
