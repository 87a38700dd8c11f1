"""`studio check`: every call of a dataset or run checked, verdicts by reason and line."""

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli._progress import Bar

if TYPE_CHECKING:
    from studio.check import SampleCheck
    from studio.datasets.dialogues import Dialogue
    from studio.datasets.verdicts import Verdicts


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(check)


def check(
    data: Annotated[
        Path, typer.Argument(metavar="FILE|RUN", help="OpenAI messages as JSON lines, or a run.")
    ],
    checks: Annotated[
        str | None,
        typer.Option(help="Names with commas between: schema,grounding. [default: all]"),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Rows to read at most.")] = None,
    fail: Annotated[bool, typer.Option("--fail", help="Exit with 1 when a row failed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Check every row of a dataset and say what is wrong where."""
    from studio.datasets.dialogues import dialogues
    from studio.datasets.verdicts import DUPLICATE, count, judged

    chosen, duplicates, replayed = _chosen(checks, DUPLICATE)
    rows: Iterator[Dialogue] = islice(dialogues(data), limit)
    if not as_json:
        rows = _progress(rows, data)
    with _replay(data, replayed) as replay:
        ran = [*chosen, *replay]
        verdicts = count(judged(rows, ran, duplicates=duplicates), ran)
    if as_json:
        print(json.dumps(verdicts.as_json(), ensure_ascii=False))
    else:
        _table(verdicts, whole=data.is_dir())
    if data.is_dir():
        _verify(data)
    if fail and verdicts.failed:
        raise typer.Exit(1)


@contextmanager
def _replay(data: Path, wanted: bool) -> Iterator[list["SampleCheck"]]:
    """The check that executes the calls of a run again; none for a file, which does not say where
    its calls were executed."""
    from studio.replay import Replay
    from studio.run import Run

    if not wanted or not data.is_dir():
        yield []
        return
    with closing(Replay.of(Run(data))) as replay:
        yield [replay]


def _verify(run: Path) -> None:
    """Raise RunDamaged when the files of a run are not those that were sealed: rows that read well
    may still be other rows."""
    from studio.errors import RunDamaged
    from studio.run import Run

    if damage := Run(run).damage():
        more = f" (and {len(damage) - 1} more)" if len(damage) > 1 else ""
        raise RunDamaged(
            f"{damage[0]}{more}: restore it from a copy, or make the run again with --overwrite"
        )


def _chosen(names: str | None, duplicate: str) -> tuple[list["SampleCheck"], bool, bool]:
    """The checks to run, whether duplicates are looked for, and whether calls are replayed."""
    from studio.errors import UnknownPart
    from studio.registry import Registry
    from studio.replay import NAME as REPLAY

    registry: Registry[SampleCheck] = Registry("validators.checks", "check")
    if names is None:
        return list(registry), True, True
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    others = (duplicate, REPLAY)
    unknown = [name for name in wanted if name not in others and name not in registry.parts]
    if unknown or not wanted:
        raise UnknownPart("check", unknown[0] if unknown else "", [*registry.parts, *others])
    parts = [registry[name] for name in wanted if name not in others]
    return parts, duplicate in wanted, REPLAY in wanted


def _progress(rows: Iterator["Dialogue"], data: Path) -> Iterator["Dialogue"]:
    """The rows behind a bar over the bytes read."""
    from studio.datasets.dialogues import size

    total = size(data)
    with Bar("check", "bytes") as bar:
        for number, row in enumerate(rows):
            if number % 256 == 0:
                bar.update(row.offset, total)
            yield row


def _table(verdicts: "Verdicts", whole: bool) -> None:
    """Counts and reasons; `whole` places name their file, a run has many."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    # as wide as the terminal; in a file or pipe, wide enough to cut nothing short
    console = Console(width=None if sys.stdout.isatty() else 160)
    ran = ", ".join(verdicts.checks) or "none"
    console.print(
        f"{verdicts.rows:,} rows: {verdicts.passed:,} passed, {verdicts.failed:,} failed "
        f"({verdicts.unreadable:,} could not be read). Checks: {escape(ran)}.",
        highlight=False,
        soft_wrap=True,
    )
    if not verdicts.reasons:
        return
    table = Table(box=None, pad_edge=False)
    for title in ("check", "reason"):
        table.add_column(title, no_wrap=True)
    for title in ("rows", "faults"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("lines", overflow="fold")
    table.add_column("first", overflow="fold")
    for tally in verdicts.reasons:
        lines = tally.places if whole else [str(line) for line in tally.lines]
        more = [] if tally.rows <= len(lines) else ["…"]
        table.add_row(
            tally.check,
            tally.reason,
            f"{tally.rows:,}",
            f"{tally.faults:,}",
            ", ".join([*lines, *more]),
            escape(tally.example),
        )
    console.print(table)
