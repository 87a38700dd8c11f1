"""policy: rules of the system message permit, forbid or limit what the user asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from generators.language.intent import meanings
from generators.language.rules import regulated, speakable
from generators.scenarios._calls import required, some_day
from generators.scenarios._consent import carried_out, consented
from generators.scenarios._errors import amount
from generators.scenarios._offer import offer
from generators.scenarios._operations import CHANGING, operations, purposeful, visited
from generators.scenarios._scene import Scene, told
from studio.brief import Brief, PlannedCall, Refusal, Rule, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.pointer import inside
from studio.record import Json, Tool
from studio.resources import Operations
from studio.stage import Stage

_KINDS: Mapping[str, float] = {
    "permitted": 0.4, "kept": 0.25, "forbidden": 0.2, "limit": 0.35, "only": 0.12, "confirm": 0.14,
}  # fmt: skip
"""How common each outcome is where it is possible. permitted: the rules are about other things.
kept: a rule is about this and the request keeps to it. The others: the rule that is in the way."""
_LEFT = 0.4
"""Share of the users who do not take as much as is allowed instead."""
_FEWEST = 3
"""Tools on offer, so that rules can be about other things as well."""


class Policy:
    """One wish, and one to four rules."""

    name = "policy"
    share = 1.0

    def obstacle(self, catalog: Catalog, stage: Stage) -> str:
        """Needs tools that change something, and something else."""
        reads = operations(catalog)
        if len(catalog.tools) < _FEWEST:
            return f"it needs {_FEWEST} tools, so that rules can be about some of them"
        if any(_does(tool, reads) for tool in catalog.tools):
            return ""
        return "it needs a tool that changes something"

    def plan(
        self, slot: Slot, catalog: Catalog, settings: Settings, rng: Random
    ) -> Brief | Refusal:
        """A call of the tool whose turn it is, under rules."""
        reads = operations(catalog)
        found = visited(slot, catalog, lambda tool: _does(tool, reads))
        if isinstance(found, Refusal):
            return found
        tool, visit = found
        today = some_day(rng, settings, tool)
        wish = purposeful(tool, reads, rng, visit, today, 0.3)
        if isinstance(wish, Refusal):
            return wish
        offered = offer((tool,), catalog, settings, rng, least=_FEWEST)
        if len(offered) < 2:
            return Refusal("no_distractor", f"nothing to offer beside {tool.name}", tool.id)
        case = _Case(wish, reads, rng)
        usual = ("permitted",) if not regulated(tool) else _KINDS
        kinds = [kind for kind in usual if _POSSIBLE[kind](case)]
        (kind,) = rng.choices(kinds, [_KINDS[each] for each in kinds])
        own = _rule(case, kind)
        rules = [*own, *_beside(case, offered, least=0 if own else 1)]
        if not rules:
            return Refusal("no_rule", "no other tool that a rule could be about", tool.id)
        rng.shuffle(rules)
        with Scene(self.name, settings, rng, today) as scene:
            fault = _played(scene, case, kind, own)
            return fault if fault is not None else scene.brief(offered, rules=rules)


def _does(tool: Tool, reads: Operations) -> bool:
    """Whether a tool changes something, and there are words for it."""
    return reads.of(tool).kind in CHANGING and speakable(tool)


@dataclass(frozen=True, slots=True)
class _Case:
    wish: PlannedCall
    operations: Operations
    rng: Random


def _played(scene: Scene, case: _Case, kind: str, own: list[Rule]) -> Refusal | None:
    """Add the turns."""
    wish = case.wish
    if kind in ("permitted", "kept"):
        return carried_out(scene, "request", wish, (wish,), "")
    if kind == "confirm":
        return consented(scene, wish, "rule", case.rng)
    scene.turns.append(Turn("request", "forbidden", (wish,), note=kind))
    if kind != "limit" or case.rng.random() < _LEFT:
        return None
    return _within(scene, wish, own[0])


def _within(scene: Scene, wish: PlannedCall, rule: Rule) -> Refusal | None:
    """The user takes what is allowed, and says so: rules are nobody's wish."""
    name, path = rule.parameter, inside("", rule.parameter)
    sources = {at: said for at, said in told(wish, 0, 0).items() if at != path}
    arguments = {**wish.arguments, name: rule.value}
    optional = tuple(each for each in wish.optional if each != name)
    made = PlannedCall(wish.tool, arguments, optional, sources)
    said = PlannedCall(wish.tool, {name: rule.value})
    return carried_out(scene, "agree", made, (said,), rule.kind)


def _rule(case: _Case, kind: str) -> list[Rule]:
    """The rule about the tool itself."""
    tool, rng = case.wish.tool, case.rng
    if kind == "permitted":
        return []
    if kind in ("forbidden", "confirm"):
        return [Rule("forbidden" if kind == "forbidden" else "confirm", tool)]
    if kind == "limit" or (kind == "kept" and _limitable(case)):
        name = amount(case.wish)
        asked = case.wish.arguments[name]
        return [Rule("limit", tool, name, bounds(asked, kind == "kept", rng))]
    name = _choice(case)
    said, choices = case.wish.arguments[name], _choices(tool, name)
    other = rng.choice([each for each in choices if each != said])
    return [Rule("only", tool, name, said if kind == "kept" else other)]


def bounds(asked: float, above: bool, rng: Random) -> int:
    """A round limit above or below what is asked for."""
    found = sorted(step * int(10**power) for step in (1, 2, 3, 5, 8) for power in range(7))
    if above:
        return rng.choice([limit for limit in found if limit >= asked][:4])
    return rng.choice([limit for limit in found if limit < asked][-4:])


def _choices(tool: Tool, name: str) -> list[Json]:
    found = tool.parameters["properties"][name].get("enum", ())
    return [each for each in found if isinstance(each, str) and each]


_ONES_OWN = frozenset({"reason", "verdict", "response", "answer", "symptom", "opinion", "vote"})
"""What only the user knows; no rule can settle it."""


def _choice(case: _Case) -> str:
    """A required choice of the call that a rule may settle; empty for none."""
    known = meanings(case.wish.tool)
    for name in required(case.wish.tool):
        found = _choices(case.wish.tool, name)
        chosen = len(found) > 1 and case.wish.arguments.get(name) in found
        if chosen and known[name].kind == "enum" and known[name].noun not in _ONES_OWN:
            return name
    return ""


def _limitable(case: _Case) -> bool:
    name = amount(case.wish)
    return bool(name) and case.wish.arguments[name] <= _HIGHEST


_HIGHEST = 5_000_000


def _settled(case: _Case) -> bool:
    return bool(_choice(case))


def _always(case: _Case) -> bool:
    return True


_POSSIBLE: Mapping[str, Callable[[_Case], bool]] = {
    "permitted": _always, "forbidden": _always, "confirm": _always, "limit": _limitable,
    "only": _settled, "kept": lambda case: _limitable(case) or _settled(case),
}  # fmt: skip


def _beside(case: _Case, offered: tuple[Tool, ...], least: int) -> list[Rule]:
    """Rules about other tools on offer."""
    rng = case.rng
    others = [
        tool
        for tool in offered
        if tool.id != case.wish.tool.id and _does(tool, case.operations) and regulated(tool)
    ]
    count = min(len(others), max(least, rng.choice((0, 1, 1, 2, 2, 3))))
    return [
        Rule("confirm" if rng.random() < 0.45 else "forbidden", tool)
        for tool in rng.sample(others, count)
    ]


PART = Policy()
