"""Advice on schemas: each finding for what it is meant for, none for a good tool."""

import time

import pytest

from studio.record import Json, Tool, ToolOrigin
from studio.schemas.lint import findings
from studio.schemas.naming import with_emittable_names

GOOD: Json = {
    "type": "object",
    "properties": {
        "city": {"$ref": "#/$defs/City"},
        "photo": {"type": "string", "contentEncoding": "base64", "description": "A photo."},
    },
    "required": ["city"],
    "$defs": {"City": {"type": "string", "description": "A city."}},
}


def tool(
    name: str = "get_weather",
    description: str = "Gets the weather of a city.",
    parameters: Json = GOOD,
    family: str = "weather",
) -> Tool:
    origin = ToolOrigin(source="t.json", pointer="/0", format="x", family=family)
    return Tool.make(name=name, description=description, parameters=parameters, origin=origin)


def codes(*tools: Tool) -> list[str]:
    return [finding.code for finding in findings(list(with_emittable_names(tools)))]


def one(schema: Json, *, required: bool = True, name: str = "photo") -> Tool:
    schema = {"description": "A thing.", **schema} if isinstance(schema, dict) else schema
    parameters = {"type": "object", "properties": {name: schema}}
    return tool(parameters={**parameters, "required": [name]} if required else parameters)


def test_a_good_tool_has_no_findings() -> None:
    assert codes(tool()) == []


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (tool(description=" "), "missing_description"),
        (tool("get weather 🌤"), "name_cleaned"),
        (tool("weather." * 9 + "get"), "name_too_long"),
        (tool(parameters={"type": "object", "required": ["x"]}), "required_not_in_properties"),
        (one({"contentEncoding": "base64"}), "unfillable_parameter"),
        (one({"type": "string", "format": "binary"}), "unfillable_parameter"),
        (one({"type": "object", "additionalProperties": False}), "unfillable_parameter"),
        (one({"minimum": 3, "maximum": 2}, required=False), "unfillable_parameter"),
        (one({"minLength": 3, "maxLength": 2}, required=False), "unfillable_parameter"),
        (one({"enum": []}, required=False), "unfillable_parameter"),
        (one({"pattern": "(?!)"}, required=False), "unfillable_parameter"),
        (
            one(
                {
                    "required": ["a"],
                    "properties": {"a": {"required": ["b"], "properties": {"b": False}}},
                }
            ),
            "unfillable_parameter",
        ),
    ],
)
def test_each_fault_is_found(bad: Tool, code: str) -> None:
    assert codes(bad) == [code]


def test_vague_names_count_where_nothing_describes_them() -> None:
    assert codes(one({"description": ""}, name="param1")) == [
        "parameter_without_description",
        "vague_name",
    ]
    assert codes(one({"description": ""}, name="city")) == ["parameter_without_description"]
    assert codes(one({}, name="data")) == []
    assert codes(tool("run", "")) == ["missing_description", "vague_name"]


def test_a_recursive_schema_ends() -> None:
    node = {
        "required": ["next"],
        "properties": {"next": {"$ref": "#/$defs/N"}},
        "description": "N.",
    }
    parameters = {
        "type": "object",
        "properties": {"n": {"$ref": "#/$defs/N"}},
        "required": ["n"],
        "$defs": {"N": node},
    }
    assert codes(tool(parameters=parameters)) == []


def test_tools_alike_name_each_other() -> None:
    drive = tool("drive.files.list", "Lists the files.", family="drive")
    docs = tool("docs.files.list", "Lists the docs files.", family="docs")
    other = tool("docs.files.get", "Gets a file.", family="docs")
    found = findings([drive, docs, other])
    assert [(item.code, item.name) for item in found] == [
        ("near_identical_tools", "drive.files.list"),
        ("near_identical_tools", "docs.files.list"),
    ]
    assert "docs.files.list" in found[0].detail
    assert codes(tool("a", "One."), tool("a", "Two.", family="other")) == ["duplicate_name"] * 2


def test_time_grows_with_the_tools_not_with_their_pairs() -> None:
    tools = [tool(f"tool_{n}", f"Does number {n // 3}.", {"type": "object"}) for n in range(8000)]

    def seconds(some: list[Tool]) -> float:
        began = time.perf_counter()
        findings(some)
        return time.perf_counter() - began

    assert seconds(tools) < 30 * min(seconds(tools[:1000]) for _ in range(3))
