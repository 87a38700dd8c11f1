"""What a scenario plans and what a teacher writes. No words, no model, no schema knowledge here.

A scenario samples what is right (`Brief`); a teacher puts it into words (`Draft`) and says which
span of its words carries which argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Literal, Protocol, TypeAlias

from studio.catalog import Catalog
from studio.environment import Outcome
from studio.record import Behaviour, Execution, Json, Tool
from studio.stage import Stage


@dataclass(frozen=True, slots=True)
class Told:
    """The user said the value in another turn, or as part of another wish of this one."""

    turn: int
    """Index into `Brief.turns`."""
    wish: int
    """Index into that turn's `wishes`."""
    path: str
    """JSON Pointer of the leaf there."""


@dataclass(frozen=True, slots=True)
class Found:
    """An earlier result has the value."""

    call: int
    """Number of the call in the dialogue, from 0, over all steps of all turns."""
    pointer: str
    """JSON Pointer into its result."""
    transform: str = "verbatim"


Source: TypeAlias = Told | Found


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call to a tool, or of a wish the part of one that the user says."""

    tool: Tool
    arguments: Mapping[str, Json]
    optional: tuple[str, ...] = ()
    """Arguments that may be left out without being wrong."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """By JSON Pointer of the leaf, where values come from. For a call that is made: leaves that
    are not here are said by the wish of the same number of the same turn. For a wish: leaves that
    are in `arguments` so that the words can name them ("the second one"), but are not said."""
    after: tuple[int, ...] = ()
    """Numbers in the dialogue of calls that have to come before, beyond those in `sources`."""


@dataclass(frozen=True, slots=True)
class Step:
    """Calls made at once, and what came of each; `outcomes` is empty where the dialogue ends with
    the calls."""

    calls: tuple[PlannedCall, ...]
    outcomes: tuple[Outcome, ...] = ()


Act: TypeAlias = Literal[
    "request", "supply", "amend", "refer", "agree", "refuse", "chat", "arrive", "inject"
]
"""What the user does in a turn.

request: wishes, as at the start of a dialogue. supply: gives values that were asked for. amend:
corrects, changes or narrows the wish before. refer: a wish about something in an earlier result.
agree: says yes to what was offered. refuse: says no, or will not give what was asked for. chat:
talks. arrive: says that a tool is there now, and what was wished before. inject: passes on text of
somebody else that holds instructions.
"""

Ending: TypeAlias = Literal[
    "calls",
    "report",
    "missing",
    "confirm",
    "unable",
    "forbidden",
    "failed",
    "offer",
    "dropped",
    "chat",
]
"""How the assistant ends a turn.

calls: with the calls of the last step. report: says what the results say. missing: asks for what is
missing. confirm: asks for a yes before `Turn.pending` is called. unable: no tool can do it.
forbidden: the rules of the system message do not allow it. failed: says honestly that it did not
work. offer: says so, and offers `Turn.pending`. dropped: takes note that the user does not want it
any more, or that it cannot go on without what the user will not say. chat: talks.
"""

BEHAVIOURS: Mapping[Ending, Behaviour] = {
    "calls": "call",
    "report": "answer",
    "missing": "ask",
    "confirm": "ask",
    "unable": "decline",
    "forbidden": "decline",
    "failed": "answer",
    "offer": "ask",
    "dropped": "answer",
    "chat": "answer",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One user turn and what the assistant does until the next."""

    act: Act
    ending: Ending
    wishes: tuple[PlannedCall, ...] = ()
    """What the user says, one entry for each call that is wished for, each with the arguments said
    in this turn only. unable: of tools that are not offered."""
    steps: tuple[Step, ...] = ()
    """What is called, in order."""
    missing: tuple[str, ...] = ()
    """missing: names of parameters of the first wish that the user has not said."""
    pending: tuple[PlannedCall, ...] = ()
    """confirm, offer: the calls that wait for a yes."""
    note: str = ""
    """What kind of turn it is, for acts and endings of several kinds; the scenario's own word."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the system message about a tool (scenario `policy`)."""

    kind: Literal["forbidden", "confirm", "limit", "only"]
    """forbidden: never call it. confirm: ask before calling, where `value` is `given` unless the
    user has said beforehand that it is meant. limit: `parameter` at most `value`.
    only: `parameter` must be `value`."""
    tool: Tool
    parameter: str = ""
    value: Json = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole dialogue to be put into words."""

    scenario: str
    offered: tuple[Tool, ...]
    turns: tuple[Turn, ...]
    today: date
    execution: Execution | None = None
    arrivals: Mapping[str, int] = field(default_factory=dict)
    """By id, tools that are offered from a later turn on: index into `turns`."""
    rules: tuple[Rule, ...] = ()
    thinking: bool = False
    """Whether the assistant reasons in words before it calls."""
    language: str = "en"
    """Language of the user and the replies, ISO 639-1."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where the words carry one argument: `[start, end)` in characters of the user turn, or
    `start == end == -1` when the value follows from the schema (`transform` is then `default`,
    `const` or `enum`). `call` indexes `Turn.wishes`, `path` is a JSON Pointer of a leaf."""

    call: int
    path: str
    start: int
    end: int
    transform: str


@dataclass(frozen=True, slots=True)
class Words:
    """One turn in words."""

    user: str
    spans: tuple[Span, ...] = ()
    reply: str = ""
    """The assistant's text at the end of the turn; empty where it ends with calls."""
    thoughts: tuple[str, ...] = ()
    """Reasoning, one text before each step and one before the reply; empty for none."""


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
    """What a scenario may vary, each at least and at most, and where calls are executed."""

    stage: Stage
    offered: tuple[int, int] = (1, 20)
    """Tools on offer."""
    turns: tuple[int, int] = (2, 6)
    """User turns, for scenarios of several."""
    calls: tuple[int, int] = (2, 6)
    """Calls that depend on each other."""


class Scenario(Protocol):
    """A kind of dialogue. One file in `generators/scenarios` with `PART` set to one of these."""

    name: str
    share: float
    """Default share of the mix, in percent."""

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
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
