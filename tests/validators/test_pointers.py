"""Leaves of values, pointers into them, and the schemas along a path."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.record import Json
from validators.pointers import MISSING, leaves, resolve, same, steps, trail

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(JSON)
def test_every_leaf_is_where_its_pointer_says(value: Json) -> None:
    for path, leaf in leaves(value):
        found = resolve(value, path)
        assert same(found, leaf)
        assert not (isinstance(leaf, dict | list) and leaf)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(JSON, st.text(max_size=12))
def test_pointers_into_nowhere_are_missing_not_errors(value: Json, pointer: str) -> None:
    found = resolve(value, pointer)
    assert found is MISSING or pointer == "" or pointer.startswith("/")


@settings(max_examples=60, derandomize=True, deadline=None)
@given(JSON, st.lists(st.sampled_from(["a", "0", "room", "next", "items"]), max_size=5))
def test_any_schema_can_be_walked(value: Json, path: list[str]) -> None:
    root: dict[str, Any] = {"properties": {"a": value}, "items": value, "allOf": value}
    assert len(trail(root, path)) == len(path) + 1


def test_a_reference_cycle_ends() -> None:
    root: dict[str, Any] = {
        "properties": {"a": {"$ref": "#/$defs/x"}},
        "$defs": {"x": {"$ref": "#/$defs/y"}, "y": {"anyOf": [{"$ref": "#/$defs/x"}]}},
    }
    assert trail(root, ["a", "b"])[-1] == {}
    assert steps("/a~1b/~0") == ["a/b", "~"]
