"""empty_result: nothing is found. The assistant says so, or looks for what the user would take
instead; nothing is made up."""

from dataclasses import replace
from random import Random

from generators.language.intent import meanings
from generators.scenarios._calls import call, some_day
from generators.scenarios._offer import offer
from generators.scenarios._operations import operations, visited
from generators.scenarios._scene import REPORTED, Scene, refused
from studio.brief import Brief, Ending, PlannedCall, Refusal, Settings, Slot, Step, Told, Turn
from studio.catalog import Catalog
from studio.environment import Outcome
from studio.pointer import MISSING, inside, leaves, resolve
from studio.record import Json, Tool
from studio.resources import Operation, Operations
from studio.stage import Stage

_OTHERWISE = 0.4
"""Share of the requests that name what would do as well, where the tool has room for it."""
_VARIED = frozenset("date city place category enum genre cuisine food artist language".split())
"""Kinds of arguments of which people name a second choice."""


class EmptyResult:
    """One search that finds nothing."""

    name = "empty_result"
    share = 0.75

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a list or search whose result can be empty."""
        reads = operations(catalog)
        if any(_eligible(tool, reads, stage) for tool in catalog.tools):
            return ""
        return "it needs a tool that lists or searches and may find nothing"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is that finds nothing."""
        reads, stage = operations(catalog), settings.stage
        found = visited(slot, catalog, lambda tool: _eligible(tool, reads, stage))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wish = call(tool, rng, visit, today, extra=0.5)
        if isinstance(wish, PlannedCall) and not _may_be_empty(wish, reads.of(tool)):
            wish = call(tool, rng, visit, today, extra=0.9)
        if isinstance(wish, Refusal):
            return wish
        if not _may_be_empty(wish, reads.of(tool)):
            return Refusal("never_empty", f"{tool.name} without a filter", tool.id)
        offered = offer((tool,), catalog, settings, rng)
        with Scene(self.name, settings, rng, today) as scene:
            if stage.can(tool, "empty"):
                scene.performance.intervene("empty")
            step = scene.perform(wish)
            if (fault := refused(step)) is not None:
                return fault
            if not empty(reads.of(tool), step.outcomes[0], wish):
                return Refusal("not_empty", f"{tool.name} found something", tool.id)
            other = _second(wish, scene, visit) if rng.random() < _OTHERWISE else None
            fault = _closed(scene, wish, step, other)
            return fault if fault is not None else scene.brief(offered)


def _eligible(tool: Tool, reads: Operations, stage: Stage) -> bool:
    operation = reads.of(tool)
    if operation.kind not in ("list", "search") or operation.resource.rpartition(" ")[2] in _ALWAYS:
        return False
    # what a live server lists is sometimes empty by itself
    environment = stage.of(tool)
    live = environment is not None and not environment.repeatable
    return stage.can(tool, "empty") or (live and operation.items is not None)


_ALWAYS = frozenset({"account", "version", "language", "currency", "unit", "branch", "timezone"})
"""Last words of what there is always one of."""
_RARE = frozenset(
    "order reminder draft alert warning reservation appointment request invitation deck "
    "subscription return voucher coupon task playlist note participant recording table".split()
)
"""Last words of what many people have none of."""
_UNFILTERED = frozenset({"count", "sort", "unit", "page", "language"})


def _may_be_empty(wish: PlannedCall, operation: Operation) -> bool:
    """Whether nobody would wonder at an empty list: it is of something not everybody has, or
    something narrows it."""
    known = meanings(wish.tool)
    narrowed = any(known[name].kind not in _UNFILTERED for name in wish.arguments if name in known)
    return narrowed or operation.resource.rpartition(" ")[2] in _RARE


def empty(operation: Operation, outcome: Outcome, wish: PlannedCall) -> bool:
    """Whether a result is a list with nothing in it, and nothing beside it says otherwise: no
    total, no average of what is not there, no next page."""
    held = resolve(outcome.value, operation.items) if operation.items is not None else MISSING
    if held != [] or (operation.next_page and _at(outcome, operation.next_page)):
        return False
    said = [value for _, value in leaves(dict(wish.arguments))]
    numbers = (value for _, value in leaves(outcome.value) if isinstance(value, int | float))
    return all(not value or value in said for value in numbers)


def _at(outcome: Outcome, pointer: str) -> Json:
    """The value at a pointer; None where there is none."""
    found = resolve(outcome.value, pointer)
    return None if found is MISSING else found


def _second(wish: PlannedCall, scene: Scene, visit: int) -> PlannedCall | None:
    """The same call with another value for one thing; None where there is none."""
    rng, known = scene.rng, meanings(wish.tool)
    names = [name for name in wish.arguments if _varies(wish, name)]
    drawn = call(wish.tool, rng, visit + rng.randrange(1, 97), scene.today, extra=0.9)
    if not names or isinstance(drawn, Refusal):
        return None
    name = rng.choice(names)
    value = drawn.arguments.get(name)
    if value is None or value == wish.arguments[name] or not known[name].noun:
        return None
    path = inside("", name)
    arguments = {**wish.arguments, name: value}
    sources = {at: Told(scene.turn, 0, at) for at, _ in leaves(arguments) if at and at != path}
    optional = tuple(each for each in wish.optional if each != name)
    return PlannedCall(wish.tool, arguments, optional, sources)


_NO_NOUNS = frozenset({"when", "what", "who", "where", "kind"})
"""Names of parameters that nobody calls so."""


def _varies(wish: PlannedCall, name: str) -> bool:
    """Whether one thing of a call can be another without the rest having to change."""
    known = meanings(wish.tool)
    moments = [each for each in wish.arguments if known[each].kind in ("date", "datetime")]
    single = not (known[name].kind == "date" and (len(moments) > 1 or known[name].role))
    alike = [each for each in wish.arguments if known[each].kind == known[name].kind]
    plain = known[name].kind in _VARIED and isinstance(wish.arguments[name], str)
    return plain and single and len(alike) == 1 and known[name].noun not in _NO_NOUNS


def _closed(
    scene: Scene, wish: PlannedCall, step: Step, other: PlannedCall | None
) -> Refusal | None:
    """Add the turn: told that there is nothing, or looked for the second choice."""
    if other is None:
        scene.turns.append(Turn("request", "report", (wish,), (step,), note="empty"))
        return None
    if scene.rng.random() < 0.25:
        scene.performance.intervene("empty")
    again = scene.perform(other)
    if (fault := refused(again)) is not None:
        return fault
    reported = scene.rng.random() < REPORTED
    ending: Ending = "report" if reported else "calls"
    last = again if reported else Step(again.calls)
    said = replace(other, after=())
    scene.turns.append(Turn("request", ending, (wish, said), (step, last), note="otherwise"))
    return None


PART = EmptyResult()
