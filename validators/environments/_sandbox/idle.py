"""Processes that wait for another dialogue, and functions that are not worth the attempt."""

from collections import Counter

from .dialogue import Dialogue

_MOST = 4
"""Processes that wait."""
_ATTEMPTS = 3
"""Dialogues in a row that a function left behind something for, until its processes are replaced
without being asked."""


class Idle:
    """The processes of one server."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Dialogue, set[int]]] = []
        self._stale: Counter[int] = Counter()
        self._before: set[int] = set()

    def keep(self, dialogue: Dialogue) -> bool:
        """Have it wait if it may serve again."""
        tried = all(self._stale[function] < _ATTEMPTS for function in dialogue.functions)
        if not (dialogue.reusable and tried and len(self._waiting) < _MOST):
            return False
        self._waiting.append((dialogue, dialogue.functions))
        return True

    def take(self, seed: int) -> Dialogue | None:
        """The one that served last, for a dialogue to begin; None if none waits."""
        if not self._waiting:
            return None
        dialogue, self._before = self._waiting.pop()
        dialogue.renew(seed)
        return dialogue

    def proved(self, *, stale: bool) -> None:
        """What the one that was taken last answered."""
        for function in self._before:
            self._stale[function] = self._stale[function] + 1 if stale else 0

    def close(self) -> None:
        """Let them end."""
        for dialogue, _ in self._waiting:
            dialogue.close()
        self._waiting = []
