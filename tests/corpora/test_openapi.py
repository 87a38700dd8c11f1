"""OpenAPI 3 documents to tools."""

from pathlib import Path
from typing import Any

import pytest

from corpora.sources.openapi import PART
from studio.errors import SchemaError
from studio.record import Tool
from studio.schemas.naming import original_name
from studio.source import Document, Skipped

INFO = {"title": "Pet shop", "version": "1", "license": {"name": "MIT"}}
JSON_OK = {"description": "fine", "content": {"application/json": {"schema": {"type": "object"}}}}


def document(data: Any, path: Path = Path("/nowhere/shop.json")) -> Document:
    return Document(path, path.name, "", data, path.parent)


def api(paths: dict[str, Any], version: str = "3.0.3", **more: Any) -> Document:
    return document({"openapi": version, "info": INFO, "paths": paths, **more})


def read(source: Document) -> list[Tool | Skipped]:
    assert PART.matches(source)
    return list(PART.read(source))


def only(source: Document) -> Tool:
    found = read(source)
    assert len(found) == 1
    assert isinstance(found[0], Tool), found[0]
    return found[0]


def posting(schema: Any, *, required: bool = True, version: str = "3.0.3", **more: Any) -> Document:
    body = {"required": required, "content": {"application/json": {"schema": schema}}}
    return api({"/pets": {"post": {"operationId": "add", "requestBody": body}}}, version, **more)


def argument(schema: Any, version: str = "3.0.3") -> Any:
    """What becomes of the schema of a query parameter."""
    parameter = {"name": "q", "in": "query", "schema": schema}
    tool = only(api({"/pets": {"get": {"parameters": [parameter]}}}, version))
    return tool.parameters["properties"]["q"]


def test_an_operation_arrives_whole() -> None:
    tool = only(
        api(
            {
                "/pets/{petId}": {
                    "parameters": [
                        {
                            "name": "petId",
                            "in": "path",
                            "required": True,
                            "description": "Which pet.",
                            "schema": {"type": "integer", "format": "int64", "minimum": 1},
                            "example": 12,
                        }
                    ],
                    "get": {
                        "operationId": "getPet",
                        "summary": "Find a pet",
                        "description": "Returns *one* [pet](https://x.y) with <b>all</b> of it.",
                        "parameters": [
                            {
                                "name": "fields",
                                "in": "query",
                                "schema": {
                                    "type": "array",
                                    "items": {"type": "string", "enum": ["name", "tag"]},
                                    "default": ["name"],
                                },
                            }
                        ],
                        "responses": {
                            "404": {"description": "none"},
                            "200": {
                                "description": "the pet",
                                "content": {
                                    "application/json; charset=utf-8": {
                                        "schema": {"$ref": "#/components/schemas/Pet"}
                                    }
                                },
                            },
                        },
                    },
                }
            },
            components={
                "schemas": {
                    "Pet": {
                        "type": "object",
                        "required": ["name"],
                        "properties": {"name": {"type": "string", "pattern": "^[a-z]+$"}},
                    }
                }
            },
        )
    )
    assert tool.name == "getPet"
    assert tool.description == "Find a pet.\nReturns *one* pet with all of it."
    assert tool.parameters == {
        "type": "object",
        "properties": {
            "petId": {
                "type": "integer",
                "format": "int64",
                "minimum": 1,
                "description": "Which pet.",
                "examples": [12],
            },
            "fields": {
                "type": "array",
                "items": {"type": "string", "enum": ["name", "tag"]},
                "default": ["name"],
            },
        },
        "required": ["petId"],
    }
    assert tool.returns == {
        "type": "object",
        "required": ["name"],
        "properties": {"name": {"type": "string", "pattern": "^[a-z]+$"}},
    }
    assert tool.origin.model_dump() == {
        "source": "shop.json",
        "pointer": "/paths/~1pets~1{petId}/get",
        "format": "openapi",
        "family": "Pet shop",
        "licence": "MIT",
    }


def test_an_operation_overrides_a_parameter_of_its_path() -> None:
    shared = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 10}}
    own = {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 99}}
    tool = only(api({"/pets": {"parameters": [shared], "get": {"parameters": [own]}}}))
    assert tool.parameters["properties"] == {"limit": {"type": "integer", "maximum": 99}}


