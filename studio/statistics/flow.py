"""How dialogues run: user turns, calls at once, calls that wait for others.

Depth and width are those of a plan (LLMCompiler, arXiv 2312.04511): the calls of one user turn with
the results they need as edges.
"""

from collections import Counter
from dataclasses import dataclass, field

from studio.rows import LabelledRow


@dataclass(frozen=True, slots=True)
class Flow:
    """Rows by what happens in them."""

    turns: dict[int, int]
    """By the number of user turns."""
    depth: dict[int, int]
    """By the longest chain of calls of which each needs the one before; 0 without calls."""
    width: dict[int, int]
    """By the most calls made at once; 0 without calls."""
    answered: int
    """Rows that go on after a result."""
    failed: int
    """Rows in which a call gives an error."""


@dataclass(slots=True)
class Flows:
    """Counts row by row."""

    turns: Counter[int] = field(default_factory=Counter)
    depth: Counter[int] = field(default_factory=Counter)
    width: Counter[int] = field(default_factory=Counter)
    answered: int = 0
    failed: int = 0

    def add(self, row: LabelledRow) -> None:
        """The next row."""
        messages = row.messages
        self.turns[sum(message.role == "user" for message in messages)] += 1
        self.depth[_depth(row)] += 1
        self.width[max((len(message.tool_calls) for message in messages), default=0)] += 1
        results = [message for message in messages if message.role == "tool"]
        self.answered += bool(results)
        self.failed += any(message.error for message in results)

    def result(self) -> Flow:
        """What was counted."""
        return Flow(
            turns=dict(sorted(self.turns.items())),
            depth=dict(sorted(self.depth.items())),
            width=dict(sorted(self.width.items())),
            answered=self.answered,
            failed=self.failed,
        )


def _depth(row: LabelledRow) -> int:
    """The longest chain in any user turn."""
    deepest = 0
    users = [index for index, message in enumerate(row.messages) if message.role == "user"]
    levels: list[int] = []
    turn = -1
    for label in row.expected:
        current = sum(index < label.message for index in users)
        if current != turn:
            turn, levels = current, []
        if label.behaviour != "call":
            continue
        for call in label.calls:
            before = [levels[number] for number in call.after if number < len(levels)]
            levels.append(1 + max(before, default=0))
        deepest = max(deepest, *levels, 0)
    return deepest
