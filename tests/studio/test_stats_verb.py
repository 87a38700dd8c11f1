"""`studio stats` and `studio export` as a user runs them."""

import json
from pathlib import Path

import pytest
from small_runs import calling, decoded, tool, write_run
from typer.testing import CliRunner

from studio.cli import build
from studio.errors import RunDamaged, RunError, StudioError, UnknownPart
from studio.record import Dropped, Mask

PING = tool("ping", {"type": "object", "properties": {"host_name": {"type": "string"}}})


def studio(*words: object):
    return CliRunner().invoke(build(), [str(word) for word in words])


@pytest.fixture
def run(tmp_path: Path) -> Path:
    mask = {PING.id: Mask(name="f1", parameters={"host_name": "p0"})}
    texts = ["ping box one", "ping box two please", "is it up? host_name box"]
    rows = [
        calling(0, texts[0], [PING], [("ping", {"host_name": "box one"})], values=["box one"]),
        calling(1, texts[1], [PING], [("f1", {"p0": "box two"})], values=["box two"], masks=mask),
        calling(2, texts[2], [PING], [("ping", {"host_name": "box"})], values=["box"]),
        calling(3, "Ping box three", [PING], [("ping", {"host_name": "b"})], values=["box three"]),
        calling(4, "how are you", [PING], [], scenario="chat"),
    ]
    dropped = [
        Dropped(index=0, attempt=0, lane="single", reason="near_duplicate"),
        Dropped(index=1, attempt=0, lane="chat", reason="doubled_word"),
        Dropped(index=1, attempt=1, lane="single", reason="near_duplicate"),
    ]
    return write_run(tmp_path / "run", [PING], rows, dropped, mix={"single": 80, "chat": 20})


def test_stats_as_json(run: Path) -> None:
    result = studio("stats", run, "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    counts = found["counts"]
    assert (counts["kept"], counts["dropped"], counts["masked"]) == (5, 3, 1)
    assert counts["reasons"] == {"near_duplicate": 2, "doubled_word": 1}
    assert counts["lanes"]["single"] == {"wanted": 80, "kept": 4, "dropped": 2}
    assert counts["calls"] == {"0": 1, "1": 4}
    assert counts["offered"] == {"1": 5}
    assert counts["behaviours"] == {"answer": 1, "call": 4}
    assert found["diversity"]["frequent_templates"] == [
        {"text": "ping ⟨…⟩", "count": 2, "share": 0.4}
    ]
    assert found["diversity"]["raw_name_examples"] == ["host_name"]
    targets = {target["name"]: (target["value"], target["ok"]) for target in found["targets"]}
    assert targets["most frequent template"] == (0.4, False)
    assert targets["requests with a raw parameter name"] == (0.2, False)
    assert targets["near-duplicates kept"] == (0.0, True)
    assert targets["near-duplicates written"] == (0.25, False)
    assert found["complete"] is True


def test_stats_for_people(run: Path) -> None:
    output = studio("stats", run, "--top", 1).output
    assert "near_duplicate" in output
    assert "ping ⟨…⟩" in output
    assert "missed" in output
    assert "1, 20.00 %" in output  # rows with masked names
    assert "\x1b" not in output


def test_an_unfinished_run_says_so(tmp_path: Path) -> None:
    rows = [calling(number, f"hi {number}", [PING], []) for number in range(5)]
    path = write_run(tmp_path / "run", [PING], rows, n=40, ended=False)
    assert "has not ended" in studio("stats", path).output
    output = studio("export", path, "--out", tmp_path / "out").output
    assert "exported the 4 rows that are sealed of 40" in output
    assert len(decoded(tmp_path / "out" / "train.jsonl")) == 4


def test_export_says_what_it_did_and_stats_of_no_run_say_why(run: Path, tmp_path: Path) -> None:
    result = studio("export", run, "--format", "openai", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "5 rows (1 with masked names), 4 calls, 1 tools" in result.output
    assert "read back" in result.output
    again = studio("export", run, "--out", tmp_path / "out", "--overwrite", "--json")
    assert json.loads(again.stdout)["rows"] == 5


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        (("export", "RUN", "--out", "OUT", "--format", "opnai"), UnknownPart, "did you mean 'op"),
        (("export", "OUT", "--out", "OUT"), RunError, "not a run"),
        (("stats", "OUT"), RunError, "not a run"),
    ],
)
def test_wrong_use_is_one_clear_line(
    words: tuple[str, ...], error: type[StudioError], says: str, run: Path, tmp_path: Path
) -> None:
    places = {"RUN": run, "OUT": tmp_path / "nothing"}
    result = studio(*(places.get(word, word) for word in words))
    assert isinstance(result.exception, error)
    assert says in str(result.exception)
    assert not (tmp_path / "nothing").exists()


def test_a_damaged_row_is_named(run: Path) -> None:
    shard = run / "dropped" / "00000.jsonl"
    shard.write_bytes(shard.read_bytes().replace(b'"reason"', b'"raisin"'))
    result = studio("stats", run)
    assert isinstance(result.exception, RunDamaged)
    assert "dropped/00000.jsonl:1" in str(result.exception)
