"""Live MCP servers that behave and that do not: tools read, calls executed, nothing left running.

The servers are real processes; the protocol runs through the real SDK.
"""

import os
import shlex
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
from studio.source import Skipped
from validators.environments.mcp import PART, McpEnvironment, McpSession

FILLER = cast("Filler", None)
TODAY = date(2026, 3, 2)
FAKE = Path(__file__).with_name("fake_mcp.py")
SECONDS = 20.0
"""Patience with servers that behave: this machine may be busy."""


class Playing:
    """Some servers, and calls to their tools by name."""

    def __init__(self, *commands: str, seconds: float = SECONDS) -> None:
        access = Access(mcp=commands, seconds=seconds)
        started = PART.start([], access, FILLER)
        assert started is not None
        self.environment: McpEnvironment = started
        self.items = [item for server in started.servers for item in server.listing.items]
        self.tools = {item.name: item for item in self.items if isinstance(item, Tool)}

    def call(self, session: McpSession, name: str, **arguments: Any) -> Outcome:
        return session.execute(self.tools[name], arguments)

    def dialogue(self, *names: str) -> list[Outcome]:
        """A dialogue of its own that calls these tools without arguments."""
        session = self.environment.open(1, TODAY)
        outcomes = [self.call(session, name) for name in names]
        session.close()
        return outcomes


@pytest.fixture
def pids(tmp_path: Path) -> Iterator[Path]:
    """Where fake servers and their children write their ids; at the end, none may run."""
    file = tmp_path / "pids"
    file.touch()
    yield file
    ids = [int(line) for line in file.read_text().split()]
    until = time.monotonic() + 5
    while (left := [pid for pid in ids if runs(pid)]) and time.monotonic() < until:
        time.sleep(0.02)
    assert ids
    assert not left


