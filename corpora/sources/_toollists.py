"""Lists of tool definitions: where the definitions lie in a JSON document, and of which of the
list formats they are. The readers of the formats do the rest.

A document is one definition, a list of them, or an object that holds a list under `tools`,
`functions` or `result.tools` (a JSON-RPC response); or a list, or JSON Lines, of such objects:
rows of a dataset. Datasets often hold the list as JSON text.
"""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from studio.record import Json
from studio.source import Document

Place: TypeAlias = tuple[str, Json]
"""JSON Pointer of a definition and the definition."""

ListFormat: TypeAlias = Literal[
    "openai", "anthropic", "mcp", "mcp_registry", "bfcl", "xlam", "toolbench", ""
]

_OTHER = frozenset(
    (
        *("openapi", "swagger", "paths", "resources", "methods", "schemas", "operations"),
        *("shapes", "$schema", "discoveryVersion"),
    )
)
"""Keys of documents that are no tool definition, whatever else they hold."""

_PLAIN = frozenset(
    (
        *("tools", "tool", "functions", "function", "schema", "schemas", "index", "api", "main"),
        *("spec", "openai", "anthropic", "claude", "mcp", "bfcl", "xlam", "toolbench"),
        "definitions",
    )
)
"""File names that say nothing of the API; the folder's name then does."""


def definitions(data: Json) -> Iterator[Place]:
    """Every definition of a document, with its place."""
    if isinstance(data, list):
        for index, item in enumerate(data):
            held = _held(item)
            if held is None:
                yield f"/{index}", item
            else:
                yield from ((f"/{index}{pointer}", inner) for pointer, inner in held)
        return
    held = _held(data)
    yield from [("", data)] if held is None else held


def _held(item: Json) -> list[Place] | None:
    """The definitions inside a container; None when the item is no container."""
    if not isinstance(item, dict) or _OTHER & item.keys():
        return None
    result = item.get("result")
    if isinstance(result, dict) and isinstance(result.get("tools"), list):
        return _numbered("/result/tools", result["tools"])
    for key in ("tools", "functions", "api_list"):
        held = _listed(item.get(key))
        if held is not None and not (key == "api_list" and "tool_name" in item):
            return _numbered(f"/{key}", held)
    return _bfcl_row(item)


def _bfcl_row(item: dict[str, Json]) -> list[Place] | None:
    """The functions of a BFCL question; older ones have a single function."""
    if "question" not in item:
        return None
    function = item.get("function")
    if isinstance(function, dict):
        return [("/function", function)]
    return _numbered("/function", function) if isinstance(function, list) else []


def _listed(value: Json) -> list[Json] | None:
    """A list, or the list that JSON text holds."""
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return value if isinstance(value, list) else None


def _numbered(prefix: str, items: list[Json]) -> list[Place]:
    return [(f"{prefix}/{index}", item) for index, item in enumerate(items)]


def list_format(data: Json) -> ListFormat:
    """The format of a document: that of the first definition which has one."""
    if not isinstance(data, dict | list):
        return ""
    return next((found for _, item in definitions(data) if (found := shape(item))), "")


def shape(item: Json) -> ListFormat:
    """The format of one definition; empty for anything else."""
    if not isinstance(item, dict) or _OTHER & item.keys():
        return ""
    if "api_list" in item or ("api_name" in item and "tool_name" in item):
        return "toolbench"
    if isinstance(item.get("function"), dict) and item.get("type") == "function":
        return "openai"
    if "inputSchema" in item:
        return "mcp"
    if "input_schema" in item:
        return "anthropic"
    return _bare_shape(item)


def _bare_shape(item: dict[str, Json]) -> ListFormat:
    """The format of `{name, parameters}`, told by what the parameters look like."""
    if {"name", "description"} <= item.keys() and isinstance(item.get("arguments"), list):
        return "mcp_registry"
    if "name" not in item or "parameters" not in item:
        return ""
    parameters = item["parameters"]
    if not isinstance(parameters, dict):
        return "openai" if parameters is None and item.get("type") == "function" else ""
    kind = parameters.get("type")
    if kind == "dict":
        return "bfcl"
    if not parameters or isinstance(kind, str | list) or _schema_like(parameters):
        return "openai"
    flat = all(isinstance(value, dict) for value in parameters.values())
    return "xlam" if flat else "openai"


def _schema_like(parameters: dict[str, Json]) -> bool:
    """Whether a schema without `type` rather than a mapping of parameters."""
    if isinstance(parameters.get("required"), list):
        return True
    properties = parameters.get("properties")
    return isinstance(properties, dict) and not {"type", "description"} & properties.keys()


def are_rows(data: Json) -> bool:
    """Whether the document holds rows of a dataset: objects which say more than their tools."""
    return isinstance(data, list) and any(
        isinstance(item, dict)
        and _held(item) is not None
        and not {"jsonrpc", "result"} & item.keys()
        for item in data
    )


def titled(document: Document) -> str:
    """Name of the API: a title in the document, else of the file, or of its folder where the
    file's name says nothing."""
    data = document.data
    if isinstance(data, dict) and ("tools" in data or "result" in data or "functions" in data):
        info = data.get("serverInfo") or data.get("server_info")
        if isinstance(info, dict):
            data = {**data, "server": info.get("title") or info.get("name")}
        for key in ("server", "title", "name"):
            if isinstance(data.get(key), str) and data[key].strip():
                return str(data[key]).strip()
    path = PurePosixPath(document.shown)
    stem = path.name.split(".")[0] or path.name
    folder = path.parent.name  # of the shown name: where the files lie must not change the data
    return folder if stem.lower() in _PLAIN and folder else stem
