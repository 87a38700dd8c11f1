"""llmcompiler: plans as LLMCompiler (arXiv 2312.04511) prompts for them and TinyAgent (arXiv
2409.00608) trains on them.

    1. search_events(query="dentist", day="2026-03-12")
    Thought: I need the id of the first one.
    2. cancel_event(event_id="$1.events[0].id")
    3. join()<END_OF_PLAN>

Arguments are Python literals by keyword; names that Python cannot spell go into `**{"page-size": 5}`.
Parsing takes positional arguments too where the tool's schema tells their order, references without
quotation marks, JSON's true, false and null, and a plan without `join()` or its end mark. How a
reference is written says `_notation`.
"""  # noqa: E501

import ast
import keyword
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import msgspec

from studio.plans import Argument, Node, Plan, Reference, Woven, WrittenPlan, node
from studio.record import Json, Tool, ToolCall
from studio.syntax import Syntax, SyntaxFault
from validators.syntax import _notation as notation

END = "<END_OF_PLAN>"
_HEAD = re.compile(r"[ \t]*(\d+)[.)][ \t]*([^\s(]+)[ \t]*\(", re.ASCII)
_THOUGHT = re.compile(r"[ \t]*Thought:[ \t]*(.*)")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_CONSTANTS: Mapping[str, Json] = {"true": True, "false": False, "null": None}


def render_plan(plan: Plan, thoughts: Mapping[int, str] | None = None) -> str:
    """A plan in text, `join()` last; thoughts stand on one line before the call of that number."""
    said = thoughts or {}
    lines: list[str] = []
    last = len(plan.nodes) + 1
    for number, each in enumerate(plan.nodes, 1):
        if number != each.number:
            raise ValueError(f"call {each.number} stands at place {number} of the plan")
        if number in said:
            lines.append(f"Thought: {' '.join(said[number].split())}")
        lines.append(f"{number}. {each.name}({_arguments(each.arguments)})")
    if last in said:
        lines.append(f"Thought: {' '.join(said[last].split())}")
    return "\n".join([*lines, f"{last}. join(){END}"])


def _arguments(arguments: Mapping[str, Argument]) -> str:
    parts: list[str] = []
    for spellable, run in groupby(arguments.items(), lambda item: _spellable(item[0])):
        if spellable:
            parts += [f"{name}={_literal(value)}" for name, value in run]
        else:
            parts.append(f"**{_literal(dict(run))}")
    return ", ".join(parts)


def _spellable(name: str) -> bool:
    return name.isascii() and name.isidentifier() and not keyword.iskeyword(name)


