"""Executed again, the calls of a run give the recorded results; a changed result is found."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studio.config import build
from studio.datasets.dialogues import dialogues
from studio.pipeline import generate
from studio.record import Sample, ToolMessage
from studio.replay import Replay
from studio.run import Run

APIS = Path(__file__).resolve().parents[2] / "apis"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    from studio.schemas import load_tools

    paths = [APIS / "calendar.yaml", APIS / "maths.py"]
    out = tmp_path_factory.mktemp("replay") / "run"
    config = build(
        {"schemas": [str(path) for path in paths], "n": 80, "out": str(out), "mask": 0.5},
        {"mix": {"single": 50, "parallel_multiple": 50}},
    )
    generate(config, load_tools(paths, cache=None).tools)
    return Run(out)


def test_every_row_with_results_is_replayed_to_the_same(run: Run) -> None:
    replay = Replay.of(run)
    executed = 0
    for row in dialogues(run.path):
        assert row.sample is not None
        assert not list(replay.faults(row.sample, row.tools))
        executed += any(isinstance(message, ToolMessage) for message in row.sample.messages)
    replay.close()
    assert executed >= 20
    assert replay.replayed >= executed


def changed(sample: Sample, content: str) -> Sample:
    messages = list(sample.messages)
    place = next(i for i, m in enumerate(messages) if isinstance(m, ToolMessage))
    messages[place] = messages[place].model_copy(update={"content": content})
    return sample.model_copy(update={"messages": tuple(messages)})


def test_a_result_that_was_changed_is_found(run: Run) -> None:
    replay = Replay.of(run)
    found = 0
    for row in dialogues(run.path):
        assert row.sample is not None
        if not any(isinstance(message, ToolMessage) for message in row.sample.messages):
            continue
        (fault,) = replay.faults(changed(row.sample, '{"made": "up"}'), row.tools)
        assert fault.reason == "other_result"
        assert "made" in fault.detail
        found += 1
    replay.close()
    assert found >= 20


def test_rows_of_other_versions_and_live_servers_are_passed_over(run: Run) -> None:
    replay = Replay.of(run)
    for row in dialogues(run.path):
        assert row.sample is not None
        if row.sample.execution is None:
            continue
        done = row.sample.execution.model_copy(update={"environments": ("mcp/1",)})
        sample = row.sample.model_copy(update={"execution": done})
        assert not list(replay.faults(sample, row.tools))
    replay.close()
    assert replay.replayed == 0


def test_the_check_verb_replays_runs(run: Run) -> None:
    from studio.cli import build as command

    good = CliRunner().invoke(command(), ["check", str(run.path), "--checks", "replay", "--json"])
    assert good.exit_code == 0, good.output
    assert json.loads(good.stdout)["failed"] == 0
    assert json.loads(good.stdout)["checks"] == ["replay"]
