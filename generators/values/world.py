"""What one set of arguments is about: today, the people and places in it, remembered so that
related arguments agree. Holds no schema knowledge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, TypeVar

from studio.record import Json

T = TypeVar("T")


class Unfillable(Exception):
    """No value a person would say can be made; `args[0]` is the snake_case reason."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


@dataclass(slots=True)
class World:
    """The circumstances of one call."""

    rng: Random
    today: date
    visit: int = 0
    """How often the tool was visited before: choices take turns by it."""
    strict: bool = False
    """Refuse what no person would say instead of making up a merely valid value."""
    depth: int = 0
    memory: dict[str, Any] = field(default_factory=dict)

    def recall(self, key: str, make: Callable[[], T]) -> T:
        """The thing called `key` in this call, made at first mention."""
        if key not in self.memory:
            self.memory[key] = make()
        found: T = self.memory[key]
        return found

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely."""
        return options[int(self.rng.random() * len(options))]

    def other(self, key: str, options: Sequence[T], taken: str) -> T:
        """Like recall, but not what is remembered as `taken`."""

        def make() -> T:
            for _ in range(8):
                found = self.pick(options)
                if found != self.memory.get(taken):
                    return found
            return found

        return self.recall(key, make)


Maker = Callable[[World], Json]
"""Makes a value in a world; raises Unfillable."""
