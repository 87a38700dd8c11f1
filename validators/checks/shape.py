"""The shape of a dialogue: who speaks when, which call is answered where, what the label says.

| reason | when |
|---|---|
| no_messages | there is nothing |
| bad_role_order | system not first, no user before the assistant, a tool result out of place, two user turns in a row, an assistant turn after an assistant turn without calls |
| no_final_answer | the dialogue does not end with an assistant turn |
| empty_message | a user turn without text, an assistant turn with neither text nor calls |
| duplicate_call_id | two calls with one id |
| unknown_call_id | a result for a call that was not just made, or a second one for it |
| unanswered_call | a call without a result although the dialogue goes on |
| wrong_result_name | a result that names another function than its call |
| duplicate_call | the same call twice in one turn |
| duplicate_tool | a tool offered twice, or two offered tools of one name |
| label_misplaced | a label that points at no assistant turn, or two labels at one |
| early_call | a call of a tool before it arrived, or an arrival at no user turn |
| behaviour_mismatch | the label says call and there is none, or something else and there is one |
| label_mismatch | the calls of label and turn differ, as multisets or, when ordered, in order |
| bad_dependency | `after` names no earlier call of the same user turn |
| unknown_missing | `ask` names neither missing arguments nor calls that wait for a yes, or one twice |

It does not look into schemas or words.
"""  # noqa: E501

from collections.abc import Iterator, Mapping, Sequence

from studio.pointer import same
from studio.record import (
    AssistantMessage,
    Check,
    Expected,
    ExpectedCall,
    Sample,
    Tool,
    ToolCall,
    ToolMessage,
)

Found = Iterator[tuple[str, str]]
"""Reasons with details."""


class ShapeCheck:
    """Roles, ids, and agreement of label and turn."""

    name = "shape"
    reasons = (
        *("no_messages", "bad_role_order", "no_final_answer", "empty_message"),
        *("duplicate_call_id", "unknown_call_id", "unanswered_call", "wrong_result_name"),
        *("duplicate_call", "duplicate_tool", "label_misplaced", "behaviour_mismatch"),
        *("label_mismatch", "bad_dependency", "unknown_missing", "early_call"),
    )

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """Every departure from the shape, tools first, then messages, then the label."""
        for part in (_tools(sample, tools), _dialogue(sample), _labels(sample)):
            for reason, detail in part:
                yield Check(name=self.name, ok=False, reason=reason, detail=detail)


def _tools(sample: Sample, tools: Mapping[str, Tool]) -> Found:
    names = [tools[key].name for key in sample.tools]
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        yield "duplicate_tool", f"{twice!r} is offered twice"
    if sample.arrivals:
        yield from _arrivals(sample, tools)


def _arrivals(sample: Sample, tools: Mapping[str, Tool]) -> Found:
    for key, arrival in sample.arrivals.items():
        here = 0 <= arrival < len(sample.messages) and sample.messages[arrival].role == "user"
        if key not in tools or not here:
            yield "early_call", f"{key!r} arrives at message {arrival}, which is no user turn"
            continue
        name = tools[key].name
        for index, message in enumerate(sample.messages[:arrival]):
            if isinstance(message, AssistantMessage) and any(
                call.name == name for call in message.tool_calls
            ):
                yield "early_call", f"message {index}: {name} is offered from {arrival} on"


