"""The operations of an OpenAPI or Swagger document as tools.

What the two have in common: paths, operations, parameters, names, descriptions, results. Where
they differ (bodies, responses, parameter schemas) a `Form` answers.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from corpora.sources._arguments import Arguments
from corpora.sources._definitions import Definitions, Unusable
from corpora.sources._dialect import Dialect
from corpora.sources._naming import Names, from_path
from corpora.sources._prose import described, from_markdown
from corpora.sources._references import Place, References
from studio.errors import SchemaError
from studio.record import Json, Schema, Tool, ToolOrigin
from studio.schemas.naming import pointed
from studio.source import Document, Skipped

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_BESIDE_METHODS = frozenset({"$ref", "description", "parameters", "servers", "summary"})
_IGNORED_HEADERS = frozenset({"accept", "authorization", "content-type"})
"""To be ignored as parameters (OpenAPI 3.0.3, Parameter Object)."""
_CREDENTIALS_WORDS = (
    "access_token api-key api_key apikey authorization cookie proxy-authorization x-access- "
    "token x-api-key x-auth-token x-csrf-token"
)
_CREDENTIALS = frozenset(_CREDENTIALS_WORDS.split())
_CREDENTIAL_TEXT = re.compile(
    r"\W*(?:auth(?:entication|orization)|access|api|bearer) (?:token|key)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Located:
    """A piece of a document and where it stands."""

    value: Json
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: its schema object, and whether it must be sent."""

    schema: Located
    required: bool
    form: bool = False
    """Whether its properties are form fields, where bytes are files to upload."""


class Form(Protocol):
    """What one version of the format has of its own."""

    name: str
    siblings: bool
    """Whether keywords beside `$ref` count."""

    def securities(self, data: Mapping[str, Json]) -> Json:
        """The security schemes of the document, by name."""
        ...

    def argument(self, parameter: Located) -> Located:
        """The schema object of a parameter."""
        ...

    def body(
        self, operation: Located, parameters: list[Located], references: References
    ) -> Body | None:
        """The request body of an operation; Unusable when a person could not give it."""
        ...

    def result(self, response: Located) -> Located | None:
        """The schema object of a JSON response."""
        ...


@dataclass(frozen=True, slots=True)
class _Planned:
    """An operation understood, its references still open."""

    pointer: str
    spoken: str
    operation: Mapping[str, Json]
    parameters: Schema
    returns: Schema | None


