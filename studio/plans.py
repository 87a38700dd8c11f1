"""Plans as LLMCompiler (arXiv 2312.04511) and TinyAgent (arXiv 2409.00608) know them.

A plan is what the assistant calls between two user turns, written down at once: numbered calls
whose arguments refer to results of earlier ones, so that those which need nothing of each other can
be made together. Here are the values, how a sample's label becomes plans, and how one is executed.
The text forms are parts of `validators.syntax`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import msgspec

from studio.environment import Outcome
from studio.pointer import MISSING, inside, resolve, same
from studio.record import ExpectedCall, Json, Sample, Tool, ToolCall, ToolMessage
from studio.rows import LabelledRow, RowCall, RowExpectedCall
from studio.stage import Performance


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that an earlier result has."""

    node: int
    """Number of the call in the plan, from 1."""
    pointer: str = ""
    """JSON Pointer into its result; empty for the whole."""


@dataclass(frozen=True, slots=True)
class Woven:
    """A text with values of earlier results in it, as models write them."""

    parts: tuple[str | Reference, ...]


Argument = Json
"""A JSON value that may hold `Reference` and `Woven` in place of any value."""


@dataclass(frozen=True, slots=True)
class Node:
    """One call of a plan."""

    number: int
    """From 1, in the order of the plan."""
    name: str
    arguments: Mapping[str, Argument]
    after: tuple[int, ...] = ()
    """Numbers of the calls it needs, those of its references among them; ascending."""


