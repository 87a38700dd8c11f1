"""Real processes: killed, interrupted, out of room, and a folder that two want to write."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from run_fakes import busy, settings, snapshot, tools

from studio.engine.local import PART as ENGINE
from studio.errors import RunError
from studio.pipeline import generate

HERE = Path(__file__).parents[1]
N = 3000

SCRIPT = """
import resource, sys
if __name__ == "__main__":
    sys.path[:0] = [{here!r}, {root!r}]
    import studio.schemas, run_fakes
    from studio import pipeline
    from studio.generation import candidates
    from studio.cli import main
    loaded = studio.schemas.Loaded(tuple(run_fakes.tools()), (), ())
    studio.schemas.load_tools = lambda paths, progress=None, live=(): loaded
    real = pipeline.generate
    pipeline.WORTH_A_WORKER = 1  # small as the run is, its workers are to be tested too
    pipeline.generate = lambda *a, **k: real(*a, **k, parts=run_fakes.{parts}, shard=200)
    if limit := {limit}:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv[0] = "studio"
    main()
"""


@pytest.fixture
def script(tmp_path):
    def write(limit=0, parts="busy"):
        file = tmp_path / f"studio_{limit}_{parts}.py"
        places = {"here": str(HERE), "root": str(HERE.parents[1])}
        file.write_text(SCRIPT.format(**places, limit=limit, parts=parts))
        return file

    return write


def command(script, out, *more):
    words = ["generate", "--schemas", "t.json", "--n", str(N), "--out", str(out), *more]
    return [sys.executable, str(script), *words]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "r"
    generate(settings(folder, n=N), tools(), parts=busy, shard=200)
    return snapshot(folder)


def until_sealed(process, out, shards=1):
    """Wait until the process has sealed so many shards."""
    for _ in range(2000):
        if len(list(out.glob("samples/*.jsonl"))) >= shards:
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.005)
    raise AssertionError("no shard was sealed in 10 s")


def children(pid):
    """Process ids of the direct children."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True)
    return listed.stdout.split()


@pytest.mark.slow
def test_twenty_times_kill_9_and_resume_gives_the_uninterrupted_run(tmp_path, script, whole):
    rng = random.Random(0)
    out, program = tmp_path / "r", script()
    kills = with_workers = 0
    for turn in range(40):
        if kills == 20:
            break
        workers = "2" if turn % 2 else "1"
        process = subprocess.Popen(
            command(program, out, "--resume", "--workers", workers),
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        sealed = len(list(out.glob("samples/*.jsonl")))
        # Some die while starting, some right after a seal, some in between.
        if rng.random() < 0.3:
            time.sleep(rng.uniform(0, 1))
        else:
            while process.poll() is None and len(list(out.glob("samples/*.jsonl"))) <= sealed:
                time.sleep(0.001)
            time.sleep(rng.uniform(0, 0.05))
        with_workers += len(children(process.pid)) >= 2
        process.kill()
        kills += process.wait() == -signal.SIGKILL
        process.stderr.close()
        if len(list(out.glob("samples/*.jsonl"))) >= N // 200 - 1:
            shutil.rmtree(out)  # once more from the start: twenty moments, not twenty shards
    assert kills == 20
    assert with_workers >= 3
    subprocess.run(command(program, out, "--resume"), check=True, capture_output=True)
    assert snapshot(out) == whole


@pytest.mark.slow
def test_workers_of_a_killed_run_go_by_themselves(tmp_path, script):
    out = tmp_path / "r"
    process = subprocess.Popen(
        command(script(parts="parts"), out, "--workers", "2", "--n", "300000"),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    until_sealed(process, out)
    process.kill()
    process.wait()
    for _ in range(500):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    raise AssertionError("workers were still there five seconds after their main process")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_leaves_a_run_that_can_be_resumed_and_says_how(tmp_path, script, whole, workers):
    out = tmp_path / "r"
    process = subprocess.Popen(
        command(script(), out, "--workers", workers),
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until_sealed(process, out)
    assert len(children(process.pid)) >= (2 if workers == "2" else 0)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to workers too
    printed, complained = process.communicate(timeout=20)
    assert process.returncode == 130, complained
    assert f"studio generate --resume --out {out}" in complained
    assert "Traceback" not in printed
    # Python itself notes on stderr where it swallowed the interrupt; nothing else may trace back.
    assert complained.count("Traceback") == complained.count("Exception ignored in")
    assert not list(out.rglob("*.part"))
    words = complained.strip().splitlines()[-1].partition("studio ")[2].split()
    subprocess.run([sys.executable, script(), *words], check=True, capture_output=True)
    assert snapshot(out) == whole


def test_a_file_size_limit_is_one_line_and_the_run_goes_on_later(tmp_path, script, whole):
    out = tmp_path / "r"
    shard = len(whole["samples/00000.jsonl"])
    stopped = subprocess.run(
        command(script(limit=shard // 2), out, "--workers", "1"), capture_output=True, text=True
    )
    assert stopped.returncode == 1
    assert stopped.stdout == ""
    assert "file too large" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    assert not list(out.rglob("*.part"))
    subprocess.run(command(script(), out, "--resume"), check=True, capture_output=True)
    assert snapshot(out) == whole


@pytest.mark.slow
def test_a_full_disk_is_one_line_and_the_run_goes_on_later(tmp_path, script, whole):
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(small)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system needs root; the same is simulated elsewhere")
    try:
        stopped = subprocess.run(
            command(script(), small / "r", "--workers", "1"), capture_output=True, text=True
        )
        assert stopped.returncode == 1
        assert "no space left on device" in stopped.stderr
        assert "Traceback" not in stopped.stderr
        assert not list(small.rglob("*.part"))
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        subprocess.run(command(script(), small / "r", "--resume"), check=True, capture_output=True)
        assert snapshot(small / "r") == whole
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.slow
def test_two_processes_do_not_write_one_run(tmp_path, script):
    out, program = tmp_path / "r", script(parts="parts")
    first = subprocess.Popen(
        command(program, out, "--workers", "1", "--n", "300000"),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        until_sealed(first, out)
        for how in ("--resume", "--overwrite"):
            second = subprocess.run(
                command(program, out, "--n", "300000", how), capture_output=True, text=True
            )
            assert second.returncode == 1
            assert f"process {first.pid} is writing this run" in second.stderr
        assert first.poll() is None
    finally:
        first.kill()
        first.wait()


def _dying(task):
    if task == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def _die():
    return _dying


def test_a_worker_that_dies_is_one_error_not_a_hang():
    with pytest.raises(RunError, match=r"worker process \d+ died \(exit code -9\).*--resume"):
        list(ENGINE.map(_die, range(20), 2))


def _failing(task):
    return 1 // (task - 3)


def _fail():
    return _failing


def test_a_bug_in_a_worker_is_a_traceback():
    with pytest.raises(RuntimeError, match=r"1 // \(task - 3\)"):
        list(ENGINE.map(_fail, range(20), 2))


def _slow_first(task):
    time.sleep(0.3 if task == 0 else 0)
    return task


def _slow():
    return _slow_first


def test_results_come_in_order_and_work_ahead_is_bounded():
    taken = []

    def tasks():
        for task in range(100):
            taken.append(task)
            yield task

    results = ENGINE.map(_slow, tasks(), 2)
    assert next(results) == 0
    assert len(taken) <= 9
    assert [0, *results] == list(range(100))
