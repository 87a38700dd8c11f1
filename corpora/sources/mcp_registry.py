"""Tools as Docker's MCP registry lists them: `{name, description, arguments: [{name, type, desc}]}`
in a server's `tools.json` (https://github.com/docker/mcp-registry, CONTRIBUTING.md, "Avoiding build
--tools failures").

An argument is required unless it says `optional: true` or `required: false`; `items` is that of
JSON Schema. A tool that does not list its arguments is skipped: what it takes is not known. Some
servers of the registry list `inputSchema` instead, which is `mcp`.
"""

from corpora.sources._listsource import Definition, ListSource
from studio.record import Json, Schema


def _definition(item: dict[str, Json]) -> Definition:
    arguments = item.get("arguments")
    if not isinstance(arguments, list):
        return Definition(fault="it does not list its arguments")
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for argument in arguments:
        if not isinstance(argument, dict) or not isinstance(argument.get("name"), str):
            return Definition(fault=f"an argument is {argument!r:.40}, which has no name")
        name = argument["name"]
        if name in properties:
            return Definition(fault=f"it lists the argument {name!r} twice")
        properties[name] = _schema(argument)
        if argument.get("optional") is not True and argument.get("required") is not False:
            required.append(name)
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    return Definition(item.get("name"), item.get("description"), schema)


def _schema(argument: dict[str, Json]) -> Schema:
    schema: Schema = {key: argument[key] for key in ("type", "items") if key in argument}
    described = argument.get("desc")
    if isinstance(described, str) and described.strip():
        schema["description"] = described.strip()
    return schema


PART = ListSource("mcp_registry", _definition)
