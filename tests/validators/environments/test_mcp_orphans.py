"""What a killed worker leaves behind: no server, and no folder after the next start."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from validators.environments import _orphans

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux's")

_DEAF = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"
_WORKER = f"""
import asyncio, sys
from validators.environments._intake import Intake
from validators.environments._stdio import Process

async def main():
    command = f"{{sys.executable}} -c \\"{_DEAF}\\" {{sys.argv[1]}}"
    async with Process(command, Intake()).streams():
        await asyncio.sleep(60)

asyncio.run(main())
"""


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except FileNotFoundError:
        return False
    return state != "Z"


def _until(condition: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_a_server_that_ignores_its_input_ends_with_a_killed_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told = tmp_path / "pid"
    root = Path(__file__).parents[3]
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(told)],
        cwd=root,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(root)},
    )
    try:
        assert _until(lambda: told.exists() and told.read_text())
        server = int(told.read_text())
        assert _alive(server)
        left = list(tmp_path.glob("studio-mcp-*"))
        assert len(left) == 1
        _orphans.sweep()
        assert left[0].exists(), "a folder in use was removed"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(10)
    assert _until(lambda: not _alive(server))
    _orphans.sweep()
    assert not left[0].exists()


def test_a_folder_is_empty_and_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with _orphans.own_folder() as own:
        assert not list(Path(own).iterdir())
        (Path(own) / "x.db").write_text("x")
    assert not list(tmp_path.iterdir())
