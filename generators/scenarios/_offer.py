"""Which tools are offered beside the right one: similar ones first, none that would also do.

Similarity is the overlap of the stems of name and first sentence, so it costs the same however many
tools are loaded: candidates are drawn from the tool's family and from all tools, never compared
with everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from random import Random

from generators.language.intent import described_intent
from generators.language.words import split_name, stems
from generators.scenarios._synonyms import groups
from studio.brief import Settings
from studio.catalog import Catalog
from studio.record import Tool


@dataclass(frozen=True, slots=True)
class _Action:
    """What a tool does to what."""

    kind: str
    reading: bool
    object: frozenset[str]


_STEMS: dict[str, frozenset[str]] = {}
_ACTIONS: dict[str, _Action] = {}
"""By tool id, filled as tools are looked at: most are only ever distractors."""
_LOOKED_AT = 60
_STRIDE = 7919
"""A prime, so that strides of it come by every tool of most catalogs."""
_READING = frozenset({"read", "list", "search", "compute"})


def _stems(tool: Tool) -> frozenset[str]:
    """Stems of the name and of the first sentence."""
    found = _STEMS.get(tool.id)
    if found is None:
        sentence = tool.description.partition(". ")[0][:200]
        found = frozenset(stems(" ".join(split_name(tool.name))) + stems(sentence))
        _STEMS[tool.id] = found
    return found


def _action(tool: Tool) -> _Action:
    found = _ACTIONS.get(tool.id)
    if found is None:
        aim = described_intent(tool)
        kind = aim.verb.kind
        found = _Action(kind, kind in _READING, frozenset(stems(aim.object.words)))
        _ACTIONS[tool.id] = found
    return found


def overlap(one: Tool, other: Tool) -> float:
    """Jaccard similarity of the stems two tools are recognised by."""
    a, b = _stems(one), _stems(other)
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def would_do(other: Tool, wanted: Tool, strict: bool) -> bool:
    """Whether `other` might serve a request for `wanted` as well.

    Not strict: near-copies (another version of the same method), and tools of another API that do
    the same to what people call the same. Strict, for requests that must be declined: also
    anything that does the same kind of thing to the same kind of object.
    """
    if other.name == wanted.name or overlap(other, wanted) >= 0.6:
        return True
    if strict:
        return _general(other, wanted) or _serves(_action(other), _action(wanted))
    return other.origin.family != wanted.origin.family and _twins(other, wanted)


def _general(other: Tool, wanted: Tool) -> bool:
    """Whether `other` runs whatever it is told (SQL, a command) where `wanted` does one thing."""
    runs = not _FREE.isdisjoint(other.parameters.get("properties", {}))
    return runs and other.origin.family == wanted.origin.family


_FREE = frozenset({"sql", "command", "script", "code", "statement"})


def _twins(other: Tool, wanted: Tool) -> bool:
    """Whether both do the same kind of thing to things of one everyday name."""
    if groups(_stems(other)).isdisjoint(groups(_stems(wanted))):
        return False
    theirs, mine = _action(other), _action(wanted)
    return _alike(theirs, mine) and not groups(theirs.object).isdisjoint(groups(mine.object))


def _alike(theirs: _Action, mine: _Action) -> bool:
    if theirs.kind == mine.kind or (theirs.reading and mine.reading):
        return True
    return theirs.kind in _MAKING and mine.kind in _MAKING


_MAKING = frozenset({"create", "send", "act"})
"""Kinds of verbs between which the same wish may be put: compose an email, send an email."""


def _serves(theirs: _Action, mine: _Action) -> bool:
    return _alike(theirs, mine) and (
        not theirs.object
        or not mine.object
        or not theirs.object.isdisjoint(mine.object)
        or not groups(theirs.object).isdisjoint(groups(mine.object))
    )


def looks_up(other: Tool, wanted: Tool, noun: str) -> bool:
    """Whether `other` could be asked for what a person would have to name: it lists or finds things
    called `noun`, or those `wanted` acts on, and needs nothing to do so."""
    action = _action(other)
    if action.kind not in ("list", "search") or other.parameters.get("required"):
        return False
    sought = frozenset(stems(noun)) - {"id", "name", "number", "code"} | _action(wanted).object
    return not action.object.isdisjoint(sought) or not groups(action.object).isdisjoint(
        groups(sought)
    )


def rivals(catalog: Catalog, *, strict: bool) -> bool:
    """Whether some tool has another beside it that would not do as well. Looks at some of the
    tools; among many that are not all alike, a first few tell."""
    some = catalog.tools[:_LOOKED_AT]
    return any(not would_do(other, tool, strict) for tool in some for other in some)


def offer(
    wanted: Sequence[Tool],
    catalog: Catalog,
    settings: Settings,
    rng: Random,
    *,
    include: bool = True,
    least: int = 1,
    missing: Sequence[str] = (),
    without: Sequence[Tool] = (),
) -> tuple[Tool, ...]:
    """Offered tools in random order: `wanted` among them if `include`, then distractors. None of
    them could look up what `missing` names: what a person is to be asked for. None would do for
    those in `without`, which must not be possible."""
    low, high = settings.offered
    low = max(low, least, len(wanted) if include else 1)
    count = _size(low, max(high, low), rng)
    room = count - (len(wanted) if include else 0)
    rule = _Rule(wanted, not include, missing, without)
    distractors = _distractors(rule, catalog, rng, room) if room > 0 else []
    chosen = [*(wanted if include else ()), *distractors]
    rng.shuffle(chosen)
    return tuple(chosen)


def _size(low: int, high: int, rng: Random) -> int:
    """Small offers are common, large ones happen: the square of a uniform draw."""
    return low + int((high - low + 1) * rng.random() ** 2)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What may stand beside the tools that are wanted."""

    wanted: Sequence[Tool]
    strict: bool
    missing: Sequence[str]
    without: Sequence[Tool]

    def allows(self, candidate: Tool) -> bool:
        return not (
            any(would_do(candidate, tool, self.strict) for tool in self.wanted)
            or any(would_do(candidate, tool, True) for tool in self.without)
            or any(looks_up(candidate, one, noun) for noun in self.missing for one in self.wanted)
        )


