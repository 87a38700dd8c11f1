"""The command run as a user runs it, in a process of its own, with what it took."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Took:
    """What one command gave and took."""

    output: bytes
    wall: float
    """Seconds from start to end."""
    cpu: float
    """Processor seconds of it and the processes it waited for."""
    peak: int
    """Largest sum of resident memory over the process and its descendants, in bytes, looked at
    every 50 ms; pages they share count for each of them. 0 where there is no /proc."""


def studio(*words: object, env: Mapping[str, str] | None = None) -> Took:
    """`studio` with these words. Raises CalledProcessError when it fails."""
    return python("-c", "from studio.cli import main; main()", *words, env=env)


def python(*words: object, env: Mapping[str, str] | None = None) -> Took:
    """This Python with these words, the studio of this checkout importable."""
    command = [sys.executable, *map(str, words)]
    paths = {"PYTHONPATH": str(ROOT)}
    before, started = os.times(), time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, **paths, **(env or {})}
    ) as process:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        output, peak = [], 0
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            output.append(process.stdout.read() or b"")
            time.sleep(0.05 if time.perf_counter() - started > 2 else 0.002)
        wall = time.perf_counter() - started
        output.append(process.stdout.read() or b"")
    after = os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    cpu = after.children_user + after.children_system
    cpu -= before.children_user + before.children_system
    return Took(b"".join(output), wall, cpu, peak)


def _resident(root: int) -> int:
    """Resident memory of a process and its descendants in bytes."""
    parents: dict[int, int] = {}
    pages: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended since
        parents[int(folder.name)] = int(fields[1])
        pages[int(folder.name)] = int(fields[21])
    tree, found = {root}, True
    while found:
        below = {pid for pid, parent in parents.items() if parent in tree}
        found = not below <= tree
        tree |= below
    return sum(pages.get(pid, 0) for pid in tree) * os.sysconf("SC_PAGE_SIZE")
