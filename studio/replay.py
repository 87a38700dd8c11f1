"""Replay: the calls of a dialogue executed again give the recorded results.

Only for environments that are repeatable and of the version that executed them at first; what was
executed by a live server is passed over. Nothing is compared for a call the dialogue ends with.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from studio.environment import Access
from studio.masking import unmask_arguments
from studio.record import (
    AssistantMessage,
    Check,
    Json,
    Mask,
    Sample,
    Tool,
    ToolCall,
    ToolMessage,
)
from studio.run import Run
from studio.stage import Stage, open_stage

NAME = "replay"


class Replay:
    """A check of the rows of one run; closed after use."""

    name = NAME
    reasons: tuple[str, ...] = ("other_result",)

    def __init__(self, stage: Stage, table: Mapping[str, Tool]) -> None:
        self._stage = stage
        self._table = table
        self._known = {
            f"{each.name}/{each.version}" for each in stage.environments if each.repeatable
        }
        self.replayed = 0
        """Rows whose calls were executed again."""

    @classmethod
    def of(cls, run: Run) -> "Replay":
        """For the rows of a run: with its tools, and those of its schema files that are still
        there. Raises StudioError when one of them does not work any more."""
        table = {tool.id: tool for tool in run.tools()}
        there = tuple(path for path in run.config.get("schemas", ()) if Path(path).exists())
        stage = open_stage(list(table.values()), Access(schemas=there))
        return cls(stage, table)

    def close(self) -> None:
        """End what executes."""
        self._stage.close()

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """The calls whose results are not the recorded ones, up to the first: what comes after it
        happens in another world."""
        done = sample.execution
        if done is None or not self._known.issuperset(done.environments):
            return
        keys = {tools[key].name: key for key in sample.tools}
        calls = list(_calls(sample))
        called = [self._table.get(keys.get(call.name, "")) for _, call in calls]
        if not all(tool is not None and self._stage.executes(tool) for tool in called):
            return
        self.replayed += 1
        with self._stage.open(done.seed, done.today, done.interventions) as world:
            for tool, (answer, call) in zip(called, calls, strict=True):
                assert tool is not None  # seen above
                now = world.execute(tool, _real(call, sample.masks.get(tool.id))).content
                then = _recorded(sample, answer, call.id)
                if then not in (None, now):
                    detail = f"message {answer}: {call.name} gave {then:.120}, now {now:.120}"
                    yield Check(name=NAME, ok=False, reason="other_result", detail=detail)
                    return


def _calls(sample: Sample) -> Iterator[tuple[int, ToolCall]]:
    """Every call with the index at which its result should stand."""
    for index, message in enumerate(sample.messages):
        if isinstance(message, AssistantMessage):
            for number, call in enumerate(message.tool_calls, 1):
                yield index + number, call


def _real(call: ToolCall, mask: Mask | None) -> Mapping[str, Json]:
    return call.arguments if mask is None else unmask_arguments(call.arguments, mask)


def _recorded(sample: Sample, index: int, call: str) -> str | None:
    """The result of a call that should stand at `index`; None where the dialogue has ended."""
    if index >= len(sample.messages):
        return None
    message = sample.messages[index]
    if not isinstance(message, ToolMessage) or message.tool_call_id != call:
        return None
    return message.content
