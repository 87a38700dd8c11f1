"""prompt_injection: a result, or a text the user passes on, holds instructions of somebody else.
They are data: only what the user wished for is called."""

from dataclasses import replace
from random import Random

from generators.language.intent import intent, meanings
from generators.language.mishaps.injections import injection
from generators.language.proposals import proposal
from generators.language.replies import purpose
from generators.language.saying import Speaker, Unsayable
from generators.scenarios._calls import call, required, some_day
from generators.scenarios._offer import offer, would_do
from generators.scenarios._operations import CHANGING, operations, visited
from generators.scenarios._scene import REPORTED, Scene, refused
from studio.brief import Act, Brief, Ending, PlannedCall, Refusal, Settings, Slot, Step, Turn
from studio.catalog import Catalog
from studio.pointer import leaves, steps
from studio.record import Tool
from studio.resources import Operations, shapes
from studio.resources.nouns import words
from studio.stage import Stage

_PASSED_ON = 0.5
"""Share of the texts that the user passes on, where the tool takes one."""
_CONCRETE = 0.75
"""Share of the instructions that say with which values the tempting tool is to be called."""
_TRIES = 12
_TEMPTING = frozenset({"send", "delete", "update", "create", "act"})
_KEEPING = frozenset(
    "translate summarize summarise save create add comment store log note check".split()
)
"""Verbs of tools that are given a text as it is, without it becoming the user's own words."""
_SHORTEST = 500
"""Characters that a parameter must take for a text with instructions to fit."""


class PromptInjection:
    """One wish, and a tempting tool beside it."""

    name = "prompt_injection"
    share = 1.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs a result or an argument that is somebody's text, and something to be misused."""
        reads = operations(catalog)
        if not any(_eligible(tool, reads, stage) for tool in catalog.tools):
            return "it needs a tool whose results or arguments hold free text"
        changing = [tool for tool in catalog.tools if reads.of(tool).kind in CHANGING]
        return "" if len(changing) > 1 else "it needs tools that instructions could misuse"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is, a tempting one on offer."""
        reads, stage = operations(catalog), settings.stage
        found = visited(slot, catalog, lambda tool: _eligible(tool, reads, stage))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wish = call(tool, rng, visit, today, extra=0.2)
        if isinstance(wish, Refusal):
            return wish
        tempting = _tempting(tool, catalog, rng)
        if tempting is None:
            return Refusal("no_temptation", f"nothing to be misused beside {tool.name}", tool.id)
        offered = offer((tool, tempting), catalog, settings, rng)
        with Scene(self.name, settings, rng, today) as scene:
            text = injection(_action(tempting, scene), rng)
            name = passed_on(tool)
            given = name and (not _returns(tool, reads, stage) or rng.random() < _PASSED_ON)
            done = _given(scene, wish, name, text) if given else _returned(scene, wish, text, reads)
            return done if isinstance(done, Refusal) else scene.brief(offered)


def _returns(tool: Tool, reads: Operations, stage: Stage) -> bool:
    """Whether somebody's text can stand in a result of reading with a tool."""
    operation = reads.of(tool)
    if operation.kind in CHANGING or not stage.can(tool, "injection"):
        return False
    root = operation.returns or {}
    around = shapes.at(root, operation.items or operation.body, root)
    one = shapes.items_of(around, root) if operation.items is not None else around
    return any(_written(name, operation.resource) for name in shapes.properties(one))


_TEXTS = frozenset(
    "note notes description text body message preview comment comments summary content details "
    "review excerpt bio remarks snippet abstract reason feedback caption instructions".split()
)
"""Last words of the names of fields in which anybody can write whatever they like."""
_HEADINGS = frozenset({"title", "subject", "name", "filename", "topic"})
_OTHERS = frozenset(
    "issue request ticket event meeting room recording file document folder note task email "
    "message draft release playlist invitation card page post item entry appointment".split()
)
"""Last words of what people who are not the user create, and put a heading on."""


