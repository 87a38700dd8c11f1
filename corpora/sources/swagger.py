"""Swagger 2 descriptions: each operation is a tool.

After https://spec.openapis.org/oas/v2.0.html. Form fields (`in: formData`) are a body like any
other.
"""

from collections.abc import Iterator, Mapping

from corpora.sources._definitions import Unusable
from corpora.sources._operations import Body, Located, Operations
from corpora.sources._references import References
from studio.errors import SchemaError
from studio.record import Json, Tool
from studio.source import Document, Skipped

_NOT_SCHEMA_WORDS = (
    "allowEmptyValue collectionFormat deprecated description example examples in name required"
)
_NOT_SCHEMA = frozenset(_NOT_SCHEMA_WORDS.split())


class Swagger:
    """Reads Swagger 2 documents."""

    name = "swagger"

    def matches(self, document: Document) -> bool:
        data = document.data
        return isinstance(data, dict) and "swagger" in data and "openapi" not in data

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        version = str(document.data["swagger"])
        if not version.startswith("2"):
            raise SchemaError(f"{document.shown}: swagger {version!r} is not version 2: convert it")
        if "paths" not in document.data:
            raise SchemaError(f"{document.shown}: it has no paths: add them under the key 'paths'")
        yield from Operations(document, Form()).tools()


class Form:
    """Bodies, responses and parameters as Swagger 2 writes them."""

    name = "swagger"
    siblings = False

    def securities(self, data: Mapping[str, Json]) -> Json:
        return data.get("securityDefinitions")

    def argument(self, parameter: Located) -> Located:
        schema = {key: value for key, value in parameter.value.items() if key not in _NOT_SCHEMA}
        return Located(schema, parameter.place)

    def body(
        self, operation: Located, parameters: list[Located], references: References
    ) -> Body | None:
        for parameter in parameters:
            if parameter.value.get("in") == "body":
                schema = parameter.value.get("schema", {})
                place = parameter.place.inside("schema")
                return Body(Located(schema, place), parameter.value.get("required") is True)
        fields = [item.value for item in parameters if item.value.get("in") == "formData"]
        if not fields:
            return None
        if any(field.get("required") is True and field.get("type") == "file" for field in fields):
            raise Unusable("upload_only", "a required form field is the bytes of a file")
        schema = {
            "type": "object",
            "properties": {
                field["name"]: {
                    key: value
                    for key, value in field.items()
                    if key not in _NOT_SCHEMA - {"description", "example", "deprecated"}
                }
                for field in fields
            },
            "required": [field["name"] for field in fields if field.get("required") is True],
        }
        return Body(Located(schema, operation.place.inside("parameters")), True, form=True)

    def result(self, response: Located) -> Located | None:
        if "schema" not in response.value:
            return None
        return Located(response.value["schema"], response.place.inside("schema"))


PART = Swagger()
