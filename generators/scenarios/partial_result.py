"""partial_result: a first page, or a result without a field the user asked about. The assistant
fetches the rest where all was asked for and that is possible, and says what is not there."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from generators.language.intent import intent
from generators.language.mishaps.pages import field_noun
from generators.scenarios._calls import call, some_day
from generators.scenarios._lookups import again
from generators.scenarios._offer import offer
from generators.scenarios._operations import CHANGING, operations, visited
from generators.scenarios._scene import REPORTED, Scene, refused
from studio.brief import Brief, Ending, Found, PlannedCall, Refusal, Settings, Slot, Step, Turn
from studio.catalog import Catalog
from studio.environment import Outcome
from studio.pointer import MISSING, inside, resolve
from studio.record import Json, Schema, Tool
from studio.resources import Operation, Operations, shapes
from studio.resources.nouns import identifies
from studio.stage import Stage

_ALL = 0.6
"""Share of the requests for a long list that ask for all of it, where pages can be fetched."""
_MOST_PAGES = 6
_THINNED = 2
"""Fields at the end of a result that may be missing from it."""
_READING = frozenset({"read", "list", "search"})


class PartialResult:
    """One list or thing that does not come whole."""

    name = "partial_result"
    share = 0.75

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a result that can come in pages or without some of its fields."""
        reads = operations(catalog)
        if any(_eligible(tool, reads, stage) for tool in catalog.tools):
            return ""
        return "it needs a list that can be made to come in pages, which live servers cannot"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is that gives a part."""
        reads, stage = operations(catalog), settings.stage
        found = visited(slot, catalog, lambda tool: _eligible(tool, reads, stage))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        operation = reads.of(tool)
        paging = tuple(filter(None, (operation.page, operation.size)))
        wish = call(tool, rng, visit, today, omit=paging)
        if isinstance(wish, Refusal):
            return wish
        offered = offer((tool,), catalog, settings, rng)
        with Scene(self.name, settings, rng, today) as scene:
            scene.performance.intervene("partial")
            step = scene.perform(wish)
            if (fault := refused(step)) is not None:
                return fault
            fault = _told(scene, wish, step, operation)
            return fault if fault is not None else scene.brief(offered)


def _eligible(tool: Tool, reads: Operations, stage: Stage) -> bool:
    """Whether a result can say that there is more, or can lack a field."""
    operation = reads.of(tool)
    reading = operation.kind not in CHANGING and intent(tool).verb.kind in _READING
    if not reading or not stage.can(tool, "partial"):
        return False
    if operation.items is not None:
        return bool(operation.total or operation.next_page)
    root = operation.returns or {}
    one = shapes.at(root, operation.body, root)
    kept = {operation.key, *(one.get("required") or ())}
    spare = [name for name in shapes.properties(one) if name not in kept]
    return any(_asked_for(tool, name, one, root) for name in spare[-_THINNED:])


def _told(scene: Scene, wish: PlannedCall, step: Step, operation: Operation) -> Refusal | None:
    """Add the turn."""
    outcome = step.outcomes[0]
    if _token(operation, outcome) is not None and scene.rng.random() < _ALL:
        return _whole(scene, wish, step, operation)
    if _more(operation, outcome):
        scene.turns.append(Turn("request", "report", (wish,), (step,), note="partial"))
        return None
    missing = _missing(wish.tool, operation, outcome)
    if not missing:
        return Refusal("not_partial", f"{wish.tool.name} gave everything", wish.tool.id)
    note = f"lacking {scene.rng.choice(missing)}"
    scene.turns.append(Turn("request", "report", (wish,), (step,), note=note))
    return None


def _token(operation: Operation, outcome: Outcome) -> str | int | None:
    """What the next page takes, where the result has it and the tool a parameter for it."""
    if not operation.page or not operation.next_page:
        return None
    found = resolve(outcome.value, operation.next_page)
    if not isinstance(found, str | int) or isinstance(found, bool):
        return None
    return found or None


def _more(operation: Operation, outcome: Outcome) -> bool:
    """Whether the result itself says that there is more than it has."""
    if operation.items is None:
        return False
    if operation.next_page:
        following = resolve(outcome.value, operation.next_page)
        if following is not MISSING and following:
            return True
    items = resolve(outcome.value, operation.items)
    total = resolve(outcome.value, operation.total) if operation.total else MISSING
    return isinstance(items, list) and isinstance(total, int) and total > len(items)


def _whole(scene: Scene, wish: PlannedCall, step: Step, operation: Operation) -> Refusal | None:
    """All pages, one after the other."""
    steps, outcome = [step], step.outcomes[0]
    while (token := _token(operation, outcome)) is not None:
        if len(steps) == _MOST_PAGES:
            return Refusal("too_many_pages", wish.tool.name, wish.tool.id)
        path = inside("", operation.page)
        base = again(wish, scene.turn, 0)
        sources = {**base.sources, path: Found(len(scene.calls) - 1, operation.next_page)}
        arguments = {**wish.arguments, operation.page: token}
        step = scene.perform(replace(base, arguments=arguments, sources=sources))
        if (fault := refused(step)) is not None:
            return fault
        steps.append(step)
        outcome = step.outcomes[0]
    if len(steps) < 2:
        return Refusal("not_partial", f"{wish.tool.name} gave everything", wish.tool.id)
    reported = scene.rng.random() < REPORTED
    ending: Ending = "report" if reported else "calls"
    steps = steps if reported else [*steps[:-1], Step(steps[-1].calls)]
    scene.turns.append(Turn("request", ending, (wish,), tuple(steps), note="all"))
    return None


def _missing(tool: Tool, operation: Operation, outcome: Outcome) -> list[str]:
    """Fields that the schema has, the result has nowhere, and people have a word for."""
    root = operation.returns or {}
    around = shapes.at(root, operation.items or operation.body, root)
    one = shapes.items_of(around, root) if operation.items is not None else around
    present = _keys(outcome.value)
    return [
        name
        for name in shapes.properties(one)
        if name not in present and _asked_for(tool, name, one, root)
    ]


def _asked_for(tool: Tool, name: str, one: Schema, root: Schema) -> bool:
    """Whether a field of a result is something people ask for by a word they have."""
    kind = shapes.kind(shapes.plain(shapes.properties(one)[name], root))
    plain = kind in ("string", "number", "integer", "array") and not identifies(name)
    own = name not in tool.parameters.get("properties", {})
    return plain and own and bool(field_noun(tool, name))


def _keys(value: Json) -> set[str]:
    """Every key of a JSON value."""
    if isinstance(value, Mapping):
        return {*value}.union(*(_keys(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(_keys(item) for item in value))
    return set()


PART = PartialResult()
