"""AWS service models, the `service-2.json` files of botocore: each operation is a tool.

Shapes become definitions of JSON Schema (Draft 2020-12); their meaning is that of Smithy
(https://smithy.io/2.0/spec/), which the models are made from. Documentation is HTML and becomes
plain text. Wire details (location names, XML, endpoints) are left out.
"""

import re
from collections.abc import Iterator, Mapping

from corpora.sources._definitions import Definitions, Unusable, reference
from corpora.sources._naming import Names, snake
from corpora.sources._patterns import patterned
from corpora.sources._prose import described, from_html
from studio.errors import SchemaError
from studio.record import Json, Schema, Tool, ToolOrigin
from studio.schemas.naming import folded
from studio.source import Document, Skipped

_DATED = re.compile(r"_?\d{4}_\d{2}_\d{2}\Z")
"""Old CloudFront operations carry the API's date in their name."""


class Aws:
    """Reads service models."""

    name = "aws"

    def matches(self, document: Document) -> bool:
        data = document.data
        return (
            isinstance(data, dict)
            and isinstance(data.get("metadata"), dict)
            and "serviceId" in data["metadata"]
            and "operations" in data
            and "shapes" in data
        )

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        for key in ("operations", "shapes"):
            if not isinstance(document.data[key], dict):
                raise SchemaError(
                    f"{document.shown}: /{key} is {type(document.data[key]).__name__}, not an "
                    "object: this is no service model, copy service-2.json again"
                )
        yield from _Reading(document).tools()


class _Reading:
    """One service model being read."""

    def __init__(self, document: Document) -> None:
        self._shown = document.shown
        self._operations: dict[str, Json] = document.data["operations"]
        self._shapes: dict[str, Json] = document.data["shapes"]
        self._service = str(document.data["metadata"]["serviceId"])
        self._definitions = Definitions(self._shown, self._load, lambda name: f"/shapes/{name}")
        self._names = Names()

    def tools(self) -> Iterator[Tool | Skipped]:
        planned: list[tuple[str, Schema, Schema | None] | Skipped] = []
        for name, operation in self._operations.items():
            try:
                planned.append((name, *self._plan(operation)))
            except Unusable as error:
                planned.append(self._skipped(name, error))
        for plan in planned:
            yield plan if isinstance(plan, Skipped) else self._tool(*plan)

    def _skipped(self, name: str, error: Unusable) -> Skipped:
        return Skipped(self._shown, f"/operations/{name}", error.reason, error.detail)

    def _plan(self, operation: Json) -> tuple[Schema, Schema | None]:
        """The arguments of an operation and its result, references still open."""
        if not isinstance(operation, dict):
            raise Unusable("invalid_definition", f"an operation is an object: {operation!r:.40}")
        parameters: Schema = {"type": "object", "properties": {}}
        taken = operation.get("input")
        if taken is not None:
            shape = self._shape(_shape_name(taken))
            self._refuse_streams(shape)
            parameters = self._load(_shape_name(taken))
            self._definitions.use(parameters)
        given = operation.get("output")
        returns = None if given is None else reference(_shape_name(given))
        if returns is not None:
            self._definitions.use(returns)
        return parameters, returns

    def _refuse_streams(self, shape: Mapping[str, Json]) -> None:
        required = _required(shape)
        for name, member in _members(shape).items():
            target = self._shape(_shape_name(member))
            if target.get("eventstream"):
                raise Unusable("streaming_only", f"its input {name} is a stream of events")
            if (target.get("streaming") or member.get("streaming")) and name in required:
                raise Unusable("upload_only", f"its input {name} is the bytes of a file")

    def _tool(self, name: str, parameters: Schema, returns: Schema | None) -> Tool | Skipped:
        try:
            closed = self._definitions.closed(parameters, "request")
            result = returns and self._definitions.closed(returns, "response")
        except Unusable as error:
            return self._skipped(name, error)
        service = folded(self._service).lower().replace("-", "_") or "aws"
        wanted = f"{service}.{snake(folded(_DATED.sub('', name)))}"
        return Tool.make(
            name=self._names.give(wanted, f"{service}.operation"),
            description=described(from_html(str(self._operations[name].get("documentation", "")))),
            parameters=closed,
            returns=result,
            origin=ToolOrigin(
                source=self._shown,
                pointer=f"/operations/{name}",
                format=PART.name,
                family=self._service,
                licence=None,
            ),
        )

    def _shape(self, name: str) -> Mapping[str, Json]:
        shape = self._shapes.get(name)
        if shape is None:
            raise SchemaError(
                f"{self._shown}: shape {name!r} leads nowhere: there is no /shapes/{name}, add it "
                "or correct the reference"
            )
        if not isinstance(shape, dict):
            raise Unusable("invalid_schema", f"/shapes/{name} is not an object")
        return shape

    def _load(self, name: str) -> Schema:
        """The definition of a shape."""
        shape = self._shape(name)
        kind = str(shape.get("type"))
        if kind not in _KINDS:
            raise Unusable("invalid_schema", f"/shapes/{name}: {kind!r:.40} is not a type")
        if shape.get("document"):
            made: Schema = {}
        elif kind == "structure":
            made = self._structure(shape)
        elif kind == "list":
            made = {"type": "array", "items": self._member(shape.get("member"))}
        elif kind == "map":
            made = self._map(shape)
        else:
            made = dict(_KINDS[kind])
        for bound, keyword in _BOUNDS.get(kind, {}).items():
            if bound in shape:
                made[keyword] = shape[bound]
        if kind == "blob":
            made.update({_BLOB[key]: _base64_length(shape[key]) for key in _BLOB if key in shape})
        made.update({key: shape[key] for key in ("enum", "pattern") if key in shape})
        return patterned(_annotated(made, shape))

    def _structure(self, shape: Mapping[str, Json]) -> Schema:
        members = _members(shape)
        properties = {name: self._member(member) for name, member in members.items()}
        made: Schema = {"type": "object", "properties": properties}
        required = [name for name in _required(shape) if name in members]
        if required:
            made["required"] = required
        if shape.get("union"):
            made.update(minProperties=1, maxProperties=1)
        return made

    def _map(self, shape: Mapping[str, Json]) -> Schema:
        made: Schema = {
            "type": "object",
            "additionalProperties": self._member(shape.get("value")),
        }
        key = self._shape(_shape_name(shape.get("key")))
        if key.keys() & {"enum", "pattern", "min", "max"}:
            made["propertyNames"] = reference(_shape_name(shape.get("key")))
        return made

    def _member(self, member: Json) -> Schema:
        name = _shape_name(member)
        self._shape(name)
        if member.get("jsonvalue"):
            return _annotated({}, member)
        return _annotated(reference(name), member)


