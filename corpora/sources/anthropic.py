"""Anthropic tools: `{name, description, input_schema}`, alone, in a list or under `tools`
(https://docs.anthropic.com/en/docs/agents-and-tools/tool-use). The schema stays as it is, and
so does an `output_schema` beside it; tools that the provider runs have none and are skipped."""

from collections.abc import Iterator

from corpora.sources._listedtool import Definition, definition_tool
from corpora.sources._toollists import are_rows, definitions, list_format
from studio.record import Json, Tool
from studio.source import Document, Skipped


class Anthropic:
    """Reads Anthropic tool definitions."""

    name = "anthropic"

    def matches(self, document: Document) -> bool:
        return list_format(document.data) == self.name

    def rows(self, document: Document) -> bool:
        return are_rows(document.data)

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        for pointer, item in definitions(document.data):
            yield definition_tool(document, pointer, _definition(item), self.name)


def _definition(item: Json) -> Definition:
    if not isinstance(item, dict):
        return Definition(fault=f"{type(item).__name__} instead of a tool object")
    if "input_schema" not in item:
        return Definition(fault="it has no input_schema")
    return Definition(
        item.get("name"), item.get("description"), item["input_schema"], item.get("output_schema")
    )


PART = Anthropic()
