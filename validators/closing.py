"""The closed-world rule of tool calling: an argument no schema declares is a hallucination.

JSON Schema lets undeclared properties pass where `additionalProperties` is absent. For a tool call
that is a made-up parameter. `closed` writes the rule into the schema itself, so that one compiled
validator answers both questions. It closes an object location only where the schema's author left
no doubt about what belongs there:

- the object declares `properties` and says nothing about others (`additionalProperties`,
  `patternProperties`, `unevaluatedProperties` absent): `additionalProperties: false`. An empty
  `properties` closes the arguments themselves (a function without parameters), but no object
  inside them, where it is a way to say "any object";
- the object is composed (`allOf`, `anyOf`, `oneOf`, `then`, `else`, `dependentSchemas`, `$ref`
  beside other keywords) and every part that can hold an object declares properties:
  `unevaluatedProperties: false`, in the drafts that have it (2019-09, 2020-12);
- everything else stays open: `{"type": "object"}` alone, an alternative that takes any object, a
  property that two parts describe, everything under `not`, `if`, `contains`, `propertyNames`, and
  whole schemas that use `$dynamicRef`, `$recursiveRef`, anchors, embedded `$id`s or outside
  references.

It does not validate: the schema must be valid already.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from studio.pointer import MISSING, referred
from studio.record import Json, Schema

_ALTERNATIVES = ("anyOf", "oneOf")
_PARTS = ("allOf", *_ALTERNATIVES)
_BRANCHES = ("then", "else")
_PROBES = ("not", "if", "contains", "propertyNames")
_OPENERS = ("additionalProperties", "patternProperties", "unevaluatedProperties")
_MAPS = ("properties", "patternProperties")
_ANNOTATIONS = {"title", "description", "default", "deprecated", "readOnly", "writeOnly"} | {
    *("examples", "example", "nullable", "$comment", "$defs", "definitions", "$schema")
}
_DATA = ("default", "const", "enum", "examples", "example")
_UNCLEAR = frozenset(
    (*_PARTS, *_BRANCHES, "if", "dependentSchemas", "dependencies", "prefixItems", "$dynamicRef")
)
"""Keywords that make more than one schema speak of a place."""
_FOREIGN = ("$dynamicRef", "$recursiveRef", "$anchor", "$dynamicAnchor")


def closed(schema: Schema, *, modern: bool) -> Schema:
    """The schema with the rule written in; the same object where there is nothing to write.

    `modern` says that the draft has `unevaluatedProperties` and applies keywords beside `$ref`.
    A value must hold under both schemas: closing can turn an invalid one valid, because `oneOf`
    counts its matches.
    """
    plan = _Plan(schema, modern)
    if not plan.clear:
        return schema
    plan.place(schema)
    decisions = plan.decisions()
    return _rewritten(schema, decisions) if decisions else schema


def plain_names(schema: Schema) -> frozenset[str]:
    """The top-level properties, where nothing but `properties` speaks of them; else none."""
    properties = schema.get("properties")
    plain = isinstance(properties, dict) and "$ref" not in schema and _UNCLEAR.isdisjoint(schema)
    return frozenset(properties or ()) if plain else frozenset()


def declared(value: Json, node: Json, root: Schema) -> bool:
    """Whether every property of a valid value is plainly declared, so that closing would change
    nothing. False means: perhaps not. Costs what the value costs, however large the schema."""
    for _ in range(8):
        if not isinstance(node, dict) or not _UNCLEAR.isdisjoint(node):
            return False
        if "$ref" not in node:
            break
        node = _target(root, node["$ref"]) if isinstance(node["$ref"], str) else None
    if isinstance(value, list):
        below = node.get("items")
        return all(
            not item or type(item) not in _NESTED or declared(item, below, root) for item in value
        )
    properties = node.get("properties")
    if not isinstance(properties, dict):
        return False
    for name, item in value.items():
        if name not in properties:
            return False
        if item and type(item) in _NESTED and not declared(item, properties[name], root):
            return False
    return True


_NESTED = frozenset((dict, list))


def _rewritten(value: Json, decisions: dict[int, str]) -> Any:
    if isinstance(value, dict):
        copy = {key: _rewritten(item, decisions) for key, item in value.items()}
        if id(value) in decisions:
            copy[decisions[id(value)]] = False
        return copy
    if isinstance(value, list):
        return [_rewritten(item, decisions) for item in value]
    return value


class _Plan:
    """Which schemas are alone at their location, which are parts, which are only probes."""

    def __init__(self, root: Schema, modern: bool) -> None:
        self.root = root
        self.modern = modern
        self.alone: dict[int, Schema] = {}
        self.shared: set[int] = set()
        self.probed: set[int] = set()
        self.clear = self._clear(root, top=True)

    def _clear(self, value: Json, top: bool = False) -> bool:
        """Whether every reference is a pointer into this very schema."""
        if isinstance(value, list):
            return all(self._clear(item) for item in value)
        if not isinstance(value, dict):
            return True
        if any(isinstance(value.get(key), str) for key in _FOREIGN):
            return False
        if not top and isinstance(value.get("$id" if self.modern else "id"), str):
            return False
        reference = value.get("$ref")
        if isinstance(reference, str) and _target(self.root, reference) is None:
            return False
        return all(self._clear(item) for key, item in value.items() if key not in _DATA)

    def pure(self, node: Schema) -> bool:
        """Whether a schema is nothing but a reference."""
        return "$ref" in node and (not self.modern or not (node.keys() - _ANNOTATIONS - {"$ref"}))

    def place(self, root: Json) -> None:
        """Visit a schema that starts a location of its own, and every location below it. With a
        list of what is left, not by recursion: definitions form chains of hundreds."""
        left = [root]
        while left:
            node = left.pop()
            if not isinstance(node, dict) or id(node) in self.alone:
                continue
            self.alone[id(node)] = node
            if self.pure(node):
                left.append(_target(self.root, node["$ref"]))
                continue
            parts = list(self._parts(node, set()))
            self.shared.update(id(part) for part in parts if part is not node)
            names = Counter(
                (key, name) for part in parts for key in _MAPS for name in part.get(key) or ()
            )
            for part in parts:
                for key, name, child in _children(part):
                    if len(parts) == 1 or (key == "properties" and names[key, name] == 1):
                        left.append(child)
                    else:
                        self.share(child)
                for key in _PROBES:
                    self.share(part.get(key))

    def share(self, root: Json) -> None:
        """Visit a schema that another one may describe as well: it and what is below stay open."""
        left = [root]
        while left:
            node = left.pop()
            if not isinstance(node, dict) or id(node) in self.probed:
                continue
            self.probed.add(id(node))
            if isinstance(node.get("$ref"), str):
                left.append(_target(self.root, node["$ref"]))
            left.extend(child for _, _, child in _children(node))
            left.extend(self._below(node))
            left.extend(node.get(key) for key in _PROBES)

    def _below(self, node: Schema) -> Iterator[Json]:
        """The schemas that apply at the same place as `node`, one step down."""
        for key in _PARTS:
            yield from node.get(key) or ()
        for key in _BRANCHES:
            yield node.get(key)
        for key in ("dependentSchemas", "dependencies"):
            yield from (node.get(key) or {}).values()

    def _parts(self, node: Json, seen: set[int]) -> Iterator[Schema]:
        """Every schema that applies at the same place as `node`, itself first."""
        if not isinstance(node, dict) or id(node) in seen:
            return
        seen.add(id(node))
        yield node
        if isinstance(node.get("$ref"), str):
            yield from self._parts(_target(self.root, node["$ref"]), seen)
            if not self.modern:
                return
        for part in self._below(node):
            yield from self._parts(part, seen)

    def decisions(self) -> dict[int, str]:
        """Keyword to set to false, by identity of the schema object."""
        found = {}
        for key, node in self.alone.items():
            if key in self.shared or key in self.probed or not _objects(node):
                continue
            if self.pure(node):
                target = _target(self.root, node["$ref"])
                settled = id(target) not in self.shared | self.probed
                if settled or not self.modern or id(target) in self.probed:
                    continue
                if self._tight(node):
                    found[key] = "unevaluatedProperties"
            elif len(list(self._parts(node, set()))) == 1:
                named = node.get("properties") or (node is self.root and "properties" in node)
                if named and not any(word in node for word in _OPENERS):
                    found[key] = "additionalProperties"
            elif self.modern and self._tight(node):
                found[key] = "unevaluatedProperties"
        return found

    def _tight(self, node: Schema) -> bool:
        """Whether the composition leaves no doubt about what belongs in the object."""
        if any(word in part for part in self._parts(node, set()) for word in _OPENERS):
            return False
        return self._declares(node, set()) is True

    def _declares(self, node: Json, seen: set[int]) -> bool | None:
        """True: declares properties; False: takes objects without; None: takes no objects."""
        if not isinstance(node, dict):
            return None if node is False else False
        if not _objects(node):
            return None
        if id(node) in seen:
            return False
        seen = seen | {id(node)}
        named = bool(node.get("properties")) or any(
            self._declares(part, seen) for part in node.get("allOf") or ()
        )
        if isinstance(node.get("$ref"), str):
            named = named or self._declares(_target(self.root, node["$ref"]), seen) is True
        for word in _ALTERNATIVES:
            verdicts = [self._declares(part, seen) for part in node.get(word) or ()]
            verdicts = [verdict for verdict in verdicts if verdict is not None]
            named = named or (bool(verdicts) and all(verdicts))
        return named


def _objects(node: Schema) -> bool:
    """Whether the schema's own `type` lets objects pass."""
    kind = node.get("type", "object")
    return kind == "object" or (isinstance(kind, list) and "object" in kind)


def _children(node: Schema) -> Iterator[tuple[str, str, Json]]:
    """The schemas of `node` that describe locations below it: keyword, name, schema."""
    for key in _MAPS:
        for name, child in (node.get(key) or {}).items():
            yield key, name, child
    for key in ("additionalProperties", "unevaluatedProperties", "additionalItems", "items"):
        child = node.get(key)
        yield from ((key, "", item) for item in (child if isinstance(child, list) else [child]))
    for key in ("prefixItems", "unevaluatedItems"):
        child = node.get(key)
        yield from ((key, "", item) for item in (child if isinstance(child, list) else [child]))


def _target(root: Schema, reference: str) -> Json:
    """What a pointer into the schema leads to; None for other references."""
    found = referred(reference, root)
    return None if found is MISSING else found