class Operations:
    """Reads one document of a form."""

    def __init__(self, document: Document, form: Form) -> None:
        self._data: Mapping[str, Json] = document.data
        self._shown = document.shown
        self._form = form
        self._references = References(document)
        self.start = self._references.start
        self._dialect = Dialect(self._references, form.siblings)
        self._definitions = Definitions(document.shown, self._dialect.load, self._dialect.where)
        self._names = Names()
        self._secret = self._secrets()
        info = self._data.get("info")
        self._info: Mapping[str, Json] = info if isinstance(info, dict) else {}

    def tools(self) -> Iterator[Tool | Skipped]:
        """Every operation, as a tool or as skipped."""
        planned = list(self._planned())
        for plan in planned:
            yield plan if isinstance(plan, Skipped) else self._tool(plan)

    def skipped(self, pointer: str, reason: str, detail: str) -> Skipped:
        """A definition of this document that is left out."""
        return Skipped(self._shown, pointer, reason, detail)

    def _secrets(self) -> frozenset[tuple[str, str]]:
        """Place and name of the parameters that carry keys."""
        found = set()
        schemes = self._form.securities(self._data)
        for scheme in (schemes if isinstance(schemes, dict) else {}).values():
            if isinstance(scheme, dict) and scheme.get("type") == "apiKey":
                found.add((str(scheme.get("in")), str(scheme.get("name")).lower()))
        return frozenset(found)

    def _planned(self) -> Iterator[_Planned | Skipped]:
        paths = self._data.get("paths") or {}
        if not isinstance(paths, dict):
            raise SchemaError(
                f"{self._shown}: /paths is {type(paths).__name__}, not an object: write each path "
                "as a key"
            )
        for path, raw in paths.items():
            if path.startswith("x-"):
                continue
            start = self.start.inside("paths", path)
            item, place = self._references.followed(raw, start)
            if not isinstance(item, dict):
                yield self.skipped(start.pointer, "invalid_definition", f"it is {item!r:.40}")
                continue
            for method, operation in item.items():
                if method.lower() in _METHODS:
                    pointer = start.inside(method).pointer
                    spoken = from_path(method, path)
                    try:
                        found = Located(operation, place.inside(method))
                        yield self._plan(found, Located(item, place), path, pointer, spoken)
                    except Unusable as error:
                        yield self.skipped(pointer, error.reason, error.detail)
                elif method not in _BESIDE_METHODS and not method.startswith("x-"):
                    pointer = start.inside(method).pointer
                    yield self.skipped(pointer, "unknown_method", f"{method[:40]!r} is no method")

    def _plan(
        self, operation: Located, item: Located, path: str, pointer: str, spoken: str
    ) -> _Planned:
        value, place = self._references.followed(operation.value, operation.place)
        if not isinstance(value, dict):
            raise Unusable("invalid_definition", f"it is {value!r:.40}, not an operation")
        operation = Located(value, place)
        found = self._parameters(item, operation)
        arguments = Arguments(self._definitions)
        for parameter in found:
            self._add(arguments, parameter)
        given = {item.value["name"] for item in found if item.value.get("in") == "path"}
        for name in re.findall(r"\{([^{}]+)\}", path):
            if name not in given:
                # the path itself proves that there is such an argument
                arguments.add(name, {"type": "string"}, True, "path")
        body = self._form.body(operation, found, self._references)
        if body is not None:
            schema = self._dialect.schema(body.schema.value, body.schema.place)
            self._definitions.load(schema)
            arguments.body(self._uploadless(schema) if body.form else schema, body.required)
        parameters = arguments.schema()
        self._definitions.use(parameters)
        returns = self._returns(operation)
        if returns is not None:
            self._definitions.use(returns)
        return _Planned(pointer, spoken, value, parameters, returns)

    def _parameters(self, item: Located, operation: Located) -> list[Located]:
        """The parameters of the path and the operation; the operation's win."""
        found: dict[tuple[str, str], Located] = {}
        for holder in (item, operation):
            listed = holder.value.get("parameters") or []
            if not isinstance(listed, list):
                raise Unusable("invalid_definition", f"its parameters are {listed!r:.40}")
            for number, raw in enumerate(listed):
                place = holder.place.inside("parameters", number)
                value, place = self._references.followed(raw, place)
                if not isinstance(value, dict) or not isinstance(value.get("name"), str):
                    raise Unusable("invalid_definition", f"parameter {number} has no name")
                found[str(value.get("in")), value["name"]] = Located(value, place)
        return list(found.values())

    def _add(self, arguments: Arguments, parameter: Located) -> None:
        value = parameter.value
        place, name = str(value.get("in")), value["name"]
        if place not in ("path", "query", "header") or self._is_secret(place, value):
            return
        located = self._form.argument(parameter)
        schema = self._dialect.schema(located.value, located.place)
        schema = {**schema, **_said(value)}
        arguments.add(name, schema, place == "path" or value.get("required") is True, place)

    def _is_secret(self, place: str, parameter: Mapping[str, Json]) -> bool:
        """Whether a parameter says who is calling, which is not for a model to fill in."""
        name = parameter["name"].lower()
        if place == "path":
            return False
        if (place, name) in self._secret or name in _CREDENTIALS:
            return True
        if place == "header" and name in _IGNORED_HEADERS:
            return True
        text = str(parameter.get("description") or "")
        return "token" in name and _CREDENTIAL_TEXT.match(text) is not None

    def _uploadless(self, schema: Schema) -> Schema:
        """A form without the fields that are files; Unusable when one of them is required."""
        resolved = self._definitions.resolved(schema)
        fields = resolved.get("properties")
        if not isinstance(fields, dict):
            if self._is_file(resolved):
                raise Unusable("upload_only", "its body is the bytes of a file")
            return schema
        files = [name for name, field in fields.items() if self._is_file(field)]
        if not files:
            return schema
        if not set(files).isdisjoint(resolved.get("required") or ()):
            raise Unusable("upload_only", f"its field {files[0]!r} is the bytes of a file")
        kept = {name: field for name, field in fields.items() if name not in files}
        if not kept:
            raise Unusable("upload_only", f"its only field {files[0]!r} is the bytes of a file")
        return {**resolved, "properties": kept}

    def _is_file(self, schema: Schema) -> bool:
        schema = self._definitions.resolved(schema)
        if schema.get("type") == "array" and isinstance(schema.get("items"), dict):
            schema = self._definitions.resolved(schema["items"])
        media = schema.get("contentMediaType")
        packed = "contentEncoding" in schema
        return schema.get("format") == "binary" or (
            media == "application/octet-stream" and not packed
        )

    def _returns(self, operation: Located) -> Schema | None:
        """The schema of the first successful response that is JSON."""
        responses = operation.value.get("responses") or {}
        if not isinstance(responses, dict):
            raise Unusable("invalid_definition", f"its responses are {responses!r:.40}")
        codes = {str(code): code for code in responses}
        if "101" in codes:
            raise Unusable("websocket", "it opens a connection instead of answering")
        for code in sorted(code for code in codes if code.upper().startswith("2")):
            place = operation.place.inside("responses", code)
            value, place = self._references.followed(responses[codes[code]], place)
            if isinstance(value, dict):
                found = self._form.result(Located(value, place))
                if found is not None:
                    return self._dialect.schema(found.value, found.place)
        return None

    def _tool(self, plan: _Planned) -> Tool | Skipped:
        try:
            parameters = self._definitions.closed(plan.parameters, "request")
            returns = plan.returns and self._definitions.closed(plan.returns, "response")
        except Unusable as error:
            return self.skipped(plan.pointer, error.reason, error.detail)
        original = plan.operation.get("operationId")
        original = original.strip() if isinstance(original, str) else ""
        name = self._names.give(original or plan.spoken, plan.spoken)
        return Tool.make(
            name=name,
            description=described(
                from_markdown(str(plan.operation.get("summary") or "")),
                from_markdown(str(plan.operation.get("description") or "")),
            ),
            parameters=parameters,
            returns=returns,
            origin=ToolOrigin(
                source=self._shown,
                pointer=pointed(plan.pointer, original, name),
                format=self._form.name,
                family=str(self._info.get("title") or self._shown),
                licence=self._licence(),
            ),
        )

    def _licence(self) -> str | None:
        licence = self._info.get("license")
        if not isinstance(licence, dict):
            return None
        named = licence.get("identifier") or licence.get("name")
        return str(named) if named else None


def _said(parameter: Mapping[str, Json]) -> Schema:
    """What a parameter says beside its schema."""
    said: Schema = {}
    if isinstance(parameter.get("description"), str) and parameter["description"]:
        said["description"] = parameter["description"]
    if parameter.get("deprecated") is True:
        said["deprecated"] = True
    examples = parameter.get("examples")
    if "example" in parameter:
        said["examples"] = [parameter["example"]]
    elif isinstance(examples, dict):
        values = [e["value"] for e in examples.values() if isinstance(e, dict) and "value" in e]
        if values:
            said["examples"] = values
    return said
