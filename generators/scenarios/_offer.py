"""Which tools are offered beside the right one: similar ones first, none that would also do.

Similarity is the overlap of the stems of name and first sentence, so it costs the same however many
tools are loaded: candidates are drawn from the tool's family and from all tools, never compared
with everything.
"""

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from generators.language.intent import intent
from generators.language.words import split_name, stems
from studio.brief import Settings
from studio.catalog import Catalog
from studio.record import Tool

_DRAWN = 24
"""Candidates looked at for each offer."""


@lru_cache(maxsize=65536)
def _profile(key: tuple[str, str]) -> frozenset[str]:
    name, description = key
    sentence = description.split(". ")[0][:200]
    return frozenset(stems(" ".join(split_name(name))) + stems(sentence))


def profile(tool: Tool) -> frozenset[str]:
    """The stems a tool is recognised by."""
    return _profile((tool.name, tool.description))


def overlap(one: Tool, other: Tool) -> float:
    """Jaccard similarity of two tools' profiles."""
    a, b = profile(one), profile(other)
    return len(a & b) / len(a | b) if a or b else 0.0


_READING = frozenset({"read", "list", "search", "compute"})


def would_do(other: Tool, wanted: Tool, strict: bool) -> bool:
    """Whether `other` might serve a request for `wanted` as well.

    Not strict: near-copies (another version of the same method). Strict, for requests that must be
    declined: also anything that does the same kind of thing to the same kind of object.
    """
    if other.name == wanted.name or overlap(one=other, other=wanted) >= 0.6:
        return True
    if not strict:
        return False
    mine, theirs = intent(wanted), intent(other)
    objects = set(stems(mine.object.words)), set(stems(theirs.object.words))
    same_object = bool(objects[0] & objects[1]) or not objects[0] or not objects[1]
    reading = mine.verb.kind in _READING and theirs.verb.kind in _READING
    return same_object and (reading or mine.verb.kind == theirs.verb.kind)


def offer(
    wanted: Sequence[Tool],
    catalog: Catalog,
    settings: Settings,
    rng: Random,
    *,
    include: bool = True,
    least: int = 1,
) -> tuple[Tool, ...]:
    """Offered tools in random order: `wanted` among them if `include`, then distractors."""
    low, high = settings.offered
    low = max(low, least, len(wanted) if include else 1)
    count = _size(low, max(high, low), rng)
    distractors = _distractors(wanted, catalog, rng, not include)
    room = count - (len(wanted) if include else 0)
    chosen = [*(wanted if include else ()), *distractors[: max(room, 0)]]
    rng.shuffle(chosen)
    return tuple(chosen)


def _size(low: int, high: int, rng: Random) -> int:
    """Small offers are common, large ones happen: the square of a uniform draw."""
    return low + int((high - low + 1) * rng.random() ** 2)


def _distractors(wanted: Sequence[Tool], catalog: Catalog, rng: Random, strict: bool) -> list[Tool]:
    pool: dict[str, Tool] = {}
    for tool in wanted:
        family = catalog.families[tool.origin.family]
        for candidate in rng.sample(family, min(_DRAWN // 2, len(family))):
            pool[candidate.id] = candidate
    for _ in range(_DRAWN):
        candidate = catalog.tools[rng.randrange(len(catalog.tools))]
        pool[candidate.id] = candidate
    ids, names = {tool.id for tool in wanted}, {tool.name for tool in wanted}
    scored: list[tuple[float, str, Tool]] = []
    for candidate in pool.values():
        if candidate.id in ids or candidate.name in names:
            continue
        if any(would_do(candidate, tool, strict) for tool in wanted):
            continue
        names.add(candidate.name)
        score = max(overlap(candidate, tool) for tool in wanted)
        scored.append((score + rng.random() * 0.25, candidate.id, candidate))
    scored.sort(reverse=True)
    return [tool for _, _, tool in scored]
