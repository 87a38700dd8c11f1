"""Rows and columns as a table, where a result is one: what queries of databases return."""

from collections.abc import Mapping
from random import Random

from generators.language.reports.composing import capital
from generators.language.reports.fields import counted
from generators.language.saying import Unsayable
from studio.record import Json

_WIDEST = 6
_LONGEST = 8
"""Rows that are shown."""
_CELL = 60


def is_table(value: Json) -> bool:
    """Whether a result has columns and rows."""
    return (
        isinstance(value, dict)
        and isinstance(value.get("columns"), list)
        and isinstance(value.get("rows"), list)
        and all(isinstance(row, list) for row in value["rows"])
    )


def table(value: Mapping[str, Json], rng: Random) -> str:
    """The rows in words, as a table where there are several. Raises Unsayable."""
    columns, rows = value["columns"], value["rows"]
    stated = value.get("row_count")
    total = stated if isinstance(stated, int) and stated >= len(rows) else len(rows)
    if not rows:
        return rng.choice(_NOTHING)
    if len(columns) > _WIDEST or any(len(row) != len(columns) for row in rows):
        raise Unsayable("a table that is too wide or not regular")
    shown = [[_cell(cell) for cell in row] for row in rows[:_LONGEST]]
    if len(rows) == total == 1 and len(columns) == 1:
        return rng.choice(("The result is {v}.", "That gives {v}.", "{v}.")).format(v=shown[0][0])
    head = capital(rng.choice(_HEADS).format(rows=counted(total, "row")))
    if len(rows) == total == 1:
        pairs = zip(columns, shown[0], strict=True)
        return f"{head}: " + ", ".join(f"{name} {cell}" for name, cell in pairs) + "."
    lines = [_line(columns), _line(["---"] * len(columns)), *map(_line, shown)]
    left = total - len(shown)
    rest = f"\n\n{left} more {'row is' if left == 1 else 'rows are'} not shown." if left else ""
    return f"{head}:\n\n" + "\n".join(lines) + rest


_HEADS = (
    "{rows}",
    "the query returned {rows}",
    "I got {rows}",
    "that gives {rows}",
    "found {rows}",
)
_NOTHING = (
    "The query returned no rows.", "There are no rows for that.", "No rows match.",
    "That gives no rows.", "I found no rows.",
)  # fmt: skip


def _cell(cell: Json) -> str:
    if cell is None:
        return "–"
    if not isinstance(cell, str | int | float) or len(str(cell)) > _CELL or "\n" in str(cell):
        raise Unsayable("a cell that no table can carry")
    return str(cell).replace("|", "/")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
