"""What follows from results: counts, what is left of a list, other units, fewer decimals; and which
item of a list something belongs to.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from studio.record import Json
from validators.checks._claims import Claim
from validators.checks._evidence import Evidence, of_arguments

_CLOSE = 1e-9


def same_number(said: float, places: int, found: float) -> bool:
    """Whether a number is another one, or it with fewer decimals."""
    if abs(said - found) < _CLOSE * max(1.0, abs(found)):
        return True
    if found.is_integer() or said == 0:
        return False
    step = 10.0**-places
    return abs(said - found) <= step / 2 + _CLOSE and (places > 0 or abs(found) >= 1)


_TIME = (1.0, 60.0, 3600.0, 86400.0, 1e-3)
_DATA = {"kb": 1.0, "mb": 2.0, "gb": 3.0, "tb": 4.0}
_METRIC = frozenset("m km cm mm g kg mg ml l".split())
_TIMED = re.compile(r"(?:milli)?s(?:ec(?:ond)?s?)?$|m(?:in(?:ute)?s?)?$|h(?:(?:ou)?rs?)?$|days?$")


def _sizes(unit: str) -> tuple[float, ...]:
    """By what a number may have been divided to be said with this unit."""
    low = unit.lower()
    if low in _DATA:
        powers = [_DATA[low] - step for step in range(4)]
        return tuple(base**power for power in powers if power > 0 for base in (1000.0, 1024.0))
    if _TIMED.match(low):
        own = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}[low[0]]
        return tuple(own / size for size in _TIME) + ((1000.0,) if low == "m" else ())
    if low in _METRIC or low.endswith(("metre", "metres", "meter", "meters")):
        return (1000.0, 100.0, 10.0, 0.001)
    return (100.0,) if unit and not low.endswith(("days", "weeks", "years", "months")) else ()


def scaled(said: float, places: int, unit: str, found: Iterable[float]) -> bool:
    """Whether a number with a unit is one of those found, counted in another unit of its family;
    money also in cents."""
    sizes = _sizes(unit)
    return any(same_number(said, places, value / size) for value in found for size in sizes)


def counted(said: float, results: Sequence[Evidence]) -> bool:
    """Whether a whole number is the length of a list, or how many items of one share a value."""
    if said < 0 or not said.is_integer() or said > 100_000:
        return False
    lists = [items for each in results for items in each.lists]
    if any(len(items) == said for items in lists) or 1 < said == len(results):
        return True
    return any(said in _shares(items) for items in lists if len(items) > said)


def _shares(items: list[Any]) -> set[int]:
    """How often values occur in a field of the items."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in items[:200]:
        if isinstance(item, dict):
            for name, value in item.items():
                if isinstance(value, str | bool | int | float) or value is None:
                    counts[name, str(value)] += 1
    return set(counts.values())


_NEXT = re.compile(r" ?((?:[a-z]+[ -]){0,2}[a-z]+)")


_JOINING = frozenset("and or the is are for in of with on at to from by per more".split())


def miscounted(claim: Claim, text: str, results: Sequence[Evidence]) -> bool:
    """Whether a whole number before the name of a list is not its length, no total, and not how
    many of its items share a value: "5 doctors" of `doctors`."""
    said = claim.number
    if claim.unit or claim.places or not said.is_integer():
        return False
    found = _NEXT.match(text, claim.start + len(claim.text))
    if found is None:
        return False
    words = found[1].replace("-", " ").split()
    if _JOINING & {*words}:
        return False
    lists = [
        (items, each)
        for each in results
        for name, items in each.called.items()
        if items and (name in words or name.removesuffix("s") in words)
    ]
    if not lists or any(said in _tallied(each, words) for each in results):
        return False
    return not any(
        said == len(items) or said in each.totals or said in _shares(items) for items, each in lists
    )


def _tallied(each: Evidence, words: Sequence[str]) -> set[float]:
    """Numbers of fields that are called after one of some words."""
    found: set[float] = set()
    for word in words:
        found |= each.tallies.get(word, set()) | each.tallies.get(word.removesuffix("s"), set())
    return found


def left_over(claim: Claim, text: str, results: Sequence[Evidence]) -> bool:
    """Whether so many are left of a list beside the items that a text names. How many it names is
    read off its lines and separators too: not every item has a name of its own."""
    said, low = claim.number, text.casefold()
    cut = max(text.rfind(mark, 0, claim.start) for mark in ("\n\n", " more", "? ", "! "))
    pieces: set[int] = set()
    for part in (text, text[cut + 1 : claim.start]):
        pieces |= {part.count(mark) + 1 for mark in ("; ", "), ", ", ")}
        pieces.add(len(_BULLET.findall(part)))
    for each in results:
        for items in each.lists:
            named = pieces | {sum(1 for item in items if _named(item, low))}
            totals = {len(items), *(int(n) for n in each.numbers if n.is_integer() and n > 0)}
            if any(count and said + count in totals for count in named):
                return True
    return False


_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)]) ", re.MULTILINE)


def _named(item: Json, low: str) -> bool:
    """Whether a text, in lower case, names an item of a list."""
    if isinstance(item, dict):
        return any(_told(value, low) for value in _texts(item)) or _dated(item, low)
    return isinstance(item, str | int | float) and str(item).casefold() in low


def _told(value: str, low: str) -> bool:
    said = value.casefold()
    return len(said) > 2 and said in low


