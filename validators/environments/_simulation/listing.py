"""Lists and searches: which things there are, and which of them are asked for. Order and pages are
elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec

from studio.record import Json
from studio.resources import agreement, moments
from studio.resources.nouns import words
from validators.environments._simulation import series, shaping
from validators.environments._simulation.filters import Filter
from validators.environments._simulation.identities import keyed, varies
from validators.environments._simulation.ordering import ordered
from validators.environments._simulation.paging import echoed, page
from validators.environments._simulation.plan import Plan, Slot, copied
from validators.environments._simulation.pool import ANCHOR
from validators.environments._simulation.world import Context, Scope, Thing, World

LONG = (40, 80)
"""How many items a long list has."""
_TRIES = 4

_encode = msgspec.json.Encoder(order="sorted").encode


def found(world: World, plan: Plan, arguments: Mapping[str, Json], kind: str) -> Json:
    """The result of a list or search. `kind` is a shaping or empty."""
    slot = plan.item
    if slot is None:
        raise ValueError(f"{plan.tool.name} lists nothing")
    if kind == "partial" and not shaping.pageable(plan):
        return shaping.thinned(plan, found(world, plan, arguments, ""), shaping.spare(plan)[-2:])
    counted = series.field(plan)
    if plan.plainly or counted:
        return _plain(world, plan, arguments, kind, counted)
    asked = _asked(world, plan, arguments)
    scope, context = _scope(world, plan, slot, arguments)
    query = frozenset((f.parameter, _encode(value).decode()) for f, value in asked)
    if kind == "empty":
        matching: list[dict[str, Any]] = []
        scope.asked.append(query)
    else:
        matching = _matching(world, plan, slot, scope, context, asked)
        wanted = 1 if not kind and _by_name(asked) else _wanted(world, plan, kind)
        if not scope.covers(query) or kind in ("long", "partial"):
            missing = wanted - len(matching)
            made = _populate(world, plan, slot, scope, asked, missing, arguments)
            series.numbered(world, plan.kind, slot, made)
            matching += made
            scope.asked.append(query)
    ordered(plan, matching, arguments)
    return page(world, plan, matching, arguments, kind)


def _plain(
    world: World, plan: Plan, arguments: Mapping[str, Json], kind: str, counted: str
) -> Json:
    """A list of plain values or a series over time: the same for the same arguments."""
    key = (plan.tool.id, _encode(arguments).decode())
    value = world.answers.get(key)
    if value is None:
        value = world.draw(plan.body, world.place(), arguments)
        items = series.made(world, plan, counted, arguments) if counted else _values(world, plan)
        value = shaping.put(value, plan.operation.items or "", items)
        value = echoed(plan, value, arguments)
        world.answers[key] = value
    if kind == "empty":
        return shaping.put(copied(value), plan.operation.items or "", [])
    return value


def _values(world: World, plan: Plan) -> list[Json]:
    """Some different plain values."""
    items: list[Json] = []
    size, start = 3 + int(world.rng.random() * 4), world.place()
    for step in range(4 * size):
        entry = world.draw(plan.item or plan.body, start + step)
        if entry not in items and len(items) < size:
            items.append(entry)
    return items


def _asked(world: World, plan: Plan, arguments: Mapping[str, Json]) -> list[tuple[Filter, Json]]:
    """Filters with what they are asked for; a default of the schema counts where it is a choice."""
    pairs = []
    for each in plan.filters:
        schema = plan.plain.get(each.parameter, {})
        value = arguments.get(each.parameter)
        if value is None and "enum" in schema and each.relation in ("equal", "contains"):
            value = schema.get("default")
        if each.relation == "phase":
            pairs += _phase(world, each, value)
        elif each.relation == "day" and value in _SPOKEN:
            side, days = _SPOKEN[value]
            today = ANCHOR + timedelta(days=world.shift + days)
            pairs.append((replace(each, relation=side), today.isoformat()))
        elif value is not None and each.active(value):
            pairs.append((each, value))
    return pairs


def _phase(world: World, asked: Filter, value: Json) -> list[tuple[Filter, Json]]:
    """What is planned starts after today, what is active runs today, what is closed has ended."""
    start, end = (replace(asked, path=(name,)) for name in asked.path)
    today = world.today
    before, after = moments.moved(today, days=-1), moments.moved(today, days=1)
    word = str(value).lower()
    if word in ("planned", "upcoming", "future"):
        return [(replace(start, relation="least"), after)]
    if word in ("active", "current", "running"):
        return [(replace(start, relation="most"), today), (replace(end, relation="least"), today)]
    return [(replace(end, relation="most"), before)] if word in _CLOSED else []


_CLOSED = ("closed", "past", "finished", "completed", "done", "ended")

_SPOKEN: dict[Json, tuple[str, int]] = {
    "past": ("most", -1),
    "upcoming": ("least", 1),
    "future": ("least", 1),
    "today": ("day", 0),
    "tomorrow": ("day", 1),
    "yesterday": ("day", -1),
}
"""Days in words: a relation, and how many days from today."""


def _scope(
    world: World, plan: Plan, slot: Slot, arguments: Mapping[str, Json]
) -> tuple[Scope, Context]:
    context = tuple(
        (name, _encode(arguments[name]).decode())
        for name in plan.unanswered
        if name in arguments and (name in plan.needed)
    )
    kind = plan.kind
    key = (kind, slot.signature, context)
    scope = world.scopes.get(key)
    if scope is None:
        scope = world.scopes[key] = Scope(world.place())
    return scope, context


def _matching(
    world: World,
    plan: Plan,
    slot: Slot,
    scope: Scope,
    context: Context,
    asked: Sequence[tuple[Filter, Json]],
) -> list[dict[str, Any]]:
    found = []
    for thing in world.kinds.get(plan.kind, ()):
        if thing.gone or not _within(thing, scope, context, slot):
            continue
        shown = world.show(thing, slot)
        if all(each.holds(shown, value) for each, value in asked):
            found.append(shown)
    return found


def _within(thing: Thing, scope: Scope, context: Context, slot: Slot) -> bool:
    """Whether a thing is of the list: made for it, or of its kind and nothing known against it."""
    if thing.scope is not None:
        return thing.scope is scope
    if thing.born is None:
        return False
    if thing.born is not slot:
        shared = {*thing.born.names} & {*slot.names}
        if 2 * len(shared) < min(len(thing.born.names), len(slot.names)):
            return False
    for name, value in context:
        known = thing.known(name)
        if known is not None and _encode(known).decode() != value:
            return False
    return True


_WHOLE_NAME = re.compile(r"[A-Z][\w'’.-]+(?: [\w'’.-]+)* [A-Z][\w'’.-]+")


def _by_name(asked: Sequence[tuple[Filter, Json]]) -> bool:
    """Whether somebody or something is looked for by its whole name: there is one of it."""
    return any(
        words(each.parameter)[-1:] == ("name",) and bool(_WHOLE_NAME.fullmatch(str(value)))
        for each, value in asked
    )


def _wanted(world: World, plan: Plan, kind: str) -> int:
    if kind == "long":
        wanted = LONG[0] + int(world.rng.random() * (LONG[1] - LONG[0]))
    elif kind == "partial":
        wanted = 11 + int(world.rng.random() * 30)
    else:
        wanted = 2 + int(world.rng.random() ** 2 * 4)
    if plan.item is not None and plan.item.options:
        wanted = min(wanted, len(plan.item.options))
    if plan.item is not None and plan.item.telling:
        wanted = min(wanted, len(plan.item.telling[1]))
    return wanted if plan.most is None else min(wanted, plan.most)


def _populate(
    world: World,
    plan: Plan,
    slot: Slot,
    scope: Scope,
    asked: Sequence[tuple[Filter, Json]],
    count: int,
    arguments: Mapping[str, Json],
) -> list[dict[str, Any]]:
    """Make things that a search finds and that no earlier search should have found; how they
    show."""
    made: list[dict[str, Any]] = []
    if count < 1:
        return made
    kind = plan.kind
    lasts = {
        name: value
        for name, value in arguments.items()
        if "duration" in words(name) and name not in slot.names
    }
    names = {
        _title(slot, world.show(t, slot)) for t in world.kinds.get(kind, ()) if t.scope is scope
    }
    degrees = series.imperial(arguments)
    for place in range(count):
        for attempt in range(_TRIES):
            item = world.template(slot, scope.place + scope.drawn)
            if degrees:
                series.converted(item, arguments)
            scope.drawn += 1
            fixed, changed = _impose(world, item, asked, place)
            series.together(scope, slot, item)
            title = _told(slot, item, names) if slot.telling else _title(slot, item)
            if title in names and title is not None and attempt < _TRIES - 1 and count < 20:
                continue
            known = _called(world, kind, slot, item, fixed)
            if known is not None:
                if slot.key in fixed and _shows(world, known, slot, asked):
                    return [*made, known.shown[slot.name]]
                continue
            if changed or lasts:
                _settle(world, slot, item, fixed, lasts)
                changed = not _answers(slot, item, asked)
            if not (changed or _found_before(scope, plan, item)):
                names.add(title)
                made.append(_kept(world, kind, slot, scope, item))
                break
    return made


def _called(
    world: World, kind: str, slot: Slot, item: dict[str, Any], fixed: set[str]
) -> Thing | None:
    """Give an item an id of its own; the thing that has the one it must have, if there is one."""
    if slot.key not in item:
        return None
    if not (slot.key in fixed and slot.options):
        item[slot.key] = _identity(world, kind, slot, keyed(item[slot.key], item))
    return world.find(kind, item[slot.key])


def _answers(slot: Slot, item: dict[str, Any], asked: Sequence[tuple[Filter, Json]]) -> bool:
    """Whether an item that was changed is valid and fits."""
    return slot.judge.is_valid(item) and all(each.holds(item, value) for each, value in asked)


def _kept(
    world: World, kind: str, slot: Slot, scope: Scope, item: dict[str, Any]
) -> dict[str, Any]:
    """An item, made a thing of the dialogue."""
    identity = item[slot.key] if slot.key in item else f"#{len(world.things)}"
    thing = world.add(kind, identity)
    thing.scope, thing.born = scope, slot
    thing.fields = dict(item)
    thing.shown[slot.name] = item
    return item


def _settle(
    world: World, slot: Slot, item: dict[str, Any], fixed: set[str], lasts: Mapping[str, Json]
) -> None:
    """Let the fields of an item agree, with each other and with how long it is asked to last."""
    item.update(lasts)
    agreement.settle(item, {*fixed, slot.key, *lasts}, deep=False)
    for name in lasts:
        del item[name]
    slot.states.settle(item, world.today, fixed)


def _shows(world: World, thing: Thing, slot: Slot, asked: Sequence[tuple[Filter, Json]]) -> bool:
    """Whether a thing that is known already, named by the search itself, is what it finds."""
    if thing.gone or not all(each.holds(world.show(thing, slot), v) for each, v in asked):
        return False
    thing.born = slot
    return True


def _identity(world: World, kind: str, slot: Slot, example: Json) -> Json:
    if slot.options:
        taken = [each for each in slot.options if (kind, str(each)) not in world.things]
        return taken[0] if taken else example
    named = isinstance(example, str) and "/" not in example
    if named and (" " in str(example) or not varies(str(example))):
        return example
    return world.identity(kind, slot, example)


def _impose(
    world: World, item: dict[str, Any], asked: Sequence[tuple[Filter, Json]], place: int
) -> tuple[set[str], bool]:
    """Make an item one that is asked for; the names of the fields that are fixed by it, and
    whether any changed."""
    fixed: set[str] = set()
    changed = False
    for each, value in asked:
        if not each.holds(item, value):
            each.impose(item, value, world.rng, place)
            changed = True
        fixed.update(each.path[:1] or each.texts[:1])
    return fixed, changed


def _found_before(scope: Scope, plan: Plan, item: dict[str, Any]) -> bool:
    """Whether an earlier search that gave everything would have had to show the item."""
    by_name = {each.parameter: each for each in plan.filters}
    for query in scope.asked:
        known = [
            (by_name[name], msgspec.json.decode(value)) for name, value in query if name in by_name
        ]
        if len(known) == len(query) and all(e.holds(item, v) for e, v in known):
            return True
    return False


def _told(slot: Slot, item: dict[str, Any], names: set[Json]) -> Json:
    """The choice that tells an item from others, one that none has yet while there are any."""
    if slot.telling:
        name, options = slot.telling
        if item.get(name) in names:
            item[name] = next((each for each in options if each not in names), item.get(name))
        return item.get(name)
    return None


def _title(slot: Slot, item: Mapping[str, Any]) -> Json:
    for name in slot.titles:
        if isinstance(item.get(name), str):
            return item[name]
    return None
