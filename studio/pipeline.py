"""The recipe of a dataset: the stages in order, from tools to exactly N sealed rows.

    tools ─► mix ─► for each place: plan ─► write ─► assemble ─► check ─► filter ─► seal
                    └──────────── workers ────────────────────┘   └─ main process ─┘

Row i depends on the seed, the settings and the tools alone: not on workers, chunks or on how often
the run was interrupted. What one candidate goes through is in `studio.generation.candidates`, what
happens to a place in `studio.generation.keeping`, what reaches the disk in `studio.run.writer`.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from studio.brief import Slot
from studio.config import RunConfig, header
from studio.engine import Engine
from studio.generation.candidates import Chunk, Parts, discover, open_worker
from studio.generation.keeping import Keeper
from studio.generation.plan import Plan, prepare
from studio.mix import Schedule
from studio.record import Tool
from studio.registry import Registry
from studio.run import TOOLS, Run
from studio.run.tally import Tally
from studio.run.writer import SHARD, RunWriter
from studio.stage import open_stage
from studio.storage import Disk

CHUNK = 64
"""Places handed to a worker at once."""
WORTH_A_WORKER = 2500
"""Places below which starting another process (seconds) takes longer than the work."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a finished run came to."""

    path: Path
    stats: Mapping[str, Any]
    """The content of its stats.json."""
    left_out: Mapping[str, str]
    """Scenarios of the default mix that these tools cannot yield, with why."""


def generate(
    config: RunConfig,
    tools: Sequence[Tool],
    *,
    parts: Callable[[RunConfig], Parts] = discover,
    resume: bool = False,
    overwrite: bool = False,
    progress: Callable[[int, int], None] = lambda kept, dropped: None,
    chunk: int = CHUNK,
    shard: int = SHARD,
    disk: Disk | None = None,
) -> Report:
    """Exactly `config.n` rows in the run directory, or Exhausted with those there are.

    `progress` hears how many rows are kept and dropped. `parts` must be picklable: workers call it
    too. Raises the errors of `studio.errors`; whatever was sealed is safe and `resume` goes on.
    """
    started, used = perf_counter(), process_time()
    table = b"".join(tool.model_dump_json().encode() + b"\n" for tool in tools)
    digest = {"count": len(tools), "sha256": sha256(table).hexdigest()}
    tally = Tally(config.n)
    with ExitStack() as opened:
        stage = opened.enter_context(open_stage(tools, config.access()))
        plan = prepare(config, tools, stage, parts)
        head = header(plan.config, tools=digest, parts={**plan.parts.described(), "shard": shard})
        ways = {"resume": resume, "overwrite": overwrite}
        writing = RunWriter(config.folder, head, table, **ways, shard=shard, disk=disk)
        writer = opened.enter_context(writing)
        keeper = Keeper(writer, plan, tally)
        keeper.restore()
        left = config.n - tally.rows
        workers = max(1, min(config.workers, left // WORTH_A_WORKER))
        tally.seconds["prepare"] = process_time() - used
        try:
            if writer.ended == "exhausted":
                raise keeper.exhausted()
            tasks = _tasks(plan.schedule, tally.rows, chunk)
            with closing(_made(plan, tasks, workers, parts)) as results:
                for made in results:
                    keeper.place(made)
                    progress(tally.rows, tally.dropped)
        finally:
            if writer.ended and left:
                writer.write_stats(tally.stats(writer.ended, perf_counter() - started, workers))
    return Report(config.folder, Run(config.folder).stats or {}, plan.mix.left_out)


def _tasks(schedule: Schedule, first: int, size: int) -> Iterator[list[Slot]]:
    """The places from `first` on, `size` at a time."""
    for start in range(first, len(schedule), size):
        stop = min(start + size, len(schedule))
        yield [schedule.slot(index) for index in range(start, stop)]


def _made(
    plan: Plan,
    tasks: Iterator[list[Slot]],
    workers: int,
    parts: Callable[[RunConfig], Parts],
) -> Generator[Chunk, None, None]:
    """Candidates for each task in order, from this process or from workers."""
    if workers == 1:
        yield from map(plan.maker().chunk, tasks)
        return
    engine = Registry[Engine]("studio.engine", "engine")[plan.config.engine]
    start = partial(open_worker, plan.config, parts, plan.config.folder / TOOLS)
    with closing(engine.map(start, tasks, workers)) as results:
        yield from results
