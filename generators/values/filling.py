"""The arguments of one call to a tool: all required ones, and optional ones taking turns."""

import zlib
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from random import Random

import jsonschema_rs

from generators.meaning import meaning, sayable, words
from generators.values import wording
from generators.values.agreement import reconciled, tied
from generators.values.builder import Builder, server_set, settable
from generators.values.schemas import plain
from generators.values.world import Maker, Unfillable, World
from studio.record import Json, Schema, Tool

_TRIES = 6
_MOST = 3
_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Filled:
    """Arguments that validate, and which of them may be left out."""

    arguments: dict[str, Json]
    optional: tuple[str, ...] = ()
    """Names of the arguments that the schema does not require, in the order of the schema."""


_TECHNICAL = frozenset({"discovery", "aws"})
"""Formats whose tools administer machines for the most part."""


_NAMING = frozenset({"id", "slug", "reference", "path", "title", "unknown"})
"""Kinds of required parameters that only say which thing is meant."""


def technical_change(name: str) -> bool:
    """Whether a tool called `name` sets something: `topics.setIamPolicy`, `ec2.modify_host`."""
    return words(name.rpartition(".")[2])[:1] in (("set",), ("update",), ("patch",), ("modify",))


class _Plan:
    """What is known of a tool before any draw; made once per tool."""

    def __init__(self, tool: Tool) -> None:
        self.refusal = ""
        root = tool.parameters
        self.builder = Builder(
            tool.name,
            tool.description,
            root,
            wording.domain(tool.name, tool.description),
            tool.origin.format in _TECHNICAL,
        )
        try:
            self.schema: Schema = plain(root, root)
        except Unfillable as refused:
            self.schema, self.refusal = {}, refused.reason
        self.properties: Schema = self.schema.get("properties") or {}
        self.required = self._needed()
        self.phase = zlib.crc32(tool.id.encode())
        self.optional = self._turns(tool)
        self.changes = self._changes(tool)
        self.makers: dict[str, Maker] = {}
        self._validator: jsonschema_rs.Validator | None = None
        self._tool = tool

    def _changes(self, tool: Tool) -> bool:
        """Whether a call says nothing without an optional parameter: what to change it to."""
        kinds = (
            meaning(name, self.properties.get(name, {}), tool.name, tool.description).kind
            for name in self.required
        )
        technical = tool.origin.format in _TECHNICAL
        return technical and technical_change(tool.name) and _NAMING.issuperset(kinds)

    def _needed(self) -> list[str]:
        needed = [name for name in self.schema.get("required", ()) if isinstance(name, str)]
        for key in ("oneOf", "anyOf"):
            for branch in self.schema.get(key, ())[:1]:
                if isinstance(branch, dict):
                    needed += [name for name in branch.get("required", ()) if name not in needed]
        return needed

    def _turns(self, tool: Tool) -> list[str]:
        """The optional parameters a person might set, in an order of the tool's own."""
        technical = tool.origin.format in _TECHNICAL
        writes = technical and bool({"patch", "update", "insert", "create"} & {*words(tool.name)})
        names = [
            name
            for name, schema in self.properties.items()
            if name not in self.required
            and not (writes and server_set(name))
            and settable(schema)
            and isinstance(schema, dict)
            and sayable(meaning(name, schema, tool.name, tool.description))
        ]
        Random(self.phase).shuffle(names)
        return names

    def chosen(self, visit: int, extra: float) -> dict[str, int]:
        """Optional parameters of this visit, each with how often it had its turn before."""
        names = self.optional
        if not names or (extra <= 0 and not self.changes):
            return {}
        share = min(_MOST, extra * len(names))
        offset = (self.phase % 997) / 997
        first, last = int(visit * share + offset), int((visit + 1) * share + offset)
        if first == last and self.changes:
            first, last = visit, visit + 1
        found = {names[turn % len(names)]: turn // len(names) for turn in range(first, last)}
        for name in tuple(found):
            for partner in tied(name, names):
                found.setdefault(partner, found[name])
        return found

    def maker(self, name: str) -> Maker:
        """The maker of one parameter, built at its first use."""
        found = self.makers.get(name)
        if found is None:
            inner = self.properties.get(name, self.schema.get("additionalProperties", {}))
            found = self.makers[name] = self.builder.maker(name, inner)
        return found

    def valid(self, arguments: dict[str, Json]) -> bool:
        """Whether the arguments validate, formats included. ValueError for an invalid schema."""
        if self._validator is None:
            self._validator = jsonschema_rs.validator_for(
                self._tool.parameters, validate_formats=True
            )
        return bool(self._validator.is_valid(arguments))


_plans: OrderedDict[str, _Plan] = OrderedDict()


def _plan(tool: Tool) -> _Plan:
    """The plan of a tool; the 2,048 used last are kept."""
    found = _plans.get(tool.id)
    if found is None:
        found = _plans[tool.id] = _Plan(tool)
        if len(_plans) > _KEPT:
            _plans.popitem(last=False)
    else:
        _plans.move_to_end(tool.id)
    return found


def arguments(
    tool: Tool,
    rng: Random,
    *,
    visit: int = 0,
    today: date,
    omit: Collection[str] = (),
    extra: float = 0.35,
) -> Filled | str:
    """Arguments a person could have meant, or the snake_case reason why there are none.

    All required parameters but those in `omit`; of the optional ones about the share `extra`, at
    most three, taking turns over the visits 0, 1, 2, … so that each, and each value of an enum,
    comes up as often. Depends on nothing but what is handed in.

    Reasons: `unfillable_parameter` (nothing tells what to put), `unsayable_argument` (a token, a
    secret), `nothing_to_change` (nothing a person could set is known), `free_form_object`,
    `recursive_schema`, `unreadable_pattern`, `unmatched_pattern`, `unmatched_length`,
    `unsatisfiable_schema`, `unsatisfiable_bounds`, `unsatisfiable_array`, `unresolved_reference`,
    `foreign_reference`, `unknown_type`, `invalid_schema`, `invalid_arguments` (the schema's rules
    were not met after several tries).
    """
    plan = _plan(tool)
    if plan.refusal:
        return plan.refusal
    turns = plan.chosen(visit, extra)
    reason = "invalid_arguments"
    for attempt in range(_TRIES):
        if attempt == _TRIES - 1:
            turns = {}
        if plan.changes and not turns:
            return "nothing_to_change"
        try:
            found = _drawn(plan, rng, visit, today, turns)
            valid = plan.valid(found)
        except Unfillable as refused:
            reason = refused.reason
            if reason in _FINAL:
                return reason
            continue
        except ValueError:
            return "invalid_schema"
        if valid and plan.changes and not turns.keys() & found.keys():
            reason = "nothing_to_change"
        elif valid:
            kept = {name: value for name, value in found.items() if name not in omit}
            return Filled(kept, tuple(name for name in kept if name in turns))
    return reason


_FINAL = frozenset(
    """unfillable_parameter unsayable_argument free_form_object unreadable_pattern unknown_type
    unresolved_reference foreign_reference""".split()
)
"""Reasons that another draw would not change."""


def _drawn(
    plan: _Plan, rng: Random, visit: int, today: date, turns: dict[str, int]
) -> dict[str, Json]:
    world = World(rng, today, visit, strict=True)
    for place, name in enumerate(plan.required):
        cycle = plan.phase % 7919 + visit
        world.memory["turn:" + name] = cycle + place * (visit // 5)
    for name, turn in turns.items():
        world.memory["turn:" + name] = turn
        world.memory["optional:" + name] = True
    found: dict[str, Json] = {}
    order = [name for name in plan.properties if name in turns or name in plan.required]
    order += [name for name in plan.required if name not in plan.properties]
    for name in order:
        try:
            value = plan.maker(name)(world)
        except Unfillable:
            if name in turns:
                continue
            raise
        if name in turns and _is_default(value, plan.properties[name]):
            value = _other(plan.maker(name), world, plan.properties[name])
            if value is None:
                continue
        found[name] = value
    return reconciled(found, plan.properties)


def _is_default(value: Json, schema: Schema) -> bool:
    return "default" in schema and bool(schema["default"] == value)


def _other(make: Maker, world: World, schema: Schema) -> Json:
    """A value other than the default; None when none came up."""
    for _ in range(4):
        value = make(world)
        if not _is_default(value, schema):
            return value
    return None


def value(
    name: str,
    schema: Schema,
    rng: Random,
    *,
    today: date,
    context: str = "",
    description: str = "",
    strict: bool = False,
) -> Json:
    """A value for any JSON Schema. `context` and `description` are the tool's name and description
    where it is for a tool. Raises Unfillable with the reason; `strict` also refuses what no person
    would say, instead of making up something merely valid."""
    builder = Builder(context, description, schema, wording.domain(context, description))
    try:
        validator = jsonschema_rs.validator_for(schema, validate_formats=True)
    except ValueError as error:
        raise Unfillable("invalid_schema") from error
    make = builder.maker(name, schema)
    for _ in range(4 * _TRIES):
        found = make(World(rng, today, strict=strict))
        if validator.is_valid(found):
            return found
    raise Unfillable("invalid_arguments")
