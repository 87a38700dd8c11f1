"""Which errors and shapings can be asked for at any valid call of a tool. Looks at what the source
says before it looks at a plan, so that asking for thousands of tools costs little."""

from collections.abc import Callable

from studio.environment import ERRORS, SHAPINGS
from studio.record import Schema, Tool
from studio.resources import Operation, shapes
from studio.resources.nouns import identifies
from validators.environments._simulation import refusals, series, shaping
from validators.environments._simulation.plan import Plan


def able(tool: Tool, operation: Operation, plan: Callable[[Tool], Plan], kind: str) -> bool:
    """Whether `kind` can be asked for; `plan` makes the plan where it takes one to tell."""
    if kind in ERRORS:
        return _fails(tool, operation, kind)
    if kind not in SHAPINGS:
        return False
    root = operation.returns or {}
    if kind == "empty":
        return operation.items is not None and _least(root, operation) == 0
    if kind == "partial":
        return _partly(root, operation)
    if kind == "long":
        return operation.items is not None and _countless(plan(tool))
    found = shapes.at(root, _shown(operation), root)
    if operation.items is not None:
        found = shapes.items_of(found, root)
    return shaping.roomy(found, root) and bool(shaping.room(plan(tool)))


def _fails(tool: Tool, operation: Operation, kind: str) -> bool:
    needs = bool(tool.parameters.get("required"))
    if kind in ("not_found", "invalid"):
        return needs
    if kind == "conflict":
        return needs and operation.kind not in ("get", "list", "search")
    return kind != "limit_exceeded" or refusals.numeric(tool)


def _shown(operation: Operation) -> str:
    """Where a result shows what it is about."""
    return operation.body if operation.items is None else operation.items


def _least(root: Schema, operation: Operation) -> int:
    return int(shapes.at(root, operation.items or "", root).get("minItems", 0))


def _partly(root: Schema, operation: Operation) -> bool:
    """Whether a result can say that it is not all, or leave something out."""
    if operation.items is not None and (operation.next_page or operation.total):
        return True
    found = shapes.at(root, _shown(operation), root)
    if operation.items is not None:
        found = shapes.items_of(found, root)
        key = _key(found, root, operation)
    else:
        key = operation.key
    kept = {key, *(found.get("required") or ())}
    return sum(name not in kept for name in shapes.properties(found)) > 1


def _key(item: Schema, root: Schema, operation: Operation) -> str:
    """The field that identifies an item, as plans have it."""
    key = operation.key if operation.kind != "get" else ""
    if key and key in shapes.properties(item):
        return key
    field = shapes.singular_phrase((operation.items or "").rpartition("/")[2])
    return shapes.key(item, tuple(filter(None, (field, operation.resource))), root)


def _countless(plan: Plan) -> bool:
    """Whether a list can have any number of items: no series over days, no names that run out."""
    slot = plan.item
    if slot is None or plan.plainly or series.field(plan) or plan.most is not None:
        return False
    return not slot.options and not slot.telling and (not slot.key or identifies(slot.key))
