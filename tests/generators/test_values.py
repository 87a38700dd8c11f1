"""Any JSON Schema gets a value, and every value validates by two independent validators."""

from datetime import date
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.values import Filled, Unfillable, arguments, value
from studio.record import Tool, ToolOrigin

TODAY = date(2026, 3, 9)
NAMES = (
    "thing",
    "price",
    "start_date",
    "city",
    "order_id",
    "email",
    "latitude",
    "duration",
    "name",
)


def tool(name: str, description: str, properties: dict[str, Any], *required: str) -> Tool:
    return Tool.make(
        name=name,
        description=description,
        parameters={"type": "object", "properties": properties, "required": list(required)},
        origin=ToolOrigin(source="x.json", format="openai", family="x"),
    )


def fill(of: Tool, seed: int, **options: Any) -> dict[str, Any]:
    filled = arguments(of, Random(seed), today=TODAY, **options)
    assert isinstance(filled, Filled), filled
    return filled.arguments


@st.composite
def numeric(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["integer", "number"]))
    schema: dict[str, Any] = {"type": kind}
    low = draw(st.integers(-1000, 1000))
    if draw(st.booleans()):
        schema[draw(st.sampled_from(["minimum", "exclusiveMinimum"]))] = low
    if draw(st.booleans()):
        high = low + draw(st.integers(10, 500))
        schema[draw(st.sampled_from(["maximum", "exclusiveMaximum"]))] = high
    if draw(st.booleans()):
        steps = [1, 2, 5] if kind == "integer" else [0.5, 0.25, 0.01, 0.1, 5]
        schema["multipleOf"] = draw(st.sampled_from(steps))
    return schema


@st.composite
def textual(draw: st.DrawFn) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    choice = draw(st.integers(0, 3))
    if choice == 1:
        schema["format"] = draw(
            st.sampled_from(
                "date date-time time duration email uri uuid ipv4 ipv6 hostname byte".split()
            )
        )
    elif choice == 2:
        schema["pattern"] = draw(
            st.sampled_from(
                [
                    r"^[A-Z]{3}-\d{4}$",
                    r"^projects/[^/]+/locations/[^/]+$",
                    r"^(foo|bar)+\d*$",
                    r"[^abc]{2,5}x",
                    r"^\+?[1-9]\d{6,14}$",
                    r"^([a-z])\1$",
                    r"^\S+@\S+\.\w{2,}$",
                ]
            )
        )
    elif choice == 3:
        schema["minLength"] = draw(st.integers(0, 30))
        schema["maxLength"] = schema["minLength"] + draw(st.integers(0, 40))
    return schema


def nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from("name city start_date end_date price email id tags notes q".split())
    arrays = st.builds(
        lambda items, least, unique: {
            "type": "array",
            "items": items,
            "minItems": least,
            "maxItems": least + 3,
            "uniqueItems": unique and items.get("type") == "string" and "enum" not in items,
        },
        inner,
        st.integers(0, 3),
        st.booleans(),
    )
    objects = st.dictionaries(names, inner, max_size=4).flatmap(
        lambda properties: st.builds(
            lambda required: {
                "type": "object",
                "properties": properties,
                "required": sorted(required),
                "additionalProperties": False,
            },
            st.sets(st.sampled_from(sorted(properties) or ["name"])).map(
                lambda chosen: chosen & set(properties)
            ),
        )
    )
    unions = st.lists(inner, min_size=1, max_size=3).map(lambda found: {"anyOf": found})
    both = inner.map(lambda one: {"allOf": [one, {"description": "as agreed"}]})
    return arrays | objects | unions | both


LEAVES = (
    numeric()
    | textual()
    | st.just({"type": "boolean"})
    | st.just({"type": ["string", "null"]})
    | st.builds(lambda found: {"enum": found}, st.lists(st.integers() | st.text(), min_size=1))
    | st.builds(lambda found: {"const": found}, st.none() | st.integers() | st.text(max_size=5))
)


def attempt(schema: dict[str, Any], seed: int) -> Any:
    try:
        return value(NAMES[seed % len(NAMES)], schema, Random(seed), today=TODAY)
    except Unfillable as refused:
        return refused


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.recursive(LEAVES, nested, max_leaves=6), st.integers(0, 10**6))
def test_every_value_validates_by_both_validators(schema: dict[str, Any], seed: int) -> None:
    made = attempt(schema, seed)
    if isinstance(made, Unfillable):
        assert made.reason in ("unsatisfiable_array", "unmatched_length", "invalid_arguments")
        assert "minItems" in str(schema) or "minLength" in str(schema)
        return
    assert jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(made)
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(made)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(numeric(), st.integers(0, 10**6))
def test_satisfiable_numbers_are_always_found(schema: dict[str, Any], seed: int) -> None:
    jsonschema.validate(value("price", schema, Random(seed), today=TODAY), schema)