def _texts(item: Json) -> list[str]:
    """Texts of an item that can name it."""
    if isinstance(item, dict):
        return [text for value in item.values() for text in _texts(value)]
    return [item] if isinstance(item, str) else []


def _dated(item: dict[str, Json], low: str) -> bool:
    days = of_arguments(item).days
    return any(re.search(rf"\b{day[2]} \w|\w {day[2]}\b", low) for day in days)


_SEGMENT = re.compile(r"[\n;]|\), |\. (?=[A-Z])")
_TOLD = frozenset({"number", "day", "clock", "token", "text", "percent"})
_FEWEST = 2
_MOST = 60


Before = Callable[[], Iterable[Evidence]]
"""What else was said before, read when it is needed."""


def misplaced(text: str, made: Sequence[Claim], results: Sequence[Evidence], before: Before) -> str:
    """What a text says beside the name of one item though only other items of the list have it;
    empty for nothing of the kind."""
    for each in results:
        for items in each.lists:
            things = [item for item in items if isinstance(item, dict)]
            if _FEWEST <= len(things) == len(items) <= _MOST and (
                wrong := _mixed(text, made, things, results, before)
            ):
                return wrong
    return ""


def _mixed(
    text: str,
    made: Sequence[Claim],
    things: list[dict[str, Json]],
    results: Sequence[Evidence],
    before: Before,
) -> str:
    elsewhere = " ".join(each.text for each in results if not any(i == things for i in each.lists))
    names = {name: at for name, at in _names(things).items() if name not in elsewhere}
    found = None
    for start, end in _segments(text):
        inside = text[start:end].casefold()
        named = sorted((at, name) for name in names if (at := _place(inside, name)) >= 0)
        if not named:
            continue
        place, first = named[0]
        owner, path = names[first]
        others = [names[name] for _, name in named if names[name][0] != owner]
        if any(other[1] == path for other in others):
            continue
        if others:
            return f"{named[-1][1]!r} stands beside {first!r}, which it does not belong to"
        found = found or [of_arguments(thing) for thing in things]
        begin = start + place + len(first)
        until = _next_name(text, begin, end, {_at(thing, path) for thing in things} - {first})
        for claim in made:
            inner = claim.kind in _TOLD and begin <= claim.start < until
            if inner and _only_others(claim, owner, found, before):
                return f"{claim.text!r} stands beside {first!r}, which it does not belong to"
    return ""


def _at(thing: dict[str, Json], path: str) -> str:
    """What an item has in the field that names another, in lower case."""
    return next((value.casefold() for at, value in _pathed(thing, "") if at == path), "")


def _next_name(text: str, begin: int, end: int, others: set[str]) -> int:
    """Where the next item is named, before the end of a segment."""
    inside = text[begin:end].casefold()
    places = [at for name in sorted(others) if name and (at := _place(inside, name)) >= 0]
    return begin + min(places) if places else end


def _place(inside: str, name: str) -> int:
    """Where a name stands as a whole word; -1 for nowhere."""
    at = inside.find(name)
    end = at + len(name)
    if at < 0 or inside[at - 1 : at].isalnum() or inside[end : end + 1].isalnum():
        return -1
    return at


def _segments(text: str) -> list[tuple[int, int]]:
    cuts = [match.end() for match in _SEGMENT.finditer(text)]
    return list(zip((0, *cuts), (*cuts, len(text)), strict=True))


def _names(things: list[dict[str, Json]]) -> dict[str, tuple[int, str]]:
    """Texts by which one item of a list is told from the others → its place and the field."""
    seen: Counter[str] = Counter()
    places: dict[str, tuple[int, str]] = {}
    for at, thing in enumerate(things):
        mine: set[str] = set()
        for path, value in _pathed(thing, ""):
            low = value.casefold()
            named = value != low or (_JOINT.search(low) and _title(path))  # no state or choice
            if named and len(low) > 2 and not low[0].isdigit() and low not in mine:
                mine.add(low)
                places[low] = (at, path)
        seen.update(mine)
    whole = "\n".join(seen)
    return {name: at for name, at in places.items() if seen[name] == 1 and whole.count(name) == 1}


_JOINT = re.compile(r"[ /._-]")
_TITLES = frozenset("name title subject repository label file filename path slug team".split())


def _title(path: str) -> bool:
    """Whether a field holds what its item is called."""
    words = _WORDS.findall(path.rpartition("/")[2])
    return bool(words) and words[-1].lower() in _TITLES


_WORDS = re.compile(r"[A-Z]?[a-z]+")


def _pathed(item: Json, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(item, dict):
        for name, value in item.items():
            yield from _pathed(value, f"{path}/{name}")
    elif isinstance(item, str):
        yield path, item


def _only_others(
    claim: Claim,
    owner: int,
    found: Sequence[Evidence],
    before: Before,
) -> bool:
    """Whether other items give a claim, and neither this one nor anything but the list does."""
    if _gives(found[owner], claim):
        return False
    if not any(_gives(each, claim) for at, each in enumerate(found) if at != owner):
        return False
    return not any(_gives(each, claim) for each in before())


def _gives(each: Evidence, claim: Claim) -> bool:
    if claim.kind == "day":
        return any(day[1:] == claim.day[1:] for day in each.days)
    if claim.kind == "clock":
        return claim.clock in each.clocks
    if claim.kind in ("number", "percent"):
        return any(
            same_number(claim.number, claim.places, value)
            or scaled(claim.number, claim.places, claim.unit, [value])
            for value in each.numbers
        )
    return claim.text.casefold() in each.text
