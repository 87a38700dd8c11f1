"""What something new has, and has not, that nobody asked for: it belongs to oneself, nobody likes
it yet, and lists nobody filled are empty."""

from collections.abc import Collection
from typing import Any

from studio.record import Json
from studio.resources import moments
from studio.resources.nouns import identifies, words
from validators.environments._simulation.plan import Plan, copied
from validators.environments._simulation.world import World

_OWNERS = frozenset(
    """owner owners creator author organizer organiser host reporter requester uploader sender
    user""".split()
)
_STRANGERS = frozenset(
    """attendees participants guests people members labels tags reviewers watchers assignees
    collaborators reactions comments invitees subscribers viewers editors cc bcc""".split()
)
_ADMIRED = frozenset(
    """stars forks views likes downloads followers subscribers comments plays watchers reactions
    shares""".split()
)


def settle(
    world: World, plan: Plan, value: Json, body: dict[str, Any], said: Collection[str]
) -> None:
    """Mend what was drawn for something new, in place: `body` in the result `value`. Fields in
    `said` are set by the call and stay."""
    known = plan.body.unsaid.get(plan.tool.id)
    if known is None:
        known = plan.body.unsaid[plan.tool.id] = _changes(plan)
    before = dict(body)
    for name, inner in before.items():
        if type(inner) is dict and name not in said:
            body[name] = {key: held for key, held in inner.items() if not _crowd(key, held)}
    for name, change, new in known:
        if name not in body or name in said:
            continue
        if change == "mine":
            body[name] = world.mine(body[name])
        elif change == "gone":
            del body[name]
        else:
            body[name] = copied(new)
    if not plan.judge.is_valid(value):
        body.clear()
        body.update(before)


def _changes(plan: Plan) -> tuple[tuple[str, str, Json], ...]:
    """Name of a field, what becomes of it, and for `set` its value."""
    shape = plan.body.shape
    optional = {
        field: plan.plain.get(parameter, {})
        for parameter, field in plan.body.mapping(plan.tool)
        if parameter not in plan.needed
    }
    found: list[tuple[str, str, Json]] = []
    for name in plan.body.names:
        parts, kind = {*words(name)}, shape.kind(name)
        if name == plan.operation.made or name in plan.constant:
            continue
        empty = kind == "array" and (
            parts & _STRANGERS or name in optional or (_ids(name) and plan.operation.made)
        )
        if words(name)[0] in _OWNERS and not identifies(name):
            found.append((name, "mine", None))
        elif name in optional and "default" in optional[name]:
            found.append((name, "set", optional[name]["default"]))
        elif kind == "boolean" and _GONE & parts and name not in shape.required:
            found.append((name, "set", False))
        elif (empty or (name in optional and not _served(name))) and name not in shape.required:
            found.append((name, "gone", None))
        elif empty and not shape.fields[name].get("minItems"):
            found.append((name, "set", []))
        elif (
            (parts & _ADMIRED or words(name) == ("due", "today"))
            and kind == "integer"
            and shape.fields[name].get("maximum", 9) > 5
        ):
            found.append((name, "set", 0))
    return tuple(found)


def _crowd(name: str, held: Json) -> bool:
    return type(held) is list and bool(_STRANGERS & {*words(name)})


_GONE = frozenset("deleted trashed cancelled canceled archived hidden abuse".split())
_SERVED = frozenset("kind etag link url uri version status state type created mime".split())


def _served(name: str) -> bool:
    """Whether a field is one that the server fills, even where it could be given."""
    parts = {*words(name)}
    return bool(parts & _SERVED) or identifies(name) or moments.tense(name) == "past"


def _ids(name: str) -> bool:
    return words(name)[-1:] == ("ids",)
