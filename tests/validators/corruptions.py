"""Seeded corruptions of a good OpenAI-messages row: what a checker must find.

Each takes a row `{"messages": […], "tools": […]}` whose calls are right and returns one with
exactly that fault, or None where the row offers no place for it (no required argument to leave
out, say). The mistakes are those small models make most: wrong argument name 35 %, wrong type 22 %,
missing required 18 %, extra argument 12 %, wrong function 8 %, broken JSON 5 % (figures of the
paper "Surpassing LLMs for Tool Calling with SLMs through PEFT and DPO"), and two that data has:
values from nowhere and rows told twice.

Nothing here judges; `validators.checks` does.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Any

import msgspec

from studio.record import Json, Schema
from validators.validation import Validator

Row = dict[str, Any]


@dataclass(slots=True)
class _Place:
    """A call inside a copied row, with the schema of its tool."""

    row: Row
    function: dict[str, Any]
    arguments: dict[str, Json]
    schema: Schema

    def written(self) -> Row:
        """The row with the arguments put back as JSON text."""
        self.function["arguments"] = msgspec.json.encode(self.arguments).decode()
        return self.row

    @property
    def properties(self) -> dict[str, Any]:
        declared = self.schema.get("properties")
        return declared if isinstance(declared, dict) else {}


@dataclass(frozen=True, slots=True)
class Corruption:
    """One kind of fault and the reason a check must give for it."""

    reason: str
    apply: Callable[[_Place, Random], Row | None]


def corrupted(row: Row, kind: str, rng: Random) -> Row | None:
    """A copy of `row` with the fault `kind`, a key of CORRUPTIONS; None where it has no place."""
    places = _places(copy.deepcopy(row))
    if not places:
        return None
    return CORRUPTIONS[kind].apply(rng.choice(places), rng)


def _places(row: Row) -> list[_Place]:
    functions = [tool.get("function", tool) for tool in row.get("tools", [])]
    schemas = {function["name"]: function.get("parameters", {}) for function in functions}
    found = []
    for message in row["messages"]:
        for call in message.get("tool_calls") or []:
            function = call["function"]
            arguments = function["arguments"]
            if isinstance(arguments, str):
                arguments = msgspec.json.decode(arguments)
            found.append(_Place(row, function, arguments, schemas[function["name"]]))
    return found


def _wrong_argument_name(place: _Place, rng: Random) -> Row | None:
    if not place.arguments:
        return None
    name = rng.choice(list(place.arguments))
    twists = (f"{name}_name", f"{name}s", f"the_{name}", name[:-1] or "x", name.upper())
    free = [twist for twist in twists if twist not in place.properties]
    wrong = rng.choice(free)
    place.arguments = {wrong if key == name else key: v for key, v in place.arguments.items()}
    return place.written()


def _wrong_type(place: _Place, rng: Random) -> Row | None:
    candidates = []
    for name, value in place.arguments.items():
        wrong: Json = [value] if isinstance(value, str | dict) else str(value)
        trial = {**place.arguments, name: wrong}
        if any(fault.reason == "wrong_type" for fault in Validator(place.schema).faults(trial)):
            candidates.append(trial)
    if not candidates:
        return None
    place.arguments = rng.choice(candidates)
    return place.written()


def _missing_required(place: _Place, rng: Random) -> Row | None:
    required = [name for name in place.schema.get("required", []) if name in place.arguments]
    if not required:
        return None
    del place.arguments[rng.choice(required)]
    return place.written()


def _extra_argument(place: _Place, rng: Random) -> Row | None:
    names = ["verbose", "locale", "api_key", "timeout", "include_details", "version"]
    free = [name for name in names if name not in place.properties]
    place.arguments[rng.choice(free)] = rng.choice([True, "en", 10])
    return place.written()


def _wrong_function(place: _Place, rng: Random) -> Row | None:
    offered = {tool.get("function", tool)["name"] for tool in place.row["tools"]}
    name = place.function["name"]
    twists = [f"{name}s", f"{name}_v2", f"get_{name}", name.swapcase()]
    free = [twist for twist in twists if twist not in offered]
    place.function["name"] = rng.choice(free)
    return place.written()


def _broken_json(place: _Place, rng: Random) -> Row | None:
    row = place.written()
    text: str = place.function["arguments"]
    breaks = (text[:-1], text.replace(":", "=", 1), text.replace('"', "'"), text + "}")
    broken = [one for one in breaks if not _json(one)]
    place.function["arguments"] = rng.choice(broken)
    return row


def _json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except msgspec.DecodeError:
        return False
    return True


def _ungrounded_value(place: _Place, rng: Random) -> Row | None:
    """Another valid value that no message holds."""
    said = " ".join(str(message.get("content")) for message in place.row["messages"])
    engine = Validator(place.schema)
    candidates = []
    for name, value in place.arguments.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        numbers = (rng.randint(2, 99), rng.randint(100, 9_999), rng.randint(10_000, 99_999))
        words = ("Quillmark", "Dorvane", "kestrel-77", "Ostrelle Plaza")
        others: tuple[Json, ...] = words if isinstance(value, str) else numbers
        for other in others:
            trial = {**place.arguments, name: other}
            if str(other) not in said and engine.accepts(trial):
                candidates.append(trial)
    if not candidates:
        return None
    place.arguments = rng.choice(candidates)
    return place.written()


def _duplicate(place: _Place, rng: Random) -> Row | None:
    """The row as it is: the fault is that it stands in the file twice."""
    return place.written()


CORRUPTIONS: Mapping[str, Corruption] = MappingProxyType(
    {
        "wrong_argument_name": Corruption("unknown_argument", _wrong_argument_name),
        "wrong_type": Corruption("wrong_type", _wrong_type),
        "missing_required": Corruption("missing_required", _missing_required),
        "extra_argument": Corruption("unknown_argument", _extra_argument),
        "wrong_function": Corruption("unknown_tool", _wrong_function),
        "broken_json": Corruption("broken_json", _broken_json),
        "ungrounded_value": Corruption("ungrounded_argument", _ungrounded_value),
        "duplicate": Corruption("duplicate", _duplicate),
    }
)
"""Every kind, with the reason it must be found for."""
