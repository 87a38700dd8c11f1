"""What a Python module defines: public functions, classes as schemas, aliases, constants."""

import ast
from collections.abc import Iterator

from corpora.sources._annotations import (
    Annotations,
    annotated,
    enum_schema,
    last_name,
    value_of,
)
from corpora.sources._docstrings import parsed
from studio.record import Json, Schema

_ENUMS = frozenset(["Enum", "StrEnum", "IntEnum"])
_FIELDS = frozenset(["field", "Field"])


class Module:
    """The top level of one module."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        self.aliases = dict(_aliases(tree))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Public functions in order; of several with one name the last, as in Python."""
        exported = value_of(self.aliases.get("__all__"))
        found: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
        for node in self.tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            public = node.name in exported[0] if exported else not node.name.startswith("_")
            overload = any(last_name(item) == "overload" for item in node.decorator_list)
            if public and not overload:
                found[node.name] = node
        yield from found.values()

    def value(self, node: ast.expr | None) -> tuple[Json] | None:
        """The JSON value of a default: a literal, a member of an enum of the module, or a
        constant of it."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            members = dict(self._members(self.classes.get(node.value.id)))
            return (members[node.attr],) if node.attr in members else None
        if isinstance(node, ast.Name) and node.id in self.aliases:
            return value_of(self.aliases[node.id])
        return value_of(node)

    def _members(self, node: ast.ClassDef | None) -> Iterator[tuple[str, Json]]:
        """Names and values of an Enum; `auto()` counts from 1, in a StrEnum it is the name."""
        if node is None or not _ENUMS & {last_name(base) for base in node.bases}:
            return
        texts = "StrEnum" in {last_name(base) for base in node.bases}
        count = 0
        for line in node.body:
            if not isinstance(line, ast.Assign) or not isinstance(line.targets[0], ast.Name):
                continue
            name, value = line.targets[0].id, value_of(line.value)
            if name.startswith("_"):
                continue
            count += 1
            if value is not None:
                yield name, value[0]
            elif isinstance(line.value, ast.Call) and last_name(line.value.func) == "auto":
                yield name, name.lower() if texts else count

    def class_schema(self, node: ast.ClassDef, types: Annotations) -> Schema:
        """An enum, or an object of the annotated fields, those of bases in the module first."""
        doc = parsed(ast.get_docstring(node, clean=False))
        said = {"description": doc.description} if doc.description else {}
        members = list(self._members(node))
        if members:
            return {**enum_schema([value for _, value in members]), **said}
        fields = dict(self._fields(node, types, frozenset()))
        if not fields:
            return said
        for name, text in doc.parameters.items():
            if name in fields and "$ref" not in fields[name][0]:
                fields[name][0].setdefault("description", text)
        schema: Schema = {
            "type": "object",
            **said,
            "properties": {name: schema for name, (schema, _) in fields.items()},
        }
        required = [name for name, (_, needed) in fields.items() if needed]
        return {**schema, "required": required} if required else schema

    def _fields(
        self, node: ast.ClassDef, types: Annotations, seen: frozenset[str]
    ) -> Iterator[tuple[str, tuple[Schema, bool]]]:
        """Name, schema and whether it is required, of every field."""
        for base in node.bases:
            parent = self.classes.get(last_name(base))
            if parent is not None and parent.name not in seen:
                yield from self._fields(parent, types, seen | {node.name})
        total = all(
            word.arg != "total" or value_of(word.value) != (False,) for word in node.keywords
        )
        for line in node.body:
            if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
                continue
            kind = last_name(getattr(line.annotation, "value", line.annotation))
            if line.target.id.startswith("_") or kind == "ClassVar":
                continue
            needed = (total and kind != "NotRequired") or kind == "Required"
            schema = self._field(types.schema(line.annotation), line.value)
            optional = line.value is not None and default_of(line.value) != "required"
            yield line.target.id, (schema, needed and not optional)

    def _field(self, schema: Schema, default: ast.expr | None) -> Schema:
        if isinstance(default, ast.Call):
            return self.with_field(schema, default)
        value = self.value(default)
        return dict(schema) if value is None else {**schema, "default": value[0]}

    def with_field(self, schema: Schema, call: ast.Call) -> Schema:
        """The schema with what `field(default=…)` or `Field(…, ge=0)` says."""
        if last_name(call.func) not in _FIELDS:
            return dict(schema)
        result = annotated(schema, [call])
        value = self.value(_default_in(call))
        if value is not None and value[0] is not ...:
            result["default"] = value[0]
        return result


def default_of(node: ast.expr) -> str:
    """`required` for `Field(...)`, `Field()` and `field()` without a default, else `optional`."""
    if isinstance(node, ast.Constant) and node.value is ...:
        return "required"
    if isinstance(node, ast.Call) and last_name(node.func) in _FIELDS:
        inner = _default_in(node)
        factory = any(word.arg == "default_factory" for word in node.keywords)
        literal_dots = isinstance(inner, ast.Constant) and inner.value is ...
        return "required" if not factory and (inner is None or literal_dots) else "optional"
    return "optional"


def _default_in(call: ast.Call) -> ast.expr | None:
    if call.args:
        return call.args[0]
    return next((word.value for word in call.keywords if word.arg == "default"), None)


def _aliases(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Module-level names and what they are bound to; `NewType("X", T)` is bound to `T`."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, _unwrapped(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, _unwrapped(node.value)


def _unwrapped(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Call) and last_name(node.func) == "NewType" and len(node.args) == 2:
        return node.args[1]
    return node
