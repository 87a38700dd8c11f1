"""User turns as plans made before anything is called, and what was planned anew after results.

A plan is written down before any result is there. A reference says where a value will stand, and
so holds only what can be known by then: a member by its name (`$1.email`), of a list the place that
the user names ("the second one") or the only item. Where a later call depends on what a result says
(which item is the newest, a value that is spelled otherwise, an error that has to be repaired, an
order that no reference tells), the turn has another stage: a new plan, made with the results at
hand, in which values of earlier stages are plain. So are values of earlier user turns.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from studio.export import Cut
from studio.plans import Node, Plan, Reference, planned, references, result, substituted
from studio.pointer import inside, resolve, steps
from studio.rows import LabelledRow, Row, RowCall, RowExpected, RowExpectedCall, RowMessage

_NAME = re.compile(r"[^\s(]+")
_ORDINALS = (
    r"first|1st|top|first (?:two|three|four|five|[2-9])",
    r"second|2nd|(?:first|top) (?:two|three|four|five|[2-9])",
    r"third|3rd|(?:first|top) (?:three|four|five|[3-9])",
    r"fourth|4th|(?:first|top) (?:four|five|[4-9])",
    r"fifth|5th|(?:first|top) (?:five|[5-9])",
)
_SAID = tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in _ORDINALS)


class PlannedRow(Row, frozen=True, kw_only=True):
    """A user turn with what came before: the calls of a stage are one assistant message."""

    plans: tuple[Plan, ...]
    """The plan of each assistant message that calls, of this turn, in order."""


@dataclass(slots=True)
class _Stage:
    thought: str | None = None
    made: list[RowMessage] = field(default_factory=list)
    results: list[RowMessage] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(message.error for message in self.results)


def turns(row: LabelledRow) -> Cut:
    """A view for each user turn in which calls are planned.

    Left out, by name: `turns_without_calls` (asked, declined, talked),
    `turns_with_words_beside_calls`, `turns_with_unwritable_names` of tools,
    `thoughts_after_results` inside of a plan, which is made before there are any.
    """
    left_out: Counter[str] = Counter()
    views: list[PlannedRow] = []
    asked = [place for place, message in enumerate(row.messages) if message.role == "user"]
    for start, end in zip(asked, [*asked[1:], len(row.messages)], strict=True):
        if reason := _unplanned(row.messages[start:end]):
            left_out[reason] += 1
        else:
            stages = _stages(row, start, end, left_out)
            views.append(_view(row, start, end, stages))
    return Cut(tuple(views), left_out)


def _unplanned(messages: Sequence[RowMessage]) -> str:
    """Why a turn has no plan; empty when it has one."""
    calls = [call for message in messages for call in message.tool_calls]
    if not calls:
        return "turns_without_calls"
    if any(message.tool_calls and message.content for message in messages):
        return "turns_with_words_beside_calls"
    if any(call.name == "join" or not _NAME.fullmatch(call.name) for call in calls):
        return "turns_with_unwritable_names"
    return ""


def _stages(row: LabelledRow, start: int, end: int, left_out: Counter[str]) -> list[_Stage]:
    labels = {each.message: each for each in row.expected if each.behaviour == "call"}
    answers = {m.tool_call_id: n for n, m in enumerate(row.messages[:end]) if m.role == "tool"}
    stages: list[_Stage] = []
    for place in range(start, end):
        message = row.messages[place]
        if not message.tool_calls:
            continue
        label = labels.get(place)
        if not stages or not _goes_on(row, stages[-1], message, label, start):
            stages.append(_Stage(_folded(message.thought)))
        elif message.thought:
            left_out["thoughts_after_results"] += 1
        stage = stages[-1]
        stage.nodes += _nodes(row, stage, message, label)
        first = len(stage.nodes) - len(message.tool_calls) + 1
        stage.made.append(message)
        for number, call in enumerate(message.tool_calls, first):
            if call.id in answers:
                stage.places[answers[call.id]] = number
                stage.results.append(row.messages[answers[call.id]])
    return stages


def _goes_on(
    row: LabelledRow, stage: _Stage, message: RowMessage, label: RowExpected | None, start: int
) -> bool:
    """Whether the calls could be planned before the results of the stage were there."""
    if stage.failed or label is None or len(label.calls) != len(message.tool_calls):
        return False
    words = row.messages[start].content or ""
    for node, call in zip(_nodes(row, stage, message, label), label.calls, strict=True):
        used = list(references(node.arguments))
        needs = {stage.places[g.message] for g in call.grounding if g.message in stage.places}
        if not used or needs != {each.node for each in used}:
            return False
        if not _carried(node, used, stage, label, call):
            return False
        if not all(_foreseeable(row, stage, each, words) for each in used):
            return False
    return True


def _carried(
    node: Node, used: list[Reference], stage: _Stage, label: RowExpected, call: RowExpectedCall
) -> bool:
    """Whether every earlier call of the stage that this one comes after is reached by references,
    and every value taken from its results is one."""
    reached = {each.node for each in used}
    for number in sorted(reached, reverse=True):
        reached |= set(_before(stage.nodes, number))
    taken = sum(each.message in stage.places for each in call.grounding)
    return taken == len(used) and all(number in reached for number in node.after)


def _before(nodes: Sequence[Node], number: int) -> Iterator[int]:
    for each in nodes[number - 1].after:
        yield each
        yield from _before(nodes, each)


def _foreseeable(row: LabelledRow, stage: _Stage, reference: Reference, words: str) -> bool:
    message = next(place for place, node in stage.places.items() if node == reference.node)
    value = result(row, message)
    for step in steps(reference.pointer):
        if isinstance(value, list) and not (len(value) == 1 or _named(int(step), words)):
            return False
        value = resolve(value, inside("", step))
    return True


def _named(place: int, words: str) -> bool:
    return place < len(_SAID) and _SAID[place].search(words) is not None


def _nodes(
    row: LabelledRow, stage: _Stage, message: RowMessage, label: RowExpected | None
) -> list[Node]:
    """The calls of a message as further nodes of the stage, references to its results."""
    count = len(stage.nodes)
    labels = label.calls if label and len(label.calls) == len(message.tool_calls) else ()
    found: list[Node] = []
    for number, made in enumerate(message.tool_calls, count + 1):
        call = labels[number - count - 1] if labels else RowExpectedCall()
        if any(each.message in stage.places for each in call.grounding):
            found.append(_referring(number, made, call, stage, row))
        else:
            found.append(Node(number, made.name, made.arguments))
    return found


def _referring(
    number: int, made: RowCall, call: RowExpectedCall, stage: _Stage, row: LabelledRow
) -> Node:
    """A call with its references; without any if they would give other values."""
    # `after` counts from the user turn; the edges that matter here are those of the results
    node = planned(number, made, RowExpectedCall(call.grounding), stage.places, row)
    values = {place: result(row, message) for message, place in stage.places.items()}
    again = substituted(dict(node.arguments), values)
    exact = msgspec.json.encode(again) == msgspec.json.encode(made.arguments)
    return node if exact else Node(number, made.name, made.arguments)


def _view(row: LabelledRow, start: int, end: int, stages: list[_Stage]) -> PlannedRow:
    messages = [*map(_past, row.messages[:start]), _plain(row.messages[start])]
    answer = row.messages[end - 1]
    ends = answer.role == "assistant" and not answer.tool_calls and answer.content is not None
    for stage in stages:
        calls = tuple(call for message in stage.made for call in message.tool_calls)
        messages.append(RowMessage("assistant", None, calls, thought=stage.thought))
        messages += map(_plain, stage.results)
    if ends:
        messages.append(RowMessage("assistant", answer.content, thought=_folded(answer.thought)))
    return PlannedRow(
        id=f"{row.id}/{start}",
        index=row.index,
        tools=tuple(key for key in row.tools if row.arrivals.get(key, 0) <= start),
        messages=tuple(messages),
        masks=row.masks,
        plans=tuple(Plan(tuple(stage.nodes)) for stage in stages),
    )


def _folded(thought: str | None) -> str | None:
    """On one line, as plans have it; None for none."""
    return " ".join((thought or "").split()) or None


def _plain(message: RowMessage) -> RowMessage:
    return msgspec.structs.replace(message, error="") if message.error else message


def _past(message: RowMessage) -> RowMessage:
    if message.role != "assistant":
        return _plain(message)
    return msgspec.structs.replace(message, thought=None, trained=False)
