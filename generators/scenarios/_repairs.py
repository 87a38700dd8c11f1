"""Calls that are refused and then made so that they work, by the user's own words: with the second
choice they named, or by another tool that knows the same.

Each way adds one turn to the scene, executed; a `Refusal` where the world does not play along.
`ways` tells beforehand which of them a call has. What an error says is given to the environment
word for word.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

import jsonschema_rs

from generators.language.intent import intent, meanings
from generators.scenarios._lookups import listed, lookup, readers
from generators.scenarios._scene import REPORTED, Scene
from studio.brief import Ending, PlannedCall, Refusal, Step, Told, Turn
from studio.pointer import inside, leaves
from studio.record import Json, Schema, Tool
from studio.resources import Operation, Operations, shapes
from studio.stage import Stage

_CHOICES = frozenset(
    "branch|seating|size|delivery|environment|device|method|room type|payment|shift|audio guide|"
    "suction|cabin|car type|notify by|colour|color".split("|")
)
"""Nouns of choices that may not be to be had, and of which people name another."""
_BOUGHT = frozenset({"category", "class", "type"})
"""The same where something is bought or booked."""
_BUYING = frozenset({"buy", "book", "order", "reserve"})
_BOOKING = frozenset("book reserve reschedule change assign add enrol".split())
"""Verbs after which a day or time may be taken."""
_NAMES = frozenset({"name", "file_name", "folder_name", "fileName"})
"""Parameters of names that only one thing of its kind can have."""
_NAMING = frozenset({"title", "slug", "filename", "name"})
_MOMENTS = frozenset({"date", "time", "datetime"})


@dataclass(frozen=True, slots=True)
class Repair:
    """One way out of a call that is going to be refused."""

    kind: str
    """second: with the user's second choice. via: by the tool `reader`."""
    error: str
    """Kind of the error, one of `studio.environment.ERRORS`."""
    name: str = ""
    """The argument that is refused."""
    reader: Tool | None = None


def ways(wish: PlannedCall, stage: Stage, reads: Operations, among: Sequence[Tool]) -> list[Repair]:
    """The repairs a call has; `among` are tools that may be called instead."""
    found = _seconds(wish, stage)
    reading = reads.of(wish.tool).kind == "get" and intent(wish.tool).verb.kind == "read"
    if reading and stage.can(wish.tool, "unavailable"):
        others = [
            each
            for each in readers(wish.tool, reads, among)
            if stage.executes(each) and _knows(reads.of(each), reads.of(wish.tool))
        ]
        found += [Repair("via", "unavailable", reader=each) for each in others[:1]]
    return found


def _knows(lists: Operation, reads: Operation) -> bool:
    """Whether the items of a list have what the reading of a single one gives."""
    around = shapes.at(lists.returns or {}, lists.items or "", lists.returns or {})
    one = shapes.items_of(around, lists.returns or {})
    whole = shapes.at(reads.returns or {}, reads.body, reads.returns or {})
    wanted, had = {*shapes.properties(whole)}, {*shapes.properties(one)}
    return len(wanted) > 1 and wanted <= had


def _seconds(wish: PlannedCall, stage: Stage) -> list[Repair]:
    known = meanings(wish.tool)
    kinds = [known[name].kind for name in wish.arguments if name in known]
    found = []
    for name, value in wish.arguments.items():
        meant = known.get(name)
        if meant is None or not isinstance(value, str):
            continue
        alone = "enum" in _schema(wish.tool, name) or kinds.count(meant.kind) == 1
        error = _refused_by(wish, name) if alone else ""
        if error and stage.can(wish.tool, error):
            found.append(Repair("second", error, name))
    return found


def _refused_by(wish: PlannedCall, name: str) -> str:
    """The kind of error by which an argument may be refused for another; empty for none."""
    meant, schema, aim = meanings(wish.tool)[name], _schema(wish.tool, name), intent(wish.tool)
    if "enum" in schema:
        last = meant.noun.rpartition(" ")[2]
        fits = meant.noun in _CHOICES or (aim.base in _BUYING and last in _BOUGHT)
        return "invalid" if fits and len(schema["enum"]) > 2 else ""
    if meant.kind in _MOMENTS and meant.role in ("", "start"):
        return "invalid" if aim.base.split(" ")[0] in _BOOKING else ""
    creates = aim.verb.kind == "create" and meant.kind in _NAMING
    return "conflict" if creates and name in _NAMES else ""


def _valid(schema: Schema, value: Json) -> bool:
    plain = "$ref" not in schema
    return plain and jsonschema_rs.validator_for(schema).is_valid(value)


def _schema(tool: Tool, name: str) -> Schema:
    found = tool.parameters.get("properties", {}).get(name, {})
    return found if isinstance(found, dict) else {}


def repaired(scene: Scene, wish: PlannedCall, way: Repair, reads: Operations) -> Refusal | None:
    """Add the turn: the refused call, and the one that works."""
    return _WAYS[way.kind](scene, wish, way, reads)


def _fails(scene: Scene, wish: PlannedCall, way: Repair, text: str) -> Step | Refusal:
    scene.performance.intervene(way.error, text)
    step = scene.perform(wish)
    if step.outcomes[0].error != way.error:
        return Refusal("mishap_ignored", f"{way.error}: {wish.tool.name}", wish.tool.id)
    return step


