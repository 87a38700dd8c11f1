"""What must hold between the fields of a resource: starts before it ends, a total that is the sum,
an email that is its owner's, one currency. Mends values in place; makes none up."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import Any, NamedTuple

from studio.record import Json
from studio.resources import consequences, moments
from studio.resources.nouns import one, words

_PAIRS = {
    "start": "end", "starts": "ends", "begin": "end", "begins": "ends", "departs": "arrives",
    "departure": "arrival", "from": "to", "opens": "closes", "sunrise": "sunset", "low": "high",
    "minimum": "maximum", "asleep": "woke", "created": "updated", "since": "until", "fell": "woke",
    "ordered": "expected", "lowest": "highest", "first": "last", "opened": "closed", "in": "out",
    "issued": "due", "earliest": "latest", "begun": "ended", "started": "ended",
    "dewpoint": "temperature", "available": "balance", "tax": "gross", "discount": "total",
}  # fmt: skip
"""First of a pair → the one that is not less."""
_MORE = {
    "created": ("modified", "changed", "merged", "closed", "completed", "due", "resolved", "sent"),
    "started": ("finished", "completed", "stopped"),
    "start": ("finish", "stop"),
    "measured": (),
}


@lru_cache(maxsize=65536)
def _pairs(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Names of two fields each, the first of which is not greater than the second."""
    parts = {name: words(name) for name in names}
    found = []
    for name, mine in parts.items():
        for place, word in enumerate(mine):
            others = (*((_PAIRS[word],) if word in _PAIRS else ()), *_MORE.get(word, ()))
            for other in others:
                rest = {*mine[:place], *mine[place + 1 :]} - _KINDS
                for partner, theirs in parts.items():
                    if other in theirs and {*theirs} - {other} - _KINDS == rest:
                        found.append((name, partner))
    return tuple(dict.fromkeys(found))


_KINDS = frozenset("at on date time day by timestamp datetime up balance amount for".split())


def settle(found: dict[str, Any], given: Collection[str] = (), deep: bool = True) -> None:
    """Mend an object in place; fields in `given` stay as they are, with all that is in them. Other
    objects inside are settled first, unless they are known to be (`deep` false)."""
    inner: list[dict[str, Any]] = []
    for name, value in found.items():
        kind = type(value)
        if kind is dict:
            if name not in given:
                inner.append(value)
        elif kind is list and value and type(value[0]) is dict and name not in given:
            inner += value
    if deep:
        for item in inner:
            settle(item)
    plan = _plan(tuple(found))
    for first, second in plan.pairs:
        _order(found, first, second, given)
    for mend in plan.mending:
        mend(found, given)
    if inner:
        _add(found, given)
        _money(found, inner, given)
        _sum(found, given)
        _listed(found)


class _Plan(NamedTuple):
    """What there is to mend in objects with certain fields."""

    pairs: tuple[tuple[str, str], ...]
    mending: tuple[consequences.Mend, ...]


@lru_cache(maxsize=65536)
def _plan(names: tuple[str, ...]) -> _Plan:
    parts = {word for name in names for word in words(name)}
    asked = (
        (parts & {"duration", "minutes"} and parts & {"end", "ends", "arrives", "left"}, _last),
        (parts & {"email", "mail"} or {"first", "last"} <= parts, _sign),
        (parts & {"net", "remaining", "left", "entitled", "available"}, _reckon),
        ("project" in names, _prefix),
        ({"locked", "open"} <= parts, _shut),
        ("count" in parts and len(names) > 1, _count),
    )
    first = tuple(mend for wanted, mend in asked if wanted)
    return _Plan(_pairs(names), (*first, *consequences.mending(names)))


def _order(found: dict[str, Any], first: str, second: str, given: Collection[str]) -> None:
    low, high = found[first], found[second]
    if isinstance(low, dict) and isinstance(high, dict):
        for key in ("dateTime", "date", "amount", "value"):
            if key in low and key in high:
                _mend(low, key, high, key, first in given, second in given)
        return
    _mend(found, first, found, second, first in given, second in given)


def _mend(
    one_of: dict[str, Any], low: str, other: dict[str, Any], high: str, fixed: bool, bound: bool
) -> None:
    """Swap what stands the wrong way round, or move the one that is free."""
    least, most = one_of[low], other[high]
    if type(least) is not type(most) and not _numbers(least, most):
        return
    if isinstance(least, str):
        if not (moments.day(least) and moments.day(most)) and not _clocks(least, most):
            return
        if least[:16] < most[:16]:
            if fixed and not bound and _starting(low, high) and _far(least, most):
                other[high] = moments.moved(least[:16], minutes=60) + most[16:]
            return
    elif not _numbers(least, most) or least <= most:
        return
    if not fixed and not bound and least != most:
        one_of[low], other[high] = most, least
    elif not bound:
        other[high] = _noted(_later(least, 1), most)
    elif not fixed:
        one_of[low] = _noted(_later(most, -1), least)


