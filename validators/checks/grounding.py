"""grounding: every argument of every expected call comes from somewhere.

Samples that carry groundings are verified: each leaf has one, and each holds. A dataset without
any is searched instead: each leaf must be findable in what was said or returned before the call.

Reasons: `missing_grounding` (a leaf without one), `false_grounding` (it points at nothing, or the
words do not mean the value), `ungrounded_argument` (searched for and not found).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from studio.check import Reading, SampleCheck, Transform
from studio.pointer import MISSING, inside, leaves, resolve, same, steps
from studio.record import (
    AssistantMessage,
    Check,
    Expected,
    Grounding,
    Json,
    Sample,
    Schema,
    SystemMessage,
    Tool,
    ToolMessage,
    UserMessage,
)
from studio.registry import Registry
from validators.checks._search import Search
from validators.checks._spans import cuts
from validators.reading.today import today_of
from validators.trails import trail

_TRANSFORMS: Registry[Transform] = Registry("validators.transforms", "transform")


@lru_cache(maxsize=4096)
def _decoded(content: str) -> Any:
    """The JSON value of a tool's result; the text itself when it is none."""
    try:
        return msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError):
        return content


def named(path: list[str]) -> str:
    """The argument a leaf belongs to: the last step that is not a place in a list."""
    return next((step for step in reversed(path) if not step.isdecimal()), "")


class _Turn:
    """What the groundings of one expected turn are held against."""

    def __init__(self, sample: Sample, index: int) -> None:
        self.messages = sample.messages
        self.index = index

    def fault(self, grounding: Grounding, value: Json, root: Schema) -> str:
        """What is wrong with one grounding; empty when it holds."""
        path = steps(grounding.path)
        if grounding.source == "schema":
            return _schema_fault(grounding.transform, value, path, root)
        if not 0 <= grounding.message < len(self.messages):
            return f"there is no message {grounding.message}"
        if grounding.transform not in _TRANSFORMS.parts:
            return f"there is no transformation {grounding.transform!r}"
        if grounding.source == "message":
            return self._message_fault(grounding, value, path, root)
        return self._result_fault(grounding, value, path, root)

    def _message_fault(
        self, grounding: Grounding, value: Json, path: list[str], root: Schema
    ) -> str:
        message = self.messages[grounding.message]
        if grounding.message >= self.index:
            return f"message {grounding.message} does not come before the call"
        if not isinstance(message, UserMessage | SystemMessage):
            return f"message {grounding.message} is neither the user's nor the system's"
        start, end = grounding.start, grounding.end
        if not 0 <= start < end <= len(message.content):
            return f"span {start}:{end} lies outside message {grounding.message}"
        text = message.content[start:end]
        if cuts(message.content, start, end):
            return f"span {text!r} cuts a word or number"
        if not self._holds(grounding.transform, text, value, path, root):
            return f"{text!r} does not mean {_shown(value)} by {grounding.transform!r}"
        return ""

    def _result_fault(
        self, grounding: Grounding, value: Json, path: list[str], root: Schema
    ) -> str:
        message = self.messages[grounding.message]
        if not isinstance(message, ToolMessage):
            return f"message {grounding.message} is no tool result"
        if grounding.message >= self.index:
            return f"message {grounding.message} does not come before the call"
        found = resolve(_decoded(message.content), grounding.pointer)
        if found is MISSING:
            return f"the result has nothing at {grounding.pointer!r}"
        if same(found, value):
            return ""
        text = found if isinstance(found, str) else msgspec.json.encode(found).decode()
        if self._holds(grounding.transform, text, value, path, root):
            return ""
        return f"the result has {_shown(found)} at {grounding.pointer!r}, not {_shown(value)}"

    def _holds(self, transform: str, text: str, value: Json, path: list[str], root: Schema) -> bool:
        part = _TRANSFORMS.parts[transform]
        if transform == "verbatim":
            return part.holds(text, value, _BLANK)
        schema, name = trail(root, path)[-1], named(path)
        if part.holds(text, value, Reading(None, name, schema)):
            return True
        # The stated date is looked for only where the words alone are not enough.
        today = today_of(self.messages, self.index)
        return today is not None and part.holds(text, value, Reading(today, name, schema))


