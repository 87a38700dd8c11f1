"""Tools as Docker's MCP registry lists them."""

import json
from pathlib import Path
from typing import Any

from studio.schemas import Loaded, load_tools


def load(folder: Path, tools: Any) -> Loaded:
    home = folder / "servers" / "buildings"
    home.mkdir(parents=True)
    (home / "tools.json").write_text(json.dumps(tools))
    return load_tools([folder], cache=None)


def test_arguments_become_parameters(tmp_path: Path) -> None:
    tool = {
        "name": "find_rooms",
        "description": "Finds free rooms.",
        "arguments": [
            {"name": "floor", "type": "integer", "desc": "Number of the floor"},
            {"name": "tags", "type": "array", "items": {"type": "string"}, "desc": ""},
            {"name": "building", "type": "string", "desc": "Its name", "optional": True},
            {"name": "seats", "type": "integer", "desc": "At least", "required": False},
        ],
    }
    (found,) = load(tmp_path, [tool, {"name": "x", "description": "y"}]).tools
    assert (found.origin.format, found.origin.family) == ("mcp_registry", "buildings")
    assert found.parameters == {
        "type": "object",
        "properties": {
            "floor": {"type": "integer", "description": "Number of the floor"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "building": {"type": "string", "description": "Its name"},
            "seats": {"type": "integer", "description": "At least"},
        },
        "required": ["floor", "tags"],
    }


def test_what_is_no_usable_tool_is_skipped_with_the_reason(tmp_path: Path) -> None:
    named = {"description": "Does."}
    loaded = load(
        tmp_path,
        [
            {"name": "none", **named, "arguments": []},
            {"name": "unknown", **named},
            {"name": "nameless", **named, "arguments": [{"type": "string"}]},
            {"name": "twice", **named, "arguments": [{"name": "a"}, {"name": "a"}]},
            {"name": "typed", **named, "arguments": [{"name": "a", "type": "text"}]},
        ],
    )
    assert [tool.parameters for tool in loaded.tools] == [{"type": "object", "properties": {}}]
    assert [(item.pointer, item.reason) for item in loaded.skipped] == [
        ("/1", "not_a_function"),
        ("/2", "not_a_function"),
        ("/3", "not_a_function"),
        ("/4", "invalid_schema"),
    ]
