"""Moves to what an earlier result showed: an item of a list, what was just made, its update."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generators.language.intent import meanings
from generators.meaning import words
from generators.scenarios._calls import call, omittable, required
from generators.scenarios._turns import Made, Talk
from studio.brief import Found, PlannedCall, Refusal, Source
from studio.pointer import MISSING, inside, resolve
from studio.record import Json, Tool

LONGEST = 5
"""Items of a list of which a user picks one."""


@dataclass(frozen=True, slots=True)
class Aim:
    """Something shown that a tool can be called with."""

    made: Made
    pointer: str
    value: Json
    tool: Tool
    parameter: str
    listed: bool


def aims(talk: Talk, made: Made) -> Iterator[Aim]:
    """What each tool of the API could do with what a call gave."""
    spots = list(_spots(talk, made))
    if not spots:
        return
    for tool in talk.ops.family(made.tool):
        if tool.id == made.tool.id or not talk.possible(tool):
            continue
        for key, resource, pointers, listed in spots:
            name = taking(talk, tool, key, resource)
            if not name:
                continue
            for pointer, value in pointers:
                fitting = _typed(tool, name, value)
                if fitting and value not in talk.gone and (tool.id, str(value)) not in talk.acted:
                    yield Aim(made, pointer, value, tool, name, listed)


Spot = tuple[str, str, list[tuple[str, Json]], bool]


def _spots(talk: Talk, made: Made) -> Iterator[Spot]:
    """The identifiers in a result: key, resource, where they are, and whether in a list."""
    found = talk.ops.of(made.tool)
    items = talk.items(made)
    if items is not None:
        if found.key and 1 <= len(items) <= LONGEST and not talk.stale(made):
            base = found.items or ""
            places = [
                (inside(base, index, found.key), item[found.key])
                for index, item in enumerate(items)
                if isinstance(item, dict) and found.key in item
            ]
            yield found.key, found.resource, places, True
        return
    key = found.made or found.key
    value = resolve(made.outcome.value, f"/{key}") if key else MISSING
    if key and value is not MISSING:
        yield key, found.makes or found.resource, [(f"/{key}", value)], False


def taking(talk: Talk, tool: Tool, key: str, resource: str) -> str:
    """The required parameter of a tool that takes this identifier; empty for none."""
    found = talk.ops.of(tool)
    for name in required(tool):
        if words(name) == words(key) and len(words(key)) > 1:
            return name
    if found.id_parameter and found.resource == resource:
        short = words(found.id_parameter)
        if short[-1:] == ("id",) or short == words(key):
            return found.id_parameter
    return ""


def _typed(tool: Tool, name: str, value: Json) -> bool:
    schema = tool.parameters.get("properties", {}).get(name, {})
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if isinstance(value, str):
        return "string" in kinds and 0 < len(value) <= 80 and "enum" not in schema
    return isinstance(value, int) and not isinstance(value, bool) and "integer" in kinds


_ENDING = frozenset({"delete"})
_ENDS = frozenset({"cancel", "delete", "remove", "refund", "reject", "close", "archive", "end"})


def final(talk: Talk, tool: Tool) -> bool:
    """Whether nothing more can be done with a thing after this."""
    first = words(tool.name.rpartition(".")[2])[:1]
    return talk.kind(tool) in _ENDING or bool(first and first[0] in _ENDS)


def filled(talk: Talk, aim: Aim, carried: Mapping[str, tuple[Json, Source]]) -> PlannedCall | None:
    """A whole call of the tool with what was found, what is carried over, and new values for the
    rest; None when there are none."""
    extra = 0.15 if len(required(aim.tool)) > 1 else 0.3
    if talk.kind(aim.tool) == "update" and len(required(aim.tool)) == 1:
        extra = 0.6
    drawn = call(
        aim.tool, talk.scene.rng, talk.visit + len(talk.made), talk.scene.today, extra=extra
    )
    if not isinstance(drawn, PlannedCall):
        return None
    arguments = dict(drawn.arguments)
    sources: dict[str, Source] = {f"/{aim.parameter}": Found(aim.made.number, aim.pointer)}
    arguments[aim.parameter] = aim.value
    for name, (value, source) in carried.items():
        if name in arguments and name != aim.parameter:
            arguments[name] = value
            sources[f"/{name}"] = source
    if talk.kind(aim.tool) == "update" and not _says_more(arguments, sources):
        return None
    return PlannedCall(aim.tool, arguments, omittable(aim.tool, arguments), sources)


def _says_more(arguments: Mapping[str, Json], sources: Mapping[str, Source]) -> bool:
    return any(f"/{name}" not in sources for name in arguments)


def carried(talk: Talk, aim: Aim) -> dict[str, tuple[Json, Source]]:
    """Arguments of the call that showed the thing, which go without saying for the next: the nights
    of the hotel search for the booking."""
    before = aim.made.sources()
    found: dict[str, tuple[Json, Source]] = {}
    for name, value in aim.made.call.arguments.items():
        path = f"/{name}"
        plain = isinstance(value, (str, int, float)) and not isinstance(value, bool)
        if name in required(aim.tool) and plain and path in before and name != aim.parameter:
            found[name] = (value, before[path])
    return found


def wish_of(planned: PlannedCall, aim: Aim) -> PlannedCall:
    """What the user says of a call: what is new, and what is pointed to."""
    pointed = f"/{aim.parameter}"
    said = {
        name: value
        for name, value in planned.arguments.items()
        if f"/{name}" not in planned.sources or f"/{name}" == pointed
    }
    return PlannedCall(planned.tool, said, sources={pointed: planned.sources[pointed]})


def _sayable(planned: PlannedCall) -> bool:
    """Whether what is new is little enough for a turn in passing."""
    said = [name for name in planned.arguments if f"/{name}" not in planned.sources]
    return len(said) <= 4 and all(name in meanings(planned.tool) for name in said)


def refer(talk: Talk) -> Refusal | str | None:
    """`cancel the second one`: something done with an item of a list that was shown, mostly the last
    list."""
    lists = [made for made in talk.made if talk.items(made) is not None]
    if not lists:
        return "nothing_listed"
    rng = talk.scene.rng
    made = lists[-1]
    if made.turn != len(talk.scene.turns) - 1 and rng.random() < 0.6:
        return "nothing_listed"
    if sum(one.turn == made.turn for one in talk.made) > 1:
        return "nothing_listed"
    found = [aim for aim in aims(talk, made) if aim.listed]
    return _act(talk, _weighed(talk, found), "item")


def _weighed(talk: Talk, found: list[Aim]) -> Aim | None:
    """One of the aims: every tool as likely as another, then an item."""
    tools = sorted({aim.tool.id for aim in found})
    if not tools:
        return None
    chosen = talk.scene.rng.choice(tools)
    return talk.scene.rng.choice([aim for aim in found if aim.tool.id == chosen])


def _act(talk: Talk, aim: Aim | None, note: str) -> Refusal | str | None:
    if aim is None:
        return "nothing_to_do"
    planned = filled(talk, aim, carried(talk, aim))
    if planned is None or not _sayable(planned) or not talk.fresh(planned):
        return "nothing_to_do"
    failed = talk.perform("refer", (wish_of(planned, aim),), (planned,), note)
    if failed is None:
        talk.acted.add((aim.tool.id, str(aim.value)))
        if final(talk, aim.tool):
            talk.gone.append(aim.value)
            talk.spoiled.append(aim.made.number)
    return failed


def follow(talk: Talk) -> Refusal | str | None:
    """Something done with what was just made or looked at: invited to, changed, called off."""
    made = talk.last
    if made is None or talk.items(made) is not None or len(talk.latest()) > 1:
        return "nothing_made"
    created = talk.kind(made.tool) == "create"
    found = [aim for aim in aims(talk, made) if not aim.listed]
    found = [aim for aim in found if _sensible(talk, made, aim, created)]
    aim = _weighed(talk, found)
    if aim is None:
        return "nothing_to_do"
    note = "made"
    if created and final(talk, aim.tool):
        note = "gone"
    elif created and talk.kind(aim.tool) == "update":
        note = "changed"
    return _act(talk, aim, note)


def _sensible(talk: Talk, made: Made, aim: Aim, created: bool) -> bool:
    """Whether a person would do this next: not look at what was just made or changed, and call off
    only now and then."""
    kind = talk.kind(aim.tool)
    if kind == "get" and aim.tool.origin.family == made.tool.origin.family:
        status = {"track", "status", "boarding", "download"} & {*words(aim.tool.name)}
        return bool(status) or not created
    if final(talk, aim.tool):
        return talk.scene.rng.random() < 0.5
    return kind != "list" or not created
