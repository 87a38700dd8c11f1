"""Google discovery documents to tools."""

from pathlib import Path
from typing import Any

import pytest

from corpora.sources.discovery import PART
from studio.errors import SchemaError
from studio.record import Tool
from studio.source import Document, Skipped

SCHEMAS: dict[str, Any] = {
    "Note": {
        "id": "Note",
        "type": "object",
        "description": "A note.",
        "properties": {
            "text": {
                "type": "string",
                "description": "What it says.",
                "annotations": {"required": ["notes.notes.create"]},
            },
            "size": {"type": "string", "format": "int64"},
            "pinned": {"type": "boolean", "default": "false"},
            "rank": {"type": "integer", "format": "int32", "default": "7", "minimum": "1"},
            "extra": {"type": "any", "description": "Anything."},
            "created": {"type": "string", "format": "google-datetime", "readOnly": True},
            "etag": {"type": "string", "description": "Output only. Its version."},
            "colour": {
                "type": "string",
                "enum": ["RED", "BLUE"],
                "enumDescriptions": ["Like fire.", "Like water."],
            },
            "replies": {"type": "array", "items": {"$ref": "Note"}},
        },
    }
}


def document(methods: dict[str, Any], **more: Any) -> Document:
    data = {
        "kind": "discovery#restDescription",
        "discoveryVersion": "v1",
        "name": "notes",
        "version": "v2",
        "title": "Notes API",
        "parameters": {"fields": {"type": "string"}, "alt": {"type": "string"}},
        "schemas": SCHEMAS,
        "resources": {"notes": {"methods": methods}},
        **more,
    }
    return Document(Path("/nowhere/notes.v2.json"), "notes.v2.json", "", data, Path("/nowhere"))


def only(source: Document) -> Tool:
    assert PART.matches(source)
    (found,) = PART.read(source)
    assert isinstance(found, Tool), found
    return found


def test_a_method_arrives_whole() -> None:
    tool = only(
        document(
            {
                "list": {
                    "id": "notes.notes.list",
                    "description": "Lists notes. See [the guide](https://x.y) for `<id>`.",
                    "parameterOrder": ["folder"],
                    "parameters": {
                        "tags": {"type": "string", "location": "query", "repeated": True,
                                 "description": "Which tags.", "enum": ["a", "b"]},
                        "max": {"type": "integer", "format": "uint32", "location": "query",
                                "minimum": "1", "maximum": "500", "default": "50"},
                        "deep": {"type": "boolean", "location": "query", "default": "true"},
                        "fields": {"type": "string", "location": "query"},
                        "folder": {"type": "string", "location": "path", "required": True,
                                   "pattern": "^folders/[^/]+$"},
                    },
                    "response": {"$ref": "Note"},
                }
            }
        )
    )  # fmt: skip
    assert tool.name == "notes.notes.list"
    assert tool.description == "Lists notes. See the guide for <id>."
    assert tool.parameters == {
        "type": "object",
        "properties": {
            "folder": {"type": "string", "pattern": "^folders/[^/]+$"},
            "tags": {
                "type": "array",
                "items": {"type": "string", "enum": ["a", "b"]},
                "description": "Which tags.",
            },
            "max": {
                "type": "integer",
                "format": "uint32",
                "minimum": 1,
                "maximum": 500,
                "default": 50,
            },
            "deep": {"type": "boolean", "default": True},
        },
        "required": ["folder"],
    }
    assert tool.origin.model_dump() == {
        "source": "notes.v2.json",
        "pointer": "/resources/notes/methods/list",
        "format": "discovery",
        "family": "notes",
        "licence": None,
    }


