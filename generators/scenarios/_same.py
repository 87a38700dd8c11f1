"""Moves that stay with the call before: once more with another value, otherwise, narrower."""

from generators.language.intent import intent
from generators.scenarios._found import final
from generators.scenarios._turns import READING, Made, Talk, amended, saying
from generators.scenarios._values import addable, changeable, chosen, other, pick, usual, varied
from studio.brief import Refusal
from studio.record import Json, Tool

_SETTING = frozenset(
    {"set", "turn on", "turn", "open", "close", "adjust", "activate", "play", "dim"}
)
"""Verbs one can do again with another value, without doing anything twice."""
_PLACES = frozenset({"room", "device", "door", "zone", "area", "floor", "scene"})


def setting(talk: Talk, tool: Tool) -> bool:
    """Whether a tool only sets something, so that a second call replaces the first."""
    operation = talk.ops.of(tool)
    changes = operation.kind in ("update", "act") and not operation.made
    return changes and intent(tool).base in _SETTING and not final(talk, tool)


def again(talk: Talk) -> Refusal | str | None:
    """`and in Bergen?`: the same asked about something else, at times about two things."""
    made = talk.current
    if made is None:
        return "nothing_to_repeat"
    acting = talk.kind(made.tool) not in READING
    rng = talk.scene.rng
    if acting:
        name = pick(rng, _elsewhere(made))
        acting = bool(name) and setting(talk, made.tool)
        if not acting:
            return "nothing_to_repeat"
    else:
        name = pick(rng, varied(made))
    if not name:
        return "nothing_to_repeat"
    values: list[Json] = []
    count = 2 if rng.random() < 0.18 and not acting else 1
    for step in range(1, 4):
        value = other(made, name, talk, step + len(talk.made))
        if value is not None and all(value != known for known in values):
            values.append(value)
        if len(values) == count:
            break
    calls = [amended(made, {name: value}) for value in values]
    if not calls or not all(talk.fresh(call) for call in calls):
        return "no_other_value"
    wishes = [saying(made.tool, {name: value}) for value in values]
    return talk.perform("amend", wishes, calls, "also" if acting else "again")


def _elsewhere(made: Made) -> list[str]:
    """The places of what was set: another room, another door."""
    return [
        name
        for name in made.call.arguments
        if name in made.tool.parameters.get("properties", {})
        and usual(made.tool, name).noun.rpartition(" ")[2] in _PLACES
        and chosen(made.tool, name)
    ]


def change(talk: Talk) -> Refusal | str | None:
    """`make it 8 instead`, `sorry, I meant the 13th`: the call again with one argument changed,
    where doing it again does no harm."""
    made = talk.current
    if made is None:
        return "nothing_to_change"
    reading = talk.reads(made.tool)
    if not reading and not setting(talk, made.tool):
        return "nothing_to_change"
    rng = talk.scene.rng
    names = changeable(made)
    if not reading:
        named = {talk.ops.of(made.tool).id_parameter, *_elsewhere(made)}
        names = [name for name in names if name not in named]
    name = pick(rng, names)
    value = other(made, name, talk, 1 + len(talk.made)) if name else None
    if value is None:
        return "nothing_to_change"
    call = amended(made, {name: value})
    if not talk.fresh(call):
        return "no_other_value"
    note = "correct" if reading and rng.random() < 0.5 else "change"
    return talk.perform("amend", (saying(made.tool, {name: value}),), (call,), note)


def narrow(talk: Talk) -> Refusal | str | None:
    """`only those under 50 euros`: a search again with one condition more."""
    made = talk.current
    if made is None or talk.kind(made.tool) not in ("list", "search"):
        return "nothing_to_narrow"
    found = addable(made, talk)
    if not found:
        return "nothing_to_narrow"
    if _few(talk, made):
        return "nothing_to_narrow"
    name = talk.scene.rng.choice(sorted(found))
    call = amended(made, {name: found[name]})
    if not talk.fresh(call):
        return "nothing_to_narrow"
    return talk.perform("amend", (saying(made.tool, {name: found[name]}),), (call,), "narrow")


def _few(talk: Talk, made: Made) -> bool:
    """Whether the search found so little that nobody would narrow it."""
    items = talk.items(made)
    return items is not None and len(items) < 2
