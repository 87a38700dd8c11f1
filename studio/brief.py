"""What a scenario plans and what a teacher writes. No words, no model, no schema knowledge here.

A scenario samples what is right (`Brief`); a teacher puts it into words (`Draft`) and says which
span of its words carries which argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Protocol

from studio.catalog import Catalog
from studio.record import Behaviour, Json, Tool


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call the user will want: a tool, its arguments, and which of them may be left out."""

    tool: Tool
    arguments: Mapping[str, Json]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One user turn and what the assistant should do about it.

    call: `calls` are to be made. ask: `calls` holds the one incomplete call, `missing` what the
    user does not say. decline: `calls` holds what the user wants, of a tool that is not offered.
    answer: no calls; the user just talks.
    """

    behaviour: Behaviour
    calls: tuple[PlannedCall, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole dialogue to be put into words."""

    scenario: str
    offered: tuple[Tool, ...]
    turns: tuple[Turn, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Span:
    """Where the words carry one argument: `[start, end)` in characters of the user turn, or
    `start == end == -1` when the value follows from the schema (`transform` is then `default`,
    `const` or `enum`). `call` indexes `Turn.calls`, `path` is a JSON Pointer of a leaf."""

    call: int
    path: str
    start: int
    end: int
    transform: str


@dataclass(frozen=True, slots=True)
class Words:
    """One turn in words. `reply` is the assistant's text, empty where it only calls."""

    user: str
    spans: tuple[Span, ...] = ()
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A dialogue in words, one `Words` for each turn of the brief."""

    turns: tuple[Words, ...]
    system: str = ""
    """Text of a system message; empty for none. States the date when a turn relies on it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A plan or draft that could not be made: data, not an error."""

    reason: str
    detail: str = ""
    tool: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the run to fill: the `rank`-th sample of lane `lane`, `attempt`-th try."""

    index: int
    lane: str
    rank: int
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a scenario may vary: how many tools to offer at least and at most."""

    offered: tuple[int, int] = field(default=(1, 20))


class Scenario(Protocol):
    """A kind of dialogue. One file in `generators/scenarios` with `PART` set to one of these."""

    name: str
    share: float
    """Default share of the mix, in percent."""

    def obstacle(self, catalog: Catalog) -> str:
        """Why these tools cannot yield this scenario; empty when they can."""
        ...

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """The dialogue for a slot; depends on the arguments alone."""
        ...


class Teacher(Protocol):
    """Puts briefs into words. One file in `generators/teachers` with `PART` set to one."""

    name: str
    version: str

    def write(self, brief: Brief, rng: Random) -> Draft | Refusal:
        """The brief in words; depends on the arguments alone."""
        ...
