"""What a set-level filter is: whether a sample is worth keeping beside those kept before.

Implementations live in `validators/filters`. The work is split in two: what can be said about one
sample alone (`features`) is computed in the workers; the comparison with the kept samples
(`Memory`) runs in the main process, in index order, so that the result does not depend on workers.
"""

from collections.abc import Sequence
from typing import Protocol

from studio.record import Check, Sample


class Memory(Protocol):
    """What one filter knows of the samples kept so far in one run. Main process only."""

    def fault(self, features: bytes) -> Check | None:
        """Why a sample with these features is not kept, None when it may be. Changes nothing:
        another filter may still drop the sample. Must take microseconds, whatever was kept."""
        ...

    def add(self, index: int, features: bytes) -> None:
        """Remember a kept sample. Called in index order, also when a run is resumed, with exactly
        the kept samples; so two runs that kept the same rows have the same memory."""
        ...


class Filter(Protocol):
    """A set-level filter. One file in `validators/filters` with `PART` set to one of these."""

    name: str
    reasons: tuple[str, ...]
    """Every reason it can give, snake_case, documented in its module."""

    def features(self, sample: Sample) -> bytes:
        """All that `memory()` needs of a sample, small and cheap to hand over; depends on the
        sample alone. Runs in the workers."""
        ...

    def memory(self) -> Memory:
        """An empty memory for one run."""
        ...


class Memories:
    """The memories of several filters, asked in the order of the filters' names."""

    def __init__(self, filters: Sequence[Filter]) -> None:
        self._memories = tuple(part.memory() for part in filters)

    def fault(self, features: Sequence[bytes]) -> Check | None:
        """The first fault any filter finds; `features` has one entry for each filter."""
        for memory, own in zip(self._memories, features, strict=True):
            if (fault := memory.fault(own)) is not None:
                return fault
        return None

    def add(self, index: int, features: Sequence[bytes]) -> None:
        """Remember a kept sample in every memory."""
        for memory, own in zip(self._memories, features, strict=True):
            memory.add(index, own)
