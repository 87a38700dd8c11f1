"""Calls that are refused: what is wrong with this very call, in the words of the API."""

from collections.abc import Mapping
from random import Random

from studio.environment import Outcome
from studio.record import Json, Tool
from studio.resources import shapes
from studio.resources.nouns import words
from validators.environments._simulation import faults
from validators.environments._simulation.plan import Plan


def invalid(plan: Plan, arguments: Mapping[str, Json]) -> Outcome:
    """Arguments that break the schema."""
    fault = next(iter(plan.accepts.faults(dict(arguments))), None)
    if fault is None:
        return _outcome(plan, "invalid", "The arguments are not valid.", {})
    name = fault.path.strip("/") or "arguments"
    message = f"Invalid value for '{name}': {fault.detail}"
    return _outcome(plan, "invalid", message, {"parameter": name})


def unanswerable(plan: Plan) -> Outcome:
    """A response that no values can be made for: the environment's own kind of error."""
    message = f"There is no response to give for {plan.tool.name}."
    return Outcome({"error": "unanswerable", "message": message}, "unanswerable")


def not_found(plan: Plan, arguments: Mapping[str, Json], parameter: str) -> Outcome:
    """Something that is not there, or no more."""
    resource = dict([*plan.operation.parents, (plan.operation.id_parameter, "")]).get(parameter)
    noun = resource or plan.operation.resource or "resource"
    said = f"{noun[:1].upper()}{noun[1:]} '{arguments.get(parameter)}' was not found."
    return _outcome(plan, "not_found", said, {"parameter": parameter})


def conflict(plan: Plan, arguments: Mapping[str, Json], parameter: str, state: str = "") -> Outcome:
    """Something that is there already, or in that state already."""
    noun = plan.operation.makes or plan.operation.resource or "resource"
    value = arguments.get(parameter)
    capital = f"{noun[:1].upper()}{noun[1:]}"
    said = f"{capital} '{value}' is already {state}." if state else (
        f"{capital} '{value}' already exists."
    )  # fmt: skip
    return _outcome(plan, "conflict", said, {"parameter": parameter})


def asked(plan: Plan, arguments: Mapping[str, Json], kind: str, rng: Random) -> Outcome:
    """An error that was asked for, about this very call."""
    return _ASKED[kind](plan, arguments, rng)


def worded(plan: Plan, kind: str, text: str) -> Outcome:
    """An error whose message was given: `phone: Give the number without spaces.` names the argument
    that it is about first; a text without a name is about the whole call."""
    name, mark, message = text.partition(": ")
    if not mark or name not in plan.tool.parameters.get("properties", {}):
        return _outcome(plan, kind, text, {})
    return _outcome(plan, kind, message, {"parameter": name})


def _naming(plan: Plan, arguments: Mapping[str, Json]) -> str:
    """The argument that names what the call is about."""
    operation = plan.operation
    named = [operation.id_parameter, *(name for name, _ in operation.parents), *plan.plain]
    usual = [name for name in named if name and isinstance(arguments.get(name), str | int)]
    return usual[0] if usual else next(iter(arguments), "")


