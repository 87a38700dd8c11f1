"""Documents with anything in any place: tools, skipped definitions or one clear line."""

import copy
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from corpora.sources import aws, discovery, openapi, swagger
from studio.errors import SchemaError
from studio.source import Document, Source

PET = {"$ref": "#/components/schemas/Pet"}
FORM = {"type": "object", "properties": {"f": {"type": "string", "format": "binary"}}}
SPECIFICATIONS: list[tuple[Source, dict[str, Any]]] = [
    (
        openapi.PART,
        {
            "openapi": "3.1.0",
            "info": {"title": "Pets", "license": {"name": "MIT"}},
            "paths": {
                "/pets/{id}": {
                    "parameters": [
                        {"name": "id", "in": "path", "schema": {"type": "string"},
                         "examples": {"one": {"value": "1"}}}
                    ],
                    "post": {
                        "operationId": "add",
                        "summary": "Add",
                        "requestBody": {
                            "required": True,
                            "content": {
                                "application/json": {"schema": PET},
                                "multipart/form-data": {"schema": FORM},
                            },
                        },
                        "responses": {"200": {"content": {"application/json": {"schema": PET}}}},
                    },
                }
            },
            "components": {
                "securitySchemes": {"key": {"type": "apiKey", "in": "query", "name": "key"}},
                "schemas": {
                    "Pet": {
                        "allOf": [{"$ref": "#/components/schemas/Base"}, FORM],
                        "discriminator": {"propertyName": "kind", "mapping": {"a": "#/x/Base"}},
                    },
                    "Base": {
                        "type": "object",
                        "required": ["kind"],
                        "properties": {
                            "kind": {"type": "integer", "minimum": 1, "exclusiveMinimum": True,
                                     "nullable": True, "enum": [1, 2], "readOnly": True},
                            "next": {"$ref": "#/components/schemas/Base"},
                            "list": {"type": "array", "items": [{"type": "string"}]},
                            "any": {"oneOf": [{"pattern": "a"}, {"const": 3}], "nullable": True},
                        },
                    },
                },
            },
            "webhooks": {"sold": {}},
        },
    ),
    (
        swagger.PART,
        {
            "swagger": "2.0",
            "paths": {
                "/pets": {
                    "get": {
                        "parameters": [
                            {"name": "tag", "in": "query", "type": "array",
                             "items": {"type": "string"}},
                            {"name": "photo", "in": "formData", "type": "file"},
                            {"name": "text", "in": "formData", "type": "string"},
                        ],
                        "responses": {"200": {"schema": {"$ref": "#/definitions/Pet"}}},
                    },
                    "put": {"parameters": [{"name": "b", "in": "body", "schema": FORM}]},
                }
            },
            "definitions": {"Pet": {"type": "object", "properties": {"a": {"type": "string"}}}},
            "securityDefinitions": {"key": {"type": "apiKey", "in": "query", "name": "key"}},
        },
    ),
    (
        discovery.PART,
        {
            "discoveryVersion": "v1",
            "name": "notes",
            "version": "v1",
            "parameters": {"fields": {"type": "string"}},
            "schemas": {
                "Note": {
                    "type": "object",
                    "properties": {
                        "size": {"type": "integer", "default": "3", "minimum": "1"},
                        "note": {"$ref": "Note", "annotations": {"required": ["n.add"]}},
                        "kind": {"type": "string", "enum": ["a"], "enumDescriptions": ["A."]},
                    },
                }
            },
            "resources": {
                "notes": {
                    "methods": {
                        "add": {
                            "id": "n.add",
                            "parameterOrder": ["a"],
                            "parameters": {"a": {"type": "string", "repeated": True}},
                            "request": {"$ref": "Note"},
                            "response": {"$ref": "Note"},
                        }
                    }
                }
            },
        },
    ),
    (
        aws.PART,
        {
            "metadata": {"serviceId": "Thing"},
            "operations": {"Get": {"input": {"shape": "In"}, "output": {"shape": "In"}}},
            "shapes": {
                "In": {
                    "type": "structure",
                    "required": ["A"],
                    "members": {"A": {"shape": "List"}, "M": {"shape": "Map"}},
                },
                "List": {"type": "list", "member": {"shape": "Text"}, "min": 1},
                "Map": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "In"}},
                "Text": {"type": "string", "enum": ["a"], "pattern": "a", "min": 1},
            },
        },
    ),
]  # fmt: skip
KEYS = ["$ref", "allOf", "default", "enum", "in", "items", "name", "properties", "required", "type"]
JUNK: list[Any] = [
    None, True, 0, -1.5, "", "x", "#/components", [], {}, [None], ["x"], [{}], {"a": None},
    {"$ref": "#/components/schemas/Pet"}, {"$ref": "Note"}, {"$ref": 3}, {"$ref": "#/components/a"},
    {"properties": {"a": 3}}, {"shape": "In"}, {"required": [{}]}, {"type": "object"},
]  # fmt: skip


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a JSON value with each of its keys."""
    keys = value.keys() if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from places(value[key])


@pytest.mark.parametrize(
    ("source", "data"), SPECIFICATIONS, ids=lambda part: getattr(part, "name", "")
)
def test_anything_in_any_place_is_no_traceback(source: Source, data: dict[str, Any]) -> None:
    rng = Random(7)
    refusals: list[str] = []
    for _ in range(700):
        changed = copy.deepcopy(data)
        for _ in range(rng.choice([1, 1, 2, 3])):
            holder, key = rng.choice(list(places(changed)))
            if isinstance(holder, dict) and rng.random() < 0.2:
                key = rng.choice(KEYS)
            holder[key] = copy.deepcopy(rng.choice(JUNK))
        document = Document(Path("/x/a.json"), "a.json", "", changed, Path("/x"))
        try:
            if source.matches(document):
                list(source.read(document))
        except SchemaError as error:
            refusals.append(str(error))
    assert len(refusals) in range(10, 400)
    assert all("a.json" in line and "\n" not in line for line in refusals)
