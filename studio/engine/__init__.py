"""Where the stages of a run execute: one file an engine, with `PART` set to one of these."""

from collections.abc import Callable, Generator, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """Runs the same work on many tasks, somewhere."""

    name: str

    def map(
        self, start: Callable[[], Callable[[T], R]], tasks: Iterable[T], workers: int
    ) -> Generator[R, None, None]:
        """The results of `start()(task)` in the order of the tasks, at most a bounded number of
        tasks ahead. `start` is called once in each worker; it, tasks and results must be
        picklable. Closing the generator ends the workers. Raises RunError when a worker dies."""
        ...
