"""BFCL functions: its types, question rows and class documents, and the whole of bfcl-eval."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.record import Json
from studio.schemas import Loaded, load_tools


def function(name: str = "f", **properties: Json) -> Json:
    schema = {"type": "dict", "properties": properties, "required": list(properties)}
    return {"name": name, "description": "Does.", "parameters": schema}


def row(*functions: Json) -> str:
    return json.dumps({"id": "x", "question": [[]], "function": list(functions)})


def load(tmp_path: Path, text: str) -> Loaded:
    (tmp_path / "simple.json").write_text(text)
    return load_tools([tmp_path / "simple.json"], cache=None)


@pytest.mark.parametrize(
    ("said", "schema"),
    [
        ({"type": "float", "default": 1}, {"type": "number", "default": 1}),
        (
            {"type": "tuple", "items": {"type": "float"}},
            {"type": "array", "items": {"type": "number"}},
        ),
        ({"type": "any", "description": "x"}, {"description": "x"}),
        (
            {
                "type": "dict",
                "properties": {"type": {"type": "float"}},
                "additionalProperties": False,
            },
            {
                "type": "object",
                "properties": {"type": {"type": "number"}},
                "additionalProperties": False,
            },
        ),
        (
            {"type": "array", "items": [{"type": "float"}, {"type": "String"}]},
            {"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]},
        ),
        ({"type": "HashMap"}, {"type": "object"}),
        (
            {"type": "ArrayList", "items": {"type": "long"}},
            {"type": "array", "items": {"type": "integer"}},
        ),
        ({"type": "char"}, {"type": "string", "minLength": 1, "maxLength": 1}),
        ({"type": "Boolean"}, {"type": "boolean"}),
        (
            {"type": "string", "enum": ["a"], "format": "date"},
            {"type": "string", "enum": ["a"], "format": "date"},
        ),
        ({"type": "integer", "optional": True}, {"type": "integer", "optional": True}),
        (
            {"anyOf": [{"type": "float"}, {"type": "null"}]},
            {"anyOf": [{"type": "number"}, {"type": "null"}]},
        ),
    ],
)
def test_types_become_json_schema(tmp_path: Path, said: Json, schema: Json) -> None:
    (tool,) = load(tmp_path, row(function(p=said))).tools
    assert tool.parameters == {"type": "object", "properties": {"p": schema}, "required": ["p"]}


def test_rows_and_families(tmp_path: Path) -> None:
    lines = [row(function("g"), function("math.sum")), row(function("g", x={"type": "float"}))]
    loaded = load(tmp_path, "\n".join([*lines, row(function("g"))]))
    assert [(tool.name, tool.origin.family) for tool in loaded.tools] == [
        ("g", "simple"),
        ("math.sum", "math"),
    ]
    assert loaded.tools[1].origin.pointer == "/0/function/1"
    assert [item.reason for item in loaded.skipped] == ["name_taken", "duplicate"]


def test_a_class_document_has_results(tmp_path: Path) -> None:
    response = {"type": "dict", "properties": {"r": {"type": "float"}}}
    (tool,) = load(tmp_path, json.dumps({**function(), "response": response})).tools
    assert tool.returns == {"type": "object", "properties": {"r": {"type": "number"}}}


def test_an_unknown_type_is_left_out_not_guessed(tmp_path: Path) -> None:
    loaded = load(tmp_path, row(function(), function("g", p={"type": "quaternion"})))
    assert [item.reason for item in loaded.skipped] == ["invalid_schema"]


def _functions(data: Path) -> Iterator[Json]:
    """Every function of the package, counted without the reader."""
    for path in sorted(data.rglob("*.json")):
        try:
            rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        except ValueError:
            continue
        for item in rows:
            if "ground_truth" in item or not isinstance(item, dict):
                continue
            held = item.get("function", [item] if "parameters" in item else [])
            yield from ([held] if isinstance(held, dict) else held or [])


@pytest.mark.slow
def test_every_function_of_bfcl_eval_is_read_or_counted() -> None:
    data = Path(pytest.importorskip("bfcl_eval").__file__).parent / "data"
    loaded = load_tools([data], cache=None)
    left_out = [item for item in loaded.skipped if item.reason != "unknown_format"]
    assert len(loaded.tools) + len(left_out) == sum(1 for _ in _functions(data))
    assert len(loaded.tools) > 2_500
    reasons = {item.reason for item in left_out}
    assert reasons <= {"duplicate", "name_taken"}
    assert {tool.origin.format for tool in loaded.tools} == {"bfcl"}
