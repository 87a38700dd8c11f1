"""Kept and dropped rows of a run in a light form, for what reads all of them: reports and exports.

The same fields as `studio.record`, as msgspec structs that decode several times faster and hold
only what is used; nothing is validated beyond shape and type. Integers of any size and floats
arrive exactly. The values that the rest of the studio works with are `studio.record`.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec

from studio.errors import RunDamaged
from studio.record import Json, Mask, Tool
from studio.run import DROPPED, SAMPLES, TOOLS, Run


class RowMask(msgspec.Struct, frozen=True):
    """`studio.record.Mask`."""

    name: str
    parameters: dict[str, str]

    def record(self) -> Mask:
        """The same as the record."""
        return Mask.model_construct(name=self.name, parameters=self.parameters)


class RowCall(msgspec.Struct, frozen=True):
    """`studio.record.ToolCall`."""

    id: str
    name: str
    arguments: dict[str, Json]


class RowMessage(msgspec.Struct, frozen=True):
    """A message of any role; fields of other roles stay empty."""

    role: str
    content: str | None = None
    tool_calls: tuple[RowCall, ...] = ()
    tool_call_id: str = ""
    name: str = ""
    thought: str | None = None
    error: str = ""
    trained: bool = True
    """Whether a model should learn to say it: False for what is only there as the past."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What a kept sample shows: its dialogue and tools, without the label."""

    id: str
    index: int
    tools: tuple[str, ...]
    messages: tuple[RowMessage, ...]
    masks: dict[str, RowMask] = {}
    arrivals: dict[str, int] = {}


class RowSpan(msgspec.Struct, frozen=True):
    """The place of a `studio.record.Grounding`."""

    source: str
    message: int = -1
    start: int = 0
    end: int = 0
    path: str = ""
    pointer: str = ""


class RowExpectedCall(msgspec.Struct, frozen=True):
    """The grounding of a `studio.record.ExpectedCall`; its call is among the messages."""

    grounding: tuple[RowSpan, ...] = ()
    after: tuple[int, ...] = ()


class RowExpected(msgspec.Struct, frozen=True):
    """`studio.record.Expected`."""

    message: int
    behaviour: str
    calls: tuple[RowExpectedCall, ...] = ()


class LabelledRow(Row, frozen=True, kw_only=True):
    """What a kept sample shows, with what is counted of its label."""

    scenario: str
    language: str = "en"
    expected: tuple[RowExpected, ...] = ()


class DroppedRow(msgspec.Struct, frozen=True):
    """Why a candidate was dropped."""

    lane: str
    reason: str


R = TypeVar("R", Row, LabelledRow, DroppedRow)


def rows(run: Run) -> Iterator[Row]:
    """The kept rows without their labels, in index order. Raises RunDamaged."""
    return _decoded(run, SAMPLES, msgspec.json.Decoder(Row).decode)


def labelled_rows(run: Run) -> Iterator[LabelledRow]:
    """The kept rows in index order. Raises RunDamaged."""
    return _decoded(run, SAMPLES, msgspec.json.Decoder(LabelledRow).decode)


def dropped_rows(run: Run) -> Iterator[DroppedRow]:
    """The dropped candidates in the order they were tried. Raises RunDamaged."""
    return _decoded(run, DROPPED, msgspec.json.Decoder(DroppedRow).decode)


def _decoded(run: Run, kind: str, decode: Callable[[bytes], R]) -> Iterator[R]:
    for place, line in run.lines(kind):
        try:
            row = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise RunDamaged(
                f"{run.path / place}: not a row as it was written ({problem}): make the run again "
                "with --overwrite"
            ) from None
        yield row


def tool_table(run: Run) -> dict[str, Tool]:
    """The tools of a run by id."""
    return {tool.id: tool for tool in run.tools()}


def missing_tool(run: Run, row: Row, tool: str) -> RunDamaged:
    """The error for a row that offers a tool the run does not hold."""
    return RunDamaged(
        f"{run.path}: row {row.index} offers {tool!r}, which is not in {TOOLS}: make the run again "
        "with --overwrite"
    )
