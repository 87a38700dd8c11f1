"""Calls of the user's own functions a second: in the sandbox, directly, and in a fresh process.

A fresh process for each call is the usual way to isolate functions; it imports anew each time. The
sandbox imports once and forks processes that serve one dialogue each, or several where nothing is
left behind, unlike by the functions of `COUNTING`.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.scale import Scale, Table
from studio.environment import Access
from studio.schemas import load_tools
from validators.environments.python import PART, PythonEnvironment

DAY = date(2026, 3, 9)
ROUNDS = 5
SOURCE = '''
from pydantic import BaseModel
class Item(BaseModel):
    name: str
    price: float
def total(items: list[Item], discount: float = 0) -> float:
    """Add up prices."""
    return sum(item.price for item in items) * (1 - discount)
'''
COUNTING = SOURCE.replace("    return", "    SEEN.append(1)\n    return") + "SEEN = []\n"
ARGUMENTS = {"items": [{"name": "cap", "price": 12.5}, {"name": "scarf", "price": 20}]}


def run(scale: Scale) -> Iterator[Table]:
    """One table: calls, and dialogues of one call."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "shop.py")
        file.write_text(SOURCE)
        tools = load_tools([file], cache=None).tools
        started = PART.start(tools, Access(schemas=(str(file),)), None)  # type: ignore[arg-type]
        assert isinstance(started, PythonEnvironment)
        tool = tools[0]
        call = f"import sys; sys.path[:0] = [{folder!r}]; from shop import *\n"
        call += f"total([Item(**item) for item in {ARGUMENTS['items']!r}])"

        def dialogue() -> None:
            session = started.open(1, DAY)
            session.execute(tool, ARGUMENTS)
            session.close()

        try:
            first = _seconds(dialogue, 1)
            session = started.open(1, DAY)
            calls = scale.pick(100, 4_000)
            warm = _best(lambda: session.execute(tool, ARGUMENTS), calls)
            session.close()
            fresh = _best(dialogue, scale.pick(20, 200))
        finally:
            started.close()
        counting = _counting(Path(folder, "counting.py"), scale.pick(20, 200))
        process = _best(lambda: _ended([sys.executable, "-c", call]), scale.pick(1, 4))
    rows = [
        ("sandbox, a call of a dialogue", warm),
        ("sandbox, a dialogue of one call", fresh),
        ("the same, of a file that keeps state", counting),
        ("a process for each call", process),
        ("sandbox, start and first call", first),
    ]
    yield Table(
        "Calls of a Python function",
        ("way", "ms", "a second", "ratio"),
        [
            (name, f"{time * 1e3:.2f}", f"{1 / time:,.0f}", f"{process / time:.1f}")
            for name, time in rows
        ],
        f"Means of the best of {ROUNDS} rounds. Ratio: to a process for each call, which isolates "
        "nothing but memory.",
    )


def _counting(file: Path, times: int) -> float:
    """Seconds a dialogue of one call, of which each needs a process."""
    file.write_text(COUNTING)
    tools = load_tools([file], cache=None).tools
    started = PART.start(tools, Access(schemas=(str(file),)), None)  # type: ignore[arg-type]
    assert isinstance(started, PythonEnvironment)

    def dialogue() -> None:
        session = started.open(1, DAY)
        session.execute(tools[0], ARGUMENTS)
        session.close()

    try:
        dialogue()
        return _best(dialogue, times)
    finally:
        started.close()


def _best(work: Callable[[], object], times: int) -> float:
    """Seconds a time, in the best of several rounds."""
    return min(_seconds(work, times) for _ in range(ROUNDS)) / times


def _seconds(work: Callable[[], object], times: int) -> float:
    started = perf_counter()
    for _ in range(times):
        work()
    return perf_counter() - started


def _ended(command: list[str]) -> None:
    subprocess.run(command, check=True)
