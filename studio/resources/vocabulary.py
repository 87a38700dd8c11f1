"""What the tools of one API know of each other's fields: a result says `employee_id` and no more,
but a parameter of that name elsewhere has the pattern and the examples. Copies constraints, makes
none up."""

from collections.abc import Iterable, Mapping

from studio.record import Json, Schema, Tool
from studio.resources import shapes
from studio.resources.nouns import words
from studio.resources.operation import Operation

_TELLING = ("enum", "pattern", "examples", "example", "format")
_COPIED = (*_TELLING, "minimum", "maximum", "minLength", "maxLength")
_GENERIC = frozenset(
    """name title text description body message note notes comment query reason subject type kind
    status state format id value label summary content url link date start end time action mode
    price total amount limit count size location place address""".split()
)
"""Words that mean something else on every resource."""
_MOST = 300
"""Tools of an API that are looked at."""

Hints = Mapping[tuple[str, str, str], Schema]
"""By resource ("" where it does not matter), words of the name and JSON type."""


def hints(tools: Iterable[tuple[Tool, Operation]]) -> Hints:
    """What the fields of an API's parameters and results say of themselves, fullest first."""
    found: dict[tuple[str, str, str], Schema] = {}
    pairs = [pair for pair, _ in zip(tools, range(_MOST), strict=False)]
    for tool, operation in pairs:
        for name, schema in shapes.properties(tool.parameters).items():
            _note(found, name, shapes.plain(schema, tool.parameters), operation.resource)
    for _, operation in pairs:
        root = operation.returns or {}
        for _, name, around, schema in shapes.leaves(root, root):
            _note(found, name, schema, around or operation.resource)
    return found


def own(tool: Tool) -> Hints:
    """What the parameters of one tool say: what it is asked for is what it finds."""
    found: dict[tuple[str, str, str], Schema] = {}
    for name, schema in shapes.properties(tool.parameters).items():
        whole = shapes.plain(schema, tool.parameters)
        if _tells(whole) and " ".join(words(name)) not in _GENERIC:
            found["", " ".join(words(name)), shapes.kind(whole)] = whole
    return found


def _note(
    found: dict[tuple[str, str, str], Schema], name: str, schema: Schema, resource: str
) -> None:
    if not _tells(schema):
        return
    said = " ".join(words(name))
    owner = resource if said in _GENERIC else ""
    key = (owner, said, shapes.kind(schema))
    there = found.get(key)
    if there is None or ("enum" not in there and "enum" in schema and not owner):
        found[key] = schema
    elif "enum" in there and "enum" in schema and there["enum"] != schema["enum"] and not owner:
        found[key] = {name: value for name, value in there.items() if name != "enum"}


def _tells(schema: Schema) -> bool:
    if any(key in schema for key in _TELLING):
        return True
    return _shows(schema)


def _shows(schema: Schema) -> bool:
    said = str(schema.get("description", ""))
    return "e.g." in said or "for example" in said.lower() or "such as" in said


def enriched(schema: Json, found: Hints, resource: str, root: Schema | None = None) -> Json:
    """The schema with what is known of its fields elsewhere laid into fields that say nothing of
    themselves. Values that fit it fit the original."""
    if not isinstance(schema, dict):
        return schema
    around = schema if root is None else root
    whole = dict(schema)
    for key in ("$defs", "definitions"):
        if isinstance(whole.get(key), dict):
            whole[key] = {
                name: enriched(inner, found, " ".join(words(name)), around)
                for name, inner in whole[key].items()
            }
    for key in ("items", "additionalProperties"):
        if isinstance(whole.get(key), dict):
            whole[key] = enriched(whole[key], found, resource, around)
    for key in ("allOf", "anyOf", "oneOf"):
        if isinstance(whole.get(key), list):
            whole[key] = [enriched(inner, found, resource, around) for inner in whole[key]]
    if isinstance(whole.get("properties"), dict):
        whole["properties"] = {
            name: _field(name, enriched(inner, found, resource, around), found, resource)
            for name, inner in whole["properties"].items()
        }
    return whole


def _field(name: str, schema: Json, found: Hints, resource: str) -> Json:
    if not isinstance(schema, dict) or "$ref" in schema or _tells(schema) or "const" in schema:
        return schema
    said, kind = " ".join(words(name)), shapes.kind(schema)
    known = found.get((resource if said in _GENERIC else "", said, kind))
    if kind == "array":
        return _listed(name, schema, found, resource)
    if known is None or kind not in ("string", "integer", "number"):
        return schema
    copied = {key: known[key] for key in _COPIED if key in known and key not in schema}
    if _shows(known):
        copied["description"] = known["description"]
    if isinstance(schema.get("type"), list) and "enum" in copied:
        copied["enum"] = [*copied["enum"], None]
    return {**schema, **copied}


def _listed(name: str, schema: Schema, found: Hints, resource: str) -> Schema:
    """The same for the items of a list: `ticket_ids` holds what `ticket_id` is."""
    items = schema.get("items")
    if not isinstance(items, dict) or shapes.kind(items) not in ("string", "integer"):
        return schema
    parts = words(name)
    single = "_".join((*parts[:-1], {"ids": "id"}.get(parts[-1], parts[-1]))) if parts else name
    return {**schema, "items": _field(single, items, found, resource)}
