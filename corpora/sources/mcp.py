"""Tools of a Model Context Protocol server: the result of `tools/list`, the JSON-RPC response
around it, several pages of it, or the bare list
(https://modelcontextprotocol.io/specification/2025-06-18/server/tools).

`inputSchema` and `outputSchema` stay as they are. A tool without a description is described by
its title, if it has one. Family: the server's name where the file says it, else the file's.
"""

from collections.abc import Iterator

from corpora.sources._listedtool import Definition, definition_tool
from corpora.sources._toollists import definitions, list_format
from studio.record import Json, Tool
from studio.source import Document, Skipped


class Mcp:
    """Reads MCP tool lists."""

    name = "mcp"

    def matches(self, document: Document) -> bool:
        return list_format(document.data) == self.name

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        for pointer, item in definitions(document.data):
            yield definition_tool(document, pointer, _definition(item), self.name)


def _definition(item: Json) -> Definition:
    if not isinstance(item, dict):
        return Definition(fault=f"{type(item).__name__} instead of a tool object")
    annotations = item.get("annotations")
    hints = annotations if isinstance(annotations, dict) else {}
    description = item.get("description") or item.get("title") or hints.get("title")
    return Definition(
        item.get("name"), description, item.get("inputSchema"), item.get("outputSchema")
    )


PART = Mcp()
