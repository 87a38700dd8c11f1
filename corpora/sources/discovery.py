"""Google API discovery documents: each method is a tool.

The dialect (JSON Schema draft 3 with additions) is described in
https://developers.google.com/discovery/v1/reference/apis and becomes Draft 2020-12 here. Global
parameters (`fields`, `key`, `alt` …) are left out of the arguments; "Output only" properties out
of requests.
"""

import re
from collections.abc import Iterator, Mapping

from corpora.sources._arguments import Arguments
from corpora.sources._definitions import MANY, NAMED, ONE, Definitions, Unusable, reference
from corpora.sources._naming import Names
from corpora.sources._patterns import patterned
from corpora.sources._prose import described, from_markdown
from studio.errors import SchemaError
from studio.record import Json, Schema, Tool, ToolOrigin
from studio.schemas.naming import pointed
from studio.source import Document, Skipped

_GLOBAL_WORDS = (
    "$.xgafv access_token alt bearer_token callback fields key oauth_token pp prettyPrint "
    "quotaUser uploadType upload_protocol userIp"
)
_GLOBAL = frozenset(_GLOBAL_WORDS.split())
_OUTPUT_ONLY = re.compile(
    r"\W*(?:(?:Required|Optional|Immutable)\.\s*)*\[?Output[ -]only", re.IGNORECASE
)
_DROPPED = frozenset({"annotations", "id", "location", "repeated", "required", "variant"})
_HOLDING = ONE | MANY | NAMED
_LABEL = re.compile(r"[a-zA-Z0-9_.-]+\Z")
_DEEPEST = 64
_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})


class Discovery:
    """Reads discovery documents."""

    name = "discovery"

    def matches(self, document: Document) -> bool:
        data = document.data
        return isinstance(data, dict) and (
            str(data.get("kind", "")).startswith("discovery#") or "discoveryVersion" in data
        )

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        data = document.data
        if data.get("kind") == "discovery#directoryList":
            detail = "a list of discovery documents, without methods of its own"
            yield Skipped(document.shown, "", "directory_list", detail)
            return
        if not any(isinstance(data.get(key), dict) for key in ("resources", "methods")):
            raise SchemaError(
                f"{document.shown}: a discovery document without methods: "
                "'resources' and 'methods' are missing, download it again"
            )
        yield from _Reading(document).tools()


