"""A brief and its words become a sample: messages, calls, label, groundings, masked names.

No check is made here and nothing is sampled but the masked names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from random import Random

from studio.brief import Brief, Draft, PlannedCall, Refusal, Slot, Span, Turn, Words
from studio.generation.alternatives import alternatives
from studio.masking import maskable
from studio.pointer import escaped, unescaped
from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Grounding,
    Json,
    Mask,
    Message,
    Sample,
    SampleOrigin,
    SystemMessage,
    Tool,
    ToolCall,
    UserMessage,
)

_FUNCTIONS = ("func_{}", "fn_{}", "tool_{}", "f{}", "function_{}", "action{}", "fn_{}a", "call_{}b")
_PARAMETERS = ("arg_{}", "param_{}", "p{}", "param_x{}", "a{}", "arg{}", "field_{}", "v_{}")
_IDENTIFIER = re.compile(r".[._]|[a-z][A-Z]")
"""Looks like code, not like a word: `get_weather`, `drive.files.list`, `pageSize`."""


@dataclass(frozen=True, slots=True)
class Made:
    """Who made a sample, in the words of `SampleOrigin`."""

    seed: int
    teacher: str


def sample_id(seed: int, slot: Slot) -> str:
    """`s-` and 12 hex digits of a hash of what a sample depends on."""
    key = f"{seed}\x1f{slot.lane}\x1f{slot.rank}\x1f{slot.attempt}".encode()
    return "s-" + blake2b(key, digest_size=6).hexdigest()


def draw_masks(tools: Sequence[Tool], rng: Random) -> dict[str, Mask]:
    """Names that say nothing for every tool, in one style a sample, all different.

    Each function's parameters are numbered anew or on through the sample, as the draw has it; where
    renaming them would change what the schema accepts, they keep their names.
    """
    function, parameter = rng.choice(_FUNCTIONS), rng.choice(_PARAMETERS)
    numbers = iter(rng.sample(range(1, 10 * len(tools) + 10), len(tools)))
    afresh = rng.random() < 0.5
    first = rng.randint(0, 3)
    following = first
    masks: dict[str, Mask] = {}
    for tool in tools:
        names = maskable(tool)
        start = first if afresh else following
        following = start + len(names)
        masks[tool.id] = Mask(
            name=function.format(next(numbers)),
            parameters={name: parameter.format(start + i) for i, name in enumerate(names)},
        )
    return masks


def assemble(
    slot: Slot, brief: Brief, draft: Draft, made: Made, masks: Mapping[str, Mask]
) -> Sample | Refusal:
    """The sample of a slot, its names masked by `masks` (empty for none).

    Refuses, `mask_leak`, words that tell the real name of a tool or parameter that is masked.
    """
    if masks and (leak := _leak(brief.offered, masks, draft)):
        return Refusal("mask_leak", f"the words tell the masked name {leak!r}")
    dialogue = _Dialogue(masks)
    if draft.system:
        dialogue.messages.append(SystemMessage(content=draft.system))
    for turn, words in zip(brief.turns, draft.turns, strict=True):
        dialogue.add(turn, words)
    return Sample(
        id=sample_id(made.seed, slot),
        index=slot.index,
        scenario=brief.scenario,
        tools=tuple(tool.id for tool in brief.offered),
        masks=dict(masks),
        messages=tuple(dialogue.messages),
        expected=tuple(dialogue.expected),
        origin=SampleOrigin(
            seed=made.seed,
            lane=slot.lane,
            rank=slot.rank,
            attempt=slot.attempt,
            teacher=made.teacher,
        ),
    )


@dataclass(slots=True)
class _Dialogue:
    """Messages and label as they grow, turn by turn."""

    masks: Mapping[str, Mask]
    messages: list[Message] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    calls: int = 0

    def add(self, turn: Turn, words: Words) -> None:
        user = len(self.messages)
        self.messages.append(UserMessage(content=words.user))
        calls: tuple[ExpectedCall, ...] = ()
        missing: tuple[str, ...] = ()
        if turn.behaviour == "call":
            calls = tuple(
                self._expected(call, [span for span in words.spans if span.call == i], words, user)
                for i, call in enumerate(turn.calls)
            )
            self.messages.append(self._calling(calls, words.reply))
        else:
            self.messages.append(AssistantMessage(content=words.reply))
        if turn.behaviour == "ask":
            names = self._names(turn.calls[0].tool)
            missing = tuple(names.get(name, name) for name in turn.missing)
        self.expected.append(
            Expected(message=user + 1, behaviour=turn.behaviour, calls=calls, missing=missing)
        )

    def _calling(self, calls: Sequence[ExpectedCall], reply: str) -> AssistantMessage:
        made = tuple(
            ToolCall(id=f"call_{self.calls + i}", name=call.name, arguments=call.arguments)
            for i, call in enumerate(calls)
        )
        self.calls += len(made)
        return AssistantMessage(content=reply or None, tool_calls=made)

    def _names(self, tool: Tool) -> Mapping[str, str]:
        mask = self.masks.get(tool.id)
        return mask.parameters if mask else {}

    def _expected(
        self, call: PlannedCall, spans: Sequence[Span], words: Words, user: int
    ) -> ExpectedCall:
        mask = self.masks.get(call.tool.id)
        names = self._names(call.tool)
        arguments: dict[str, Json] = {
            names.get(name, name): value for name, value in call.arguments.items()
        }
        return ExpectedCall(
            name=mask.name if mask else call.tool.name,
            arguments=arguments,
            optional=tuple(names.get(name, name) for name in call.optional),
            acceptable={
                _renamed(path, names): values
                for path, values in alternatives(call, spans, words.user).items()
            },
            grounding=tuple(_grounding(span, names, user) for span in spans),
        )


def _grounding(span: Span, names: Mapping[str, str], user: int) -> Grounding:
    path = _renamed(span.path, names) if names else span.path
    if span.start < 0:
        return Grounding(path=path, source="schema", transform=span.transform)
    return Grounding(
        path=path,
        source="message",
        message=user,
        start=span.start,
        end=span.end,
        transform=span.transform,
    )


def _renamed(path: str, names: Mapping[str, str]) -> str:
    """A JSON Pointer with its first step renamed."""
    first, slash, rest = path[1:].partition("/")
    name = unescaped(first)
    return f"/{escaped(names.get(name, name))}{slash}{rest}"


def _leak(tools: Sequence[Tool], masks: Mapping[str, Mask], draft: Draft) -> str:
    """A masked name that looks like code and stands in the words; empty when there is none."""
    text = "\n".join(
        [draft.system, *(part for words in draft.turns for part in (words.user, words.reply))]
    )
    return next((name for name in _real_names(tools, masks) if name in text), "")


def _real_names(tools: Sequence[Tool], masks: Mapping[str, Mask]) -> Iterator[str]:
    for tool in tools:
        for name in (tool.name, *masks[tool.id].parameters):
            if _IDENTIFIER.search(name):
                yield name
