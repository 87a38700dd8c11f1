"""What an MCP tool answers, as a value and a verdict.

After https://modelcontextprotocol.io/specification/2025-06-18/server/tools#tool-result. Reads the
result as JSON; does not know servers or sessions.
"""

import re

import jsonschema_rs
import msgspec

from studio.environment import Outcome
from studio.record import Json
from validators.environments._failures import failed

LONGEST = 256 << 10
"""Bytes of a result: more is nothing to train with."""

_ERROR = re.compile(r"(?:\w+ )?error(?: \w+){0,6}:", re.IGNORECASE)
"""How texts begin that report an error although `isError` says otherwise: many servers, the
reference ones among them, catch every exception and answer with a text such as `Error: …`."""


def outcome(result: dict[str, Json], returns: jsonschema_rs.Validator | None) -> Outcome:
    """The outcome of a call whose CallToolResult, as JSON, is `result`.

    The structured content where there is one, which must fit what the tool declares (`returns`);
    else the content. Texts that are JSON are decoded; several texts of which none is are joined by
    line breaks. Images, sound and resources are told by their type.
    """
    structured = result.get("structuredContent")
    parts = [_part(part) for part in result.get("content") or ()]
    value = structured if structured is not None else _joined(parts)
    if result.get("isError") or (isinstance(value, str) and _ERROR.match(value)):
        return failed("tool_error", _text(parts))
    if len(msgspec.json.encode(value)) > LONGEST:
        return failed("too_large", f"the result has over {LONGEST >> 10} kB")
    if returns is not None:
        fault = _misfit(structured, returns)
        if fault:
            return failed("invalid_result", fault)
    return Outcome(value)


def _misfit(structured: Json, returns: jsonschema_rs.Validator) -> str:
    """What is wrong with structured content by the schema the tool declares; empty for nothing."""
    if structured is None:
        return "the tool declares a schema of its result, and there is no structured content"
    try:
        returns.validate(structured)
    except jsonschema_rs.ValidationError as error:
        place = "/".join(map(str, error.instance_path))
        return f"{place}: {error.message[:300]}" if place else error.message[:300]
    return ""


def _part(part: dict[str, Json]) -> Json:
    """One piece of content: a text as it is meant, anything else by its type."""
    kind = part.get("type")
    if kind == "text":
        return _decoded(part["text"])
    if kind == "resource":
        held = part.get("resource", {})
        told = {key: held[key] for key in ("uri", "mimeType", "text") if key in held}
        return {"type": "resource", **told}
    told = {key: part[key] for key in ("uri", "name", "mimeType") if key in part}
    return {"type": kind, **told}


def _decoded(text: str) -> Json:
    """The value that JSON text holds; the text itself when it is none."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return text


def _joined(parts: list[Json]) -> Json:
    if len(parts) == 1:
        return parts[0]
    if parts and all(isinstance(part, str) for part in parts):
        return "\n".join(parts)
    return parts or None


def _text(parts: list[Json]) -> str:
    """All parts as one text, cut."""
    texts = (p if isinstance(p, str) else msgspec.json.encode(p).decode() for p in parts)
    return "\n".join(texts)[:2000] or "the tool says nothing more"
