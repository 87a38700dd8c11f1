"""Defaults that flat formats write as text, as values of the parameter's type."""

from typing import TypeAlias

from studio.record import Json, Schema

_Found: TypeAlias = tuple[Json] | None


def with_default(schema: Schema, default: Json) -> Schema:
    """The schema with its default. Text that stands for exactly one value of the type (`"10"` for
    an integer, `"true"` for a boolean) becomes that value; what does not fit the type is kept as
    an example, for it still shows what is meant. Empty text and None mean that there is none,
    unless the type is a string without an enum, where empty text may be meant (`None` never)."""
    if default is None or (default == "" and schema.get("type") != "string"):
        return schema
    if default == "" and "format" in schema:
        return schema
    found = _exact(default, schema.get("type"))
    if found is None:
        return {**schema, "examples": [default]}
    return {**schema, "default": found[0]}


def _exact(value: Json, kind: Json) -> _Found:
    """The value as one of the type `kind`, in a tuple of one; None when it is none exactly."""
    if kind == "boolean":
        return _boolean(value)
    if kind in ("integer", "number"):
        return _number(value, kind)
    if kind == "string":
        return (value,) if isinstance(value, str) else None
    if kind == "array":
        return (value,) if isinstance(value, list) else None
    if kind == "object":
        return (value,) if isinstance(value, dict) else None
    return (value,)


def _boolean(value: Json) -> _Found:
    if isinstance(value, bool):
        return (value,)
    words = {"true": True, "false": False}
    return (words[value.lower()],) if isinstance(value, str) and value.lower() in words else None


def _number(value: Json, kind: Json) -> _Found:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            try:
                value = float(value)
            except ValueError:
                return None
    if not isinstance(value, int | float) or value - value != 0:
        return None
    if kind == "integer":
        return (int(value),) if value == int(value) else None
    return (value,)
