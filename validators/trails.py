"""The schema that is about a leaf of the arguments, found along the leaf's pointer.

Schemas are followed as far as grounding needs them (properties, items, local `$ref`, the branches
of a composition); validation is elsewhere.
"""

from collections.abc import Iterator, Sequence

from studio.pointer import referred
from studio.record import Json, Schema

_DEEPEST = 64
"""Steps after which a chain of references is taken for a cycle."""


def _followed(schema: Json, root: Schema) -> Schema:
    """A schema with its local `$ref` followed; keywords beside the reference win. A boolean or
    broken schema becomes the empty one."""
    for _ in range(_DEEPEST):
        if not isinstance(schema, dict):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        found = referred(reference, root)
        schema = {**found, **rest} if isinstance(found, dict) else rest
    return {}


def _branches(schema: Schema, root: Schema) -> Iterator[Schema]:
    """The schema and the parts it is composed of, outermost first."""
    waiting = [schema]
    for _ in range(_DEEPEST):
        if not waiting:
            return
        found = _followed(waiting.pop(0), root)
        yield found
        for keyword in ("allOf", "anyOf", "oneOf"):
            parts = found.get(keyword)
            if isinstance(parts, list):
                waiting.extend(part for part in parts if isinstance(part, dict))


def _child(schema: Schema, step: str, root: Schema) -> Schema:
    """The schema of one property or element."""
    for branch in _branches(schema, root):
        properties = branch.get("properties")
        if isinstance(properties, dict) and step in properties:
            return _followed(properties[step], root)
        if step.isdecimal() and (element := _element(branch, int(step))):
            found = _followed(element, root)
            if "description" not in found and "description" in branch:
                return {**found, "description": branch["description"]}
            return found
    for branch in _branches(schema, root):
        others = branch.get("additionalProperties")
        if isinstance(others, dict):
            return _followed(others, root)
    return {}


def _element(branch: Schema, place: int) -> Schema | None:
    tuples = branch.get("prefixItems")
    if isinstance(tuples, list) and place < len(tuples):
        return tuples[place] if isinstance(tuples[place], dict) else None
    items = branch.get("items")
    if isinstance(items, list):
        return items[place] if place < len(items) and isinstance(items[place], dict) else None
    return items if isinstance(items, dict) else None


_COMPOSED = ("allOf", "anyOf", "oneOf")


def plain(schema: Schema, root: Schema) -> Schema:
    """A leaf's schema with what its only branch that is not null says folded in, so that bounds,
    enum and description stand at the top."""
    if not any(keyword in schema for keyword in _COMPOSED):
        return schema
    parts = [
        part
        for part in list(_branches(schema, root))[1:]
        if part.get("type") != "null" and not any(keyword in part for keyword in _COMPOSED)
    ]
    if len(parts) != 1 and "allOf" not in schema:
        return schema
    folded: Schema = {}
    for part in parts:
        folded = {**folded, **part}
    return {**folded, **schema}


def trail(root: Schema, path: Sequence[str]) -> list[Schema]:
    """The schemas on the way from the root (first) to the place of `path` (last)."""
    found = [_followed(root, root)]
    for step in path:
        found.append(_child(found[-1], step, root))
    found[-1] = plain(found[-1], root)
    return found
