"""What a call changes in the thing it is about: its state by the verb, lists that grow or shrink,
counts. Tables and pure functions over fields."""

from collections.abc import Mapping
from typing import Any

from studio.record import Json
from studio.resources import shapes
from studio.resources.nouns import one, words
from validators.environments._simulation.fields import Shape

_STATES = {
    "cancel": "cancelled canceled", "approve": "approved accepted", "accept": "accepted confirmed",
    "reject": "rejected declined denied", "decline": "declined rejected",
    "close": "closed done resolved",
    "merge": "merged", "reopen": "open reopened", "archive": "archived", "complete":
    "completed complete done finished", "finish": "completed finished done", "pause": "paused",
    "resume": "active running playing", "stop": "stopped idle", "start": "running started active "
    "in_progress", "lock": "locked", "unlock": "unlocked", "block": "blocked", "publish":
    "published", "send": "sent", "pay": "paid", "ship": "shipped", "activate": "active enabled",
    "deactivate": "inactive disabled", "enable": "enabled active", "disable": "disabled inactive",
    "confirm": "confirmed", "return": "returned", "refund": "refunded", "end": "ended closed",
    "book": "confirmed booked pending", "reserve": "confirmed reserved pending",
    "request": "pending requested open submitted waiting", "submit": "submitted pending",
    "order": "open confirmed placed processing", "place": "open confirmed placed processing",
    "create": "open confirmed scheduled active new pending draft created queued todo",
    "open": "open", "enrol": "confirmed enrolled", "assign": "", "schedule": "scheduled confirmed",
    "run": "queued running", "transfer": "done completed", "buy": "confirmed paid",
    "suspend": "suspended", "trash": "trashed", "delete": "deleted", "make":
    "open confirmed active", "change": "confirmed", "reschedule": "confirmed", "find": "",
}  # fmt: skip
"""Verb → states it leads to, the likeliest first."""
_ENDS = {"cancel", "close", "merge", "archive", "complete", "reject", "approve", "refund"}
"""Verbs whose repetition is a conflict."""


def state(verb: str, found: Shape) -> tuple[str, str] | None:
    """Field and value of the state a verb leads to; None where no field of states has it."""
    wanted = _STATES.get(verb, "").split()
    for name, schema in found.fields.items():
        options = schema.get("enum")
        if not isinstance(options, list) or {"status", "state"}.isdisjoint(words(name)):
            continue
        plain = {str(option).lower().replace(" ", "_"): option for option in options}
        for word in wanted:
            for text, option in plain.items():
                if text == word or text.endswith(f"_{word}"):
                    return name, str(option)
    return None


def outcome(verb: str) -> str:
    """The state a verb leads to, in a word."""
    return _STATES.get(verb, "done").split()[0]


def final(verb: str) -> bool:
    """Whether doing it twice makes no sense."""
    return verb in _ENDS


_GROWING = frozenset("add invite append attach insert".split())
_SHRINKING = frozenset("remove delete detach stop uninvite unshare untag".split())


def change(verb: str) -> int:
    """1 for verbs that add, -1 for those that take out, else 0."""
    return (verb in _GROWING) - (verb in _SHRINKING)


def gathered(verb: str, there: Json, said: Json) -> Json | None:
    """A list after members were added to it or taken out; None for other verbs or values."""
    if isinstance(there, str) and isinstance(said, str) and verb in ("add", "append"):
        return f"{there}\n{said}" if " " in said else None
    if not isinstance(there, list) or verb not in _GROWING | _SHRINKING:
        return None
    members = said if isinstance(said, list) else [said]
    if verb in _GROWING:
        return [*there, *(member for member in members if member not in there)]
    return [member for member in there if member not in members]


_COUNTED = frozenset(
    "added sent invited updated changed removed moved deleted affected shared".split()
)


def tallies(found: Shape, arguments: Mapping[str, Json], creates: bool) -> dict[str, Any]:
    """Fields that count what was given: `added` after adding three tracks."""
    given = [pair for pair in arguments.items() if type(pair[1]) is list]
    if len(given) != 1:
        return {}
    parameter, members = given[0]
    noun = {one(word) for word in words(parameter)} - {"id", "ids"}
    counts = [name for name in found.fields if words(name)[-1:] == ("count",)]
    if creates and len(counts) == 1:
        return {counts[0]: len(members)}
    return {
        name: len(members)
        for name in found.fields
        if found.kind(name) == "integer"
        and (
            (_COUNTED & {*words(name)} and not {"at", "on"} & {*words(name)})
            or {*words(name)} == noun | {"count"}
        )
    }


def agreed(found: Shape, kind: str) -> dict[str, Any]:
    """Flags of success, true; what is made or changed is not deleted by that."""
    ends = kind in ("delete", "act")
    return {
        name: True
        for name in found.fields
        if found.kind(name) == "boolean"
        and "_".join(words(name)) in _DONE
        and (ends or not _UNDONE & {*words(name)})
    }


_UNDONE = frozenset("deleted removed cancelled canceled".split())
_DONE = frozenset(
    """success ok deleted done sent opened accepted removed cancelled canceled acknowledged updated
    saved completed created Return active_now confirmed""".split()
)


def nothing_left(found: Shape) -> bool:
    """Whether a result of a deletion says no more than that it happened."""
    return all(found.kind(name) in ("boolean", "string", "null") for name in found.fields)


def listed(found: Shape) -> list[str]:
    """Fields that hold lists of plain values."""
    return [
        name
        for name in found.fields
        if found.kind(name) == "array"
        and shapes.kind(shapes.plain(found.fields[name].get("items", {}), {})) in ("string", "")
    ]


_OVER = frozenset(
    "cancelled canceled closed done returned refunded withdrawn rejected failed delivered".split()
)


def early(found: Shape) -> tuple[str, str] | None:
    """Field and value of a state in which something can still be done to a thing."""
    for name, schema in found.fields.items():
        options = schema.get("enum")
        if isinstance(options, list) and {"status", "state"} & {*words(name)}:
            open_ones = [o for o in options if isinstance(o, str) and o.lower() not in _OVER]
            return (name, open_ones[0]) if open_ones else None
    return None


def opened(body: dict[str, Any]) -> None:
    """What has just come about inside something new is not over yet."""
    for inner in body.values():
        if isinstance(inner, dict) and str(inner.get("status", "")).lower() in _OVER:
            inner["status"] = "confirmed"
