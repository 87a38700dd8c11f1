"""A result as facts: every field that can be said, with what it means and how telling it is.

Nested objects are flattened, an amount is joined with its currency; lists of things are left to
`listing`. Facts are in the order of the result.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generators.language.reports.frames import Frame
from generators.language.reports.readings import scale
from generators.language.units import UNITS
from generators.meaning import Meaning
from studio.record import Json


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a result."""

    words: tuple[str, ...]
    """The field's name as words."""
    meaning: Meaning
    value: Json
    frame: Frame
    currency: str = ""
    """Code of the currency an amount is in."""
    owner: tuple[str, ...] = ()
    """Words of the object around it, where that is not the result itself."""
    known: bool = False
    """Whether the user said the value."""

    @property
    def kind(self) -> str:
        return self.meaning.kind


_AMOUNT = frozenset({"amount", "price", "total", "sum", "fee", "cost"})
_UNIT = frozenset({"unit", "units"})
_CURRENCY = frozenset({"currency", "currency_code", "currencycode", "currencyCode"})
_DEEPEST = 2
_MOST = 60
"""Fields of one object beyond which it is configuration rather than something to tell."""


def facts(value: Mapping[str, Json], frame: Frame, said: frozenset[str]) -> list[Fact]:
    """The facts of an object; `said` are the texts of the values that the user gave."""
    found = list(_walk(value, frame, (), 0))
    for at, fact in enumerate(found):
        bare = fact.kind == "temperature" and not fact.meaning.unit
        told = known(fact.value, said)
        if bare or told:
            unit = (scale(said, frame.tool) or "°") if bare else fact.meaning.unit
            found[at] = replace(fact, known=told, meaning=replace(fact.meaning, unit=unit))
    return found


def _walk(
    value: Mapping[str, Json], frame: Frame, owner: tuple[str, ...], depth: int
) -> Iterator[Fact]:
    currency, unit = _currency(value), _unit(value)
    for name, item in list(value.items())[:_MOST]:
        if (
            item is None
            or item == ""
            or (currency and name in _CURRENCY)
            or (unit and name in _UNIT)
        ):
            continue
        inner = frame.member(name)
        if isinstance(item, dict):
            amount = money(item)
            if amount is not None:
                meant = Meaning("money", inner.meant(item).noun)
                yield Fact(inner.words, meant, amount[0], inner, amount[1], owner)
            elif depth < _DEEPEST:
                yield from _walk(item, inner, inner.words, depth + 1)
        elif not isinstance(item, list) or _plain_list(item):
            meant = _with_unit(inner.meant(item), inner)
            money_in = _of(meant, item, inner, currency)
            if unit and not money_in and _measurable(meant, item):
                meant = Meaning(meant.kind, meant.noun, unit, meant.role)
            yield Fact(inner.words, meant, item, inner, money_in, owner)


def _of(meant: Meaning, value: Json, inner: Frame, currency: str) -> str:
    """The currency of a plain number beside a currency, or with one in its name."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    last = inner.words[-1].upper() if inner.words else ""
    if last in _CODES:
        return last
    if meant.unit in _CODES:
        return meant.unit
    whole = isinstance(value, int) and "integer" in str(inner.schema.get("type"))
    priced = meant.kind == "money" or bool(_AMOUNT & {*inner.words})
    if currency and (priced or (meant.kind == "number" and not meant.unit and not whole)):
        return currency
    return ""


_CODES = frozenset("EUR USD GBP JPY INR CHF SEK NOK DKK CAD AUD BRL MXN PLN CNY KRW".split())


def _currency(value: Mapping[str, Json]) -> str:
    for name in value:
        if name in _CURRENCY:
            code = value[name]
            if isinstance(code, str) and len(code) == 3 and code.isalpha():
                return code.upper()
    return ""


def _with_unit(meant: Meaning, inner: Frame) -> Meaning:
    """A unit that the dictionary of units has not, split off the name: `wind_knots`."""
    words = inner.words
    if len(words) > 1 and words[-1] in _UNITS and not meant.unit:
        return Meaning("number", " ".join(words[:-1]), words[-1])
    return meant


_UNITS = frozenset({"knots", "hpa", "mph", "lux", "ppm"})


def _unit(value: Mapping[str, Json]) -> str:
    """The unit of measure that stands beside numbers."""
    found = next((value[name] for name in value if name in _UNIT), "")
    return found if isinstance(found, str) and found in UNITS else ""


def _measurable(meant: Meaning, value: Json) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and not meant.unit and meant.kind not in _UNMEASURED


_UNMEASURED = frozenset("percent count year id reference rating money latitude longitude".split())


def money(value: Mapping[str, Json]) -> tuple[float, str] | None:
    """Amount and currency of an object that is nothing but these."""
    if len(value) != 2:
        return None
    code = _currency(value)
    amount = next((item for name, item in value.items() if name not in _CURRENCY), None)
    if not code or isinstance(amount, bool) or not isinstance(amount, int | float):
        return None
    return amount, code


def _plain_list(value: list[Json]) -> bool:
    """Whether a list can be said in a row: a few short texts or numbers."""
    return 0 < len(value) <= _LONGEST_ROW and all(
        isinstance(item, int | float)
        or (isinstance(item, str) and 0 < len(item) <= _LONGEST_ITEM and "\n" not in item)
        for item in value
    )


_LONGEST_ROW = 8
_LONGEST_ITEM = 60


def known(value: Json, said: frozenset[str]) -> bool:
    """Whether the user gave this value."""
    if isinstance(value, bool):
        return False
    if isinstance(value, list):
        return bool(value) and all(known(item, said) for item in value)
    return token(value) in said


def token(value: Json) -> str:
    """A scalar in a form in which equal ones are the same."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).casefold()


def said_values(arguments: Iterable[Json]) -> frozenset[str]:
    """The tokens of every leaf of some arguments."""
    found: set[str] = set()
    left = list(arguments)
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left.extend(item.values())
        elif isinstance(item, list):
            left.extend(item)
        elif item is not None and not isinstance(item, bool):
            found.add(token(item))
    return frozenset(found)
