"""Whatever a file holds, each line ends as a sample or as a verdict."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.datasets import dialogues as module
from studio.datasets.dialogues import REASONS, Dialogue, dialogues
from studio.errors import DataError
from studio.record import AssistantMessage, ToolMessage

FUNCTION = {
    "name": "f",
    "description": "d",
    "parameters": {"type": "object", "properties": {"a": {}}},
}
CALL = {"id": "x", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
USER = {"role": "user", "content": "Do it"}


def row(*messages: Any, tools: Any = ({"type": "function", "function": FUNCTION},)) -> bytes:
    return json.dumps({"messages": list(messages), "tools": tools}).encode()


def read(tmp_path: Path, data: bytes) -> list[Dialogue]:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(data)
    return list(dialogues(file))


def one(tmp_path: Path, data: bytes) -> Dialogue:
    [dialogue] = read(tmp_path, data)
    return dialogue


@pytest.mark.parametrize(
    "tools",
    [
        [{"type": "function", "function": FUNCTION}],
        [FUNCTION],
        json.dumps([FUNCTION]),
        [{"name": "f", "description": "d", "input_schema": FUNCTION["parameters"]}],
        [{"name": "f", "description": "d", "inputSchema": FUNCTION["parameters"]}],
    ],
)
def test_tools_are_read_in_every_spelling(tmp_path: Path, tools: Any) -> None:
    dialogue = one(tmp_path, row(USER, tools=tools))
    [tool] = dialogue.tools.values()
    assert (tool.name, tool.description, tool.parameters) == ("f", "d", FUNCTION["parameters"])


def test_a_tool_without_parameters_takes_none(tmp_path: Path) -> None:
    [tool] = one(tmp_path, row(USER, tools=[{"name": "f"}])).tools.values()
    assert tool.parameters == {"type": "object", "properties": {}}


@pytest.mark.parametrize(
    "call",
    [
        CALL,
        {"function": {"name": "f", "arguments": {"a": 1}}},
        {"name": "f", "arguments": {"a": 1}},
    ],
)
def test_calls_are_read_in_every_spelling(tmp_path: Path, call: Any) -> None:
    assistant = {"role": "assistant", "content": None, "tool_calls": [call]}
    sample = one(tmp_path, row(USER, assistant, {"role": "tool", "content": "{}"})).sample
    assert sample is not None
    turn, result = sample.messages[1:]
    assert isinstance(turn, AssistantMessage)
    assert isinstance(result, ToolMessage)
    assert turn.tool_calls[0].arguments == {"a": 1}
    assert (result.tool_call_id, result.name) == (turn.tool_calls[0].id, "f")


def test_arguments_keep_the_text_they_came_as(tmp_path: Path) -> None:
    sample = one(tmp_path, row(USER, {"role": "assistant", "tool_calls": [CALL]})).sample
    assert sample is not None
    assert isinstance(sample.messages[1], AssistantMessage)
    assert sample.messages[1].tool_calls[0].raw == '{"a": 1}'


def broken(arguments: Any) -> bytes:
    call = {"id": "x", "function": {"name": "f", "arguments": arguments}}
    return row(USER, {"role": "assistant", "tool_calls": [call]})


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "broken_json"),
        (b'{"messages": [NaN]}', "broken_json"),
        (b"\0\0\0", "broken_json"),
        (row(USER)[:-1] + b"\0", "broken_json"),
        (b'{"messages": "\xff"}', "not_utf8"),
        (row(USER).decode().encode("utf-16"), "not_utf8"),
        (b"[" * 100_000, "too_deep"),
        (b"[]", "not_an_object"),
        (b"{}", "no_messages"),
        (b'{"messages": []}', "no_messages"),
        (b'{"messages": {}}', "no_messages"),
        (row({"role": "robot"}), "bad_message"),
        (row("hi"), "bad_message"),
        (row({"role": "user", "content": 3}), "bad_message"),
        (row({"role": "assistant", "tool_calls": {}}), "bad_message"),
        (row({"role": "assistant", "tool_calls": [{"function": {}}]}), "bad_message"),
        (row(USER, tools=[{}]), "bad_tool"),
        (row(USER, tools=[3]), "bad_tool"),
        (row(USER, tools={"f": FUNCTION}), "bad_tool"),
        (row(USER, tools=[{"name": "f", "parameters": []}]), "bad_tool"),
        (row(USER, tools="[{"), "broken_json"),
        (broken('{"a": 1'), "broken_json"),
        (broken("[1]"), "not_an_object"),
        (broken([1]), "not_an_object"),
        (broken("[" * 100_000), "too_deep"),
    ],
)
def test_an_unreadable_row_is_a_verdict(tmp_path: Path, data: bytes, reason: str) -> None:
    fault = read(tmp_path, data)[0].fault
    assert fault is not None
    assert fault.reason == reason
    assert reason in REASONS


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    rows = read(tmp_path, b"\xef\xbb\xbf" + row(USER) + b"\r\n\n  \n{\n" + row(USER))
    assert [(found.line, found.fault is None) for found in rows] == [
        (1, True),
        (4, False),
        (5, True),
    ]
    assert rows[-1].place == "rows.jsonl:5"
    assert rows[-1].offset == (tmp_path / "rows.jsonl").stat().st_size


def test_a_huge_line_is_skipped_and_the_next_one_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 1_000)
    rows = read(tmp_path, row(USER, {"role": "user", "content": "x" * 5_000}) + b"\n" + row(USER))
    assert [(found.line, found.fault and found.fault.reason) for found in rows] == [
        (1, "too_long_line"),
        (2, None),
    ]


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.jsonl: no such file"):
        list(dialogues(tmp_path / "none.jsonl"))


def test_a_tool_is_made_once_for_many_rows(tmp_path: Path) -> None:
    first, second = read(tmp_path, row(USER) + b"\n" + row(USER))
    assert next(iter(first.tools.values())) is next(iter(second.tools.values()))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "messages",
                    "tools",
                    "role",
                    "content",
                    "tool_calls",
                    "function",
                    "name",
                    "arguments",
                    "parameters",
                ]
            ),
            below,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(values, values)
def test_no_json_crashes_the_reader(messages: Any, tools: Any) -> None:
    reader = module._Rows("x")
    for value in (messages, [messages], [USER, {"role": "assistant", "tool_calls": [messages]}]):
        data = json.dumps({"messages": value, "tools": tools}).encode()
        dialogue = reader.row(1, 0, data)
        assert (dialogue.sample is None) == (dialogue.fault is not None)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.binary(max_size=40))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    dialogue = module._Rows("x").row(1, 0, data)
    assert dialogue.fault is not None
    assert dialogue.fault.reason in REASONS
