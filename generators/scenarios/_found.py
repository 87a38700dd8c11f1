"""Moves to what an earlier result showed: an item of a list, what was just made, its update."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generators.language.intent import meanings
from generators.language.words import stems
from generators.meaning import words
from generators.scenarios._calls import call, omittable, required
from generators.scenarios._turns import READING, Made, Talk
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


def aims(talk: Talk, made: Made, only: Tool | None = None) -> Iterator[Aim]:
    """What tools of the API could do with what a call gave: some of them, or `only` one. Whether
    they can be called is looked at when one is chosen."""
    spots = list(_spots(talk, made))
    if not spots:
        return
    family = talk.ops.family(made.tool) if only is None else (only,)
    takers = [
        (tool, name, spot)
        for tool in family
        if tool.id != made.tool.id
        for spot in spots
        if (name := taking(talk, tool, spot[0], spot[1]))
    ]
    if len(takers) > _CONSIDERED:
        takers = talk.scene.rng.sample(takers, _CONSIDERED)
    for tool, name, (_, _, pointers, listed) in takers:
        if not listed and _mistaken(talk, made.tool, tool, name):
            continue
        for pointer, value in pointers:
            fitting = _typed(tool, name, value) and not _done(talk, tool, name, value)
            if fitting and value not in talk.gone and (tool.id, str(value)) not in talk.acted:
                yield Aim(made, pointer, value, tool, name, listed)


_CONSIDERED = 8
"""Tools that are looked at more closely, of those that take what was found."""


def _done(talk: Talk, tool: Tool, name: str, value: Json) -> bool:
    """Whether the tool was called with this before."""
    return any(
        made.tool.id == tool.id and made.call.arguments.get(name) == value for made in talk.made
    )


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
                if isinstance(item, dict) and found.key in item and not _over(item)
            ]
            yield found.key, found.resource, places, True
        return
    key = found.made or found.key
    value = resolve(made.outcome.value, f"/{key}") if key else MISSING
    asked = made.call.arguments.get(found.id_parameter, value) if not found.made else value
    if key and value is not MISSING and value == asked:
        yield key, found.makes or found.resource, [(f"/{key}", value)], False


_PAST = frozenset(
    """returned cancelled canceled delivered declined refunded rejected closed ended completed done
    approved expired archived deleted merged finished withdrawn shipped paid""".split()
)


def _over(item: Mapping[str, Json]) -> bool:
    """Whether an item is one that nobody does anything with any more."""
    return any(str(item.get(key, "")).lower() in _PAST for key in ("status", "state"))


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


def _mistaken(talk: Talk, maker: Tool, tool: Tool, name: str) -> bool:
    """Whether several tools make what is called the same (a booking of a flight, of a hotel), and
    nothing says that `tool` is about what this one made."""
    mine = talk.ops.of(maker)
    if not mine.made:
        return False
    makers = [talk.ops.of(other) for other in talk.ops.family(maker)]
    resources = {other.resource for other in makers if other.made and other.makes == mine.makes}
    if len(resources) < 2:
        return False
    described = tool.parameters.get("properties", {}).get(name, {}).get("description", "")
    said = f"{' '.join(words(tool.name))} {tool.description} {described}"
    return {*stems(mine.resource)}.isdisjoint(stems(said))


def _typed(tool: Tool, name: str, value: Json) -> bool:
    schema = tool.parameters.get("properties", {}).get(name, {})
    kind = schema.get("type")
    kinds = kind if isinstance(kind, list) else [kind]
    if isinstance(value, str):
        shaped = re.search(str(schema.get("pattern", "")), value) is not None
        return "string" in kinds and 0 < len(value) <= 80 and "enum" not in schema and shaped
    return isinstance(value, int) and not isinstance(value, bool) and "integer" in kinds


_ENDING = frozenset({"delete"})
_ENDS = frozenset(
    "cancel delete remove refund reject close archive end merge decline return".split()
)


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
    if _machine(aim.tool) and any(
        meanings(aim.tool)[name].kind == "id" and f"/{name}" not in sources
        for name in required(aim.tool)
        if name in meanings(aim.tool)
    ):
        return None
    if talk.kind(aim.tool) == "update" and not _says_more(aim.tool, arguments, sources):
        return None
    return PlannedCall(aim.tool, arguments, omittable(aim.tool, arguments), sources)


def _machine(tool: Tool) -> bool:
    """Whether a tool is a method of a document that names everything by identifiers."""
    return tool.origin.format in ("discovery", "aws")


def _says_more(tool: Tool, arguments: Mapping[str, Json], sources: Mapping[str, Source]) -> bool:
    """Whether an update says what to change: in a document of methods what is required only names
    things and parts of them."""
    named = required(tool) if _machine(tool) else ()
    return any(f"/{name}" not in sources and name not in named for name in arguments)


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
    """`cancel the second one`: something done with an item of the list that was shown last."""
    made = _list(talk)
    if made is None:
        return "nothing_listed"
    since = {one.tool.id for one in talk.made if one.turn > made.turn and not talk.reads(one.tool)}
    found = [aim for aim in aims(talk, made) if aim.listed and aim.tool.id not in since]
    found = [aim for aim in found if not repeats(talk, made, aim)]
    return act(talk, _weighed(talk, found), "item")


def _list(talk: Talk) -> Made | None:
    """The list the user has before them: of the last turn, or with nothing since but what was done
    with its items."""
    lists = [made for made in talk.made if talk.items(made) is not None]
    if not lists or sum(one.turn == lists[-1].turn for one in talk.made) > 1:
        return None
    since = talk.scene.turns[lists[-1].turn + 1 :]
    return lists[-1] if all(turn.note == "item" for turn in since) else None


def note_of(talk: Talk, aim: Aim, made: Made) -> str:
    """How somebody speaks of what was just made or looked at."""
    if talk.kind(made.tool) != "create":
        return "made"
    if final(talk, aim.tool):
        return "gone"
    return "changed" if talk.kind(aim.tool) == "update" else "made"


def _weighed(talk: Talk, found: list[Aim]) -> Aim | None:
    """One of the aims: every tool as likely as another, then an item."""
    tools = {aim.tool.id: aim.tool for aim in found}
    order = sorted(tools)
    talk.scene.rng.shuffle(order)
    for chosen in order[:_TRIED]:
        if talk.possible(tools[chosen]):
            return talk.scene.rng.choice([aim for aim in found if aim.tool.id == chosen])
    return None


_TRIED = 3
"""Tools of which it is found out whether they can be called."""


def act(talk: Talk, aim: Aim | None, note: str) -> Refusal | str | None:
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
    made = talk.current
    if made is None or talk.items(made) is not None:
        return "nothing_made"
    created = not talk.reads(made.tool)
    found = [aim for aim in aims(talk, made) if not aim.listed]
    found = [aim for aim in found if sensible(talk, made, aim, created)]
    aim = _weighed(talk, found)
    return act(talk, aim, note_of(talk, aim, made)) if aim else "nothing_to_do"


def sensible(talk: Talk, made: Made, aim: Aim, created: bool) -> bool:
    """Whether a person would do this next: not look at what was just made or changed, and call off
    only now and then."""
    kind = talk.kind(aim.tool)
    if isinstance(made.outcome.value, dict) and _over(made.outcome.value):
        return False
    if created and {*words(aim.tool.name)} & _ODD:
        return False
    if created and kind in READING:
        return bool({"track", "status", "boarding", "download", "pass"} & {*words(aim.tool.name)})
    if final(talk, made.tool):
        return False
    if final(talk, aim.tool):
        return not created or (talk.kind(made.tool) == "create" and talk.scene.rng.random() < 0.5)
    return not repeats(talk, made, aim)


_ODD = frozenset(
    "spam junk reply respond watch read review reviews rating unread version restore undo".split()
)
"""Words of what nobody does with something they made or sent themselves."""


def repeats(talk: Talk, made: Made, aim: Aim) -> bool:
    """Whether a call only fetches again what was shown."""
    operation = talk.ops.of(aim.tool)
    if operation.kind != "get" or operation.items is not None:
        return False
    known = {leaf.field for leaf in talk.ops.outputs(made.tool)}
    return all(leaf.field in known for leaf in talk.ops.outputs(aim.tool))
