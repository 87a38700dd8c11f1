"""How much a benchmark measures, and the tables it gives. Nothing is measured here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Scale(Enum):
    """Quick proves that a benchmark works; full is what README.md holds; long adds the hour-long
    sizes."""

    QUICK = "quick"
    FULL = "full"
    LONG = "long"

    def pick(self, quick: int, full: int) -> int:
        """The size for this scale."""
        return quick if self is Scale.QUICK else full


@dataclass(frozen=True, slots=True)
class Table:
    """One result: what was measured, a row each for what was compared, and how to read it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def markdown(self) -> str:
        """The table in GitHub's Markdown; the first column flush left, the others right."""
        lines = [f"**{self.title}**", "", _line(self.columns)]
        lines.append(_line([":--", *["--:"] * (len(self.columns) - 1)]))
        lines += [_line(row) for row in self.rows]
        return "\n".join([*lines, "", self.note] if self.note else lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
