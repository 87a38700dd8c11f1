"""What is known of a tool before any call: its operation, the shapes of its result, pools of made
instances, and which argument speaks of which field. Built when a tool is first called."""

import zlib
from collections.abc import Mapping
from functools import cached_property
from math import inf
from random import Random
from typing import Any

import jsonschema_rs

from studio.environment import Filler
from studio.record import Json, Schema, Tool
from studio.resources import Operation, moments, shapes, verbs
from studio.resources.nouns import identifies, named, words
from studio.resources.states import States
from validators.environments._simulation import effects
from validators.environments._simulation.fields import Shape, matching, shape
from validators.environments._simulation.filters import Filter, filters
from validators.environments._simulation.pool import ANCHOR, Pool
from validators.validation import Validator

ITEMS = 32
"""Instances of a list's item in a pool."""
WHOLES = 16
"""Instances of a whole result in a pool."""


_TITLES = ("title", "name", "subject", "summary", "repository", "film", "team")


class Slot:
    """A place of results where a thing is shown: the result of a tool, or the items of its list."""

    def __init__(
        self,
        name: str,
        schema: Schema,
        key: str,
        pool: Pool,
        noun: str,
        family: str,
        pointer: str = "",
    ) -> None:
        self.name = name
        self.family = family
        self.pointer = pointer
        """Where in an instance of the pool the thing is."""
        self.root = schema
        self.noun = frozenset(noun.split())
        self.shape: Shape = shape(schema, schema)
        self.states = States(self.shape.fields, self.shape.required)
        self.key = key
        self.pool = pool
        self.salt = zlib.crc32(name.encode())
        self.names = tuple(self.shape.fields)
        self.listed = tuple(name for name in self.names if self.shape.kind(name) == "array")
        self.flags = tuple(name for name in self.names if self.shape.kind(name) == "boolean")
        self.titles = tuple(name for name in _TITLES if name in self.shape.fields)
        """Fields that may be what a thing is called, the first of them first."""
        self.past = tuple(name for name in self.names if moments.tense(name) == "past")
        self.signature = ",".join(sorted(self.names))
        identity = self.shape.fields.get(key)
        self.options = tuple((identity or {}).get("enum") or ())
        self.unsaid: dict[str, tuple[tuple[str, str, Json], ...]] = {}
        """By tool, what becomes of fields of something new of which a call says nothing."""
        self._mappings: dict[str, tuple[tuple[str, str], ...]] = {}

    @cached_property
    def currencies(self) -> frozenset[str] | None:
        """Those the schema allows, empty for any; None where it has no money."""
        return _currencies(self.root)

    @cached_property
    def dearest(self) -> float:
        """The most any amount may be."""
        return _dearest(self.root)

    @cached_property
    def telling(self) -> tuple[str, tuple[str, ...]] | tuple[()]:
        """The choice that tells items without ids apart, and its options; empty for none."""
        first = self.names[0] if self.names and not self.key else ""
        options = self.shape.fields[first].get("enum") if first else None
        if not isinstance(options, list):
            return ()
        return first, tuple(option for option in options if isinstance(option, str))

    @cached_property
    def attended(self) -> str:
        """The field that says when somebody joined; empty where nobody took part in anything."""
        joined = (name for name in self.names if "joined" in words(name))
        left = any(words(name)[0] == "left" for name in self.names)
        return next(joined, "") if left else ""

    @cached_property
    def versioned(self) -> tuple[str, str]:
        """The number of a version and when it was made; empty for what has none."""
        numbers = (n for n in self.names if words(n)[-1:] in (("version",), ("revision",)))
        number = next((n for n in numbers if self.shape.kind(n) == "integer"), "")
        when = next((n for n in self.names if moments.tense(n) == "past"), "")
        return (number, when) if number and when else ("", "")

    @cached_property
    def judge(self) -> jsonschema_rs.Validator:
        """Judges what the slot shows."""
        return jsonschema_rs.validator_for(self.root, validate_formats=True)

    @cached_property
    def identity(self) -> jsonschema_rs.Validator | None:
        """Judges ids; None where any will do."""
        schema = self.shape.fields.get(self.key)
        if schema is None or not {"pattern", "format", "maxLength", "maximum"} & {*schema}:
            return None
        held = {"$defs": self.root["$defs"]} if "$defs" in self.root else {}
        return jsonschema_rs.validator_for({**schema, **held}, validate_formats=True)

    def mapping(self, tool: Tool) -> tuple[tuple[str, str], ...]:
        """Pairs of a parameter of a tool and the field here that it speaks of."""
        found = self._mappings.get(tool.id)
        if found is None:
            pairs: dict[str, str] = {}
            declared = {**shapes.properties(tool.parameters), **wrapped(tool, self.shape)}
            for name, schema in declared.items():
                kind = shapes.kind(shapes.plain(schema, tool.parameters))
                field = matching(name, kind, self.shape, self.noun)
                if field and (field not in pairs.values() or words(field) == words(name)):
                    pairs = {key: value for key, value in pairs.items() if value != field}
                    pairs[name] = field
            for name in declared:
                if name not in pairs:
                    inner = self._inner(name)
                    if inner:
                        pairs[name] = inner
            found = self._mappings[tool.id] = tuple(pairs.items())
        return found

    def _inner(self, name: str) -> str:
        """The field of that very name one object in, where there is only one: `track/title`."""
        found = [
            f"{field}/{inner}"
            for field, schema in self.shape.fields.items()
            if shapes.kind(schema) == "object"
            for inner in shapes.properties(schema)
            if words(inner) == words(name)
        ]
        return found[0] if len(found) == 1 else ""