def _starting(low: str, high: str) -> bool:
    """Whether two fields are the start and the end of one thing."""
    return bool({*words(low)} & {"start", "starts", "begin", "begins", "dateTime"}) or low == high


def _far(first: str, second: str) -> bool:
    """Whether two date-times lie more than a day apart."""
    between = moments.minutes_between(first[:16], second[:16])
    return between is not None and between > 1440


def _noted(value: Json, like: Json) -> Json:
    """A date-time in the notation of another: with seconds and zone where that has them."""
    if isinstance(value, str) and isinstance(like, str) and len(value) > 15 and len(like) > 15:
        return value[:16] + like[16:]
    return value


def _numbers(*values: Json) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _clocks(*values: str) -> bool:
    return all(moments.CLOCK.fullmatch(value) for value in values)


def _later(value: Json, sign: int) -> Json:
    if isinstance(value, str):
        if moments.CLOCK.fullmatch(value):
            return moments.clock_after(value, 90 * sign)
        days = 2 if len(value) == 10 else 0
        return moments.moved(value, days=days * sign, minutes=0 if days else 90 * sign)
    return value


def _last(found: dict[str, Any], given: Collection[str]) -> None:
    """Start, duration and end."""
    by_role: dict[str, str] = {}
    for name in found:
        for word in words(name):
            role = _ROLES.get(word)
            if role:
                by_role.setdefault(role, name)
    if by_role.keys() < {"start", "end", "minutes"}:
        return
    start, end, lasts = (by_role.get(role, "") for role in ("start", "end", "minutes"))
    if not (start and end and lasts) or not isinstance(found[lasts], int | float):
        return
    begins, ends = found[start], found[end]
    if not isinstance(begins, str) or not isinstance(ends, str):
        return
    between = moments.minutes_between(begins, ends)
    if between is None:
        return
    factor = 60 if "hours" in words(lasts) else 1
    if end not in given:
        found[end] = moments.moved(begins, minutes=int(found[lasts] * factor))
    elif lasts not in given and between > 0:
        found[lasts] = between // factor


_ROLES = {
    "start": "start", "starts": "start", "departs": "start", "departure": "start", "end": "end",
    "ends": "end", "arrives": "end", "arrival": "end", "minutes": "minutes",
    "duration": "minutes", "joined": "start", "left": "end",
}  # fmt: skip


def _sign(found: dict[str, Any], given: Collection[str]) -> None:
    """A full name of first and last, an email of the person's own."""
    by_words = {words(name): name for name in found}
    first, last = by_words.get(("first", "name")), by_words.get(("last", "name"))
    whole = next((by_words[key] for key in _WHOLE if key in by_words), None)
    if first and last and whole and whole not in given:
        found[whole] = f"{found[first]} {found[last]}"
    name = found[whole] if whole else None
    if first and last and isinstance(found[first], str) and isinstance(found[last], str):
        name = f"{found[first]} {found[last]}"
    if not isinstance(name, str) or len(name.split()) < 2:
        return
    for key, email in found.items():
        if key not in given and isinstance(email, str) and "@" in email and _OWN & {*words(key)}:
            found[key] = f"{'.'.join(_plain(name))}@{email.partition('@')[2]}"


def signed(email: str, name: str) -> str:
    """A mail address with a person's name at the same host; any other text, or no full name,
    leaves it as it is."""
    if "@" not in email or len(name.split()) < 2:
        return email
    return f"{'.'.join(_plain(name))}@{email.partition('@')[2]}"


_WHOLE = (("name",), ("full", "name"), ("display", "name"), ("contact", "name"))
_OWN = frozenset({"email", "mail"})


def _plain(name: str) -> list[str]:
    """A name in the letters of an email address: first and last."""
    text = unicodedata.normalize("NFKD", name.lower().replace("ß", "ss").replace("ø", "o"))
    text = text.replace("ł", "l").replace("đ", "d").replace("æ", "ae").replace("ı", "i")
    parts = re.findall(r"[a-z]+", "".join(c for c in text if not unicodedata.combining(c)))
    return [parts[0], parts[-1]] if len(parts) > 1 else parts or ["info"]


def _reckon(found: dict[str, Any], given: Collection[str]) -> None:
    """Net is gross less tax; what is left is what there was less what was taken."""
    by_words = {words(name): name for name in found}
    for whole, part, rest in _DIFFERENCES:
        names = [by_words.get((word,)) or by_words.get((word, "days")) for word in (whole, part)]
        left = by_words.get((rest,)) or by_words.get((rest, "days")) or by_words.get(("days", rest))
        if None in names or left is None or left in given:
            continue
        values = [found[name] for name in names if name]
        if _numbers(*values) and values[0] >= values[1]:
            found[left] = round(values[0] - values[1], 2)


