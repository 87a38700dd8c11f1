"""AWS service models to tools."""

from pathlib import Path
from typing import Any

import pytest

from corpora.sources._naming import snake
from corpora.sources.aws import PART
from studio.errors import SchemaError
from studio.record import Tool
from studio.source import Document, Skipped

OPERATION = {
    "DescribeDBThings": {
        "name": "DescribeDBThings",
        "documentation": "<p>Describes <code>things</code> &amp; more.</p> <ul> <li> <p>One</p> "
        '</li> <li> <p>See <a href="https://x.y">two</a></p> </li> </ul>',
        "input": {"shape": "Input"},
        "output": {"shape": "Output"},
        "errors": [{"shape": "Nope"}],
    }
}


def document(shapes: dict[str, Any], operations: Any = OPERATION) -> Document:
    data = {
        "version": "2.0",
        "metadata": {"serviceId": "Thing Store", "apiVersion": "2020-01-01"},
        "operations": operations,
        "shapes": {
            "Input": {"type": "structure", "members": {}},
            "Output": {"type": "structure", "members": {}},
            "String": {"type": "string"},
            **shapes,
        },
    }
    return Document(Path("/x/service-2.json"), "thing/2020-01-01/service-2.json", "", data)


def read(source: Document) -> list[Tool | Skipped]:
    assert PART.matches(source)
    return list(PART.read(source))


def only(source: Document) -> Tool:
    (found,) = read(source)
    assert isinstance(found, Tool), found
    return found


def member(shape: Any, **more: Any) -> Any:
    """What becomes of an input member of that shape."""
    members = {"It": {"shape": "Shape", **more}}
    source = document({"Input": {"type": "structure", "members": members}, "Shape": shape})
    return only(source).parameters["properties"]["It"]


