"""The first half of the shipped APIs: what generators may rely on in names, words and schemas."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from studio.record import Json, Schema, Tool
from studio.schemas import load_tools

APIS = Path(__file__).parents[2] / "apis"
FILES = {
    "bank.yaml": "openapi",
    "calendar.yaml": "openapi",
    "files.json": "swagger",
    "mac_assistant.json": "openai",
    "mail.yaml": "openapi",
    "maps.json": "openai",
    "shop.yaml": "openapi",
    "travel.json": "mcp",
    "weather.json": "openai",
}
VAGUE = {"arg", "args", "data", "field", "id", "info", "input", "item", "misc", "obj", "object"}
VAGUE |= {"option", "options", "other", "param", "params", "payload", "thing", "type", "value"}


@cache
def tools_of(name: str) -> tuple[Tool, ...]:
    loaded = load_tools([APIS / name], cache=None)
    assert not loaded.skipped
    return loaded.tools


def result_of(tool: Tool) -> Schema:
    """The schema of a tool's result. OpenAI's format knows none: there it lies under `returns`
    beside `parameters`, which its definition in the file shows."""
    if tool.returns is not None:
        return tool.returns
    definition: Json = json.loads((APIS / tool.origin.source).read_text("utf-8"))
    for part in tool.origin.pointer.strip("/").split("/"):
        definition = definition[int(part) if isinstance(definition, list) else part]
    found: Schema = definition["returns"]
    return found


def every_tool() -> Iterator[Tool]:
    for name in FILES:
        yield from tools_of(name)


def leaves(schema: Schema, root: Schema, place: str = "") -> Iterator[tuple[str, Schema]]:
    """Every property, array item and alternative of a schema, with its place; references are
    followed (nothing here is recursive)."""
    if "$ref" in schema:
        target: Json = root
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
    if place:
        yield place, schema
    for key, child in schema.get("properties", {}).items():
        yield from leaves(child, root, f"{place}/{key}")
    if isinstance(schema.get("items"), dict):
        yield from leaves(schema["items"], root, f"{place}/*")
    for word in ("anyOf", "oneOf", "allOf"):
        for index, child in enumerate(schema.get(word, ())):
            yield from leaves(child, root, f"{place}/{word}{index}")


def faults(schema: Schema, value: Json, root: Schema) -> list[str]:
    closed: dict[str, Any] = {**schema, "$defs": root.get("$defs", {})}
    checker = Draft202012Validator(closed, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in checker.iter_errors(value)]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole_by_the_reader_of_its_format(name: str) -> None:
    tools = tools_of(name)
    assert len(tools) >= 7
    assert {tool.origin.format for tool in tools} == {FILES[name]}
    assert len({tool.origin.family for tool in tools}) == 1


def test_the_mac_assistant_has_sixteen_tools() -> None:
    assert len(tools_of("mac_assistant.json")) == 16


def test_the_formats_that_hold_a_licence_state_it() -> None:
    for name in ("bank.yaml", "calendar.yaml", "files.json", "mail.yaml", "shop.yaml"):
        for tool in tools_of(name):
            assert tool.origin.licence is not None
            assert re.search(r"Apache.*2\.0", tool.origin.licence)


def test_names_are_verb_and_object_and_never_repeat() -> None:
    names = [tool.name for tool in every_tool()]
    assert len(names) == len(set(names))
    for name in names:
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).split("_")
        assert len(words) >= 2, name
        assert not VAGUE & {word.lower() for word in words}, name


def test_a_description_opens_with_one_short_command() -> None:
    for tool in every_tool():
        assert re.match(r"[A-Z][a-z]+ .{6,110}?\.( [A-Z].{5,110}\.)*$", tool.description), tool.id
        verb = tool.description.split()[0]
        assert not verb.endswith("s") or verb in {"Cross"}, f"{tool.id}: not a command"


def test_schemas_are_valid_and_required_parameters_exist() -> None:
    for tool in every_tool():
        for schema in (tool.parameters, result_of(tool)):
            Draft202012Validator.check_schema(schema)
            for place, part in [("", schema), *leaves(schema, schema)]:
                missing = set(part.get("required", ())) - part.get("properties", {}).keys()
                assert not missing, f"{tool.id}{place}: {missing}"
        assert tool.parameters["type"] == "object"
        assert len(tool.parameters.get("properties", {})) <= 7, tool.id
        assert len(tool.parameters.get("required", ())) <= 5, tool.id


def test_every_parameter_has_a_type_a_description_and_a_telling_name() -> None:
    for tool in every_tool():
        for place, part in leaves(tool.parameters, tool.parameters):
            where = f"{tool.id}{place}"
            assert len(part.get("description", "")) >= 5, where
            assert {"type", "anyOf", "oneOf", "const", "enum"} & part.keys(), where
            assert place.rsplit("/", 1)[-1].lower() not in VAGUE, where


def test_every_part_of_a_result_is_described() -> None:
    for tool in every_tool():
        returns = result_of(tool)
        assert returns["type"] == "object"
        for place, part in leaves(returns, returns):
            if not re.search(r"/(\*|(all|any|one)Of\d+)$", place):
                assert part.get("description"), f"{tool.id}: result{place}"


def test_free_text_and_patterns_come_with_examples() -> None:
    for tool in every_tool():
        for place, part in leaves(tool.parameters, tool.parameters):
            closed = {"enum", "const", "format"} & part.keys() or part.get("type") != "string"
            quoted = "e.g. " in part.get("description", "")
            assert closed or quoted or len(part.get("examples", ())) >= 2, f"{tool.id}{place}"


def test_examples_and_defaults_are_valid_values() -> None:
    for tool in every_tool():
        for schema in (tool.parameters, result_of(tool)):
            for place, part in leaves(schema, schema):
                given = [*part.get("examples", ())]
                given += [part[key] for key in ("default", "example") if key in part]
                for value in given:
                    assert not faults(part, value, schema), f"{tool.id}{place}: {value!r}"


@pytest.mark.parametrize("name", FILES)
def test_every_identifier_a_tool_needs_is_returned_by_a_tool_of_the_api(name: str) -> None:
    tools = tools_of(name)
    needed: dict[str, str] = {}
    returned: dict[str, str] = {}
    for tool in tools:
        for place, part in leaves(tool.parameters, tool.parameters):
            key = place.rsplit("/", 1)[-1]
            if key.endswith("_id") and "/" not in place[1:]:
                needed[key] = part.get("pattern", "")
        returns = result_of(tool)
        for place, part in leaves(returns, returns):
            returned.setdefault(place.rsplit("/", 1)[-1], part.get("pattern", ""))
    aliases = {"target_folder_id": "folder_id", "parent_id": "folder_id"}
    for key, pattern in needed.items():
        assert returned.get(aliases.get(key, key)) == pattern, key