def _missing(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    name = _naming(plan, arguments)
    if name == plan.operation.id_parameter or name in dict(plan.operation.parents):
        return not_found(plan, arguments, name)
    noun = " ".join(words(name))
    said = f"No {noun} matches '{arguments.get(name)}'."
    return _outcome(plan, "not_found", said, {"parameter": name})


def _existing(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    noun = plan.operation.makes or plan.operation.resource or "request"
    name = _naming(plan, arguments)
    if plan.operation.kind == "create" or plan.operation.made:
        said = f"A {noun} with {' '.join(words(name))} '{arguments.get(name)}' already exists."
    else:
        said = (
            f"The {noun} '{arguments.get(name)}' was changed by somebody else in the meantime; "
            "read it again before you change it."
        )
    return _outcome(plan, "conflict", said, {"parameter": name})


def _refused(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    name = _naming(plan, arguments)
    value = arguments.get(name)
    schema = plan.plain.get(name, {})
    options = schema.get("enum")
    said = " ".join(words(name))
    if isinstance(options, list) and len(options) > 1:
        rest = ", ".join(str(option) for option in options if option != value)
        message = f"'{value}' is not available as {said} here. Accepted: {rest}."
    elif name == plan.operation.id_parameter:
        message = f"'{value}' is not a valid {said}. Check it and try again."
    else:
        shown = schema.get("examples") or [schema.get("example")]
        example = next((e for e in shown if e is not None and e != value), None)
        hint = f", e.g. {example}" if example is not None else ""
        message = f"The {said} '{value}' cannot be used. Give a different {said}{hint}."
    return _outcome(plan, "invalid", message, {"parameter": name})


def amount(arguments: Mapping[str, Json]) -> tuple[str, float] | None:
    """The argument that is a quantity above one, on the top level or one object in."""
    for name, value in arguments.items():
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 1:
            return name, value
        if isinstance(value, dict):
            inner = amount(value)
            if inner is not None:
                return f"{name}/{inner[0]}", inner[1]
    return None


def _exceeded(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    found = amount(arguments)
    if found is None:
        quota = 20 + 10 * int(rng.random() * 9)
        message = f"The limit of {quota} calls a day for this account is reached."
        return _outcome(plan, "limit_exceeded", message, {"limit": quota})
    name, value = found
    limit = _lower(value, rng)
    said = " ".join(words(name.rpartition("/")[2]))
    message = f"The {said} {value} is above the limit of {limit} for this account."
    return _outcome(plan, "limit_exceeded", message, {"parameter": name, "limit": limit})


def _lower(value: float, rng: Random) -> float:
    """A round limit below a value."""
    aim = int(value * (0.4 + 0.4 * rng.random()))
    step = int(10 ** max(0, len(str(aim)) - 1))
    low = aim // step * step or max(1, aim)
    return low if low < value else max(1, int(value) - 1)


def _forbidden(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    operation = plan.operation
    noun = operation.resource or "resource"
    name = operation.id_parameter
    what = f"the {noun} '{arguments[name]}'" if name in arguments else f"this {noun}"
    verb = {"get": "see", "list": "see", "search": "see"}.get(operation.kind, plan.verb or "change")
    message = f"You do not have permission to {verb} {what}. Ask its owner for access."
    return _outcome(plan, "forbidden", message, {})


def _unauthorised(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    family = plan.tool.origin.family
    message = f"The sign-in to {family} has expired. Sign in again."
    return _outcome(plan, "unauthorised", message, {})


def _limited(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    seconds = (5, 10, 15, 20, 30, 45, 60)[int(rng.random() * 7)]
    message = f"Too many requests. Try again in {seconds} seconds."
    return _outcome(plan, "rate_limited", message, {"retry_after": seconds})


def _late(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    seconds = (10, 15, 20, 30)[int(rng.random() * 4)]
    message = f"No answer within {seconds} seconds."
    return _outcome(plan, "timeout", message, {})


def _down(plan: Plan, arguments: Mapping[str, Json], rng: Random) -> Outcome:
    message = f"{plan.tool.origin.family} is down for maintenance. Try again later."
    return _outcome(plan, "unavailable", message, {})


_ASKED = {
    "not_found": _missing,
    "conflict": _existing,
    "invalid": _refused,
    "forbidden": _forbidden,
    "unauthorised": _unauthorised,
    "limit_exceeded": _exceeded,
    "rate_limited": _limited,
    "timeout": _late,
    "unavailable": _down,
}


def _outcome(plan: Plan, kind: str, message: str, details: Mapping[str, Json]) -> Outcome:
    return Outcome(faults.body(kind, message, plan.tool.origin.family, details), kind)


def numeric(tool: Tool) -> bool:
    """Whether every valid call has a quantity a limit can be below of."""
    declared = shapes.properties(tool.parameters)
    for name in tool.parameters.get("required") or ():
        schema = shapes.plain(declared.get(name, {}), tool.parameters)
        if shapes.kind(schema) in ("integer", "number") and schema.get("maximum", 9) > 1:
            return True
        inner = shapes.plain(shapes.properties(schema).get("amount", {}), tool.parameters)
        if "amount" in (schema.get("required") or ()) and shapes.kind(inner) in (
            "integer",
            "number",
        ):
            return True
    return False
