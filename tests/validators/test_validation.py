"""Typed reasons, what is not JSON, the closed-world rule, and jsonschema as the oracle."""

import math
import time
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.record import Tool, ToolOrigin
from validators.validation import MAX_DEPTH, REASONS, Validator, faults, validator

EVENT = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^\\p{L}"},
        "start": {"type": "string", "format": "date-time"},
        "minutes": {"type": "integer", "minimum": 5, "exclusiveMaximum": 600, "multipleOf": 5},
        "kind": {"enum": ["call", "visit"]},
        "version": {"const": 2},
        "guests": {"type": "array", "items": {"$ref": "#/$defs/guest"}, "uniqueItems": True},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "room": {"anyOf": [{"$ref": "#/$defs/room"}, {"type": "null"}]},
        "when": {"oneOf": [{"type": "string", "format": "date"}, {"type": "integer"}]},
        "codes": {"type": "array", "contains": {"const": 1}},
        "keys": {"type": "object", "propertyNames": {"maxLength": 2}},
        "off": {"not": {"const": 3}},
    },
    "required": ["title"],
    "$defs": {
        "guest": {"type": "object", "properties": {"mail": {"type": "string", "format": "email"}}},
        "room": {"type": "object", "properties": {"floor": {"type": "integer"}}},
    },
}

WRONG = [
    ({}, "missing_required", "/title"),
    ({"title": "a", "colour": 1}, "unknown_argument", "/colour"),
    ({"title": 3}, "wrong_type", "/title"),
    ({"title": ""}, "out_of_bounds", "/title"),
    ({"title": "Ä" * 10}, "out_of_bounds", "/title"),
    ({"title": "1"}, "bad_pattern", "/title"),
    ({"title": "a", "start": "tomorrow"}, "bad_format", "/start"),
    ({"title": "a", "start": "2026-02-30T10:00:00Z"}, "bad_format", "/start"),
    ({"title": "a", "minutes": 4}, "out_of_bounds", "/minutes"),
    ({"title": "a", "minutes": 600}, "out_of_bounds", "/minutes"),
    ({"title": "a", "minutes": 7}, "out_of_bounds", "/minutes"),
    ({"title": "a", "minutes": True}, "wrong_type", "/minutes"),
    ({"title": "a", "minutes": "30"}, "wrong_type", "/minutes"),
    ({"title": "a", "kind": "lunch"}, "not_in_enum", "/kind"),
    ({"title": "a", "version": 1}, "not_const", "/version"),
    ({"title": "a", "guests": [{"mail": "x"}]}, "bad_format", "/guests/0/mail"),
    ({"title": "a", "guests": [{"post": "x"}]}, "unknown_argument", "/guests/0/post"),
    ({"title": "a", "guests": [{}, {}]}, "not_unique", "/guests"),
    ({"title": "a", "labels": {"a/b": 1}}, "wrong_type", "/labels/a~1b"),
    ({"title": "a", "room": {"floor": "x"}}, "wrong_type", "/room/floor"),
    ({"title": "a", "room": {"door": 1}}, "unknown_argument", "/room/door"),
    ({"title": "a", "room": 4}, "wrong_type", "/room"),
    ({"title": "a", "when": "soon"}, "bad_format", "/when"),
    ({"title": "a", "codes": [2]}, "missing_item", "/codes"),
    ({"title": "a", "keys": {"long": 1}}, "wrong_key", "/keys"),
    ({"title": "a", "off": 3}, "schema_conflict", "/off"),
    ({"title": math.nan}, "not_json", ""),
    ({"title": "\ud800"}, "not_json", ""),
    ({"title": "a", 3: 1}, "not_json", ""),
    ({"title": "a", "\udc00": 1}, "not_json", ""),
    ({"title": "a", "codes": (1,)}, "not_json", ""),
    ({"title": "a", "minutes": -math.inf}, "not_json", ""),
    ({"title": "a", "minutes": 10**6000}, "not_json", ""),
    ([], "wrong_type", ""),
]


@pytest.mark.parametrize(("instance", "reason", "path"), WRONG)
def test_each_fault_has_its_reason_and_place(instance: Any, reason: str, path: str) -> None:
    engine = Validator(EVENT)
    found = engine.faults(instance)
    assert (found[0].reason, found[0].path) == (reason, path)
    assert {fault.reason for fault in found} <= REASONS.keys()
    assert not engine.accepts(instance)


def test_a_right_value_passes() -> None:
    event = {
        "title": "Änderung",
        "start": "2026-03-12T15:00:00Z",
        "minutes": 45.0,
        "guests": [{"mail": "sara@north.io"}],
        "labels": {"any": "thing"},
        "room": None,
        "when": 3,
    }
    assert Validator(EVENT).faults(event) == []
    assert Validator(EVENT).accepts(event)


