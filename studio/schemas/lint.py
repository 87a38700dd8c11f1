"""What a person should mend in their schemas before generating from them. Pure functions.

    missing_description            nothing says what the tool does
    parameter_without_description  nothing says what a parameter means
    name_cleaned                   the source's name is none a model can emit
    name_too_long                  … because it has over 64 characters
    duplicate_name                 another tool has the same name
    near_identical_tools           another tool has the same words in name and description
    required_not_in_properties     a required parameter that the schema does not describe
    unfillable_parameter           a parameter no conversation could give a value
    vague_name                     a name that says nothing, with no description to help

Findings are advice: tools with findings are used all the same. Time grows with the number of
tools, not with their pairs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.pointer import MISSING, referred
from studio.record import Json, Schema, Tool
from studio.schemas.naming import LONGEST, emittable, original_name

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_VAGUE_PARAMETER = re.compile(
    r"(?:data|value|val|param|parameter|arg|argument|input|info|obj|object|item|thing|stuff|tmp|"
    r"foo|bar|baz|x|y|z|var|variable|field|misc|payload)s?_?\d*\Z",
    re.IGNORECASE,
)
_VAGUE_TOOL = re.compile(
    r"(?:do|run|call|execute|invoke|process|handle|function|func|tool|api|method|action|test|main|"
    r"get|post|put|set|foo|bar)_?\d*\Z",
    re.IGNORECASE,
)
_NOTHING = frozenset(("(?!)", r"[^\s\S]", r"[^\S\s]", r"[^\d\D]", r"[^\w\W]", "$.^", "$a", "a^"))
"""Patterns that match no text at all, as people write them on purpose or by mistake."""

_BLOBS = frozenset(("byte", "binary", "base64"))
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend."""

    code: str
    tool: str
    """Id of the tool."""
    name: str
    source: str
    """File the tool was read from."""
    detail: str


def findings(tools: Sequence[Tool]) -> list[Finding]:
    """Everything found, tool by tool in their order, then by code."""
    said: dict[str, list[tuple[str, str]]] = {tool.id: [] for tool in tools}
    for tool in tools:
        said[tool.id].extend(_alone(tool))
    for tool, code, detail in (*_same_names(tools), *_near_identical(tools)):
        said[tool.id].append((code, detail))
    found = []
    for tool in tools:
        for code, detail in sorted(said.pop(tool.id, ())):
            found.append(Finding(code, tool.id, tool.name, tool.origin.source, detail))
    return found


def _alone(tool: Tool) -> Iterator[tuple[str, str]]:
    """Findings about one tool by itself: code and detail."""
    if not tool.description.strip():
        yield "missing_description", "nothing says what it does"
        if _VAGUE_TOOL.match(tool.name):
            yield "vague_name", f"{tool.name!r} does not say what the tool does"
    original = original_name(tool)
    if not emittable(original):
        long = len(original) > LONGEST
        code = "name_too_long" if long else "name_cleaned"
        yield code, f"the source calls it {original!r}, a model would have to emit {tool.name!r}"
    properties = tool.parameters.get("properties", {})
    for name in tool.parameters.get("required", ()):
        if name not in properties:
            yield "required_not_in_properties", f"{name!r} is required but not described"
    yield from _parameters(tool.parameters, properties)


def _parameters(schema: Schema, properties: dict[str, Json]) -> Iterator[tuple[str, str]]:
    required = schema.get("required", ())
    for name, parameter in properties.items():
        described = _resolved(parameter, schema)
        if not (_description(parameter) or _description(described)):
            yield "parameter_without_description", f"nothing says what {name!r} means"
            if _VAGUE_PARAMETER.match(name):
                yield "vague_name", f"the parameter {name!r} does not say what it takes"
        fault = _unfillable(parameter, schema, needed=name in required)
        if fault:
            yield "unfillable_parameter", f"{name}{fault}"


def _description(schema: Json) -> str:
    return str(schema.get("description", "")).strip() if isinstance(schema, dict) else ""


def _resolved(schema: Json, root: Schema) -> Json:
    """The schema a local `$ref` stands for; itself when it is none."""
    for _ in range(_DEEPEST):
        if not isinstance(schema, dict):
            break
        found = referred(schema.get("$ref"), root)
        if found is MISSING:
            break
        schema = found
    return schema


def _unfillable(schema: Json, root: Schema, *, needed: bool, depth: int = 0) -> str:
    """Why no value can be given: `.inner: the enum is empty`; empty when one can. What is only
    hard to say in words, such as a file's bytes, counts where a value is needed."""
    schema = _resolved(schema, root)
    if schema is False:
        return ": no value is allowed"
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return ""
    if fault := _contradiction(schema):
        return f": {fault}"
    if not needed:
        return ""
    if fault := _unsayable(schema):
        return f": {fault}"
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if fault := _unfillable(properties.get(name), root, needed=True, depth=depth + 1):
            return f".{name}{fault}"
    return ""


def _contradiction(schema: Schema) -> str:
    if schema.get("enum") == []:
        return "the enum is empty"
    for least, most in (
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ):
        low, high = schema.get(least), schema.get(most)
        if isinstance(low, int | float) and isinstance(high, int | float) and low > high:
            return f"{least} {low} is over {most} {high}"
    if schema.get("pattern") in _NOTHING:
        return f"the pattern {schema['pattern']!r} matches nothing"
    return ""


def _unsayable(schema: Schema) -> str:
    binary = schema.get("contentEncoding") or schema.get("format") in _BLOBS
    if binary and schema.get("type", "string") == "string" and "enum" not in schema:
        return "bytes cannot be said in a conversation"
    closed = schema.get("additionalProperties") is False
    if schema.get("type") == "object" and closed and not schema.get("properties"):
        return "an object that may hold nothing"
    return ""


def _same_names(tools: Sequence[Tool]) -> Iterator[tuple[Tool, str, str]]:
    by_name: dict[str, list[Tool]] = defaultdict(list)
    for tool in tools:
        by_name[tool.name].append(tool)
    for group in by_name.values():
        for tool in group if len(group) > 1 else ():
            other = group[0] if tool is not group[0] else group[1]
            place = f"{other.origin.source}#{other.origin.pointer}"
            yield tool, "duplicate_name", f"{len(group)} tools have this name, one at {place}"


def _near_identical(tools: Sequence[Tool]) -> Iterator[tuple[Tool, str, str]]:
    """Tools of the same words, the family's own left out: one group for each set of words."""
    groups: dict[tuple[str, ...], list[Tool]] = defaultdict(list)
    for tool in tools:
        if tool.description.strip():
            own = _words(tool.origin.family)
            groups[tuple(sorted(_words(f"{tool.name} {tool.description}") - own))].append(tool)
    for words, group in groups.items():
        for tool in group if words and len(group) > 1 else ():
            other = group[0] if tool is not group[0] else group[1]
            detail = f"the same words as {other.name} of {other.origin.source}"
            yield tool, "near_identical_tools", detail


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}
