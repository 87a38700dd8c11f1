"""How far a verb is, on stderr: what all verbs share."""

import sys
import time
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """A bar on a terminal, otherwise a plain line every five seconds; nothing when quiet."""

    def __init__(self, title: str, unit: str, quiet: bool = False) -> None:
        self.title = title
        self.unit = unit
        self.quiet = quiet
        self._started = self._said = time.monotonic()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        if not self.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                *Progress.get_default_columns()[:2],
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.fields[note]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task(self.title, total=None, note="")
        return self

    def update(self, done: int, total: int, note: str = "") -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total, note=note)
        elif not self.quiet and (now := time.monotonic()) - self._said >= 5:
            self._said = now
            rate = done / (now - self._started)
            extra = f", {note}" if note else ""
            print(
                f"{self.title}: {done:,} of {total:,} {self.unit}, {rate:,.0f}/s{extra}",
                file=sys.stderr,
            )

    def __exit__(self, *failure: object) -> None:
        if self._bar is not None:
            self._bar.stop()
