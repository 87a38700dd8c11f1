"""Dialogues out of files: OpenAI messages as JSON lines, or a run directory.

A row is `{"messages": […], "tools": […]}` as the OpenAI chat API has it. Read as well: tools bare,
under `functions`, with `input_schema` or `inputSchema`, or as one JSON string; arguments as JSON
text or object; calls without `type`, `function` or `id`; results without `tool_call_id` (they
answer the oldest open call); content as a list of text parts; the roles `developer` and `function`.

A row that cannot be read is a verdict with its line number, never an exception; a file that cannot
be opened is a DataError. Judging what was read is done elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from studio.datasets.messages import BadRow, read_messages
from studio.errors import DataError
from studio.masking import shown
from studio.record import Check, Json, Sample, Tool, ToolOrigin
from studio.run import Run

LONGEST_LINE = 64 * 2**20
"""Bytes of a line; a longer one is skipped unread, so that memory stays bounded."""

READ = "read"
"""Name of the verdicts given here."""

REASONS = {
    "broken_json": "the line, a tool list or the arguments of a call are not JSON",
    "not_utf8": "bytes that are not UTF-8",
    "too_long_line": "a line of more than 64 MiB",
    "too_deep": "nested beyond what a JSON reader takes",
    "not_an_object": "a row, tool or arguments of another JSON type than object",
    "no_messages": "no list of messages, or an empty one",
    "bad_message": "a message of unknown role or without what its role needs",
    "bad_tool": "a tool without a name or with parameters that are no schema object",
}
"""Why a row cannot be read: the closed set."""

_NO_PARAMETERS = {"type": "object", "properties": {}}
"""OpenAI's reading of a function without `parameters`: an empty parameter list."""

_MOST_TOOLS = 65_536


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One row: its place, and either what it says or why that cannot be read."""

    place: str
    """`file:line`, lines from 1."""
    line: int
    offset: int
    """Bytes of the file read so far, this row included."""
    sample: Sample | None = None
    tools: Mapping[str, Tool] = field(default_factory=dict)
    """The offered tools by the ids of the sample, as they are shown."""
    fault: Check | None = None


def dialogues(path: Path) -> Iterator[Dialogue]:
    """The rows of a JSON lines file or of a run directory, in order."""
    if path.is_dir():
        yield from _run(path)
        return
    reader = _Rows(path.name)
    for line, offset, data in _lines(path):
        yield reader.row(line, offset, data)


def size(path: Path) -> int:
    """Bytes to read, for a progress bar."""
    if path.is_dir():
        return sum(shard.stat().st_size for shard in Run(path).shards())
    return path.stat().st_size if path.is_file() else 0


def _lines(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Number, offset behind it and content of each line that is not blank; a byte order mark at
    the start is dropped. The content of a line too long is cut there."""
    try:
        with path.open("rb") as file:
            line = 0
            while data := file.readline(LONGEST_LINE + 1):
                line += 1
                rest = data
                while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
                    rest = file.readline(LONGEST_LINE + 1)
                data = data.removeprefix(b"\xef\xbb\xbf") if line == 1 else data
                if data.strip():
                    yield line, file.tell(), data
    except OSError as problem:
        reason = (problem.strerror or type(problem).__name__).lower()
        raise DataError(f"{path}: {reason}: give a JSON lines file or a run directory") from None


