"""Results shaped to order: the first page of many, a long list, words of somebody else inside a
text. Works on finished results and keeps them valid."""

from collections.abc import Iterator, Mapping
from typing import Any

from studio.record import Json, Schema
from studio.resources import shapes
from studio.resources.nouns import words
from validators.environments._simulation.plan import Plan, copied

_FREE = (
    "body description notes note content text message comment details snippet preview summary bio "
    "instructions transcript excerpt review reason question meaning answer subject title headline "
    "label name"
).split()
"""Fields that hold what people write, those that hold most of it first."""


def room(plan: Plan) -> str:
    """The field of an item or result that free text can stand in; empty for none."""
    slot = plan.item or plan.body
    best: tuple[int, str] | None = None
    for name, schema in slot.shape.fields.items():
        rank = _rank(name)
        if rank < len(_FREE) and _free(schema) and (best is None or rank < best[0]):
            best = (rank, name)
    return best[1] if best else ""


def roomy(whole: Schema, root: Schema) -> bool:
    """Whether a plain object schema has such a field, as far as it says itself."""
    return any(
        _rank(name) < len(_FREE) and _free(shapes.plain(schema, root))
        for name, schema in shapes.properties(whole).items()
    )


def _rank(name: str) -> int:
    parts = words(name)
    return _FREE.index(parts[-1]) if parts and parts[-1] in _FREE else len(_FREE)


def _free(schema: Schema) -> bool:
    told = {"enum", "const", "pattern", "format"} & schema.keys()
    return shapes.kind(schema) == "string" and not told and schema.get("maxLength", 9999) > 400


def injected(plan: Plan, value: Json, text: str) -> Json:
    """The result with `text` at the end of its longest free text. The value itself where it has
    none."""
    found = copied(value)
    best: tuple[int, dict[str, Any], str] | None = None
    for holder, name, schema in _texts(found, plan):
        rank = (len(_FREE) - _rank(name)) * 10_000 + len(holder[name])
        if _free(schema) and _rank(name) < len(_FREE) and (best is None or rank > best[0]):
            best = (rank, holder, name)
    if best is None:
        return value
    _, holder, name = best
    holder[name] = f"{holder[name]} {text}".strip()
    return found


def _texts(found: Json, plan: Plan) -> Iterator[tuple[dict[str, Any], str, Schema]]:
    slot = plan.item or plan.body
    holders = items(plan, found) if plan.item else [at(found, plan.operation.body)]
    for holder in holders:
        if isinstance(holder, dict):
            for name, value in holder.items():
                if isinstance(value, str) and name in slot.shape.fields:
                    yield holder, name, slot.shape.fields[name]


def at(value: Json, pointer: str) -> Json:
    """The value at a pointer of property names; None where there is none."""
    for name in pointer.split("/")[1:]:
        if not isinstance(value, Mapping):
            return None
        value = value.get(name.replace("~1", "/").replace("~0", "~"))
    return value


def put(value: Json, pointer: str, inner: Json) -> Json:
    """The value with something else at a pointer; objects on the way are made."""
    if not pointer:
        return inner
    holder = value
    names = [name.replace("~1", "/").replace("~0", "~") for name in pointer.split("/")[1:]]
    for name in names[:-1]:
        holder = holder.setdefault(name, {})
    holder[names[-1]] = inner
    return value


def items(plan: Plan, value: Json) -> list[Any]:
    """The list of a result."""
    found = at(value, plan.operation.items or "")
    return found if isinstance(found, list) else []


def pageable(plan: Plan) -> bool:
    """Whether a result can say that there is more than it shows."""
    return plan.item is not None and bool(plan.operation.next_page or plan.operation.total)


def spare(plan: Plan) -> list[str]:
    """Fields of a single result that may be missing without breaking the schema."""
    slot = plan.item or plan.body
    kept = {slot.key, *slot.shape.required}
    return [name for name in slot.names if name not in kept]


def thinned(plan: Plan, value: Json, gone: list[str]) -> Json:
    """The result with fields missing, in every item where it is a list."""
    found = copied(value)
    holders = items(plan, found) if plan.item else [at(found, plan.operation.body)]
    for holder in holders:
        if isinstance(holder, dict):
            for name in gone:
                holder.pop(name, None)
    return found


def token(plan: Plan, offset: int) -> Json:
    """What asks for the page that starts at `offset`, as the field's type has it."""
    pointer = plan.operation.next_page
    schema = shapes.at(plan.root, pointer, plan.root)
    kind = shapes.kind(schema)
    if kind == "boolean":
        return True
    if kind == "integer":
        return offset
    return f"CAoQ{offset:04d}{plan.body.salt % 100_000:05d}"


def offset(value: Json) -> int:
    """The offset in a token made by `token`, or in a plain number; 0 for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return max(0, value)
    if isinstance(value, str) and value.startswith("CAoQ") and value[4:8].isdigit():
        return int(value[4:8])
    return int(value) if isinstance(value, str) and value.isdigit() else 0
