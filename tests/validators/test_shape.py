"""Each reason of the shape check, from a dialogue that has exactly that fault."""

from collections.abc import Callable
from typing import Any

import pytest

from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Message,
    Sample,
    SystemMessage,
    Tool,
    ToolCall,
    ToolMessage,
    ToolOrigin,
    UserMessage,
)
from validators.checks.shape import PART

ORIGIN = ToolOrigin(source="a.json", format="openai", family="a")
TOOLS = [
    Tool.make(name=name, description=d, parameters={"type": "object"}, origin=ORIGIN)
    for name, d in (("f", ""), ("g", ""), ("f", "another f"))
]
TABLE = {tool.id: tool for tool in TOOLS}

USER = UserMessage(content="Do it.")
DONE = AssistantMessage(content="Done, both are in.")


def call(key: str, name: str = "f", **arguments: Any) -> ToolCall:
    return ToolCall(id=key, name=name, arguments=arguments)


def calls(*made: ToolCall) -> AssistantMessage:
    return AssistantMessage(tool_calls=made)


def result(key: str, name: str = "f") -> ToolMessage:
    return ToolMessage(tool_call_id=key, name=name, content="{}")


def reasons(
    messages: list[Message], *labels: Expected, tools: tuple[int, ...] = (0, 1)
) -> list[str]:
    sample = Sample(
        id="s",
        index=0,
        scenario="x",
        tools=tuple(TOOLS[place].id for place in tools),
        messages=tuple(messages),
        expected=labels,
    )
    found = [check.reason for check in PART.faults(sample, TABLE)]
    assert set(found) <= set(PART.reasons)
    return found


GOOD: list[list[Message]] = [
    [USER, DONE],
    [SystemMessage(content="Today is Monday."), USER, DONE],
    [USER, calls(call("a"))],
    [USER, calls(call("a"), call("b", "g")), result("b", "g"), result("a"), DONE],
    [USER, calls(call("a")), result("a"), calls(call("b")), result("b"), DONE, USER, DONE],
]


@pytest.mark.parametrize("messages", GOOD)
def test_a_well_formed_dialogue_passes(messages: list[Message]) -> None:
    assert reasons(messages) == []


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([], ["no_messages"]),
        ([DONE], ["bad_role_order"]),
        ([USER, SystemMessage(content="x"), USER, DONE], ["bad_role_order"]),
        ([USER, USER, DONE], ["bad_role_order"]),
        ([USER, DONE, DONE], ["bad_role_order"]),
        ([USER], ["no_final_answer"]),
        ([USER, calls(call("a")), result("a")], ["no_final_answer"]),
        ([UserMessage(content=" \n"), DONE], ["empty_message"]),
        ([USER, AssistantMessage(content="")], ["empty_message"]),
        ([USER, calls(call("a"), call("a", "g"))], ["duplicate_call_id"]),
        ([USER, calls(call("a")), result("b"), DONE], ["unknown_call_id", "unanswered_call"]),
        ([USER, calls(call("a")), result("a"), result("a"), DONE], ["unknown_call_id"]),
        ([USER, calls(call("a")), DONE], ["unanswered_call"]),
        ([USER, calls(call("a")), result("a", "g"), DONE], ["wrong_result_name"]),
        ([USER, calls(call("a", x=1), call("b", x=1))], ["duplicate_call"]),
    ],
)
def test_each_departure_has_its_reason(messages: list[Message], expected: list[str]) -> None:
    assert reasons(messages) == expected


def test_true_and_one_are_different_arguments() -> None:
    assert reasons([USER, calls(call("a", x=1), call("b", x=True))]) == []


def test_tools_of_one_name_are_refused() -> None:
    assert reasons([USER, DONE], tools=(0, 0)) == ["duplicate_tool"]
    assert reasons([USER, DONE], tools=(0, 2)) == ["duplicate_tool"]


def want(name: str = "f", after: tuple[int, ...] = (), **arguments: Any) -> ExpectedCall:
    return ExpectedCall(name=name, arguments=arguments, after=after)


def label(**fields: Any) -> Expected:
    return Expected(**{"message": 1, "behaviour": "call", **fields})


TWO: list[Message] = [USER, calls(call("a", x=1), call("b", "g", y=[1]))]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: (TWO, label(calls=(want(x=1), want("g", y=[1])))), []),
        (lambda: (TWO, label(calls=(want("g", y=[1]), want(x=1)))), []),
        (
            lambda: (TWO, label(calls=(want("g", y=[1]), want(x=1)), ordered=True)),
            ["label_mismatch"],
        ),
        (lambda: (TWO, label(calls=(want(x=1),))), ["label_mismatch"]),
        (lambda: (TWO, label(calls=(want(x=True), want("g", y=[1])))), ["label_mismatch"]),
        (lambda: (TWO, label(calls=(want(x=1), want("g", (1,), y=[1])))), ["bad_dependency"]),
        (lambda: (TWO, label(behaviour="answer")), ["behaviour_mismatch"]),
        (lambda: ([USER, DONE], label(calls=(want(),))), ["behaviour_mismatch"]),
        (lambda: ([USER, DONE], label(behaviour="decline")), []),
        (lambda: ([USER, DONE], label(behaviour="ask", missing=("city",))), []),
        (lambda: ([USER, DONE], label(behaviour="ask")), ["unknown_missing"]),
        (lambda: ([USER, DONE], label(behaviour="answer", missing=("a",))), ["unknown_missing"]),
        (lambda: ([USER, DONE], label(behaviour="answer", message=0)), ["label_misplaced"]),
        (lambda: ([USER, DONE], label(behaviour="answer", message=9)), ["label_misplaced"]),
    ],
)
def test_the_label_must_agree_with_its_turn(
    make: Callable[[], tuple[list[Message], Expected]], expected: list[str]
) -> None:
    messages, one = make()
    assert reasons(messages, one) == expected


def test_one_turn_has_one_label() -> None:
    one = label(behaviour="answer")
    assert reasons([USER, DONE], one, one) == ["label_misplaced"]