def _literal(value: Argument) -> str:
    """An argument as Python writes it, texts in double quotation marks on one line."""
    if isinstance(value, Reference):
        return f'"{_escaped(notation.spelled(value))}"'
    if isinstance(value, Woven):
        return f'"{_escaped(notation.woven(value))}"'
    if isinstance(value, str):
        return f'"{_escaped(notation.literal(value))}"'
    if isinstance(value, Mapping):
        inner = (f"{_key(key)}: {_literal(item)}" for key, item in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return repr(value)


def _key(key: str) -> str:
    return f'"{_escaped(key)}"'


def _escaped(text: str) -> str:
    """JSON's escapes, all of which Python reads the same way."""
    return msgspec.json.encode(text).decode()[1:-1].replace("\x7f", "\\u007f")


def parse_plan(text: str, tools: Sequence[Tool] = ()) -> WrittenPlan:
    """The plan of a text. Raises SyntaxFault: a line that is no call, a number out of order, an
    argument that is no literal, a reference to a later call, a name given twice."""
    orders = {tool.name: tuple(tool.parameters.get("properties", {})) for tool in tools}
    nodes: list[Node] = []
    texts: list[str] = []
    thoughts: dict[int, str] = {}
    for entry in _entries(text):
        number = len(nodes) + 1
        if isinstance(entry, str):
            thoughts[number] = f"{thoughts[number]} {entry}" if number in thoughts else entry
            continue
        if entry.number != number:
            raise SyntaxFault(f"call {number} is numbered {entry.number}")
        if entry.name == "join":
            return WrittenPlan(Plan(tuple(nodes)), thoughts, tuple(texts), joined=True)
        arguments = _parsed(entry, orders.get(entry.name))
        try:
            nodes.append(node(number, entry.name, arguments))
        except ValueError as fault:
            raise SyntaxFault(str(fault)) from fault
        texts.append(entry.text)
    return WrittenPlan(Plan(tuple(nodes)), thoughts, tuple(texts), joined=False)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    name: str
    inner: str
    """What stands between the brackets, references in quotation marks."""
    text: str


def _entries(text: str) -> Iterator[_Line | str]:
    """The calls of a text and, as plain text, the thoughts between them."""
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        head = _HEAD.match(text, at, end)
        if head is not None:
            inner, at = _inside(text, head.end())
            yield _Line(int(head[1]), head[2], inner, text[head.start() : at].strip())
            at = _rest(text, at)
        elif thought := _THOUGHT.fullmatch(line):
            yield thought[1].strip()
            at = end + 1
        elif not line.strip() or line.strip() == END:
            at = end + 1
        else:
            raise SyntaxFault(f"neither a call nor a thought: {line.strip()[:80]!r}")


def _rest(text: str, at: int) -> int:
    """Where the line behind a call ends; only the end mark or a comment may stand there."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    behind = text[at:end].strip()
    if behind and behind != END and not behind.startswith("#"):
        raise SyntaxFault(f"behind a call stands {behind[:80]!r}")
    return end + 1


def _inside(text: str, start: int) -> tuple[str, int]:
    """What stands between brackets, from behind the opening one; and where the closing one ends.
    References outside quotation marks are put into them."""
    parts: list[str] = []
    open_: list[str] = ["("]
    at = start
    while at < len(text):
        mark = text[at]
        if mark in "\"'":
            end = _quoted(text, at)
            parts.append(text[at:end])
            at = end
            continue
        if mark == "$":
            match = notation.REFERENCE.match(text, at)
            if match is None:
                raise SyntaxFault(f"no reference: {text[at : at + 20]!r}")
            parts.append(repr(match[0]))
            at = match.end()
            continue
        if mark in "([{":
            open_.append(mark)
        elif mark in ")]}" and open_.pop() != _CLOSING[mark]:
            raise SyntaxFault(f"brackets do not pair at {text[max(0, at - 20) : at + 1]!r}")
        at += 1
        if not open_:
            return "".join(parts), at
        parts.append(mark)
    raise SyntaxFault(f"no closing bracket behind {text[start : start + 40]!r}")


def _quoted(text: str, start: int) -> int:
    """Where a text in quotation marks ends that begins at `start`."""
    mark = text[start] * 3 if text.startswith(text[start] * 3, start) else text[start]
    at = start + len(mark)
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text.startswith(mark, at):
            return at + len(mark)
        else:
            at += 1
    raise SyntaxFault(f"a quotation mark is not closed: {text[start : start + 40]!r}")


def _parsed(line: _Line, order: Sequence[str] | None) -> dict[str, Argument]:
    try:
        tree = ast.parse(f"_({line.inner}\n)", mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as fault:
        raise SyntaxFault(f"arguments of {line.name} are no literals: {fault}") from fault
    if not isinstance(tree, ast.Call) or not isinstance(tree.func, ast.Name):
        raise SyntaxFault(f"arguments of {line.name} are no literals")
    found: dict[str, Argument] = {}
    for place, item in enumerate(tree.args):
        if order is None or place >= len(order):
            raise SyntaxFault(f"{line.name}: nothing tells the name of argument {place + 1}")
        _give(found, order[place], _value(item), line.name)
    for each in tree.keywords:
        value = _value(each.value)
        if each.arg is not None:
            _give(found, each.arg, value, line.name)
        elif isinstance(value, dict):
            for name, item in value.items():
                _give(found, name, item, line.name)
        else:
            raise SyntaxFault(f"{line.name}: ** before what is no dict")
    return found


def _give(found: dict[str, Argument], name: str, value: Argument, call: str) -> None:
    if name in found:
        raise SyntaxFault(f"{call}: {name} is given twice")
    found[name] = value


def _value(tree: ast.expr) -> Argument:
    """A literal, references in its texts read."""
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return notation.read(tree.value)
    if isinstance(tree, ast.Constant) and isinstance(tree.value, bool | int | float | None):
        return tree.value
    if isinstance(tree, ast.Name) and tree.id in _CONSTANTS:
        return _CONSTANTS[tree.id]
    if isinstance(tree, ast.List | ast.Tuple):
        return [_value(item) for item in tree.elts]
    if isinstance(tree, ast.Dict):
        return {
            _plain_key(key): _value(item) for key, item in zip(tree.keys, tree.values, strict=True)
        }
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        number = _value(tree.operand)
        if isinstance(number, int | float) and not isinstance(number, bool):
            return -number
    raise SyntaxFault(f"no literal: {ast.unparse(tree)[:60]}")


def _plain_key(tree: ast.expr | None) -> str:
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return tree.value
    raise SyntaxFault("a key that is no text")


class LLMCompiler:
    """Numbered calls with references and a join."""

    name = "llmcompiler"

    def render(self, calls: Sequence[ToolCall]) -> str:
        """A plan of calls that need nothing of each other."""
        return render_plan(
            Plan(tuple(Node(n, call.name, call.arguments) for n, call in enumerate(calls, 1)))
        )

    def parse(self, text: str, tools: Sequence[Tool] = ()) -> Sequence[ToolCall]:
        """The calls of a plan without references; `parse_plan` reads those with. Raises
        SyntaxFault."""
        found = parse_plan(text, tools)
        needing = next((each for each in found.plan.nodes if each.after), None)
        if needing is not None:
            raise SyntaxFault(f"call {needing.number} refers to an earlier result")
        return [
            ToolCall(id=f"call_{n}", name=each.name, arguments=dict(each.arguments), raw=raw)
            for n, (each, raw) in enumerate(zip(found.plan.nodes, found.texts, strict=True))
        ]

    def spelled(self, value: str | Reference) -> str:
        """A literal text or a reference, as it stands between quotation marks."""
        if isinstance(value, str):
            return notation.literal(value)
        return notation.spelled(value)

    def render_plan(self, plan: Plan, thoughts: Mapping[int, str] | None = None) -> str:
        """As the function of this name."""
        return render_plan(plan, thoughts)

    def parse_plan(self, text: str, tools: Sequence[Tool] = ()) -> WrittenPlan:
        """As the function of this name. Raises SyntaxFault."""
        return parse_plan(text, tools)


PART: Syntax = LLMCompiler()
