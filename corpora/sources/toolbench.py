"""ToolBench's RapidAPI tools: flat APIs `{category_name, tool_name, api_name, api_description,
required_parameters, optional_parameters, method}`, tool files with an `api_list`, and rows of the
instruction data (https://github.com/OpenBMB/ToolBench, `data/toolenv` and `data/instruction`).

Parameters are `{name, type, description, default}` with RapidAPI's types in capitals. Defaults
are text more often than not: see `_defaults`. Family: the tool.
"""

from collections.abc import Iterator

from corpora.sources._defaults import with_default
from corpora.sources._listsource import Definition, RowListSource
from studio.record import Json, Schema

_TYPES: dict[str, Schema] = {
    "STRING": {"type": "string"},
    "NUMBER": {"type": "number"},
    "INTEGER": {"type": "integer"},
    "INT": {"type": "integer"},
    "FLOAT": {"type": "number"},
    "BOOLEAN": {"type": "boolean"},
    "ENUM": {"type": "string"},
    "ARRAY": {"type": "array"},
    "LIST": {"type": "array"},
    "OBJECT": {"type": "object"},
    "JSON": {"type": "object"},
    "MAP": {"type": "object"},
    "DATE": {"type": "string", "format": "date"},
    "TIME": {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    "GEOPOINT": {
        "type": "string",
        "pattern": r"^-?[0-9]+(\.[0-9]+)?,\s*-?[0-9]+(\.[0-9]+)?$",
    },
    "FILE": {"type": "string", "contentEncoding": "base64"},
    "BINARY": {"type": "string", "contentEncoding": "base64"},
}
"""RapidAPI's parameter types; the words after some of them say the form: `DATE (YYYY-MM-DD)`,
`TIME (24-hour HH:MM)`, `GEOPOINT (latitude, longitude)`. An unknown type has no constraint."""


def _apis(pointer: str, item: Json) -> Iterator[tuple[str, Json]]:
    """The APIs of a tool file, or the one flat API."""
    if not isinstance(item, dict) or not isinstance(item.get("api_list"), list):
        yield pointer, item
        return
    for index, api in enumerate(item["api_list"]):
        whole = {"tool_name": item.get("tool_name"), **api} if isinstance(api, dict) else api
        yield f"{pointer}/api_list/{index}", whole


def _definition(api: dict[str, Json]) -> Definition:
    properties: dict[str, Schema] = {}
    required = []
    for key in ("required_parameters", "optional_parameters"):
        listed = api.get(key) or []
        if not isinstance(listed, list):
            return Definition(fault=f"{key} is {type(listed).__name__}, not a list")
        for said in listed:
            if not isinstance(said, dict) or not isinstance(said.get("name"), str):
                return Definition(fault=f"{key} holds a parameter without a name")
            properties[said["name"]] = _parameter(said)
            if key == "required_parameters" and said["name"] not in required:
                required.append(said["name"])
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    family = str(api.get("tool_name") or "")
    description = api.get("api_description") or api.get("description")
    name = api.get("api_name") or api.get("name")
    returns = _returned(api.get("template_response") or api.get("schema"))
    return Definition(name, description, schema, returns, family)


def _parameter(said: dict[str, Json]) -> Schema:
    words = str(said.get("type") or "").upper().split(" ")
    schema: Schema = dict(_TYPES.get(words[0].rstrip("(,"), {}))
    description = said.get("description")
    if isinstance(description, str) and description.strip():
        schema["description"] = description
    for key in ("enum", "options"):
        if isinstance(said.get(key), list) and said[key]:
            schema["enum"] = said[key]
    return with_default(schema, said.get("default"))


def _returned(schema: Json) -> Schema | None:
    """The response schema, when it is one: RapidAPI's own has `type`, templates do not."""
    return schema if isinstance(schema, dict) and schema.get("type") == "object" else None


PART = RowListSource("toolbench", _definition, _apis)
