"""A mask renames exactly, both ways, or not at all."""

from typing import Any

import pytest

from studio.masking import maskable, masked_arguments, shown, unmask_arguments, unshown
from studio.record import Mask, Tool, ToolOrigin

SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "kept",
    "properties": {
        "city": {"type": "string"},
        "days": {"type": "integer"},
        "unit": {"enum": ["c"]},
    },
    "required": ["city"],
    "dependentRequired": {"days": ["unit"]},
    "examples": [{"city": "Oslo"}],
}
MASK = Mask(name="fn_1", parameters={"city": "days", "days": "p2"})


def tool(schema: dict[str, Any]) -> Tool:
    origin = ToolOrigin(source="a.json", format="openai", family="a")
    return Tool.make(name="forecast", description="d", parameters=schema, origin=origin)


def test_a_shown_tool_has_its_names_changed_everywhere() -> None:
    seen = shown(tool(SCHEMA), MASK)
    assert seen.name == "fn_1"
    assert seen.parameters == {
        "type": "object",
        "description": "kept",
        "properties": {
            "days": {"type": "string"},
            "p2": {"type": "integer"},
            "unit": {"enum": ["c"]},
        },
        "required": ["days"],
        "dependentRequired": {"p2": ["unit"]},
        "examples": [{"days": "Oslo"}],
    }
    assert list(seen.parameters) == list(SCHEMA)
    assert SCHEMA["required"] == ["city"]


def test_there_and_back_is_the_same() -> None:
    original = tool(SCHEMA)
    assert unshown(shown(original, MASK), MASK, "forecast").parameters == SCHEMA
    arguments = {"city": "Oslo", "days": 2, "unit": "c"}
    masked = masked_arguments(arguments, MASK.parameters)
    assert masked == {"days": "Oslo", "p2": 2, "unit": "c"}
    assert unmask_arguments(masked, MASK) == arguments
    assert unmask_arguments({"city": "Oslo"}, MASK) == {}  # hidden: nobody was shown that name


def test_masks_of_one_tool_are_told_apart_and_no_mask_changes_nothing() -> None:
    original = tool(SCHEMA)
    assert shown(original, None) is original
    other = Mask(name="fn_1", parameters={"city": "x"})
    assert len({original.id, shown(original, MASK).id, shown(original, other).id}) == 3


@pytest.mark.parametrize(
    "extra",
    [
        {"allOf": [{"required": ["city"]}]},
        {"additionalProperties": True},
        {"patternProperties": {"^c": {}}},
        {"propertyNames": {"maxLength": 9}},
        {"dependencies": {"city": {"required": ["days"]}}},
        {"properties": {"city": {}, "inner": {"$ref": "#"}}},
        {"properties": {"city": {}, "inner": {"$ref": "#/properties/city"}}},
    ],
)
def test_unsafe_schemas_are_refused(extra: dict[str, Any]) -> None:
    unsafe = tool({**SCHEMA, **extra})
    assert not maskable(unsafe)
    with pytest.raises(ValueError, match="safely"):
        shown(unsafe, Mask(name="fn", parameters={"city": "p1"}))
    assert shown(unsafe, Mask(name="fn", parameters={})).parameters == unsafe.parameters


@pytest.mark.parametrize("names", [{"city": "unit"}, {"city": "a", "days": "a"}, {"town": "a"}])
def test_a_mask_that_does_not_fit_is_a_bug(names: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        shown(tool(SCHEMA), Mask(name="fn", parameters=names))
