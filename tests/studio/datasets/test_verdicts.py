"""Rows of a file or run, judged and counted: every row once for each reason it fails for."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from studio.config import KIND
from studio.datasets.dialogues import Dialogue, dialogues, size
from studio.datasets.verdicts import SHOWN, count, judged
from studio.errors import RunDamaged, RunError
from studio.record import (
    AssistantMessage,
    Check,
    Mask,
    Sample,
    Tool,
    ToolCall,
    ToolOrigin,
    UserMessage,
)
from studio.registry import Registry

TOOL = Tool.make(
    name="forecast",
    description="",
    parameters={"type": "object", "properties": {"city": {"type": "string"}}},
    origin=ToolOrigin(source="a.json", format="openai", family="a"),
)


class Shouting:
    """Fails every user turn that shouts, once for each exclamation mark."""

    name = "shouting"
    reasons = ("loud",)

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        for message in sample.messages:
            for _ in range((message.content or "").count("!")):
                yield Check(name=self.name, ok=False, reason="loud", detail="!")


def file(path: Path, *texts: str) -> Path:
    rows = [{"messages": [{"role": "user", "content": text}]} for text in texts]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def verdicts(path: Path, **flags: Any) -> Any:
    return count(judged(dialogues(path), [Shouting()], **flags), [Shouting()])


def test_rows_and_faults_are_counted_apart(tmp_path: Path) -> None:
    found = verdicts(file(tmp_path / "a.jsonl", "a", "b!!", "c!", "{"))
    assert (found.rows, found.passed, found.failed) == (4, 2, 2)
    [loud] = found.reasons
    assert (loud.rows, loud.faults, loud.lines, loud.places) == (
        2,
        3,
        [2, 3],
        ["a.jsonl:2", "a.jsonl:3"],
    )


def test_only_the_first_places_are_kept(tmp_path: Path) -> None:
    found = verdicts(file(tmp_path / "a.jsonl", *(f"{i}!" for i in range(20))))
    assert found.reasons[0].rows == 20
    assert found.reasons[0].lines == list(range(1, SHOWN + 1))


def test_an_exact_duplicate_names_the_row_it_repeats(tmp_path: Path) -> None:
    path = file(tmp_path / "a.jsonl", "a", "b", "a", "A")
    found = verdicts(path)
    assert [(tally.reason, tally.lines) for tally in found.reasons] == [("duplicate", [3])]
    assert "a.jsonl:1" in found.reasons[0].example
    assert verdicts(path, duplicates=False).failed == 0


def a_run(path: Path, rows: list[str]) -> Path:
    (path / "samples").mkdir(parents=True)
    (path / "config.json").write_text(json.dumps({"kind": KIND, "config": {}}))
    (path / "tools.jsonl").write_text(TOOL.model_dump_json() + "\n")
    (path / "samples" / "00000.jsonl").write_text("".join(row + "\n" for row in rows))
    return path


def sample(name: str, arguments: dict[str, Any], masks: dict[str, Mask] | None = None) -> Sample:
    call = ToolCall(id="c", name=name, arguments=arguments)
    return Sample(
        id="s",
        index=0,
        scenario="single",
        tools=(TOOL.id,),
        masks=masks or {},
        messages=(
            UserMessage(content="Weather in Oslo?"),
            AssistantMessage(tool_calls=(call,)),
        ),
    )


def test_a_run_is_read_with_its_masks_on(tmp_path: Path) -> None:
    mask = Mask(name="fn_1", parameters={"city": "p1"})
    right = sample("fn_1", {"p1": "Oslo"}, {TOOL.id: mask})
    wrong = sample("forecast", {"city": "Oslo"}, {TOOL.id: mask})
    run = a_run(tmp_path / "run", [right.model_dump_json(), wrong.model_dump_json(), "{"])
    rows: list[Dialogue] = list(dialogues(run))
    assert [row.place for row in rows] == [f"samples/00000.jsonl:{line}" for line in (1, 2, 3)]
    assert rows[0].tools[TOOL.id].name == "fn_1"
    assert rows[-1].offset == size(run)
    schema: Any = Registry("validators.checks", "check")["schema"]
    found = count(judged(rows, [schema]), [schema])
    assert {tally.reason: tally.lines for tally in found.reasons} == {
        "unknown_tool": [2],
        "broken_json": [3],
    }


def test_a_sample_whose_tool_is_gone_is_a_verdict(tmp_path: Path) -> None:
    row = sample("forecast", {}).model_copy(update={"tools": ("gone-0",)})
    [dialogue] = dialogues(a_run(tmp_path / "run", [row.model_dump_json()]))
    assert dialogue.fault is not None
    assert dialogue.fault.reason == "bad_tool"


def test_a_folder_that_is_no_run_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="not a run"):
        list(dialogues(tmp_path))
    run = a_run(tmp_path / "run", [])
    (run / "tools.jsonl").write_text("{\n")
    with pytest.raises(RunDamaged, match=r"tools\.jsonl:1"):
        list(dialogues(run))