_DIFFERENCES = (
    *(("gross", "tax", "net"), ("entitled", "taken", "left"), ("total", "used", "remaining")),
    *(
        ("entitled", "taken", "remaining"),
        ("total", "used", "left"),
        ("total", "used", "available"),
    ),
)


def _money(found: dict[str, Any], inner: list[dict[str, Any]], given: Collection[str]) -> None:
    """One currency throughout."""
    currency = found.get("currency")
    for name, value in found.items():
        if currency is None and name in given and isinstance(value, dict):
            currency = value.get("currency")
    for item in inner:
        if not isinstance(item.get("currency"), str):
            money = [v for v in item.values() if isinstance(v, dict) and "currency" in v]
        else:
            money = [item]
        for part in money:
            if currency is None:
                currency = part["currency"]
            elif isinstance(currency, str):
                part["currency"] = currency


def _sum(found: dict[str, Any], given: Collection[str]) -> None:
    """A total that is the sum of prices times quantities."""
    for name in ("total", "total_price", "totalPrice", "subtotal", "total_amount"):
        if name not in found or name in given:
            continue
        for value in found.values():
            amount = _worth(value) if isinstance(value, list) else None
            if amount is None:
                continue
            if isinstance(found[name], dict) and "amount" in found[name]:
                found[name]["amount"] = amount
            elif _numbers(found[name]):
                found[name] = amount


def _worth(items: list[Json]) -> float | None:
    """What items with prices are worth together; None where one has no price."""
    total = 0.0
    for item in items:
        if not isinstance(item, dict):
            return None
        price = next((item[key] for key in _PRICES if key in item), None)
        amount = price.get("amount") if isinstance(price, dict) else price
        quantity = item.get("quantity", 1)
        if amount is None or not _numbers(amount, quantity):
            return None
        total += amount * quantity
    return round(total, 2) if items else None


_PRICES = ("price", "unit_price", "unitPrice")


def _shut(found: dict[str, Any], given: Collection[str]) -> None:
    """What is locked is not open."""
    if found.get("locked") is True and found.get("open") is True and "open" not in given:
        found["open"] = False


_KEYED = re.compile(r"([A-Z]{2,10})-\d+")


def _prefix(found: dict[str, Any], given: Collection[str]) -> None:
    """The project of a ticket `PAY-70` is PAY."""
    for name, value in found.items():
        match = _KEYED.fullmatch(value) if isinstance(value, str) else None
        if match and words(name)[-1:] in (("id",), ("key",)) and words(name)[0] != "parent":
            if "project" not in given and isinstance(found["project"], str):
                found["project"] = match[1]
            return


def _add(found: dict[str, Any], given: Collection[str]) -> None:
    """`total_steps` is the sum of the steps of a list, `daily_average` their mean."""
    for held in found.values():
        if not (isinstance(held, list) and held and isinstance(held[0], dict)):
            continue
        for name, value in found.items():
            parts = words(name)
            if name in given or not _numbers(value) or not {"total", "average"} & {*parts}:
                continue
            field = next(
                (
                    key
                    for key, inner in held[0].items()
                    if _numbers(inner) and ({*words(key)} <= {*parts} or parts[0] == "daily")
                ),
                None,
            )
            if field is None or not all(_numbers(item.get(field)) for item in held):
                continue
            total = sum(item[field] for item in held)
            mean = total / len(held)
            whole = isinstance(value, int)
            found[name] = total if "total" in parts else round(mean) if whole else round(mean, 1)


def _count(found: dict[str, Any], given: Collection[str]) -> None:
    """`attendee_count` of a list of attendees."""
    for name, value in found.items():
        if isinstance(value, int) and not isinstance(value, bool) and name not in given:
            parts = words(name)
            if parts[-1:] == ("count",) and len(parts) > 1:
                for other, held in found.items():
                    if isinstance(held, list) and one(" ".join(words(other))) == one(
                        " ".join(parts[:-1])
                    ):
                        found[name] = len(held)


def _listed(found: dict[str, Any]) -> None:
    """Inside lists: passages in the order of their seconds, tables from the most points down."""
    for held in found.values():
        if not (isinstance(held, list) and len(held) > 1 and isinstance(held[0], dict)):
            continue
        first = held[0]
        start = next((name for name in first if words(name) == ("start", "seconds")), "")
        if start and all(_numbers(item.get(start)) for item in held):
            held.sort(key=lambda item: item[start])
        if _numbers(first.get("played"), first.get("points"), first.get("position")):
            ranked(held, first["played"])


def ranked(held: list[dict[str, Any]], played: int) -> None:
    """A table in the middle of a season, in place: as many matches each, at most three points a
    match, places counted from one. `played` is zero where nothing says it."""
    for item in held:
        if played and "played" in item:
            item["played"] = played
            item["points"] = min(item["points"], 3 * played - 2)
    held.sort(key=lambda item: item["points"], reverse=True)
    for place, item in enumerate(held, 1):
        item["position"] = place
