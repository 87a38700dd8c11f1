"""Swagger 2 documents to tools; what it shares with OpenAPI is tested there."""

from pathlib import Path
from typing import Any

import pytest

from corpora.sources.swagger import PART
from studio.errors import SchemaError
from studio.record import Tool
from studio.source import Document, Skipped


def api(paths: dict[str, Any], **more: Any) -> Document:
    data = {"swagger": "2.0", "info": {"title": "Pet shop"}, "paths": paths, **more}
    return Document(Path("/nowhere/shop.yaml"), "shop.yaml", "", data, Path("/nowhere"))


def only(source: Document) -> Tool:
    assert PART.matches(source)
    (found,) = PART.read(source)
    assert isinstance(found, Tool), found
    return found


def test_parameters_carry_their_schema_themselves() -> None:
    tool = only(
        api(
            {
                "/pets": {
                    "get": {
                        "operationId": "listPets",
                        "summary": "All pets",
                        "parameters": [
                            {
                                "name": "status",
                                "in": "query",
                                "description": "Which ones.",
                                "required": True,
                                "type": "array",
                                "items": {"type": "string", "enum": ["sold", "new"]},
                                "collectionFormat": "csv",
                                "uniqueItems": True,
                            },
                            {"$ref": "#/parameters/limit"},
                        ],
                        "responses": {"200": {"schema": {"$ref": "#/definitions/Pets"}}},
                    }
                }
            },
            parameters={
                "limit": {
                    "name": "limit",
                    "in": "query",
                    "type": "integer",
                    "minimum": 0,
                    "exclusiveMinimum": True,
                    "default": 10,
                    "x-nullable": True,
                }
            },
            definitions={"Pets": {"type": "array", "items": {"type": "string"}}},
        )
    )
    assert tool.name == "listPets"
    assert tool.origin.format == "swagger"
    assert tool.origin.licence is None
    assert tool.parameters == {
        "type": "object",
        "properties": {
            "status": {
                "type": "array",
                "items": {"type": "string", "enum": ["sold", "new"]},
                "uniqueItems": True,
                "description": "Which ones.",
            },
            "limit": {"type": ["integer", "null"], "exclusiveMinimum": 0, "default": 10},
        },
        "required": ["status"],
    }
    assert tool.returns == {"type": "array", "items": {"type": "string"}}


def test_a_body_parameter_is_the_body_under_any_name() -> None:
    body = {
        "name": "payload",
        "in": "body",
        "required": True,
        "schema": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
    laid_open = only(api({"/pets": {"post": {"parameters": [body]}}}))
    assert laid_open.parameters["properties"] == {"name": {"type": "string"}}
    optional = only(api({"/pets": {"post": {"parameters": [{**body, "required": False}]}}}))
    assert optional.parameters["properties"] == {"body": body["schema"]}


def test_form_fields_are_arguments_and_files_are_not() -> None:
    fields = [
        {"name": "caption", "in": "formData", "type": "string", "required": True, "maxLength": 9},
        {"name": "photo", "in": "formData", "type": "file"},
    ]
    tool = only(api({"/photos": {"post": {"parameters": fields}}}))
    assert tool.parameters == {
        "type": "object",
        "properties": {"caption": {"type": "string", "maxLength": 9}},
        "required": ["caption"],
    }


def test_a_file_that_must_be_sent_cannot_be_asked_for() -> None:
    photo = {"name": "photo", "in": "formData", "type": "file", "required": True}
    (found,) = PART.read(api({"/photos": {"post": {"parameters": [photo]}}}))
    assert isinstance(found, Skipped)
    assert found.reason == "upload_only"


def test_keys_of_the_security_definitions_are_no_arguments() -> None:
    parameters = [
        {"name": "sig", "in": "query", "type": "string", "required": True},
        {"name": "since", "in": "query", "type": "string", "format": "date"},
    ]
    tool = only(
        api(
            {"/pets": {"get": {"parameters": parameters}}},
            securityDefinitions={"sig": {"type": "apiKey", "in": "query", "name": "sig"}},
        )
    )
    assert tool.parameters["properties"] == {"since": {"type": "string", "format": "date"}}
    assert "required" not in tool.parameters


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"swagger": "1.2", "paths": {}}, "swagger '1.2' is not version 2: convert it"),
        ({"swagger": "2.0"}, "it has no paths"),
    ],
)
def test_a_document_that_makes_no_sense_is_one_line(data: Any, message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        list(PART.read(Document(Path("a.json"), "a.json", "", data)))