class _Rows:
    """Reads the rows of one file; the same tool is made once however many rows offer it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._tools: dict[bytes, Tool] = {}

    def row(self, line: int, offset: int, data: bytes) -> Dialogue:
        place = f"{self.source}:{line}"
        try:
            sample, tools = self._sample(line, _decoded(data))
        except BadRow as bad:
            fault = Check(name=READ, ok=False, reason=bad.reason, detail=bad.detail)
            return Dialogue(place, line, offset, fault=fault)
        return Dialogue(place, line, offset, sample, tools)

    def _sample(self, line: int, row: Json) -> tuple[Sample, dict[str, Tool]]:
        if not isinstance(row, dict):
            raise BadRow("not_an_object", f"the row is {_kind(row)}")
        messages = row.get("messages")
        if not isinstance(messages, list) or not messages:
            raise BadRow("no_messages", f"messages is {_kind(messages)}")
        offered = [self._tool(item) for item in _list(row.get("tools", row.get("functions")))]
        sample = Sample(
            id=str(row.get("id", f"{self.source}:{line}")),
            index=line - 1,
            scenario="",
            tools=tuple(tool.id for tool in offered),
            messages=read_messages(messages),
        )
        return sample, {tool.id: tool for tool in offered}

    def _tool(self, item: Json) -> Tool:
        key = msgspec.json.encode(item)
        known = self._tools.get(key)
        if known is None:
            if len(self._tools) >= _MOST_TOOLS:
                self._tools.clear()
            known = self._tools[key] = self._made(item)
        return known

    def _made(self, item: Json) -> Tool:
        function = item.get("function", item) if isinstance(item, dict) else item
        if not isinstance(function, dict):
            raise BadRow("bad_tool", f"a tool is {_kind(function)}")
        name = function.get("name")
        if not isinstance(name, str) or not name:
            raise BadRow("bad_tool", f"a tool's name is {_kind(name)}")
        keys = ("parameters", "input_schema", "inputSchema")
        schema = next((function[key] for key in keys if function.get(key) is not None), None)
        schema = _NO_PARAMETERS if schema is None or schema == {} else schema
        if isinstance(schema, str):
            schema = _decoded(schema.encode())
        if not isinstance(schema, dict):
            raise BadRow("bad_tool", f"the parameters of {name!r} are {_kind(schema)}")
        return Tool.make(
            name=name,
            description=str(function.get("description") or ""),
            parameters=schema,
            origin=ToolOrigin(source=self.source, format="openai", family=self.source),
        )


def _list(tools: Json) -> list[Any]:
    tools = _decoded(tools.encode()) if isinstance(tools, str) and tools.strip() else tools
    if not tools:
        return []
    if not isinstance(tools, list):
        raise BadRow("bad_tool", f"tools is {_kind(tools)}, not a list")
    return tools


def _decoded(data: bytes) -> Json:
    if len(data) > LONGEST_LINE:
        raise BadRow("too_long_line", f"more than {LONGEST_LINE >> 20} MiB")
    try:
        return msgspec.json.decode(data)
    except UnicodeDecodeError as problem:
        raise BadRow("not_utf8", str(problem)) from None
    except msgspec.DecodeError as problem:
        if not _utf8(data):
            raise BadRow("not_utf8", "bytes that are not UTF-8") from None
        raise BadRow("broken_json", str(problem)) from None
    except RecursionError:
        raise BadRow("too_deep", "nested too deep to be read") from None


def _utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _kind(value: Json) -> str:
    names = {dict: "an object", list: "a list", str: "a text", type(None): "missing"}
    return "an empty list" if value == [] else names.get(type(value), "a number or flag")


def _run(path: Path) -> Iterator[Dialogue]:
    run = Run(path)
    table = {tool.id: tool for tool in run.tools()}
    masked: dict[str, Tool] = {}
    offset = 0
    for number, (place, line) in enumerate(run.lines(), 1):
        offset += len(line)
        try:
            sample = Sample.model_validate_json(line)
        except ValueError as problem:
            detail = " ".join(str(problem).split())[:200]
            fault = Check(name=READ, ok=False, reason="broken_json", detail=detail)
            yield Dialogue(place, number, offset, fault=fault)
            continue
        missing = [key for key in sample.tools if key not in table]
        if missing:
            detail = f"{missing[0]!r} is not in the run's tools.jsonl"
            fault = Check(name=READ, ok=False, reason="bad_tool", detail=detail)
            yield Dialogue(place, number, offset, fault=fault)
            continue
        tools = {key: _shown(table[key], sample, masked) for key in sample.tools}
        yield Dialogue(place, number, offset, sample, tools)


def _shown(tool: Tool, sample: Sample, masked: dict[str, Tool]) -> Tool:
    """The tool as the sample shows it; one mask is applied once, masks are often shared."""
    mask = sample.masks.get(tool.id)
    if mask is None:
        return tool
    key = f"{tool.id}\x1f{mask.name}\x1f{mask.parameters}"
    if key not in masked:
        if len(masked) >= 4_096:
            masked.clear()
        masked[key] = shown(tool, mask)
    return masked[key]
