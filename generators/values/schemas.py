"""Reading a JSON Schema for making values: references, merged `allOf`, the bounds of numbers.

What is not looked at here (`not`, `if`, `contains`, …) is left to the final validation.
"""

from collections.abc import Callable
from decimal import Decimal

from generators.values.world import Unfillable
from studio.pointer import MISSING, referred
from studio.record import Json, Schema


def plain(given: Json, root: Schema) -> Schema:
    """The schema with its `$ref` followed and its `allOf` merged, one level deep."""
    if given is True or given is None:
        return {}
    if not isinstance(given, dict):
        raise Unfillable("unsatisfiable_schema")
    schema: Schema = given
    for _ in range(32):
        if "$ref" in schema:
            rest = {key: value for key, value in schema.items() if key != "$ref"}
            schema = merged(_target(schema["$ref"], root), rest)
        elif "allOf" in schema:
            whole = {key: value for key, value in schema.items() if key != "allOf"}
            for part in schema["allOf"]:
                whole = merged(whole, plain(part, root))
            schema = whole
        else:
            return schema
    raise Unfillable("recursive_schema")


def _target(reference: Json, root: Schema) -> Schema:
    if not isinstance(reference, str) or not reference.startswith("#"):
        raise Unfillable("foreign_reference")
    found = referred(reference, root)
    if found is MISSING:
        raise Unfillable("unresolved_reference")
    if found is True:
        return {}
    if not isinstance(found, dict):
        raise Unfillable("unsatisfiable_schema")
    return found


_TIGHTER = {
    "minimum": max,
    "exclusiveMinimum": max,
    "minLength": max,
    "minItems": max,
    "minProperties": max,
    "maximum": min,
    "exclusiveMaximum": min,
    "maxLength": min,
    "maxItems": min,
    "maxProperties": min,
}


def merged(one: Schema, two: Schema) -> Schema:
    """A schema that asks for both; where no closed form exists the second wins and the final
    validation decides."""
    if not one or not two:
        return two or one
    both = dict(one)
    for key, value in two.items():
        if key not in both:
            both[key] = value
        else:
            both[key] = _both(key, both[key], value)
    return both


def _both(key: str, old: Json, new: Json) -> Json:
    if key == "properties" and isinstance(old, dict) and isinstance(new, dict):
        shared = {name: {"allOf": [old[name], new[name]]} for name in old if name in new}
        return {**old, **new, **shared}
    if key == "required":
        return list(dict.fromkeys([*old, *new]))
    if key == "enum":
        return [value for value in old if value in new] or new
    if key == "type":
        return _types(old, new)
    if key in _TIGHTER and _number(old) and _number(new):
        return _TIGHTER[key](old, new)
    if key in ("allOf",):
        return [*old, *new]
    if key in ("anyOf", "oneOf"):
        return new
    if key in ("$defs", "definitions", "dependentRequired") and isinstance(old, dict):
        return {**old, **new}
    if key == "description":
        return old if len(str(old)) > len(str(new)) else new
    return new


def _types(old: Json, new: Json) -> Json:
    first = old if isinstance(old, list) else [old]
    second = new if isinstance(new, list) else [new]
    shared = [kind for kind in first if kind in second]
    if not shared and {"integer"} & {*first, *second} and {"number"} & {*first, *second}:
        shared = ["integer"]
    if not shared:
        raise Unfillable("unsatisfiable_schema")
    return shared[0] if len(shared) == 1 else shared


def _number(value: Json) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_IMPLIED = (
    ("object", ("properties", "required", "additionalProperties", "minProperties")),
    ("array", ("items", "prefixItems", "minItems", "uniqueItems", "contains")),
    ("string", ("pattern", "minLength", "maxLength", "format")),
    ("number", ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
)


def types(schema: Schema) -> list[str]:
    """The JSON types a value may have, without null where anything else is possible; implied by
    the keywords when not stated."""
    found = schema.get("type")
    if isinstance(found, str):
        return [found]
    if isinstance(found, list):
        return [kind for kind in found if kind != "null"] or ["null"]
    for kind, keys in _IMPLIED:
        if any(key in schema for key in keys):
            return [kind]
    return []


def bounds(schema: Schema) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """Least and greatest number and whether each itself is excluded, in the forms of every draft:
    draft 4 has `exclusiveMinimum` as a flag beside `minimum`."""
    low, low_open = _bound(schema.get("minimum"), schema.get("exclusiveMinimum"), max)
    high, high_open = _bound(schema.get("maximum"), schema.get("exclusiveMaximum"), min)
    return low, high, low_open, high_open


def _bound(
    closed: Json, open_: Json, tighter: Callable[[Decimal, Decimal], Decimal]
) -> tuple[Decimal | None, bool]:
    inner = _decimal(closed)
    if isinstance(open_, bool):
        return inner, open_ and inner is not None
    outer = _decimal(open_)
    if outer is None:
        return inner, False
    if inner is None or outer == inner or tighter(outer, inner) == outer:
        return outer, True
    return inner, False


def _decimal(value: Json) -> Decimal | None:
    if isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return None
    return Decimal(str(value)) if _number(value) else None
