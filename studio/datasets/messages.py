"""OpenAI chat messages, as other people's files hold them, into the studio's own.

Reading only; the shapes accepted are listed in `studio.datasets.dialogues`. What cannot be read
raises `BadRow` with one of the reasons documented there.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from studio.record import (
    AssistantMessage,
    Json,
    Message,
    SystemMessage,
    ToolCall,
    ToolMessage,
    UserMessage,
)


class BadRow(Exception):
    """A row that cannot be read: becomes a verdict, never reaches the user as an error."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def read_messages(items: Sequence[Json]) -> tuple[Message, ...]:
    """Every message in order. Raises BadRow."""
    reader = _Messages()
    return tuple(reader.message(index, item) for index, item in enumerate(items))


class _Messages:
    """Reads one dialogue; remembers calls that wait for a result, to name what has no id."""

    def __init__(self) -> None:
        self._calls = 0
        self._open: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def message(self, index: int, item: Json) -> Message:
        place = f"message {index}"
        if not isinstance(item, dict):
            raise BadRow("bad_message", f"{place} is not an object")
        role = item.get("role")
        text = _text(item.get("content"), place)
        if role in ("system", "developer"):
            return SystemMessage(content=text or "")
        if role == "user":
            return UserMessage(content=text or "")
        if role == "assistant":
            return AssistantMessage(content=text, tool_calls=self._calling(item, place))
        if role in ("tool", "function"):
            return self._result(item, text or "")
        raise BadRow("bad_message", f"{place} has role {role!r:.40}")

    def _calling(self, item: dict[str, Any], place: str) -> tuple[ToolCall, ...]:
        calls = [] if item.get("tool_calls") is None else item["tool_calls"]
        if not isinstance(calls, list):
            raise BadRow("bad_message", f"{place}: tool_calls is not a list")
        legacy = item.get("function_call")
        return tuple(self._call(call, place) for call in [*calls, *([legacy] if legacy else [])])

    def _call(self, call: Json, place: str) -> ToolCall:
        if not isinstance(call, dict):
            raise BadRow("bad_message", f"{place}: a call is not an object")
        function = call.get("function", call)
        name = function.get("name") if isinstance(function, dict) else None
        if not isinstance(name, str):
            raise BadRow("bad_message", f"{place}: a call without a function name")
        arguments, raw = _arguments(function.get("arguments"), f"{place}: {name}")
        key = call.get("id")
        key = key if isinstance(key, str) and key else f"call_{self._calls}"
        self._calls += 1
        self._open[key] = name
        self._names[key] = name
        return ToolCall(id=key, name=name, arguments=arguments, raw=raw)

    def _result(self, item: dict[str, Any], text: str) -> ToolMessage:
        key = item.get("tool_call_id")
        if not isinstance(key, str) or not key:
            key = next(iter(self._open), "")
        self._open.pop(key, None)
        name = item.get("name")
        name = name if isinstance(name, str) else self._names.get(key, "")
        return ToolMessage(tool_call_id=key, name=name, content=text)


def _text(content: Json, place: str) -> str | None:
    if content is None or isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") if isinstance(part, dict) else part for part in content]
        return "".join(part for part in parts if isinstance(part, str))
    if isinstance(content, dict):
        return msgspec.json.encode(content).decode()
    raise BadRow("bad_message", f"{place}: content is neither text nor parts")


def _arguments(value: Json, place: str) -> tuple[dict[str, Json], str | None]:
    """The arguments as an object, and their text where they came as text."""
    if not isinstance(value, str):
        if value is None:
            return {}, None
        if not isinstance(value, dict):
            raise BadRow("not_an_object", f"{place}: arguments are not an object")
        return value, None
    try:
        decoded = msgspec.json.decode(value) if value.strip() else {}
    except (msgspec.DecodeError, UnicodeError) as problem:
        raise BadRow("broken_json", f"{place}: {problem}: {value[:80]!r}") from None
    except RecursionError:
        raise BadRow("too_deep", f"{place}: arguments nested too deep") from None
    if not isinstance(decoded, dict):
        raise BadRow("not_an_object", f"{place}: arguments are not an object: {value[:80]!r}")
    return decoded, value
