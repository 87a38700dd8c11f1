"""The named schemas of one document, and for each tool the ones it needs.

A definition is held once and shared by every tool that needs it: an inlined one as the same dict
object at each place, any other as the same dict object in each tool's `$defs`. Input is JSON
Schema (Draft 2020-12) whose references all have the form `#/$defs/name`; making it so is the work
of the readers. Two directions exist: requests lose `readOnly` properties, responses `writeOnly`
ones.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeAlias

import msgspec

from corpora.sources._components import components
from studio.errors import SchemaError
from studio.record import Json, Schema

Direction: TypeAlias = Literal["request", "response"]

_ONE_WORDS = (
    "additionalProperties contains contentSchema else if items not propertyNames then "
    "unevaluatedItems unevaluatedProperties"
)
ONE = frozenset(_ONE_WORDS.split())
"""Keywords that hold one schema."""
MANY = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
"""Keywords that hold a list of schemas."""
NAMED = frozenset({"properties", "patternProperties", "dependentSchemas"})
"""Keywords that hold schemas by name."""
_HOLDING = ONE | MANY | NAMED
_ANNOTATIONS_WORDS = "$comment default deprecated description examples readOnly title writeOnly"
ANNOTATIONS = frozenset(_ANNOTATIONS_WORDS.split())
"""Keywords that say something without refusing a value."""

PREFIX = "#/$defs/"
SMALL = 400
"""Bytes of JSON up to which a definition is written out wherever it is referred to."""
_DEEPEST = 24
"""Levels a definition may reach by writing others out inside it."""
_MOST_WORK = 100_000
"""Schemas that one value may have to be held against before a document counts as a bomb."""
_IN_PLACE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else"})


class Unusable(Exception):
    """A part of a document that makes no schema: the tools that need it are skipped."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def reference(name: str) -> Schema:
    """A reference to the definition `name` (letters, digits, `_`, `.`, `-`)."""
    return {"$ref": PREFIX + name}


def referred(schema: Json) -> str | None:
    """The name of the definition a schema refers to."""
    ref = schema.get("$ref") if isinstance(schema, dict) else None
    return ref[len(PREFIX) :] if isinstance(ref, str) else None


