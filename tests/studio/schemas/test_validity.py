"""Which schemas a tool may have: valid by the draft's meta-schema, every reference leading on."""

import pytest

from studio.record import Json, Tool, ToolOrigin
from studio.schemas.validity import Validity

ORIGIN = ToolOrigin(source="t.json", format="x", family="api")


def fault(parameters: Json, returns: Json = None) -> str:
    tool = Tool.make(
        name="f", description="", parameters=parameters, returns=returns, origin=ORIGIN
    )
    return Validity().fault(tool)


@pytest.mark.parametrize(
    "parameters",
    [
        {"type": "object"},
        {"properties": {"$ref": {"type": "string"}, "pattern": {"type": "string"}}},
        {"type": "object", "properties": {"x": {"enum": [{"$ref": "#/nowhere"}]}}},
        {"type": "object", "properties": {"a": {"$ref": "#/$defs/a~1b"}}, "$defs": {"a/b": {}}},
        {"type": "object", "properties": {"t": {"$ref": "#"}}},
        {"type": "object", "properties": {"p": {"$ref": "#/properties/q"}, "q": {}}},
        {"type": "object", "properties": {"p": {"$ref": "#x"}}, "$defs": {"y": {"$anchor": "x"}}},
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "properties": {"a": {"type": "array", "items": [{"type": "string"}]}},
        },
        {
            "$schema": "http://json-schema.org/draft-04/schema#",
            "type": "object",
            "properties": {"a": {"minimum": 0, "exclusiveMinimum": True}},
        },
        {
            "type": "object",
            "properties": {"n": {"$ref": "#/$defs/N"}},
            "$defs": {"N": {"properties": {"next": {"$ref": "#/$defs/N"}}}},
        },
    ],
)
def test_valid_schemas_pass(parameters: Json) -> None:
    assert fault(parameters) == ""


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"type": "string"}, "type 'string'"),
        ({"type": "object", "properties": {"a": {"type": "int"}}}, "properties/a/type"),
        ({"type": "object", "required": "a"}, "required"),
        ({"type": "object", "properties": {"a": {"items": [{}]}}}, "properties/a/items"),
        ({"properties": {"a": {"$ref": "#/$defs/B"}}}, "'#/$defs/B' leads nowhere"),
        ({"properties": {"a": {"$ref": "http://x/y.json"}}}, "leads out of the schema"),
        ({"properties": {"a": {"pattern": "[a-"}}}, "'[a-' is not a regular expression"),
        ({"$schema": "http://example.com/mine", "type": "object"}, "is not a JSON Schema draft"),
        ({"$defs": {"A": {"type": "x"}}, "properties": {}}, "$defs/A: type"),
        ({"$defs": {"A": {"$ref": "#/$defs/B"}}}, "leads nowhere"),
        ({"properties": {"a": {"$ref": "#/properties/a"}}}, "leads back to itself"),
        (
            {"$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}}},
            "'#/$defs/A' leads back to itself and never to a schema",
        ),
    ],
)
def test_faults_name_the_place(parameters: Json, said: str) -> None:
    assert said in fault(parameters)


def test_a_schema_may_refer_to_itself_from_inside() -> None:
    tree = {"type": "object", "properties": {"left": {"$ref": "#/$defs/Tree"}}}
    assert fault({"$defs": {"Tree": tree, "Also": {"$ref": "#/$defs/Tree"}}}) == ""


def test_results_are_judged_too() -> None:
    assert fault({"type": "object"}, {"type": "strin"}).startswith("returns: type")


def test_a_shared_definition_is_judged_for_each_schema_it_is_in() -> None:
    shared: Json = {"$ref": "#/$defs/Other"}
    judge = Validity()

    def one(definitions: Json) -> str:
        parameters = {"type": "object", "$defs": {"Shared": shared, **definitions}}
        tool = Tool.make(name="f", description="", parameters=parameters, origin=ORIGIN)
        return judge.fault(tool)

    assert one({"Other": {"type": "string"}}) == ""
    assert "leads nowhere" in one({})
