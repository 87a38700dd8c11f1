"""Validation of JSON values against JSON Schema, with typed reasons.

The engine is jsonschema-rs: Draft 2020-12 unless `$schema` names 2019-09, 7, 6 or 4, formats
asserted, nothing fetched. Around it stands what it does not refuse by itself: values that are not
JSON (NaN, Infinity, lone surrogates, keys that are no strings), nesting that would overflow the
native stack, and arguments no schema declares (see `validators.closing`).

This module knows schemas and values, nothing of tools offered, messages or samples.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from studio.pointer import inside
from studio.record import Json, Schema, Tool
from validators.closing import closed, declared, plain_names

REASONS: dict[str, str] = {
    "missing_required": "a required property is absent (required, dependentRequired)",
    "unknown_argument": "a property no schema declares",
    "wrong_type": "not of the type asked for, in any alternative",
    "not_in_enum": "not one of the listed values",
    "not_const": "not the one value allowed",
    "out_of_bounds": "a number, length or count outside its bounds or off its step",
    "bad_format": "a string not of the format named (date, email, uri …) or encoding",
    "bad_pattern": "a string the pattern does not match, or one it gave up on",
    "no_alternative": "none of anyOf or oneOf, or more than one of oneOf",
    "not_unique": "a list with equal items where they must differ",
    "wrong_key": "a property name that propertyNames refuses",
    "missing_item": "a list without the items `contains` asks for, or with too many of them",
    "unknown_item": "a list item beyond those described",
    "schema_conflict": "what `not` or a false schema rules out",
    "not_json": "NaN, Infinity, a lone surrogate, a key that is no string, a foreign type",
    "too_deep": "nested deeper than MAX_DEPTH",
    "invalid_schema": "the schema itself is invalid, of an unknown draft, or cannot be resolved",
}
"""Every reason a fault can give, and what it means. Closed: nothing else is ever reported."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""Draft of a schema without `$schema`."""

MAX_DEPTH = 128
"""Levels of nesting in a value or schema. jsonschema-rs recurses natively and takes the whole
process down at some 10,000; no tool call comes near 128."""

_MAX_BITS = 13_000
"""Bits of an integer: Python refuses to print beyond 4,300 digits, and so to write it as JSON."""

_DRAFTS: dict[str, type[jsonschema_rs.Validator]] = {
    DIALECT: jsonschema_rs.Draft202012Validator,
    "https://json-schema.org/draft/2019-09/schema": jsonschema_rs.Draft201909Validator,
    "http://json-schema.org/draft-07/schema": jsonschema_rs.Draft7Validator,
    "http://json-schema.org/draft-06/schema": jsonschema_rs.Draft6Validator,
    "http://json-schema.org/draft-04/schema": jsonschema_rs.Draft4Validator,
}
_MODERN = (jsonschema_rs.Draft202012Validator, jsonschema_rs.Draft201909Validator)

_BY_KEYWORD = {
    "required": "missing_required",
    "additionalProperties": "unknown_argument",
    "unevaluatedProperties": "unknown_argument",
    "type": "wrong_type",
    "enum": "not_in_enum",
    "const": "not_const",
    "format": "bad_format",
    "contentEncoding": "bad_format",
    "contentMediaType": "bad_format",
    "fromUtf8": "bad_format",
    "pattern": "bad_pattern",
    "anyOf": "no_alternative",
    "oneOf": "no_alternative",
    "uniqueItems": "not_unique",
    "propertyNames": "wrong_key",
    "contains": "missing_item",
    "additionalItems": "unknown_item",
    "unevaluatedItems": "unknown_item",
    "not": "schema_conflict",
    "falseSchema": "schema_conflict",
    "$ref": "invalid_schema",
}
_BOUNDS = frozenset(
    f"{edge}{what}" for edge in ("min", "max") for what in ("imum", "Length", "Items", "Properties")
) | {"exclusiveMinimum", "exclusiveMaximum", "multipleOf"}

_LARGE = 2**63
_CONSTANTS = frozenset((bool, type(None)))
_NESTED = frozenset((dict, list))

Retriever = Callable[[str], Any]
"""From the address of a schema outside to its content; only the official test suite uses one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a value."""

    reason: str
    """A key of REASONS."""
    path: str
    """JSON Pointer of the value; of the property itself when it is missing or unknown."""
    detail: str
    """What was found, in words."""


