"""long_context: many tools on offer, or a long result of which one item matters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random

import msgspec

from generators.language.mishaps.pages import field_noun
from generators.meaning import meaning
from generators.scenarios._calls import anything, call, required, some_day, subject
from generators.scenarios._lookups import listed
from generators.scenarios._offer import offer, would_do
from generators.scenarios._operations import CHANGING, operations, visited
from generators.scenarios._scene import REPORTED, Scene, refused, requested
from studio.brief import Brief, Ending, Found, PlannedCall, Refusal, Settings, Slot, Step, Turn
from studio.catalog import Catalog
from studio.pointer import inside, resolve
from studio.record import Json, Tool
from studio.resources import Operations
from studio.resources.nouns import identifies
from studio.stage import Stage

FEWEST, MOST = 20, 60
"""Tools on offer."""
_ALIKE = 8
"""Tools that may turn out too much alike to stand side by side."""
_RESULTS = 0.45
"""Share of the dialogues about a long result, where there are tools that have one."""
_ACTED = 0.5
"""Share of those in which something is done with the item, where that is possible."""
_ROOM = 80_000
"""Characters of all tools on offer: about 20,000 tokens."""
_LONGEST = 16_000
"""Characters of a result that is still read."""


class LongContext:
    """One to three calls among many tools, or one item of many."""

    name = "long_context"
    share = 1.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs many tools."""
        if len(catalog.tools) >= FEWEST + _ALIKE:
            return ""
        return f"it needs {FEWEST + _ALIKE} tools, to offer {FEWEST} at once that differ"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """The tool whose turn it is, in one of both ways."""
        if rng.random() < _RESULTS:
            read = self._read(slot, catalog, settings, rng)
            if isinstance(read, Brief):
                return read
        found = subject(slot, catalog, anything)
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wish = call(tool, rng, visit, today)
        if isinstance(wish, Refusal):
            return wish
        wishes = [wish, *_more(wish, catalog, visit, rng, today)]
        wide = replace(settings, offered=(FEWEST, max(FEWEST, min(MOST, len(catalog.tools) - 1))))
        offered = offer([each.tool for each in wishes], catalog, wide, rng, least=FEWEST)
        offered = _bounded(offered, {each.tool.id for each in wishes})
        if len(offered) < FEWEST:
            return Refusal("few_tools", f"only {len(offered)} tools that differ", tool.id)
        return requested(self.name, wishes, offered, settings, rng, today)

    def _read(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A long list and one item of it; lists take turns among themselves."""
        reads, stage = operations(catalog), settings.stage
        own = replace(slot, lane=f"{slot.lane} of results")
        found = visited(own, catalog, lambda tool: _lists(tool, reads, stage))
        if isinstance(found, Refusal):
            return found
        today = some_day(rng, settings, found[0])
        wish = call(found[0], rng, found[1], today, extra=0.15)
        if isinstance(wish, Refusal):
            return wish
        with Scene(self.name, settings, rng, today) as scene:
            return _long(scene, wish, catalog)


def _bounded(offered: Sequence[Tool], wanted: set[str]) -> tuple[Tool, ...]:
    """The offer without its largest tools, where all of them would be more than a prompt holds."""
    sizes = {tool.id: size_of(tool) for tool in offered}
    total = sum(sizes.values())
    dropped: set[str] = set()
    for tool in sorted(offered, key=lambda each: (-sizes[each.id], each.id)):
        if total <= _ROOM or tool.id in wanted:
            continue
        dropped.add(tool.id)
        total -= sizes[tool.id]
    return tuple(tool for tool in offered if tool.id not in dropped)


_SIZES: dict[str, int] = {}
"""By tool id, which names the content."""


def size_of(tool: Tool) -> int:
    """Characters of a tool as a model is shown it."""
    found = _SIZES.get(tool.id)
    if found is None:
        schema = len(msgspec.json.encode(tool.parameters))
        found = _SIZES[tool.id] = len(tool.name) + len(tool.description) + schema
    return found


def _lists(tool: Tool, reads: Operations, stage: Stage) -> bool:
    return reads.of(tool).kind in ("list", "search") and stage.can(tool, "long")


def _more(
    wish: PlannedCall, catalog: Catalog, visit: int, rng: Random, today: date
) -> list[PlannedCall]:
    """Calls of other tools of the same API, none or up to two."""
    found: list[PlannedCall] = []
    count = rng.choice((0, 0, 0, 1, 1, 2))
    family = catalog.families[wish.tool.origin.family]
    for _ in range(6 * count):
        other = rng.choice(family)
        if any(would_do(other, known.tool, strict=False) for known in (wish, *found)):
            continue
        planned = call(other, rng, visit, today, extra=0.2)
        if isinstance(planned, PlannedCall):
            found.append(planned)
        if len(found) == count:
            break
    return found


def _long(scene: Scene, wish: PlannedCall, catalog: Catalog) -> Brief | Refusal:
    """A long list, and one item of it."""
    reads, rng = operations(catalog), scene.rng
    scene.performance.intervene("long")
    step = scene.perform(wish)
    if (fault := refused(step)) is not None:
        return fault
    items = list(listed(reads.of(wish.tool), step.outcomes[0]))
    if len(items) < FEWEST // 2 or len(step.outcomes[0].content) > _LONGEST:
        return Refusal("not_long", f"{len(items)} items of {wish.tool.name}", wish.tool.id)
    label = _label([item for _, item in items], wish, reads.of(wish.tool).resource)
    if not label:
        return Refusal("nameless_items", f"the items of {wish.tool.name}", wish.tool.id)
    names = Counter(str(item.get(label)) for _, item in items)
    named = [(at, item) for at, item in items if _names(item.get(label), names)]
    if not named:
        return Refusal("nameless_items", f"the items of {wish.tool.name}", wish.tool.id)
    pointer, item = rng.choice(named)
    acting = _acting(wish.tool, reads, scene)
    if acting and rng.random() < _ACTED:
        fault = _acted(scene, wish, step, pointer, label, rng.choice(acting), reads)
    else:
        fault = _asked(scene, wish, step, pointer, label, item, reads)
    if fault is not None:
        return fault
    tools = {made.tool.id: made.tool for made, _ in scene.calls}
    return scene.brief(offer(list(tools.values()), catalog, scene.settings, rng))


_LABELS = (
    "title filename song movie book product place person company slug reference medicine contact "
    "email team topic artist"
).split()
"""Kinds of fields that people call things by, the best first."""


_PERSONAL = frozenset({"person", "contact", "email"})
_PEOPLE = frozenset(
    "employee doctor participant contact member student user patient guest person people review "
    "customer attendee reviewer colleague friend".split()
)
"""What goes by the name of a person."""


def _label(items: Sequence[Mapping[str, Json]], wish: PlannedCall, resource: str) -> str:
    """The field that people call such items by; empty for none."""
    people = resource.rpartition(" ")[2] in _PEOPLE
    said = {value for value in wish.arguments.values() if isinstance(value, str)}
    best: tuple[int, str] | None = None
    for name, value in items[0].items():
        if not isinstance(value, str) or identifies(name) or value in said:
            continue
        kind = meaning(name, {"type": "string"}, wish.tool.name).kind
        if kind not in _LABELS or (kind in _PERSONAL and not people):
            continue
        rank = _LABELS.index(kind)
        if best is None or rank < best[0]:
            best = (rank, name)
    return best[1] if best else ""


def _names(value: Json, names: Mapping[str, int]) -> bool:
    """Whether a text tells one item from all others."""
    return isinstance(value, str) and 3 <= len(value) <= 60 and names[value] == 1


_ASKED = frozenset(
    "money date datetime time number quantity count enum duration rating temperature email phone "
    "address distance weight percent person city year".split()
)


def _asked(
    scene: Scene,
    wish: PlannedCall,
    step: Step,
    pointer: str,
    label: str,
    item: Mapping[str, Json],
    reads: Operations,
) -> Refusal | None:
    """The user wants to know one field of the item."""
    key = reads.of(wish.tool).key
    fields = [
        name
        for name, value in item.items()
        if name not in (label, key)
        and isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and value not in wish.arguments.values()
        and meaning(name, {"type": _JSON[type(value)]}, wish.tool.name).kind in _ASKED
        and field_noun(wish.tool, name)
    ]
    if not fields:
        return Refusal("nothing_to_ask", f"the items of {wish.tool.name}", wish.tool.id)
    note = f"item {pointer} {label} {scene.rng.choice(fields)}"
    scene.turns.append(Turn("request", "report", (wish,), (step,), note=note))
    return None


_JSON = {str: "string", int: "integer", float: "number"}


def _acting(tool: Tool, reads: Operations, scene: Scene) -> list[Tool]:
    """The tools that do something with an item of a list and need nothing but its id."""
    mine = reads.of(tool)
    return [
        other
        for other in reads.family(tool)
        if reads.of(other).kind in CHANGING
        and reads.of(other).resource == mine.resource
        and required(other) == [reads.of(other).id_parameter]
        and mine.key
        and scene.settings.stage.executes(other)
    ]


def _acted(
    scene: Scene,
    wish: PlannedCall,
    step: Step,
    pointer: str,
    label: str,
    tool: Tool,
    reads: Operations,
) -> Refusal | None:
    """The user wants something done with the item."""
    name, at = reads.of(tool).id_parameter, inside(pointer, reads.of(wish.tool).key)
    value = resolve(step.outcomes[0].value, at)
    if not isinstance(value, str | int):
        return Refusal("nameless_items", f"no id at {at}", wish.tool.id)
    sources = {inside("", name): Found(len(scene.calls) - 1, at)}
    made = PlannedCall(tool, {name: value}, sources=sources)
    second = scene.perform(made)
    if (fault := refused(second)) is not None:
        return fault
    reported = scene.rng.random() < REPORTED
    ending: Ending = "report" if reported else "calls"
    last = second if reported else Step(second.calls)
    note = f"act {pointer} {label}"
    scene.turns.append(Turn("request", ending, (wish, made), (step, last), note=note))
    return None


PART = LongContext()
