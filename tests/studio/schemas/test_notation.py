"""Text to values: YAML 1.2's reading, bounds that hold, faults with their place."""

import json
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.schemas.notation import MAX_DEPTH, Malformed, parse_json, parse_json_lines, parse_yaml

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    # YAML folds the line separators of Unicode, and takes no control characters and non-characters
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"))),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abcé ", max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
@settings(max_examples=60, derandomize=True, deadline=None)
def test_json_text_means_the_same_as_json_and_as_yaml(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert parse_json(text.encode()) == value
    assert parse_yaml(json.dumps(value, ensure_ascii=False)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("true", True),
        ("12:30", "12:30"),
        ("2024-01-01", "2024-01-01"),
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("~", None),
        ("'1'", "1"),
        ("!!str 1", "1"),
        ("{200: ok, true: x, null: y}", {"200": "ok", "true": "x", "null": "y"}),
        ("a: &a {x: 1, y: 1}\nb: {<<: *a, y: 2}", {"a": {"x": 1, "y": 1}, "b": {"x": 1, "y": 2}}),
        ("a: &a 5\nb: [*a, *a]", {"a": 5, "b": [5, 5]}),
        ("--- 1\n--- 2\n", [1, 2]),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
    ],
)
def test_yaml_follows_the_core_schema(text: str, value: object) -> None:
    assert parse_yaml(text) == value


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"a": 1,}', "line 1, column 9"),
        ('{"a": 1\n "b": 2}', "line 2, column 2"),
        ('{"a": NaN}', "line 1, column 7"),
        ("", "empty"),
        ("{", "line 1, column 2"),
        ('{"a": "\\ud800"}', "line 1"),
        ('{"a":1}\n{"b":2}\n{"c":}', "line 3, column 6"),
    ],
)
def test_broken_json_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Malformed, match=place):
        parse_json(text.encode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1, 2", "line 1|line 2"),
        ("a:\n\t- b", "line 2, column 1"),
        ("a: &x [*x]", "contains itself"),
        ("a: *x", "no anchor"),
        ("a: !!binary aGk=", "has no JSON value"),
        ("? [a]\n: b", "key must be text"),
        ("a: \x00", "control characters"),
        ("a: !!int x", "not a number"),
        ("<<: [1]", "objects only"),
        ("a: 1\nb: 2\na: 3", "line 3, column 4: the key 'a' occurs twice"),
    ],
)
def test_broken_yaml_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(Malformed, match=said):
        parse_yaml(text)


def test_json_lines_are_told_from_json_by_content() -> None:
    assert parse_json(b'{"a": 1}\n\n{"a": 2}\n') == [{"a": 1}, {"a": 2}]
    assert parse_json_lines(b'{"a": 1}\n') == [{"a": 1}]


def test_billion_laughs_stop_at_once_in_little_memory() -> None:
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    for before, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]")
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(Malformed, match="line 7, column 8: aliases repeat more than 1,000,000"):
        parse_yaml("\n".join(lines))
    spent = time.perf_counter() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert spent < 1
    assert peak < 5_000_000


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused_and_not_a_crash(opening: str) -> None:
    for parse in (parse_json, parse_yaml):
        with pytest.raises(Malformed, match=f"more than {MAX_DEPTH} levels"):
            parse(opening.encode() * 100_000 if parse is parse_json else opening * 100_000)  # type: ignore[arg-type]


def test_brackets_in_strings_are_not_nesting() -> None:
    text = json.dumps(["[" * 1000 + '"' + "{" * 1000, "]" * 500])
    assert parse_json(text.encode()) == json.loads(text)
