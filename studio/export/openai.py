"""OpenAI's fine-tuning form: `{"messages": [...], "tools": [...]}` a line.

Source: OpenAI's API reference, "Fine-tuning: chat format with tools": a call is
`{"id", "type": "function", "function": {"name", "arguments"}}` with the arguments as JSON text, a
result `{"role": "tool", "tool_call_id", "content"}`, a tool `{"type": "function", "function":
{"name", "description", "parameters"}}`. Content is null where the assistant only calls. `weight` 0
marks assistant messages that are not to be learnt. A row that offers nothing has no `tools`: the
API refuses an empty list.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Literal

import msgspec

from studio.export import BadLine, Cut, ReadTool
from studio.export._views import dialogue
from studio.record import Schema, Tool
from studio.rows import LabelledRow, Row, RowCall, RowMessage


class _Function(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    arguments: str


class _Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    type: Literal["function"]
    function: _Function


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Literal["system", "user", "assistant", "tool"]
    content: str | None
    tool_calls: tuple[_Call, ...] = ()
    tool_call_id: str = ""
    weight: Literal[0, 1] = 1


class _Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    description: str
    parameters: Schema


class _Tool(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["function"]
    function: _Declared


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    messages: tuple[_Message, ...]
    tools: tuple[msgspec.Raw, ...] = ()


_MOST_KNOWN = 4_096
"""Encoded and decoded tools remembered."""

_LINE = msgspec.json.Decoder(_Line)
_TOOL = msgspec.json.Decoder(_Tool)


class OpenAI:
    """Writes and reads the form. Schemas repeat from row to row: each is encoded once."""

    name = "openai"

    def __init__(self) -> None:
        self._encoded: dict[str, bytes] = {}

    def cut(self, row: LabelledRow) -> Cut:
        return dialogue(row, thoughts=False)

    def write(self, view: Row, tools: Sequence[Tool]) -> bytes:
        said = msgspec.json.encode([_message(message) for message in view.messages])
        if not tools:
            return b'{"messages":' + said + b"}"
        offered = b",".join([self._tool(tool) for tool in tools])
        return b'{"messages":' + said + b',"tools":[' + offered + b"]}"

    def _tool(self, tool: Tool) -> bytes:
        known = self._encoded.get(tool.id)
        if known is None:
            function = {
                "name": tool.name,
                "description": tool.description,
                "parameters": tool.parameters,
            }
            known = msgspec.json.encode({"type": "function", "function": function})
            if len(self._encoded) >= _MOST_KNOWN:  # masks make new tools in every row
                self._encoded.clear()
            self._encoded[tool.id] = known
        return known

    def read(self, line: bytes) -> tuple[Sequence[RowMessage], Sequence[ReadTool]]:
        try:
            row = _LINE.decode(line)
            tools = [_read_tool(bytes(tool)) for tool in row.tools]
            return _read_messages(row.messages), tools
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise BadLine(str(problem)) from None


def _message(message: RowMessage) -> dict[str, Any]:
    if message.role == "tool":
        return {
            "role": "tool",
            "tool_call_id": message.tool_call_id,
            "content": message.content,
        }
    written: dict[str, Any] = {"role": message.role, "content": message.content}
    if message.tool_calls:
        written["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {
                    "name": call.name,
                    "arguments": msgspec.json.encode(call.arguments).decode(),
                },
            }
            for call in message.tool_calls
        ]
    if not message.trained:
        written["weight"] = 0
    return written


def _read_messages(messages: Sequence[_Message]) -> list[RowMessage]:
    """The messages; a result gets the name of the call it answers."""
    names: dict[str, str] = {}
    read = []
    for message in messages:
        calls = tuple([_read_call(call) for call in message.tool_calls])
        names.update((call.id, call.name) for call in calls)
        name = names.get(message.tool_call_id, "") if message.role == "tool" else ""
        read.append(
            RowMessage(
                message.role,
                message.content,
                calls,
                message.tool_call_id,
                name,
                trained=message.weight == 1,
            )
        )
    return read


def _read_call(call: _Call) -> RowCall:
    arguments = msgspec.json.decode(call.function.arguments)
    if not isinstance(arguments, dict):
        raise BadLine(f"the arguments of {call.function.name} are no object")
    return RowCall(call.id, call.function.name, arguments)


@lru_cache(maxsize=_MOST_KNOWN)
def _read_tool(data: bytes) -> ReadTool:
    function = _TOOL.decode(data).function
    return ReadTool(function.name, function.description, function.parameters)


PART = OpenAI()
