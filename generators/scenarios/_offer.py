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
    groups: frozenset[int]
    """Of the object."""


class _Profile:
    """What a tool is recognised by: found out once, as it is looked at for the first time; what it
    does only when that is asked, for most tools are only ever distractors."""

    __slots__ = ("_action", "family", "groups", "name", "runs", "size", "stems", "tool")

    def __init__(self, tool: Tool) -> None:
        self.tool = tool
        self.name = tool.name
        self.family = tool.origin.family
        self.stems = _stems(tool)
        self.size = len(self.stems)
        self.groups = groups(self.stems)
        self.runs = not _FREE.isdisjoint(tool.parameters.get("properties", {}))
        self._action: _Action | None = None

    @property
    def action(self) -> _Action:
        if self._action is None:
            aim = described_intent(self.tool)
            kind, target = aim.verb.kind, frozenset(stems(aim.object.words))
            self._action = _Action(kind, kind in _READING, target, groups(target))
        return self._action


_PROFILES: dict[str, _Profile] = {}
"""By tool id."""
_LOOKED_AT = 60
_STRIDE = 7919
"""A prime, so that strides of it come by every tool of most catalogs."""
_READING = frozenset({"read", "list", "search", "compute"})
_FREE = frozenset({"sql", "command", "script", "code", "statement"})


def _stems(tool: Tool) -> frozenset[str]:
    """Stems of the name and of the first sentence."""
    sentence = tool.description.partition(". ")[0][:200]
    return frozenset(stems(" ".join(split_name(tool.name))) + stems(sentence))


def _profile(tool: Tool) -> _Profile:
    found = _PROFILES.get(tool.id)
    if found is None:
        found = _PROFILES[tool.id] = _Profile(tool)
    return found


def _overlap(one: _Profile, other: _Profile) -> float:
    """Jaccard similarity of the stems two tools are recognised by."""
    if one.stems.isdisjoint(other.stems):
        return 0.0
    shared = len(one.stems & other.stems)
    return shared / (one.size + other.size - shared)


def would_do(other: Tool, wanted: Tool, strict: bool) -> bool:
    """Whether `other` might serve a request for `wanted` as well.

    Not strict: near-copies (another version of the same method), and tools of another API that do
    the same to what people call the same. Strict, for requests that must be declined: also
    anything that does the same kind of thing to the same kind of object.
    """
    return _would_do(_profile(other), _profile(wanted), strict)


def _would_do(other: _Profile, wanted: _Profile, strict: bool) -> bool:
    if other.name == wanted.name or _overlap(other, wanted) >= _SAME:
        return True
    if strict:
        return _general(other, wanted) or _serves(other.action, wanted.action)
    return other.family != wanted.family and _twins(other, wanted)


_SAME = 0.6
"""Overlap from which on two tools are near-copies."""


def _general(other: _Profile, wanted: _Profile) -> bool:
    """Whether `other` runs whatever it is told (SQL, a command) where `wanted` does one thing."""
    return other.runs and other.family == wanted.family


def _twins(other: _Profile, wanted: _Profile) -> bool:
    """Whether both do the same kind of thing to things of one everyday name."""
    if other.groups.isdisjoint(wanted.groups):
        return False
    theirs, mine = other.action, wanted.action
    return not theirs.groups.isdisjoint(mine.groups) and _alike(theirs, mine)


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
        or not theirs.groups.isdisjoint(mine.groups)
    )


def looks_up(other: Tool, wanted: Tool, noun: str) -> bool:
    """Whether `other` could be asked for what a person would have to name: it lists or finds things
    called `noun`, or those `wanted` acts on, and needs nothing to do so."""
    if other.parameters.get("required"):
        return False
    action = _profile(other).action
    if action.kind not in ("list", "search"):
        return False
    aim = _profile(wanted).action.object
    sought = frozenset(stems(noun)) - {"id", "name", "number", "code"} | aim
    return not action.object.isdisjoint(sought) or not action.groups.isdisjoint(groups(sought))


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
    rule = _Rule(
        wanted, not include, missing, [_profile(t) for t in wanted], [_profile(t) for t in without]
    )
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
    aims: Sequence[_Profile]
    """Of `wanted`."""
    without: Sequence[_Profile]

    def closeness(self, candidate: Tool) -> float:
        """How similar a tool is to the most similar of those that are wanted; negative for one
        that may not stand beside them."""
        best = 0.0
        for aim in self.aims:
            close = _compared(candidate, aim, self.strict)
            if close < 0:
                return close
            best = max(best, close)
        for other in self.without:
            if _compared(candidate, other, True) < 0:
                return _NEVER
        if candidate.parameters.get("required"):
            return best
        for noun in self.missing:
            if any(looks_up(candidate, one, noun) for one in self.wanted):
                return _NEVER
        return best


_NEVER = -1.0
_PAIRS: dict[tuple[str, str, bool], float] = {}
"""What `_compared` found, by ids: among few tools the same pairs come up again and again."""
_MOST_PAIRS = 1 << 17


def _compared(candidate: Tool, aim: _Profile, strict: bool) -> float:
    """The overlap of two tools; negative where the first would do for the second."""
    pair = (candidate.id, aim.tool.id, strict)
    found = _PAIRS.get(pair)
    if found is None:
        mine = _profile(candidate)
        found = _NEVER if _would_do(mine, aim, strict) else _overlap(mine, aim)
        if len(_PAIRS) >= _MOST_PAIRS:
            _PAIRS.clear()
        _PAIRS[pair] = found
    return found


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
    names = {each.name for each in (*rule.aims, *rule.without)}
    scored: list[tuple[float, str, Tool]] = []
    for candidate in pool.values():
        close = rule.closeness(candidate) if candidate.name not in names else _NEVER
        if close >= 0:
            names.add(candidate.name)
            scored.append((close + rng.random() * 0.25, candidate.id, candidate))
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
        if candidate.name not in names and rule.closeness(candidate) >= 0:
            names.add(candidate.name)
            chosen.append(candidate)
            if len(chosen) == count:
                break
    return chosen