OPEN = [
    {"type": "object"},
    {"properties": {"a": {}}, "additionalProperties": True},
    {"properties": {"a": {}}, "patternProperties": {"^x": {}}},
    {"anyOf": [{"type": "object"}, {"properties": {"a": {}}}]},
    {"allOf": [{"properties": {"a": {}}}, {"additionalProperties": {}}]},
    {"properties": {"a": {}}, "$dynamicRef": "#"},
    {"$ref": "#/$defs/any", "$defs": {"any": {"type": "object"}}},
    {"not": {"properties": {"a": {"type": "null"}}, "required": ["a"]}},
    {"properties": {"a": {}}, "$schema": "http://json-schema.org/draft-07/schema#",
     "allOf": [{"properties": {"b": {}}}]},
]  # fmt: skip

TIGHT = [
    {"type": "object", "properties": {}},
    {"properties": {"a": {}}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
    {"allOf": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]},
    {"oneOf": [{"properties": {"a": {}}, "required": ["a"]}, {"type": "null"}]},
    {"$ref": "#/$defs/thing", "$defs": {"thing": {"properties": {"a": {}}}}},
    {
        "allOf": [{"$ref": "#/$defs/thing"}, {"properties": {"b": {}}}],
        "$defs": {"thing": {"properties": {"a": {}}}},
    },
    {"properties": {"a": {}}, "$schema": "http://json-schema.org/draft-04/schema#"},
    {"properties": {"a": {}}, "if": {"required": ["a"]}, "then": {"properties": {"b": {}}}},
]


@pytest.mark.parametrize("schema", OPEN)
def test_a_schema_that_leaves_room_keeps_it(schema: dict[str, Any]) -> None:
    assert Validator(schema).faults({"a": 1, "undeclared": 1}) == []


@pytest.mark.parametrize("schema", TIGHT)
def test_an_undeclared_argument_is_unknown(schema: dict[str, Any]) -> None:
    reasons = {(fault.reason, fault.path) for fault in faults(schema, {"a": 1, "undeclared": 1})}
    assert ("unknown_argument", "/undeclared") in reasons


def test_closing_respects_what_parts_of_a_composition_declare() -> None:
    base = {"type": "object", "properties": {"a": {"type": "object", "properties": {"x": {}}}}}
    schema = {
        "allOf": [{"$ref": "#/$defs/base"}],
        "properties": {"a": {"properties": {"y": {}}}, "b": {"$ref": "#/$defs/base"}},
        "$defs": {"base": base},
    }
    engine = Validator(schema)
    assert engine.accepts({"a": {"x": 1, "y": 2}, "b": {"a": {"x": 1}}})
    assert [f.path for f in engine.faults({"b": {"c": 1}})] == ["/b/c"]


def test_one_of_still_counts_its_matches_by_the_original_schema() -> None:
    inner = {"type": "object", "properties": {"x": {}}}
    other = {"type": "object", "properties": {"y": {}}}
    schema = {"oneOf": [{"properties": {"a": inner}}, {"properties": {"b": other}}]}
    # open, both alternatives hold; closing `a` would leave one and hide the conflict
    assert not Validator(schema).accepts({"a": {"z": 1}})
    assert not Validator(schema, close=False).accepts({"a": {"z": 1}})


def test_closing_never_touches_the_schema_it_was_given() -> None:
    before = repr(EVENT)
    Validator(EVENT)
    assert repr(EVENT) == before


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "dict"},
        {"$ref": "#/$defs/none"},
        {"$ref": "http://127.0.0.1:9/other.json"},
        {"$schema": "http://json-schema.org/draft-03/schema#"},
        {"pattern": "("},
        {"enum": ["\ud800"]},
        {"maximum": math.nan},
        {"properties": []},
    ],
)
def test_a_bad_schema_is_a_verdict_not_a_crash(schema: dict[str, Any]) -> None:
    engine = Validator(schema)
    assert [fault.reason for fault in engine.faults({})] == ["invalid_schema"]
    assert engine.invalid
    assert not engine.accepts({})


def test_nesting_that_would_overflow_the_native_stack_is_refused() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    recursive = {"$ref": "#/$defs/list", "$defs": {"list": {"items": {"$ref": "#/$defs/list"}}}}
    assert [fault.reason for fault in faults(recursive, deep)] == ["too_deep"]
    assert faults({"default": deep}, 1)[0].reason == "invalid_schema"
    shallow: list[Any] = []
    for _ in range(MAX_DEPTH - 2):
        shallow = [shallow]
    assert faults(recursive, shallow) == []


