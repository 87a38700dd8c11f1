"""Which HTTP request a tool of an OpenAPI or Swagger source stands for.

Reads the operation again where the tool's origin says it is, and undoes what the readers of
`corpora.sources` did to make arguments of it: two parameters of one name got the place as an
ending, a required plain body was laid open, any other is the argument `body`. Sends nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import unquote

from studio.pointer import MISSING, resolve, steps
from studio.record import Json, Tool
from studio.schemas import documents
from studio.schemas.documents import SchemaFile

FORMATS = frozenset({"openapi", "swagger"})

Place: TypeAlias = Literal["path", "query", "header", "field", "body"]
"""field: a property of the body. body: the whole body."""

_STYLES = {
    "csv": ("form", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
}
"""Swagger's `collectionFormat` as style and explode of OpenAPI 3."""
_USUAL = {"path": "simple", "header": "simple", "query": "form"}
_KNOWN = frozenset({"simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"})
_SEGMENTS = frozenset({"label", "matrix"})
"""Styles that only a path may have."""
_CHAIN = 32
"""References that may lead from one to the next."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one argument goes."""

    name: str
    """As the API calls it."""
    place: Place
    style: str = ""
    explode: bool = False
    as_json: bool = False
    """Whether it is written as JSON text."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One request to be made."""

    method: str
    path: str
    """With `{name}` where path parameters go."""
    slots: Mapping[str, Slot]
    """By argument of the tool."""
    media: str = ""
    """Media type of the body; empty for none."""


class Unclear(Exception):
    """The operation cannot be found, or not be sent as it is described."""


@dataclass(frozen=True, slots=True)
class _Located:
    """A piece of a document and the file it is in."""

    value: Json
    file: Path