def _second(scene: Scene, wish: PlannedCall, way: Repair, _: Operations) -> Refusal | None:
    value = _another(scene, wish, way.name)
    if value is None:
        return Refusal("no_second_choice", f"{way.name} of {wish.tool.name}", wish.tool.id)
    step = _fails(scene, wish, way, _complaint(wish, way, value, scene))
    if isinstance(step, Refusal):
        return step
    path = inside("", way.name)
    arguments = {**wish.arguments, way.name: value}
    optional = tuple(each for each in wish.optional if each != way.name)
    sources = {at: Told(scene.turn, 0, at) for at, _ in leaves(arguments) if at and at != path}
    other = PlannedCall(wish.tool, arguments, optional, sources)
    return _closed(scene, (wish, other), step, other, "second")


def _complaint(wish: PlannedCall, way: Repair, value: Json, scene: Scene) -> str:
    """What the API says, the second choice among what it has where it names some."""
    meant, first = meanings(wish.tool)[way.name], wish.arguments[way.name]
    options = _schema(wish.tool, way.name).get("enum")
    if isinstance(options, list):
        some = [each for each in options if each not in (first, value) and scene.rng.random() < 0.5]
        left = [str(each) for each in options if each == value or each in some]
        return f"{way.name}: '{first}' is not available here. Accepted: {', '.join(left)}."
    if meant.kind in _MOMENTS:
        return f"{way.name}: {first} is not available. Choose another {meant.noun}."
    return f"{way.name}: The {meant.noun} '{first}' already exists."


def _another(scene: Scene, wish: PlannedCall, name: str) -> Json:
    """Another value for an argument; None where there is none."""
    first, rng, meant = wish.arguments[name], scene.rng, meanings(wish.tool)[name]
    schema = _schema(wish.tool, name)
    if "enum" in schema:
        said = [*wish.arguments.values()]
        options = [each for each in schema["enum"] if isinstance(each, str) and each not in said]
        return rng.choice(options) if options else None
    if meant.kind in _NAMING:
        stem, dot, ending = str(first).rpartition(".") if "." in str(first) else (first, "", "")
        tail = rng.choice(("-2", "-new", "-v2") if meant.kind != "title" else (" 2", " (new)"))
        value = f"{stem}{tail}{dot}{ending}"
        return value if _valid(schema, value) else None
    later = _later(str(first), meant.kind, rng)
    return later if later and _valid(schema, later) else None


def _later(first: str, kind: str, rng: Random) -> str:
    """A day or time near another, written as that is; empty where that cannot be read."""
    try:
        if kind == "date":
            return (date.fromisoformat(first) + timedelta(days=rng.choice(_DAYS))).isoformat()
        moment = datetime.fromisoformat(first if kind == "datetime" else f"2001-01-01T{first}")
    except ValueError:
        return ""
    if kind == "datetime":
        days, minutes = rng.choice(((0, 60), (0, 120), (1, 0), (2, 0), (7, 0)))
        moved = moment + timedelta(days=days, minutes=minutes)
        return moved.isoformat(timespec="minutes") if len(first) == _TO_THE_MINUTE else ""
    moved = moment + timedelta(minutes=rng.choice((30, 60, 90)))
    return moved.strftime("%H:%M") if moved.day == 1 and len(first) == len("18:00") else ""


_DAYS = (1, 2, 3, 7)
_TO_THE_MINUTE = len("2026-03-12T15:00")


def _via(scene: Scene, wish: PlannedCall, way: Repair, reads: Operations) -> Refusal | None:
    assert way.reader is not None
    step = _fails(scene, wish, way, "This method is out of service at the moment.")
    if isinstance(step, Refusal):
        return step
    found = scene.perform(lookup(way.reader, wish, scene.turn, 0))
    operation = reads.of(way.reader)
    sought = wish.arguments.get(reads.of(wish.tool).id_parameter)
    places = [
        at for at, item in listed(operation, found.outcomes[0]) if item.get(operation.key) == sought
    ]
    if len(places) != 1:
        return Refusal("not_listed", f"{wish.tool.name} by {way.reader.name}", wish.tool.id)
    note = f"via {places[0]}"
    scene.turns.append(Turn("request", "report", (wish,), (step, found), note=note))
    return None


def _closed(
    scene: Scene, wishes: tuple[PlannedCall, ...], step: Step, other: PlannedCall, note: str
) -> Refusal | None:
    done = scene.perform(other)
    if not done.outcomes[0].ok:
        detail = f"{other.tool.name}: {done.outcomes[0].content[:160]}"
        return Refusal("call_failed", detail, other.tool.id)
    reported = scene.rng.random() < REPORTED
    ending: Ending = "report" if reported else "calls"
    last = done if reported else Step(done.calls)
    scene.turns.append(Turn("request", ending, wishes, (step, last), note=note))
    return None


_WAYS: Mapping[
    str, Callable[[Scene, PlannedCall, Repair, Operations], Refusal | None]
] = {"second": _second, "via": _via}  # fmt: skip
