"""One value as a person writes it: dates and times written out, money, units, plain words.

A `Style` holds for a whole reply, so that all dates of one look alike. Spells what a value is and
nothing more; a value that no sentence can carry yields None.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from random import Random

from generators.language.dates import DAYS, MONTHS, parse_date, parse_time
from generators.language.numbers import CURRENCY_WORDS, digits, grouped
from generators.language.reports.facts import Fact
from generators.language.units import UNITS
from generators.language.words import listed
from studio.record import Json


@dataclass(frozen=True, slots=True)
class Style:
    """How one reply writes."""

    today: date
    month_first: bool
    """ "March 12" rather than "12 March"."""
    weekday: bool
    half_days: bool
    """ "3 pm" rather than "15:00"."""
    signs: bool
    """ "€5" rather than "5 EUR" or "5 euros"."""
    utc: bool
    """Whether the zone of a point in time in UTC is said."""
    short_units: bool
    quotes: tuple[str, str]
    """Around texts that are quoted."""
    rows: float = 0.5
    """How little it takes for things to be told one a line, from 0 to 1."""
    mark: str = "- "
    """Before each line of a list."""


_MARKS = ("- ", "- ", "* ", "• ")
_QUOTES = (("“", "”"), ('"', '"'), ("'", "'"), ("“", "”"))


def style(rng: Random, today: date) -> Style:
    """A way to write, drawn for one reply."""
    return Style(
        today,
        month_first=rng.random() < 0.3,
        weekday=rng.random() < 0.4,
        half_days=rng.random() < 0.3,
        signs=rng.random() < 0.75,
        utc=rng.random() < 0.6,
        short_units=rng.random() < 0.4,
        quotes=_QUOTES[rng.randrange(len(_QUOTES))],
        rows=rng.random(),
        mark=_MARKS[rng.randrange(len(_MARKS))],
    )


_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?(Z|z|[+-]\d\d:?\d\d)?"
)


def day_text(day: date, how: Style) -> str:
    """ "12 March", with the year where it is not near."""
    name = MONTHS[day.month - 1]
    days = (day - how.today).days
    near = -60 <= days <= 200
    if how.month_first:
        text = f"{name} {day.day}" if near else f"{name} {day.day}, {day.year}"
    else:
        text = f"{day.day} {name}" if near else f"{day.day} {name} {day.year}"
    if how.weekday and -14 <= days <= 60:
        return (
            f"{DAYS[day.weekday()]}, {text}" if how.month_first else f"{DAYS[day.weekday()]} {text}"
        )
    return text


def clock_text(moment: time, how: Style) -> str:
    """ "15:00" or "3 pm"; seconds are left out."""
    if not how.half_days:
        return f"{moment.hour:02d}:{moment.minute:02d}"
    half = "am" if moment.hour < 12 else "pm"
    hour = (moment.hour + 11) % 12 + 1
    return f"{hour}:{moment.minute:02d} {half}" if moment.minute else f"{hour} {half}"


def instant(value: str) -> tuple[datetime, str] | None:
    """Day and time of an RFC 3339 text as written, and its zone."""
    found = _INSTANT.fullmatch(value)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
    try:
        return datetime(year, month, day, hour, minute, int(found[6] or 0)), found[7] or ""
    except ValueError:
        return None


def moment_text(value: str, how: Style) -> str:
    """ "12 March at 15:00", for a date "12 March", for a time "15:00"; empty for other texts."""
    day = parse_date(value) if len(value) in (8, 10) else None
    if day is not None:
        return day_text(day, how)
    found = instant(value)
    if found is not None:
        zone = " UTC" if found[1] in ("Z", "z") and how.utc else ""
        return f"{day_text(found[0].date(), how)} at {clock_text(found[0].time(), how)}{zone}"
    clock = parse_time(value)
    return clock_text(clock, how) if clock is not None else ""


def epoch_text(value: float, how: Style) -> str:
    """A point in time counted from 1970, in seconds or milliseconds."""
    seconds = value / 1000 if value > 1e11 else value
    if not 0 < seconds < 4e9:
        return ""
    when = datetime.fromtimestamp(seconds, UTC)
    return f"{day_text(when.date(), how)} at {clock_text(when.time(), how)} UTC"


def money_text(amount: float, currency: str, how: Style) -> str:
    """ "€1,204.50", "1,204.50 EUR"; without a currency the number with two places."""
    whole = float(amount).is_integer()
    places = 0 if currency in ("JPY", "KRW") else 2
    exact = Decimal(str(amount))
    size = f"{abs(exact):,.0f}" if whole else f"{abs(exact):,.{places}f}"
    minus = "-" if amount < 0 else ""
    word = CURRENCY_WORDS.get(currency)
    if not currency:
        return f"{minus}{size}"
    if word and word[2] and how.signs:
        return f"{minus}{word[2]}{size}"
    if word and how.short_units is False:
        return f"{minus}{size} {word[0] if size == '1' else word[1]}"
    return f"{minus}{size} {currency}"


def number_text(value: float, *, bare: bool = False) -> str:
    """A number with commas between thousands, rounded to two places, small ones to three digits;
    `bare` for years, versions and other numbers that are names."""
    if isinstance(value, int):
        return str(value) if bare else grouped(value)
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        return grouped(int(exact))
    if abs(exact) >= Decimal("0.1"):
        places = -int(exact.as_tuple().exponent)
        return grouped(value) if places <= _PLACES else grouped(float(round(exact, 2)))
    shown = f"{exact:.3g}"
    return shown if "e" not in shown else format(Decimal(shown), "f")


_PLACES = 4
"""Decimal places that are said as they are; numbers with more are rounded to two."""


def measured_text(value: float, unit: str, how: Style) -> str:
    """A number with its unit: "45 minutes", "2 h 5 min" never, "3.5 km", "21 °C"; empty for
    units that are not known."""
    known = UNITS.get(unit) or UNITS.get(unit.lower())
    if unit in ("%", "°"):
        return f"{number_text(value)}{unit}"
    if known is None:
        return f"{number_text(value)} {unit}" if unit in _PLAIN_UNITS else ""
    if known.family == "time" and (longer := _longer(value, known.size)):
        return longer
    if known.short and (known.tight or how.short_units) and known.family not in ("time", "data"):
        return f"{number_text(value)} {known.short}"
    if known.family == "data":
        return _data(value, known.short or "bytes")
    return f"{number_text(value)} {known.singular if value == 1 else known.plural}"


_PLAIN_UNITS = frozenset(
    "m/s knots mph kWh W kW hPa mbar dB Hz kHz MHz GHz V A px bpm lux ppm L".split()
)


def _data(value: float, unit: str) -> str:
    steps = ("bytes", "KB", "MB", "GB")
    if unit in steps and value >= 1000:
        at = steps.index(unit)
        for larger in steps[at + 1 :]:
            value = value / 1000
            unit = larger
            if value < 1000:
                break
        return f"{digits(round(value, 1))} {unit}"
    return f"{number_text(value)} {'byte' if unit == 'bytes' and value == 1 else unit}"


def _longer(value: float, size: object) -> str:
    """Minutes and seconds beyond an hour or minute as people say them."""
    total = float(value) * float(str(size) if "/" not in str(size) else 0.001)
    if total < 90 or total != int(total) or total >= 172800:
        return ""
    hours, rest = divmod(int(total), 3600)
    minutes, seconds = divmod(rest, 60)
    if seconds and hours:
        return ""
    parts = [
        f"{n} {name}{'' if n == 1 else 's'}"
        for n, name in ((hours, "hour"), (minutes, "minute"), (seconds, "second"))
        if n
    ]
    return listed(parts)


_WORDY = re.compile(r"[A-Za-z]+(?:[_-][A-Za-z]+)+|[A-Z]{3,}")


_ACRONYMS = frozenset(
    "JSON HTTP HTTPS HTML POST HEAD UTF8 NASA SAML LDAP SMTP AVRO WEBM JPEG".split()
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def choice_text(value: str, field: tuple[str, ...] = ()) -> str:
    """A choice as words: IN_PROGRESS → "in progress", needsAction → "needs action", and without
    the words of its field: RELEASE_STATE_DRAFT → "draft" for a release state."""
    shouted = value.isupper() and value.isalpha() and len(value) > 3 and value not in _ACRONYMS
    if "_" in value or shouted:
        text = value.replace("_", " ").strip().lower()
        lead = " ".join(field)
        return text.removeprefix(f"{lead} ") if lead else text
    if value[:1].islower() and value.isalpha() and not value.islower():
        return _HUMP.sub(" ", value).lower()
    return value


def _percentage(fact: Fact) -> bool:
    """Whether the description of a rate counts it in percent."""
    return "percent" in fact.frame.description.lower() or "%" in fact.frame.description


NUMBERED = frozenset(
    ("issue", "ticket", "pull request", "order", "invoice", "run", "build", "issue number")
)
"""Fields whose whole numbers are names of things."""
_SHARES = frozenset("percent percentage share probability chance ratio".split())
_SECRET = frozenset("token password binary fields_mask".split())
_NAMES = frozenset("id reference slug url path filename ip domain hostname version code".split())
_CHOICES = frozenset("enum category sort unit file_type weekday".split())
LONGEST = 160
"""Characters of a text that a sentence can carry."""


def spell(fact: Fact, how: Style) -> str | None:
    """The value of a fact; None where no sentence can carry it."""
    value = fact.value
    if fact.kind in _SECRET or isinstance(value, bool):
        return None
    if isinstance(value, list):
        parts = [spelt(item, fact, how) for item in value]
        kept = [part for part in parts if part]
        return listed(kept) if len(kept) == len(parts) else None
    return spelt(value, fact, how) or None


def spelt(value: Json, fact: Fact, how: Style) -> str:
    """A scalar, read as the fact's field is; empty where it cannot be said."""
    if isinstance(value, str):
        return _text(value, fact, how)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return _number(value, fact, how)


