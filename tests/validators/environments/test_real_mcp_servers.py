"""Servers other people wrote, over both transports: every tool of time, git and sqlite called."""

import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from studio.environment import Access, Filler, Outcome
from studio.errors import StudioError
from studio.record import Tool
from validators.environments.mcp import PART, McpEnvironment

FILLER = cast("Filler", None)
TODAY = date(2026, 3, 2)
PYTHON = shlex.quote(sys.executable)
SQLITE = shlex.quote(str(Path(sys.executable).with_name("mcp-server-sqlite")))
Dialogue = Callable[..., list[Outcome]]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit, one change and one new file."""
    folder = tmp_path_factory.mktemp("repository")

    def git(*words: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
        subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)

    git("init", "--initial-branch=main")
    git("config", "user.name", "Ada")
    git("config", "user.email", "ada@example.com")
    (folder / "plan.txt").write_text("one\n")
    git("add", ".")
    git("commit", "-m", "Begin the plan")
    (folder / "plan.txt").write_text("one\ntwo\n")
    (folder / "new.txt").write_text("new\n")
    return folder


@pytest.fixture(scope="module")
def environment(repository: Path) -> Iterator[McpEnvironment]:
    access = Access(
        mcp=(
            f"{PYTHON} -m mcp_server_time --local-timezone Europe/Berlin",
            f"{PYTHON} -m mcp_server_git",
            f"{SQLITE} --db-path {{folder}}/data.db",
        )
    )
    found = PART.start([], access, FILLER)
    assert found is not None
    yield found
    found.close()


@pytest.fixture(scope="module")
def tools(environment: McpEnvironment) -> dict[str, Tool]:
    items = (item for server in environment.servers for item in server.listing.items)
    return {item.name: item for item in items if isinstance(item, Tool)}


@pytest.fixture
def dialogue(environment: McpEnvironment, tools: dict[str, Tool]) -> Dialogue:
    """`dialogue((name, arguments), …)`: calls of one dialogue and what came of them."""

    def held(*calls: tuple[str, dict[str, Any]]) -> list[Outcome]:
        session = environment.open(1, TODAY)
        outcomes = [session.execute(tools[name], arguments) for name, arguments in calls]
        session.close()
        return outcomes

    return held


def test_tools_are_those_of_the_servers(tools: dict[str, Tool]) -> None:
    families = {tool.origin.family for tool in tools.values()}
    assert families == {"mcp-time", "mcp-git", "sqlite"}
    assert tools["get_current_time"].parameters["required"] == ["timezone"]
    assert tools["git_log"].parameters["properties"]["max_count"]["default"] == 10


def test_time(dialogue: Dialogue) -> None:
    converted, now, wrong, late = dialogue(
        (
            "convert_time",
            {
                "source_timezone": "Asia/Tokyo",
                "time": "09:30",
                "target_timezone": "America/New_York",
            },
        ),
        ("get_current_time", {"timezone": "Europe/Berlin"}),
        ("get_current_time", {"timezone": "Mars/Olympus"}),
        (
            "convert_time",
            {"source_timezone": "Asia/Tokyo", "time": "25:30", "target_timezone": "UTC"},
        ),
    )
    assert converted.value["source"]["timezone"] == "Asia/Tokyo"
    assert re.match(r"-1[34]\.0h", converted.value["time_difference"])
    assert now.value["timezone"] == "Europe/Berlin"
    assert (wrong.error, late.error) == ("tool_error", "tool_error")
    assert "Mars/Olympus" in wrong.value["error"]["message"]


def test_git(dialogue: Dialogue, repository: Path) -> None:
    at = {"repo_path": str(repository)}
    calls: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("git_status", {}, "modified:   plan.txt"),
        ("git_diff_unstaged", {}, "+two"),
        ("git_add", {"files": ["plan.txt", "new.txt"]}, "staged"),
        ("git_diff_staged", {}, "+new"),
        ("git_reset", {}, "reset"),
        ("git_create_branch", {"branch_name": "draft"}, "Created branch 'draft' from 'main'"),
        ("git_checkout", {"branch_name": "draft"}, "Switched to branch 'draft'"),
        ("git_branch", {"branch_type": "local"}, "* draft"),
        ("git_add", {"files": ["plan.txt"]}, "staged"),
        ("git_commit", {"message": "Add a second step"}, "committed"),
        ("git_log", {"max_count": 1}, "Add a second step"),
        ("git_show", {"revision": "HEAD"}, "+two"),
        ("git_diff", {"target": "main"}, "+two"),
    )
    outcomes = dialogue(*((name, {**at, **arguments}) for name, arguments, _ in calls))
    for (name, _, said), outcome in zip(calls, outcomes, strict=True):
        assert outcome.ok, name
        assert said in outcome.value, name
    nowhere, nothing = dialogue(
        ("git_status", {"repo_path": str(repository.parent / "none")}),
        ("git_show", {**at, "revision": "no-such-branch"}),
    )
    assert (nowhere.error, nothing.error) == ("tool_error", "tool_error")


def test_sqlite_begins_anew_in_each_dialogue(dialogue: Dialogue) -> None:
    outcomes = dialogue(
        ("create_table", {"query": "CREATE TABLE trips (id INTEGER, city TEXT)"}),
        ("write_query", {"query": "INSERT INTO trips VALUES (1, 'Oslo')"}),
        ("read_query", {"query": "SELECT city FROM trips"}),
        ("list_tables", {}),
        ("describe_table", {"table_name": "trips"}),
        ("append_insight", {"insight": "Oslo is popular"}),
        ("read_query", {"query": "SELECT * FROM nothing"}),
        ("read_query", {"query": "DELETE FROM trips"}),
    )
    errors = [outcome.error for outcome in outcomes]
    assert errors == [""] * 6 + ["tool_error"] * 2
    assert "Oslo" in outcomes[2].value
    assert "trips" in outcomes[3].value
    (after,) = dialogue(("list_tables", {}))
    assert after.value == []


SERVED = '''
import sys
from mcp.server.fastmcp import Context, FastMCP

server = FastMCP("basket", host="127.0.0.1", port=int(sys.argv[1]), log_level="CRITICAL")
baskets = {}

@server.tool()
def add_item(name: str, context: Context) -> list[str]:
    """Put an item into the basket."""
    if name == "flood":
        return ["x" * (9 << 20)]
    if name == "fail":
        raise ValueError("sold out")
    basket = baskets.setdefault(id(context.session), [])
    basket.append(name)
    return basket

server.run("streamable-http")
'''


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server written with the SDK, over streamable HTTP, with sessions."""
    script = tmp_path_factory.mktemp("served") / "basket.py"
    script.write_text(SERVED)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(script), str(port)])
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.kill()
        process.wait()


