"""Servers named on the command line: their tools beside those of files, and faults in one line."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from studio import cli
from studio.errors import SchemaError
from studio.record import Tool, ToolOrigin
from studio.schemas import load_tools
from studio.source import Skipped

FAKE = Path(__file__).parents[2] / "validators" / "environments" / "fake_mcp.py"


@pytest.fixture
def server(tmp_path: Path) -> str:
    return shlex.join([sys.executable, "-S", str(FAKE), str(tmp_path / "pids")])


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as caught:
        cli.main([*map(str, arguments)])
    assert isinstance(caught.value.code, int)
    return caught.value.code


def test_tools_of_a_server_are_shown_beside_those_of_files(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "calendar.py").write_text('def add_event(title: str):\n    """Adds."""\n')
    file = tmp_path / "calendar.py"
    assert run("tools", file, "--mcp", server, "--no-cache", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["families"] == 2
    assert report["counts"]["skipped"] == {"invalid_schema": 1}
    assert {source["shown"]: source["format"] for source in report["sources"]} == {
        "calendar.py": "python",
        server: "mcp",
    }
    assert [tool["name"] for tool in report["tools"] if tool["format"] == "python"] == ["add_event"]
    assert "say_it" in [tool["name"] for tool in report["tools"]]


def test_a_server_alone_is_enough(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tools", "--mcp", server, "--show", "structured") == 0
    tool = json.loads(capsys.readouterr().out)
    assert tool["origin"]["family"] == "fake"
    assert tool["returns"]["required"] == ["n"]


def test_what_does_not_work_is_one_line(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    start = ("generate", "--n", "5", "--out", out)
    for arguments, said in (
        (("tools", "--mcp", f"{server} empty"), "it works but lists no tools"),
        ((*start, "--mcp", f"{server} dies"), "its last words: no licence found"),
        ((*start, "--mcp", "no-such-server"), "there is no command 'no-such-server'"),
        ((*start, "--mcp", "'unclosed"), "mcp.0: is no command line"),
        ((*start, "--schemas", FAKE, "--http", "shop"), "http: write a base URL as in"),
        ((*start, "--schemas", FAKE, "--http-method", "EAT"), "http_methods.0: must be one of"),
        ((*start, "--schemas", FAKE, "--turns", "3-2"), "turns: write least-most"),
        ((*start, "--schemas", FAKE, "--calls", "0"), "calls: write least-most"),
    ):
        assert run(*arguments) == 1
        # that servers are started is told beforehand
        error = capsys.readouterr().err.removeprefix("starting 1 MCP server …\n")
        assert error.startswith("error: ")
        assert said in error
        assert error.count("\n") == 1
    assert not out.exists()


def test_neither_files_nor_servers_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("tools") == 2
    assert "give a file or folder of schemas, or --mcp" in capsys.readouterr().err


def live(name: str, parameters: dict[str, object]) -> Tool:
    origin = ToolOrigin(source="serve --all", pointer="/tools/0", format="mcp", family="server")
    return Tool.make(name=name, description="", parameters=parameters, origin=origin)


def test_the_loader_settles_live_tools_with_those_of_files(tmp_path: Path) -> None:
    listed = {"name": "find it", "description": "", "inputSchema": {"type": "object"}}
    (tmp_path / "saved.json").write_text(json.dumps([listed]))
    items: list[Tool | Skipped] = [
        live("find it", {"type": "object"}),
        live("other", {"type": "object"}),
        Skipped("serve --all", "/tools/2", "invalid_schema"),
    ]
    loaded = load_tools([tmp_path], cache=None, live=items)
    assert [(tool.name, tool.origin.source) for tool in loaded.tools] == [
        ("find_it", "saved.json"),
        ("other", "serve --all"),
    ]
    assert [item.reason for item in loaded.skipped] == ["invalid_schema", "duplicate"]
    twice = [live("a", {"type": "object"}), live("a", {"type": "object", "title": "b"})]
    with pytest.raises(SchemaError, match="a tool named 'a' is also at serve --all"):
        load_tools([], live=twice)
