"""llmcompiler: plans to be made before anything is called, in the rows of TinyAgent (arXiv
2409.00608): `{"input": user's words, "output": [entry, …]}`, one line for each user turn that plans
calls.

An entry is `{"type", "raw_input", "raw_output", "parsed_output", "id", "index"}`:

    plan     raw_output: the plan's text (`validators.syntax.llmcompiler`) with `$k` references,
             `Thought:` first where there is one, `join()<END_OF_PLAN>` last. parsed_output: calls
             as {index, id, tool, arguments, dependencies, level, observation}; calls of one level
             (from 1) can be made at once; references stand in arguments as in the text, `$`
             doubled likewise; the observation is what came back, null where the row ends before
    join     raw_output: `Action: Finish(<the reply>)<END_OF_RESPONSE>`, or `Action: Replan()` where
             the next calls depend on what the results say (`studio.export._stages`)
    replan   a plan after that, numbered from 1; values of earlier results are plain

raw_input is what a model reads, in parts (`studio.export._blocks`): for plans the task, each
offered tool with its name, description and whole JSON Schema, the system message, the dialogue so
far and the question; a join and a replan have the plans so far and an observation for each call.
A turn that ends with its calls has no join after them.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Any, Literal, cast

import msgspec

from studio.export import BadLine, Cut, ReadTool
from studio.export._blocks import block, joined, taken_apart
from studio.export._stages import PlannedRow, turns
from studio.plans import (
    Argument,
    Node,
    Plan,
    PlanSyntax,
    Reference,
    Unresolved,
    decoded,
    substituted,
)
from studio.record import Schema, Tool
from studio.rows import LabelledRow, Row, RowCall, RowMessage
from studio.syntax import SyntaxFault, syntaxes

_PLAN = block(
    "Task",
    "Plan the calls that answer the question. Number them from 1. Calls that need nothing of each "
    "other are made at once; write $k, with a path behind it, for a value of the result of call "
    "k. Call nothing that is not listed. End with join().",
)
_JOIN = block(
    "Task",
    "The calls were made. Finish with the reply to the user, which says what the observations say, "
    "or ask for a new plan.",
)
_FINISH, _END, _REPLAN = "Action: Finish(", ")<END_OF_RESPONSE>", "Action: Replan()"
_THOUGHT = "Thought: "
_MOST_KNOWN = 4_096


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    type: Literal["plan", "join", "replan"]
    raw_input: str
    raw_output: str
    parsed_output: Any
    id: str
    index: int


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    input: str
    output: tuple[_Entry, ...]


class _Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    name: str
    arguments: dict[str, Any]


_LINE = msgspec.json.Decoder(_Line)
_CALLS = msgspec.json.Decoder(tuple[_Call, ...])
_SCHEMA = msgspec.json.Decoder(dict[str, Any])


@cache
def _syntax() -> PlanSyntax:
    return cast(PlanSyntax, syntaxes()["llmcompiler"])


class LLMCompiler:
    """Writes and reads the form. Tools repeat from line to line: each is written once."""

    name = "llmcompiler"

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def cut(self, row: LabelledRow) -> Cut:
        return turns(row)

    def write(self, view: Row, tools: Sequence[Tool]) -> bytes:
        start = max(n for n, message in enumerate(view.messages) if message.role == "user")
        question = block("Question", view.messages[start].content or "")
        prompt = [_PLAN, *map(self._tool, tools), *_history(view.messages[:start]), question]
        entries = list(_entries(view, start, prompt, [_JOIN, question]))
        return msgspec.json.encode(_Line(view.messages[start].content or "", tuple(entries)))

    def _tool(self, tool: Tool) -> str:
        known = self._known.get(tool.id)
        if known is None:
            schema = msgspec.json.encode(tool.parameters).decode()
            known = block("Tool", f"{tool.name}\n{tool.description}\nParameters: {schema}")
            if len(self._known) >= _MOST_KNOWN:  # masks make new tools in every row
                self._known.clear()
            self._known[tool.id] = known
        return known

    def read(self, line: bytes) -> tuple[Sequence[RowMessage], Sequence[ReadTool]]:
        try:
            row = _LINE.decode(line)
            before, tools = _read_prompt(row.output[0].raw_input if row.output else "")
            if not before or before[-1] != RowMessage("user", row.input):
                raise BadLine("the question is not the input")
            return [*before, *_read_entries(row.output)], tools
        except (
            *(msgspec.DecodeError, UnicodeDecodeError, RecursionError),
            *(SyntaxFault, Unresolved, ValueError, KeyError, TypeError),
        ) as problem:
            raise BadLine(str(problem)) from None


def _entries(view: Row, start: int, prompt: list[str], seen: list[str]) -> Iterator[_Entry]:
    """`seen` and, after the first plan, `prompt` grow by the plans and observations."""
    plans = iter(view.plans if isinstance(view, PlannedRow) else ())
    messages = view.messages[start + 1 :]
    kind: Literal["plan", "replan"] = "plan"
    index = 0
    for place, message in enumerate(messages):
        if message.role == "tool":
            continue
        name = f"{view.id}.{index}"
        if not message.tool_calls:
            said = f"{_FINISH}{message.content}{_END}"
            told = {"action": "finish", "answer": message.content}
            raw = _thinking(message.thought, said)
            yield _Entry("join", joined(seen), raw, told, name, index)
            continue
        if index:
            told = {"action": "replan", "answer": None}
            yield _Entry("join", joined(seen), _REPLAN, told, name, index)
            index, kind = index + 1, "replan"
            name = f"{view.id}.{index}"
        plan = next(plans, None) or _plain_plan(message)
        text = _syntax().render_plan(plan, {1: message.thought} if message.thought else None)
        ids = [call.id for call in message.tool_calls]
        came = _results(messages[place + 1 :])
        yield _Entry(kind, joined(prompt), text, _parsed(plan, ids, came), name, index)
        index += 1
        after = [block("Plan", text), *_observations(ids, came)]
        seen += after
        prompt += after


def _plain_plan(message: RowMessage) -> Plan:
    nodes = (Node(n, call.name, call.arguments) for n, call in enumerate(message.tool_calls, 1))
    return Plan(tuple(nodes))


def _thinking(thought: str | None, text: str) -> str:
    return f"{_THOUGHT}{thought}\n{text}" if thought else text


def _results(messages: Sequence[RowMessage]) -> dict[str, str]:
    """What the results right behind a plan say, by the id of the call."""
    behind = takewhile(lambda message: message.role == "tool", messages)
    return {message.tool_call_id: message.content or "" for message in behind}


def _observations(ids: Sequence[str], came: Mapping[str, str]) -> Iterator[str]:
    for number, key in enumerate(ids, 1):
        if key in came:
            yield block("Observation", f"{number}\n{came[key]}")


def _parsed(plan: Plan, ids: Sequence[str], came: Mapping[str, str]) -> list[dict[str, Any]]:
    levels = {number: level for level, each in enumerate(plan.levels, 1) for number in each}
    return [
        {
            "index": node.number,
            "id": key,
            "tool": node.name,
            "arguments": {name: _spelled(value) for name, value in node.arguments.items()},
            "dependencies": list(node.after),
            "level": levels[node.number],
            "observation": came.get(key),
        }
        for node, key in zip(plan.nodes, ids, strict=True)
    ]


def _spelled(value: Argument) -> Argument:
    """An argument as JSON, texts and references as they stand in the plan."""
    if isinstance(value, str | Reference):
        return _syntax().spelled(value)
    if isinstance(value, dict):
        return {key: _spelled(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_spelled(item) for item in value]
    return value


def _history(messages: Sequence[RowMessage]) -> Iterator[str]:
    """What was said before. An assistant's words and calls of one message stand together."""
    for message in messages:
        if message.role == "tool":
            head = f"{message.tool_call_id} {message.name}"
            yield block("Result", f"{head}\n{message.content}")
            continue
        if message.content is not None:
            yield block(message.role.capitalize(), message.content)
        if message.tool_calls:
            yield block("Calls", msgspec.json.encode(message.tool_calls).decode())