def test_streamable_http_with_a_session_for_each_dialogue(url: str) -> None:
    found = PART.start([], Access(mcp=(url,)), FILLER)
    assert found is not None
    (tool,) = found.servers[0].tools.values()
    assert (tool.origin.source, tool.origin.family) == (url, "basket")
    assert tool.returns is not None
    for _ in range(2):
        session = found.open(1, TODAY)
        assert session.execute(tool, {"name": "tea"}).value == {"result": ["tea"]}
        assert session.execute(tool, {"name": "milk"}).value == {"result": ["tea", "milk"]}
        refused = session.execute(tool, {"name": "fail"})
        assert refused.error == "tool_error"
        assert "sold out" in refused.value["error"]["message"]
        assert session.execute(tool, {"name": "flood"}).error == "too_large"
        assert session.execute(tool, {"name": "tea"}).value == {"result": ["tea"]}
        session.close()
    found.close()


def test_a_url_that_is_no_server_is_one_line(url: str) -> None:
    with pytest.raises(
        StudioError, match=r"'http://127.0.0.1:9/mcp': All connection attempts fail"
    ):
        PART.tools(Access(mcp=("http://127.0.0.1:9/mcp",)))
    with pytest.raises(StudioError, match="check that the URL is the endpoint of an MCP server"):
        PART.tools(Access(mcp=(url.replace("/mcp", "/elsewhere"),)))
