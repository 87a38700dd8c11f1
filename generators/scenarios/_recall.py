"""Moves back to what was shown some turns ago: an item of a list of then, or something a result
said, such as an address. Only what can be named so that nothing else is meant."""

from collections.abc import Iterator, Mapping

from generators.graph.flows import Inlet, Outlet
from generators.language.intent import meanings
from generators.language.turns.naming import LONGEST_LIST, Seen, listed_as
from generators.scenarios._calls import omittable
from generators.scenarios._found import act, aims, repeats
from generators.scenarios._next import drawn_for, fresh_tool, said
from generators.scenarios._turns import Made, Talk
from generators.scenarios.dependent import graph
from studio.brief import Found, PlannedCall, Refusal
from studio.pointer import resolve
from studio.record import Json

_FLOWS = frozenset({"email", "phone", "place", "path", "city"})
"""What flows between APIs and has a name by which one comes back to it."""
_SAID = {"email": ("email",), "phone": ("phone",), "place": ("address", "place")}
"""Kinds of what a user may have said that would be taken for it."""
_TRIED = 5
"""Tools of which it is found out whether they can be called."""


def recall(talk: Talk) -> Refusal | str | None:
    """Something done with what an answer said before the last one."""
    older = [made for made in talk.made if made.turn < talk.scene.turn - 1]
    older = [made for made in older if not talk.stale(made)]
    talk.scene.rng.shuffle(older)
    for made in older:
        moves = [_item, _thing] if talk.scene.rng.random() < 0.35 else [_thing, _item]
        for move in moves:
            outcome = move(talk, made)
            if not isinstance(outcome, str):
                return outcome
    return "nothing_to_recall"


def promising(talk: Talk) -> bool:
    """Whether the last result says something one may come back to later."""
    made = talk.current
    return made is not None and any(True for _ in _things(talk, made))


def _item(talk: Talk, made: Made) -> Refusal | str | None:
    """Something done with an item of a list, by the name that it alone has."""
    items = talk.items(made)
    if items is None or not 1 < len(items) <= LONGEST_LIST or talk.reads(made.tool) is False:
        return "nothing_listed"
    since = {one.tool.id for one in talk.made if one.turn > made.turn}
    found = [
        aim
        for aim in aims(talk, made)
        if aim.listed
        and aim.tool.id not in since
        and not repeats(talk, made, aim)
        and _alone(talk, made, aim.pointer)
    ]
    talk.scene.rng.shuffle(found)
    for aim in found[:_TRIED]:
        if talk.possible(aim.tool):
            return act(talk, aim, "recall")
    return "nothing_to_do"


def _alone(talk: Talk, made: Made, pointer: str) -> bool:
    """Whether an item has a name that stands in no other result."""
    name = listed_as(pointer, Seen(made.tool, made.outcome.value, ""))
    others = [other for other in talk.made if other.number != made.number]
    return bool(name) and not any(name in other.outcome.content for other in others)


def _thing(talk: Talk, made: Made) -> Refusal | str | None:
    """Another call with something that a result says."""
    found = list(_things(talk, made))
    rng = talk.scene.rng
    rng.shuffle(found)
    for outlet, pointer, value in found[:3]:
        takers = graph(talk.catalog, talk.scene.settings.stage).out_of(outlet)
        rng.shuffle(takers)
        for inlet in takers[: 2 * _TRIED]:
            if not fresh_tool(talk, inlet.tool) or not _takes(inlet, value):
                continue
            planned = _planned(talk, inlet, Found(made.number, pointer), value)
            if planned is None or not talk.possible(inlet.tool) or not talk.fresh(planned):
                continue
            path = inlet.path()
            wish = PlannedCall(
                planned.tool, planned.arguments, sources={path: planned.sources[path]}
            )
            return talk.perform("refer", (wish,), (planned,), "recall")
    return "nothing_to_do"


def _things(talk: Talk, made: Made) -> Iterator[tuple[Outlet, str, str]]:
    """What a result says that can be named: where it is, and the value."""
    if talk.stale(made):
        return
    items = talk.items(made)
    for outlet in graph(talk.catalog, talk.scene.settings.stage).outlets(made.tool):
        if outlet.flow not in _FLOWS or (outlet.listed and items is None):
            continue
        places = range(len(items)) if outlet.listed and items else range(1)
        for place in places:
            pointer = outlet.pointer.replace("*", str(place))
            value = resolve(made.outcome.value, pointer)
            if not isinstance(value, str) or not 0 < len(value) <= 80:
                continue
            if outlet.listed and not _alone(talk, made, pointer):
                continue
            if outlet.listed or _only(talk, made, outlet):
                yield outlet, pointer, value


def _only(talk: Talk, made: Made, outlet: Outlet) -> bool:
    """Whether nothing else that was said or found goes by the same word."""
    kinds = _SAID.get(outlet.flow, ())
    if any(kind in kinds for kind, _ in said(talk)):
        return False
    found = graph(talk.catalog, talk.scene.settings.stage)
    return (
        not any(
            other.flow == outlet.flow
            for one in talk.made
            if one.number != made.number
            for other in found.outlets(one.tool)
        )
        and sum(other.flow == outlet.flow for other in found.outlets(made.tool)) == 1
    )


def _takes(inlet: Inlet, value: str) -> bool:
    schema = inlet.tool.parameters["properties"][inlet.name]
    inner = schema.get("items", {}) if inlet.many else schema
    return len(value) <= inner.get("maxLength", len(value)) and "pattern" not in inner


def _planned(talk: Talk, inlet: Inlet, source: Found, value: str) -> PlannedCall | None:
    """A whole call with what was found, and new values for the rest; None when there is none."""
    drawn = drawn_for(talk, inlet.tool, 0.1)
    if drawn is None:
        return None
    arguments: Mapping[str, Json] = {
        **drawn.arguments,
        inlet.name: [value] if inlet.many else value,
    }
    new = [name for name in arguments if name != inlet.name]
    if len(new) > 3 or any(name not in meanings(inlet.tool) for name in new):
        return None
    return PlannedCall(
        inlet.tool, arguments, omittable(inlet.tool, arguments), {inlet.path(): source}
    )
