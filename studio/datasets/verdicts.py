"""Every check over every row of a file or run, counted by reason.

No check by name, no printing. Bad data is data: whatever a row holds, it ends as a verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import msgspec

from studio.check import SampleCheck
from studio.datasets.dialogues import Dialogue
from studio.record import AssistantMessage, Check, Sample

DUPLICATE = "duplicate"
"""Reason of a row that says exactly what an earlier one says."""

SHOWN = 5
"""Places kept for each reason."""


@dataclass(slots=True)
class Tally:
    """One reason: how many rows and faults, and where the first are."""

    check: str
    reason: str
    rows: int = 0
    faults: int = 0
    places: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    example: str = ""
    """What was found in the first."""


@dataclass(slots=True)
class Verdicts:
    """What was found: `rows` = `passed` + `failed`."""

    rows: int = 0
    passed: int = 0
    failed: int = 0
    unreadable: int = 0
    """Rows that could not be read, a part of `failed`."""
    checks: tuple[str, ...] = ()
    """Names of the checks that ran."""
    reasons: list[Tally] = field(default_factory=list)
    """Most rows first."""

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


def judged(
    rows: Iterable[Dialogue], checks: Sequence[SampleCheck], *, duplicates: bool = True
) -> Iterator[tuple[Dialogue, list[Check]]]:
    """Each row with its failed checks. A row whose text cannot be read is checked no further."""
    seen: dict[bytes, str] = {}
    for row in rows:
        found: list[Check] = [row.fault] if row.fault is not None else []
        if row.sample is not None:
            for check in checks:
                found.extend(check.faults(row.sample, row.tools))
            if duplicates:
                first = seen.setdefault(_content(row.sample), row.place)
                if first != row.place:
                    detail = f"says the same as {first}"
                    found.append(Check(name=DUPLICATE, ok=False, reason=DUPLICATE, detail=detail))
        yield row, found


def count(rows: Iterable[tuple[Dialogue, list[Check]]], checks: Sequence[SampleCheck]) -> Verdicts:
    """All verdicts, summed up."""
    total = Verdicts(checks=tuple(check.name for check in checks))
    tallies: dict[tuple[str, str], Tally] = {}
    for row, found in rows:
        total.rows += 1
        total.passed += not found
        total.failed += bool(found)
        total.unreadable += row.sample is None
        for key, detail in {(f.name, f.reason): f.detail for f in reversed(found)}.items():
            tally = tallies.setdefault(key, Tally(*key, example=detail))
            tally.rows += 1
            if len(tally.places) < SHOWN:
                tally.places.append(row.place)
                tally.lines.append(row.line)
        for fault in found:
            tallies[fault.name, fault.reason].faults += 1
    total.reasons = sorted(tallies.values(), key=lambda t: (-t.rows, t.check, t.reason))
    return total


def _content(sample: Sample) -> bytes:
    """16 bytes that two rows share when they say the same: same turns, same calls, same tools on
    offer in any order. Ids of calls do not count."""
    turns: list[Any] = []
    for message in sample.messages:
        calls = message.tool_calls if isinstance(message, AssistantMessage) else ()
        turns.append((message.role, message.content, [(c.name, c.arguments) for c in calls]))
    content = msgspec.json.encode([turns, sorted(sample.tools)], order="sorted")
    return blake2b(content, digest_size=16).digest()
