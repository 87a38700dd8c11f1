"""`studio tools`: what was read from schemas, what was left out, and what to mend."""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from studio.cli._progress import Bar

if TYPE_CHECKING:
    from rich.console import Console

    from studio.record import Json, Tool
    from studio.schemas import Loaded
    from studio.schemas.lint import Finding


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command()(tools)


def tools(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH...", help="Schema files or folders of them."),
    ] = None,
    mcp: Annotated[
        list[str] | None,
        typer.Option(metavar="COMMAND|URL", help="MCP server to read; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
    lint: Annotated[bool, typer.Option(help="Say what to mend in the schemas.")] = True,
    family: Annotated[
        str | None, typer.Option(help="Only the tools of this API family.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Rows of each table.")] = 20,
    show: Annotated[
        str | None, typer.Option(metavar="NAME", help="Print one tool whole, as JSON.")
    ] = None,
    cache: Annotated[bool, typer.Option(help="Use tools kept from earlier runs.")] = True,
) -> None:
    """Show the tools that schemas define, by source, with advice."""
    from studio.config import build
    from studio.schemas import load_tools
    from studio.schemas.lint import findings
    from studio.schemas.live import live_items

    if not paths and not mcp:
        raise typer.BadParameter("give a file or folder of schemas, or --mcp")
    live = live_items(build({"n": 1, "schemas": ()}, {"mcp": mcp}).access()) if mcp else []
    with Bar("read schemas", "files", quiet=as_json or show is not None) as bar:
        loaded = load_tools(
            paths or [], cache=... if cache else None, progress=bar.update, live=live
        )
    chosen = _chosen(loaded, family)
    if show is not None:
        print(json.dumps(_whole(chosen, show), indent=2, ensure_ascii=False))
        return
    found = findings(chosen) if lint else []
    if as_json:
        print(json.dumps(_summary(loaded, chosen, found, lint), ensure_ascii=False))
    else:
        _report(loaded, chosen, found, limit if limit else sys.maxsize, lint)


def _chosen(loaded: "Loaded", family: str | None) -> "Sequence[Tool]":
    from studio.errors import UnknownPart

    if family is None:
        return loaded.tools
    chosen = [tool for tool in loaded.tools if tool.origin.family == family]
    if not chosen:
        families = sorted({tool.origin.family for tool in loaded.tools})
        raise UnknownPart("API family", family, families[:50])
    return chosen


def _whole(chosen: "Sequence[Tool]", name: str) -> "Json":
    """The tool of that name or id, or the list of them when there are several."""
    from studio.errors import UnknownPart

    named = [tool.model_dump() for tool in chosen if name in (tool.name, tool.id)]
    if not named:
        raise UnknownPart("tool", name, _nearest(name, chosen))
    return named[0] if len(named) == 1 else named


def _nearest(name: str, chosen: "Sequence[Tool]") -> list[str]:
    from difflib import get_close_matches

    names = sorted({tool.name for tool in chosen})
    return get_close_matches(name, names, n=5, cutoff=0.4) or names[:10]


def _summary(
    loaded: "Loaded", chosen: "Sequence[Tool]", found: "list[Finding]", lint: bool
) -> "Json":
    from dataclasses import asdict

    summary: dict[str, Json] = {
        "tools": [
            {
                "id": tool.id,
                "name": tool.name,
                "family": tool.origin.family,
                "format": tool.origin.format,
                "source": tool.origin.source,
                "pointer": tool.origin.pointer,
                "parameters": len(tool.parameters.get("properties", {})),
                "returns": tool.returns is not None,
            }
            for tool in chosen
        ],
        "sources": [asdict(source) for source in loaded.sources],
        "skipped": [asdict(item) for item in loaded.skipped],
        "counts": {
            "tools": len(chosen),
            "families": len({tool.origin.family for tool in chosen}),
            "skipped": dict(Counter(item.reason for item in loaded.skipped).most_common()),
        },
    }
    if lint:
        summary["findings"] = [asdict(finding) for finding in found]
        summary["counts"]["findings"] = dict(Counter(item.code for item in found).most_common())
    return summary


def _report(
    loaded: "Loaded", chosen: "Sequence[Tool]", found: "list[Finding]", limit: int, lint: bool
) -> None:
    from rich.console import Console

    width = None if sys.stdout.isatty() else 160
    console = Console(width=width, soft_wrap=True, highlight=False, markup=False)
    _sources(console, loaded, limit)
    families = len({tool.origin.family for tool in chosen})
    used = sum(1 for source in loaded.sources if source.tools)
    console.print(
        f"{len(chosen):,} tools of {families:,} API families in {used:,} of "
        f"{len(loaded.sources):,} files; {len(loaded.skipped):,} definitions left out"
    )
    _skipped(console, loaded, limit)
    if lint:
        _findings(console, found, limit)


def _sources(console: "Console", loaded: "Loaded", limit: int) -> None:
    from rich.table import Table

    reasons: dict[str, Counter[str]] = {}
    for item in loaded.skipped:
        reasons.setdefault(item.source, Counter())[item.reason] += 1
    table = Table(box=None, pad_edge=False)
    table.add_column("file", overflow="fold")
    table.add_column("format")
    for column in ("tools", "skipped"):
        table.add_column(column, justify="right")
    table.add_column("why")
    ranked = sorted(loaded.sources, key=lambda source: -source.tools)[:limit]
    for source in ranked:
        why = reasons.get(source.shown, Counter()).most_common(3)
        table.add_row(
            source.shown,
            source.format or "unknown",
            f"{source.tools:,}",
            f"{source.skipped:,}",
            ", ".join(f"{count:,} {reason}" for reason, count in why),
        )
    console.print(table)
    if len(loaded.sources) > len(ranked):
        console.print(f"… and {len(loaded.sources) - len(ranked):,} more files (--limit 0)")
    console.print()


def _skipped(console: "Console", loaded: "Loaded", limit: int) -> None:
    """Each reason with its count and its first case."""
    counts = Counter(item.reason for item in loaded.skipped)
    if counts:
        console.print("\nleft out")
    for reason, count in counts.most_common(limit):
        first = next(item for item in loaded.skipped if item.reason == reason)
        place = f"{first.source}#{first.pointer}" if first.pointer else first.source
        detail = f": {first.detail}" if first.detail else ""
        console.print(f"  {count:>7,}  {reason}  ({place}{detail})")


def _findings(console: "Console", found: "list[Finding]", limit: int) -> None:
    """Each kind of finding with its count and its first cases."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        groups.setdefault(finding.code, []).append(finding)
    console.print("\nto mend" if found else "\nnothing to mend")
    for code, group in sorted(groups.items(), key=lambda item: -len(item[1]))[:limit]:
        console.print(f"  {len(group):>7,}  {code}")
        for finding in group[:3]:
            console.print(f"           {finding.name}: {finding.detail}")
