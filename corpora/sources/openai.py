"""OpenAI tools: `{"type": "function", "function": {name, description, parameters, strict}}`, the
bare function object, and the flat form of the Responses API.

Parameters are JSON Schema and stay as they are. Where `parameters` is missing the function takes
none (https://platform.openai.com/docs/api-reference/chat/create). The format says nothing of
results; a `returns` JSON Schema beside `parameters` is taken where somebody put one. Tools that are
no functions (`web_search`, `code_interpreter`, …) are skipped: the provider runs them.
"""

from collections.abc import Iterator

from corpora.sources._listedtool import Definition, definition_tool
from corpora.sources._toollists import are_rows, definitions, list_format
from studio.record import Json, Tool
from studio.source import Document, Skipped


class OpenAI:
    """Reads OpenAI function definitions."""

    name = "openai"

    def matches(self, document: Document) -> bool:
        return list_format(document.data) == self.name

    def rows(self, document: Document) -> bool:
        return are_rows(document.data)

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        for pointer, item in definitions(document.data):
            if isinstance(item, dict) and isinstance(item.get("function"), dict):
                definition, place = _definition(item["function"]), f"{pointer}/function"
            else:
                definition, place = _definition(item), pointer
            yield definition_tool(document, place, definition, self.name)


def _definition(item: Json) -> Definition:
    if not isinstance(item, dict):
        return Definition(fault=f"{type(item).__name__} instead of a function object")
    if item.get("type", "function") != "function":
        return Definition(fault=f"a tool of type {item['type']!r} takes no arguments from a model")
    parameters = item.get("parameters")
    if parameters is None:
        parameters = {"type": "object", "properties": {}}
    return Definition(item.get("name"), item.get("description"), parameters, item.get("returns"))


PART = OpenAI()