_KINDS: Mapping[str, Schema] = {
    "bigDecimal": {"type": "number"},
    "bigInteger": {"type": "integer"},
    "blob": {"type": "string", "contentEncoding": "base64"},
    "boolean": {"type": "boolean"},
    "byte": {"type": "integer"},
    "character": {"type": "string", "maxLength": 1},
    "double": {"type": "number"},
    "float": {"type": "number"},
    "integer": {"type": "integer"},
    "list": {"type": "array"},
    "long": {"type": "integer"},
    "map": {"type": "object"},
    "short": {"type": "integer"},
    "string": {"type": "string"},
    "structure": {"type": "object"},
    "timestamp": {"type": "string", "format": "date-time"},
}
_NUMBERS = {"min": "minimum", "max": "maximum"}
_BOUNDS: Mapping[str, Mapping[str, str]] = {
    "string": {"min": "minLength", "max": "maxLength"},
    "list": {"min": "minItems", "max": "maxItems"},
    "map": {"min": "minProperties", "max": "maxProperties"},
    **{
        kind: _NUMBERS for kind, schema in _KINDS.items() if schema["type"] in ("integer", "number")
    },
}
_BLOB = {"min": "minLength", "max": "maxLength"}


def _base64_length(size: int) -> int:
    """Characters of `size` bytes in base64 with padding (RFC 4648)."""
    return 4 * ((size + 2) // 3)


def _shape_name(member: Json) -> str:
    name = member.get("shape") if isinstance(member, dict) else None
    if not isinstance(name, str):
        raise Unusable("invalid_schema", f"a member names its shape, found {member!r:.60}")
    return name


def _members(shape: Mapping[str, Json]) -> Mapping[str, Json]:
    members = shape.get("members") or {}
    if not isinstance(members, dict):
        raise Unusable("invalid_schema", f"the members of a structure are {members!r:.40}")
    return members


def _required(shape: Mapping[str, Json]) -> list[str]:
    listed = shape.get("required")
    names = listed if isinstance(listed, list) else []
    return [name for name in names if isinstance(name, str)]


def _annotated(made: Schema, source: Mapping[str, Json]) -> Schema:
    text = source.get("documentation")
    if isinstance(text, str) and (plain := from_html(text)):
        made["description"] = plain
    if source.get("deprecated"):
        made["deprecated"] = True
    return made


PART = Aws()
