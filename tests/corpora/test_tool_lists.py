"""OpenAI, Anthropic and MCP lists: every form they come in, and schemas that arrive whole."""

import json
from pathlib import Path

import pytest

from studio.record import Json
from studio.schemas import SOURCES, Loaded, load_tools

RICH: Json = {
    "type": "object",
    "title": "Arguments",
    "properties": {
        "unit": {"type": "string", "enum": ["c", "f"], "default": "c"},
        "when": {"type": "string", "format": "date-time", "examples": ["2026-03-09T10:00:00Z"]},
        "n": {"type": "integer", "minimum": 1, "exclusiveMaximum": 10, "multipleOf": 2},
        "code": {"type": "string", "pattern": "^[A-Z]{3}$", "minLength": 3},
        "who": {"oneOf": [{"$ref": "#/$defs/P"}, {"type": "null"}]},
        "deep": {"type": "object", "properties": {"a": {"type": "array", "items": {"const": 1}}}},
    },
    "required": ["code"],
    "additionalProperties": False,
    "$defs": {"P": {"type": "object", "properties": {"boss": {"$ref": "#/$defs/P"}}}},
    "x-vendor": {"kept": True},
}
PLAIN: Json = {"name": "get_code", "description": "Gets a code. "}
OPENAI: Json = {**PLAIN, "parameters": RICH, "strict": True}
WRAPPED: Json = {"type": "function", "function": OPENAI}
ANTHROPIC: Json = {**PLAIN, "input_schema": RICH}
MCP: Json = {**PLAIN, "inputSchema": RICH, "outputSchema": {"type": "object"}, "annotations": {}}
OTHER = {"name": "other", "description": "Does.", "parameters": {"type": "object"}}


def load(tmp_path: Path, data: Json, name: str = "codes.json") -> Loaded:
    text = data if isinstance(data, str) else json.dumps(data)
    (tmp_path / name).write_text(text)
    return load_tools([tmp_path / name], cache=None)


@pytest.mark.parametrize(
    ("data", "format_name", "pointer"),
    [
        (OPENAI, "openai", ""),
        (WRAPPED, "openai", "/function"),
        ({"type": "function", **OPENAI}, "openai", ""),
        ([OPENAI], "openai", "/0"),
        ([WRAPPED], "openai", "/0/function"),
        ({"tools": [WRAPPED]}, "openai", "/tools/0/function"),
        ({"functions": [OPENAI]}, "openai", "/functions/0"),
        ([{"messages": [], "tools": [WRAPPED]}], "openai", "/0/tools/0/function"),
        ([{"messages": [], "tools": json.dumps([WRAPPED])}], "openai", "/0/tools/0/function"),
        (ANTHROPIC, "anthropic", ""),
        ([ANTHROPIC], "anthropic", "/0"),
        ({"model": "m", "tools": [ANTHROPIC]}, "anthropic", "/tools/0"),
        ([MCP], "mcp", "/0"),
        ({"tools": [MCP], "nextCursor": "x"}, "mcp", "/tools/0"),
        ({"jsonrpc": "2.0", "id": 1, "result": {"tools": [MCP]}}, "mcp", "/result/tools/0"),
    ],
)
def test_every_form_gives_the_same_whole_schema(
    tmp_path: Path, data: Json, format_name: str, pointer: str
) -> None:
    loaded = load(tmp_path, data)
    (tool,) = loaded.tools
    assert tool.parameters == RICH
    assert list(tool.parameters["properties"]) == list(RICH["properties"])
    assert (tool.name, tool.description) == ("get_code", "Gets a code.")
    origin = tool.origin
    assert (origin.format, origin.pointer, origin.family) == (format_name, pointer, "codes")
    assert tool.returns == ({"type": "object"} if format_name == "mcp" else None)


@pytest.mark.parametrize("item", [OPENAI, WRAPPED, ANTHROPIC, MCP])
def test_json_lines_are_read_too(tmp_path: Path, item: Json) -> None:
    other = json.loads(json.dumps(item).replace("get_code", "second"))
    text = json.dumps(item) + "\n" + json.dumps(other) + "\n"
    for name in ("t.jsonl", "t.json"):
        assert [tool.name for tool in load(tmp_path, text, name).tools] == ["get_code", "second"]


def test_wrapped_and_bare_may_be_mixed_and_the_rest_is_counted(tmp_path: Path) -> None:
    data = [WRAPPED, OTHER, {"type": "web_search"}, {"name": " ", "parameters": {}}, "x"]
    data += [{"name": "none"}, {"name": "bad", "parameters": [1]}]
    loaded = load(tmp_path, data)
    assert [tool.name for tool in loaded.tools] == ["get_code", "other", "none"]
    assert loaded.tools[2].parameters == {"type": "object", "properties": {}}
    assert [(item.pointer, item.reason) for item in loaded.skipped] == [
        ("/2", "not_a_function"),
        ("/3", "no_name"),
        ("/4", "not_a_function"),
        ("/6", "invalid_schema"),
    ]


def test_tools_without_a_schema_are_counted(tmp_path: Path) -> None:
    loaded = load(tmp_path, [ANTHROPIC, {"type": "bash_20250124", "name": "bash"}])
    assert [item.reason for item in loaded.skipped] == ["not_a_function"]
    loaded = load(tmp_path, [MCP, {"name": "broken", "description": "no schema"}])
    assert [item.reason for item in loaded.skipped] == ["invalid_schema"]


def test_the_family_is_the_server_the_file_or_its_folder(tmp_path: Path) -> None:
    def family(data: Json, name: str) -> str:
        return load(tmp_path, data, name).tools[0].origin.family

    assert family({"tools": [MCP], "serverInfo": {"name": "Codes!"}}, "a.json") == "Codes!"
    assert family({"name": "codes-server", "tools": [MCP]}, "a.json") == "codes-server"
    assert family([MCP], "calendar.v2.json") == "calendar"
    assert family([MCP], "tools.json") == "tools"
    (tmp_path / "all" / "codes").mkdir(parents=True)
    (tmp_path / "all" / "codes" / "tools.json").write_text(json.dumps([MCP]))
    (tool,) = load_tools([tmp_path / "all"], cache=None).tools
    assert tool.origin.family == "codes"


def test_an_mcp_tool_without_description_has_its_title(tmp_path: Path) -> None:
    bare = {"name": "f", "title": "Fetch codes", "inputSchema": {"type": "object"}}
    assert load(tmp_path, [bare]).tools[0].description == "Fetch codes"


def test_rows_of_a_dataset_may_disagree(tmp_path: Path) -> None:
    changed = {**OTHER, "description": "Does something else."}
    rows = [{"messages": [], "tools": [item]} for item in (OTHER, OTHER, changed)]
    loaded = load(tmp_path, rows)
    assert [item.reason for item in loaded.skipped] == ["duplicate", "name_taken"]


@pytest.mark.parametrize(
    "data",
    [
        {
            "kind": "discovery#restDescription",
            "name": "x",
            "parameters": {"alt": {}},
            "methods": {},
        },
        {"openapi": "3.1.0", "paths": {}, "tools": []},
        {"name": "x", "version": "1", "description": "a package"},
        [],
        {},
        [1, "a", None],
        {"tools": []},
        "tools",
    ],
)
def test_other_documents_are_left_to_others(tmp_path: Path, data: Json) -> None:
    from studio.source import Document

    document = Document(tmp_path / "x.json", "x.json", "", data)
    lists = ("openai", "anthropic", "mcp", "xlam", "bfcl", "toolbench")
    assert [name for name in lists if SOURCES[name].matches(document)] == []
