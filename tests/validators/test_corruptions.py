"""`studio check` finds every fault of a seeded corruption set, and none in the good rows."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import typer
from corruptions import CORRUPTIONS, Row, corrupted
from typer.testing import CliRunner

from studio.cli.check import register
from studio.errors import UnknownPart
from studio.seeding import stream

N = 50

TOOLS: list[dict[str, Any]] = [
    {
        "type": "function",
        "function": {"name": name, "description": about, "parameters": parameters},
    }
    for name, about, parameters in (
        (
            "book_table",
            "Book a table in a restaurant.",
            {
                "type": "object",
                "properties": {
                    "restaurant": {"type": "string"},
                    "guests": {"type": "integer", "minimum": 1},
                },
                "required": ["restaurant", "guests"],
            },
        ),
        (
            "send_message",
            "Send a text message to a person.",
            {
                "type": "object",
                "properties": {"recipient": {"type": "string"}, "text": {"type": "string"}},
                "required": ["recipient", "text"],
            },
        ),
    )
]
PLACES = [
    "Noma",
    "Maaemo",
    "Geranium",
    "Frantzén",
    "Alchemist",
    "Kadeau",
    "Kontrast",
    "Statholdergaarden",
]
PEOPLE = ["Sara", "Li", "Ana Ruiz", "Omar", "Priya", "Tom", "Ingrid"]
LINES = ["running late", "see you at the gate", "the keys are with Bo", "dinner is ready"]


def good_row(rng: Random, number: int) -> Row:
    guests = number + 2
    if rng.random() < 0.5:
        place = rng.choice(PLACES)
        text = f"Could you get us a table at {place} for {guests} people?"
        name, arguments = "book_table", {"restaurant": place, "guests": guests}
    else:
        who, line = rng.choice(PEOPLE), f"{rng.choice(LINES)}, number {guests}"
        text = f'Text {who}: "{line}"'
        name, arguments = "send_message", {"recipient": who, "text": line}
    call = {
        "id": f"call_{number}",
        "type": "function",
        "function": {"name": name, "arguments": json.dumps(arguments, ensure_ascii=False)},
    }
    return {
        "messages": [
            {"role": "user", "content": text},
            {"role": "assistant", "content": None, "tool_calls": [call]},
        ],
        "tools": TOOLS,
    }


def good_rows() -> list[Row]:
    rng = stream("corruptions", "good")
    return [good_row(rng, number) for number in range(N)]


def run(path: Path, rows: list[Row], *flags: str) -> tuple[int, dict[str, Any]]:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app(), ["check", str(path), "--json", *flags])
    return result.exit_code, json.loads(result.output)


def app() -> typer.Typer:
    command = typer.Typer()
    command.callback()(lambda: None)
    register(command)
    return command


def test_good_rows_raise_no_alarm(tmp_path: Path) -> None:
    code, report = run(tmp_path / "good.jsonl", good_rows(), "--fail")
    assert report["reasons"] == []
    assert (code, report["rows"], report["passed"], report["failed"]) == (0, N, N, 0)


@pytest.mark.parametrize("kind", CORRUPTIONS)
def test_every_corrupted_row_is_found_with_its_reason(kind: str, tmp_path: Path) -> None:
    rng = stream("corruptions", kind)
    good = good_rows()
    bad = [corrupted(row, kind, rng) for row in good]
    assert None not in bad
    rows = [row for pair in zip(good, bad, strict=True) for row in pair if row is not None]
    code, report = run(tmp_path / "mixed.jsonl", rows)
    assert code == 0, "bad data is data"
    assert (report["rows"], report["passed"], report["failed"]) == (2 * N, N, N)
    tallies = {tally["reason"]: tally for tally in report["reasons"]}
    reason = CORRUPTIONS[kind].reason
    assert tallies[reason]["rows"] == N
    assert tallies[reason]["lines"] == [2, 4, 6, 8, 10]
    # nothing else is said of a row but what follows from the fault itself
    follows = {"missing_required", "ungrounded_argument"} if kind != "duplicate" else set()
    assert tallies.keys() <= {reason} | follows
    assert run(tmp_path / "mixed.jsonl", rows, "--fail")[0] == 1


def test_corruptions_are_repeatable_and_leave_the_row_alone() -> None:
    row = good_rows()[0]
    before = json.dumps(row)
    for kind in CORRUPTIONS:
        assert corrupted(row, kind, Random(1)) == corrupted(row, kind, Random(1))
    assert json.dumps(row) == before
    assert (
        corrupted({"messages": row["messages"][:1], "tools": TOOLS}, "wrong_type", Random(1))
        is None
    )


def test_checks_can_be_chosen_and_rows_limited(tmp_path: Path) -> None:
    rows = [row for row in good_rows()[:3] for _ in range(2)]
    _, report = run(tmp_path / "a.jsonl", rows, "--checks", "schema,shape", "--limit", "4")
    assert (report["rows"], report["failed"], report["checks"]) == (4, 0, ["schema", "shape"])
    _, report = run(tmp_path / "a.jsonl", rows, "--checks", "duplicate")
    assert [tally["rows"] for tally in report["reasons"]] == [3]
    wrong = CliRunner().invoke(app(), ["check", str(tmp_path / "a.jsonl"), "--checks", "shema"])
    assert isinstance(wrong.exception, UnknownPart)


def test_the_table_names_reason_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{\n" + json.dumps(good_rows()[0]) + "\n")
    result = CliRunner().invoke(app(), ["check", str(path)], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert "2 rows: 1 passed, 1 failed (1 could not be read)" in result.output
    assert "broken_json" in result.output