class _Reading:
    """One document being read."""

    def __init__(self, document: Document) -> None:
        self._shown = document.shown
        self._data: dict[str, Json] = document.data
        schemas = self._data.get("schemas") or {}
        if not isinstance(schemas, dict):
            raise SchemaError(f"{self._shown}: /schemas is not an object: download it again")
        self._schemas: dict[str, Json] = schemas
        self._definitions = Definitions(self._shown, self._load, lambda name: f"/schemas/{name}")
        self._names = Names()
        self._family = _family(str(self._data.get("name")), str(self._data.get("version")))
        shared = self._data.get("parameters")
        self._shared = shared if isinstance(shared, dict) else {}

    def tools(self) -> Iterator[Tool | Skipped]:
        planned: list[tuple[str, dict[str, Json], Schema, Schema | None] | Skipped] = []
        for pointer, method in _methods(self._data, ""):
            try:
                planned.append((pointer, method, *self._plan(method, pointer)))
            except Unusable as error:
                planned.append(Skipped(self._shown, pointer, error.reason, error.detail))
        for plan in planned:
            yield plan if isinstance(plan, Skipped) else self._tool(*plan)

    def _plan(self, method: Json, pointer: str) -> tuple[Schema, Schema | None]:
        """The arguments of a method and its result, references still open."""
        if not isinstance(method, dict):
            raise Unusable("invalid_definition", f"a method is an object, not {method!r:.40}")
        if "mediaUpload" in method and "request" not in method:
            raise Unusable("upload_only", "its body is the bytes of a file")
        arguments = self._parameters(method, pointer)
        request = method.get("request")
        if isinstance(request, dict):
            body = self._schema(request, f"{pointer}/request")
            self._definitions.load(body)
            arguments.body(body, required=True)
        parameters = arguments.schema()
        self._require_annotated(method, parameters)
        self._definitions.use(parameters)
        response = method.get("response")
        if not isinstance(response, dict):
            return parameters, None
        returns = self._schema(response, f"{pointer}/response")
        self._definitions.use(returns)
        return parameters, returns

    def _parameters(self, method: dict[str, Json], pointer: str) -> Arguments:
        found = method.get("parameters") or {}
        first = method.get("parameterOrder") or []
        if not isinstance(found, dict) or not isinstance(first, list):
            raise Unusable("invalid_definition", "its parameters are not an object")
        arguments = Arguments(self._definitions)
        order = [name for name in first if isinstance(name, str)]
        for name in dict.fromkeys([*order, *found]):
            raw = found.get(name)
            if not isinstance(raw, dict) or (name in _GLOBAL and name in self._shared):
                continue
            schema = self._schema(raw, f"{pointer}/parameters/{name}")
            arguments.add(name, schema, raw.get("required") is True, str(raw.get("location")))
        return arguments

    def _require_annotated(self, method: dict[str, Json], parameters: Schema) -> None:
        """Body properties that name this method in `annotations.required` are required."""
        name = method["request"].get("$ref") if isinstance(method.get("request"), dict) else None
        raw = self._schemas.get(name) if isinstance(name, str) else None
        properties = raw.get("properties") if isinstance(raw, dict) else None
        if not isinstance(properties, dict):
            return
        for name, schema in properties.items():
            needed = _needed(schema, method.get("id")) and name in parameters["properties"]
            if needed and name not in parameters.get("required", ()):
                parameters.setdefault("required", []).append(name)

    def _tool(
        self, pointer: str, method: dict[str, Json], parameters: Schema, returns: Schema | None
    ) -> Tool | Skipped:
        try:
            closed = self._definitions.closed(parameters, "request")
            result = returns and self._definitions.closed(returns, "response")
        except Unusable as error:
            return Skipped(self._shown, pointer, error.reason, error.detail)
        spoken = pointer.replace("/resources/", ".").replace("/methods/", ".")
        original = str(method.get("id") or "")
        name = self._names.give(original, f"{self._family}{spoken}")
        return Tool.make(
            name=name,
            description=described(from_markdown(str(method.get("description") or ""))),
            parameters=closed,
            returns=result,
            origin=ToolOrigin(
                source=self._shown,
                pointer=pointed(pointer, original, name),
                format=PART.name,
                family=self._family,
                licence=None,
            ),
        )

    def _load(self, name: str) -> Schema:
        if name not in self._schemas:
            raise SchemaError(
                f"{self._shown}: $ref {name!r} leads nowhere: there is no /schemas/{name}, "
                "add it or correct the reference"
            )
        return self._schema(self._schemas[name], f"/schemas/{name}")

    def _schema(self, raw: Json, pointer: str, depth: int = 0) -> Schema:
        """Draft 2020-12 of a discovery schema."""
        if not isinstance(raw, dict):
            raise Unusable("invalid_schema", f"{pointer}: a schema is an object, not {raw!r:.40}")
        if depth > _DEEPEST:
            raise SchemaError(
                f"{self._shown}: {pointer[:80]}… is nested deeper than {_DEEPEST} levels: "
                "give its inner objects names under /schemas"
            )
        made: Schema = {}
        for key, value in raw.items():
            if key == "$ref":
                made.update(self._referred(value, pointer))
            elif key == "properties":
                if not isinstance(value, dict):
                    raise Unusable("invalid_schema", f"{pointer}/properties is not an object")
                made[key] = {
                    name: self._schema(inner, f"{pointer}/properties/{name}", depth + 1)
                    for name, inner in value.items()
                }
            elif key in ("items", "additionalProperties") and not isinstance(value, bool):
                made[key] = self._schema(value, f"{pointer}/{key}", depth + 1)
            elif key not in _DROPPED and (key not in _HOLDING or _is_boolean_schema(key, value)):
                made[key] = value
        return _finished(made, raw, pointer)

    def _referred(self, name: Json, pointer: str) -> Schema:
        if not isinstance(name, str) or not name or not _LABEL.match(name):
            raise SchemaError(
                f"{self._shown}: {pointer}/$ref is {name!r:.80}: write the name of a schema"
            )
        return reference(name)


