"""Functions of the Berkeley Function-Calling Leaderboard: question rows with a list `function`,
and the documents of its multi-turn classes.

Form and types as in bfcl-eval's data and its `constants/type_mappings.py`: `dict` is object,
`float` number, `tuple` array, `any` no type; Java's and JavaScript's names stand for the JSON type
their values have in a call. A list of `items` is `prefixItems`. Everything else in a schema stays
as it was. A class's `response` becomes `returns`. Family: the dotted prefix of the name, else the
file.
"""

from corpora.sources._listsource import Definition, RowListSource
from studio.record import Json, Schema

_TYPES: dict[str, Schema] = {
    name: schema
    for names, schema in (
        ("dict object hashmap map hashtable", {"type": "object"}),
        ("array list tuple arraylist queue stack", {"type": "array"}),
        ("set hashset", {"type": "array", "uniqueItems": True}),
        ("float double number", {"type": "number"}),
        ("integer int long short byte bigint", {"type": "integer"}),
        ("boolean bool", {"type": "boolean"}),
        ("string str", {"type": "string"}),
        ("char", {"type": "string", "minLength": 1, "maxLength": 1}),
        ("null", {"type": "null"}),
        ("any", {}),
    )
    for name in names.split()
} | {"": {}}
_ONE = ("items", "additionalProperties", "not", "contains")
_MANY = ("anyOf", "oneOf", "allOf", "prefixItems")


def _definition(item: dict[str, Json]) -> Definition:
    name = item.get("name")
    returns = converted(item["response"]) if isinstance(item.get("response"), dict) else None
    family = name.rpartition(".")[0] if isinstance(name, str) else ""
    parameters = converted(item.get("parameters"))
    return Definition(name, item.get("description"), parameters, returns, family)


def converted(schema: Json) -> Json:
    """A BFCL schema as JSON Schema. Types it does not know stay, to be found invalid."""
    if not isinstance(schema, dict):
        return schema
    result: Schema = {}
    for key, value in schema.items():
        if key == "type":
            result.update(_typed(value))
        elif key == "properties" and isinstance(value, dict):
            result[key] = {name: converted(inner) for name, inner in value.items()}
        elif key == "items" and isinstance(value, list):
            result["prefixItems"] = [converted(inner) for inner in value]
        elif key in _ONE:
            result[key] = converted(value)
        elif key in _MANY and isinstance(value, list):
            result[key] = [converted(inner) for inner in value]
        else:
            result[key] = value
    return result


def _typed(value: Json) -> Schema:
    if not isinstance(value, str):
        return {"type": value}
    return _TYPES.get(value.lower(), {"type": value})


PART = RowListSource("bfcl", _definition)
