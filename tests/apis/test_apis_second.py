"""The shipped API schemas from code hosting to video meetings: well formed, described, chainable.

Read here without the project's readers but for the last test, so that a fault of a reader and a
fault of a file are never mistaken for each other. `test_apis_modules.py` runs the Python modules.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from studio.schemas import load_tools

APIS = Path(__file__).parents[2] / "apis"
SCHEMAS = {
    "code_hosting.yaml": 13,
    "education.json": 11,
    "events.json": 11,
    "health.json": 12,
    "hr.yaml": 13,
    "music.json": 13,
    "restaurants.json": 10,
    "smart_home.json": 14,
    "tickets.yaml": 12,
    "video_meetings.json": 9,
}
MODULES = {"database.py": 10, "maths.py": 17}
VAGUE = {"arg", "args", "data", "info", "input", "object", "options", "params", "payload"}


@dataclass(frozen=True)
class Operation:
    """One tool as its file describes it, references resolved."""

    name: str
    description: str
    properties: dict[str, Any]
    required: list[str]
    returns: dict[str, Any]
    body: dict[str, Any]
    """The schema of the parameters as a whole, where the format has one."""


def inlined(node: Any, root: Any) -> Any:
    """The node with every local reference replaced by what it names."""
    if isinstance(node, list):
        return [inlined(item, root) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        target = root["schemas"] if "discoveryVersion" in root else root
        for key in node["$ref"].removeprefix("#/").split("/"):
            target = target[key]
        return inlined({**target, **{k: v for k, v in node.items() if k != "$ref"}}, root)
    return {key: inlined(value, root) for key, value in node.items()}


def functions(data: list[Any]) -> Iterator[Operation]:
    """OpenAI, Anthropic, MCP and BFCL: the schemas lie beside each other, under various keys."""
    for entry in data:
        tool = entry.get("function", entry)
        body = next(tool[k] for k in ("parameters", "input_schema", "inputSchema") if k in tool)
        answers = ("returns", "output_schema", "outputSchema", "response")
        yield Operation(
            tool["name"],
            tool["description"],
            body["properties"],
            body.get("required", []),
            next(tool[key] for key in answers if key in tool),
            body,
        )


def rapidapi(data: list[Any]) -> Iterator[Operation]:
    for entry in data:
        listed = entry["required_parameters"] + entry["optional_parameters"]
        yield Operation(
            entry["api_name"],
            entry["api_description"],
            {parameter["name"]: parameter for parameter in listed},
            [parameter["name"] for parameter in entry["required_parameters"]],
            entry["schema"],
            {},
        )


def openapi(root: Any) -> Iterator[Operation]:
    for path in root["paths"].values():
        shared = path.get("parameters", [])
        for method, operation in path.items():
            if method == "parameters":
                continue
            properties, required, body = {}, [], {}
            for parameter in inlined(shared + operation.get("parameters", []), root):
                if parameter["in"] == "body":
                    body = parameter["schema"]
                    continue
                schema = parameter.get("schema", {})
                properties[parameter["name"]] = schema | {"description": parameter["description"]}
                if parameter.get("required"):
                    required.append(parameter["name"])
            request = inlined(operation.get("requestBody"), root)
            if request:
                body = request["content"]["application/json"]["schema"]
            answer = next(inlined(v, root) for k, v in operation["responses"].items() if k < "3")
            if "content" in answer:
                answer = answer["content"]["application/json"]
            yield Operation(
                operation["operationId"],
                operation["summary"],
                properties | body.get("properties", {}),
                required + body.get("required", []),
                answer["schema"],
                body,
            )


def discovery(root: Any, node: Any = None) -> Iterator[Operation]:
    for resource in (node or root).get("resources", {}).values():
        for method in resource.get("methods", {}).values():
            inputs = inlined(method, root)
            body = inputs.get("request", {}).get("properties", {})
            required = [k for k, v in inputs["parameters"].items() if v.get("required")]
            required += [
                name
                for name, schema in body.items()
                if method["id"] in schema.get("annotations", {}).get("required", [])
            ]
            yield Operation(
                method["id"],
                method["description"],
                inputs["parameters"] | body,
                required,
                inputs["response"],
                {},
            )
        yield from discovery(root, resource)


def operations(file: str) -> list[Operation]:
    text = (APIS / file).read_text(encoding="utf-8")
    data = yaml.safe_load(text) if file.endswith(".yaml") else json.loads(text)
    if isinstance(data, dict) and "tools" in data:
        data = data["tools"]
    if isinstance(data, list):
        return list(rapidapi(data) if "api_name" in data[0] else functions(data))
    return list(discovery(data) if "discoveryVersion" in data else openapi(data))


def described(schema: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every property below a schema with its path."""
    for name, inner in schema.get("properties", {}).items():
        yield f"{path}.{name}", inner
        yield from described(inner, f"{path}.{name}")
    if isinstance(schema.get("items"), dict):
        yield from described(schema["items"], f"{path}[]")
    for branch in schema.get("oneOf", []):
        yield from described(branch, path)


def arguments(operation: Operation) -> Iterator[tuple[str, Any]]:
    yield from described({"properties": operation.properties}, operation.name)


@pytest.mark.parametrize(("file", "count"), SCHEMAS.items())
def test_each_file_holds_its_tools_once(file: str, count: int) -> None:
    names = [operation.name for operation in operations(file)]
    assert len(names) == count
    assert len(set(names)) == count