def test_drafts_are_told_apart() -> None:
    four = {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 3}
    assert not Validator({**four, "exclusiveMinimum": True}).accepts(3)
    seven = {"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}]}
    assert not Validator(seven).accepts([1])
    assert Validator({"prefixItems": [{"type": "string"}]}).faults([1])[0].path == "/0"
    for spelling in (
        "https://json-schema.org/draft-04/schema",
        "http://json-schema.org/draft-04/schema#",
    ):
        other = Validator({**four, "$schema": spelling, "exclusiveMinimum": True})
        assert other.invalid is None
        assert not other.accepts(3)


def test_a_tool_is_compiled_once() -> None:
    origin = ToolOrigin(source="x.json", format="openai", family="x")
    tool = Tool.make(name="f", description="", parameters=EVENT, origin=origin)
    assert validator(tool) is validator(tool)


ORACLE_TABLE = [
    # schema, instance, the specification's verdict, jsonschema 4.26's
    ({"multipleOf": 0.01}, 19.99, True, False),  # Validation 6.2.1: exact, not in binary floats
    ({"type": "number"}, math.nan, False, True),  # NaN is not JSON (RFC 8259, 6)
    ({"maximum": 3}, math.inf, False, False),
    ({"type": "string", "format": "email"}, "a@", False, True),
    ({"pattern": "^\\d$"}, "٣", False, True),  # Core 6.4: ECMA-262, \d is [0-9]
]


@pytest.mark.parametrize(("schema", "instance", "right", "oracle"), ORACLE_TABLE)
def test_where_the_oracle_differs_the_specification_decides(
    schema: dict[str, Any], instance: Any, right: bool, oracle: bool
) -> None:
    kind = jsonschema.Draft202012Validator
    assert Validator(schema).accepts(instance) is right
    assert kind(schema, format_checker=kind.FORMAT_CHECKER).is_valid(instance) is oracle


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([0.5, 2.0, "a", "b", "2026"]),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from("abcx"), below, max_size=3)
    ),
    max_leaves=8,
)
leaves = st.sampled_from(
    [
        {"type": "string"},
        {"type": ["integer", "null"], "minimum": 0},
        {"enum": [1, "a", None, 2]},
        {"const": "b"},
        {"type": "number", "multipleOf": 2},
        {"type": "string", "maxLength": 1},
        True,
    ]
)


def _grown(below: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from("abc")
    objects = st.fixed_dictionaries(
        {"type": st.just("object"), "properties": st.dictionaries(names, below, max_size=2)},
        optional={"required": st.lists(names, max_size=1), "additionalProperties": below},
    )
    composed = st.sampled_from(["allOf", "anyOf", "oneOf"]).flatmap(
        lambda key: st.lists(below, min_size=1, max_size=2).map(lambda parts: {key: parts})
    )
    arrays = below.map(lambda item: {"type": "array", "items": item, "uniqueItems": True})
    return objects | composed | arrays


schemas = st.recursive(leaves, _grown, max_leaves=6)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(schemas, json_values)
def test_engine_and_oracle_agree(schema: Any, value: Any) -> None:
    expected = jsonschema.Draft202012Validator(schema).is_valid(value)
    assert Validator(schema, close=False).accepts(value) is expected
    strict = Validator(schema)
    assert strict.accepts(value) is (not strict.faults(value))
    if strict.accepts(value):
        assert expected, "closing must never let an invalid value pass"


def test_yes_or_no_is_fast_enough_for_the_hot_path() -> None:
    engine = Validator(EVENT)
    call = {"title": "Design", "minutes": 45, "kind": "call"}
    best = math.inf
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(10_000):
            engine.accepts(call)
        best = min(best, time.perf_counter() - began)
    # 300,000 a second on a free core; a tenth of it here, so that a busy machine cannot fail it
    assert 10_000 / best > 30_000


def test_an_empty_properties_closes_the_arguments_but_no_object_inside() -> None:
    schema = {"type": "object", "properties": {"data": {"type": "object", "properties": {}}}}
    assert faults(schema, {"data": {"anything": 1}}) == []
    assert [fault.path for fault in faults({"type": "object", "properties": {}}, {"a": 1})] == [
        "/a"
    ]


def test_a_chain_of_hundreds_of_definitions_is_closed() -> None:
    steps = {
        f"d{n}": {"type": "object", "properties": {"next": {"$ref": f"#/$defs/d{n + 1}"}}}
        for n in range(2_000)
    }
    schema = {"$ref": "#/$defs/d0", "$defs": {**steps, "d2000": {"type": "string"}}}
    found = faults(schema, {"next": {"next": {"other": 1}}})
    assert [(fault.reason, fault.path) for fault in found] == [
        ("unknown_argument", "/next/next/other")
    ]
