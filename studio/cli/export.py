"""`studio export`: a run as a file to train on, read back and compared before it is announced."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from studio.exporting import Exported
    from studio.run import Run


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(export)


def export(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="A run directory.")],
    out: Annotated[Path, typer.Option(help="Folder to write train.jsonl into.")],
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="How rows look: openai, llmcompiler.")
    ] = ("openai"),
    overwrite: Annotated[bool, typer.Option(help="Replace the export in --out.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Write a run for training and read every row back to prove it."""
    from dataclasses import asdict

    from studio.export import formats
    from studio.exporting import DATA
    from studio.exporting import export as write
    from studio.run import Run

    chosen = formats()[form]
    source = Run(run)
    with _progress(source, quiet=as_json) as progress:
        exported = write(source, chosen, out, overwrite=overwrite, progress=progress)
    if as_json:
        import msgspec

        print(msgspec.json.encode({"path": str(out / DATA), **asdict(exported)}).decode())
    else:
        _report(exported, out / DATA)


@contextmanager
def _progress(run: "Run", quiet: bool) -> Iterator[Callable[[int, str], None] | None]:
    """A bar over writing and reading back, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        total = int(run.config["n"])
        tasks = {what: bar.add_task(what, total=total) for what in ("write", "read back")}
        yield lambda done, what: bar.update(tasks[what], completed=done)


def _report(exported: "Exported", path: Path) -> None:
    if not exported.complete:
        print(
            f"the run has not ended: exported the {exported.rows:,} rows that are sealed of "
            f"{exported.asked:,}"
        )
    elif exported.rows < exported.asked:
        print(f"the run ended with {exported.rows:,} of {exported.asked:,} rows")
    print(
        f"{exported.rows:,} rows ({exported.masked:,} with masked names), {exported.calls:,} "
        f"calls, {exported.tools:,} tools in {exported.format} form: {path} "
        f"({exported.bytes / 1e6:,.1f} MB)"
    )
    for what, times in exported.left_out.items():
        print(f"left out: {times:,} {what.replace('_', ' ')}")
    print("every line was read back and equals the run's")
    print(f"sha256 {exported.sha256}")
