"""`studio stats`: what a run holds, what it exercises, how varied it is, which targets it meets."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from studio.run import Run
    from studio.statistics.coverage import Coverage, Spread
    from studio.statistics.diversity import Diversity, Frequent
    from studio.statistics.report import Counts, Report


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(stats)


def stats(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run directory.")],
    top: Annotated[int, typer.Option(min=0, help="Examples in each list.")] = 10,
    tables: Annotated[
        bool, typer.Option("--tables", help="Add calls by tool and scenario, uses by enum value.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Show counts, coverage of the tools, diversity of the requests and targets of a run."""
    from studio.run import Run
    from studio.statistics.report import report

    source = Run(run)
    with _progress(source, quiet=as_json) as progress:
        found = report(source, top=top, tables=tables, progress=progress)
    if as_json:
        import msgspec

        print(msgspec.json.encode(found.as_json()).decode())
    else:
        _show(found)


@contextmanager
def _progress(run: "Run", quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """A bar over the rows, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=int(run.config["n"]))
        yield lambda done: bar.update(task, completed=done)


def _show(found: "Report") -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 160
    console = Console(width=width, soft_wrap=True, highlight=False, markup=False)
    if not found.complete:
        console.print("the run has not ended: this is about the rows that are sealed\n")
    _counts(console, found.counts)
    _coverage(console, found.coverage)
    _tools(console, found)
    _enums(console, found)
    _diversity(console, found.diversity)
    _rows(
        console,
        ("target", "value", "limit", ""),
        [
            (target.name, _percent(target.value), _percent(target.limit), _verdict(target.ok))
            for target in found.targets
        ],
    )


def _verdict(ok: bool) -> str:
    return "ok" if ok else "missed"


def _counts(console: "Console", counts: "Counts") -> None:
    _rows(
        console,
        ("scenario", "wanted", "got", "kept", "dropped"),
        [
            (
                name,
                f"{lane.wanted:.2f} %",
                _percent(lane.kept / counts.kept),
                f"{lane.kept:,}",
                f"{lane.dropped:,}",
            )
            for name, lane in counts.lanes.items()
        ]
        + [("all", "", "", f"{counts.kept:,}", f"{counts.dropped:,}")],
    )
    written = counts.kept + counts.dropped
    if counts.reasons:
        _rows(
            console,
            ("dropped", "rows", "of all written"),
            [(why, f"{n:,}", _percent(n / written)) for why, n in counts.reasons.items()],
        )
    _pairs(
        console,
        {
            "tools called": f"{counts.tools_called:,} of {counts.tools:,}",
            "API families": f"{counts.families:,}",
            "rows with masked names": f"{counts.masked:,}, {_percent(counts.masked / counts.kept)}",
            "tools offered": _histogram(counts.offered, counts.kept),
            "user turns": _histogram(counts.flow.turns, counts.kept),
            "calls in a row": _histogram(counts.calls, counts.kept),
            "calls at once": _histogram(counts.flow.width, counts.kept),
            "calls in a chain": _histogram(counts.flow.depth, counts.kept),
            "rows with results": _percent(counts.flow.answered / counts.kept),
            "rows with an error": _percent(counts.flow.failed / counts.kept),
            "languages": ", ".join(f"{name} {n:,}" for name, n in counts.languages.items()),
            "behaviours": ", ".join(f"{name} {n:,}" for name, n in counts.behaviours.items()),
        },
    )


def _histogram(counts: "Mapping[int, int]", total: int) -> str:
    """Each value with its percent; more than six values in fives, but 0 and 1 alone."""
    step = 1 if len(counts) <= 6 else 5
    groups: dict[tuple[int, int], int] = {}
    for value, number in counts.items():
        first = value if value < 2 else (value - 2) // step * step + 2
        last = value if value < 2 else min(first + step - 1, max(counts))
        groups[first, last] = groups.get((first, last), 0) + number
    return ", ".join(
        f"{first if first == last else f'{first}–{last}'}: {_percent(number / total)}"
        for (first, last), number in groups.items()
    )


def _coverage(console: "Console", coverage: "Coverage") -> None:
    def cells(name: str, spread: "Spread") -> tuple[str, ...]:
        middle = f"{spread.median:g}"
        return (name, f"{spread.least:,}", middle, f"{spread.most:,}", f"{spread.never:,}")

    _rows(
        console,
        ("calls of a tool", "least", "median", "most", "tools never called"),
        [cells(name, spread) for name, spread in coverage.by_scenario.items()]
        + [cells("all", coverage.called)],
    )
    enums = "too few uses" if coverage.evenness_enums is None else f"{coverage.evenness_enums:.3f}"
    _pairs(
        console,
        {
            "evenness (1 is even)": f"tools {coverage.evenness_tools:.3f}, API families "
            f"{coverage.evenness_families:.3f}, enum values {enums}",
            "tools never called": _some(coverage.called.never, coverage.never_called),
            "tools never offered": f"{coverage.never_offered:,}",
            f"optional parameters never used of {coverage.optional:,}": _some(
                coverage.optional_unused, coverage.optional_unused_names
            ),
            f"enum values never used of {coverage.enum_values:,}": _some(
                coverage.enum_unused, coverage.enum_unused_names
            ),
        },
    )


def _tools(console: "Console", found: "Report") -> None:
    """Calls of each tool in each scenario."""
    if found.tools:
        scenarios = list(found.coverage.by_scenario)
        _rows(
            console,
            ("calls of", "API family", "all", *scenarios),
            [
                (
                    use.tool,
                    use.family,
                    f"{use.calls:,}",
                    *(f"{use.by_scenario.get(name, 0):,}" for name in scenarios),
                )
                for use in found.tools
            ],
        )


def _enums(console: "Console", found: "Report") -> None:
    """Uses of each value of each parameter with choices."""
    if found.enums:
        _rows(
            console,
            ("choices of", "parameter", "uses by value"),
            [
                (use.tool, use.parameter, ", ".join(f"{v} {n:,}" for v, n in use.values.items()))
                for use in found.enums
            ],
        )


def _diversity(console: "Console", found: "Diversity") -> None:
    lengths = found.lengths
    _pairs(
        console,
        {
            "requests": f"{found.requests:,} of {found.words:,} words",
            "words in a request": f"{lengths.least} to {lengths.most}, median {lengths.median}, "
            f"mean {lengths.mean:.1f}, 90 % from {lengths.fifth} to {lengths.ninety_fifth}",
            "distinct-1, -2, -3": f"{found.distinct_1:.4f}, {found.distinct_2:.4f}, "
            f"{found.distinct_3:.4f}",
            "distinct openings (3 words)": _percent(found.distinct_openings),
            "compression ratio (zlib 6)": f"{found.compression_ratio:.2f}",
            "with a raw parameter name": _percent(found.raw_names)
            + (f": {', '.join(found.raw_name_examples)}" if found.raw_name_examples else ""),
            "near-duplicates (Jaccard 0.8)": _percent(found.near_duplicates),
            "distinct templates": f"{found.templates:,}, the most frequent "
            f"{_percent(found.top_template)}",
        },
    )
    _frequent(console, "frequent opening", found.openings)
    _frequent(console, "frequent template", found.frequent_templates)


def _frequent(console: "Console", title: str, texts: "Sequence[Frequent]") -> None:
    if texts:
        _rows(
            console,
            ("", "rows", "share", title),
            [("", f"{item.count:,}", _percent(item.share), item.text) for item in texts],
        )


def _some(count: int, names: "Sequence[str]") -> str:
    if not count or not names:
        return f"{count:,}"
    more = ", …" if count > len(names) else ""
    return f"{count:,}: {', '.join(names)}{more}"


def _percent(share: float) -> str:
    """Two decimals; three where two would say nothing."""
    return f"{share * 100:.3f} %" if 0 < share < 0.001 else f"{share * 100:.2f} %"


def _rows(console: "Console", titles: "Sequence[str]", rows: "Sequence[Sequence[str]]") -> None:
    """A table; the first column and a last one of words are flush left."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for number, title in enumerate(titles):
        words = number == 0 or (number == len(titles) - 1 and "frequent" in title)
        table.add_column(title, justify="left" if words else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    console.print()


def _pairs(console: "Console", pairs: "Mapping[str, str]") -> None:
    """What is measured and its value, a line each."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in pairs.items():
        table.add_row(name, value)
    console.print(table)
    console.print()
