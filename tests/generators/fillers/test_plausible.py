"""Values of results: they fit the schema, depend on nothing else, and make sense."""

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs
import pytest

from generators.fillers.plausible import PART
from studio.record import Json, Schema
from studio.resources import Operations
from studio.schemas import load_tools

APIS = Path(__file__).resolve().parents[3] / "apis"
TODAY = date(2026, 3, 9)


def fill(name: str, schema: Schema, seed: int = 0, tool: str = "get_thing") -> Any:
    return PART.fill(name, schema, Random(seed), today=TODAY, tool=tool, description="")


def thing(**fields: Json) -> Schema:
    return {"type": "object", "properties": fields, "required": [*fields]}


TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
INTEGER: Schema = {"type": "integer"}


def test_every_shipped_response_can_be_filled() -> None:
    tools = load_tools([APIS]).tools
    operations = Operations(tools)
    for tool in tools:
        schema = operations.described(tool)
        if schema is None:
            continue
        judge = jsonschema_rs.validator_for(schema, validate_formats=True)
        for seed in range(3):
            name = operations.of(tool).resource or "result"
            value = fill(name, schema, seed, tool.name)
            assert judge.is_valid(value), (tool.name, value)
            assert fill(name, schema, seed, tool.name) == value


def test_numbers_are_in_the_range_of_what_they_measure() -> None:
    weather = thing(temperature=NUMBER, humidity_percent=INTEGER, wind_kmh=NUMBER)
    for seed in range(40):
        found = fill("weather", weather, seed, "get_current_weather")
        assert -25 <= found["temperature"] <= 40
        assert 0 <= found["humidity_percent"] <= 100
        assert 0 <= found["wind_kmh"] <= 80


def test_bounds_of_the_schema_hold() -> None:
    tight = thing(rating={"type": "integer", "minimum": 9, "maximum": 10})
    assert all(fill("film", tight, seed)["rating"] in (9, 10) for seed in range(20))


def test_people_have_names_and_their_own_email() -> None:
    person = thing(name=TEXT, email={"type": "string", "format": "email"})
    for seed in range(20):
        found = fill("employee", person, seed)
        assert len(found["name"].split()) >= 2
        last = found["email"].partition("@")[0].rpartition(".")[2]
        assert last[:2].isascii()
        assert found["email"].count(".") >= 2


@pytest.mark.parametrize(
    ("field", "past"), [("created_at", True), ("updated_at", True), ("expected_on", False)]
)
def test_times_lie_where_they_belong(field: str, past: bool) -> None:
    form = "date" if field.endswith("on") else "date-time"
    schema = thing(**{field: {"type": "string", "format": form}})
    for seed in range(30):
        day = date.fromisoformat(fill("order", schema, seed)[field][:10])
        assert (day < TODAY) is past


def test_flights_land_on_time() -> None:
    shown: Schema = {"type": "string", "examples": ["2026-08-14T07:35"]}
    for seed in range(30):
        found = fill("flight", thing(departs=shown, arrives=shown), seed)
        assert found["departs"] < found["arrives"]
        assert abs((date.fromisoformat(found["arrives"][:10])
                    - date.fromisoformat(found["departs"][:10])).days) <= 1  # fmt: skip


def test_what_nothing_is_known_of_is_left_out() -> None:
    optional: Schema = {"type": "object", "properties": {"qzx": TEXT, "name": TEXT}}
    assert "qzx" not in fill("thing", optional, 1)
    assert "qzx" in fill("thing", {**optional, "required": ["qzx"]}, 1)


def test_a_schema_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="no value"):
        fill("thing", {"type": "integer", "minimum": 5, "maximum": 4})


def test_recursive_schemas_end() -> None:
    node: Schema = {
        "$ref": "#/$defs/node",
        "$defs": {"node": thing(name=TEXT) | {"properties": {
            "name": TEXT, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}}}}},
    }  # fmt: skip
    assert "name" in fill("folder", node)


def test_links_lead_to_what_they_belong_to() -> None:
    found = fill("order", thing(download_url={"type": "string", "format": "uri"}))
    assert "/downloads/" in found["download_url"] or "/orders/" in found["download_url"]