@dataclass(frozen=True)
class Plan:
    """The calls of one user turn. That `join()` comes last goes without saying."""

    nodes: tuple[Node, ...]

    @cached_property
    def levels(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the calls that can be made at once, level by level: each as early as what it
        needs allows."""
        depth: dict[int, int] = {}
        for node in self.nodes:
            depth[node.number] = max((depth[each] + 1 for each in node.after), default=0)
        found: list[list[int]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
        for number, level in depth.items():
            found[level].append(number)
        return tuple(tuple(level) for level in found)

    @property
    def width(self) -> int:
        """How many calls can be made at once at most."""
        return max(map(len, self.levels), default=0)


def node(number: int, name: str, arguments: Mapping[str, Argument]) -> Node:
    """A call that needs what its references say. ValueError for one to itself or a later call."""
    needed = tuple(sorted({each.node for each in references(arguments)}))
    if needed and not (needed[0] > 0 and needed[-1] < number):
        raise ValueError(f"call {number} refers to call {needed[-1]}, which does not come before")
    return Node(number, name, dict(arguments), needed)


def references(value: Argument) -> Iterator[Reference]:
    """Every reference in an argument, in order."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Woven):
        yield from (part for part in value.parts if isinstance(part, Reference))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """A plan as it was written."""

    plan: Plan
    thoughts: Mapping[int, str]
    """By number of the call they come before; that of the join is one more than the last call's."""
    texts: tuple[str, ...]
    """The line of each call, exactly as written."""
    joined: bool
    """Whether it ends with `join()`."""


class PlanSyntax(Protocol):
    """A call syntax (`studio.syntax`) that writes whole plans, with references."""

    def spelled(self, value: str | Reference) -> str:
        """A literal text or a reference, as it stands between quotation marks."""
        ...

    def render_plan(self, plan: Plan, thoughts: Mapping[int, str] | None = None) -> str:
        """A plan in text; thoughts by the number of the call they come before."""
        ...

    def parse_plan(self, text: str, tools: Sequence[Tool] = ()) -> WrittenPlan:
        """The plan of a text. Raises `studio.syntax.SyntaxFault`."""
        ...


def plans(sample: Sample) -> tuple[Plan, ...]:
    """The plan of each user turn that calls something, in order. Names are the shown ones.

    A leaf whose grounding is a result of the same turn becomes a reference if the result has that
    very value there; what was transformed on the way stays as it is, and the call still comes
    after. Samples without a label have no plans.
    """
    found: list[Plan] = []
    results = _results(sample)
    labels = {each.message: each for each in sample.expected if each.behaviour == "call"}
    nodes: list[Node] = []
    places: dict[int, int] = {}
    for index, message in enumerate(sample.messages):
        if message.role == "user" and nodes:
            found.append(Plan(tuple(nodes)))
            nodes, places = [], {}
        label = labels.get(index)
        if label is None or message.role != "assistant":
            continue
        for made, call in zip(message.tool_calls, label.calls, strict=False):
            nodes.append(planned(len(nodes) + 1, made, call, places, sample))
            if made.id in results:
                places[results[made.id]] = nodes[-1].number
    return (*found, Plan(tuple(nodes))) if nodes else tuple(found)


def _results(sample: Sample) -> dict[str, int]:
    """Index of the message with the result, by the id of the call."""
    return {
        message.tool_call_id: index
        for index, message in enumerate(sample.messages)
        if isinstance(message, ToolMessage)
    }


def planned(
    number: int,
    made: ToolCall | RowCall,
    call: ExpectedCall | RowExpectedCall,
    places: Mapping[int, int],
    sample: Sample | LabelledRow,
) -> Node:
    """A call as a node of a plan. `places`: numbers of the earlier calls by the index of the
    message that has their result."""
    given: dict[str, Reference] = {}
    needed = {each + 1 for each in call.after}
    for grounding in call.grounding:
        source = places.get(grounding.message) if grounding.source == "result" else None
        if source is None:
            continue
        needed.add(source)
        value = resolve(result(sample, grounding.message), grounding.pointer)
        if value is not MISSING and same(value, resolve(made.arguments, grounding.path)):
            given[grounding.path] = Reference(source, grounding.pointer)
    arguments = {
        name: _referring(value, inside("", name), given) for name, value in made.arguments.items()
    }
    return Node(number, made.name, arguments, tuple(sorted(needed)))


def result(sample: Sample | LabelledRow, message: int) -> Json:
    """The value of a result as the model reads it."""
    return decoded(getattr(sample.messages[message], "content", None) or "")


def decoded(content: str) -> Json:
    """The value of a result as the model reads it: JSON, or else the text itself."""
    try:
        return msgspec.json.decode(content)
    except msgspec.DecodeError:
        return content


def _referring(value: Json, path: str, given: Mapping[str, Reference]) -> Argument:
    if path in given:
        return given[path]
    if isinstance(value, dict):
        return {key: _referring(item, inside(path, key), given) for key, item in value.items()}
    if isinstance(value, list):
        return [_referring(item, inside(path, place), given) for place, item in enumerate(value)]
    return value


class Unresolved(Exception):
    """A reference that the results do not hold: says which."""


def substituted(value: Argument, results: Mapping[int, Json]) -> Json:
    """The argument with every reference replaced by what it refers to, `results` by number.
    Raises Unresolved."""
    if isinstance(value, Reference):
        found = resolve(results[value.node], value.pointer) if value.node in results else MISSING
        if found is MISSING:
            raise Unresolved(f"the result of call {value.node} has nothing at {value.pointer!r}")
        return found
    if isinstance(value, Woven):
        return "".join(
            part if isinstance(part, str) else _text(substituted(part, results))
            for part in value.parts
        )
    if isinstance(value, Mapping):
        return {key: substituted(item, results) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [substituted(item, results) for item in value]
    return value


def _text(value: Json) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def executed(
    plan: Plan,
    tools: Sequence[Tool],
    performance: Performance,
    seen: Callable[[Node, Mapping[str, Json], Outcome], None] = lambda node, arguments, came: None,
) -> tuple[Outcome, ...]:
    """Execute a plan call by call in the order of its numbers, references replaced by what came
    of the calls before; `seen` hears of each. Names are the real ones. ValueError for a tool that
    is not among `tools`; Unresolved for a reference to what no result has."""
    known = {tool.name: tool for tool in tools}
    results: dict[int, Json] = {}
    outcomes: list[Outcome] = []
    for each in plan.nodes:
        if each.name not in known:
            raise ValueError(f"the plan calls {each.name!r}, which is not offered")
        arguments = substituted(dict(each.arguments), results)
        came = performance.execute(known[each.name], arguments)
        results[each.number] = came.value
        outcomes.append(came)
        seen(each, arguments, came)
    return tuple(outcomes)
