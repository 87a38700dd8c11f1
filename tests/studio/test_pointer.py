"""Pointers into JSON values: where leaves are, what is nowhere, what references lead to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.pointer import MISSING, inside, leaves, referred, resolve, same, steps
from studio.record import Json

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


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(st.text(alphabet="a~/01", max_size=4), max_size=4))
def test_any_keys_survive_the_way_into_a_pointer_and_back(keys: list[str]) -> None:
    assert steps(inside("", *keys)) == keys


def test_the_examples_of_rfc_6901_lead_where_it_says() -> None:
    document: Json = {
        "foo": ["bar", "baz"],
        "": 0,
        "a/b": 1,
        "c%d": 2,
        "e^f": 3,
        "g|h": 4,
        "i\\j": 5,
        'k"l': 6,
        " ": 7,
        "m~n": 8,
    }
    assert resolve(document, "") == document
    assert resolve(document, "/foo/0") == "bar"
    found = [resolve(document, f"/{key}") for key in ("", "a~1b", "c%d", "e^f", "g|h")]
    assert found == [0, 1, 2, 3, 4]
    assert [resolve(document, f"/{key}") for key in ("i\\j", 'k"l', " ", "m~0n")] == [5, 6, 7, 8]
    assert referred("#/c%25d", document) == 2
    assert referred("#/a~1b", document) == 1


@pytest.mark.parametrize("reference", ["other.json#/a", "#anchor", "#/b", "#/a/-", 7, None])
def test_references_that_lead_elsewhere_are_missing(reference: Json) -> None:
    assert referred(reference, {"a": [1]}) is MISSING


def test_equality_is_that_of_json() -> None:
    assert same({"a": [1, "1"]}, {"a": [1.0, "1"]})
    assert not same([True], [1])
    assert not same({"a": 0}, {"a": False})
    assert not same([1], [1, 1])