class Validator:
    """A schema, compiled once. `close` applies the rule of `validators.closing`; `dialect` is the
    draft of a schema that names none."""

    __slots__ = ("_holds", "_invalid", "_names", "_rule", "_tight")

    def __init__(
        self,
        schema: Schema | bool,
        *,
        close: bool = True,
        dialect: str = DIALECT,
        retriever: Retriever | None = None,
    ) -> None:
        self._holds, self._invalid = _attempt(schema, _draft(schema, dialect), retriever)
        self._rule = schema if close and isinstance(schema, dict) else None
        """The schema to close; None where undeclared arguments are no fault."""
        self._tight: jsonschema_rs.Validator | None = None
        sound = self._rule is not None and self._holds is not None
        self._names = plain_names(self._rule or {}) if sound else frozenset()

    @property
    def invalid(self) -> Fault | None:
        """Why the schema itself is unusable; None when it is sound."""
        return self._invalid

    def accepts(self, instance: Json) -> bool:
        """Whether the value is valid."""
        if self._holds is None:
            return False
        if type(instance) is dict and self._flat(instance):
            return self._holds.is_valid(instance)
        if _defect(instance) is not None or not self._holds.is_valid(instance):
            return False
        rule = self._rule
        if rule is None or type(instance) not in _NESTED or declared(instance, rule, rule):
            return True
        return self._closed(rule, self._holds).is_valid(instance)

    def _flat(self, instance: dict[str, Json]) -> bool:
        """Whether arguments are a few plain values under declared names, as most are: then only
        the engine has a say. One pass, because it runs for every call of every candidate."""
        names = self._names
        for name, value in instance.items():
            if name not in names:
                return False
            kind = type(value)
            if kind is str:
                if not value.isascii():
                    return False
            elif kind is int:
                if not -_LARGE < value < _LARGE:
                    return False
            elif kind is not bool:
                return False
        return True

    def faults(self, instance: Json) -> list[Fault]:
        """Everything wrong with the value, in the order found; empty when it is valid."""
        if self._holds is None:
            return [self._invalid] if self._invalid else []
        if (defect := _defect(instance)) is not None:
            return [defect]
        holds, rule = self._holds, self._rule
        for engine in (holds,) if rule is None else (self._closed(rule, holds), holds):
            errors = list(engine.iter_errors(instance))
            if errors:
                return list(dict.fromkeys(f for error in errors for f in _explained(error)))
        return []

    def _closed(self, rule: Schema, holds: jsonschema_rs.Validator) -> jsonschema_rs.Validator:
        """The engine of the closed schema, compiled when a value first asks for it: most never
        do, and closing a large schema costs more than compiling it."""
        if self._tight is None:
            tight = closed(rule, modern=isinstance(holds, _MODERN))
            self._tight = holds if tight is rule else _compiled(type(holds), tight, None)
        return self._tight


def _attempt(
    schema: Schema | bool,
    draft: type[jsonschema_rs.Validator] | None,
    retriever: Retriever | None,
) -> tuple[jsonschema_rs.Validator | None, Fault | None]:
    """The engine of a schema, or why there is none."""
    if (defect := _defect(schema)) is not None:
        return None, Fault("invalid_schema", "", defect.detail)
    if draft is None:
        found = schema.get("$schema") if isinstance(schema, dict) else None
        detail = f"$schema {found!r} unknown; known are 2020-12, 2019-09, 7, 6 and 4"
        return None, Fault("invalid_schema", "", detail)
    try:
        return _compiled(draft, schema, retriever), None
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        # with a bad schema the error's path leads into the schema, not into a value
        where = inside("", *getattr(error, "instance_path", []))
        return None, Fault("invalid_schema", "", _line(f"at {where or '/'}: {error}"))


def _draft(schema: Schema | bool, dialect: str) -> type[jsonschema_rs.Validator] | None:
    named = schema.get("$schema", dialect) if isinstance(schema, dict) else dialect
    if not isinstance(named, str):
        return None
    # people write either scheme; the drafts themselves use https from 2019-09 on
    place = named.removesuffix("#").partition("://")[2]
    return _DRAFTS.get(f"https://{place}") or _DRAFTS.get(f"http://{place}")


def _compiled(
    draft: type[jsonschema_rs.Validator], schema: Schema | bool, retriever: Retriever | None
) -> jsonschema_rs.Validator:
    if isinstance(schema, dict) and "$schema" in schema:
        # the class says which draft it is; another spelling of its address would be refused
        schema = {key: value for key, value in schema.items() if key != "$schema"}
    with warnings.catch_warnings():
        # draft 4 accepts a `format` it does not define with a warning; here that is no news
        warnings.simplefilter("ignore")
        if retriever is None:
            return draft(schema, validate_formats=True, offline=True)
        return draft(schema, validate_formats=True, retriever=retriever)


