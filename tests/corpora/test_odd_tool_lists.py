"""Whatever lies in a tool list, it is a tool, a counted leftover or one clear error."""

import json
import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.errors import SchemaError
from studio.record import Json
from studio.schemas import load_tools
from studio.schemas.lint import findings
from studio.schemas.naming import emittable

WORDS = (
    *("object", "dict", "string", "str, optional", "List[int]", "float", "function", "STRING"),
    *("", "#/$defs/a", "#", "a b", "^(", "1", "http://json-schema.org/draft-07/schema#", "[1]"),
)
KEYS = (
    *("name", "description", "parameters", "inputSchema", "outputSchema", "input_schema", "type"),
    *("properties", "required", "items", "enum", "$defs", "$ref", "a", "default", "function"),
    *("tools", "question", "api_name", "tool_name", "api_list", "required_parameters", "result"),
    *("optional_parameters", "pattern", "additionalProperties", "anyOf", "response", "$schema"),
    *("title", "annotations", "serverInfo", "minimum", "maximum", "format", "contentEncoding"),
)
LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(WORDS)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=12,
)


def definition(schema: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Something near a definition of any of the formats."""
    name = st.sampled_from(("f", "g", "h x", "a.b", "")) | LEAVES
    near = {
        key: st.fixed_dictionaries({"name": name, key: schema}, optional={"description": LEAVES})
        for key in ("parameters", "inputSchema", "input_schema")
    }
    wrapped = near["parameters"].map(lambda item: {"type": "function", "function": item})
    row = st.lists(near["parameters"], max_size=2).map(
        lambda some: {"question": 1, "function": some}
    )
    api = st.fixed_dictionaries(
        {"tool_name": LEAVES, "api_name": name},
        optional={"required_parameters": schema | st.lists(schema, max_size=2)},
    )
    return st.one_of(*near.values(), wrapped, row, api)


SCHEMAS = ANYTHING | st.dictionaries(
    st.sampled_from(("type", "properties", "required", "$defs", "items", "enum", "anyOf")), ANYTHING
)


@given(st.lists(definition(SCHEMAS) | ANYTHING, max_size=4) | ANYTHING)
@example([{"name": "f", "parameters": {"type": "object", "$defs": 1}}])
@example([{"name": "f", "parameters": {"type": ["object"]}}])
@example([{"name": "f", "parameters": {"$schema": 1}}])
@settings(max_examples=120, derandomize=True, deadline=None)
def test_any_document_is_read_counted_or_refused(data: Json) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "odd.json")
        path.write_text(json.dumps(data))
        try:
            loaded = load_tools([path], cache=None)
        except SchemaError:
            return
    assert loaded.tools
    for tool in loaded.tools:
        assert emittable(tool.name)
        assert isinstance(tool.description, str)
        assert tool.parameters.get("type", "object") == "object"
    findings(loaded.tools)
