"""Other ways to write a value that the same words ask for: what a label accepts beside its own.

Only spellings that name the very same thing. What the words could mean otherwise is not here: such
a row is dropped, not accepted twice.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from studio.brief import PlannedCall, Span
from studio.pointer import steps
from studio.record import Json, Schema

_BINDING = ("enum", "const", "pattern", "format", "maxLength")
"""What a schema may say about a text beyond its being one."""


def alternatives(
    call: PlannedCall, said: Iterable[tuple[Span, str]]
) -> Mapping[str, tuple[Json, ...]]:
    """By JSON Pointer of the leaf: the address or number as the words have it, UTC as an offset.
    `said` holds each span of the call with the user turn it lies in."""
    found: dict[str, tuple[Json, ...]] = {}
    for span, user in said:
        if span.transform not in ("url", "phone", "datetime") or span.start < 0:
            continue
        value, schema = _leaf(call, steps(span.path))
        if isinstance(value, str):
            others = tuple(_others(value, user[span.start : span.end], span.transform, schema))
            if others:
                found[span.path] = others
    return found


def _others(value: str, text: str, transform: str, schema: Schema) -> Iterator[str]:
    if transform != "datetime":
        if text != value and not any(key in schema for key in _BINDING):
            yield text
        return
    if value.endswith("Z") and not {"enum", "const", "pattern"} & schema.keys():
        yield value[:-1] + "+00:00"


def _leaf(call: PlannedCall, path: Sequence[str]) -> tuple[Json, Schema]:
    """The value at a path and its schema; one behind a reference counts as binding."""
    value: Json = dict(call.arguments)
    schema: Json = call.tool.parameters
    for step in path:
        if isinstance(value, list):
            value = value[int(step)]
            schema = schema.get("items") if isinstance(schema, dict) else None
        else:
            value = value[step]
            inner = schema.get("properties") if isinstance(schema, dict) else None
            schema = inner.get(step) if isinstance(inner, dict) else None
    plain = isinstance(schema, dict) and "$ref" not in schema
    return value, schema if plain and isinstance(schema, dict) else {"const": None}