def _defect(value: Json) -> Fault | None:
    """Why a value is not JSON that can be validated; None when it is. Level by level, because a
    recursive walk would overflow on the very values it looks for."""
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[Json] = []
        for item in level:
            kind = type(item)
            if kind is str:
                if not item.isascii() and _surrogate(item):
                    return Fault("not_json", "", f"lone surrogate in {item!r:.80}")
            elif kind is dict:
                if not all(map(_key, item)):
                    return Fault("not_json", "", f"a key of {item!r:.80} is no text JSON can hold")
                below.extend(item.values())
            elif kind is list:
                below.extend(item)
            elif kind not in _CONSTANTS and not _number(item):
                return Fault("not_json", "", f"{kind.__name__} {_shown(item)} is not JSON")
        if not below:
            return None
        level = below
    return Fault("too_deep", "", f"nested deeper than {MAX_DEPTH} levels")


def _key(key: object) -> bool:
    return type(key) is str and (key.isascii() or not _surrogate(key))


def _number(item: Json) -> bool:
    kind = type(item)
    if kind is int:
        return bool(item.bit_length() <= _MAX_BITS)
    return kind is float and item - item == 0.0  # false for NaN and both infinities


def _shown(item: Json) -> str:
    return f"of {item.bit_length()} bits" if type(item) is int else f"{item!r:.80}"


def _surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _explained(error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
    """The faults behind one error of the engine."""
    kind: Any = error.kind
    keyword = kind.name
    path = inside("", *error.instance_path)
    if keyword in ("anyOf", "oneOf"):
        yield from _alternatives(error, path)
        return
    reason = "out_of_bounds" if keyword in _BOUNDS else _BY_KEYWORD[keyword]
    detail = _line(error.message)
    if keyword == "required":
        yield Fault(reason, inside(path, kind.property), detail)
    elif reason == "unknown_argument":
        for name in kind.unexpected:
            yield Fault(reason, inside(path, name), f"{name!r} is not declared")
    else:
        yield Fault(reason, path, detail)


def _alternatives(error: jsonschema_rs.ValidationError, path: str) -> Iterator[Fault]:
    """What is wrong where no alternative holds: with the only one of the value's own type, that
    alternative's faults; with none of its type, wrong_type; otherwise no_alternative."""
    kind: Any = error.kind
    branches: list[list[jsonschema_rs.ValidationError]] = list(getattr(kind, "context", []))
    here = error.instance_path
    fitting = [branch for branch in branches if branch and not _mistyped(branch, here)]
    mistyped = sum(_mistyped(branch, here) for branch in branches)
    if branches and mistyped == len(branches):
        yield Fault("wrong_type", path, _line(f"{error.instance!r:.80} is of no type asked for"))
    elif len(fitting) == 1 and mistyped == len(branches) - 1:
        for inner in fitting[0]:
            yield from _explained(inner)
    else:
        yield Fault("no_alternative", path, _line(error.message))


def _mistyped(branch: list[jsonschema_rs.ValidationError], here: list[str | int]) -> bool:
    return any(inner.kind.name == "type" and inner.instance_path == here for inner in branch)


def _line(text: str, most: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


_COMPILED: dict[str, Validator] = {}
_MOST_COMPILED = 2_048
"""Compiled tools kept, the oldest dropped: 50 kB each for schemas of 4 kB, as Google's are."""


def compiled(key: str, parameters: Callable[[], Schema]) -> Validator:
    """The validator known by `key`, compiled from what `parameters` gives when it is not known."""
    known = _COMPILED.get(key)
    if known is None:
        if len(_COMPILED) >= _MOST_COMPILED:
            del _COMPILED[next(iter(_COMPILED))]
        known = _COMPILED[key] = Validator(parameters())
    return known


def validator(tool: Tool) -> Validator:
    """The compiled parameters of a tool, kept by tool id so that the next call costs a lookup."""
    return compiled(tool.id, lambda: tool.parameters)


def faults(schema: Schema | bool, instance: Json) -> list[Fault]:
    """Everything wrong with a value under a schema; for a schema used once or from tests."""
    return Validator(schema).faults(instance)
