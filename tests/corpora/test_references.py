"""References across files, through the reader of OpenAPI."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from corpora.sources.openapi import PART
from studio.errors import SchemaError
from studio.record import Tool
from studio.source import Document


def write(folder: Path, files: dict[str, Any]) -> Document:
    """The document `api.json` of a folder with these files."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else msgspec.json.encode(content))
    path = folder / "api.json"
    return Document(path, "api.json", "", msgspec.json.decode(path.read_bytes()), folder)


def api(path_item: Any) -> Any:
    return {"openapi": "3.0.0", "info": {"title": "T"}, "paths": {"/pets": path_item}}


def body(ref: str) -> Any:
    content = {"application/json": {"schema": {"$ref": ref}}}
    return api({"post": {"requestBody": {"required": True, "content": content}}})


def refusal(document: Document) -> str:
    with pytest.raises(SchemaError) as error:
        list(PART.read(document))
    return str(error.value)


def test_a_path_an_operation_and_a_schema_may_each_be_a_file(tmp_path: Path) -> None:
    document = write(
        tmp_path,
        {
            "api.json": api({"$ref": "paths/pets.yml"}),
            "paths/pets.yml": b"get: {$ref: 'list.yml'}\n",
            "paths/list.yml": b"operationId: list\nresponses:\n  200:\n    description: ok\n"
            b"    content: {application/json: {schema: {$ref: '../models/pet.yml#/Pet'}}}\n",
            "models/pet.yml": b"Pet:\n  type: object\n  properties: {$ref: '#/Shared'}\n"
            b"Shared:\n  born: {type: string, format: date, example: 2024-01-31}\n"
            b"  parent: {$ref: '#/Pet'}\n",
        },
    )
    (tool,) = PART.read(document)
    assert isinstance(tool, Tool)
    assert tool.origin.pointer == "/paths/~1pets/get"
    assert tool.returns is not None
    assert tool.returns["properties"] == {
        "born": {"type": "string", "format": "date", "examples": ["2024-01-31"]},
        "parent": {"$ref": "#/$defs/Pet"},
    }


def test_schemas_of_one_name_in_two_files_stay_apart(tmp_path: Path) -> None:
    def recursive(kind: str) -> Any:
        return {
            "type": "object",
            "properties": {"kind": {"const": kind}, "next": {"$ref": "#"}},
        }

    both = {"type": "object", "properties": {n: {"$ref": f"{n}/node.json"} for n in "ab"}}
    document = write(
        tmp_path,
        {
            "api.json": body("both.json"),
            "both.json": both,
            "a/node.json": recursive("a"),
            "b/node.json": recursive("b"),
        },
    )
    (tool,) = PART.read(document)
    assert isinstance(tool, Tool)
    kinds = {n: d["properties"]["kind"]["const"] for n, d in tool.parameters["$defs"].items()}
    assert kinds == {"node": "a", "node_2": "b"}
    assert tool.parameters["$defs"]["node_2"]["properties"]["next"] == {"$ref": "#/$defs/node_2"}


def test_a_pointer_may_lead_through_a_reference_and_escapes(tmp_path: Path) -> None:
    document = write(
        tmp_path,
        {
            "api.json": body("all.json#/deep/a~1b%20c/0"),
            "all.json": {"deep": {"$ref": "more.json#/x"}},
            "more.json": {"x": {"a/b c": [{"type": "array", "items": {}}]}},
        },
    )
    (tool,) = PART.read(document)
    assert isinstance(tool, Tool)
    assert tool.parameters["properties"]["body"] == {"type": "array", "items": {}}


@pytest.mark.parametrize("ref", ["../secret.json#/A", "link.json", "%2e%2e/secret.json#/A"])
def test_a_file_outside_of_the_folder_is_not_read(tmp_path: Path, ref: str) -> None:
    (tmp_path / "secret.json").write_text('{"A": {"type": "string"}}')
    folder = tmp_path / "specs"
    document = write(folder, {"api.json": body(ref)})
    (folder / "link.json").symlink_to(tmp_path / "secret.json")
    assert "lies outside of specs" in refusal(document)


def test_a_file_that_is_not_there_is_named_with_its_place(tmp_path: Path) -> None:
    place = "/paths/~1pets/post/requestBody/content/application~1json/schema"
    assert refusal(write(tmp_path, {"api.json": body("gone.json#/A")})) == (
        f"api.json#{place}: $ref 'gone.json#/A' leads nowhere: there is no such file: add it or "
        "correct the reference"
    )


def test_a_file_that_is_broken_is_named(tmp_path: Path) -> None:
    document = write(tmp_path, {"api.json": body("bad.json#/A"), "bad.json": b'{"A": '})
    assert refusal(document).startswith("bad.json: is not valid JSON")


def test_a_loop_across_files_is_refused(tmp_path: Path) -> None:
    files = {"a.json": {"$ref": "b.json"}, "b.json": {"$ref": "a.json"}}
    message = refusal(write(tmp_path, {"api.json": body("a.json"), **files}))
    assert "never reaches a schema (a.json# → b.json# → …)" in message


@pytest.mark.parametrize("ref", [3, None, {"a": 1}, "#anchor"])
def test_a_reference_that_is_none_is_refused(tmp_path: Path, ref: Any) -> None:
    assert "leads nowhere" in refusal(write(tmp_path, {"api.json": body(ref)}))
