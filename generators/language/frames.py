"""Sentence frames: how people open a request. `{v}` is the verb phrase or the thing wanted."""

from dataclasses import dataclass
from random import Random
from typing import Literal, Protocol

Slot = Literal["you", "me", "ing", "thing", "bare", "plural"]
"""What `{v}` takes: a verb phrase for the assistant, one for the user, a gerund phrase, the object
as it is, the object without its article, or the object in the plural."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A template, what fills it, and the mark it ends with."""

    text: str
    slot: Slot
    end: str


class Shaped(Protocol):
    """What a frame must know of the call (see `request.Shape`)."""

    @property
    def has_object(self) -> bool: ...
    @property
    def definite(self) -> bool: ...
    @property
    def plural(self) -> bool: ...


def _all(slot: Slot, end: str, *texts: str) -> tuple[Frame, ...]:
    return tuple(Frame(text, slot, end) for text in texts)


_COMMAND = _all(
    "you",
    ".",
    "{v}",
    "{v}",
    "{v}",
    "please {v}",
    "{v}, please",
    "{v} for me",
    "go ahead and {v}",
    "just {v}",
    "now {v}",
    "I need you to {v}",
    "I'd like you to {v}",
    "I want you to {v}",
)
_QUESTION = _all(
    "you",
    "?",
    "can you {v}",
    "could you {v}",
    "can you please {v}",
    "could you please {v}",
    "would you {v}",
    "can you quickly {v}",
    "could you {v} for me",
    "are you able to {v}",
    "will you {v}",
    "any chance you could {v}",
    "do you think you could {v}",
    "can u {v}",
    "may I ask you to {v}",
    "would you be able to {v}",
    "is there any way you could {v}",
)
_GERUND = _all(
    "ing",
    "?",
    "would you mind {v}",
    "mind {v}",
    "do you mind {v}",
    "how about {v}",
    "can you help with {v}",
)
_GERUND_SAID = _all("ing", ".", "I need help {v}", "help me with {v}", "I could use a hand {v}")
_WISH = _all(
    "me",
    ".",
    "I want to {v}",
    "I'd like to {v}",
    "I need to {v}",
    "I would like to {v}",
    "I have to {v}",
    "we need to {v}",
    "I'm trying to {v}",
    "I'm looking to {v}",
    "help me {v}",
    "let's {v}",
    "I was hoping to {v}",
    "we'd like to {v}",
    "I wish to {v}",
    "we want to {v}",
    "looking to {v}",
    "time to {v}",
    "I must {v}",
    "I've got to {v}",
    "trying to {v} here",
    "need to {v}",
)
_THING_DEFINITE = (
    *_all(
        "thing",
        "?",
        "what's {v}",
        "what is {v}",
        "do you know {v}",
        "can you tell me {v}",
        "could you tell me {v}",
        "can I get {v}",
        "could I have {v}",
        "do you have {v}",
        "any idea what {v} is",
        "may I know {v}",
        "can I see {v}",
    ),
    *_all(
        "thing",
        ".",
        "tell me {v}",
        "I need {v}",
        "I want {v}",
        "I'd like to know {v}",
        "let me know {v}",
        "give me {v}",
        "show me {v}",
        "I'm after {v}",
        "let me see {v}",
        "I'd like {v}",
        "get me {v}",
        "I need to know {v}",
    ),
    *_all("bare", "?", "{v}"),
)
_THING_PLURAL = (
    *_all(
        "bare",
        "?",
        "which {v} are there",
        "what {v} are there",
        "what {v} do we have",
        "are there any {v}",
        "do we have any {v}",
        "got any {v}",
        "any {v}",
    ),
    *_all(
        "thing",
        ".",
        "show me {v}",
        "I need {v}",
        "I want to see {v}",
        "give me {v}",
        "pull up {v}",
        "let me see {v}",
        "I'd like to see {v}",
    ),
)
_THING_SOUGHT = (
    *_all(
        "thing",
        ".",
        "I'm looking for {v}",
        "I need {v}",
        "looking for {v}",
        "I'm after {v}",
        "I want {v}",
        "find me {v}",
        "searching for {v}",
        "I'd love {v}",
    ),
    *_all(
        "plural",
        "?",
        "are there any {v}",
        "do you know any {v}",
        "any {v}",
        "got any {v}",
        "can you find any {v}",
        "do you know of any {v}",
    ),
)

DETAIL_LEADS = (
    "Details: ",
    "Here are the details: ",
    "",
    "",
    "Use ",
    "Info: ",
    "Here's what I have: ",
    "For the rest: ",
    "The rest: ",
    "Specifics: ",
)

_WEIGHTS: dict[str, tuple[tuple[tuple[Frame, ...], float], ...]] = {
    "terse": ((_COMMAND[:3], 6), (_WISH[19:20], 1)),
    "plain": ((_COMMAND, 5), (_QUESTION, 3), (_WISH, 4), (_GERUND_SAID, 0.5)),
    "polite": ((_QUESTION, 6), (_GERUND, 2), (_WISH, 3), (_COMMAND[3:6], 2)),
    "chatty": ((_QUESTION, 4), (_WISH, 5), (_COMMAND, 2), (_GERUND, 1), (_GERUND_SAID, 0.5)),
}


def frame(kind: str, register: str, shape: Shaped, rng: Random) -> Frame:
    """A frame that fits the kind of verb, the register and the shape of the object."""
    groups = list(_WEIGHTS[register])
    if shape.has_object:
        if kind in ("read", "compute") and shape.definite and not shape.plural:
            groups.append((_THING_DEFINITE, 8))
        elif kind in ("list", "read") and shape.plural:
            groups.append((_THING_PLURAL, 6))
        elif kind == "search":
            groups.append((_THING_SOUGHT, 7))
    total = sum(weight for _, weight in groups)
    mark = rng.random() * total
    for frames, weight in groups:
        mark -= weight
        if mark < 0:
            return rng.choice(frames)
    return rng.choice(groups[-1][0])
