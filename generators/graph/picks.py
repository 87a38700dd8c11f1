"""Which item of a list a person can mean without having seen it: the first, the cheapest, the
latest, the only one.

A superlative is offered only where the list is whole, every item has the value, and one item alone
has the extreme. Knows results and schemas of names, no words of sentences.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from studio.pointer import MISSING, resolve
from studio.record import Json
from studio.resources import Operation
from studio.resources.nouns import words


@dataclass(frozen=True, slots=True)
class Pick:
    """One item of a list and what makes it the one."""

    place: int
    words: str
    """`first`, `cheapest`, `latest`, …; `only` for the one item of a list of one; `named` for one
    that people call by a name of its own."""
    field: str = ""
    """JSON Pointer inside the item to the value that decides; empty for none."""
    name: str = ""
    """What it is called, of `named`."""


_LEAST: Mapping[str, tuple[str, ...]] = {
    "price": ("cheapest", "least expensive"),
    "cost": ("cheapest",),
    "fee": ("cheapest",),
    "distance": ("nearest", "closest"),
}
_MOST: Mapping[str, tuple[str, ...]] = {
    "rating": ("best-rated", "top-rated", "highest-rated"),
    "stars": ("most starred",),
}
_AHEAD = frozenset("start starts departs departure begins due kickoff".split())
_BEHIND = frozenset(
    """created ordered changed updated modified received sent saved written published
    recorded""".split()
)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?")
_CLOCK = re.compile(r"\d{2}:\d{2}")


def picks(result: Json, operation: Operation) -> list[Pick]:
    """Every item that can be meant, none for an empty list: the first, and the ends of an order."""
    items = listed(result, operation)
    if not items:
        return []
    if len(items) == 1:
        return [Pick(0, "only")]
    ends = list(_extremes(items, operation.resource.rpartition(" ")[2] not in _PERSONS))
    told = [pick for pick in ends if pick.words == "earliest"]
    # "the first one" of what is not listed by time would be either
    first = [] if told and told[0].place else [Pick(0, "first")]
    known = list(_named(items)) if operation.kind == "list" else []
    return [*first, *known, *(ends if whole(result, operation, len(items)) else ())]


_TITLES = ("title", "name", "subject", "payee", "medicine", "film", "summary", "artist")
_LONGEST = 5
"""Words of the longest name one calls a thing by."""


def _named(items: Sequence[Json]) -> Iterator[Pick]:
    """The items that have a name no other item has."""
    first = items[0]
    field = next((each for each in _TITLES if isinstance(first, dict) and each in first), "")
    if not field:
        return
    names = [item.get(field) if isinstance(item, dict) else None for item in items]
    folded = [name.casefold() if isinstance(name, str) else "" for name in names]
    for place, name in enumerate(names):
        if not isinstance(name, str) or len(name) < 3 or len(name.split()) > _LONGEST:
            continue
        if not any(folded[place] in other for at, other in enumerate(folded) if at != place):
            yield Pick(place, "named", f"/{field}", name)


def listed(result: Json, operation: Operation) -> Sequence[Json]:
    """The items of a result; empty when it has none."""
    items = resolve(result, operation.items) if operation.items is not None else MISSING
    return items if isinstance(items, list) else ()


def whole(result: Json, operation: Operation, count: int) -> bool:
    """Whether nothing says that there is more than the items at hand."""
    if operation.next_page and resolve(result, operation.next_page) not in (
        MISSING,
        None,
        "",
        False,
    ):
        return False
    total = resolve(result, operation.total) if operation.total else MISSING
    return not isinstance(total, int) or total <= count


_PERSONS = frozenset("employee person contact member participant user customer doctor".split())
"""Of whom nobody says that they are the earliest or latest."""


def _extremes(items: Sequence[Json], timed: bool) -> Iterator[Pick]:
    first = items[0]
    if not isinstance(first, dict):
        return
    for pointer, name in _comparable(first):
        said = words(name)
        for least, table in ((True, _LEAST), (False, _MOST)):
            for word in said:
                if word in table and "total" not in said and "count" not in said:
                    place = _end(items, pointer, least)
                    yield from (Pick(place, each, pointer) for each in table[word] if place >= 0)
        if not timed or not isinstance(resolve(first, pointer), str):
            continue
        if {*said} & _AHEAD:
            yield from _one(items, pointer, True, "earliest")
            yield from _one(items, pointer, False, "latest")
        elif {*said} & _BEHIND:
            yield from _one(items, pointer, False, "most recent")
            yield from _one(items, pointer, False, "newest")
            yield from _one(items, pointer, True, "oldest")


def _one(items: Sequence[Json], pointer: str, least: bool, word: str) -> Iterator[Pick]:
    place = _end(items, pointer, least)
    if place >= 0:
        yield Pick(place, word, pointer)


def _comparable(item: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    """Pointer and name of what may be compared; an amount of money by what it is the amount of."""
    for name, value in item.items():
        if isinstance(value, dict) and isinstance(value.get("amount"), int | float):
            yield f"/{name}/amount", name
        elif "/" not in name and "~" not in name:
            yield f"/{name}", name


def _end(items: Sequence[Json], pointer: str, least: bool) -> int:
    """Where the least or greatest value is, if one item alone has it; -1 otherwise."""
    values: list[Json] = [resolve(item, pointer) for item in items]
    numbers = all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    if not numbers and not _moments(values):
        return -1
    if "amount" in pointer and len({_currency(item, pointer) for item in items}) > 1:
        return -1
    extreme = min(values) if least else max(values)
    return values.index(extreme) if values.count(extreme) == 1 else -1


def _moments(values: Sequence[Json]) -> bool:
    """Whether the values are points in time of one form, so that their texts sort as they do."""
    if not all(isinstance(value, str) for value in values):
        return False
    if all(_CLOCK.fullmatch(value) for value in values):
        return True
    forms = {re.sub(r"\d", "0", value) for value in values}
    return len(forms) == 1 and all(_MOMENT.fullmatch(value) for value in values)


def _currency(item: Json, pointer: str) -> str:
    amount = resolve(item, pointer.rpartition("/")[0])
    return str(amount.get("currency", "")) if isinstance(amount, dict) else ""