def test_keys_and_cookies_are_no_arguments_but_other_headers_are() -> None:
    def parameter(place: str, name: str, **more: Any) -> dict[str, Any]:
        return {"name": name, "in": place, "schema": {"type": "string"}, **more}

    schemes = {"own": {"type": "apiKey", "in": "query", "name": "Secret"}}
    tool = only(
        api(
            {
                "/pets": {
                    "get": {
                        "parameters": [
                            parameter("header", "Authorization"),
                            parameter("header", "X-API-Key"),
                            parameter("query", "secret"),
                            parameter("header", "token", description="Authentication token."),
                            parameter("cookie", "session"),
                            parameter("query", "page_token"),
                            parameter("header", "If-Match"),
                        ]
                    }
                }
            },
            components={"securitySchemes": schemes},
        )
    )
    assert list(tool.parameters["properties"]) == ["page_token", "If-Match"]


def test_two_parameters_of_one_name_and_one_the_path_forgot() -> None:
    parameters = [{"name": "id", "in": "query", "schema": {"type": "string"}}]
    tool = only(api({"/pets/{id}/toys/{toy}": {"get": {"parameters": parameters}}}))
    assert list(tool.parameters["properties"]) == ["id", "id_path", "toy"]
    assert tool.parameters["required"] == ["id_path", "toy"]


PLAIN: dict[str, Any] = {
    "type": "object",
    "description": "A pet.",
    "properties": {"name": {"type": "string"}, "id": {"type": "integer", "readOnly": True}},
    "required": ["name", "id"],
}


class TestBodies:
    def test_a_required_plain_object_is_laid_open_without_what_only_the_server_writes(
        self,
    ) -> None:
        tool = only(posting(PLAIN))
        assert tool.parameters == {
            "type": "object",
            "properties": {"name": {"type": "string"}},
            "required": ["name"],
            "description": "A pet.",
        }

    def test_an_optional_body_is_one_argument(self) -> None:
        tool = only(posting(PLAIN, required=False))
        assert tool.parameters["properties"]["body"]["required"] == ["name"]
        assert "required" not in tool.parameters

    @pytest.mark.parametrize(
        "schema",
        [
            {"type": "array", "items": {"type": "string"}},
            {"type": "object"},
            {"type": "object", "properties": {"a": {}}, "minProperties": 1},
            {"type": "object", "properties": {}, "additionalProperties": {"type": "string"}},
            {"oneOf": [{"type": "object"}, {"type": "string"}]},
        ],
    )
    def test_any_other_schema_is_one_argument(self, schema: Any) -> None:
        tool = only(posting(schema))
        assert tool.parameters["properties"] == {"body": schema}
        assert tool.parameters["required"] == ["body"]

    def test_a_body_that_shares_a_name_with_a_parameter_is_one_argument(self) -> None:
        body = {"required": True, "content": {"application/json": {"schema": PLAIN}}}
        tool = only(api({"/pets/{name}": {"put": {"requestBody": body}}}))
        assert list(tool.parameters["properties"]) == ["name", "body"]

    def test_a_name_only_the_server_writes_does_not_collide(self) -> None:
        body = {"required": True, "content": {"application/json": {"schema": PLAIN}}}
        tool = only(api({"/pets/{id}": {"put": {"requestBody": body}}}))
        assert list(tool.parameters["properties"]) == ["id", "name"]

    def test_all_of_plain_objects_is_laid_open(self) -> None:
        tool = only(
            posting(
                {
                    "allOf": [
                        {"$ref": "#/components/schemas/Named"},
                        {"type": "object", "properties": {"age": {"type": "integer"}}},
                    ]
                },
                components={"schemas": {"Named": PLAIN}},
            )
        )
        assert list(tool.parameters["properties"]) == ["name", "age"]
        assert tool.parameters["required"] == ["name"]

    def test_all_of_that_says_two_things_about_a_property_stays(self) -> None:
        schema = {
            "allOf": [
                {"type": "object", "properties": {"a": {"type": "string"}}},
                {"type": "object", "properties": {"a": {"maxLength": 3}}},
            ]
        }
        assert only(posting(schema)).parameters["properties"] == {"body": schema}

    def test_a_form_is_a_body_without_its_files(self) -> None:
        form = {
            "type": "object",
            "properties": {
                "caption": {"type": "string"},
                "photo": {"type": "string", "format": "binary"},
            },
            "required": ["caption"],
        }
        body = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
        tool = only(api({"/photos": {"post": {"requestBody": body}}}))
        assert tool.parameters["properties"] == {"caption": {"type": "string"}}

    @pytest.mark.parametrize(
        "content",
        [
            {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
            {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "properties": {"photo": {"type": "string", "format": "binary"}},
                        "required": ["photo"],
                    }
                }
            },
        ],
    )
    def test_bytes_alone_cannot_be_asked_for(self, content: Any) -> None:
        body = {"required": True, "content": content}
        (skipped,) = read(api({"/photos": {"post": {"requestBody": body}}}))
        assert isinstance(skipped, Skipped)
        assert (skipped.pointer, skipped.reason) == ("/paths/~1photos/post", "upload_only")


