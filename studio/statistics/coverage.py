"""What of the tools a run exercises: tools by scenario, optional parameters, enum values.

Evenness is the entropy of the counts over its maximum, the logarithm of their number: 1 when all
are equal, 0 when one has everything (normalised entropy; Pielou 1966 calls it evenness). What is
never called counts as 0.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from statistics import median

from studio.masking import unmask_arguments
from studio.places import Place, places
from studio.record import Tool
from studio.rows import LabelledRow

_ENOUGH = 5
"""Uses for each value of an enum from which on its evenness means something."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each tool was called."""

    least: int
    median: float
    most: int
    never: int
    """Tools not called at all."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is exercised. Names are examples, as many as asked for, in the order of the tools."""

    tools: int
    called: Spread
    by_scenario: dict[str, Spread]
    """Scenarios with calls only."""
    never_called: tuple[str, ...]
    never_offered: int
    families: int
    evenness_tools: float
    evenness_families: float
    optional: int
    """Optional parameters, nested ones too, of the tools that are called."""
    optional_unused: int
    optional_unused_names: tuple[str, ...]
    enum_values: int
    """Values of the enums of those tools."""
    enum_unused: int
    enum_unused_names: tuple[str, ...]
    evenness_enums: float | None
    """Mean over the enums with at least five uses a value; None when there is none."""


@dataclass(frozen=True, slots=True)
class ToolUse:
    """How a tool is exercised: a row of the table tool × scenario."""

    tool: str
    family: str
    calls: int
    by_scenario: dict[str, int]
    """Calls; scenarios in which it is never called are left out."""


@dataclass(frozen=True, slots=True)
class EnumUse:
    """How the choices of a parameter are exercised: a row of the table parameter × value."""

    tool: str
    parameter: str
    """Names with dots between, `[]` for the items of a list."""
    values: dict[str, int]
    """Uses by value, as JSON text; never used ones too."""


def evenness(counts: Iterable[int]) -> float:
    """Normalised entropy of counts, from 0 to 1; 1 for fewer than two, which cannot be uneven."""
    numbers = list(counts)
    total = sum(numbers)
    if len(numbers) < 2 or not total:
        return 1.0
    entropy = -sum(number / total * log(number / total) for number in numbers if number)
    return entropy / log(len(numbers))


class Exercise:
    """Counts what the calls of a run exercise, row by row. `table` holds its tools by id."""

    def __init__(self, table: Mapping[str, Tool]) -> None:
        self._table = table
        self._calls: Counter[tuple[str, str]] = Counter()
        self._offered: set[str] = set()
        self._places: dict[str, Place] = {}

    def add(self, row: LabelledRow) -> None:
        """The next row. A call of a tool that is not offered counts for nothing."""
        self._offered.update(row.tools)
        calls = [call for message in row.messages for call in message.tool_calls]
        if not calls:
            return
        names = {}
        for key in row.tools:
            mask = row.masks.get(key)
            if mask is not None:
                names[mask.name] = key
            elif key in self._table:
                names[self._table[key].name] = key
        for call in calls:
            tool = names.get(call.name)
            if tool is None or tool not in self._table:
                continue
            self._calls[tool, row.scenario] += 1
            mask = row.masks.get(tool)
            arguments = unmask_arguments(call.arguments, mask.record()) if mask else call.arguments
            self._of(tool).count(arguments)

    def _of(self, tool: str) -> Place:
        if tool not in self._places:
            self._places[tool] = places(self._table[tool].parameters)
        return self._places[tool]

    def result(self, top: int) -> Coverage:
        """What was counted; `top` bounds each list of names."""
        by_tool = dict.fromkeys(self._table, 0)
        by_family = dict.fromkeys((tool.origin.family for tool in self._table.values()), 0)
        for (tool, _), number in self._calls.items():
            by_tool[tool] += number
            by_family[self._table[tool].origin.family] += number
        scenarios = sorted({scenario for _, scenario in self._calls})
        unused, optional = self._optional()
        missing, values, enums = self._enums()
        never = [self._table[key].name for key, number in by_tool.items() if not number]
        return Coverage(
            tools=len(self._table),
            called=_spread(by_tool.values()),
            by_scenario={
                name: _spread([self._calls[tool, name] for tool in self._table])
                for name in scenarios
            },
            never_called=tuple(never[:top]),
            never_offered=len(self._table.keys() - self._offered),
            families=len(by_family),
            evenness_tools=evenness(by_tool.values()),
            evenness_families=evenness(by_family.values()),
            optional=optional,
            optional_unused=len(unused),
            optional_unused_names=tuple(unused[:top]),
            enum_values=values,
            enum_unused=len(missing),
            enum_unused_names=tuple(missing[:top]),
            evenness_enums=sum(enums) / len(enums) if enums else None,
        )

    def tool_table(self) -> list[ToolUse]:
        """Every tool of the run, in its order."""
        found: dict[str, dict[str, int]] = {key: {} for key in self._table}
        for (key, scenario), number in sorted(self._calls.items()):
            found[key][scenario] = number
        return [
            ToolUse(tool.name, tool.origin.family, sum(found[key].values()), found[key])
            for key, tool in self._table.items()
        ]

    def enum_table(self) -> list[EnumUse]:
        """Every parameter with choices of the tools that are called."""
        return [
            EnumUse(name, place.path, {value.decode(): n for value, n in place.values.items()})
            for name, place in self._called()
            if place.values
        ]

    def _called(self) -> list[tuple[str, Place]]:
        """Every place of the called tools with the name of its tool, in the order of the tools."""
        return [
            (tool.name, place)
            for key, tool in self._table.items()
            if key in self._places
            for place in self._places[key].walk()
        ]

    def _optional(self) -> tuple[list[str], int]:
        """The optional parameters never given, and how many there are."""
        optional = [(name, place) for name, place in self._called() if place.optional]
        return [f"{name}.{place.path}" for name, place in optional if not place.used], len(optional)

    def _enums(self) -> tuple[list[str], int, list[float]]:
        """The enum values never given, how many there are, and the evenness of each enum."""
        unused: list[str] = []
        values = 0
        even = []
        for name, place in self._called():
            values += len(place.values)
            unused += [
                f"{name}.{place.path}={value.decode()}"
                for value, number in place.values.items()
                if not number
            ]
            if sum(place.values.values()) >= _ENOUGH * len(place.values) > _ENOUGH:
                even.append(evenness(place.values.values()))
        return unused, values, even


def _spread(numbers: Iterable[int]) -> Spread:
    counts = list(numbers)
    if not counts:
        return Spread(0, 0, 0, 0)
    return Spread(min(counts), median(counts), max(counts), counts.count(0))