class Plan:
    """A tool, ready to be called."""

    def __init__(
        self, tool: Tool, operation: Operation, described: Schema | None, filler: Filler
    ) -> None:
        if operation.returns is None or described is None:
            raise ValueError(f"{tool.name} has no response to simulate")
        self.tool = tool
        self.operation = operation
        self.root: Schema = described
        self.verb, self.rest = verbs.verb_of(tool)
        self.form = shapes.kind(shapes.plain(self.root, self.root))
        self.closed = not shapes.properties(shapes.plain(self.root, self.root))
        self._filler = filler
        whole = self._pool("", self.root, WHOLES, bare=operation.items)
        held = self._with_definitions(shapes.at(self.root, operation.body, self.root))
        self.body = Slot(
            f"{tool.id}:body",
            held,
            operation.key,
            whole,
            operation.resource,
            tool.origin.family,
            operation.body,
        )
        self.item: Slot | None = None
        self.filters: tuple[Filter, ...] = ()
        self.unanswered: tuple[str, ...] = ()
        self.orders: dict[str, tuple[str, bool]] = {}
        """By wish, the field a list is sorted by and whether downwards."""
        self.sort = _sorting(tool.parameters)
        self.noun = operation.resource
        """What the things of a list are."""
        if operation.items is not None:
            self._list(operation.items)
        self.reached = effects.state(self.verb, self.body.shape)
        """Field and value of the state a call leads to."""
        self.early = effects.early(self.body.shape)
        """Field and value of a state in which something can still be done to a thing."""
        self.succeeded = effects.agreed(self.body.shape, operation.kind)
        """Flags that a success sets."""
        self.constant = {
            name: schema["const"]
            for name, schema in self.body.shape.fields.items()
            if "const" in schema and name != self.body.key
        }
        declared = shapes.properties(tool.parameters)
        self.wraps = bool(wrapped(tool, self.body.shape))
        """Whether the argument `body` holds what is said of the resource."""
        self.plain = {name: shapes.plain(s, tool.parameters) for name, s in declared.items()}
        self.needed = frozenset(tool.parameters.get("required") or ())

    @cached_property
    def accepts(self) -> Validator:
        """Judges arguments."""
        return Validator(self.tool.parameters)

    @cached_property
    def judge(self) -> jsonschema_rs.Validator:
        """Judges whole results."""
        return jsonschema_rs.validator_for(self.operation.returns or {}, validate_formats=True)

    def _list(self, pointer: str) -> None:
        operation, tool = self.operation, self.tool
        list_schema = shapes.at(self.root, pointer, self.root)
        item = self._with_definitions(shapes.items_of(list_schema, self.root))
        field = shapes.singular_phrase(pointer.rpartition("/")[2])
        nouns = tuple(filter(None, (field, operation.resource)))
        key = operation.key if operation.kind != "get" else ""
        if not key or key not in shapes.properties(item):
            key = shapes.key(item, nouns, item)
        if operation.kind == "get" and key:
            self.noun = named(key) if identifies(key) else field or operation.resource
        self.least = int(list_schema.get("minItems", 0))
        most = list_schema.get("maxItems")
        self.most: int | None = most if isinstance(most, int) else None
        self.plainly = shapes.kind(item) not in ("object", "")
        self.order = str(list_schema.get("description", ""))
        self.item = Slot(
            f"{tool.id}:item",
            item,
            key,
            self._pool("item", item, ITEMS, field),
            operation.resource,
            tool.origin.family,
        )
        parents = {name for name, _ in operation.parents if name not in self.item.names}
        passed = frozenset({*parents, operation.page, operation.size, self.sort})
        self.filters, self.unanswered = filters(
            tool.parameters, self.item.shape, operation.resource, passed
        )
        self.unanswered += tuple(sorted(parents))

    def _with_definitions(self, schema: Schema) -> Schema:
        held: Schema = {key: self.root[key] for key in ("$defs", "definitions") if key in self.root}
        return {**held, **schema}

    def _pool(
        self, part: str, schema: Schema, size: int, noun: str = "", bare: str | None = None
    ) -> Pool:
        name = noun or self.operation.resource or "result"
        tool, filler = self.tool, self._filler

        def make(rng: Random) -> Json:
            return filler.fill(
                name, schema, rng, today=ANCHOR, tool=tool.name, description=tool.description
            )

        return Pool(f"{tool.id}:{part}", make, size, bare)

    @cached_property
    def kind(self) -> str:
        """Family and resource of the things of a list, as the world names them."""
        return f"{self.tool.origin.family}\x1f{self.noun}"

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Parameters that name things, each with the kind the world knows them by."""
        operation, family = self.operation, self.tool.origin.family
        pairs = ((operation.id_parameter, operation.resource), *operation.parents)
        return tuple((name, f"{family}\x1f{what}") for name, what in pairs if name and what)

    def subject(self, arguments: Mapping[str, Json]) -> tuple[str, Json] | None:
        """What a call is about, where no id says so: the first required plain text or number."""
        chosen = self.operation.id_parameter
        if chosen:
            return (self.operation.resource, arguments.get(chosen))
        for name in self.plain:
            if name in self.needed and isinstance(arguments.get(name), str):
                return (" ".join(words(name)), arguments[name])
        return None

    def extra(self, arguments: Mapping[str, Json]) -> tuple[tuple[str, Json], ...]:
        """Arguments beside the id and its parents, which make one view differ from another."""
        named = {self.operation.id_parameter, *(name for name, _ in self.operation.parents)}
        return tuple((name, value) for name, value in arguments.items() if name not in named)


def _currencies(schema: Json) -> frozenset[str] | None:
    """The currencies a schema allows, empty for any; None where it has no money."""
    if isinstance(schema, dict):
        held = schema.get("properties")
        inner = held.get("currency") if isinstance(held, dict) else None
        if isinstance(inner, dict):
            return frozenset(value for value in inner.get("enum") or () if isinstance(value, str))
        found = (_currencies(value) for value in schema.values())
        return next((each for each in found if each is not None), None)
    if isinstance(schema, list):
        found = (_currencies(value) for value in schema)
        return next((each for each in found if each is not None), None)
    return None


_PRICED = frozenset("amount price fare fee cost total refund gross net tax balance".split())


def priced(name: str) -> bool:
    """Whether a field holds an amount of money."""
    return not _PRICED.isdisjoint(words(name))


def _dearest(schema: Any, name: str = "") -> float:
    """The lowest maximum of amounts in a schema; infinity for none."""
    if isinstance(schema, list):
        return min((_dearest(inner, name) for inner in schema), default=inf)
    if not isinstance(schema, dict):
        return inf
    most = schema.get("maximum", schema.get("exclusiveMaximum"))
    own = float(most) if priced(name) and isinstance(most, int | float) else inf
    return min((own, *(_dearest(inner, key) for key, inner in schema.items())))


def wrapped(tool: Tool, found: Shape) -> Mapping[str, Schema]:
    """The properties of a parameter `body` that stands for the resource itself."""
    if "body" in found.fields:
        return {}
    held = shapes.properties(tool.parameters).get("body", {})
    return shapes.properties(shapes.plain(held, tool.parameters))


def _sorting(parameters: Schema) -> str:
    """The parameter that orders a list; empty for none."""
    for name in shapes.properties(parameters):
        parts = words(name)
        if parts[:1] in (("sort",), ("order",)) and {*parts} & {"sort", "by", "order"}:
            return name
    return ""


def copied(value: Any) -> Any:
    """A copy of objects and lists that shares nothing but leaves."""
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value
