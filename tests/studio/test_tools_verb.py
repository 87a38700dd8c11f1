"""`studio tools`: tables for people, JSON for machines, one tool whole."""

import json
from pathlib import Path

import pytest

from studio import cli
from studio.record import Json


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    good = {"type": "object", "properties": {"city": {"type": "string"}}}
    tools: list[Json] = [
        {"name": "get weather", "description": "Gets it.", "parameters": good},
        {"name": "bad", "description": "Bad.", "parameters": {"type": "object", "required": 1}},
    ]
    (tmp_path / "weather.json").write_text(json.dumps(tools))
    (tmp_path / "calendar.py").write_text('def add_event(title: str):\n    """Adds."""\n')
    (tmp_path / "other.json").write_text("{}")
    return tmp_path


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as caught:
        cli.main(["tools", "--no-cache", *map(str, arguments)])
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_tables_show_sources_what_was_left_out_and_what_to_mend(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder) == 0
    shown = capsys.readouterr().out
    assert "2 tools of 2 API families in 2 of 3 files; 2 definitions left out" in shown
    rows = [line.split() for line in shown.splitlines()]
    assert ["weather.json", "openai", "1", "1", "1", "invalid_schema"] in rows
    assert "invalid_schema  (weather.json#/1: bad: parameters: required" in shown
    assert "unknown_format  (other.json)" in shown
    assert "name_cleaned" in shown
    assert "get_weather: nothing says what 'city' means" in shown


def test_no_lint_and_limit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--no-lint", "--limit", "1") == 0
    shown = capsys.readouterr().out
    assert "name_cleaned" not in shown
    assert "2 more files" in shown


def test_json_has_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert [tool["name"] for tool in report["tools"]] == ["add_event", "get_weather"]
    assert report["counts"]["skipped"] == {"unknown_format": 1, "invalid_schema": 1}
    assert {source["shown"]: source["format"] for source in report["sources"]} == {
        "calendar.py": "python",
        "other.json": "",
        "weather.json": "openai",
    }
    assert {finding["code"] for finding in report["findings"]} == {
        "name_cleaned",
        "parameter_without_description",
    }


def test_family_and_show(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--family", "calendar", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["tools"]) == 1
    assert run(folder, "--show", "get_weather") == 0
    tool = json.loads(capsys.readouterr().out)
    assert tool["parameters"]["properties"] == {"city": {"type": "string"}}
    assert tool["origin"]["pointer"] == '/0 named "get weather"'


def test_what_does_not_exist_is_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        ((folder, "--show", "get_wether"), "unknown tool 'get_wether': did you mean"),
        ((folder, "--family", "calender"), "unknown API family 'calender': did you mean"),
        ((folder / "none",), "does not exist"),
    ):
        assert run(*arguments) == 1
        error = capsys.readouterr().err
        assert error.startswith("error: ")
        assert said in error
        assert error.count("\n") == 1
