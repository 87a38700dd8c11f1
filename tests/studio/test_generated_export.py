"""A generated run through stats, export and check: the verbs agree with one another."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from studio.cli import build

ROWS = 500


def studio(*words: object) -> dict:
    result = CliRunner().invoke(build(), [str(word) for word in (*words, "--json")])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.slow
def test_an_export_of_generated_rows_passes_the_check(tmp_path: Path) -> None:
    """The check has no labels in an export: grounding is searched for, language cannot tell a value
    from a word, and what a result's fields mean is not known; together these may find a fault in
    one row of a hundred, the others in none."""
    apis = Path(__file__).parents[2] / "apis"
    run, out = tmp_path / "run", tmp_path / "out"
    studio("generate", "--schemas", apis, "--n", ROWS, "--out", run, "--workers", 1)
    counts = studio("stats", run)["counts"]
    exported = studio("export", run, "--out", out)
    assert (counts["kept"], exported["rows"]) == (ROWS, ROWS)
    assert exported["masked"] == counts["masked"] > 0
    assert exported["calls"] == sum(int(n) * rows for n, rows in counts["calls"].items())
    verdicts = studio("check", out / "train.jsonl")
    assert (verdicts["rows"], verdicts["unreadable"]) == (exported["lines"], 0)
    assert exported["lines"] >= ROWS
    by_check: dict[str, int] = {}
    for tally in verdicts["reasons"]:
        by_check[tally["check"]] = by_check.get(tally["check"], 0) + tally["rows"]
    assert by_check.keys() <= {"grounding", "language", "faithfulness"}, verdicts["reasons"]
    assert sum(by_check.values()) <= ROWS // 100, verdicts["reasons"]
