"""Errors: which a call may run into, and what their bodies offer instead.

Does not execute anything, and does not decide what is done about them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generators.language.intent import meanings
from generators.scenarios._calls import required
from generators.scenarios._lookups import Match, getters
from generators.scenarios._operations import CHANGING
from studio.brief import PlannedCall
from studio.environment import ERRORS, Outcome
from studio.pointer import leaves, steps
from studio.record import Json, Tool
from studio.resources import Operations
from studio.stage import Stage


def reference(operations: Operations, call: PlannedCall) -> str:
    """The argument that names what a call acts on; empty when there is none."""
    name = operations.of(call.tool).id_parameter
    return name if isinstance(call.arguments.get(name), str) else ""


_COUNTED = frozenset({"money", "quantity", "count"})
_HEADS = frozenset("party people persons guests passengers adults children travellers".split())
"""Nouns of numbers of people: fewer would not do."""
_BOUNDS = ("limit", "maximum", "max", "allowed", "available", "remaining")
_NAMING = ("parameter", "param", "field", "argument")


def amount(call: PlannedCall) -> str:
    """The argument of which there may be too much: the only amount or number of things."""
    known = meanings(call.tool)
    found = [
        name
        for name, value in call.arguments.items()
        if name in known
        and known[name].kind in _COUNTED
        and not _HEADS & {*known[name].noun.split()}
        and _number(value)
        and value > 1
    ]
    return found[0] if len(found) == 1 else ""


def _number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def bound(outcome: Outcome, call: PlannedCall) -> tuple[str, Match] | None:
    """The argument that is too large, and how much an error says is allowed."""
    name = _named(outcome, call) or amount(call)
    if not name or not _number(call.arguments[name]):
        return None
    asked = call.arguments[name]
    for pointer, value in _said(outcome, _BOUNDS):
        if _number(value) and 0 < value < asked:
            whole = isinstance(asked, float) or value == int(value)
            return (name, Match(pointer, value)) if whole else None
    return None


def _said(outcome: Outcome, keys: Sequence[str]) -> Iterator[tuple[str, Json]]:
    """The leaves of an error at or below one of `keys`, the first of them first: APIs word their
    errors in many shapes."""
    found = list(leaves(outcome.value))
    for key in keys:
        yield from ((path, value) for path, value in found if key in steps(path))


def _named(outcome: Outcome, call: PlannedCall) -> str:
    """The argument that an error is about, where it says so."""
    said = (value for _, value in _said(outcome, _NAMING))
    return next((name for name in said if isinstance(name, str) and name in call.arguments), "")


_INSTEAD = ("alternatives", "alternative", "available", "suggestions", "suggestion", "accepted")
_MOMENTS = frozenset({"date", "time", "datetime"})


def instead(outcome: Outcome, call: PlannedCall) -> tuple[str, Match] | None:
    """An argument, and another value of its kind that an error itself proposes."""
    said, known = _named(outcome, call), meanings(call.tool)
    names = [said] if said else [n for n in call.arguments if known[n].kind in _MOMENTS]
    for pointer, value in _said(outcome, _INSTEAD):
        fitting = [name for name in names if _kin(call.arguments[name], value)]
        if len(fitting) == 1:
            return fitting[0], Match(pointer, value)
    return None


def _kin(one: Json, other: Json) -> bool:
    """Whether two texts are of one shape, as two dates are, and not the same."""
    if not isinstance(one, str) or not isinstance(other, str) or one == other:
        return False
    return _shape(one) == _shape(other)


def _shape(text: str) -> str:
    return "".join("0" if letter.isdigit() else letter for letter in text)


@dataclass(frozen=True, slots=True)
class _Case:
    """A call, and the tools that are at hand."""

    operations: Operations
    call: PlannedCall
    offered: Sequence[Tool]

    @property
    def kind(self) -> str:
        return self.operations.of(self.call.tool).kind


def _always(case: _Case) -> bool:
    return case.kind != "compute"


def _names_something(case: _Case) -> bool:
    name = reference(case.operations, case.call)
    return bool(name) and not _choices(case, name)


def _choices(case: _Case, name: str) -> bool:
    """Whether an argument is one of a few that the schema lists."""
    return "enum" in case.call.tool.parameters.get("properties", {}).get(name, {})


def _refusable(case: _Case) -> bool:
    """Whether something about the call may well be wrong: what it names, or a choice."""
    if case.kind not in CHANGING:
        return False
    first = next(iter(required(case.call.tool)), "")
    return _names_something(case) or (bool(first) and _choices(case, first))


def _much(case: _Case) -> bool:
    return case.kind in CHANGING and bool(amount(case.call))


def _crowded(case: _Case) -> bool:
    """Whether somebody else may have changed it meanwhile, or taken the name."""
    if case.kind == "update":
        return bool(getters(case.call.tool, case.operations, case.offered))
    return case.kind == "create" and _unique(case)


_NAMES = frozenset({"name", "title", "slug"})


def _unique(case: _Case) -> bool:
    """Whether what is created goes by a name that only one can have: not a meeting, not something
    inside something else."""
    known = meanings(case.call.tool)
    if any(known[name].kind in _MOMENTS for name in known):
        return False
    first = next((n for n, value in case.call.arguments.items() if isinstance(value, str)), "")
    return bool(first) and known[first].noun.rpartition(" ")[2] in _NAMES


def _changes(case: _Case) -> bool:
    return case.kind in CHANGING


_SENSE: Mapping[str, Callable[[_Case], bool]] = {
    "rate_limited": _always, "timeout": _always, "unavailable": _always, "unauthorised": _always,
    "forbidden": _changes, "not_found": _names_something, "conflict": _crowded,
    "invalid": _refusable, "limit_exceeded": _much,
}  # fmt: skip


def sensible(
    stage: Stage,
    operations: Operations,
    call: PlannedCall,
    offered: Sequence[Tool] = (),
    kinds: Sequence[str] = ERRORS,
) -> list[str]:
    """Of `kinds`, those that a call with these arguments may well run into, that can be made to
    happen, and that can be dealt with by the tools on offer."""
    case = _Case(operations, call, offered)
    return [kind for kind in kinds if stage.can(call.tool, kind) and _SENSE[kind](case)]
