"""The schemas along a path into arguments."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.record import Json
from validators.trails import trail

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


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