def _read_prompt(text: str) -> tuple[list[RowMessage], list[ReadTool]]:
    found: list[RowMessage] = []
    tools: list[ReadTool] = []
    for head, said in taken_apart(text):
        if head == "Tool":
            tools.append(_read_tool(said))
        elif head == "Result":
            name, _, content = said.partition("\n")
            key, _, called = name.partition(" ")
            found.append(RowMessage("tool", content, (), key, called))
        elif head == "Calls":
            calls = tuple(RowCall(c.id, c.name, c.arguments) for c in _CALLS.decode(said))
            beside = found[-1].content if found and found[-1].role == "assistant" else None
            if beside is not None:
                found.pop()
            found.append(RowMessage("assistant", beside, calls, trained=False))
        elif head == "Question":
            found.append(RowMessage("user", said))
        elif head in ("System", "User", "Assistant"):
            role = head.lower()
            found.append(RowMessage(role, said, trained=role != "assistant"))
        elif head != "Task":
            raise BadLine(f"no part of a prompt: {head[:40]!r}")
    return found, tools


@lru_cache(maxsize=_MOST_KNOWN)
def _read_tool(said: str) -> ReadTool:
    name, _, rest = said.partition("\n")
    description, _, schema = rest.rpartition("\n")
    parameters: Schema = _SCHEMA.decode(schema.removeprefix("Parameters: "))
    return ReadTool(name, description, parameters)