def _finished(made: Schema, raw: Mapping[str, Json], pointer: str) -> Schema:
    """The keywords that need more than a new place."""
    if "properties" in made:
        needed = [
            name
            for name, inner in raw["properties"].items()
            if isinstance(inner, dict) and inner.get("required") is True
        ]
        if needed:
            made["required"] = needed
    if made.get("type") == "any":
        del made["type"]
    elif "type" in made and str(made["type"]) not in _TYPES:
        raise Unusable("invalid_schema", f"{pointer}: {made['type']!r:.40} is not a type")
    if raw.get("readOnly") is not True and _OUTPUT_ONLY.match(str(raw.get("description", ""))):
        made["readOnly"] = True
    for key in ("minimum", "maximum", "minLength", "maxLength"):
        if isinstance(made.get(key), str):
            made[key] = _number(made[key], f"{pointer}/{key}")
    _type_values(made)
    spoken = made.get("enumDescriptions")
    if isinstance(spoken, list) and not any(spoken):
        del made["enumDescriptions"]
    made = patterned(made)
    if raw.get("repeated") is True:
        outer: Schema = {"type": "array", "items": made}
        outer.update({key: made.pop(key) for key in ("description", "deprecated") if key in made})
        return outer
    return made


def _is_boolean_schema(key: str, value: Json) -> bool:
    return key in ONE and isinstance(value, bool)


def _needed(schema: Json, method: Json) -> bool:
    """Whether a property says that this method must be given it."""
    said = schema.get("annotations") if isinstance(schema, dict) else None
    methods = said.get("required") if isinstance(said, dict) else None
    return isinstance(methods, list) and method in methods


def _number(text: str, pointer: str) -> int | float:
    try:
        return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)
    except ValueError:
        raise Unusable("invalid_schema", f"{pointer}: {text!r:.40} is not a number") from None


def _type_values(made: Schema) -> None:
    """Defaults and enums are strings in this format, whatever the type."""
    kind = made.get("type")
    if kind not in ("boolean", "integer", "number"):
        return
    if isinstance(made.get("enum"), list):
        made["enum"] = [_typed(value, kind) for value in made["enum"]]
    if "default" in made:
        value = _typed(made["default"], kind)
        if isinstance(value, str):
            del made["default"]
            made["$comment"] = f"default as the source writes it: {value}"
        else:
            made["default"] = value


def _typed(value: Json, kind: str) -> Json:
    if not isinstance(value, str):
        return value
    if kind == "boolean":
        return {"true": True, "false": False}.get(value.lower(), value)
    try:
        return _number(value, "")
    except Unusable:
        return value


def _family(name: str, version: str) -> str:
    """The API without its version: `drive`, and `admin.directory` for version `directory_v1`."""
    part = re.match(r"([A-Za-z]+)_v\d", version)
    return f"{name}.{part[1]}" if part else name


def _methods(data: dict[str, Json], pointer: str) -> Iterator[tuple[str, Json]]:
    """Every method with its JSON Pointer, resources in the order of the file."""
    stack: list[tuple[str, Json]] = [(pointer, data)]
    while stack:
        place, node = stack.pop()
        if not isinstance(node, dict):
            continue
        methods, resources = node.get("methods") or {}, node.get("resources") or {}
        if isinstance(methods, dict):
            for name, method in methods.items():
                yield f"{place}/methods/{name}", method
        if isinstance(resources, dict):
            inner = [(f"{place}/resources/{name}", value) for name, value in resources.items()]
            stack.extend(reversed(inner))


PART = Discovery()
