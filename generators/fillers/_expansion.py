"""A response schema with references inlined and the fields that a result should have required:
all of a small object, of a large one those that say something. Makes no values."""

from studio.record import Json, Schema
from studio.resources import shapes
from studio.resources.nouns import words

NEEDED = "x-needed"
"""Where an expanded object keeps the names that the response itself requires."""

_DEEPEST = 5
_MOST = 14
"""Fields of an object that are filled when it has many."""
_TELLING = (
    "id name title summary subject display description status state start end date time created "
    "updated modified email phone price amount total currency quantity count city address country "
    "type kind text body snippet content author owner creator organizer attendees location url "
    "link size version role language rating"
).split()


def expanded(schema: Schema) -> Schema:
    """The schema of a full result. Recursion ends where objects repeat five levels down."""
    found = _expanded(schema, schema, 0)
    return found if isinstance(found, dict) else {}


def _expanded(schema: Json, root: Schema, depth: int) -> Json:
    if not isinstance(schema, dict):
        return schema
    whole = shapes.plain(schema, root)
    kind = shapes.kind(whole)
    if kind == "object":
        return _object(whole, root, depth)
    if kind == "array":
        found = {key: value for key, value in whole.items() if key != "$defs"}
        if isinstance(whole.get("items"), dict):
            found["items"] = _expanded(whole["items"], root, depth + 1)
        return found
    found = {key: value for key, value in whole.items() if key != "$defs"}
    if isinstance(found.get("type"), list):
        found["type"] = kind
    if isinstance(found.get("enum"), list):
        found["enum"] = [value for value in found["enum"] if value is not None] or found["enum"]
    return found


def _object(whole: Schema, root: Schema, depth: int) -> Schema:
    declared = shapes.properties(whole)
    needed = [name for name in whole.get("required") or () if name in declared]
    if depth >= _DEEPEST:
        chosen = needed
    elif len(declared) <= _MOST - 2 * depth:
        chosen = [name for name in declared if _worth(declared[name])]
    else:
        ranked = sorted(
            (name for name in declared if _worth(declared[name])),
            key=lambda name: (name not in needed, _rank(name), [*declared].index(name)),
        )
        chosen = [
            name
            for name in ranked[: max(3, _MOST - 3 * depth)]
            if name in needed or _rank(name) < len(_TELLING)
        ] or ranked[:3]
    chosen += [name for name in needed if name not in chosen]
    found = {
        key: value
        for key, value in whole.items()
        if key not in ("$defs", "properties", "required", "dependentRequired")
    }
    found["type"] = "object"
    properties = {}
    for name in declared:
        if name in chosen:
            inner = _expanded(declared[name], root, depth + 1)
            if _over(name, declared[name], root):
                inner = {"type": "null"}
            if name in needed or not _hollow(inner):
                properties[name] = inner
    found["properties"] = properties
    found["required"] = [*properties]
    found[NEEDED] = needed
    if properties:
        found["additionalProperties"] = False
    return found


def _hollow(schema: Json) -> bool:
    """Whether an object or list would come out with nothing in it."""
    if not isinstance(schema, dict):
        return False
    kind = shapes.kind(schema)
    if kind == "object":
        return not schema.get("properties")
    return kind == "array" and "items" in schema and _hollow(schema["items"])


_OVER = frozenset("failed error failure deleted cancelled closed merged ended finished".split())


def _nullable(schema: Json, root: Schema) -> bool:
    found = shapes.plain(schema, root).get("type")
    return isinstance(found, list) and "null" in found


def _over(name: str, schema: Json, root: Schema) -> bool:
    """Whether a field stays empty as long as nothing went wrong and nothing is over."""
    return _nullable(schema, root) and bool(_OVER & {*words(name)})


def _worth(schema: Json) -> bool:
    """Whether a field is one to show: not deprecated."""
    if not isinstance(schema, dict):
        return schema is True
    said = str(schema.get("description", ""))[:120].lower()
    return not schema.get("deprecated") and "deprecated" not in said


def _rank(name: str) -> int:
    parts = words(name)
    ranks = [_TELLING.index(word) for word in parts if word in _TELLING]
    return min(ranks) + 2 * (len(parts) - 1) if ranks else len(_TELLING)