def _read_entries(entries: Sequence[_Entry]) -> Iterator[RowMessage]:
    """The messages of a turn; references are read back as the values that the results have."""
    for place, entry in enumerate(entries):
        if entry.type == "join":
            if not entry.raw_output.endswith(_REPLAN):
                yield _read_answer(entry)
            continue
        yield from _read_plan(entry)
        if place + 1 < len(entries) and _seen(entries[place + 1].raw_input) != {
            each["index"]: each["observation"]
            for each in entry.parsed_output
            if each["observation"] is not None
        }:
            raise BadLine("the join does not see what came back")


def _read_plan(entry: _Entry) -> Iterator[RowMessage]:
    plan = _syntax().parse_plan(entry.raw_output)
    keys = [str(each["id"]) for each in entry.parsed_output]
    came = {
        str(each["id"]): str(each["observation"])
        for each in entry.parsed_output
        if each["observation"] is not None
    }
    if _parsed(plan.plan, keys, came) != entry.parsed_output:
        raise BadLine("parsed_output is not what raw_output says")
    values = {n: decoded(came[key]) for n, key in enumerate(keys, 1) if key in came}
    calls = tuple(
        RowCall(key, node.name, substituted(dict(node.arguments), values))
        for key, node in zip(keys, plan.plan.nodes, strict=True)
    )
    yield RowMessage("assistant", None, calls, thought=plan.thoughts.get(1))
    for call in calls:
        if call.id in came:
            yield RowMessage("tool", came[call.id], (), call.id, call.name)


def _seen(text: str) -> dict[int, str]:
    """The observations after the last plan, by the number of the call."""
    found: dict[int, str] = {}
    for head, said in taken_apart(text):
        if head == "Plan":
            found = {}
        elif head == "Observation":
            number, _, content = said.partition("\n")
            found[int(number)] = content
    return found


def _read_answer(entry: _Entry) -> RowMessage:
    thought, raw = None, entry.raw_output
    if raw.startswith(_THOUGHT):
        thought, _, raw = raw.removeprefix(_THOUGHT).partition("\n")
    content = raw.removeprefix(_FINISH).removesuffix(_END)
    if entry.parsed_output != {"action": "finish", "answer": content}:
        raise BadLine("the answer is not what raw_output says")
    return RowMessage("assistant", content, thought=thought)


PART = LLMCompiler()
