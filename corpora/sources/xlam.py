"""xLAM's flat tools: `{name, description, parameters: {param: {type, description, default}}}`,
alone, in a list, or as the JSON text `tools` of dataset rows
(https://huggingface.co/datasets/Salesforce/xlam-function-calling-60k).

Types are Python's (`List[int]`, `Optional[str]`, `str, optional`); `_annotations` has the mapping.
A parameter is required unless its type says optional. Defaults are often text: see `_defaults`.
"""

import re

from corpora.sources._annotations import Annotations, parse
from corpora.sources._defaults import with_default
from corpora.sources._listsource import Definition, RowListSource
from studio.record import Json, Schema

_TYPES = Annotations({}, {}, lambda _node, _types: {})
_JSON_TYPES = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "double": "float",
    "boolean": "bool",
    "array": "list",
    "object": "dict",
}


def _definition(item: dict[str, Json]) -> Definition:
    parameters = item.get("parameters")
    if parameters is None:
        parameters = {}
    if not isinstance(parameters, dict):
        return Definition(fault=f"its parameters are {type(parameters).__name__}")
    properties: dict[str, Schema] = {}
    required = []
    for name, said in parameters.items():
        if not isinstance(said, dict):
            return Definition(fault=f"the parameter {name} is {type(said).__name__}, not an object")
        properties[name], needed = _parameter(said)
        if needed:
            required.append(name)
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    return Definition(item.get("name"), item.get("description"), schema)


def _parameter(said: dict[str, Json]) -> tuple[Schema, bool]:
    """Schema of a parameter, and whether it is required."""
    kind = said.get("type", "")
    text, *notes = re.split(r",\s*(?=optional\b|default\b)", kind if isinstance(kind, str) else "")
    optional = any("optional" in note for note in notes) or text.startswith("Optional[")
    schema = _TYPES.schema(parse(_JSON_TYPES.get(text, text)))
    rest = {key: value for key, value in said.items() if key not in ("type", "default", "required")}
    schema = with_default({**schema, **rest}, said.get("default"))
    stated = said.get("required")
    return schema, stated if isinstance(stated, bool) else not optional


PART = RowListSource("xlam", _definition)
