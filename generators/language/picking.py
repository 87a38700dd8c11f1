"""A weighted choice that draws once, and sets of words. Holds no data of its own."""

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Options: TypeAlias = Iterator[tuple[float, T]]
"""What can be chosen, each with its weight."""


def pick(rng: Random, options: Sequence[tuple[float, T]] | Iterable[tuple[float, T]]) -> T:
    """One of the options by weight; raises IndexError when there are none."""
    found = options if isinstance(options, Sequence) else list(options)
    mark = rng.random() * sum(weight for weight, _ in found)
    for weight, option in found:
        mark -= weight
        if mark < 0:
            return option
    return found[-1][1]


def wordset(text: str) -> frozenset[str]:
    """The words of a text that is a readable way to write a set."""
    return frozenset(text.split())