class Sources:
    """The documents that tools were read from."""

    def __init__(self, schemas: Sequence[str]) -> None:
        found, _ = documents.schema_files([Path(path) for path in schemas])
        self._files = {file.shown: file for file in found}
        self._read: dict[Path, Json] = {}

    def document(self, source: str) -> Mapping[str, Json]:
        """The document a tool's origin names. Raises Unclear, SchemaError."""
        file = self._files.get(source)
        if file is None:
            raise Unclear(f"there is no schema file {source}")
        data = self._data(file)
        if not isinstance(data, dict):
            raise Unclear(f"{source} is no longer an object")
        return data

    def _data(self, file: SchemaFile) -> Json:
        path = file.path.resolve()
        if path not in self._read:
            self._read[path] = documents.document(file, documents.read_bytes(file)).data
        return self._read[path]

    def operation(self, tool: Tool) -> Operation:
        """The request a tool stands for. Raises Unclear."""
        where = steps(tool.origin.pointer.partition(' named "')[0])
        if len(where) != 3 or where[0] != "paths":
            raise Unclear(f"{tool.origin.pointer} is no operation")
        document = self.document(tool.origin.source)
        file = self._files[tool.origin.source].path.resolve()
        _, path, method = where
        paths = document.get("paths")
        item = self._followed(paths.get(path) if isinstance(paths, dict) else None, file)
        if not isinstance(item.value, dict) or method not in item.value:
            raise Unclear(f"{tool.origin.pointer} is not there any more")
        operation = self._followed(item.value[method], item.file)
        if not isinstance(operation.value, dict):
            raise Unclear(f"{tool.origin.pointer} is no operation")
        placed = self._placed(tool, path, [item, operation])
        rest = [name for name in tool.parameters.get("properties", {}) if name not in placed]
        if not rest:
            return Operation(method.upper(), path, placed)
        return self._with_body(Operation(method.upper(), path, placed), tool, rest, operation)

    def _followed(self, value: Json, file: Path) -> _Located:
        """A value that is no reference."""
        for _ in range(_CHAIN):
            if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
                return _Located(value, file)
            name, _, fragment = value["$ref"].partition("#")
            if name:
                file = (file.parent / name).resolve()
                if file not in self._read:
                    self._data(SchemaFile(file, name, name, file.parent, named=False))
            value = resolve(self._read[file], unquote(fragment))
            if value is MISSING:
                raise Unclear(f"a reference leads nowhere in {file.name}")
        raise Unclear("its references lead round in circles")

    def _parameters(self, holders: list[_Located]) -> list[Mapping[str, Json]]:
        """The parameters of path and operation in the order the readers take them."""
        found: dict[tuple[str, str], Mapping[str, Json]] = {}
        for holder in holders:
            for raw in holder.value.get("parameters") or ():
                value = self._followed(raw, holder.file).value
                if isinstance(value, dict) and isinstance(value.get("name"), str):
                    found[str(value.get("in")), value["name"]] = value
        return list(found.values())

    def _placed(self, tool: Tool, path: str, holders: list[_Located]) -> dict[str, Slot]:
        """The arguments that are parameters."""
        properties = tool.parameters.get("properties", {})
        placed: dict[str, Slot] = {}
        for parameter in self._parameters(holders):
            place, name = str(parameter.get("in")), parameter["name"]
            argument = f"{name}_{place}" if name in placed else name
            said = argument in properties and argument not in placed
            if place == "cookie" and (said or parameter.get("required") is True):
                raise Unclear(f"its parameter {name!r} is sent as a cookie")
            # those that are no arguments say who is calling, which is left to the caller
            if place in _USUAL and argument in properties:
                placed[argument] = _slot(parameter)
        for name in re.findall(r"\{([^{}]+)\}", path):
            if not any(slot.place == "path" and slot.name == name for slot in placed.values()):
                argument = f"{name}_path" if name in placed else name
                if argument not in properties:
                    raise Unclear(f"nothing fills {{{name}}}")
                placed[argument] = Slot(name, "path", "simple")
        return placed

    def _with_body(
        self, operation: Operation, tool: Tool, rest: list[str], holder: _Located
    ) -> Operation:
        """The operation with the arguments that make its body."""
        media, schema, required = self._body(holder)
        properties = self._properties(schema)
        whole = rest in (["body"], ["request_body"]) and not (
            required
            and rest[0] in properties
            and _kind(properties[rest[0]]) == _kind(tool.parameters["properties"][rest[0]])
        )
        if not whole and not set(rest) <= properties.keys():
            lost = ", ".join(name for name in rest if name not in properties)
            raise Unclear(f"nothing says where {lost} goes")
        place: Place = "body" if whole else "field"
        slots = {**operation.slots, **{name: Slot(name, place) for name in rest}}
        return replace(operation, slots=slots, media=media)

    def _body(self, holder: _Located) -> tuple[str, _Located, bool]:
        """Media type, schema and whether it must be sent, of an operation's body."""
        value = holder.value
        if "requestBody" in value:
            body = self._followed(value["requestBody"], holder.file)
            content = body.value.get("content") or {}
            media = next((m for accepts in _MEDIA for m in content if accepts(_bare(m))), None)
            if media is None:
                raise Unclear("its body is neither JSON nor a form nor text")
            schema = _Located(content[media].get("schema", {}), body.file)
            return _bare(media), schema, body.value.get("required") is True
        fields: dict[str, Json] = {}
        for raw in value.get("parameters") or ():
            parameter = self._followed(raw, holder.file)
            if parameter.value.get("in") == "body":
                schema = _Located(parameter.value.get("schema", {}), parameter.file)
                return "application/json", schema, parameter.value.get("required") is True
            if parameter.value.get("in") == "formData":
                fields[parameter.value["name"]] = parameter.value
        form = _Located({"properties": fields}, holder.file)
        return "application/x-www-form-urlencoded", form, True

    def _properties(self, schema: _Located, depth: int = 0) -> dict[str, Json]:
        """The properties of an object schema, `allOf` included, by name."""
        found = self._followed(schema.value, schema.file)
        if not isinstance(found.value, dict) or depth > _CHAIN:
            return {}
        properties: dict[str, Json] = {}
        for branch in found.value.get("allOf") or ():
            properties |= self._properties(_Located(branch, found.file), depth + 1)
        for name, inner in (found.value.get("properties") or {}).items():
            properties[name] = self._followed(inner, found.file).value
        return properties


def _slot(parameter: Mapping[str, Json]) -> Slot:
    place = parameter["in"]
    style, explode = parameter.get("style", _USUAL[place]), parameter.get("explode")
    if "collectionFormat" in parameter:
        style, explode = _STYLES.get(parameter["collectionFormat"], ("unknown", False))
        style = "simple" if place != "query" and style == "form" else style
    elif "type" in parameter and "schema" not in parameter:  # Swagger's default is csv
        explode = False
    if style not in _KNOWN and not (place == "path" and style in _SEGMENTS):
        raise Unclear(f"its parameter {parameter['name']!r} is written in the style {style!r}")
    return Slot(
        parameter["name"],
        place,
        style,
        explode=style == "form" if explode is None else explode is True,
        as_json="content" in parameter and "schema" not in parameter,
    )


def _bare(media: str) -> str:
    return media.partition(";")[0].strip().lower()


def _is_json(media: str) -> bool:
    return media in ("application/*", "*/*") or media.endswith(("+json", "/json"))


def _is_form(media: str) -> bool:
    return media in ("application/x-www-form-urlencoded", "multipart/form-data")


def _is_text(media: str) -> bool:
    return media.startswith("text/") and media != "text/event-stream"


_MEDIA = (_is_json, _is_form, _is_text)
"""Kinds of bodies, in the order in which the readers choose one."""


def _kind(schema: Json) -> Json:
    return schema.get("type") if isinstance(schema, dict) else None