def children(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """The schemas directly inside one, each with the keyword that holds it."""
    if _HOLDING.isdisjoint(schema):
        return
    for key, value in schema.items():
        if key in ONE:
            found: Iterable[Json] = (value,)
        elif key in MANY:
            found = value
        elif key in NAMED:
            found = value.values()
        else:
            continue
        for child in found:
            if isinstance(child, dict):
                yield key, child


def nodes(schema: Schema) -> Iterator[Schema]:
    """A schema and every schema inside it."""
    stack = [schema]
    while stack:
        node = stack.pop()
        yield node
        if not _HOLDING.isdisjoint(node):
            stack.extend(child for _, child in children(node))


def _names(schema: Schema) -> list[str]:
    found = (referred(node) for node in nodes(schema) if "$ref" in node)
    return [name for name in found if name is not None]


def _depth(schema: Schema) -> int:
    return 1 + max((_depth(child) for _, child in children(schema)), default=0)


class Definitions:
    """Definitions by name, loaded when a tool first needs them.

    `load` gives the definition of a name, or raises Unusable; `where` its JSON Pointer for
    messages. All uses are to be told (`use`)
    before the first tool is made (`closed`): what is used once is written out where it is used.

    Tools get whole what they reach, however deep: over all discovery documents that is 112 MB of
    parameters and 265 MB of results for 28,126 tools, over all service models 52 and 82 MB for
    21,836, written out; in memory, where it is shared, 0.6 and 0.7 GB.
    """

    def __init__(
        self, shown: str, load: Callable[[str], Schema], where: Callable[[str], str]
    ) -> None:
        self._shown = shown
        self._load = load
        self._where = where
        self._raw: dict[str, Schema] = {}
        self._broken: dict[str, Unusable] = {}
        self._used: list[str] = []
        self._uses: Counter[str] = Counter()
        self._edges: dict[str, list[str]] = {}
        self._recursive: set[str] = set()
        self._circular: set[str] = set()
        self._marked: set[str] = set()
        self._made: dict[tuple[str, Direction], Schema] = {}
        self._inline: set[tuple[str, Direction]] = set()
        self._needs: dict[tuple[str, Direction], list[str]] = {}
        self._settled = False

    def use(self, schema: Schema) -> None:
        """Tell that a tool has `schema`; loads what it reaches."""
        self.load(schema)
        self._used.extend(_names(schema))

    def load(self, schema: Schema) -> None:
        """Load every definition that `schema` reaches."""
        waiting = _names(schema)
        for name in waiting:
            if name in self._raw or name in self._broken:
                continue
            try:
                self._raw[name] = self._load(name)
            except Unusable as error:
                self._broken[name] = error
            else:
                self._edges[name] = self._look(name)
                waiting.extend(self._edges[name])

    def _look(self, name: str) -> list[str]:
        """What a definition refers to; notes whether it differs between the directions."""
        found: list[str] = []
        for node in nodes(self._raw[name]):
            target = referred(node)
            if target is not None:
                found.append(target)
            if "readOnly" in node or "writeOnly" in node:
                self._marked.add(name)
        return found

    def resolved(self, schema: Schema) -> Schema:
        """The schema itself, or the definition it merely refers to (with what it adds to it)."""
        seen: set[str] = set()
        while (name := referred(schema)) is not None and name in self._raw:
            if name in seen or not schema.keys() - {"$ref"} <= ANNOTATIONS:
                break
            seen.add(name)
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            schema = {**self._raw[name], **rest}
        return schema

    def closed(self, schema: Schema, direction: Direction) -> Schema:
        """`schema` for a tool: with `$defs` that hold what it reaches and nothing else. Raises
        Unusable when it reaches something that makes no schema."""
        self._settle()
        made = self._rebuilt(schema, direction)
        name = referred(made)
        if name in self._raw and made.keys() - {"$ref"} <= ANNOTATIONS:
            rest = {key: value for key, value in made.items() if key != "$ref"}
            made = {**self._made[name, direction], **rest}
        found: dict[str, Schema] = {}
        waiting = _names(made)
        for name in waiting:
            if name not in found:
                found[name] = self._whole(name, direction)
                waiting.extend(self._needs[name, direction])
        return {**made, "$defs": found} if found else made

    def _whole(self, name: str, direction: Direction) -> Schema:
        if name in self._broken:
            raise self._broken[name]
        if name in self._circular:
            raise Unusable("circular_schema", f"{name} is made of itself")
        return self._made[name, direction]

    def _settle(self) -> None:
        if self._settled:
            return
        self._settled = True
        for name in self._used:
            self._uses[name] += 1
            if self._uses[name] == 1:
                self._used.extend(self._edges.get(name, ()))
        order = list(components(self._edges))
        for group in order:
            if len(group) > 1 or group[0] in self._edges.get(group[0], ()):
                self._recursive.update(group)
        self._refuse_bombs(order)
        for group in order:
            self._mark(group)
            for name in group:
                self._make(name)

    def _mark(self, group: list[str]) -> None:
        """Note the definitions that differ between requests and responses."""
        members = [name for name in group if name in self._raw]
        if any(
            name in self._marked or not self._marked.isdisjoint(self._edges[name])
            for name in members
        ):
            self._marked.update(members)

    def _make(self, name: str) -> None:
        if name not in self._raw:
            return
        request = self._rebuilt(self._raw[name], "request")
        marked = name in self._marked
        response = self._rebuilt(self._raw[name], "response") if marked else request
        made: Mapping[Direction, Schema] = {"request": request, "response": response}
        for direction, schema in made.items():
            self._made[name, direction] = schema
            self._needs[name, direction] = list(dict.fromkeys(_names(schema)))
            if name not in self._recursive and self._fits(name, schema):
                self._inline.add((name, direction))

    def _fits(self, name: str, schema: Schema) -> bool:
        small = self._uses[name] == 1 or len(msgspec.json.encode(schema)) <= SMALL
        return small and _depth(schema) < _DEEPEST

    def _rebuilt(self, schema: Schema, direction: Direction) -> Schema:
        """`schema` with small definitions written out and hidden properties gone; the same object
        when nothing of it changes."""
        if "$ref" in schema:
            return self._written_out(schema, direction)
        if _HOLDING.isdisjoint(schema):
            return schema
        changed: Schema = {}
        for key, value in schema.items():
            new = value
            if key in ONE and isinstance(value, dict):
                new = self._rebuilt(value, direction)
            elif key in MANY:
                new = [self._rebuilt(v, direction) if isinstance(v, dict) else v for v in value]
                new = value if all(map(_same, new, value)) else new
            elif key in NAMED:
                new = self._rebuilt_map(value, direction, key == "properties")
            if new is not value:
                changed[key] = new
        if not changed:
            return schema
        made = {**schema, **changed}
        self._forget_required(schema, made)
        return made

    def _forget_required(self, before: Schema, after: Schema) -> None:
        gone = before.get("properties", {}).keys() - after.get("properties", {}).keys()
        if gone and "required" in after:
            after["required"] = [name for name in after["required"] if name not in gone]
            if not after["required"]:
                del after["required"]

    def _rebuilt_map(
        self, schemas: Mapping[str, Json], direction: Direction, properties: bool
    ) -> Mapping[str, Json]:
        made: dict[str, Json] = {}
        same = True
        for name, schema in schemas.items():
            if not isinstance(schema, dict):
                made[name] = schema
                continue
            if properties and self.hidden(schema, direction):
                same = False
                continue
            made[name] = self._rebuilt(schema, direction)
            same = same and made[name] is schema
        return schemas if same else made

    def hidden(self, schema: Schema, direction: Direction) -> bool:
        """Whether a property of that schema is left out in that direction."""
        flag = "readOnly" if direction == "request" else "writeOnly"
        for _ in range(_DEEPEST):
            if schema.get(flag) is True:
                return True
            name = referred(schema)
            if name is None or name not in self._raw:
                return False
            schema = self._raw[name]
        return False

    def _written_out(self, schema: Schema, direction: Direction) -> Schema:
        name = referred(schema)
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        if (name, direction) not in self._inline or not rest.keys() <= ANNOTATIONS:
            rebuilt = self._rebuilt(rest, direction)
            return schema if rebuilt is rest else {"$ref": schema["$ref"], **rebuilt}
        target = self._made[name or "", direction]
        return {**target, **rest} if rest else target

    def _refuse_bombs(self, order: Iterable[list[str]]) -> None:
        """Raise SchemaError when a few references unfold into endless work; note what is made of
        itself (a value could never be held against it)."""
        direct = {name: list(_in_place(schema)) for name, schema in self._raw.items()}
        for group in components(direct):
            if len(group) > 1 or group[0] in direct.get(group[0], ()):
                self._refuse_loop(group)
                self._circular.update(group)
        work: dict[str, int] = {}
        for group in order:
            for name in group:
                if name in self._raw:
                    work[name] = _work(self._raw[name], work)
                    if work[name] > _MOST_WORK:
                        raise SchemaError(
                            f"{self._shown}: {self._where(name)} unfolds into more than "
                            f"{_MOST_WORK:,} schemas through its references: simplify its allOf, "
                            "anyOf, oneOf or required properties"
                        )

    def _refuse_loop(self, group: list[str]) -> None:
        """Raise SchemaError when references only lead round to themselves."""
        if all(self._raw[name].keys() - {"$ref"} <= ANNOTATIONS for name in group):
            loop = " → ".join(self._where(name) for name in sorted(group))
            raise SchemaError(
                f"{self._shown}: the $ref at {self._where(min(group))} never reaches a schema "
                f"({loop} → …): point one of them at a schema"
            )


def _same(one: object, other: object) -> bool:
    return one is other


def _in_place(schema: Schema) -> Iterator[str]:
    """Names of the definitions that hold for the very value `schema` holds for."""
    stack = [schema]
    while stack:
        node = stack.pop()
        name = referred(node)
        if name is not None:
            yield name
        stack.extend(child for key, child in children(node) if key in _IN_PLACE)


def _work(schema: Schema, known: Mapping[str, int]) -> int:
    """How many schemas the smallest valid value is held against (recursion counts once)."""
    required = schema.get("required") or ()
    properties = schema.get("properties") or {}
    total = 1 + known.get(referred(schema) or "", 0)
    for key, child in children(schema):
        if key in _IN_PLACE:
            total += _work(child, known)
    for name in required:
        needed = properties.get(name)
        if isinstance(needed, dict):
            total += _work(needed, known)
    return total
