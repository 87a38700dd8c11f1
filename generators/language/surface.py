"""One natural spelling of one argument value, with the name of the transformation that proves it.

Chooses among many spellings by what the parameter means; the sentence around it (and prepositions)
is the teacher's. Whole objects and lists are not spelled here: each leaf is.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from generators.language import choices
from generators.language.dates import (
    When,
    date_surface,
    datetime_surface,
    parse_date,
    parse_datetime,
    parse_time,
    time_surface,
)
from generators.language.flags import Form, flag
from generators.language.numbers import (
    CURRENCY_WORDS,
    Money,
    Written,
    amount,
    count,
    digits,
    grouped,
    money_surface,
    percent,
)
from generators.language.units import duration_text, quantity
from generators.meaning import Meaning
from studio.record import Json, Schema

__all__ = ["Money", "Surface", "money_surface", "surfaces"]


@dataclass(frozen=True, slots=True)
class Surface:
    """A spelling ready for a sentence.

    `text` goes into the sentence; `bare` is the part of it that carries the value, to be grounded
    with `transform` (the same as `text` but for quotation marks). It occurs in `text` once, from
    `offset` on.
    """

    text: str
    transform: str
    bare: str
    needs_today: bool = False
    """Whether the words mean their value only beside a stated date."""
    preposition: str = ""
    """What stands before it by default ("on", "at"), "" for nothing or for the teacher to say."""
    governable: bool = True
    """Whether another preposition (from, until, by) can stand before it: not "in three days"."""
    form: Form = "phrase"
    """Noun phrase, adverbial ("tomorrow", "without invites") or command ("skip the invites")."""

    @property
    def offset(self) -> int:
        """Where `bare` starts in `text`."""
        return self.text.find(self.bare)


def surfaces(
    value: Json, meaning: Meaning, schema: Schema, *, today: date, rng: Random
) -> Surface | None:
    """One spelling of a scalar leaf, drawn by weight; None for null, lists and objects, and for
    what no sentence can hold: empty texts, numbers that need an exponent."""
    if isinstance(value, bool):
        text, form = flag(
            value, meaning.noun, meaning.role, str(schema.get("description", "")), rng
        )
        return Surface(text, "flag", text, form=form)
    if isinstance(value, str):
        return _text(value, meaning, schema, today, rng) if value.strip() else None
    if isinstance(value, int | float) and _sayable(value):
        return _plain(*_number(value, meaning, schema, rng))
    return None


def _sayable(value: int | float) -> bool:
    """Whether a number has plain digits a person could write: not 1e300, not infinity."""
    return (
        abs(value) < 10**24 if isinstance(value, int) else repr(value).strip("-.0123456789") == ""
    )


def _plain(text: str, transform: str) -> Surface:
    return Surface(text, transform, text)


def _when(when: When, transform: str) -> Surface:
    form: Form = "phrase" if when.preposition else "adverbial"
    return Surface(
        when.text,
        transform,
        when.text,
        needs_today=when.needs_today,
        preposition=when.preposition,
        governable=when.governable,
        form=form,
    )


def _fraction(schema: Schema) -> bool:
    """Whether a share is meant as 0…1: its upper bound says so."""
    most = schema.get("maximum", schema.get("exclusiveMaximum"))
    return isinstance(most, int | float) and not isinstance(most, bool) and most <= 1


def _number(value: int | float, meaning: Meaning, schema: Schema, rng: Random) -> Written:
    if meaning.kind == "percent":
        if meaning.unit == "%" and not _fraction(schema):
            return percent(value, False, rng)
        return percent(value, True, rng) if _fraction(schema) else (digits(value), "verbatim")
    if meaning.unit and meaning.kind != "money" and " per" not in f" {meaning.noun}":
        said = quantity(value, meaning.unit, rng)
        if said:
            return said
    if meaning.kind == "month":
        return choices.month(value) or (digits(value), "verbatim")
    if meaning.kind in ("count", "quantity") and isinstance(value, int):
        return count(value, rng)
    if meaning.kind in ("money", "distance", "weight"):
        return amount(value, rng)
    return digits(value), "verbatim"


def _text(value: str, meaning: Meaning, schema: Schema, today: date, rng: Random) -> Surface:
    moment = _moment(value, meaning.kind, today, rng)
    if moment:
        return moment
    if "enum" in schema or meaning.kind in ("enum", "sort"):
        return _plain(*choices.choice(value, rng))
    written = _named(value, meaning.kind, rng)
    if written:
        return _plain(*written)
    if meaning.kind in ("title", "query", "text", "song", "movie", "book"):
        return _titled(value, meaning.kind, rng)
    return _plain(value, "verbatim")


def _moment(value: str, kind: str, today: date, rng: Random) -> Surface | None:
    """Dates, times and both, whatever the kind, when the value looks like one; "verbatim" when
    the spelling is the value itself."""
    if not value[:2].isdigit() or kind in ("phone", "id", "reference", "code"):
        return None
    if moment := parse_datetime(value):
        if moment.second or moment.year < 1000:
            return None
        return _when(datetime_surface(moment, today, rng), "datetime")
    if kind in ("date", "datetime") and (day := parse_date(value)) and day.year >= 1000:
        return _when(date_surface(day, today, rng), "date")
    if kind in ("time", "datetime") and (clock := parse_time(value)):
        when = time_surface(clock, rng)
        return _when(when, "verbatim" if when.text == value else "time")
    return None


def _named(value: str, kind: str, rng: Random) -> Written | None:
    """Spellings of codes, addresses on the web and numbers to dial."""
    if kind == "country":
        return choices.country(value, rng)
    if kind == "language":
        return choices.language(value, rng)
    if kind == "weekday":
        return choices.weekday(value)
    if kind == "duration":
        return duration_text(value, rng)
    if kind == "phone":
        return _phone(value, rng)
    if kind == "currency" and value in CURRENCY_WORDS and rng.random() < 0.7:
        return CURRENCY_WORDS[value][1], "currency"
    if kind == "url" and value.startswith("https://") and rng.random() < 0.35:
        return value.removeprefix("https://").removesuffix("/"), "url"
    if kind in ("money", "number", "quantity") and value.isdigit() and len(value) > 3:
        return (grouped(int(value)), "number") if str(int(value)) == value else None
    return None


def _phone(value: str, rng: Random) -> Written:
    """The same digits, grouped: "+44 20 7946 0958"."""
    if not (value.startswith("+") and value[1:].isdigit() and len(value) > 9) or rng.random() < 0.4:
        return value, "verbatim"
    country = 2 if value[1] in "17" else 3
    head, rest = value[:country], value[country:]
    step = 3 if len(rest) % 4 else 4
    gap = "-" if rng.random() < 0.2 else " "
    groups = [rest[i : i + step] for i in range(0, len(rest), step)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return f"{head} {gap.join(groups)}", "phone"


_MARKS = (('"', '"'), ("'", "'"), ("“", "”"))


def _titled(value: str, kind: str, rng: Random) -> Surface:
    """Titles and texts: in quotation marks or without; the marks are outside the grounded span."""
    long = len(value) > 40 or kind == "text"
    if any(mark in value for mark in "\"“”'") or rng.random() > (0.5 if long else 0.35):
        return _plain(value, "verbatim")
    left, right = _MARKS[0 if rng.random() < 0.6 else 1 + (rng.random() < 0.3)]
    return Surface(f"{left}{value}{right}", "verbatim", value)
