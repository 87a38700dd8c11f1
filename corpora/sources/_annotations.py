"""Python type expressions as JSON Schema (Draft 2020-12), from syntax trees alone.

    str int float bool None         string integer number boolean null
    list[X] Sequence[X] …           array of X; set and frozenset with uniqueItems
    tuple[X, Y], tuple[X, ...]      prefixItems of a fixed length; array of X
    dict[str, X] Mapping[str, X]    object with additionalProperties X
    X | Y, Union, Optional          anyOf
    Literal, Enum                   enum, with a type when the values share one
    Annotated[X, …]                 X; text is its description, Field(…), Ge(…) … its bounds
    dataclass, TypedDict, BaseModel object in `$defs`, also recursive
    date datetime time timedelta    string with format date, date-time, time, duration (RFC 3339)
    UUID, bytes, Decimal, Path      format uuid, base64 content, number, string
    Any, object, Callable, a class that the module does not define: no constraint

The mapping follows the `typing` documentation and, where that is silent, what pydantic's
`TypeAdapter(X).json_schema()` gives.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence

from studio.record import Json, Schema

_PLAIN: Mapping[str, Schema] = {
    name: schema
    for names, schema in (
        ("str AnyStr Text LiteralString Path PurePath", {"type": "string"}),
        ("int", {"type": "integer"}),
        ("float Decimal Number", {"type": "number"}),
        ("bool", {"type": "boolean"}),
        ("None NoneType", {"type": "null"}),
        ("bytes bytearray", {"type": "string", "contentEncoding": "base64"}),
        ("date", {"type": "string", "format": "date"}),
        ("datetime", {"type": "string", "format": "date-time"}),
        ("time", {"type": "string", "format": "time"}),
        ("timedelta", {"type": "string", "format": "duration"}),
        ("UUID", {"type": "string", "format": "uuid"}),
    )
    for name in names.split()
}
_KINDS: Mapping[str, str] = {
    name: kind
    for kind, names in (
        (
            "array",
            "list List Sequence MutableSequence Iterable Collection Iterator Generator "
            "AsyncIterator AsyncGenerator AsyncIterable deque ndarray array",
        ),
        ("set", "set Set frozenset FrozenSet AbstractSet MutableSet"),
        ("tuple", "tuple Tuple"),
        (
            "object",
            "dict Dict Mapping MutableMapping OrderedDict defaultdict DefaultDict Counter",
        ),
        ("union", "Union Optional"),
        ("inner", "Required NotRequired ReadOnly Final ClassVar Awaitable Coroutine"),
    )
    for name in names.split()
}
_BOUNDS = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "pattern": "pattern",
    "description": "description",
    "title": "title",
    "examples": "examples",
}
_LENGTHS = {"min_length": ("minLength", "minItems"), "max_length": ("maxLength", "maxItems")}
_JSON_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number"}

ClassSchema = Callable[[ast.ClassDef, "Annotations"], Schema]


def last_name(node: ast.expr) -> str:
    """`x.y.Name` and `Name` are `Name`; empty for other expressions."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def parse(text: str) -> ast.expr | None:
    """A type expression in text; None when it is none."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        # no expression, null bytes, or nested deeper than the parser goes
        return None


def enum_schema(values: Sequence[Json]) -> Schema:
    """One of these values, with their type when they share one."""
    kinds = {type(value) for value in values}
    kind = _JSON_NAMES.get(kinds.pop()) if len(kinds) == 1 else None
    return {"type": kind, "enum": list(values)} if kind else {"enum": list(values)}


class Annotations:
    """Schemas of the type expressions of one module.

    `classes` and `aliases` are what the module defines; `class_schema` writes the schema of a
    class. Schemas of classes are gathered in `definitions`.
    """

    def __init__(
        self,
        classes: Mapping[str, ast.ClassDef],
        aliases: Mapping[str, ast.expr],
        class_schema: ClassSchema,
    ) -> None:
        self._classes = classes
        self._aliases = aliases
        self._class_schema = class_schema
        self._expanding: set[str] = set()
        self.definitions: dict[str, Schema] = {}

    def schema(self, node: ast.expr | None) -> Schema:
        """The schema of a type expression; `{}` where it says nothing JSON Schema could."""
        if isinstance(node, ast.Constant):
            return self._constant(node.value)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return self._union(_alternatives(node))
        if isinstance(node, ast.Subscript):
            inner = node.slice
            arguments = list(inner.elts) if isinstance(inner, ast.Tuple) else [inner]
            return self._generic(last_name(node.value), arguments)
        return self._named(last_name(node)) if node is not None else {}

    def _constant(self, value: Json) -> Schema:
        if value is None:
            return {"type": "null"}
        return self.schema(parse(value)) if isinstance(value, str) else {}

    def _named(self, name: str) -> Schema:
        if name in self._classes:
            return self._reference(name)
        if name in self._aliases and name not in self._expanding:
            self._expanding.add(name)
            schema = self.schema(self._aliases[name])
            self._expanding.discard(name)
            return schema
        return dict(_PLAIN[name]) if name in _PLAIN else self._generic(name, [])

    def _reference(self, name: str) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self._class_schema(self._classes[name], self)
        return {"$ref": f"#/$defs/{name}"}

    def _generic(self, name: str, arguments: list[ast.expr]) -> Schema:
        kind = _KINDS.get(name, name)
        if kind in ("array", "set"):
            unique: Schema = {"uniqueItems": True} if kind == "set" else {}
            return {"type": "array", **self._items(arguments[:1]), **unique}
        if kind == "tuple":
            return self._tuple(arguments)
        if kind == "object":
            values = self.schema(arguments[1]) if len(arguments) > 1 else {}
            return {"type": "object", **({"additionalProperties": values} if values else {})}
        if kind == "Literal":
            return enum_schema(list(_literals(arguments)))
        if kind == "union":
            none = [ast.Constant(None)] if name == "Optional" else []
            return self._union([*arguments, *none])
        return self._around(kind, arguments)

    def _around(self, kind: str, arguments: list[ast.expr]) -> Schema:
        """Forms that say something about another type."""
        if kind == "Annotated" and arguments:
            return annotated(self.schema(arguments[0]), arguments[1:])
        return self.schema(arguments[-1]) if kind == "inner" and arguments else {}

    def _items(self, arguments: list[ast.expr]) -> Schema:
        items = self.schema(arguments[0]) if arguments else {}
        return {"items": items} if items else {}

    def _tuple(self, arguments: list[ast.expr]) -> Schema:
        if len(arguments) == 2 and isinstance(arguments[1], ast.Constant):
            return {"type": "array", **self._items(arguments[:1])}
        if not arguments:
            return {"type": "array"}
        return {
            "type": "array",
            "prefixItems": [self.schema(argument) for argument in arguments],
            "minItems": len(arguments),
            "maxItems": len(arguments),
        }

    def _union(self, members: Sequence[ast.expr]) -> Schema:
        schemas: list[Schema] = []
        for member in members:
            schema = self.schema(member)
            flat = schema["anyOf"] if schema.keys() == {"anyOf"} else [schema]
            schemas.extend(one for one in flat if one not in schemas)
        if {} in schemas:
            return {}
        return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _alternatives(node: ast.expr) -> list[ast.expr]:
    """`A | B | C` as a list; the parser nests them to the left."""
    members = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        members.append(node.right)
        node = node.left
    return [node, *reversed(members)]


def _literals(arguments: Sequence[ast.expr]) -> Iterator[Json]:
    for argument in arguments:
        if isinstance(argument, ast.Subscript) and isinstance(argument.slice, ast.Tuple):
            yield from _literals(argument.slice.elts)
        elif isinstance(argument, ast.Subscript):
            yield from _literals([argument.slice])
        elif (found := value_of(argument)) is not None:
            yield found[0]


def value_of(node: ast.expr | None) -> tuple[Json] | None:
    """The JSON value an expression stands for, in a tuple of one; None when it has none."""
    if node is None:
        return None
    try:
        return (_jsonable(ast.literal_eval(node)),)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None


def _jsonable(value: object) -> Json:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    if isinstance(value, set | frozenset):
        return sorted((_jsonable(item) for item in value), key=repr)
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _jsonable(item) for key, item in value.items()}
    raise ValueError(f"{value!r} is no JSON value")


def annotated(schema: Schema, extras: Sequence[ast.expr]) -> Schema:
    """The schema with what `Annotated`'s further arguments say: text, `Doc("…")`, pydantic's
    `Field(…)`, annotated_types' `Ge(…)`, `Len(…)` …"""
    result = dict(schema)
    for extra in extras:
        if isinstance(extra, ast.Constant) and isinstance(extra.value, str):
            result["description"] = extra.value
        elif isinstance(extra, ast.Call):
            result.update(_said(extra, schema))
    return result


def _said(call: ast.Call, schema: Schema) -> Schema:
    name = last_name(call.func).lower()
    said = {word.arg: value_of(word.value) for word in call.keywords if word.arg}
    if call.args and name in ("ge", "gt", "le", "lt", "doc"):
        said["description" if name == "doc" else name] = value_of(call.args[0])
    names = [("minlen", "min_length"), ("maxlen", "max_length"), ("multipleof", "multiple_of")]
    for short, long in names:
        if call.args and name == short:
            said[long] = value_of(call.args[0])
    result: Schema = {}
    for word, value in said.items():
        if value is None:
            continue
        if word in _BOUNDS:
            result[_BOUNDS[word]] = value[0]
        elif word in _LENGTHS:
            result[_LENGTHS[word][schema.get("type") == "array"]] = value[0]
    return result
