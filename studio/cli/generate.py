"""`studio generate`: schemas in, exactly N checked dialogues out."""

import shlex
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from studio.cli._progress import Bar

if TYPE_CHECKING:
    from studio.config import RunConfig
    from studio.pipeline import Report
    from studio.schemas import Loaded


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(generate)


def generate(
    schemas: Annotated[
        list[Path] | None, typer.Option(help="File or folder of API schemas; may be repeated.")
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="[MORE SCHEMAS]", hidden=True)
    ] = None,
    n: Annotated[int | None, typer.Option("--n", help="Rows to keep, exactly.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Run directory. [default: runs/<first schema>]")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="Same seed, same rows. [default: 0]", show_default=False)
    ] = None,
    mix: Annotated[
        str | None,
        typer.Option(help="Percent by scenario: single=60,parallel=40. [default: their own]"),
    ] = None,
    mask: Annotated[
        float | None, typer.Option(help="Share of rows with masked names. [default: 0.33]")
    ] = None,
    offered: Annotated[
        str | None, typer.Option(help="Tools offered, least-most. [default: 1-20]")
    ] = None,
    turns: Annotated[
        str | None, typer.Option(help="User turns, where several. [default: 2-6]")
    ] = None,
    calls: Annotated[
        str | None, typer.Option(help="Calls that depend on each other. [default: 2-6]")
    ] = None,
    mcp: Annotated[
        list[str] | None,
        typer.Option(metavar="COMMAND|URL", help="MCP server to read and call; may be repeated."),
    ] = None,
    http: Annotated[
        str | None,
        typer.Option(metavar="BASE_URL", help="Call the operations of OpenAPI files there."),
    ] = None,
    http_method: Annotated[
        list[str] | None,
        typer.Option(help="HTTP method that may be used; may be repeated. [default: GET]"),
    ] = None,
    python: Annotated[
        bool | None,
        typer.Option(help="Execute the functions of Python files. [default: yes, in a sandbox]"),
    ] = None,
    teacher: Annotated[
        str | None, typer.Option(help="Who puts plans into words. [default: offline]")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes. [default: one for each core]")
    ] = None,
    engine: Annotated[str | None, typer.Option(help="Where they run. [default: local]")] = None,
    config: Annotated[Path | None, typer.Option(help="TOML file of these settings.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue the run in --out.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the run in --out.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Forecast time and size; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
) -> None:
    """Turn API schemas into N tool-calling dialogues, every call checked."""
    from studio.run.writer import refuse

    paths = [*(schemas or []), *(more or [])]
    flags = {
        "schemas": [str(path) for path in paths] or None,
        "n": n,
        "out": str(out) if out else None,
        "seed": seed,
        "mix": mix,
        "mask": mask,
        "offered": offered,
        "turns": turns,
        "calls": calls,
        "mcp": mcp or None,
        "http": http,
        "http_methods": http_method or None,
        "python": python,
        "teacher": teacher,
        "workers": workers,
        "engine": engine,
    }
    given = {key: value for key, value in flags.items() if value is not None}
    settings = _settings(given, config, resume, overwrite)
    if not dry_run:
        refuse(settings.folder, resume=resume, overwrite=overwrite)
    try:
        with _Interrupt() as interrupt:
            loaded = _load(settings, interrupt, quiet=as_json)
            if dry_run:
                _forecast(settings, loaded, as_json)
            else:
                ways = {"resume": resume, "overwrite": overwrite}
                report = _run(settings, loaded, interrupt, quiet=as_json, **ways)
                if as_json:
                    _print_json(_summary(report, loaded))
                else:
                    _print_report(report, loaded)
    except KeyboardInterrupt:
        print(f"\ninterrupted: continue with  {_resume_command(settings)}", file=sys.stderr)
        raise typer.Exit(130) from None


def _settings(
    given: dict[str, Any], file: Path | None, resume: bool, overwrite: bool
) -> "RunConfig":
    """Flags over the TOML file over, on resume, what the run was started with."""
    from studio.config import build, default_workers, read_toml
    from studio.errors import ConfigError
    from studio.run import CONFIG, read_header

    chosen = (read_toml(file) if file else {}) | given
    started: dict[str, Any] = {}
    if resume and overwrite:
        raise ConfigError("--resume continues a run and --overwrite replaces it: give one of them")
    if resume:
        named = {"schemas", "mcp"} & chosen.keys()
        folder = chosen.get("out") or (named and str(build({"n": 1}, chosen).folder))
        if not folder:
            raise ConfigError("--resume needs the run to continue: give --out")
        if (Path(folder) / CONFIG).exists():
            started = read_header(Path(folder))["config"]
        elif not named or "n" not in chosen:
            raise ConfigError(
                f"{folder}: there is no run to continue: check --out, or start one with --schemas "
                "and --n"
            )
    return build({"workers": default_workers()}, started, chosen)


def _load(settings: "RunConfig", interrupt: "_Interrupt", quiet: bool) -> "Loaded":
    import gc

    from studio.schemas import load_tools
    from studio.schemas.live import live_items

    if settings.mcp and not quiet:
        count = len(settings.mcp)
        print(f"starting {count} MCP server{'s' if count > 1 else ''} …", file=sys.stderr)
    live = live_items(settings.access())
    with Bar("read schemas", "files", quiet) as bar:

        def progress(done: int, total: int) -> None:
            interrupt.check()
            bar.update(done, total)

        paths = [Path(path) for path in settings.schemas]
        loaded = load_tools(paths, progress=progress, live=live)
    # What was loaded stays: the collector need not walk thousands of schemas again and again.
    gc.collect()
    gc.freeze()
    return loaded


def _run(
    settings: "RunConfig",
    loaded: "Loaded",
    interrupt: "_Interrupt",
    *,
    resume: bool,
    overwrite: bool,
    quiet: bool,
) -> "Report":
    from studio.pipeline import generate as make

    with Bar("generate", "rows", quiet) as bar:

        def progress(kept: int, dropped: int) -> None:
            interrupt.check()
            bar.update(kept, settings.n, f"{dropped:,} dropped")

        return make(settings, loaded.tools, resume=resume, overwrite=overwrite, progress=progress)


def _resume_command(settings: "RunConfig") -> str:
    """What continues the run; its settings are in the run. Before there is one: the same again."""
    from studio.run import CONFIG

    if (settings.folder / CONFIG).exists():
        return shlex.join(["studio", "generate", "--resume", "--out", str(settings.folder)])
    words = [word for word in sys.argv[1:] if word not in ("--overwrite", "--resume")]
    return shlex.join(["studio", *words, "--resume"])


def _summary(report: "Report", loaded: "Loaded") -> dict[str, Any]:
    return {
        "run": str(report.path),
        "tools": len(loaded.tools),
        "skipped_definitions": len(loaded.skipped),
        "left_out": dict(report.left_out),
        "bytes": _size(report.path),
        **report.stats,
    }


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _print_json(value: dict[str, Any]) -> None:
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def _print_report(report: "Report", loaded: "Loaded") -> None:
    from rich.console import Console
    from rich.table import Table

    stats = report.stats
    table = Table("scenario", "kept", "share", "dropped")
    for column in table.columns[1:]:
        column.justify = "right"
    for lane, counts in stats["lanes"].items():
        dropped = sum(counts["dropped"].values())
        share = f"{counts['kept'] * 100 / stats['kept']:.2f} %"
        table.add_row(lane, f"{counts['kept']:,}", share, f"{dropped:,}")
    table.add_section()
    table.add_row("all", f"{stats['kept']:,}", "", f"{stats['dropped']:,}")
    console = Console(markup=False)
    console.print(table)
    for reason, number in stats["reasons"].items():
        console.print(f"dropped {reason}: {number:,}", highlight=False)
    for name, why in report.left_out.items():
        console.print(f"left out scenario {name}: {why}", highlight=False)
    for name, counts in stats["lanes"].items():
        if (short := counts["asked"] - counts["kept"]) > 0:
            console.print(
                f"scenario {name} gave out: others took {short:,} of its places", highlight=False
            )
    if loaded.skipped:
        console.print(_skipped(loaded), highlight=False, soft_wrap=True)
    console.print(
        f"{stats['kept']:,} rows over {_tools(loaded)} in {stats['seconds']:.1f} s "
        f"({stats['rows_per_second']:,.0f} rows/s), {_megabytes(_size(report.path))} "
        f"in {report.path}",
        highlight=False,
        soft_wrap=True,
    )
    folder = shlex.quote(str(report.path))
    console.print(f"next: studio stats {folder}", highlight=False, soft_wrap=True)


def _skipped(loaded: "Loaded") -> str:
    """How many definitions are no tools, why, and where to see which."""
    from collections import Counter

    counts = Counter(item.reason for item in loaded.skipped).most_common()
    why = ", ".join(f"{reason} {count:,}" for reason, count in counts)
    number = len(loaded.skipped)
    return (
        f"left out {number:,} definition{'s' * (number != 1)} of the schemas: {why} "
        "(studio tools says which)"
    )


def _forecast(settings: "RunConfig", loaded: "Loaded", as_json: bool) -> None:
    from studio.generation.forecast import forecast
    from studio.generation.plan import prepare
    from studio.stage import open_stage

    with open_stage(loaded.tools, settings.access()) as stage:
        plan = prepare(settings, loaded.tools, stage)
        expected = forecast(plan)
    if as_json:
        _print_json(
            {**asdict(expected), "mix": plan.schedule.counts, "left_out": plan.mix.left_out}
        )
        return
    print(f"would keep {expected.rows:,} rows over {_tools(loaded)}:")
    for lane, count in plan.schedule.counts.items():
        print(f"  {lane}: {count:,}")
    for name, why in plan.mix.left_out.items():
        print(f"  left out {name}: {why}")
    print(
        f"about {_duration(expected.seconds)} with {settings.workers} workers, "
        f"{_megabytes(expected.bytes)}; {expected.dropped:.2f} candidates dropped for each row "
        f"(from {expected.tried} places tried, nothing was written)"
    )
    if expected.unfilled:
        print(f"{expected.unfilled:.0%} of those places could not be filled")


def _tools(loaded: "Loaded") -> str:
    return f"{len(loaded.tools):,} tool{'s' * (len(loaded.tools) != 1)}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e5 else f"{size / 1e3:,.1f} kB"


def _duration(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


class _Interrupt:
    """Ctrl-C that cannot get lost. Python drops an exception that is raised while C code calls
    back (as the JSON writer does); so it is noted too, and raised again at the next step."""

    def __init__(self) -> None:
        self._noted = False

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._noted = True
        raise KeyboardInterrupt

    def check(self) -> None:
        if self._noted:
            raise KeyboardInterrupt

    def __exit__(self, *failure: object) -> None:
        signal.signal(signal.SIGINT, self._before)
