"""Tools of a Model Context Protocol server: the result of `tools/list`, the JSON-RPC response
around it, several pages of it, or the bare list
(https://modelcontextprotocol.io/specification/2025-06-18/server/tools).

`inputSchema` and `outputSchema` stay as they are. A tool without a description is described by
its title, if it has one. Family: the server's name where the file says it, else the file's.
"""

from corpora.sources._listsource import Definition, ListSource
from studio.record import Json


def _definition(item: dict[str, Json]) -> Definition:
    annotations = item.get("annotations")
    hints = annotations if isinstance(annotations, dict) else {}
    description = item.get("description") or item.get("title") or hints.get("title")
    return Definition(
        item.get("name"), description, item.get("inputSchema"), item.get("outputSchema")
    )


PART = ListSource("mcp", _definition)
