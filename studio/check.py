"""What checks, transformations and filters are. Implementations live in `validators`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from studio.record import Check, Json, Sample, Schema, Tool


class SampleCheck(Protocol):
    """A check of one sample. One file in `validators/checks` with `PART` set to one."""

    name: str
    reasons: tuple[str, ...]
    """Every reason it can give, snake_case, documented in its module."""

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """The failed checks, in the order found; nothing when the sample passes.

        `tools` holds the offered tools by the id in `sample.tools`, masks already applied: their
        names and parameters are the ones the sample's messages use.
        """
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What a transformation may know besides the text: the stated date, the schema of the leaf,
    the name of the argument, and for lookups of meaning its description."""

    today: date | None
    name: str
    schema: Schema


class Transform(Protocol):
    """A named way from words to a value. One file in `validators/transforms`."""

    name: str

    def holds(self, text: str, value: Json, reading: Reading) -> bool:
        """Whether `text`, exactly as the span has it, means `value`."""
        ...
