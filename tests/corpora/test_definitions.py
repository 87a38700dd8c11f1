"""Whatever a document holds: its tools are valid, closed and shared, or it is refused."""

from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.sources._components import components
from corpora.sources._definitions import PREFIX, nodes, referred
from corpora.sources._prose import described, from_html, from_markdown
from corpora.sources.openapi import PART
from studio.errors import SchemaError
from studio.record import Schema, Tool
from studio.source import Document

NAMES = ["Ant", "Bee", "Cat", "Dog"]


def _schemas() -> st.SearchStrategy[Any]:
    leaf = st.one_of(
        st.sampled_from(NAMES).map(lambda name: {"$ref": f"#/components/schemas/{name}"}),
        st.fixed_dictionaries(
            {"type": st.sampled_from(["string", "integer", "boolean"])},
            optional={
                "nullable": st.booleans(),
                "readOnly": st.booleans(),
                "description": st.text(max_size=400),
                "enum": st.lists(st.integers(), min_size=1, max_size=3, unique=True),
                "example": st.integers(),
            },
        ),
    )

    def inner(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        properties = st.dictionaries(st.sampled_from(["a", "b", "body"]), children, max_size=3)
        return st.one_of(
            st.fixed_dictionaries(
                {"type": st.just("object"), "properties": properties},
                optional={"required": st.lists(st.sampled_from(["a", "b"]), unique=True)},
            ),
            st.fixed_dictionaries({"type": st.just("array"), "items": children}),
            st.fixed_dictionaries(
                {"anyOf": st.lists(children, min_size=1, max_size=3)},
                optional={"nullable": st.just(True)},
            ),
            st.fixed_dictionaries({"allOf": st.lists(children, min_size=1, max_size=2)}),
        )

    return st.recursive(leaf, inner, max_leaves=8)


def _document(schemas: dict[str, Any]) -> Document:
    def content(name: str) -> Any:
        return {"content": {"application/json": {"schema": schemas[name]}}}

    operations = {
        f"/{name}": {
            "post": {
                "requestBody": {"required": True, **content(name)},
                "responses": {"200": content(name)},
            }
        }
        for name in NAMES
    }
    data = {"openapi": "3.0.0", "paths": operations, "components": {"schemas": schemas}}
    return Document(Path("/x/a.json"), "a.json", "", data, Path("/x"))


def _loops(name: str, schemas: dict[str, Any]) -> bool:
    """Whether following nothing but references from a schema never ends."""
    for _ in range(len(NAMES) + 1):
        schema = schemas[name]
        while isinstance(schema.get("allOf"), list) and len(schema["allOf"]) == 1:
            if schema.keys() != {"allOf"}:
                return False
            schema = schema["allOf"][0]
        if "$ref" not in schema:
            return False
        name = schema["$ref"].rpartition("/")[2]
    return True


def _references(schema: Schema) -> set[str]:
    found: set[str] = set()
    for part in [schema, *schema.get("$defs", {}).values()]:
        for node in nodes(part):
            name = referred(node)
            if name is not None:
                assert node["$ref"] == PREFIX + name
                found.add(name)
    return found


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({name: _schemas() for name in NAMES}))
def test_tools_are_valid_closed_and_hide_what_only_the_server_writes(
    schemas: dict[str, Any],
) -> None:
    before = msgspec.json.encode(schemas)
    loops = {name for name, schema in schemas.items() if _loops(name, schemas)}
    if loops:
        with pytest.raises(SchemaError, match="never reaches a schema"):
            list(PART.read(_document(schemas)))
        return
    tools = [item for item in PART.read(_document(schemas)) if isinstance(item, Tool)]
    assert msgspec.json.encode(schemas) == before
    for tool in tools:
        assert tool.parameters["type"] == "object"
        assert tool.returns is not None
        for schema in (tool.parameters, tool.returns):
            jsonschema.Draft202012Validator.check_schema(schema)
            assert jsonschema_rs.meta.is_valid(schema)
            assert _references(schema) == set(schema.get("$defs", {}))
        for part in [tool.parameters, *tool.parameters.get("$defs", {}).values()]:
            for node in nodes(part):
                properties = node.get("properties", {})
                assert not any(p.get("readOnly") for p in properties.values())
                assert set(node.get("required", ())) <= properties.keys() | {"a", "b"}


@given(st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=4), max_size=8))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_components_are_what_reaches_each_other_targets_first(graph: dict[int, list[int]]) -> None:
    edges = {str(name): [str(target) for target in targets] for name, targets in graph.items()}

    def reached(name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for target in edges.get(waiting.pop(), ()):
                if target not in found:
                    found.add(target)
                    waiting.append(target)
        return found

    groups = list(components(edges))
    names = [name for group in groups for name in group]
    assert sorted(names) == sorted(edges.keys() | {t for ts in edges.values() for t in ts})
    place = {name: number for number, group in enumerate(groups) for name in group}
    for name in names:
        for other in names:
            together = name == other or (other in reached(name) and name in reached(other))
            assert (place[name] == place[other]) == together
        assert all(place[target] <= place[name] for target in edges.get(name, ()))


def test_prose_loses_marks_and_keeps_words() -> None:
    assert from_html("<p>A <b>b</b> &lt;c&gt;.</p>\n<p>D\ne</p>") == "A b <c>.\nD e"
    assert from_html('<dl> <dt>X</dt> <dd> <table><tr><td class="y">Z</td></tr></table></dd></dl>')
    assert from_html("projects/<project>/x") == "projects/<project>/x"
    assert from_html("a < b && c > d") == "a < b && c > d"
    assert from_markdown("# Top\nSee [this](http://x) and ![pic](y.png) `code` **bold**.") == (
        "Top\nSee this and code bold."
    )


def test_a_description_is_cut_at_a_sentence_and_never_below_a_thousand() -> None:
    text = "A sentence of some length follows here. " * 60
    cut = described("", text)
    assert 1000 <= len(cut) <= 1502
    assert cut.endswith("here. …")
    assert described("Get a pet", "Get a pet by its id.") == "Get a pet by its id."
    assert described("Get a pet", "By id.") == "Get a pet.\nBy id."
    assert 1000 <= len(described("", "x" * 9999)) <= 1502
