"""Questions that were answered before they were asked."""

import pytest

from studio.record import AssistantMessage, Expected, Sample, Tool, ToolOrigin, UserMessage
from validators.checks.asking import PART

TOOL = Tool.make(
    name="lock_door",
    description="Lock a door of the house.",
    parameters={
        "type": "object",
        "properties": {
            "door": {"type": "string", "enum": ["front door", "garage door", "house"]},
            "room": {"type": "string", "examples": ["hall", "kitchen"]},
            "other": {"type": "string", "examples": ["kitchen"]},
        },
        "required": ["door", "room"],
    },
    origin=ToolOrigin(source="a.json", format="openai", family="a"),
)


@pytest.mark.parametrize(
    ("words", "missing", "reasons"),
    [
        ("Lock it.", ("door",), []),
        ("Lock the Front Door.", ("door",), ["already_said"]),
        ("Save it as hall.json", ("room",), ["already_said"]),
        ("Lock the whole house.", ("door",), []),  # a word of the description
        ("Lock it, I am in the kitchen.", ("room",), []),  # `other` may be meant
        ("The hallway is dark.", ("room",), []),
    ],
)
def test_a_value_of_what_is_asked_for(words, missing, reasons):
    sample = Sample(
        id="s",
        index=0,
        scenario="ask",
        tools=(TOOL.id,),
        messages=(UserMessage(content=words), AssistantMessage(content="Which one?")),
        expected=(Expected(message=1, behaviour="ask", missing=missing),),
    )
    assert [check.reason for check in PART.faults(sample, {TOOL.id: TOOL})] == reasons