def test_no_name_is_used_by_two_files() -> None:
    names = [operation.name for file in SCHEMAS for operation in operations(file)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", SCHEMAS)
def test_every_tool_says_what_it_does_and_what_it_returns(file: str) -> None:
    for operation in operations(file):
        assert re.match(r"[A-Z][a-z]+ .{5,}\.$", operation.description), operation.name
        assert "`" not in operation.description
        assert operation.returns["properties"], operation.name


@pytest.mark.parametrize("file", SCHEMAS)
def test_every_parameter_is_described_and_has_a_clear_name(file: str) -> None:
    for operation in operations(file):
        for path, schema in arguments(operation):
            assert len(schema.get("description", "")) >= 5, path
            assert path.rpartition(".")[2] not in VAGUE, path


@pytest.mark.parametrize("file", SCHEMAS)
def test_required_parameters_exist(file: str) -> None:
    for operation in operations(file):
        assert set(operation.required) <= set(operation.properties), operation.name
        assert len(operation.required) == len(set(operation.required)), operation.name
        assert len(operation.properties) <= 9, operation.name
        for path, schema in arguments(operation):
            # discovery and Swagger 2 say it of the parameter itself, with a boolean
            inner = schema.get("required")
            if isinstance(inner, list):
                assert set(inner) <= set(schema["properties"]), path


def json_schema(schema: Any) -> Any:
    """BFCL's, OpenAPI 3.0's and discovery's dialects in the words of JSON Schema."""
    if isinstance(schema, list):
        return [json_schema(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {key: json_schema(value) for key, value in schema.items()}
    if isinstance(changed.get("required"), bool):
        del changed["required"]
    kind = changed.get("type")
    if isinstance(kind, str):
        changed["type"] = {"dict": "object", "float": "number"}.get(kind, kind)
    for bound in ("minimum", "maximum"):
        if isinstance(changed.get(bound), str):
            changed[bound] = int(changed[bound])
    if isinstance(changed.get("exclusiveMinimum"), bool):
        del changed["exclusiveMinimum"]
    return changed


@pytest.mark.parametrize("file", sorted(set(SCHEMAS) - {"restaurants.json"}))
def test_schemas_are_valid_and_hold_their_own_examples(file: str) -> None:
    for operation in operations(file):
        for whole in (operation.body, operation.returns):
            Draft202012Validator.check_schema(json_schema(whole))
        for path, described_schema in arguments(operation):
            schema = json_schema(described_schema)
            Draft202012Validator.check_schema(schema)
            samples = list(schema.get("examples", []))
            samples += [schema[key] for key in ("example", "default") if key in schema]
            if isinstance(schema.get("default"), str) and "discovery" not in path:
                samples = [s for s in samples if s not in ("true", "false")]
            validator = Draft202012Validator(schema, format_checker=FormatChecker())
            for sample in samples:
                assert validator.is_valid(sample), f"{path}: {sample!r}"


def test_enumerations_of_the_rapidapi_file_hold_their_defaults() -> None:
    for operation in operations("restaurants.json"):
        Draft202012Validator.check_schema(operation.returns)
        for path, parameter in arguments(operation):
            assert (parameter["type"] == "ENUM") == ("enum" in parameter), path
            if "enum" in parameter and "default" in parameter:
                assert parameter["default"] in parameter["enum"], path


@pytest.mark.parametrize("file", SCHEMAS)
def test_every_id_a_tool_needs_comes_out_of_another_one(file: str) -> None:
    """Otherwise a chain of calls could never reach it."""
    everything = operations(file)
    given = {
        path.rpartition(".")[2] for tool in everything for path, _ in described(tool.returns, "")
    }
    for operation in everything:
        for name in operation.required:
            if name.endswith(("_id", "Id", "_ids")):
                single = name.removesuffix("s")
                assert any(single.endswith(known) for known in given), f"{operation.name}: {name}"


@pytest.mark.parametrize(("file", "count"), MODULES.items())
def test_every_function_of_the_modules_describes_its_parameters(file: str, count: int) -> None:
    tree = ast.parse((APIS / file).read_text(encoding="utf-8"))
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    assert len(public) == count
    for function in public:
        documentation = ast.get_docstring(function) or ""
        assert re.match(r"[A-Z][a-z]+ .{5,}\.\n", documentation), function.name
        assert function.returns is not None, function.name
        for argument in function.args.args:
            assert argument.annotation is not None, argument.arg
            mention = rf"^(:param {argument.arg}:|{argument.arg} ?:| +{argument.arg}:) ?\S"
            assert re.search(mention, documentation, re.MULTILINE), (function.name, argument.arg)


@pytest.mark.parametrize(("file", "count"), (SCHEMAS | MODULES).items())
def test_the_readers_take_every_tool_with_its_parameters(file: str, count: int) -> None:
    loaded = load_tools([APIS / file], cache=None)
    assert not loaded.skipped
    assert len(loaded.tools) == count
    if file in SCHEMAS:
        wanted = {operation.name: set(operation.properties) for operation in operations(file)}
        answers = {"roomId", "joinUrl"}  # which a new room gets and nobody gives
        for tool in loaded.tools:
            missing = wanted[tool.name] - set(tool.parameters["properties"])
            assert missing <= answers, tool.name
