"""What functions cannot do in the sandbox: each thing tried for real, and what it leaves behind."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from studio.environment import Access, Outcome
from studio.record import Tool
from studio.schemas import load_tools
from validators.environments._sandbox import folder
from validators.environments._sandbox.dialogue import KINDS
from validators.environments.python import PART, PythonEnvironment

FUNCTIONS = Path(__file__).with_name("hostile_functions.py")
MIB = 2**20
WAITING = 7
"""Children the server keeps ready, and one."""
linux = pytest.mark.skipif(sys.platform != "linux", reason="held by Linux alone")

Call = Callable[..., Outcome]


@pytest.fixture(scope="module")
def tools() -> dict[str, Tool]:
    return {tool.name: tool for tool in load_tools([FUNCTIONS], cache=None).tools}


@pytest.fixture(scope="module")
def environment(tools: dict[str, Tool]) -> Iterator[PythonEnvironment]:
    access = Access(schemas=(str(FUNCTIONS),), seconds=1.5)
    started = PART.start(list(tools.values()), access, None)  # type: ignore[arg-type]
    assert isinstance(started, PythonEnvironment)
    small = replace(
        started.limits, memory=128 * MIB, file=MIB, folder=12 * MIB, entries=600, answer=50_000
    )
    started.limits = small
    yield started
    started.close()


@pytest.fixture
def call(environment: PythonEnvironment, tools: dict[str, Tool]) -> Iterator[Call]:
    """Calls in one dialogue, after which the sandbox and its server must be well."""
    session = environment.open(7, date(2026, 3, 9))
    environment.server()
    server = environment.pid
    assert server is not None

    def execute(name: str, **arguments: Any) -> Outcome:
        return session.execute(tools[name], arguments)

    yield execute
    session.close()
    assert environment.pid == server, "the server was brought down"
    other = environment.open(1, date(2026, 3, 9))
    assert other.execute(tools["count_up"], {}) == Outcome(1)
    other.close()
    assert children(server) <= WAITING, "processes are left"


def children(process: int) -> int:
    """Living and dead children of a process, once those about to be buried are."""
    count = 0
    for _ in range(50):
        found = Path(f"/proc/{process}/task/{process}/children")
        count = len(found.read_text().split()) if found.exists() else 0
        if count <= WAITING:
            break
        time.sleep(0.02)
    return count


def error(outcome: Outcome) -> tuple[str, str]:
    """Kind of the error, and its message; the body has the form models learn from."""
    assert outcome.error in KINDS
    assert outcome.value.keys() == {"error"}
    assert outcome.value["error"].keys() == {"type", "message"}
    assert "/" not in outcome.value["error"]["message"].replace("/dev/null", "")
    return outcome.error, outcome.value["error"]["message"]


@linux
def test_everything_there_is_confines_here(environment: PythonEnvironment) -> None:
    """What this kernel has; where it lacks something the tests below say what is not held."""
    assert {"limits", "death_signal", "seccomp"} <= set(environment.holds)


@pytest.mark.parametrize("name", ["loop_forever", "sleep_forever"])
def test_what_does_not_end_is_ended(call: Call, name: str) -> None:
    started = time.monotonic()
    assert error(call(name)) == ("timed_out", "the function did not finish within 1.5 seconds")
    assert time.monotonic() - started < 5
    assert call("count_up").ok, "a fresh process takes over"


def test_processor_time_is_bounded_for_a_whole_dialogue(tools: dict[str, Tool]) -> None:
    access = Access(schemas=(str(FUNCTIONS),), seconds=60)
    environment = PART.start(list(tools.values()), access, None)  # type: ignore[arg-type]
    assert isinstance(environment, PythonEnvironment)
    environment.limits = replace(environment.limits, cpu=1)
    try:
        session = environment.open(1, date(2026, 3, 9))
        assert session.execute(tools["loop_forever"], {}).error == "timed_out"
        session.close()
    finally:
        environment.close()


@linux
def test_no_process_is_made(call: Call) -> None:
    assert error(call("fork_process"))[0] == "forbidden"
    assert call("fork_many") == Outcome(0)
    assert error(call("run_program", program="true"))[0] == "forbidden"
    assert call("start_thread", number=4) == Outcome(8), "threads are no processes"


@linux
@pytest.mark.parametrize("name", ["eat_memory", "map_memory"])
def test_memory_is_bounded(call: Call, name: str) -> None:
    assert call(name).error in ("out_of_memory", "raised", "crashed")
    if name == "eat_memory":
        assert error(call(name)) == ("out_of_memory", "the function used too much memory")


@linux
def test_memory_kept_in_a_module_is_given_back(call: Call) -> None:
    assert call("keep_memory", size=100 * MIB).ok
    assert call("keep_memory", size=100 * MIB).error == "out_of_memory"
    assert call("keep_memory", size=100 * MIB).ok, "a fresh process, without the memory"


@linux
def test_nothing_is_written_outside_the_folder(call: Call, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("mine")
    kept.chmod(0o640)
    os.utime(kept, (1_000_000, 1_000_000))
    call("change_mode", file=str(kept))
    assert kept.stat().st_mode & 0o777 == 0o640
    assert kept.stat().st_mtime == 1_000_000
    for outcome in (
        call("write_file", file=str(kept), size=3),
        call("write_file", file=str(tmp_path / "new.txt"), size=3),
        call("write_file", file="../new.txt", size=3),
        call("delete_tree", folder=str(tmp_path)),
    ):
        assert outcome.error == "forbidden"
    assert kept.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [kept]


def test_links_lead_nowhere_when_the_folder_is_removed(
    environment: PythonEnvironment, tools: dict[str, Tool], call: Call, tmp_path: Path
) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    session = environment.open(1, date(2026, 3, 9))
    assert session.execute(tools["link_outside"], {"target": str(tmp_path)}).ok
    session.close()
    assert call("list_folder") == Outcome([])
    assert (tmp_path / "kept.txt").read_text() == "mine"


def test_files_in_the_folder_are_bounded(call: Call) -> None:
    assert call("write_file", file="small.txt", size=5) == Outcome(5)
    assert call("read_file", file="small.txt") == Outcome("xxxxx")
    assert call("write_file", file="large.bin", size=2 * MIB).error == "disk_full"
    assert call("write_many", size=MIB // 2).error == "disk_full"
    assert call("list_folder") == Outcome([]), "emptied, so that the disk has its space back"
    assert call("write_many", size=1).error == "disk_full", "many small files fill a disk too"
    assert error(call("open_many"))[0] == "raised"


@pytest.mark.parametrize(
    ("name", "arguments"), [("make_depth", {"levels": 500}), ("make_closed", {})]
)
def test_folders_that_are_hard_to_remove_are_removed(
    environment: PythonEnvironment, tools: dict[str, Tool], name: str, arguments: dict[str, Any]
) -> None:
    session = environment.open(1, date(2026, 3, 9))
    session.execute(tools[name], arguments)
    session.execute(tools["count_up"], {})
    session.close()
    base = Path(environment._base)
    deadline = time.monotonic() + 10
    while any(any(place.iterdir()) for place in base.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [place for place in base.iterdir() if any(place.iterdir())]


def test_a_folder_nested_deeper_than_paths_go_is_removed(tmp_path: Path) -> None:
    place = tmp_path / "work"
    place.mkdir()
    here = os.open(place, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("nested", dir_fd=here)
        below = os.open("nested", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.symlink(tmp_path, "up", dir_fd=here)
    os.close(here)
    (tmp_path / "kept.txt").write_text("mine")
    folder.remove(str(place))
    folder.remove(str(place))
    assert [each.name for each in tmp_path.iterdir()] == ["kept.txt"]


@linux
def test_limits_cannot_be_raised_nor_set_for_others(call: Call) -> None:
    assert call("raise_limits").error in ("raised", "forbidden")
    assert call("limit_others", process=os.getpid()).error == "forbidden"


@linux
def test_no_other_process_is_reached(call: Call) -> None:
    with subprocess.Popen(["sleep", "30"]) as victim:
        try:
            assert call("kill_process", process=victim.pid).error == "forbidden"
            assert call("kill_process", process=os.getpid()).error == "forbidden"
            assert call("kill_parent").error == "forbidden"
            assert call("kill_group").error == "forbidden"
            assert call("survive_parent") == Outcome(False)
            assert victim.poll() is None
        finally:
            victim.kill()


@linux
def test_there_is_no_network(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        port = listening.getsockname()[1]
        assert call("connect", port=port).error == "forbidden"
        assert call("fetch_page", url=f"http://127.0.0.1:{port}/").error == "forbidden"
        with pytest.raises(TimeoutError):
            listening.accept()
    assert call("fetch_page", url="http://example.org/").error == "forbidden"


def test_what_is_printed_goes_nowhere(call: Call, capfd: pytest.CaptureFixture[str]) -> None:
    assert call("print_answer", text="true") == Outcome("true")
    assert error(call("read_input")) == ("raised", "EOF when reading a line")
    assert call("close_output") == Outcome("done")
    assert call("count_up") == Outcome(1), "the same process goes on"
    assert capfd.readouterr() == ("", "")


def test_an_answer_out_of_turn_is_no_answer(call: Call) -> None:
    assert call("count_up").ok
    assert call("forge_answer").error == "crashed"
    assert call("flood").error == "crashed"
    assert call("close_everything").error == "crashed"
    assert call("count_up") == Outcome(1)


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
        ("exit_program", {"code": 0}, "exited"),
        ("exit_program", {"code": 3}, "exited"),
        ("exit_hard", {"code": 0}, "exited"),
        ("exit_hard", {"code": 3}, "exited"),
        ("crash", {}, "crashed"),
        ("abort", {}, "crashed"),
        ("kill_self", {}, "crashed"),
        ("recurse", {}, "raised"),
        ("interrupt", {}, "raised"),
        ("fail_rudely", {}, "raised"),
        ("give_nan", {}, "not_json"),
        ("give_set", {}, "not_json"),
        ("give_cycle", {}, "not_json"),
        ("give_object", {}, "not_json"),
        ("give_keys", {}, "not_json"),
        ("give_depth", {}, "not_json"),
        ("give_surrogate", {}, "not_json"),
        ("give_digits", {}, "not_json"),
        ("give_text", {"size": 50_001}, "too_large"),
        ("give_text", {"size": 100_000_000}, "too_large"),
        ("give_endless", {}, "too_large"),
        ("count_up", {"step": "many"}, "invalid"),
        ("count_up", {"steps": 1}, "invalid"),
        ("fail", {}, "invalid"),
        ("today_is", {"day": "2026-02-30"}, "invalid"),
    ],
)
def test_verdicts(call: Call, name: str, arguments: dict[str, Any], kind: str) -> None:
    assert error(call(name, **arguments))[0] == kind


def test_a_raised_error_says_what_the_function_said_and_no_place(call: Call) -> None:
    outcome = call("fail", message="Your daily limit is 3,000")
    assert outcome.error == "raised"
    assert outcome.content == (
        '{"error":{"type":"ValueError","message":"Your daily limit is 3,000"}}'
    )
    message = error(call("fail_at_a_place"))[1]
    assert message == "a.db hostile_functions.py <object object>"
    assert call("give_folder") == Outcome("report.csv")


def test_nothing_of_the_environment_is_inherited(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = call("see_environment").value
    assert not {"PYTHONPATH", "VIRTUAL_ENV", "USER", "PYTEST_CURRENT_TEST"} & seen.keys()
    assert seen["HOME"] == "."


def test_the_sandbox_dies_with_the_studio(tmp_path: Path) -> None:
    """Killed in the middle of a call: no process and no folder is left."""
    script = f"""
import sys, threading, time
from datetime import date
from studio.environment import Access
from studio.schemas import load_tools
from validators.environments.python import PART
tools = {{tool.name: tool for tool in load_tools([{str(FUNCTIONS)!r}], cache=None).tools}}
environment = PART.start(list(tools.values()), Access(schemas=({str(FUNCTIONS)!r},)), None)
session = environment.open(1, date(2026, 3, 9))
session.execute(tools["count_up"], {{}})
print(environment.pid, flush=True)
session.execute(tools["loop_forever"], {{}})
"""
    root = str(FUNCTIONS.parents[3])
    command = [sys.executable, "-c", script]
    env = {**os.environ, "PYTHONPATH": root, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as studio:
        assert studio.stdout is not None
        server = int(studio.stdout.readline())
        time.sleep(0.3)
        family = [server, *running_children(server)]
        assert list(tmp_path.glob("functions-*"))
        studio.kill()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and (
        any(alive(process) for process in family) or list(tmp_path.glob("functions-*"))
    ):
        time.sleep(0.05)
    assert not [process for process in family if alive(process)]
    assert not list(tmp_path.glob("functions-*"))


def running_children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in found.read_text().split()] if found.exists() else []


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
