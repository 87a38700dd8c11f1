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


@dataclass(frozen=True, slots=True)
class Group:
    """Frames of one kind: those for any request, and those only a short one can end in."""

    long: tuple[Frame, ...]
    every: tuple[Frame, ...]


class Shaped(Protocol):
    """What a frame must know of the call (see `request.Shape`)."""

    @property
    def has_object(self) -> bool: ...
    @property
    def definite(self) -> bool: ...
    @property
    def plural(self) -> bool: ...
    @property
    def simple(self) -> bool: ...
    @property
    def worded(self) -> bool: ...


def _all(slot: Slot, end: str, *texts: str) -> Group:
    """Frames in which words follow `{v}` are for short requests."""
    every = tuple(Frame(text, slot, end) for text in texts)
    return Group(tuple(frame for frame in every if frame.text.endswith("{v}")), every)


def _both(*groups: Group) -> Group:
    return Group(
        tuple(frame for group in groups for frame in group.long),
        tuple(frame for group in groups for frame in group.every),
    )


_BARE = _all("you", ".", "{v}")
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
    "could I ask you to {v}",
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
    "we need to {v}",
    "I'm trying to {v}",
    "I'm looking to {v}",
    "help me {v}",
    "let's {v}",
    "I was hoping to {v}",
    "we'd like to {v}",
    "we want to {v}",
    "need to {v}",
)
_DUTY = _all(
    "me",
    ".",
    "I have to {v}",
    "time to {v}",
    "I've got to {v}",
    "we have to {v}",
    "it's time to {v}",
)
"""For things one does, not for things one looks up."""
_NEED = _all("me", ".", "need to {v}", "want to {v}", "trying to {v}")
_FORMAL = _both(
    _all(
        "you",
        ".",
        "please {v}",
        "kindly {v}",
        "I would kindly ask you to {v}",
        "please be so kind as to {v}",
        "I would appreciate it if you could {v}",
        "I would be grateful if you could {v}",
        "please proceed to {v}",
    ),
    _all(
        "me", ".", "I would like to {v}", "I wish to {v}", "we wish to {v}", "we would like to {v}"
    ),
    _all(
        "you",
        "?",
        "could you kindly {v}",
        "would it be possible for you to {v}",
        "may I ask you to {v}",
    ),
)
_TECHNICAL = _all(
    "you",
    ".",
    "{v}",
    "{v}",
    "{v}",
    "please {v}",
    "next step: {v}",
    "as a first step, {v}",
    "{v}",
    "for the runbook: {v}",
)
_THING_DEFINITE = _both(
    _all(
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
    _all(
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
    _all("bare", "?", "{v}"),
)
_THING_PLURAL = _both(
    _all(
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
    _all(
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
_SOUGHT = _all(
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
)
_SOUGHT_ANY = _all(
    "plural",
    "?",
    "are there any {v}",
    "do you know any {v}",
    "any {v}",
    "got any {v}",
    "can you find any {v}",
    "do you know of any {v}",
)

_SOUGHT_OR_ANY = _both(_SOUGHT, _SOUGHT_ANY)

DETAIL_LEADS = (
    "Details: ",
    "Here are the details: ",
    "",
    "",
    "Info: ",
    "Here's what I have: ",
    "For the rest: ",
    "The rest: ",
    "Specifics: ",
)

_Weighted = tuple[tuple[Group, float], ...]

_WEIGHTS: dict[str, _Weighted] = {
    "terse": ((_BARE, 6), (_NEED, 1)),
    "plain": ((_COMMAND, 5), (_QUESTION, 3), (_WISH, 4), (_GERUND_SAID, 0.5)),
    "polite": ((_QUESTION, 6), (_GERUND, 2), (_WISH, 3), (_FORMAL, 1)),
    "chatty": ((_QUESTION, 4), (_WISH, 5), (_COMMAND, 2), (_GERUND, 1), (_GERUND_SAID, 0.5)),
    "formal": ((_FORMAL, 8), (_QUESTION, 1)),
    "technical": ((_TECHNICAL, 8), (_WISH, 1)),
}
_ACTING = frozenset({"create", "update", "delete", "send", "act"})


def _fitting(kind: str, register: str, shape: Shaped) -> tuple[Group, float] | None:
    """The group that asks for the thing itself, where the call has one to ask for."""
    if kind in _ACTING:
        return (_DUTY, 1.5) if register in ("plain", "chatty") else None
    if not shape.has_object or register == "formal":
        return None
    if kind in ("read", "compute") and shape.definite and not shape.plural:
        return _THING_DEFINITE, 8
    if kind in ("list", "read") and shape.plural and shape.worded:
        return _THING_PLURAL, 6
    if kind == "search":
        return (_SOUGHT_OR_ANY if shape.worded else _SOUGHT), 7
    return None


def frame(kind: str, register: str, shape: Shaped, rng: Random) -> Frame:
    """A frame that fits the kind of verb, the register and the shape of the object."""
    groups = _WEIGHTS[register]
    if fitting := _fitting(kind, register, shape):
        groups = (*groups, fitting)
    (group,) = rng.choices([group for group, _ in groups], [weight for _, weight in groups])
    return rng.choice(group.every if shape.simple else group.long)