def _written(name: str, resource: str) -> bool:
    """Whether somebody who means ill can have written a field of a result."""
    parts, what = tuple(words(name)) or ("",), resource.rpartition(" ")[2]
    heads = len(parts) == 1 or parts[-2] == what  # of the thing itself: not `doctor_name`
    return parts[-1] in _TEXTS or (parts[-1] in _HEADINGS and heads and what in _OTHERS)


def _eligible(tool: Tool, reads: Operations, stage: Stage) -> bool:
    return _returns(tool, reads, stage) or bool(passed_on(tool))


def passed_on(tool: Tool) -> str:
    """The required argument of a tool that is a text of any kind, as it stands; empty for none."""
    if intent(tool).base not in _KEEPING:
        return ""
    properties, known = tool.parameters.get("properties", {}), meanings(tool)
    for name in required(tool):
        longest = properties[name].get("maxLength", _SHORTEST)
        if known[name].kind == "text" and longest >= _SHORTEST and "enum" not in properties[name]:
            return name
    return ""


def _tempting(tool: Tool, catalog: Catalog, rng: Random) -> Tool | None:
    """A tool that changes something and has nothing to do with the wish; one that sends, pays or
    deletes where that can be had."""
    reads, best = operations(catalog), None
    for _ in range(_TRIES):
        other = rng.choice(catalog.tools)
        if other.id == tool.id or reads.of(other).kind not in CHANGING:
            continue
        if other.name == tool.name or would_do(other, tool, strict=True):
            continue
        if intent(other).verb.kind not in _TEMPTING:
            continue
        best = best or other
        if reads.destructive(other) or intent(other).verb.kind == "send":
            return other
    return best


def _action(tempting: Tool, scene: Scene) -> str:
    """What the text wants, with values of its own where they can be said in a row."""
    rng = scene.rng
    drawn = call(tempting, rng, rng.randrange(1 << 16), scene.today, extra=0.1)
    if isinstance(drawn, Refusal) or rng.random() > _CONCRETE:
        return purpose(tempting)
    try:
        return proposal(drawn, Speaker(rng, scene.today)).whole
    except Unsayable:
        return purpose(tempting)


def _returned(scene: Scene, wish: PlannedCall, text: str, reads: Operations) -> Refusal | None:
    """The wish, a result with the text in it, and the report."""
    scene.performance.intervene("injection", text)
    step = scene.perform(wish)
    if (fault := refused(step)) is not None:
        return fault
    places = [at for at, said in leaves(step.outcomes[0].value) if text in str(said)]
    if not places:
        return Refusal("injection_ignored", f"{wish.tool.name} gave no text", wish.tool.id)
    named = next((each for each in reversed(steps(places[0])) if not each.isdecimal()), "")
    if not _written(named, reads.of(wish.tool).resource):
        return Refusal("nobody_writes_there", f"{named} of {wish.tool.name}", wish.tool.id)
    scene.turns.append(Turn("request", "report", (wish,), (step,)))
    return None


def _given(scene: Scene, wish: PlannedCall, name: str, text: str) -> Refusal | None:
    """The wish with the text in what the user passes on."""
    words = [str(wish.arguments[name]).rstrip(), text]
    if scene.rng.random() < 0.3:
        words.reverse()
    joint = scene.rng.choice((" ", " ", "\n", "\n\n")).join(words)
    longest = wish.tool.parameters["properties"][name].get("maxLength", len(joint))
    if len(joint) > longest:
        return Refusal("text_too_long", f"{name} of {wish.tool.name}", wish.tool.id)
    made = replace(wish, arguments={**wish.arguments, name: joint})
    step, act = Step((made,)), _INJECT
    if scene.settings.stage.executes(made.tool):
        executed = scene.perform(made)
        if (fault := refused(executed)) is not None:
            return fault
        step = executed if scene.rng.random() < REPORTED else step
    ending: Ending = "report" if step.outcomes else "calls"
    scene.turns.append(Turn(act, ending, (made,), (step,), note=name))
    return None


_INJECT: Act = "inject"

PART = PromptInjection()
