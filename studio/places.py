"""The places of a tool's parameters that values can go to, and how often each was filled.

Down to `DEPTH` levels of nesting, local references followed once on the way down, the branches of
allOf, anyOf and oneOf laid over one another. Used to say what a dataset never exercises; whether a
value is valid is another matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from studio.pointer import referred
from studio.record import Json, Schema

DEPTH = 4
"""Levels of nesting; deeper parameters are not counted."""


@dataclass(slots=True)
class Place:
    """A parameter, nested or not, or the items of a list."""

    path: str
    """Names with dots between, `[]` for the items of a list."""
    optional: bool
    used: int = 0
    values: dict[bytes, int] = field(default_factory=dict)
    """How often each value of its enum was given; keys are JSON."""
    children: dict[str, "Place"] = field(default_factory=dict)
    items: "Place | None" = None

    def count(self, value: Json) -> None:
        """A value given here, counted here and below."""
        self.used += 1
        if self.values:
            key = msgspec.json.encode(value)
            if key in self.values:
                self.values[key] += 1
        if isinstance(value, dict):
            for name, item in value.items():
                child = self.children.get(name)
                if child is not None:
                    child.count(item)
        elif isinstance(value, list) and self.items is not None:
            for item in value:
                self.items.count(item)

    def walk(self) -> Iterator["Place"]:
        """This place and all below."""
        yield self
        for child in self.children.values():
            yield from child.walk()
        if self.items is not None:
            yield from self.items.walk()


def places(parameters: Schema) -> Place:
    """The places of a tool's parameters; the root stands for the arguments as a whole."""
    return _place(parameters, _Way(parameters), "", optional=False)


def property_names(schema: Json) -> Iterator[str]:
    """Every name a schema gives to a property, at any depth and in any definition; some twice."""
    if isinstance(schema, list):
        for item in schema:
            yield from property_names(item)
    elif isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for item in schema.values():
            yield from property_names(item)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a place was come to: the whole schema, the levels and references passed."""

    root: Schema
    depth: int = 0
    passed: frozenset[str] = frozenset()


def _place(schema: Json, way: _Way, path: str, *, optional: bool) -> Place:
    place = Place(path, optional)
    branches = list(_branches(schema, way))
    required = {name for branch, _ in branches for name in _list(branch.get("required"))}
    for branch, passed in branches:
        for value in _list(branch.get("enum")):
            place.values.setdefault(msgspec.json.encode(value), 0)
        if way.depth >= DEPTH:
            continue
        below = _Way(way.root, way.depth + 1, passed)
        properties = branch.get("properties")
        for name, item in properties.items() if isinstance(properties, dict) else ():
            if name not in place.children:
                inner = f"{path}.{name}" if path else name
                place.children[name] = _place(item, below, inner, optional=name not in required)
        if isinstance(branch.get("items"), dict) and place.items is None:
            place.items = _place(branch["items"], below, f"{path}[]", optional=False)
    return place


def _branches(schema: Json, way: _Way) -> Iterator[tuple[Schema, frozenset[str]]]:
    """The schema objects that speak of one place, each with the references passed to it."""
    waiting = [(schema, way.passed)]
    while waiting:
        branch, passed = waiting.pop(0)
        if not isinstance(branch, dict):
            continue
        yield branch, passed
        target = branch.get("$ref")
        if isinstance(target, str) and target not in passed:
            waiting.append((referred(target, way.root), passed | {target}))
        for keyword in ("allOf", "anyOf", "oneOf"):
            waiting += [(inner, passed) for inner in _list(branch.get(keyword))]


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
