"""What happens when one API family defines a name more than once.

    the same definition again, in any family   one stays, others are `duplicate`
    in rows of a dataset, which stand alone    the first stays, others are `name_taken`
    in files that are versions of one another  the newest stays, others are `older_version`
    in one file, or in files of one name       SchemaError naming both places
    in files of different names                both stay: they are parts of one large API

Two files are versions when their paths differ only in a date or a version: `ec2/2016-11-15/…`
and `ec2/2015-10-01/…`, `drive.v3.json` and `drive.v2.json`. A stable version is newer than any
preview, then the higher number counts. Equal names that stay, here and in different families, are
named by lint (`duplicate_name`).
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from studio.errors import SchemaError
from studio.record import Tool, ToolOrigin
from studio.source import Skipped

_VERSION = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    r"|[._-]?v\d+(?:[._]\d+)*(?:p\d+)*(?:(?:alpha|beta)\d*)?(?=[./_-]|\Z)"
    r"|(?:[._-]|(?<=/))(?:alpha|beta|preview)\d*(?=[./_-]|\Z)",
    re.IGNORECASE,
)


def settled(
    tools: Iterable[Tool], rows: frozenset[str], labels: Mapping[str, str]
) -> tuple[list[Tool], list[Skipped]]:
    """One tool for each name of a family, in the order read, and what was left out.

    `rows` holds the names of the sources that are rows of a dataset, `labels` how to name a
    source in messages.
    """
    kept: dict[tuple[str, ...], Tool] = {}
    first: dict[str, Tool] = {}
    skipped: list[Skipped] = []
    for tool in tools:
        key = tool.origin.family, tool.name, _unversioned(tool.origin.source).rpartition("/")[2]
        other = first.get(tool.id) or kept.get(key)
        if other is None:
            kept[key] = first[tool.id] = tool
            continue
        reason = _reason(tool, other, rows)
        if not reason:
            raise SchemaError(_conflict(tool, other, labels))
        winner, loser = other, tool
        if _are_versions(tool, other) and _version(tool) > _version(other):
            winner, loser = tool, other
            kept[key] = first[tool.id] = tool
        origin = loser.origin
        detail = f"{loser.name} is also at {_place(winner.origin, labels)}"
        skipped.append(Skipped(origin.source, origin.pointer, reason, detail))
    return list(kept.values()), skipped


def _reason(tool: Tool, other: Tool, rows: frozenset[str]) -> str:
    if tool.id == other.id:
        return "duplicate"
    if tool.origin.source in rows or other.origin.source in rows:
        return "name_taken"
    return "older_version" if _are_versions(tool, other) else ""


def _are_versions(tool: Tool, other: Tool) -> bool:
    """Whether the two come from files that are versions of one another."""
    one, another = tool.origin.source, other.origin.source
    return one != another and _unversioned(one) == _unversioned(another)


@lru_cache(maxsize=4096)
def _unversioned(source: str) -> str:
    """The path with `*` for dates and versions."""
    return _VERSION.sub("*", source)


def _version(tool: Tool) -> tuple[bool, list[int], str]:
    """Stable before preview, then by number, then by path."""
    source = tool.origin.source
    words = " ".join(_VERSION.findall(source)).lower()
    preview = any(word in words for word in ("alpha", "beta", "preview"))
    return not preview, [int(number) for number in re.findall(r"\d+", words)], source


def _place(origin: ToolOrigin, labels: Mapping[str, str]) -> str:
    name = labels.get(origin.source, origin.source)
    return f"{name}#{origin.pointer}" if origin.pointer else name


def _conflict(tool: Tool, other: Tool, labels: Mapping[str, str]) -> str:
    return (
        f"{_place(tool.origin, labels)}: a tool named {tool.name!r} is also at "
        f"{_place(other.origin, labels)}, with another definition, in the API family "
        f"{tool.origin.family!r}; rename one of the two, or give one of the files"
    )
