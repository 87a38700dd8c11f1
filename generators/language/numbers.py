"""Numbers as people write them: digits, words, dozens, thousands, ordinals, percent and money.

Writes only; that a spelling means its number is proven elsewhere, independently.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from random import Random

from generators.language.picking import Options, pick

Written = tuple[str, str]
"""A spelling and the name of the transformation that proves it."""

CURRENCY_WORDS = {
    "EUR": ("euro", "euros", "€"),
    "USD": ("dollar", "dollars", "$"),
    "GBP": ("pound", "pounds", "£"),
    "JPY": ("yen", "yen", "¥"),
    "INR": ("rupee", "rupees", "₹"),
    "CHF": ("Swiss franc", "Swiss francs", ""),
    "SEK": ("Swedish krona", "Swedish kronor", ""),
    "NOK": ("Norwegian krone", "Norwegian kroner", ""),
    "DKK": ("Danish krone", "Danish kroner", ""),
    "CAD": ("Canadian dollar", "Canadian dollars", ""),
    "AUD": ("Australian dollar", "Australian dollars", ""),
    "BRL": ("Brazilian real", "Brazilian reais", ""),
    "MXN": ("Mexican peso", "Mexican pesos", ""),
    "PLN": ("zloty", "zlotys", ""),
    "CNY": ("yuan", "yuan", ""),
    "KRW": ("won", "won", "₩"),
}
"""Code → singular, plural, sign; what people say, where CLDR's plural is a longer official name."""


@lru_cache(maxsize=4096)
def words(number: int) -> str:
    """`number` in English words without "and": "twenty-five", "one hundred twelve"."""
    from num2words import num2words  # type: ignore[import-untyped]

    return str(num2words(number)).replace(" and ", " ").replace(",", "")


@lru_cache(maxsize=4096)
def ordinal(number: int, *, spelled: bool = False) -> str:
    """ "12th", or "twelfth" when spelled."""
    from num2words import num2words

    return str(num2words(number, to="ordinal" if spelled else "ordinal_num"))


def digits(value: int | float) -> str:
    """Plain decimal digits, never an exponent: 5, 0.25, 1299.5."""
    if isinstance(value, int):
        return str(value)
    text = repr(value)
    if "e" in text or "inf" in text or "nan" in text:
        text = format(Decimal(repr(value)), "f") if "e" in text else text
    return text.removesuffix(".0")


def grouped(value: int | float) -> str:
    """Digits with commas between thousands: 1,299.5."""
    text = digits(value)
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = text.partition(".")
    return f"{sign}{int(whole):,}{dot}{rest}" if whole.isdigit() else sign + text


def _small(value: int) -> Options[Written]:
    if 0 <= value <= 12:
        yield (4 if value else 0), (words(value), "number")
    elif value <= 20 or value in (30, 40, 50, 100):
        yield 1.2, (words(value), "number")


def _round(value: int) -> Options[Written]:
    if value == 12:
        yield 0.8, ("a dozen", "number")
    if value == 6:
        yield 0.3, ("half a dozen", "number")
    if value >= 1_000_000 and value % 100_000 == 0:
        yield 6, (f"{digits(value / 1_000_000)} million", "number")
    elif value >= 1000 and value % 1000 == 0 and value < 1_000_000:
        yield 0.7, (f"{value // 1000}k", "number")
        if value <= 10_000:
            yield 1, (f"{words(value // 1000)} thousand", "number")


def count(value: int, rng: Random) -> Written:
    """A number of things: "three", "12", "a dozen", "1,500"."""
    options: list[tuple[float, Written]] = [(5, (digits(value), "verbatim"))]
    options.extend(_small(value))
    options.extend(_round(value))
    if abs(value) >= 1000:
        options.append((5, (grouped(value), "number")))
    return pick(rng, options)


def amount(value: int | float, rng: Random) -> Written:
    """A measured or paid number: mostly digits, thousands grouped more often than not."""
    if isinstance(value, int) and 0 < value <= 12:
        return pick(rng, [(6, (digits(value), "verbatim")), (1, (words(value), "number"))])
    if abs(value) >= 1000 and rng.random() < 0.65:
        return grouped(value), "number"
    return digits(value), "verbatim"


def percent(value: int | float, fraction: bool, rng: Random) -> Written:
    """A share: "15%", "15 percent", "a quarter". `fraction` when 0.15 stands for 15 %."""
    exact = Decimal(str(value)) * (100 if fraction else 1)
    shown = format(exact.normalize(), "f")
    options: list[tuple[float, Written]] = [
        (6, (f"{shown}%", "percent")),
        (2, (f"{shown} percent", "percent")),
        (0.6, (f"{shown} %", "percent")),
    ]
    halves = {"50": ("half", 1.5), "25": ("a quarter", 1.0)}
    if shown in halves:
        text, weight = halves[shown]
        options.append((weight, (text, "percent")))
    return pick(rng, options)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with its currency in one text, and the half-open span of each part in it."""

    text: str
    amount: tuple[int, int]
    currency: tuple[int, int]
    amount_transform: str
    currency_transform: str


def money_surface(
    value: int | float, currency_code: str, rng: Random, *, minor: bool = False
) -> Money:
    """ "€200", "200 euros", "200 EUR". `minor` when the value counts cents: "$12.50" for 1250.

    The amount's span is proven by `money`, the currency's by `currency` (or `verbatim` when the
    code itself is written as the value has it).
    """
    if minor:
        value = float(Decimal(str(value)) / 100)
    shown = grouped(value) if abs(value) >= 1000 and rng.random() < 0.7 else digits(value)
    if "." in shown and len(shown.partition(".")[2]) == 1:
        shown += "0"
    code = currency_code.upper()
    singular, plural, sign = CURRENCY_WORDS.get(code, ("", "", ""))
    options: list[tuple[float, str]] = [(1.0 if plural else 6.0, "code")]
    if plural:
        options.append((4, "word"))
    if sign:
        options.append((5, "sign"))
    style = pick(rng, options)
    if style == "sign":
        return _money(sign, "", shown, True)
    if style == "word":
        return _money(singular if shown == "1" else plural, " ", shown, False)
    verbatim = code == currency_code
    return _money(code, " ", shown, False, "verbatim" if verbatim else "currency")


def _money(
    name: str, gap: str, shown: str, first: bool, currency_transform: str = "currency"
) -> Money:
    if first:
        text = name + gap + shown
        spans = (len(name + gap), len(text)), (0, len(name))
    else:
        text = shown + gap + name
        spans = (0, len(shown)), (len(shown + gap), len(text))
    return Money(text, *spans, "money", currency_transform)
