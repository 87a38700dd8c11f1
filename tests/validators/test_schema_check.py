"""Every call is held against the tool it names, masked or not."""

from collections.abc import Sequence
from typing import Any

import pytest

from studio.masking import shown
from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Mask,
    Sample,
    Tool,
    ToolCall,
    ToolOrigin,
    UserMessage,
)
from validators.checks.schema import PART

ORIGIN = ToolOrigin(source="a.json", format="openai", family="a")
FORECAST = Tool.make(
    name="forecast",
    description="",
    parameters={
        "type": "object",
        "properties": {"city": {"type": "string"}, "days": {"type": "integer", "maximum": 9}},
        "required": ["city"],
    },
    origin=ORIGIN,
)
MASK = Mask(name="fn_7", parameters={"city": "p1", "days": "city"})


def sample(
    name: str,
    arguments: dict[str, Any],
    expected: Sequence[ExpectedCall] = (),
    mask: Mask | None = None,
) -> Sample:
    label = (Expected(message=1, behaviour="call", calls=tuple(expected)),) if expected else ()
    return Sample(
        id="s",
        index=0,
        scenario="single",
        tools=(FORECAST.id,),
        masks={FORECAST.id: mask} if mask else {},
        messages=(
            UserMessage(content="Weather in Oslo?"),
            AssistantMessage(tool_calls=(ToolCall(id="c", name=name, arguments=arguments),)),
        ),
        expected=label,
    )


def found(one: Sample) -> list[tuple[str, str]]:
    tools = {FORECAST.id: shown(FORECAST, one.masks.get(FORECAST.id))}
    return [(check.reason, check.detail) for check in PART.faults(one, tools)]


def test_a_right_call_passes() -> None:
    assert found(sample("forecast", {"city": "Oslo", "days": 3})) == []


@pytest.mark.parametrize(
    ("name", "arguments", "reason", "where"),
    [
        ("forecasts", {"city": "Oslo"}, "unknown_tool", "message 1"),
        ("forecast", {}, "missing_required", "forecast/city"),
        ("forecast", {"city": "Oslo", "unit": "c"}, "unknown_argument", "forecast/unit"),
        ("forecast", {"city": "Oslo", "days": 10}, "out_of_bounds", "forecast/days"),
    ],
)
def test_a_fault_names_message_call_and_argument(
    name: str, arguments: dict[str, Any], reason: str, where: str
) -> None:
    [(given, detail)] = found(sample(name, arguments))
    assert given == reason
    assert where in detail
    assert reason in PART.reasons


def test_a_label_that_differs_from_its_turn_is_checked_too() -> None:
    label = ExpectedCall(name="forecast", arguments={"city": 1})
    [(reason, detail)] = found(sample("forecast", {"city": "Oslo"}, [label]))
    assert reason == "wrong_type"
    assert detail.startswith("label of message 1")
    same = ExpectedCall(name="forecast", arguments={"city": 1})
    assert len(found(sample("forecast", {"city": 1}, [same]))) == 1


def test_masked_calls_are_checked_under_the_names_shown() -> None:
    # the mask shows `days` as `city`, which is also a real name it hides
    assert found(sample("fn_7", {"p1": "Oslo", "city": 3}, mask=MASK)) == []
    wrong = found(sample("fn_7", {"p1": "Oslo", "city": "three"}, mask=MASK))
    assert [reason for reason, _ in wrong] == ["wrong_type"]
    assert found(sample("forecast", {"city": "Oslo"}, mask=MASK))[0][0] == "unknown_tool"
    other = Mask(name="fn_8", parameters={"city": "p1"})
    leaked = found(sample("fn_8", {"city": "Oslo"}, mask=other))
    assert [reason for reason, _ in leaked] == ["unknown_argument", "missing_required"]


def test_an_unusable_schema_is_a_verdict() -> None:
    bad = Tool.make(name="bad", description="", parameters={"type": "dict"}, origin=ORIGIN)
    one = sample("bad", {"a": 1}).model_copy(update={"tools": (bad.id,)})
    assert [check.reason for check in PART.faults(one, {bad.id: bad})] == ["invalid_schema"]