class TestDialect:
    @pytest.mark.parametrize(
        ("written", "meant"),
        [
            ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
            (
                {"type": "string", "nullable": True, "enum": ["a"]},
                {"type": ["string", "null"], "enum": ["a", None]},
            ),
            (
                {"oneOf": [{"type": "string"}], "nullable": True},
                {"oneOf": [{"type": "string"}, {"type": "null"}]},
            ),
            (
                {"minimum": 3, "exclusiveMinimum": True, "maximum": 5, "exclusiveMaximum": False},
                {"exclusiveMinimum": 3, "maximum": 5},
            ),
            ({"type": "string", "example": "x"}, {"type": "string", "examples": ["x"]}),
            (
                {"type": "array", "items": [{"type": "string"}], "additionalItems": False},
                {"type": "array", "prefixItems": [{"type": "string"}], "items": False},
            ),
            ({"type": "integer", "minimum": "3"}, {"type": "integer", "minimum": 3}),
            (
                {"type": "object", "properties": {"a": {"type": "string", "required": True}}},
                {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            ),
            (
                {"type": "string", "xml": {"name": "n"}, "x-order": 3, "externalDocs": {}},
                {"type": "string"},
            ),
            (
                {"type": "string", "pattern": "(?i)a"},
                {
                    "type": "string",
                    "$comment": "pattern of another regular expression language: (?i)a",
                },
            ),
        ],
    )
    def test_what_is_said_differently_means_the_same(self, written: Any, meant: Any) -> None:
        assert argument(written) == meant

    def test_what_json_schema_says_stays(self) -> None:
        schema = {
            "type": ["object", "null"],
            "title": "T",
            "properties": {"$ref": {"type": "string"}, "x-y": {"const": 3}},
            "patternProperties": {"^a": {"minimum": 0}},
            "dependentRequired": {"a": ["b"]},
            "if": {"required": ["a"]},
            "then": {"maxProperties": 2},
            "default": {"nullable": True, "$ref": "not a reference"},
            "unevaluatedProperties": False,
        }
        assert argument(schema, "3.1.0") == schema


def components(**schemas: Any) -> dict[str, Any]:
    return {"components": {"schemas": schemas}}


class TestReferences:
    def test_a_recursive_schema_becomes_defs_with_only_what_is_reached(self) -> None:
        node = {
            "type": "object",
            "properties": {
                "label": {"type": "string"},
                "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
            },
        }
        schemas = components(Node=node, Other={"type": "string"})
        array = {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}
        tool = only(posting(array, **schemas))
        assert tool.parameters["properties"]["body"]["items"] == {"$ref": "#/$defs/Node"}
        assert list(tool.parameters["$defs"]) == ["Node"]
        inner = tool.parameters["$defs"]["Node"]["properties"]["children"]["items"]
        assert inner == {"$ref": "#/$defs/Node"}

    def test_a_small_schema_is_written_out_with_what_stands_beside_the_reference(self) -> None:
        body = {
            "type": "object",
            "properties": {
                "size": {"allOf": [{"$ref": "#/components/schemas/Size"}], "description": "How."},
                "other": {"$ref": "#/components/schemas/Size"},
            },
        }
        size = {"type": "string", "enum": ["s", "m"]}
        tool = only(posting(body, **components(Size=size)))
        assert tool.parameters["properties"] == {
            "size": {**size, "description": "How."},
            "other": size,
        }
        assert "$defs" not in tool.parameters

    def test_constraints_beside_a_reference_count_from_3_1_on(self) -> None:
        body = {
            "type": "object",
            "properties": {"a": {"$ref": "#/components/schemas/Text", "maxLength": 3}},
        }
        schemas = components(Text={"type": "string"})
        new = only(posting(body, version="3.1.0", **schemas)).parameters
        old = only(posting(body, version="3.0.0", **schemas)).parameters
        assert new["properties"]["a"] == {"$ref": "#/$defs/Text", "maxLength": 3}
        assert new["$defs"] == {"Text": {"type": "string"}}
        assert old["properties"]["a"] == {"type": "string"}

    def test_tools_of_one_document_share_large_definitions(self) -> None:
        large = {"type": "object", "properties": {f"p{i}": {"type": "string"} for i in range(90)}}
        body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/L"}}}}
        paths = {f"/{n}": {"post": {"requestBody": body}} for n in "ab"}
        one, two = read(api(paths, **components(L=large)))
        assert isinstance(one, Tool)
        assert isinstance(two, Tool)
        assert one.parameters["properties"]["body"] == {"$ref": "#/$defs/L"}
        assert one.parameters["$defs"]["L"] is two.parameters["$defs"]["L"]

    def test_a_large_schema_that_is_used_once_is_written_out(self) -> None:
        large = {"type": "object", "properties": {f"p{i}": {"type": "string"} for i in range(90)}}
        body = {"type": "object", "properties": {"all": {"$ref": "#/components/schemas/L"}}}
        schemas = components(B=body, L=large)
        tool = only(posting({"$ref": "#/components/schemas/B"}, **schemas))
        assert tool.parameters["properties"] == {"all": large}
        assert "$defs" not in tool.parameters

    def test_read_only_hides_behind_a_reference_and_shows_in_results(self) -> None:
        pet = {
            "type": "object",
            "properties": {
                "id": {"$ref": "#/components/schemas/Id"},
                "name": {"type": "string"},
                "password": {"type": "string", "writeOnly": True},
            },
        }
        content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/P"}}}}
        operation = {
            "requestBody": {"required": True, **content},
            "responses": {201: {"description": "", **content}},
        }
        schemas = components(P=pet, Id={"type": "integer", "readOnly": True})
        tool = only(api({"/pets": {"post": operation}}, **schemas))
        assert list(tool.parameters["properties"]) == ["name", "password"]
        assert tool.returns is not None
        assert list(tool.returns["properties"]) == ["id", "name"]

    @pytest.mark.parametrize(
        ("schemas", "message"),
        [
            (
                {"A": {"$ref": "#/components/schemas/Gone"}},
                "shop.json#/components/schemas/A: $ref '#/components/schemas/Gone' leads nowhere: "
                "there is no shop.json#/components/schemas/Gone: correct it",
            ),
            (
                {"A": {"$ref": "https://example.com/a.json#/B"}},
                "shop.json#/components/schemas/A: $ref 'https://example.com/a.json#/B' leads "
                "nowhere: nothing is fetched from a network: save it beside",
            ),
            (
                {
                    "A": {"$ref": "#/components/schemas/B"},
                    "B": {"$ref": "#/components/schemas/A"},
                },
                "shop.json: the $ref at shop.json#/components/schemas/A never reaches a schema "
                "(shop.json#/components/schemas/A → shop.json#/components/schemas/B → …): point "
                "one of them at a schema",
            ),
        ],
    )
    def test_a_reference_that_leads_nowhere_is_one_line(self, schemas: Any, message: str) -> None:
        with pytest.raises(SchemaError) as error:
            read(posting({"$ref": "#/components/schemas/A"}, **components(**schemas)))
        assert str(error.value) == message

    def test_a_loop_of_parameters_is_one_line(self) -> None:
        p, q = ({"$ref": f"#/components/parameters/{name}"} for name in "PQ")
        with pytest.raises(SchemaError, match="never reaches a value"):
            read(
                api(
                    {"/p": {"get": {"parameters": [p]}}},
                    components={"parameters": {"P": q, "Q": p}},
                )
            )

    def test_a_bomb_of_references_is_refused(self) -> None:
        schemas: dict[str, Any] = {
            f"B{i}": {"allOf": [{"$ref": f"#/components/schemas/B{i + 1}"}] * 2} for i in range(40)
        }
        schemas["B40"] = {"type": "string"}
        with pytest.raises(SchemaError, match="unfolds into more than 100,000 schemas"):
            read(posting({"$ref": "#/components/schemas/B0"}, **components(**schemas)))

    def test_a_schema_made_of_itself_is_skipped_and_the_rest_is_read(self) -> None:
        schemas = components(
            Pet={"oneOf": [{"$ref": "#/components/schemas/Dog"}]},
            Dog={"allOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object"}]},
        )
        content = {"application/json": {"schema": {"$ref": "#/components/schemas/Dog"}}}
        paths = {"/a": {"post": {"requestBody": {"content": content}}}, "/b": {"get": {}}}
        skipped, tool = read(api(paths, **schemas))
        assert isinstance(skipped, Skipped)
        assert skipped.reason == "circular_schema"
        assert isinstance(tool, Tool)

    def test_a_schema_nested_too_deep_is_refused(self) -> None:
        schema: Any = {"type": "string"}
        for _ in range(100):
            schema = {"type": "array", "items": schema}
        with pytest.raises(SchemaError, match="nested deeper than 64 levels"):
            read(posting(schema))

    def test_a_huge_enum_is_no_problem(self) -> None:
        values = [f"v{i}" for i in range(50_000)]
        assert argument({"enum": values})["enum"] == values

    def test_recursive_ref_of_2019_09_means_the_schema_it_stands_in(self) -> None:
        filters = {
            "$recursiveAnchor": True,
            "type": "object",
            "properties": {"all": {"type": "array", "items": {"$recursiveRef": "#"}}},
        }
        body = {"type": "array", "items": {"$ref": "#/components/schemas/F"}}
        tool = only(posting(body, version="3.1.0", **components(F=filters)))
        inner = tool.parameters["$defs"]["F"]["properties"]["all"]["items"]
        assert inner == {"$ref": "#/$defs/F"}


