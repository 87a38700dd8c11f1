"""Which tools can be simulated so that nobody reading the result could catch it in a lie."""

import re

from studio.record import Tool
from studio.resources import Operation, shapes
from studio.resources.nouns import words

_CODE = frozenset("sql script code expression formula program regex command cmd".split())
_KNOWN = re.compile(
    r"\b(translat|synonym|antonym|define|definition|geocod|distance|elevation|directions?|route|"
    r"travel.?time|lyrics|convert|factori|exchange.?rates?|prime|weekday|leap|nearby|anagram|rhyme|"
    r"summari[sz]|translat|explain.?query|sun.?times|sunrise|visa.?requirement)",
    re.IGNORECASE,
)
"""What the world decides, not an account: anybody can look it up."""
_ENCODED = frozenset({"byte", "binary"})


def sincere(tool: Tool, operation: Operation) -> bool:
    """Whether a result made from the schema says nothing that is wrong by itself."""
    if operation.kind == "compute" or operation.returns is None:
        return False
    if operation.kind in ("get", "search", "list") and _KNOWN.search(" ".join(words(tool.name))):
        return False
    if {"from_currency", "to_currency"} <= {*shapes.properties(tool.parameters)}:
        return False
    if words(tool.name)[:1] in (("split",), ("count",)) or _dated(tool, operation):
        return False
    if _authors(tool, operation):
        return False
    if {"cart", "basket", "voucher"} & {*words(tool.name)}:
        return False
    if {"database", "table"} <= {*shapes.properties(tool.parameters)}:
        return False
    if any(_free_code(tool, name) for name in shapes.properties(tool.parameters)):
        return False
    if _KNOWN.match(" ".join(words(tool.name))):
        return False
    return _speaks(operation)


_WRITTEN = frozenset(
    "questions answers text content candidates choices poem story summary recipe plan draft".split()
)


def _authors(tool: Tool, operation: Operation) -> bool:
    """Whether a tool writes what only its arguments' meaning decides: questions on a topic."""
    if not {"generate", "brainstorm", "compose"} & {*words(tool.name)}:
        return False
    root = operation.returns or {}
    fields = shapes.properties(shapes.plain(root, root))
    asked = shapes.properties(tool.parameters)
    return any(_WRITTEN & {*words(name)} and name not in asked for name in fields)


def _dated(tool: Tool, operation: Operation) -> bool:
    """Whether a tool reckons with dates: a bare date or number for nothing but dates."""
    root = operation.returns or {}
    bare = shapes.kind(shapes.plain(root, root)) in ("string", "integer", "number")
    return bare and "to_date" in tool.name


def _free_code(tool: Tool, name: str) -> bool:
    parts = words(name)
    if parts[-1:] in (("sql",), ("script",), ("expression",), ("formula",)):
        return True
    if parts not in (("code",), ("program",), ("command",), ("cmd",)):
        return False
    inner = shapes.plain(shapes.properties(tool.parameters)[name], tool.parameters)
    said = str(inner.get("description", "")).lower()
    return bool(shapes.kind(inner)) and any(
        word in said for word in ("run", "execut", "python", "shell")
    )


def _speaks(operation: Operation) -> bool:
    """Whether the response is described well enough to make one: no free-form object."""
    root = operation.returns or {}
    whole = shapes.plain(root, root)
    kind = shapes.kind(whole)
    if kind == "object":
        declared = shapes.properties(whole)
        closed = whole.get("additionalProperties") is False
        return bool(declared) or closed or operation.kind in ("delete", "act", "update")
    return kind in ("array", "string", "integer", "number", "boolean", "null")