def _distractors(rule: _Rule, catalog: Catalog, rng: Random, most: int) -> list[Tool]:
    """Up to `most` tools that are allowed, the most similar first, with some noise; fewer only
    when the catalog has no more."""
    drawn = max(8, 2 * most)
    pool: dict[str, Tool] = {}
    for tool in rule.wanted:
        family = catalog.families[tool.origin.family]
        pool.update((t.id, t) for t in rng.sample(family, min(drawn // 2, len(family))))
    size = len(catalog.tools)
    for _ in range(drawn):
        candidate = catalog.tools[int(rng.random() * size)]
        pool[candidate.id] = candidate
    names = {tool.name for tool in (*rule.wanted, *rule.without)}
    scored: list[tuple[float, str, Tool]] = []
    for candidate in pool.values():
        if candidate.name in names or not rule.allows(candidate):
            continue
        score = max((overlap(candidate, tool) for tool in rule.wanted), default=0.0)
        names.add(candidate.name)
        scored.append((score + rng.random() * 0.25, candidate.id, candidate))
    scored.sort(reverse=True)
    chosen = [tool for _, _, tool in scored[:most]]
    if len(chosen) < most:
        chosen += _further(rule, catalog, rng, most - len(chosen), names)
    return chosen


def _further(rule: _Rule, catalog: Catalog, rng: Random, count: int, names: set[str]) -> list[Tool]:
    """More tools that are allowed: every one of the catalog is looked at once, in strides from a
    random place on, until there are enough."""
    chosen: list[Tool] = []
    size = len(catalog.tools)
    start, stride = int(rng.random() * size), _STRIDE if gcd(size, _STRIDE) == 1 else 1
    for place in range(size):
        candidate = catalog.tools[(start + place * stride) % size]
        if candidate.name not in names and rule.allows(candidate):
            names.add(candidate.name)
            chosen.append(candidate)
            if len(chosen) == count:
                break
    return chosen