class TestNames:
    @pytest.mark.parametrize(
        ("operation", "name"),
        [
            ({"operationId": "pets.list-all_1"}, "pets.list-all_1"),
            ({"operationId": "List pets 🐶"}, "List_pets"),
            ({}, "get_owners_by_owner_id_pets"),
            ({"operationId": "🐶"}, "get_owners_by_owner_id_pets"),
        ],
    )
    def test_a_name_a_model_can_emit(self, operation: Any, name: str) -> None:
        tool = only(api({"/owners/{owner id}/pets": {"get": operation}}))
        assert tool.name == name
        if "operationId" in operation:
            assert original_name(tool) == operation["operationId"]

    def test_long_and_repeated_names_stay_apart(self) -> None:
        long = "get" + "VeryLong" * 12
        paths = {
            f"/{i}": {"get": {"operationId": name}}
            for i, name in enumerate([long + "A", long + "B", "same", "same"])
        }
        names = [tool.name for tool in read(api(paths)) if isinstance(tool, Tool)]
        assert len(set(names)) == 4
        assert all(len(name) <= 64 for name in names)
        assert names[2:] == ["same", "same_2"]


class TestOddDocuments:
    def test_pieces_that_make_no_sense_are_skipped_and_counted(self) -> None:
        found = read(
            api(
                {
                    "/a": [],
                    "/b": {"get": "text", "post": {"responses": {"200": JSON_OK}}},
                    "/c": {"get": {"parameters": [{"in": "query"}]}, "fetch": {}},
                    "/d": {"get": {"responses": {"101": {"description": "upgrade"}}}},
                    "/e": {
                        "get": {"parameters": [{"name": "a", "in": "query", "schema": "string"}]}
                    },
                    "x-note": "no path",
                },
                "3.1.0",
                webhooks={"sold": {"post": {}}},
            )
        )
        assert [(i.pointer, i.reason) for i in found if isinstance(i, Skipped)] == [
            ("/paths/~1a", "invalid_definition"),
            ("/paths/~1b/get", "invalid_definition"),
            ("/paths/~1c/get", "invalid_definition"),
            ("/paths/~1c/fetch", "unknown_method"),
            ("/paths/~1d/get", "websocket"),
            ("/paths/~1e/get", "invalid_schema"),
            ("/webhooks/sold", "webhook"),
        ]
        assert [tool.name for tool in found if isinstance(tool, Tool)] == ["post_b"]

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            ({"openapi": "4.0.0", "paths": {}}, "is none of 3.0, 3.1 and 3.2"),
            ({"openapi": "3.0.0"}, "it has no paths"),
            ({"openapi": "3.0.0", "paths": ["/a"]}, "/paths is list, not an object"),
        ],
    )
    def test_a_document_that_makes_no_sense_is_one_line(self, data: Any, message: str) -> None:
        with pytest.raises(SchemaError, match=message):
            read(document(data))

    def test_other_formats_are_not_claimed(self) -> None:
        assert not PART.matches(document({"swagger": "2.0"}))
        assert not PART.matches(document([{"openapi": "3.0.0"}]))
        assert not PART.matches(document(None))


def test_a_body_that_repeats_itself_in_all_of_is_read_in_no_time() -> None:
    schemas: dict[str, Any] = {
        f"B{i}": {"allOf": [{"$ref": f"#/components/schemas/B{i + 1}"}] * 2} for i in range(14)
    }
    schemas["B14"] = {"type": "object", "properties": {}}
    tool = only(posting({"$ref": "#/components/schemas/B0"}, components={"schemas": schemas}))
    assert list(tool.parameters["properties"]) == ["body"]
