"""Python modules: hints, docstrings and defaults become schemas; nothing is imported."""

from pathlib import Path
from textwrap import dedent

import pytest

from studio.record import Json, Tool
from studio.schemas import load_tools

HEADER = """
from __future__ import annotations
import enum
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, NewType, Optional, TypedDict, NotRequired, Union
from uuid import UUID
from pydantic import BaseModel, Field
import somewhere_else

Unit = Literal["c", "f"]
UserId = NewType("UserId", int)
LIMIT = 5

class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"

class Level(enum.IntEnum):
    LOW = enum.auto()
    HIGH = enum.auto()

@dataclass
class Node:
    '''A node.

    Attributes:
        label: What it is called.
    '''
    label: str
    children: list[Node] = field(default_factory=list)

class Movie(TypedDict, total=False):
    title: str
    year: NotRequired[int]

class Item(BaseModel):
    sku: str = Field(..., pattern="^[A-Z]+$", description="The code.")
    count: int = Field(1, ge=1)
"""


def load(tmp_path: Path, text: str) -> list[Tool]:
    (tmp_path / "shop.py").write_text(HEADER + dedent(text))
    return list(load_tools([tmp_path / "shop.py"], cache=None).tools)


NULL = {"type": "null"}
STRINGS = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("hint", "schema"),
    [
        ("str", {"type": "string"}),
        ("int", {"type": "integer"}),
        ("float", {"type": "number"}),
        ("bool", {"type": "boolean"}),
        ("list[str]", STRINGS),
        ("'list[str]'", STRINGS),
        ("set[int]", {"type": "array", "items": {"type": "integer"}, "uniqueItems": True}),
        ("tuple[int, ...]", {"type": "array", "items": {"type": "integer"}}),
        ("dict[str, list[str]]", {"type": "object", "additionalProperties": STRINGS}),
        ("dict[str, Any]", {"type": "object"}),
        ("Optional[int]", {"anyOf": [{"type": "integer"}, NULL]}),
        ("int | str | None", {"anyOf": [{"type": "integer"}, {"type": "string"}, NULL]}),
        ("Union[int, int]", {"type": "integer"}),
        ("Unit", {"type": "string", "enum": ["c", "f"]}),
        ("Literal[1, 'a', None]", {"enum": [1, "a", None]}),
        ("UserId", {"type": "integer"}),
        ("date", {"type": "string", "format": "date"}),
        ("datetime", {"type": "string", "format": "date-time"}),
        ("UUID", {"type": "string", "format": "uuid"}),
        ("bytes", {"type": "string", "contentEncoding": "base64"}),
        ("Any", {}),
        ("somewhere_else.Thing", {}),
        (
            "Annotated[int, Field(ge=1, lt=9), 'A number.']",
            {
                "type": "integer",
                "minimum": 1,
                "exclusiveMaximum": 9,
                "description": "A number.",
            },
        ),
        ("Annotated[str, Field(min_length=2)]", {"type": "string", "minLength": 2}),
        ("Annotated[list[str], Field(max_length=2)]", {**STRINGS, "maxItems": 2}),
        ("Color", {"$ref": "#/$defs/Color"}),
    ],
)
def test_hints_become_json_schema(tmp_path: Path, hint: str, schema: Json) -> None:
    (tool,) = load(tmp_path, f"def f(x: {hint}): ...\n")
    assert tool.parameters["properties"]["x"] == schema
    assert tool.parameters["required"] == ["x"]
    assert tool.parameters["additionalProperties"] is False


def test_classes_of_the_module_become_definitions(tmp_path: Path) -> None:
    (tool,) = load(
        tmp_path, "def f(node: Node, item: Item, movie: Movie, level: Level) -> list[Node]: ...\n"
    )
    definitions = tool.parameters["$defs"]
    assert definitions["Node"] == {
        "type": "object",
        "description": "A node.",
        "properties": {
            "label": {"type": "string", "description": "What it is called."},
            "children": {"type": "array", "items": {"$ref": "#/$defs/Node"}},
        },
        "required": ["label"],
    }
    assert definitions["Item"]["properties"] == {
        "sku": {"type": "string", "pattern": "^[A-Z]+$", "description": "The code."},
        "count": {"type": "integer", "minimum": 1, "default": 1},
    }
    assert definitions["Item"]["required"] == ["sku"]
    assert "required" not in definitions["Movie"]
    assert definitions["Level"] == {"type": "integer", "enum": [1, 2]}
    assert tool.returns is not None
    assert tool.returns["items"] == {"$ref": "#/$defs/Node"}
    assert list(tool.returns["$defs"]) == ["Node"]


