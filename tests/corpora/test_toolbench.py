"""ToolBench's RapidAPI tools: types in capitals, defaults as text, three layouts."""

import json
from pathlib import Path

import pytest

from studio.record import Json
from studio.schemas import Loaded, load_tools


def parameter(name: str, kind: str, default: Json = "") -> Json:
    return {"name": name, "type": kind, "description": f"The {name}.", "default": default}


API: Json = {
    "category_name": "Weather",
    "tool_name": "Forecasts",
    "api_name": "Get Forecast",
    "api_description": "Forecast of a place.",
    "required_parameters": [
        parameter("place", "STRING", "Oslo"),
        parameter("day", "DATE (YYYY-MM-DD)", "2023-01-02"),
    ],
    "optional_parameters": [
        parameter("limit", "NUMBER", "10"),
        parameter("wind", "BOOLEAN", "True"),
        parameter("at", "TIME (24-hour HH:MM)"),
        parameter("unit", "ENUM", "metric"),
        parameter("ids", "ARRAY", "1,2"),
        parameter("extra", "OBJECT"),
        parameter("spot", "GEOPOINT (latitude, longitude)"),
        parameter("odd", "SOMETHING", 5),
        parameter("days", "NUMBER", "many"),
    ],
    "method": "GET",
}


def load(tmp_path: Path, data: Json) -> Loaded:
    (tmp_path / "rapid.json").write_text(json.dumps(data))
    return load_tools([tmp_path / "rapid.json"], cache=None)


def test_types_and_defaults_become_json_schema(tmp_path: Path) -> None:
    (tool,) = load(tmp_path, API).tools
    assert tool.name == "Get_Forecast"
    assert tool.origin.pointer == ' named "Get Forecast"'
    assert tool.origin.family == "Forecasts"
    assert tool.description == "Forecast of a place."
    assert tool.parameters["required"] == ["place", "day"]
    properties = {
        name: {key: value for key, value in schema.items() if key != "description"}
        for name, schema in tool.parameters["properties"].items()
    }
    assert all("description" in one for one in tool.parameters["properties"].values())
    assert properties["place"] == {"type": "string", "default": "Oslo"}
    assert properties["day"] == {"type": "string", "format": "date", "default": "2023-01-02"}
    assert properties["limit"] == {"type": "number", "default": 10}
    assert properties["wind"] == {"type": "boolean", "default": True}
    assert properties["at"]["pattern"].startswith("^")
    assert properties["unit"] == {"type": "string", "default": "metric"}
    assert properties["ids"] == {"type": "array", "examples": ["1,2"]}
    assert properties["extra"] == {"type": "object"}
    assert properties["spot"]["type"] == "string"
    assert properties["odd"] == {"default": 5}
    assert properties["days"] == {"type": "number", "examples": ["many"]}


@pytest.mark.parametrize(
    "data",
    [
        [API],
        {"tool_name": "Forecasts", "title": "x", "api_list": [{**API, "name": "Get Forecast"}]},
        [{"query": "q", "query_id": 1, "api_list": [API], "relevant APIs": []}],
    ],
)
def test_every_layout_gives_the_same_tool(tmp_path: Path, data: Json) -> None:
    (same,) = load(tmp_path, data).tools
    (tool,) = load(tmp_path, API).tools
    assert same.id == tool.id
    assert same.origin.family == "Forecasts"


def test_what_is_no_api_is_counted(tmp_path: Path) -> None:
    broken = {"tool_name": "t", "api_name": "a", "required_parameters": [{"type": "STRING"}]}
    loaded = load(tmp_path, [API, broken, {"tool_name": "t", "api_name": ""}])
    assert [item.reason for item in loaded.skipped] == ["not_a_function", "no_name"]