class _Ledger:
    """Which calls wait for a result while the dialogue is read."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.open: dict[str, str] = {}

    def call(self, index: int, calls: Sequence[ToolCall]) -> Found:
        for call in calls:
            if call.id in self.ids:
                yield "duplicate_call_id", f"message {index}: id {call.id!r} is taken"
            self.ids.add(call.id)
            self.open[call.id] = call.name

    def answer(self, index: int, message: ToolMessage) -> Found:
        name = self.open.pop(message.tool_call_id, None)
        if name is None:
            yield "unknown_call_id", f"message {index}: no open call {message.tool_call_id!r}"
        elif message.name and message.name != name:
            yield "wrong_result_name", f"message {index}: {message.name!r} answers {name!r}"

    def close(self, index: int) -> Found:
        for key, name in self.open.items():
            yield "unanswered_call", f"before message {index}: {name} ({key!r}) has no result"
        self.open.clear()


def _dialogue(sample: Sample) -> Found:
    if not sample.messages:
        yield "no_messages", "the dialogue is empty"
        return
    ledger = _Ledger()
    before = "start"
    for index, message in enumerate(sample.messages):
        role = message.role
        if role not in _FOLLOWERS[before]:
            yield "bad_role_order", f"message {index}: {role} after {before}"
        if isinstance(message, ToolMessage):
            yield from ledger.answer(index, message)
            before = "result"
            continue
        if ledger.open:
            yield from ledger.close(index)
        before = role
        calls = message.tool_calls if isinstance(message, AssistantMessage) else ()
        if calls:
            before = "call"
            yield from ledger.call(index, calls)
            if len(calls) > 1:
                yield from _twice(index, calls)
        elif role != "system" and not (message.content or "").strip():
            yield "empty_message", f"message {index}: {role} says nothing"
    if sample.messages[-1].role != "assistant":
        yield "no_final_answer", f"it ends with a {sample.messages[-1].role} message"


_FOLLOWERS = {
    "start": ("system", "user"),
    "system": ("user",),
    "user": ("assistant",),
    "assistant": ("user",),
    "call": ("tool", "user", "assistant"),
    "result": ("tool", "assistant", "user"),
}
"""Roles that may follow. After a call anything but a result is told as `unanswered_call`."""


def _twice(index: int, calls: Sequence[ToolCall]) -> Found:
    for place, call in enumerate(calls):
        if any(_same(call, other) for other in calls[:place]):
            yield "duplicate_call", f"message {index}: {call.name} twice with the same arguments"


def _same(one: ToolCall | ExpectedCall, other: ToolCall | ExpectedCall) -> bool:
    return one.name == other.name and same(one.arguments, other.arguments)


def _labels(sample: Sample) -> Found:
    seen: set[int] = set()
    first = _first_calls(sample)
    for label in sample.expected:
        index = label.message
        inside = 0 <= index < len(sample.messages)
        message = sample.messages[index] if inside else None
        if not isinstance(message, AssistantMessage) or index in seen:
            yield "label_misplaced", f"a label points at message {index}"
            continue
        seen.add(index)
        yield from _label(label, message, first[index])


def _first_calls(sample: Sample) -> list[int]:
    """For each message, how many calls were made since the last user turn."""
    found: list[int] = []
    calls = 0
    for message in sample.messages:
        calls = 0 if message.role == "user" else calls
        found.append(calls)
        calls += len(message.tool_calls) if isinstance(message, AssistantMessage) else 0
    return found


def _label(label: Expected, message: AssistantMessage, first: int) -> Found:
    place = f"message {label.message}"
    asks = label.behaviour == "ask"
    calling = label.behaviour == "call"
    if calling != bool(message.tool_calls) or (calling != bool(label.calls) and not asks):
        yield "behaviour_mismatch", f"{place}: the label says {label.behaviour}"
    elif not calling and not (message.content or "").strip():
        yield "behaviour_mismatch", f"{place}: {label.behaviour} without words"
    elif calling and not _agree(label, message.tool_calls):
        yield "label_mismatch", f"{place}: the label expects other calls"
    for number, call in enumerate(label.calls, first):
        if any(not 0 <= other < number for other in call.after):
            yield "bad_dependency", f"{place}: call {number} comes after {call.after}"
    needs = bool(label.missing) or bool(label.calls)
    if (asks and not needs) or (not asks and label.missing) or _repeated(label.missing):
        yield "unknown_missing", f"{place}: {label.behaviour}, missing {label.missing}"


def _repeated(names: Sequence[str]) -> bool:
    return len(set(names)) < len(names)


def _agree(label: Expected, calls: Sequence[ToolCall]) -> bool:
    if len(label.calls) != len(calls):
        return False
    if label.ordered or len(calls) == 1:
        return all(map(_same, label.calls, calls))
    left = list(calls)
    for expected in label.calls:
        twin = next((place for place, call in enumerate(left) if _same(expected, call)), None)
        if twin is None:
            return False
        del left[twin]
    return True


PART = ShapeCheck()