@pytest.mark.parametrize(
    ("parameter", "schema", "required"),
    [
        ("x=3", {"type": "integer", "default": 3}, False),
        ("x=LIMIT", {"type": "integer", "default": 5}, False),
        ("x: Color = Color.RED", {"$ref": "#/$defs/Color", "default": "red"}, False),
        ("x: date = date.today()", {"type": "string", "format": "date"}, False),
        ("x: date = None", {"type": "string", "format": "date"}, False),
        ("x: int | None = None", {"anyOf": [{"type": "integer"}, NULL], "default": None}, False),
        ("x: tuple = (1, 2)", {"type": "array", "default": [1, 2]}, False),
        ("x: float = float('inf')", {"type": "number"}, False),
        ("x: int = Field(3, ge=1)", {"type": "integer", "minimum": 1, "default": 3}, False),
        ("x: int = Field(..., ge=1)", {"type": "integer", "minimum": 1}, True),
        ("x", {}, True),
        ("*, x: int", {"type": "integer"}, True),
        ("x: int, /", {"type": "integer"}, True),
    ],
)
def test_defaults(tmp_path: Path, parameter: str, schema: Json, required: bool) -> None:
    (tool,) = load(tmp_path, f"def f({parameter}): ...\n")
    assert tool.parameters["properties"] == {"x": schema}
    assert ("x" in tool.parameters.get("required", [])) is required


def test_star_arguments(tmp_path: Path) -> None:
    first, second = load(tmp_path, "def f(*a, **k): ...\ndef g(**k: int): ...\n")
    assert first.parameters == {"type": "object", "properties": {}, "additionalProperties": True}
    assert second.parameters["additionalProperties"] == {"type": "integer"}


DOCSTRINGS = {
    "google": """
        Args:
            place (str): Where to look,
                with the country.
            days: How many: at most 14.

        Returns:
            dict: Degrees by day.

        Raises:
            ValueError: never.
    """,
    "numpy": """
        Parameters
        ----------
        place : str
            Where to look,
            with the country.
        days : int, optional
            How many: at most 14.

        Returns
        -------
        dict
            Degrees by day.
    """,
    "fields": """
        :param str place: Where to look,
            with the country.
        :param days: How many: at most 14.
        :type days: int
        :returns: Degrees by day.
        :raises ValueError: never.
    """,
}


@pytest.mark.parametrize("style", DOCSTRINGS)
def test_docstrings_describe(tmp_path: Path, style: str) -> None:
    text = f'''
        async def forecast(place, days: int = 3) -> dict[str, float]:
            """Tell how warm
            it gets.

            Only on land: not at sea.
            {DOCSTRINGS[style].replace(chr(10), chr(10) + "    ")}
            """
        '''
    (tool,) = load(tmp_path, text)
    assert tool.description == "Tell how warm it gets.\n\nOnly on land: not at sea."
    properties = tool.parameters["properties"]
    assert properties["place"] == {
        "type": "string",
        "description": "Where to look, with the country.",
    }
    assert properties["days"]["description"] == "How many: at most 14."
    assert tool.returns == {
        "type": "object",
        "additionalProperties": {"type": "number"},
        "description": "Degrees by day.",
    }


def test_which_functions_are_tools(tmp_path: Path) -> None:
    text = """
        from typing import overload
        def _private(): ...
        @overload
        def twice(x: int): ...
        @overload
        def twice(x: str): ...
        def twice(x): ...
        class K:
            def method(self): ...
        def outer():
            def inner(): ...
        if True:
            def conditional(): ...
        """
    assert [tool.name for tool in load(tmp_path, text)] == ["twice", "outer"]
    assert [tool.name for tool in load(tmp_path, dedent(text) + "__all__ = ['outer']\n")] == [
        "outer"
    ]


def test_the_module_is_not_imported_and_its_warnings_stay_its_own(tmp_path: Path) -> None:
    (tool,) = load(tmp_path, "x = '\\d'\ndef f(): ...\nraise SystemExit('imported')\n")
    assert (tool.origin.family, tool.origin.pointer) == ("shop", "f")


def test_long_and_deep_hints_are_no_crash(tmp_path: Path) -> None:
    (tool,) = load(tmp_path, f"def f(x: {' | '.join(['int', 'str'] * 400)}): ...\n")
    integer_or_text = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
    assert tool.parameters["properties"]["x"] == integer_or_text
    (tool,) = load(tmp_path, f"def f(x: '{'list[' * 3000}'): ...\n")
    assert tool.parameters["properties"]["x"] == {}
