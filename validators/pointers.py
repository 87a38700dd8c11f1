"""Places in JSON values and schemas: the leaves of arguments, and the schema that is about a leaf.

Pointers are RFC 6901. Schemas are followed as far as grounding needs them (properties, items,
local `$ref`, the branches of a composition); validation is elsewhere.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from studio.record import Json, Schema


class _Missing:
    """Its one instance stands for a place that is not there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""What `resolve` gives where a pointer leads nowhere."""

_DEEPEST = 64
"""Steps after which a chain of references is taken for a cycle."""


def leaves(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Every leaf with its pointer, in order: scalars, null, and empty lists and objects."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}/{escaped(key)}")
    elif isinstance(value, list) and value:
        for place, item in enumerate(value):
            yield from leaves(item, f"{path}/{place}")
    else:
        yield path, value


def escaped(step: str) -> str:
    """A key as a reference token."""
    return step.replace("~", "~0").replace("/", "~1") if "~" in step or "/" in step else step


def steps(pointer: str) -> list[str]:
    """The reference tokens of a pointer, unescaped; none for the whole document."""
    if not pointer:
        return []
    parts = pointer.split("/")[1:] if pointer.startswith("/") else [pointer]
    if "~" in pointer:
        return [part.replace("~1", "/").replace("~0", "~") for part in parts]
    return parts


def resolve(document: Json, pointer: str) -> Json | _Missing:
    """The value a pointer leads to; MISSING when there is none."""
    if pointer and not pointer.startswith("/"):
        return MISSING
    for step in steps(pointer):
        if isinstance(document, dict) and step in document:
            document = document[step]
        elif isinstance(document, list) and step.isdecimal() and int(step) < len(document):
            document = document[int(step)]
        else:
            return MISSING
    return document


def same(one: Json, other: Json) -> bool:
    """JSON equality: 1 equals 1.0, but no boolean equals a number."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def referred(schema: Json, root: Schema) -> Schema:
    """A schema with its local `$ref` followed; keywords beside the reference win. A boolean or
    broken schema becomes the empty one."""
    for _ in range(_DEEPEST):
        if not isinstance(schema, dict):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        found = resolve(root, reference[1:]) if reference.startswith("#") else MISSING
        schema = {**found, **rest} if isinstance(found, dict) else rest
    return {}


def _branches(schema: Schema, root: Schema) -> Iterator[Schema]:
    """The schema and the parts it is composed of, outermost first."""
    waiting = [schema]
    for _ in range(_DEEPEST):
        if not waiting:
            return
        found = referred(waiting.pop(0), root)
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
            return referred(properties[step], root)
        if step.isdecimal() and (element := _element(branch, int(step))):
            found = referred(element, root)
            if "description" not in found and "description" in branch:
                return {**found, "description": branch["description"]}
            return found
    for branch in _branches(schema, root):
        others = branch.get("additionalProperties")
        if isinstance(others, dict):
            return referred(others, root)
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
    found = [referred(root, root)]
    for step in path:
        found.append(_child(found[-1], step, root))
    found[-1] = plain(found[-1], root)
    return found
