"""Where a dialogue stands when somebody is to speak, and what speaking is: acts and endings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from generators.language.phrase import Phrase
from generators.language.saying import Speaker
from studio.brief import Brief, PlannedCall, Span, Turn, Words
from studio.environment import Outcome
from studio.pointer import resolve
from studio.registry import Registry
from studio.resources.operation import read


@dataclass(slots=True)
class Situation:
    """A turn of a brief, with all that was said before it."""

    brief: Brief
    index: int
    """Of the turn in the brief."""
    speaker: Speaker
    register: str
    """How the user talks, the same in all turns: one of `manner.REGISTERS`."""
    before: list[Words] = field(default_factory=list)
    """The earlier turns in words."""
    user: str = ""
    """What the user says in this turn, once it was said."""
    spans: tuple[Span, ...] = ()
    answer: str = ""
    """The reply, where it belongs to the very words of the user."""

    @property
    def turn(self) -> Turn:
        return self.brief.turns[self.index]

    @property
    def let_down(self) -> bool:
        """Whether the answer before this turn did not give the user what they wanted."""
        if not self.index:
            return False
        before = self.brief.turns[self.index - 1]
        return before.ending in ("unable", "forbidden", "failed", "dropped", "offer") or (
            before.ending == "report" and _found_nothing(before)
        )

    def calls(self) -> list[tuple[PlannedCall, Outcome | None]]:
        """Every call of the dialogue up to the end of this turn, by its number; with no outcome
        where the dialogue ends with the call."""
        return [made for turn in self.brief.turns[: self.index + 1] for made in made_in(turn)]

    def made(self) -> list[tuple[PlannedCall, Outcome | None]]:
        """The calls of this turn."""
        return made_in(self.turn)


def _found_nothing(turn: Turn) -> bool:
    """Whether all that a turn came to is empty lists."""
    made = [(call, outcome) for call, outcome in made_in(turn) if outcome is not None]
    return bool(made) and all(
        (pointer := read(call.tool).items) is not None and resolve(outcome.value, pointer) == []
        for call, outcome in made
    )


def made_in(turn: Turn) -> list[tuple[PlannedCall, Outcome | None]]:
    """The calls of a turn in order, each with its outcome if there is one."""
    return [
        (call, step.outcomes[number] if step.outcomes else None)
        for step in turn.steps
        for number, call in enumerate(step.calls)
    ]


class ActPart(Protocol):
    """One way of the user to speak. One file in `generators/language/acts`."""

    name: str

    def say(self, situation: Situation) -> Phrase:
        """The user's words, values marked with the wish they belong to. Raises Unsayable."""
        ...


class EndingPart(Protocol):
    """One way of the assistant to end a turn. One file in `generators/language/endings`."""

    name: str

    def reply(self, situation: Situation) -> str:
        """The assistant's words. Raises Unsayable."""
        ...


@cache
def acts() -> Registry[ActPart]:
    """The ways of the user to speak."""
    return Registry("generators.language.acts", "act")


@cache
def endings() -> Registry[EndingPart]:
    """The ways to end a turn."""
    return Registry("generators.language.endings", "ending")


def heard(situation: Situation, kinds: Sequence[str]) -> list[str]:
    """What the user said in this turn that can be repeated by itself: `Friday`, `Ana Ruiz`."""
    from generators.language.intent import meanings

    found = []
    for span in situation.spans:
        name = span.path.split("/")[1]
        meant = meanings(situation.turn.wishes[span.call].tool).get(name)
        short = span.start >= 0 and span.end - span.start <= _LONGEST_HEARD
        plain = meant is not None and meant.kind in kinds and not meant.role
        if plain and short and span.path.count("/") == 1:
            found.append(situation.user[span.start : span.end])
    return found


_LONGEST_HEARD = 30
