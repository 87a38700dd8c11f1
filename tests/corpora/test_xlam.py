"""xLAM's flat tools: Python types, optional marks, defaults as text, rows of JSON text."""

import json
from pathlib import Path

import pytest

from studio.record import Json
from studio.schemas import Loaded, load_tools


def load(tmp_path: Path, data: Json) -> Loaded:
    (tmp_path / "flat.json").write_text(json.dumps(data))
    return load_tools([tmp_path / "flat.json"], cache=None)


def tool(**parameters: Json) -> Json:
    return {"name": "f", "description": "Does.", "parameters": parameters}


@pytest.mark.parametrize(
    ("kind", "schema"),
    [
        ("str", {"type": "string"}),
        ("List[int]", {"type": "array", "items": {"type": "integer"}}),
        (
            "List[List[float]]",
            {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
        ),
        ("Dict", {"type": "object"}),
        ("Dict[str, int]", {"type": "object", "additionalProperties": {"type": "integer"}}),
        (
            "Tuple[float, str]",
            {
                "type": "array",
                "prefixItems": [{"type": "number"}, {"type": "string"}],
                "minItems": 2,
                "maxItems": 2,
            },
        ),
        ("Optional[int]", {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        ("Union[int, float]", {"anyOf": [{"type": "integer"}, {"type": "number"}]}),
        ("set", {"type": "array", "uniqueItems": True}),
        ("bool", {"type": "boolean"}),
        ("Callable[[float], float]", {}),
        ("string", {"type": "string"}),
        ("array", {"type": "array"}),
        ("who knows", {}),
    ],
)
def test_types_become_json_schema(tmp_path: Path, kind: str, schema: Json) -> None:
    (read,) = load(tmp_path, tool(p={"type": kind, "description": "A p."})).tools
    assert read.parameters["properties"]["p"] == {**schema, "description": "A p."}


@pytest.mark.parametrize(
    ("said", "schema", "required"),
    [
        ({"type": "str"}, {"type": "string"}, True),
        ({"type": "str, optional", "default": ""}, {"type": "string", "default": ""}, False),
        ({"type": "int, optional", "default": "10"}, {"type": "integer", "default": 10}, False),
        ({"type": "float", "default": "1.5"}, {"type": "number", "default": 1.5}, True),
        (
            {"type": "bool, optional", "default": "True"},
            {"type": "boolean", "default": True},
            False,
        ),
        ({"type": "int", "default": "ten"}, {"type": "integer", "examples": ["ten"]}, True),
        ({"type": "int", "default": 2.0}, {"type": "integer", "default": 2}, True),
        ({"type": "int", "default": 2.5}, {"type": "integer", "examples": [2.5]}, True),
        ({"type": "int", "default": True}, {"type": "integer", "examples": [True]}, True),
        ({"type": "str, optional, default 'x'"}, {"type": "string"}, False),
        ({"type": "str", "required": False}, {"type": "string"}, False),
        ({"type": "str", "enum": ["a"]}, {"type": "string", "enum": ["a"]}, True),
    ],
)
def test_optional_marks_and_defaults(
    tmp_path: Path, said: Json, schema: Json, required: bool
) -> None:
    (read,) = load(tmp_path, tool(p={"description": "", **said})).tools
    properties = read.parameters["properties"]["p"]
    assert {key: value for key, value in properties.items() if key != "description"} == schema
    assert read.parameters.get("required", []) == (["p"] if required else [])


def test_parameters_may_be_called_type_properties_or_required(tmp_path: Path) -> None:
    names = ("type", "properties", "required")
    flat = tool(**{name: {"type": "str", "description": "x"} for name in names})
    (read,) = load(tmp_path, flat).tools
    assert read.origin.format == "xlam"
    assert set(read.parameters["properties"]) == set(names)


def test_rows_hold_their_tools_as_json_text(tmp_path: Path) -> None:
    rows = [
        {"query": "q", "answers": "[]", "tools": json.dumps([tool(a={"type": kind})])}
        for kind in ("int", "int", "str")
    ]
    loaded = load(tmp_path, rows)
    assert [one.origin.format for one in loaded.tools] == ["xlam"]
    assert [item.reason for item in loaded.skipped] == ["duplicate", "name_taken"]
    (tmp_path / "rows.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    assert len(load_tools([tmp_path / "rows.jsonl"], cache=None).tools) == 1
