"""Looking things up for a call: which tools could, with what is known, and what they gave.

Does not execute anything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generators.scenarios._scene import told
from studio.brief import PlannedCall, Told
from studio.environment import Outcome
from studio.pointer import MISSING, inside, leaves, resolve, same
from studio.record import Json, Tool
from studio.resources import Operation, Operations

_ALIKE = 0.9
"""Similarity of two names from which on one may be a slip of the other, beside those of the same
letters."""


@dataclass(frozen=True, slots=True)
class Match:
    """An item of a list that is nearly called what was looked for."""

    pointer: str
    """JSON Pointer into the result to its name or id."""
    value: Json


def readers(tool: Tool, operations: Operations, among: Sequence[Tool]) -> list[Tool]:
    """The tools of `among` that list or search what `tool` acts on, and need nothing beyond what a
    call of `tool` has."""
    mine = operations.of(tool)
    needed = {*tool.parameters.get("required", ())}
    return [
        other
        for other in among
        if other.id != tool.id
        and other.origin.family == tool.origin.family
        and _lists(operations.of(other), mine)
        and {*other.parameters.get("required", ())} <= needed
        and _fits(other, tool)
    ]


def getters(tool: Tool, operations: Operations, among: Sequence[Tool]) -> list[Tool]:
    """The tools of `among` that read the very thing that `tool` acts on, by the same argument."""
    mine = operations.of(tool)
    needed = {*tool.parameters.get("required", ())}
    return [
        other
        for other in among
        if other.id != tool.id
        and other.origin.family == tool.origin.family
        and operations.of(other).kind == "get"
        and mine.resource
        and operations.of(other).resource == mine.resource
        and operations.of(other).id_parameter == mine.id_parameter != ""
        and {*other.parameters.get("required", ())} <= needed
    ]


def _lists(other: Operation, mine: Operation) -> bool:
    if other.kind not in ("list", "search") or other.items is None or not other.key:
        return False
    return bool(mine.resource) and other.resource == mine.resource


def _fits(other: Tool, tool: Tool) -> bool:
    """Whether what both require means the same to both."""
    mine, theirs = (t.parameters.get("properties", {}) for t in (tool, other))
    return all(
        theirs.get(name, {}).get("type") == mine.get(name, {}).get("type")
        for name in other.parameters.get("required", ())
    )


def lookup(reader: Tool, call: PlannedCall, turn: int, wish: int) -> PlannedCall:
    """A call of `reader` with what it requires taken from a call, which the wish `wish` of turn
    `turn` says."""
    names = reader.parameters.get("required", ())
    arguments = {name: call.arguments[name] for name in names}
    sources = {
        path: call.sources.get(path, Told(turn, wish, path))
        for path, _ in leaves(arguments)
        if path
    }
    return PlannedCall(reader, arguments, sources=sources)


def again(call: PlannedCall, turn: int, wish: int) -> PlannedCall:
    """The same call made once more, wherever its arguments come from."""
    sources = {**told(call, turn, wish), **call.sources}
    return PlannedCall(call.tool, call.arguments, call.optional, sources, call.after)


def listed(operation: Operation, outcome: Outcome) -> Iterator[tuple[str, Mapping[str, Json]]]:
    """The items of a result, each with its pointer."""
    if operation.items is None:
        return
    found = resolve(outcome.value, operation.items)
    if found is MISSING or not isinstance(found, list):
        return
    for number, item in enumerate(found):
        if isinstance(item, dict):
            yield inside(operation.items, number), item


def nearest(operation: Operation, outcome: Outcome, wanted: Json) -> Match | None:
    """The only item whose key is nearly `wanted`; None where there is none or several."""
    close = [
        Match(inside(pointer, operation.key), item[operation.key])
        for pointer, item in listed(operation, outcome)
        if operation.key in item and alike(item[operation.key], wanted)
    ]
    return close[0] if len(close) == 1 else None


def has(operation: Operation, outcome: Outcome, wanted: Json) -> bool:
    """Whether a list has something of this very name."""
    return any(item.get(operation.key) == wanted for _, item in listed(operation, outcome))


def alike(one: Json, other: Json) -> bool:
    """Whether two names differ, but by no more than a slip."""
    if not isinstance(one, str) or not isinstance(other, str) or one == other:
        return False
    if sorted(one.lower()) == sorted(other.lower()):
        return True
    return SequenceMatcher(None, one.lower(), other.lower(), False).ratio() >= _ALIKE


def holds(operation: Operation, outcome: Outcome, arguments: Mapping[str, Json]) -> bool:
    """Whether some item of a result has what a call was to bring about: every argument that the
    item has a field for, at least one."""
    for _, item in listed(operation, outcome):
        shared = [name for name in arguments if name in item]
        if shared and all(same(item[name], arguments[name]) for name in shared):
            return True
    return False