def test_an_operation_arrives_whole() -> None:
    tool = only(
        document(
            {
                "Input": {
                    "type": "structure",
                    "required": ["Name"],
                    "documentation": "<p>What to describe.</p>",
                    "members": {
                        "Name": {
                            "shape": "Name",
                            "documentation": "<p>The <i>name</i>.</p>",
                            "locationName": "n",
                            "location": "uri",
                        },
                        "Old": {"shape": "String", "deprecated": True},
                    },
                },
                "Name": {
                    "type": "string",
                    "documentation": "<p>Any name.</p>",
                    "min": 1,
                    "max": 9,
                    "pattern": "[a-z]+",
                },
                "Output": {"type": "structure", "members": {"Tree": {"shape": "Tree"}}},
                "Tree": {"type": "structure", "members": {"Leaves": {"shape": "Trees"}}},
                "Trees": {"type": "list", "member": {"shape": "Tree"}},
            }
        )
    )
    assert tool.name == "thing_store.describe_db_things"
    assert tool.description == "Describes things & more.\n- One\n- See two"
    assert tool.parameters == {
        "type": "object",
        "properties": {
            "Name": {
                "type": "string",
                "minLength": 1,
                "maxLength": 9,
                "pattern": "[a-z]+",
                "description": "The name.",
            },
            "Old": {"type": "string", "deprecated": True},
        },
        "required": ["Name"],
        "description": "What to describe.",
    }
    assert tool.returns is not None
    assert tool.returns["properties"] == {"Tree": {"$ref": "#/$defs/Tree"}}
    assert set(tool.returns["$defs"]) == {"Tree", "Trees"}
    assert tool.origin.model_dump() == {
        "source": "thing/2020-01-01/service-2.json",
        "pointer": "/operations/DescribeDBThings",
        "format": "aws",
        "family": "Thing Store",
        "licence": None,
    }


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        ({"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["a", "b"]}),
        ({"type": "integer", "min": 1, "max": 5}, {"type": "integer", "minimum": 1, "maximum": 5}),
        ({"type": "long", "box": True}, {"type": "integer"}),
        ({"type": "float"}, {"type": "number"}),
        ({"type": "double", "max": 1.5}, {"type": "number", "maximum": 1.5}),
        ({"type": "boolean"}, {"type": "boolean"}),
        (
            {"type": "timestamp", "timestampFormat": "iso8601"},
            {"type": "string", "format": "date-time"},
        ),
        (
            {"type": "blob", "min": 1, "max": 4},
            {"type": "string", "contentEncoding": "base64", "minLength": 4, "maxLength": 8},
        ),
        (
            {"type": "list", "member": {"shape": "String"}, "min": 1, "max": 2, "flattened": True},
            {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2},
        ),
        (
            {"type": "map", "key": {"shape": "String"}, "value": {"shape": "String"}, "max": 3},
            {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": 3},
        ),
        (
            {"type": "structure", "union": True, "members": {"A": {"shape": "String"}}},
            {
                "type": "object",
                "properties": {"A": {"type": "string"}},
                "minProperties": 1,
                "maxProperties": 1,
            },
        ),
        ({"type": "structure", "members": {}, "document": True}, {}),
        (
            {"type": "string", "pattern": "\\A[a-z]*\\z"},
            {
                "type": "string",
                "$comment": "pattern of another regular expression language: \\A[a-z]*\\z",
            },
        ),
        ({"type": "string", "pattern": "[\\p{L}]+"}, {"type": "string", "pattern": "[\\p{L}]+"}),
    ],
)
def test_shapes_become_json_schema(shape: Any, schema: Any) -> None:
    assert member(shape) == schema


def test_keys_of_a_map_keep_their_bounds() -> None:
    shapes = {
        "Input": {"type": "structure", "members": {"Tags": {"shape": "Tags"}}},
        "Tags": {"type": "map", "key": {"shape": "Key"}, "value": {"shape": "String"}},
        "Key": {"type": "string", "max": 128},
    }
    tags = only(document(shapes)).parameters["properties"]["Tags"]
    assert tags["propertyNames"] == {"type": "string", "maxLength": 128}


def test_json_values_take_anything() -> None:
    said = member({"type": "string", "max": 9}, jsonvalue=True, documentation="<p>Any.</p>")
    assert said == {"description": "Any."}


def test_what_only_streams_is_skipped() -> None:
    def source(shape: Any) -> Document:
        members = {"Body": {"shape": "Body"}}
        taken = {"type": "structure", "members": members, "required": ["Body"]}
        return document({"Input": taken, "Body": shape})

    (upload,) = read(source({"type": "blob", "streaming": True}))
    (stream,) = read(source({"type": "structure", "eventstream": True, "members": {}}))
    assert isinstance(upload, Skipped)
    assert isinstance(stream, Skipped)
    assert (upload.pointer, upload.reason) == ("/operations/DescribeDBThings", "upload_only")
    assert stream.reason == "streaming_only"


def test_bad_pieces_are_skipped() -> None:
    assert [i.reason for i in read(document({"Input": {"type": "cube"}})) if isinstance(i, Skipped)]
    (found,) = read(document({}, {"A": []}))
    assert isinstance(found, Skipped)
    assert found.reason == "invalid_definition"


def test_a_shape_that_is_not_there_is_one_line() -> None:
    source = document({"Input": {"type": "structure", "members": {"A": {"shape": "Gone"}}}})
    with pytest.raises(SchemaError) as error:
        read(source)
    assert str(error.value) == (
        "thing/2020-01-01/service-2.json: shape 'Gone' leads nowhere: there is no /shapes/Gone, "
        "add it or correct the reference"
    )


@pytest.mark.parametrize(
    ("camel", "expected"),
    [
        ("DescribeInstances", "describe_instances"),
        ("CreateDBInstance", "create_db_instance"),
        ("ListARNs", "list_arns"),
        ("GetIPsForHost", "get_ips_for_host"),
        ("UpdateV2Route", "update_v2_route"),
        ("listTags", "list_tags"),
        ("DescribeVpcs", "describe_vpcs"),
        ("GetS3Object", "get_s3_object"),
    ],
)
def test_operation_names_are_snake_case(camel: str, expected: str) -> None:
    assert snake(camel) == expected


def test_the_date_in_old_names_is_left_out() -> None:
    (tool,) = read(document({}, {"CreateThing2014_05_31": {"name": "CreateThing"}}))
    assert isinstance(tool, Tool)
    assert tool.name == "thing_store.create_thing"
