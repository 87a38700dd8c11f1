"""`studio generate` end to end, as a user runs it: how long, how much memory, where the time goes,
whether it grows with the rows or with the tools."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.command import ROOT, Took, python, studio
from benchmarks.scale import Scale, Table

APIS = ROOT / "apis"
SIZES = {
    Scale.QUICK: (500, 1000),
    Scale.FULL: (5000, 20_000, 80_000),
    Scale.LONG: (5000, 20_000, 80_000, 1_000_000),
}
LOAD = (
    "import sys; from pathlib import Path; from time import perf_counter as now\n"
    "from studio.schemas import load_tools\n"
    "started = now(); loaded = load_tools([Path(sys.argv[1])])\n"
    "print(len(loaded.tools), now() - started)"
)


@dataclass(frozen=True, slots=True)
class Made:
    """One run: what it took from outside, and what it counted itself."""

    took: Took
    stats: dict[str, Any]

    @property
    def rows(self) -> int:
        """Kept rows."""
        return int(self.stats["kept"])

    def milliseconds(self, stage: str) -> float:
        """Processor time of a stage for each kept row."""
        return float(self.stats["cpu_seconds"].get(stage, 0.0)) * 1e3 / self.rows


def run(scale: Scale) -> Iterator[Table]:
    """Sizes, then stages, then tools, then loading."""
    runs = [_made(APIS, n) for n in SIZES[scale]]
    yield _sizes(runs)
    yield _stages(runs[-1])
    yield from _tools(scale)


def _made(schemas: Path, n: int) -> Made:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        took = studio("generate", "--schemas", schemas, "--n", n, "--out", out, "--json")
    return Made(took, json.loads(took.output))


def _sizes(runs: list[Made]) -> Table:
    first = runs[0].took.wall / runs[0].rows
    return Table(
        f"`studio generate --schemas apis/`, {runs[0].stats['tools']} tools, whole command",
        ("rows", "seconds", "rows/s", "s a row, ratio", "CPU s", "peak MB", "dropped", "workers"),
        [
            (
                f"{made.rows:,}",
                f"{made.took.wall:.1f}",
                f"{made.rows / made.took.wall:,.0f}",
                f"{made.took.wall / made.rows / first:.2f}",
                f"{made.took.cpu:.1f}",
                f"{made.took.peak / 1e6:,.0f}",
                f"{made.stats['dropped'] / made.stats['written']:.1%}",
                str(made.stats["workers"]),
            )
            for made in runs
        ],
        "Memory is summed over all processes. The ratio is 1 where time is linear in the rows.",
    )


def _stages(made: Made) -> Table:
    spent = made.stats["cpu_seconds"]
    total = sum(spent.values())
    return Table(
        f"Where the time goes at {made.rows:,} rows",
        ("stage", "CPU s", "ms a kept row", "share"),
        [
            (stage, f"{seconds:.1f}", f"{made.milliseconds(stage):.3f}", f"{seconds / total:.0%}")
            for stage, seconds in spent.items()
        ],
        "`filter and write` and `prepare` run in the main process, the others in workers.",
    )


def _tools(scale: Scale) -> Iterator[Table]:
    """The cost of a row with few tools and with many, and what it costs to load them."""
    place = find_spec("googleapiclient")
    if place is None or place.origin is None:
        raise SystemExit("this benchmark reads Google's documents: pip install '.[test]'")
    documents = Path(place.origin).parent / "discovery_cache" / "documents"
    n = scale.pick(300, 20_000)
    runs = [_made(APIS, n), _made(documents, n)]
    stages = ("plan", "write", "assemble", "check", "features", "encode")
    yield Table(
        f"The same {n:,} rows with few tools and with many: ms of CPU a kept row",
        ("tools", *stages, "all of these", "dropped"),
        [
            (
                f"{made.stats['tools']:,}",
                *(f"{made.milliseconds(stage):.3f}" for stage in stages),
                f"{sum(map(made.milliseconds, stages)):.2f}",
                f"{made.stats['dropped'] / made.stats['written']:.1%}",
            )
            for made in runs
        ],
        "Time that a tool costs when it is first used (its schema compiled, its words worked out) "
        "is in these figures, so it weighs more the fewer rows there are for each tool.",
    )
    with tempfile.TemporaryDirectory() as cache:
        cold = _loaded(documents, cache)
        cached = _loaded(documents, cache)
    yield Table(
        f"Reading {cold[0]:,} tools from {len(list(documents.glob('*.json')))} documents",
        ("", "seconds", "peak MB"),
        [
            ("first time", f"{cold[1]:.1f}", f"{cold[2] / 1e6:,.0f}"),
            ("cached", f"{cached[1]:.1f}", f"{cached[2] / 1e6:,.0f}"),
        ],
    )


def _loaded(documents: Path, cache: str) -> tuple[int, float, int]:
    """Tools, seconds and peak memory of reading a folder, with this folder as cache."""
    took = python("-c", LOAD, documents, env={"XDG_CACHE_HOME": cache})
    tools, seconds = took.output.split()
    return int(tools), float(seconds), took.peak