_BLANK = Reading(None, "", {})


def _schema_fault(kind: str, value: Json, path: list[str], root: Schema) -> str:
    """Whether the schema says the value: at the leaf, or for a default also further up."""
    found = trail(root, path)
    leaf = found[-1]
    if kind == "const" and "const" in leaf and same(leaf["const"], value):
        return ""
    if kind == "enum":
        enum = leaf.get("enum")
        if isinstance(enum, list) and len(enum) == 1 and same(enum[0], value):
            return ""
    if kind == "default":
        for depth, schema in enumerate(found):
            if "default" in schema:
                said = resolve(schema["default"], inside("", *path[depth:]))
                if said is not MISSING and same(said, value):
                    return ""
    return f"the schema has no {kind} {_shown(value)} there"


def _shown(value: Json) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


class GroundingCheck:
    """Traces every leaf of every call to a message, a result or the schema."""

    name = "grounding"
    reasons: tuple[str, ...] = ("ungrounded_argument", "false_grounding", "missing_grounding")

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """The leaves that come from nowhere; calls of tools that are not offered are left to the
        schema check."""
        roots = {tool.name: tool.parameters for tool in tools.values()}
        if any(call.grounding for turn in sample.expected for call in turn.calls):
            for turn in sample.expected:
                yield from self._verified(sample, turn, roots)
            return
        search: Search | None = None
        for index, name, arguments in _calls(sample):
            if name in roots and arguments:
                search = search or Search(sample.messages, _TRANSFORMS.parts)
                yield from self._searched(search, index, name, arguments, roots[name])

    def _verified(
        self, sample: Sample, turn: Expected, roots: Mapping[str, Schema]
    ) -> Iterator[Check]:
        state = _Turn(sample, turn.message)
        for call in turn.calls if turn.behaviour in ("call", "ask") else ():
            root = roots.get(call.name)
            if root is None:
                continue
            given = {grounding.path: grounding for grounding in call.grounding}
            for path, value in leaves(call.arguments) if call.arguments else ():
                grounding = given.pop(path, None)
                if grounding is None:
                    detail = f"{path} of {call.name} = {_shown(value)}"
                    yield self._fault("missing_grounding", detail)
                    continue
                wrong = state.fault(grounding, value, root)
                if wrong:
                    yield self._fault("false_grounding", f"{path} of {call.name}: {wrong}")
            for path in given:
                detail = f"{path} of {call.name}: the call has no such argument"
                yield self._fault("false_grounding", detail)

    def _searched(
        self, search: Search, index: int, name: str, arguments: dict[str, Json], root: Schema
    ) -> Iterator[Check]:
        for path, value in leaves(arguments):
            parts = steps(path)
            said = any(
                not _schema_fault(kind, value, parts, root) for kind in ("default", "const", "enum")
            )
            if said or search.found(value, index, named(parts), trail(root, parts)[-1]):
                continue
            detail = f"{path} of {name} = {_shown(value)} is in no earlier message"
            yield self._fault("ungrounded_argument", detail)

    def _fault(self, reason: str, detail: str) -> Check:
        return Check(name=self.name, ok=False, reason=reason, detail=detail)


def _calls(sample: Sample) -> Iterator[tuple[int, str, dict[str, Json]]]:
    """Every call with the index of its turn: the expected ones, else those in the messages."""
    expected = [(turn.message, call) for turn in sample.expected for call in turn.calls]
    if expected:
        for index, planned in expected:
            yield index, planned.name, planned.arguments
        return
    for index, message in enumerate(sample.messages):
        if isinstance(message, AssistantMessage):
            for call in message.tool_calls:
                yield index, call.name, call.arguments


PART: SampleCheck = GroundingCheck()
