"""Whether a tool's schema is a JSON Schema one can generate from and validate with.

The meta-schema of the draft decides (Draft 2020-12 unless `$schema` names another), then every
`$ref` must lead somewhere inside the schema and every `pattern` must be a regular expression
(ECMA-262, as `jsonschema_rs` reads it), because validators refuse the whole schema otherwise.

Large APIs repeat the same definitions in thousands of tools, so a `Validity` looks at each
`$defs` entry once: readers that share the objects pay once.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema_rs
import msgspec

from studio.pointer import MISSING, referred
from studio.record import Json, Schema, Tool

DRAFTS = frozenset(
    f"{scheme}://json-schema.org/{draft}/schema"
    for scheme in ("http", "https")
    for draft in ("draft-04", "draft-06", "draft-07", "draft/2019-09", "draft/2020-12")
)

_VALUES = frozenset({"const", "enum", "default", "examples", "example"})
"""Keywords that hold values, not schemas: a key `$ref` in them refers to nothing."""

_MAPS = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
"""Keywords whose keys are names, not keywords."""


class Validity:
    """Judges the tools of one document."""

    def __init__(self) -> None:
        self._judged: dict[int, tuple[Json, str, frozenset[str]]] = {}
        """Fault and references of a definition by identity; holds it so that the id stays."""

    def fault(self, tool: Tool) -> str:
        """What is wrong with the tool's parameters or result, empty when nothing is."""
        parameters = tool.parameters
        if not isinstance(parameters, dict):
            return f"parameters are {type(parameters).__name__}, not an object schema"
        if parameters.get("type", "object") != "object":
            return f'parameters have type {parameters["type"]!r}, arguments need "object"'
        if fault := self._schema_fault(parameters):
            return f"parameters: {fault}"
        if tool.returns is not None and (fault := self._schema_fault(tool.returns)):
            return f"returns: {fault}"
        return ""

    def _schema_fault(self, schema: Schema) -> str:
        draft = schema.get("$schema")
        if draft is not None and (not isinstance(draft, str) or draft.rstrip("#") not in DRAFTS):
            return f"$schema {draft!r} is not a JSON Schema draft from 4 to 2020-12"
        definitions = schema.get("$defs")
        if draft is not None or not isinstance(definitions, dict):
            return _judge(schema, schema)[0]
        body = {key: value for key, value in schema.items() if key != "$defs"}
        fault, references = _judge(body, None)
        wanted = set(references)
        for name, definition in definitions.items():
            known = self._judged.get(id(definition))
            if known is None:
                known = (definition, *_judge(definition, None))
                self._judged[id(definition)] = known
            if known[1]:
                return f"$defs/{name}: {known[1]}"
            wanted |= known[2]
        return fault or _lost(dict.fromkeys(wanted, schema))


def _judge(schema: Json, root: Json) -> tuple[str, frozenset[str]]:
    """The fault of a schema and its references, followed only when their root is given."""
    try:
        jsonschema_rs.meta.validate(schema)
    except jsonschema_rs.ValidationError as error:
        place = "/".join(map(str, error.instance_path)) or "the schema"
        return f"{place}: {error.message[:200]}", frozenset()
    references: set[str] = set()
    text = msgspec.json.encode(schema)
    # most schemas have neither, and this is twenty times faster than looking through them
    found = _keywords(schema) if b'"$ref"' in text or b'"pattern' in text else ()
    for keyword, value in found:
        if keyword == "$ref":
            references.add(str(value))
        elif not _is_pattern(str(value)):
            return f"the pattern {value!r} is not a regular expression", frozenset()
    fault = _lost(dict.fromkeys(references, root)) if root is not None else ""
    return fault, frozenset(references)


def _keywords(schema: Json) -> Iterator[tuple[str, Any]]:
    """Every `$ref` and pattern of the schema with its value."""
    stack: list[tuple[Json, bool]] = [(schema, False)]
    while stack:
        value, names = stack.pop()
        if isinstance(value, list):
            stack.extend((item, False) for item in value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                if not names and key in ("$ref", "pattern") and isinstance(inner, str):
                    yield key, inner
                elif names or key not in _VALUES:
                    stack.append((inner, not names and key in _MAPS))
                if key == "patternProperties" and not names and isinstance(inner, dict):
                    yield from (("pattern", name) for name in inner)


@lru_cache(maxsize=65536)
def _is_pattern(pattern: str) -> bool:
    try:
        jsonschema_rs.validator_for({"pattern": pattern})
    except ValueError:  # ValidationError is one
        return False
    return True


def _lost(references: dict[str, Json]) -> str:
    """The first reference, in sorted order, that does not lead anywhere in its root."""
    for reference, root in sorted(references.items(), key=lambda item: item[0]):
        if not reference.startswith("#"):
            return f"the reference {reference!r} leads out of the schema"
        target = _target(reference, root)
        if not isinstance(target, dict | bool):
            return f"the reference {reference!r} leads nowhere"
        if _circles(reference, root):
            return f"the reference {reference!r} leads back to itself and never to a schema"
    return ""


def _circles(reference: str, root: Json) -> bool:
    """Whether a reference leads to itself by references alone: nothing could be said about its
    value. A reference from inside, as of a tree to its branches, is a recursive schema and fine."""
    seen: set[str] = set()
    while reference not in seen:
        seen.add(reference)
        target = _target(reference, root)
        onward = target.get("$ref") if isinstance(target, dict) else None
        if not isinstance(onward, str) or not onward.startswith("#"):
            return False
        reference = onward
    return True


def _target(reference: str, root: Json) -> Json:
    """What a `#` reference leads to: a JSON Pointer or an `$anchor` in `root`."""
    anchor = reference[1:]
    if anchor and not anchor.startswith("/"):
        return next((found for name, found in _anchors(root) if name == anchor), MISSING)
    return referred(reference, root)


def _anchors(value: Json) -> Iterator[tuple[str, Json]]:
    """Every anchor with the schema that has it."""
    if isinstance(value, dict):
        for keyword in ("$anchor", "$dynamicAnchor"):
            if isinstance(value.get(keyword), str):
                yield value[keyword], value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _anchors(inner)
