"""Public functions of a Python module, from its syntax tree: the module is never imported.

Each top-level `def` and `async def` whose name has no leading underscore (or, where the module
has a literal `__all__`, is in it) is a tool. `corpora.sources._annotations` says how type hints
become schemas, `corpora.sources._docstrings` what docstrings say. A parameter without a hint has
the type its docstring names, else that of its default, else none. `*args` are left out, because a
call names its arguments; `**kwargs` allow further arguments, without them there are none. A
default that is no literal leaves the parameter optional. `returns` is the return hint.
Family: the module's name, the package's for `__init__.py`.
"""

import ast
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpora.sources._annotations import Annotations, parse
from corpora.sources._docstrings import Docstring, parsed
from corpora.sources._pyclasses import Module, default_of
from studio.errors import SchemaError
from studio.record import Schema, Tool, ToolOrigin
from studio.source import Document, Skipped

_PACKAGE_FILES = frozenset({"__init__", "__main__"})


class Python:
    """Reads Python modules."""

    name = "python"

    def matches(self, document: Document) -> bool:
        return document.path.suffix == ".py"

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        module = _module(document)
        path = PurePosixPath(document.shown)
        family = path.parent.name if path.stem in _PACKAGE_FILES else ""
        for function in module.functions():
            yield _tool(document, module, function, family or path.stem)


def _module(document: Document) -> Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in somebody else's strings
            return Module(ast.parse(document.text))
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset}" if error.lineno else "the text"
        raise SchemaError(
            f"{document.path}: is not valid Python: {place}: {error.msg}; correct it, or move it "
            "out of the folder"
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        # null bytes; expressions nested deeper than the parser goes
        raise SchemaError(
            f"{document.path}: cannot be parsed as Python: {error or 'nested too deep'}; correct "
            "it, or move it out of the folder"
        ) from None


def _tool(
    document: Document,
    module: Module,
    function: ast.FunctionDef | ast.AsyncFunctionDef,
    family: str,
) -> Tool:
    doc = parsed(ast.get_docstring(function, clean=False))
    types = Annotations(module.classes, module.aliases, module.class_schema)
    parameters = _parameters(module, function.args, doc, types)
    if types.definitions:
        parameters["$defs"] = types.definitions
    returns = None
    if function.returns is not None:
        types = Annotations(module.classes, module.aliases, module.class_schema)
        returns = types.schema(function.returns)
        if doc.returns and "$ref" not in returns:
            returns.setdefault("description", doc.returns)
        if types.definitions:
            returns["$defs"] = types.definitions
    return Tool.make(
        name=function.name,
        description=doc.description,
        parameters=parameters,
        returns=returns or None,
        origin=ToolOrigin(
            source=document.shown, pointer=function.name, format=PART.name, family=family
        ),
    )


def _parameters(
    module: Module, arguments: ast.arguments, doc: Docstring, types: Annotations
) -> Schema:
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    pairs = [
        *zip(positional, [*defaults, *arguments.defaults], strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    properties: dict[str, Schema] = {}
    required = []
    for argument, default in pairs:
        name = argument.arg
        properties[name] = _parameter(module, argument, default, doc, types)
        if default is None or default_of(default) == "required":
            required.append(name)
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    further = arguments.kwarg
    schema["additionalProperties"] = (
        (types.schema(further.annotation) or True) if further else False
    )
    return schema


def _parameter(
    module: Module,
    argument: ast.arg,
    default: ast.expr | None,
    doc: Docstring,
    types: Annotations,
) -> Schema:
    annotation = argument.annotation
    value = module.value(default)
    if annotation is None and argument.arg in doc.types:
        annotation = parse(doc.types[argument.arg].split(", optional")[0])
    schema = types.schema(annotation)
    if annotation is None and value is not None and value[0] is not None:
        schema = types.schema(ast.Name(type(value[0]).__name__))
    described = doc.parameters.get(argument.arg)
    if described and "description" not in schema:
        schema = {**schema, "description": described}
    if isinstance(default, ast.Call):
        return module.with_field(schema, default)
    if value is None or (value[0] is None and "type" in schema):
        return schema  # `day: date = None` means that it may be left out, not that it may be null
    return {**schema, "default": value[0]}


PART = Python()