def _number(value: float, fact: Fact, how: Style) -> str:
    kind, unit = fact.kind, fact.meaning.unit
    if unit == "epoch":
        return epoch_text(value, how)
    if fact.currency or kind == "money":
        return money_text(value, fact.currency, how)
    if kind == "percent" and (_SHARES & {*fact.words} or _percentage(fact)):
        share = value * 100 if not unit and -1 <= value <= 1 else value
        return f"{number_text(round(share, 2))}%"
    if kind in ("latitude", "longitude"):
        return digits(value)
    if kind in ("year", "id", "reference", "version") or " ".join(fact.words) in NUMBERED:
        return number_text(value, bare=True)
    own = fact.words == (unit.removesuffix("s"),)
    if unit and unit != "%" and not own and (text := measured_text(value, unit, how)):
        return text
    return number_text(value)


def _text(value: str, fact: Fact, how: Style) -> str:
    text = value.strip()
    if not text or len(text) > LONGEST or "\n" in text:
        return ""
    if text[0].isdigit() and (moment := moment_text(text, how)):
        return moment
    unset = text.lower().endswith(("unspecified", "_unknown", "undefined"))
    if fact.kind in ("date", "datetime", "time") or unset or _made_up(text, fact):
        return ""
    if fact.kind in _CHOICES or "enum" in fact.frame.schema:
        return choice_text(text, fact.words)
    return text


_MADE_UP = re.compile(r"([A-Za-z][\w ]*?)[ -]\d+")


def _made_up(text: str, fact: Fact) -> bool:
    """Whether a text is nothing but the name of its field and a number: it tells nothing."""
    found = _MADE_UP.fullmatch(text)
    words = (found[1].lower().split() if found else [""])[-1:]
    return bool(found) and (words == ["value"] or tuple(words) == fact.words[-1:])
