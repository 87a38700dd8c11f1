"""What the records cost: pydantic models beside msgspec structs of the same shape.

The run's files are read and written through pydantic, whose models refuse what does not belong;
this says what that costs for each row.
"""

from collections.abc import Callable, Iterator, Sequence
from time import process_time
from typing import Any

import msgspec

from benchmarks.rows import made
from benchmarks.scale import Scale, Table
from studio.record import Sample
from studio.run import Run


class Call(msgspec.Struct, frozen=True):
    """As `studio.record.ToolCall`."""

    id: str
    name: str
    arguments: dict[str, Any]
    raw: str | None = None


class Message(msgspec.Struct, frozen=True):
    """Any of the messages, which is kinder to msgspec than the union by role."""

    role: str
    content: str | None = None
    tool_calls: tuple[Call, ...] = ()
    tool_call_id: str = ""
    name: str = ""


class Row(msgspec.Struct, frozen=True):
    """As `studio.record.Sample`, its label left unparsed."""

    id: str
    index: int
    scenario: str
    tools: tuple[str, ...]
    messages: tuple[Message, ...]
    masks: dict[str, Any]
    expected: list[Any]
    origin: dict[str, Any]
    difficulty: float | None = None
    checks: tuple[Any, ...] = ()


def run(scale: Scale) -> Iterator[Table]:
    """Microseconds a row to parse, to build and to write."""
    with made(scale.pick(600, 4000)) as path:
        lines = [line for _, line in Run(path).lines()]
    samples = [Sample.model_validate_json(line) for line in lines]
    rows = [msgspec.json.decode(line, type=Row) for line in lines]
    times = scale.pick(1, 5)
    theirs = msgspec.json.Decoder(Row)
    measured: dict[str, tuple[float, float]] = {
        "parse JSON": (
            _spent(Sample.model_validate_json, lines, times),
            _spent(theirs.decode, lines, times),
        ),
        "build from validated fields": (
            _spent(lambda s: Sample(**s), [dict(s) for s in samples], times),
            _spent(lambda r: Row(**r), [msgspec.structs.asdict(r) for r in rows], times),
        ),
        "write JSON": (
            _spent(lambda s: s.model_dump_json(), samples, times),
            _spent(msgspec.json.encode, rows, times),
        ),
    }
    yield Table(
        f"Records of {len(lines):,} rows of {sum(map(len, lines)) / len(lines):,.0f} bytes",
        ("µs a row", "pydantic", "msgspec", "ratio"),
        [
            (name, f"{ours:.1f}", f"{other:.1f}", f"{ours / other:.1f}")
            for name, (ours, other) in measured.items()
        ],
        "msgspec checks types on parsing only, never on building.",
    )


def _spent(work: Callable[[Any], object], items: Sequence[Any], times: int) -> float:
    """Microseconds of processor time for each item, best of several rounds."""
    best = float("inf")
    for _ in range(times):
        started = process_time()
        for item in items:
            work(item)
        best = min(best, process_time() - started)
    return best * 1e6 / len(items)