def test_schemas_are_translated_and_results_keep_what_only_the_server_writes() -> None:
    tool = only(document({"get": {"id": "notes.notes.get", "response": {"$ref": "Note"}}}))
    assert tool.returns is not None
    properties = tool.returns["properties"]
    assert properties["size"] == {"type": "string", "format": "int64"}
    assert properties["pinned"] == {"type": "boolean", "default": False}
    assert properties["rank"] == {
        "type": "integer", "format": "int32", "default": 7, "minimum": 1
    }  # fmt: skip
    assert properties["extra"] == {"description": "Anything."}
    assert properties["created"]["readOnly"] is True
    assert properties["etag"]["readOnly"] is True
    assert properties["colour"]["enumDescriptions"] == ["Like fire.", "Like water."]
    assert properties["replies"]["items"] == {"$ref": "#/$defs/Note"}
    assert tool.returns["$defs"]["Note"]["properties"] == properties


def test_a_request_is_laid_open_without_what_only_the_server_writes() -> None:
    method = {"id": "notes.notes.create", "request": {"$ref": "Note"}}
    tool = only(document({"create": method}))
    assert list(tool.parameters["properties"]) == [
        "text", "size", "pinned", "rank", "extra", "colour", "replies"
    ]  # fmt: skip
    assert tool.parameters["required"] == ["text"]
    assert "etag" not in tool.parameters["$defs"]["Note"]["properties"]


def test_a_request_that_shares_a_name_is_one_required_argument() -> None:
    path = {"text": {"type": "string", "location": "path", "required": True}}
    method = {"id": "notes.notes.put", "parameters": path, "request": {"$ref": "Note"}}
    tool = only(document({"put": method}))
    assert list(tool.parameters["properties"]) == ["text", "body"]
    assert tool.parameters["required"] == ["text", "body"]


def test_versions_of_an_api_are_one_family_and_parts_of_a_product_are_not() -> None:
    methods = {"get": {"id": "a.get"}}
    assert only(document(methods, version="v1beta3")).origin.family == "notes"
    assert only(document(methods, version="reports_v1")).origin.family == "notes.reports"


def test_methods_in_nested_resources_are_found() -> None:
    inner = {"resources": {"b": {"methods": {"get": {"id": "notes.a.b.get"}}}}}
    tools = list(PART.read(document({}, resources={"a": inner})))
    assert [tool.origin.pointer for tool in tools if isinstance(tool, Tool)] == [
        "/resources/a/resources/b/methods/get"
    ]


def test_what_is_no_tool_is_skipped_with_its_reason() -> None:
    found = list(
        PART.read(
            document(
                {
                    "upload": {"id": "n.upload", "mediaUpload": {"accept": ["*/*"]}},
                    "odd": "text",
                    "typed": {"id": "n.t", "parameters": {"a": {"type": "wrong"}}},
                    "body": {"id": "n.b", "request": {"$ref": "Broken"}},
                },
                schemas={"Broken": {"type": "object", "properties": []}},
            )
        )
    )
    assert [(i.pointer.rpartition("/")[2], i.reason) for i in found if isinstance(i, Skipped)] == [
        ("upload", "upload_only"),
        ("odd", "invalid_definition"),
        ("typed", "invalid_schema"),
        ("body", "invalid_schema"),
    ]


def test_the_directory_of_documents_has_no_tools() -> None:
    data = {"kind": "discovery#directoryList", "discoveryVersion": "v1", "items": []}
    (found,) = PART.read(Document(Path("index.json"), "index.json", "", data))
    assert isinstance(found, Skipped)
    assert found.reason == "directory_list"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"resources": None}, "a discovery document without methods"),
        (
            {"schemas": {"Note": {"$ref": "Gone"}}},
            r"\$ref 'Gone' leads nowhere: there is no /schemas/Gone",
        ),
        (
            {"schemas": {"Note": {"$ref": "B"}, "B": {"$ref": "Note"}}},
            "the \\$ref at /schemas/B never reaches a schema",
        ),
    ],
)
def test_a_document_that_makes_no_sense_is_one_line(more: Any, message: str) -> None:
    method = {"get": {"id": "notes.notes.get", "response": {"$ref": "Note"}}}
    with pytest.raises(SchemaError, match=message) as error:
        list(PART.read(document(method, **more)))
    assert str(error.value).startswith("notes.v2.json: ")
