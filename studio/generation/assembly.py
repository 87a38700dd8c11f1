"""A brief and its words become a sample: messages, calls, results, label, groundings, masks.

No check is made here and nothing is sampled but the masked names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from random import Random

from studio.brief import (
    BEHAVIOURS,
    Brief,
    Draft,
    Found,
    PlannedCall,
    Refusal,
    Slot,
    Span,
    Step,
    Turn,
    Words,
)
from studio.generation.alternatives import alternatives
from studio.masking import maskable
from studio.pointer import escaped, leaves, unescaped
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
    ToolMessage,
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

    Refuses, `mask_leak`, words and errors that tell the real name of a masked tool or parameter.
    """
    if masks and (leak := _leak(brief, masks, draft)):
        return Refusal("mask_leak", f"words or errors tell the masked name {leak!r}")
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
        arrivals={tool: dialogue.turns[turn] for tool, turn in brief.arrivals.items()},
        masks=dict(masks),
        messages=tuple(dialogue.messages),
        expected=tuple(dialogue.expected),
        language=brief.language,
        execution=brief.execution,
        origin=SampleOrigin(
            seed=made.seed,
            lane=slot.lane,
            rank=slot.rank,
            attempt=slot.attempt,
            teacher=made.teacher,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a leaf was found to come from, with what else is known of its words."""

    grounding: Grounding
    """Its path is the real one."""
    span: Span | None = None
    text: str = ""
    """The user turn the span lies in."""


@dataclass(slots=True)
class _Dialogue:
    """Messages and label as they grow, turn by turn."""

    masks: Mapping[str, Mask]
    messages: list[Message] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    """Index of the message of each user turn."""
    _told: list[list[dict[str, _Origin]]] = field(default_factory=list)
    """By turn and wish, what the words carry."""
    _results: list[int] = field(default_factory=list)
    """Index of the message with the result of each call; -1 where there is none."""

    def add(self, turn: Turn, words: Words) -> None:
        """One user turn and everything up to the next."""
        self.turns.append(len(self.messages))
        self.messages.append(UserMessage(content=words.user))
        self._told.append([{} for _ in turn.wishes])
        for span in words.spans:
            self._told[-1][span.call][span.path] = self._said(span, words.user)
        first = len(self._results)
        for number, step in enumerate(turn.steps):
            thought = words.thoughts[number] if number < len(words.thoughts) else ""
            self._step(step, first, thought)
        if turn.ending != "calls":
            self._close(turn, words, first)

    def _said(self, span: Span, text: str) -> _Origin:
        if span.start < 0:
            grounding = Grounding(path=span.path, source="schema", transform=span.transform)
            return _Origin(grounding)
        grounding = Grounding(
            path=span.path,
            source="message",
            message=self.turns[-1],
            start=span.start,
            end=span.end,
            transform=span.transform,
        )
        return _Origin(grounding, span, text)

    def _step(self, step: Step, first: int, thought: str) -> None:
        """Calls made at once, and their results."""
        start = len(self._results)
        place = len(self.messages)
        calls = tuple(
            self._expected(call, start + number, first) for number, call in enumerate(step.calls)
        )
        made = tuple(
            ToolCall(id=f"call_{start + i}", name=call.name, arguments=call.arguments)
            for i, call in enumerate(calls)
        )
        self.messages.append(AssistantMessage(tool_calls=made, thought=thought or None))
        self.expected.append(Expected(message=place, behaviour="call", calls=calls))
        for call, outcome in zip(made, step.outcomes, strict=bool(step.outcomes)):
            self._results.append(len(self.messages))
            self.messages.append(
                ToolMessage(
                    tool_call_id=call.id,
                    name=call.name,
                    content=outcome.content,
                    error=outcome.error,
                )
            )
        if not step.outcomes:
            self._results.extend([-1] * len(made))

    def _close(self, turn: Turn, words: Words, first: int) -> None:
        """The words at the end of a turn."""
        behaviour = BEHAVIOURS[turn.ending]
        calls: tuple[ExpectedCall, ...] = ()
        missing: tuple[str, ...] = ()
        if turn.ending == "missing":
            names = self._names(turn.wishes[0].tool)
            missing = tuple(names.get(name, name) for name in turn.missing)
        elif behaviour == "ask":
            following = len(self._results)
            calls = tuple(
                self._expected(call, following + number, first)
                for number, call in enumerate(turn.pending)
            )
        thought = words.thoughts[len(turn.steps)] if len(words.thoughts) > len(turn.steps) else ""
        place = len(self.messages)
        self.messages.append(AssistantMessage(content=words.reply, thought=thought or None))
        self.expected.append(
            Expected(message=place, behaviour=behaviour, calls=calls, missing=missing)
        )

    def _names(self, tool: Tool) -> Mapping[str, str]:
        mask = self.masks.get(tool.id)
        return mask.parameters if mask else {}

    def _expected(self, call: PlannedCall, number: int, first: int) -> ExpectedCall:
        """The label of the call `number` of the dialogue, in a turn whose first call is `first`."""
        mask = self.masks.get(call.tool.id)
        names = self._names(call.tool)
        arguments: dict[str, Json] = {
            names.get(name, name): value for name, value in call.arguments.items()
        }
        origins = self._origins(call, number - first)
        spans = [(each.span, each.text) for each in origins if each.span is not None]
        needed = {s.call for s in call.sources.values() if isinstance(s, Found)} | {*call.after}
        return ExpectedCall(
            name=mask.name if mask else call.tool.name,
            arguments=arguments,
            optional=tuple(names.get(name, name) for name in call.optional),
            acceptable={
                _renamed(path, names): values for path, values in alternatives(call, spans).items()
            },
            grounding=tuple(_shown(each.grounding, names) for each in origins),
            after=tuple(sorted(each - first for each in needed if each >= first)),
        )

    def _origins(self, call: PlannedCall, wish: int) -> list[_Origin]:
        """Where each leaf of a call comes from; leaves nobody can tell of are left to the checks,
        which miss their grounding."""
        wishes = self._told[-1]
        said = wishes[wish] if wish < len(wishes) else {}
        if not call.sources:
            return list(said.values())
        found: list[_Origin] = []
        for path, _ in leaves(call.arguments) if call.arguments else ():
            source = call.sources.get(path)
            if isinstance(source, Found):
                found.append(_Origin(self._found(path, source)))
                continue
            told = self._told[source.turn][source.wish] if source else said
            origin = told.get(source.path if source else path)
            if origin is not None:
                found.append(_moved(origin, path))
        return found

    def _found(self, path: str, source: Found) -> Grounding:
        return Grounding(
            path=path,
            source="result",
            message=self._results[source.call],
            pointer=source.pointer,
            transform=source.transform,
        )


def _moved(origin: _Origin, path: str) -> _Origin:
    """The same words for the leaf of another call."""
    if origin.grounding.path == path:
        return origin
    span = replace(origin.span, path=path) if origin.span is not None else None
    return _Origin(origin.grounding.model_copy(update={"path": path}), span, origin.text)


def _shown(grounding: Grounding, names: Mapping[str, str]) -> Grounding:
    if not names:
        return grounding
    return grounding.model_copy(update={"path": _renamed(grounding.path, names)})


def _renamed(path: str, names: Mapping[str, str]) -> str:
    """A JSON Pointer with its first step renamed."""
    first, slash, rest = path[1:].partition("/")
    name = unescaped(first)
    return f"/{escaped(names.get(name, name))}{slash}{rest}"


def _leak(brief: Brief, masks: Mapping[str, Mask], draft: Draft) -> str:
    """A masked name that looks like code and stands in the words; empty when there is none."""
    said = (p for words in draft.turns for p in (words.user, words.reply, *words.thoughts))
    outcomes = (one for turn in brief.turns for step in turn.steps for one in step.outcomes)
    errors = (outcome.content for outcome in outcomes if not outcome.ok)
    text = "\n".join([draft.system, *said, *errors])
    return next((name for name in _real_names(brief.offered, masks) if name in text), "")


def _real_names(tools: Sequence[Tool], masks: Mapping[str, Mask]) -> Iterator[str]:
    for tool in tools:
        for name in (tool.name, *masks[tool.id].parameters):
            if _IDENTIFIER.search(name):
                yield name
