"""A plausible response schema for a tool whose source has none: from its parameters and from what
its siblings return. What cannot be told stays None."""

import re
from collections.abc import Sequence
from dataclasses import replace

from studio.record import Json, Schema, Tool
from studio.resources import shapes, verbs
from studio.resources.nouns import identifies, many, named, one, words
from studio.resources.operation import Operation, required

_SPEAKING = frozenset({"discovery", "aws", "openapi", "swagger"})
"""Formats that describe every response: no schema means that nothing comes back."""

NOTHING: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
"""The empty result."""

_PAST = {
    "send": "sent", "book": "booked", "buy": "bought", "pay": "paid", "set": "set", "put": "put",
    "begin": "begun", "sell": "sold", "split": "split", "withdraw": "withdrawn", "do": "done",
    "submit": "submitted", "stop": "stopped", "cancel": "cancelled", "transfer": "transferred",
    "ship": "shipped", "swap": "swapped", "log": "logged", "write": "written", "apply": "applied",
    "reply": "replied", "run": "running", "skip": "skipped", "schedule": "scheduled",
    "deposit": "deposited", "post": "posted", "read": "read",
}  # fmt: skip


def inferred(tool: Tool, found: Operation, siblings: Sequence[Operation]) -> Operation:
    """The operation with a schema of its result where one can be told."""
    if found.kind == "compute":
        return found
    if tool.origin.format in _SPEAKING:
        return replace(found, returns=NOTHING)
    if found.kind in ("list", "search"):
        return _listed(tool, found, siblings)
    if found.kind == "get":
        return _got(tool, found, siblings)
    if found.kind == "delete":
        return _deleted(tool, found)
    return _done(tool, found)


def _listed(tool: Tool, found: Operation, siblings: Sequence[Operation]) -> Operation:
    item = _resource(found, siblings)
    if item is None or not found.resource:
        return found
    name = _like(tool, many(found.resource))
    schema: Schema = {
        "type": "object",
        "properties": {name: {"type": "array", "items": item}, "total": {"type": "integer"}},
        "required": [name, "total"],
    }
    key = shapes.key(item, (found.resource,))
    return replace(found, returns=schema, items=f"/{name}", total="/total", key=key)


def _got(tool: Tool, found: Operation, siblings: Sequence[Operation]) -> Operation:
    item = _resource(found, siblings)
    if item is None or not found.id_parameter:
        return found
    echoed = {name: _bare(tool, name) for name in (found.id_parameter,)}
    whole = {**item, "properties": {**echoed, **shapes.properties(item)}}
    return replace(found, returns=whole, key=shapes.key(whole, (found.resource,)))


def _resource(found: Operation, siblings: Sequence[Operation]) -> Schema | None:
    """What a sibling returns for one such resource; of several the fullest."""
    best: Schema | None = None
    for other in siblings:
        if other.resource != found.resource or other.returns is None:
            continue
        root = other.returns
        if other.items is not None:
            one_of = shapes.items_of(shapes.at(root, other.items, root), root)
        else:
            one_of = shapes.plain(root, root)
        if "$defs" in root:
            one_of = {**one_of, "$defs": root["$defs"]}
        size = len(shapes.properties(one_of))
        if size > 1 and (best is None or size > len(shapes.properties(best))):
            best = one_of
    return best


def _done(tool: Tool, found: Operation) -> Operation:
    """Create, update, act: what was said comes back, with an id and a state."""
    echoed = {name: _bare(tool, name) for name in required(tool) if _echoes(tool, name)}
    verb = verbs.verb_of(tool)[0]
    made = ""
    fields: Schema = {}
    if found.kind == "create" and found.resource:
        noun = _tail(found.resource)
        made = _like(tool, f"{noun} id")
        if made not in echoed:
            fields[made] = {"type": "string", "description": f"Id of the new {found.resource}"}
    status = _past(verb) if verb else ""
    if found.kind != "create" and status:
        fields["status"] = {"type": "string", "const": status}
    if not fields and not echoed:
        return found
    whole: Schema = {
        "type": "object",
        "properties": {**fields, **echoed},
        "required": [*fields, *echoed],
    }
    definitions = tool.parameters.get("$defs")
    if definitions:
        whole["$defs"] = definitions
    key = made or shapes.key(whole, (found.resource,))
    return replace(found, returns=whole, key=key, made=made, makes=found.resource if made else "")


def _deleted(tool: Tool, found: Operation) -> Operation:
    name = found.id_parameter
    fields = {name: _bare(tool, name)} if name else {}
    whole: Schema = {
        "type": "object",
        "properties": {**fields, "deleted": {"type": "boolean", "const": True}},
        "required": [*fields, "deleted"],
    }
    return replace(found, returns=whole, key=name)


_SECRET = re.compile(r"password|secret|token|pin\b|api key|credential|code$")


def _echoes(tool: Tool, name: str) -> bool:
    """Whether an API would say an argument again: short and no secret."""
    whole = shapes.plain(shapes.properties(tool.parameters).get(name, {}), tool.parameters)
    if _SECRET.search(" ".join(words(name))) and not identifies(name):
        return False
    return shapes.kind(whole) in ("string", "integer", "number", "boolean")


def _bare(tool: Tool, name: str) -> Json:
    return shapes.properties(tool.parameters).get(name, {"type": "string"})


def _tail(noun: str) -> str:
    return noun.rpartition(" ")[2]


def _past(verb: str) -> str:
    if verb in _PAST:
        return _PAST[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2:-1] not in "aeiou" else f"{verb}ed"


def _like(tool: Tool, phrase: str) -> str:
    """A field's name in the style of the tool's own parameters: snake_case or camelCase."""
    names = [tool.name.rpartition(".")[2], *shapes.properties(tool.parameters)]
    parts = phrase.split()
    if any("_" in name for name in names):
        return "_".join(parts)
    if any(name[1:] != name[1:].lower() for name in names):
        return parts[0] + "".join(part.capitalize() for part in parts[1:])
    return "_".join(parts)


def owner_of(pointer: str, field: str, around: str, found: Operation) -> str:
    """Which resource a leaf of a result belongs to, or names: `flight_id` names a flight."""
    if identifies(field) and named(field):
        return named(field)
    if around:
        return one(around)
    made = found.makes if found.made else ""
    return made or found.resource
