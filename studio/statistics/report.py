"""What is known of a run once all its rows were read: counts, coverage, diversity, targets.

One pass over the kept and one over the dropped rows. Hashes are remembered, never rows: about 1.2
kB for each request that is unlike all others, so a million of them take 1.3 GB. Showing it is the
command line's business.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from studio.errors import RunError
from studio.rows import LabelledRow, dropped_rows, labelled_rows, tool_table
from studio.run import Run
from studio.statistics.coverage import Coverage, EnumUse, Exercise, ToolUse
from studio.statistics.diversity import Diversity, Requests
from studio.statistics.flow import Flow, Flows

NEAR_DUPLICATE = "near_duplicate"
"""The reason by which near-duplicates are dropped while a run is made."""

TEMPLATE_LIMIT = 0.001
RAW_NAMES_LIMIT = 0.01
NEAR_DUPLICATES_LIMIT = 0.05

_EVERY = 1_024


@dataclass(frozen=True, slots=True)
class Lane:
    """One scenario of the mix: percent wanted, rows got."""

    wanted: float
    kept: int
    dropped: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a run by what can be counted."""

    asked: int
    kept: int
    dropped: int
    reasons: dict[str, int]
    """Dropped candidates by reason, most first."""
    lanes: dict[str, Lane]
    tools: int
    tools_called: int
    families: int
    masked: int
    """Rows that show tools under masked names."""
    offered: dict[int, int]
    """Rows by the number of tools they offer."""
    calls: dict[int, int]
    """Rows by the number of calls made in them."""
    behaviours: dict[str, int]
    """Assistant turns by what they should do."""
    languages: dict[str, int]
    """Rows by the language of the user."""
    flow: Flow


@dataclass(frozen=True, slots=True)
class Target:
    """A measure that should stay below a limit; both are shares."""

    name: str
    value: float
    limit: float
    ok: bool


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of a run."""

    run: str
    complete: bool
    """Whether the run has ended; an unfinished one is reported as far as it is sealed."""
    counts: Counts
    coverage: Coverage
    diversity: Diversity
    targets: tuple[Target, ...]
    tools: tuple[ToolUse, ...] = ()
    """The table tool × scenario, if asked for."""
    enums: tuple[EnumUse, ...] = ()
    """The table parameter × value, if asked for."""

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def report(
    run: Run,
    *,
    top: int = 10,
    tables: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Read the whole run. `top` bounds each list of examples; `tables` adds the long ones;
    `progress` is told the rows read.
    Raises RunError for a run without rows, RunDamaged for rows that are not as written."""
    if not run.shards():
        raise RunError(f"{run.path}: no sealed rows yet: nothing to report")
    table = tool_table(run)
    rows, exercise, requests = _Rows(), Exercise(table), Requests(table)
    for row in labelled_rows(run):
        rows.add(row)
        exercise.add(row)
        requests.add(row)
        if progress is not None and rows.kept % _EVERY == 0:
            progress(rows.kept)
    coverage, diversity = exercise.result(top), requests.result(top)
    reasons: Counter[str] = Counter()
    lanes: Counter[str] = Counter()
    for dropped in dropped_rows(run):
        reasons[dropped.reason] += 1
        lanes[dropped.lane] += 1
    counts = Counts(
        asked=int(run.config["n"]),
        kept=rows.kept,
        dropped=reasons.total(),
        reasons=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        lanes=_lanes(run.config["mix"], rows.scenarios, lanes),
        tools=coverage.tools,
        tools_called=coverage.tools - coverage.called.never,
        families=coverage.families,
        masked=rows.masked,
        offered=dict(sorted(rows.offered.items())),
        calls=dict(sorted(rows.calls.items())),
        behaviours=dict(sorted(rows.behaviours.items())),
        languages=dict(sorted(rows.languages.items())),
        flow=rows.flows.result(),
    )
    return Report(
        run=str(run.path),
        complete=run.stats is not None,
        counts=counts,
        coverage=coverage,
        diversity=diversity,
        targets=_targets(counts, diversity),
        tools=tuple(exercise.tool_table()) if tables else (),
        enums=tuple(exercise.enum_table()) if tables else (),
    )


class _Rows:
    """Counts kept rows."""

    def __init__(self) -> None:
        self.kept = self.masked = 0
        self.scenarios: Counter[str] = Counter()
        self.offered: Counter[int] = Counter()
        self.calls: Counter[int] = Counter()
        self.behaviours: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.flows = Flows()

    def add(self, row: LabelledRow) -> None:
        self.kept += 1
        self.masked += bool(row.masks)
        self.scenarios[row.scenario] += 1
        self.offered[len(row.tools)] += 1
        self.calls[sum(len(message.tool_calls) for message in row.messages)] += 1
        self.behaviours.update(turn.behaviour for turn in row.expected)
        self.languages[row.language] += 1
        self.flows.add(row)


def _lanes(
    wanted: Mapping[str, float], kept: Counter[str], dropped: Counter[str]
) -> dict[str, Lane]:
    names = sorted({*wanted, *kept, *dropped})
    return {name: Lane(wanted.get(name, 0.0), kept[name], dropped[name]) for name in names}


def _targets(counts: Counts, diversity: Diversity) -> tuple[Target, ...]:
    """Near-duplicates count over all candidates: those dropped for it and those that stayed."""
    near = counts.reasons.get(NEAR_DUPLICATE, 0)
    stayed = round(diversity.near_duplicates * diversity.requests)
    written = counts.kept + counts.dropped
    return (
        # one row of a small run is more than a thousandth of it: a template comes twice at least
        Target(
            "most frequent template",
            diversity.top_template,
            TEMPLATE_LIMIT,
            diversity.top_template <= TEMPLATE_LIMIT or not diversity.frequent_templates,
        ),
        _below("requests with a raw parameter name", diversity.raw_names, RAW_NAMES_LIMIT),
        _below("near-duplicates kept", diversity.near_duplicates, NEAR_DUPLICATES_LIMIT),
        _below("near-duplicates written", (near + stayed) / written, NEAR_DUPLICATES_LIMIT),
    )


def _below(name: str, value: float, limit: float) -> Target:
    return Target(name, value, limit, value < limit)