def runs(pid: int) -> bool:
    """Whether a process is there and no zombie waiting for somebody else's parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def play(pids: Path) -> Iterator[Callable[..., Playing]]:
    """`play(mode, seconds=…)`: the fake server, ended when the test is."""
    playing: list[Playing] = []

    def started(mode: str = "", seconds: float = SECONDS) -> Playing:
        found = Playing(fake(pids, mode), seconds=seconds)
        playing.append(found)
        return found

    yield started
    for each in playing:
        each.environment.close()


def fake(pids: Path, mode: str = "") -> str:
    return shlex.join([sys.executable, "-S", str(FAKE), str(pids), *([mode] if mode else [])])


def test_tools_are_read_over_all_pages_as_from_a_file(pids: Path) -> None:
    items = PART.tools(Access(mcp=(fake(pids),), seconds=SECONDS))
    tools = {item.name: item for item in items if isinstance(item, Tool)}
    assert len(items) == 23
    assert tools["structured"].returns is not None
    assert tools["structured"].returns["required"] == ["n"]
    assert {tool.origin.family for tool in tools.values()} == {"fake"}
    assert {tool.origin.source for tool in tools.values()} == {fake(pids)}
    (skipped,) = [item for item in items if isinstance(item, Skipped)]
    assert skipped.reason == "invalid_schema"


@pytest.mark.parametrize(
    ("name", "error", "value"),
    [
        ("structured", "", {"n": 1}),
        ("misfit", "invalid_result", "n: "),
        ("listed", "", [{"a": 1}, "plain"]),
        ("empty", "", None),
        ("asks", "", [True, False]),
        ("fails", "tool_error", "no such thing"),
        ("says_error", "tool_error", "no such thing"),
        ("refuses", "invalid", "x must be short"),
        ("nonsense", "not_json", "content"),
        ("big", "too_large", "256 kB"),
        (
            "image",
            "",
            [
                {"type": "image", "mimeType": "image/png"},
                {"type": "resource", "uri": "memo://a", "mimeType": "text/plain", "text": "note"},
            ],
        ),
    ],
)
def test_what_a_tool_answers_is_a_value_or_a_typed_error(
    play: Callable[..., Playing], name: str, error: str, value: Any
) -> None:
    (outcome,) = play().dialogue(name)
    assert outcome.error == error
    if error:
        assert outcome.value["error"]["type"] == error
        assert value in outcome.value["error"]["message"]
    else:
        assert outcome.value == value


def test_a_dialogue_has_its_own_state_and_leaves_a_server_it_did_not_change(
    play: Callable[..., Playing], pids: Path
) -> None:
    playing = play()
    for _ in range(3):
        assert [each.value for each in playing.dialogue("count", "count", "peek")] == [1, 2, 2]
    for _ in range(5):
        assert playing.dialogue("peek")[0].value == 0
        assert playing.dialogue("fails", "refuses")[1].error == "invalid"
    assert len(pids.read_text().split()) < 9


def test_two_dialogues_at_once_do_not_see_each_other(play: Callable[..., Playing]) -> None:
    playing = play()
    one, other = playing.environment.open(1, TODAY), playing.environment.open(2, TODAY)
    assert playing.call(one, "count").value == 1
    assert playing.call(other, "count").value == 1
    assert playing.call(one, "count").value == 2
    one.close()
    other.close()


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("die", "server_died", "exit code 3 (its last words: out of cheese)"),
        ("endless", "too_large", "8 MB"),
        ("notes", "too_large", "messages without an answer"),
        ("hang", "timed_out", "did not answer tools/call"),
        ("chatter", "not_json", "'Processing the request...', which is no JSON-RPC message"),
    ],
)
def test_a_server_that_goes_wrong_is_a_verdict_and_is_started_again(
    play: Callable[..., Playing], name: str, kind: str, said: str
) -> None:
    playing = play(seconds=2.0 if name in ("hang", "chatter") else SECONDS)
    began = time.monotonic()
    session = playing.environment.open(1, TODAY)
    assert playing.call(session, "count").ok
    outcome = playing.call(session, name)
    assert outcome.error == kind
    assert said in outcome.value["error"]["message"]
    assert playing.call(session, "count").value == 1
    session.close()
    assert time.monotonic() - began < 10


def test_a_server_that_ends_after_each_call_is_started_for_the_next(
    play: Callable[..., Playing],
) -> None:
    playing = play("once")
    session = playing.environment.open(1, TODAY)
    for _ in range(3):
        outcome = playing.call(session, "peek")
        # the end may come before the next call or while it waits
        assert outcome.ok or outcome.error == "server_died"
        time.sleep(0.2)
    session.close()
    for _ in range(3):
        assert playing.dialogue("count")[0].value == 1


def test_a_tool_that_always_hangs_costs_less_and_less(play: Callable[..., Playing]) -> None:
    playing = play(seconds=2.0)
    began = time.monotonic()
    assert [playing.dialogue("hang")[0].error for _ in range(4)] == ["timed_out"] * 4
    assert time.monotonic() - began < 7.5


def test_children_end_with_their_server(play: Callable[..., Playing], pids: Path) -> None:
    playing = play("stays")
    assert playing.dialogue("child")[0].ok
    # the fixture sees to it that the child is gone
    assert len(pids.read_text().split()) >= 2


def test_the_environment_of_the_process_stays_here(
    play: Callable[..., Playing], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    names = play().dialogue("environ")[0].value
    assert "PATH" in names
    assert "SECRET_KEY" not in names


def test_a_name_no_model_can_emit_is_called_by_its_own(
    pids: Path, play: Callable[..., Playing]
) -> None:
    from studio.schemas import load_tools

    playing = play()
    loaded = load_tools([], live=playing.items)
    (tool,) = [tool for tool in loaded.tools if tool.name == "say_it"]
    session = playing.environment.open(1, TODAY)
    assert session.execute(tool, {"x": "hi"}).value == "said\nhi"
    session.close()
    changed = tool.model_copy(update={"parameters": {"type": "object"}})
    assert playing.environment.handles(tool)
    assert not playing.environment.handles(changed)
    assert not playing.environment.can(tool, "not_found")


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("dies", "it ended with exit code 1 (its last words: no licence found)"),
        ("hangs", "it did not answer initialize within 1 s"),
        ("floods", "it sent a line of over 8 MB"),
        ("talks", "it wrote 'Listening on port 8000', which is no JSON-RPC message"),
        ("empty", "it works but lists no tools"),
        ("forever", "it lists over 200 pages of tools"),
        ("old", "Unsupported protocol version from the server: 1999-01-01"),
    ],
)
def test_a_server_that_does_not_start_is_one_line(pids: Path, mode: str, said: str) -> None:
    seconds = 1.0 if mode in ("hangs", "talks") else SECONDS
    with pytest.raises(StudioError) as told:
        PART.tools(Access(mcp=(fake(pids, mode),), seconds=seconds))
    assert str(told.value).startswith("MCP server ")
    assert f"{FAKE.name} " in str(told.value)
    assert said in str(told.value)


def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(StudioError, match=r"'no-such-server -x': there is no command 'no-such-s"):
        PART.tools(Access(mcp=("no-such-server -x",)))
    with pytest.raises(StudioError, match=r"cannot run '/etc/passwd': Permission denied"):
        PART.tools(Access(mcp=("/etc/passwd",)))


def test_secrets_of_a_command_stay_out_of_origins(pids: Path) -> None:
    command = f"env API_KEY=abc123 {fake(pids)}"
    items = PART.tools(Access(mcp=(command,), seconds=SECONDS))
    for item in items:
        if isinstance(item, Tool):
            assert item.origin.source == f"env API_KEY=… {fake(pids)}"
            assert "abc123" not in item.model_dump_json()


def test_one_of_two_that_fails_ends_both(pids: Path) -> None:
    with pytest.raises(StudioError, match="no licence found"):
        PART.tools(Access(mcp=(fake(pids), fake(pids, "dies")), seconds=SECONDS))


def test_nothing_is_started_unless_named() -> None:
    assert PART.start([], Access(), FILLER) is None
    assert PART.tools(Access()) == ()


def test_the_folder_in_a_command_is_each_processes_own(pids: Path, tmp_path: Path) -> None:
    script = tmp_path / "own.sh"
    script.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/folders\nexec {fake(pids)}\n')
    script.chmod(0o755)
    playing = Playing(f"{script} {{folder}}")
    playing.dialogue("count")
    playing.dialogue("count")
    playing.environment.close()
    folders = (tmp_path / "folders").read_text().split()
    assert len(set(folders)) == len(folders) >= 2
    assert not any(os.path.exists(folder) for folder in folders)


def test_a_tool_that_is_always_refused_is_tried_seldom(play: Callable[..., Playing]) -> None:
    playing = play()
    kinds = [playing.dialogue("fails")[0].error for _ in range(12)]
    assert [at for at, kind in enumerate(kinds) if kind == "tool_error"] == [0, 1, 2, 3, 4, 5, 10]
    assert {*kinds} == {"tool_error", "unavailable"}
    assert playing.dialogue("peek")[0].ok
