"""OpenAPI 3.0 and 3.1 descriptions: each operation is a tool.

After https://spec.openapis.org/oas/v3.1.1.html and …/v3.0.3.html. Of a body's and a response's
media types JSON comes first, then forms. Webhooks and callbacks are calls to the user's own
server, no tools.
"""

from collections.abc import Callable, Iterator, Mapping

from corpora.sources._definitions import Unusable
from corpora.sources._operations import Body, Located, Operations
from corpora.sources._references import References
from studio.errors import SchemaError
from studio.record import Json, Tool
from studio.source import Document, Skipped

_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class OpenApi:
    """Reads OpenAPI 3 documents."""

    name = "openapi"

    def matches(self, document: Document) -> bool:
        data = document.data
        return isinstance(data, dict) and "openapi" in data and "swagger" not in data

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        data = document.data
        version = str(data["openapi"])
        if not version.startswith(("3.0", "3.1", "3.2")):
            raise SchemaError(
                f"{document.shown}: openapi {version!r} is none of 3.0, 3.1 and 3.2: convert it"
            )
        if not data.keys() & {"components", "paths", "webhooks"}:
            raise SchemaError(f"{document.shown}: it has no paths: add them under the key 'paths'")
        reading = Operations(document, Form(siblings=not version.startswith("3.0")))
        yield from reading.tools()
        hooks = data.get("webhooks")
        for name in hooks if isinstance(hooks, dict) else {}:
            pointer = reading.start.inside("webhooks", name).pointer
            yield reading.skipped(pointer, "webhook", "the API calls it, not the user")


class Form:
    """Bodies, responses and parameters as OpenAPI 3 writes them."""

    name = "openapi"

    def __init__(self, siblings: bool) -> None:
        self.siblings = siblings

    def securities(self, data: Mapping[str, Json]) -> Json:
        components = data.get("components")
        return components.get("securitySchemes") if isinstance(components, dict) else None

    def argument(self, parameter: Located) -> Located:
        value, place = parameter.value, parameter.place
        if "schema" in value:
            return Located(value["schema"], place.inside("schema"))
        content = value.get("content")
        for media, holder in (content if isinstance(content, dict) else {}).items():
            if isinstance(holder, dict) and "schema" in holder:
                return Located(holder["schema"], place.inside("content", media, "schema"))
        return Located({}, place)

    def body(
        self, operation: Located, parameters: list[Located], references: References
    ) -> Body | None:
        if operation.value.get("requestBody") is None:
            return None
        value, place = references.followed(
            operation.value["requestBody"], operation.place.inside("requestBody")
        )
        content = value.get("content") if isinstance(value, dict) else None
        if not isinstance(content, dict):
            raise Unusable("invalid_definition", "its requestBody has no content")
        found = Located(content, place.inside("content"))
        required = value.get("required") is True
        for form, accepts in ((False, _is_json), (True, _is_form), (False, _is_text)):
            schema = _of_media(found, accepts)
            if schema is not None:
                return Body(schema, required, form)
        if required and content:
            raise Unusable("upload_only", f"its body is {', '.join(content)[:80]}")
        return None

    def result(self, response: Located) -> Located | None:
        content = response.value.get("content")
        if not isinstance(content, dict):
            return None
        return _of_media(Located(content, response.place.inside("content")), _is_json)


def _of_media(content: Located, accepts: Callable[[str], bool]) -> Located | None:
    for media, holder in content.value.items():
        if accepts(media.partition(";")[0].strip().lower()) and isinstance(holder, dict):
            schema = holder.get("schema", {})
            return Located(schema, content.place.inside(media, "schema"))
    return None


def _is_json(media: str) -> bool:
    return media in ("application/json", "application/*", "*/*") or media.endswith(
        ("+json", "/json")
    )


def _is_form(media: str) -> bool:
    return media in _FORMS


def _is_text(media: str) -> bool:
    return media.startswith("text/") and media != "text/event-stream"


PART = OpenApi()
