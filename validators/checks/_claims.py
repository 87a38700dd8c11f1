"""What an assistant's words claim: numbers, days, times, quotations, codes, names. Taken from the
text by one expression; whether a claim is true is not asked here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from validators.checks._evidence import Clock, Day, clock
from validators.reading.dates import MONTHS, WEEKDAYS
from validators.reading.numbers import SMALL

Kind: TypeAlias = Literal[
    "text", "day", "clock", "weekday", "month", "token", "number", "percent", "length", "more",
    "name",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a text claims."""

    kind: Kind
    text: str
    """As it stands, without outer quotation marks."""
    start: int
    number: float = 0.0
    """number, percent, more: the value; length: seconds."""
    places: int = 0
    """Decimal places that are written."""
    day: Day = (0, 0, 0)
    clock: Clock = (0, 0)
    weekday: int = -1
    """Of a day, where one is said; weekday: the day itself; 0 is Monday."""
    unit: str = ""
    """The word or sign beside a number."""


_M = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_W = "|".join(sorted((name.capitalize() for name in WEEKDAYS), key=len, reverse=True))
_UNIT = (
    r"milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?"
    r"|(?:kilo|milli|centi)?met(?:re|er)s?|miles?|km/h|km|[kKMGT]?B|[kmg]b|bytes?|kWh|kg|mg|g|ml|cm"
    r"|mm|mph|°C|°F|°|m|h|s"
)
_CURRENCY = (
    r"[A-Z]{3}\b|(?:[A-Z][a-z]+ )?(?:francs?|kron(?:a|e|or|er)|dollars?|pesos?|rea(?:l|is)|pounds?"
    r"|euros?|rupees?|zlotys?)\b|yen\b|yuan\b|won\b"
)
_SIGNS = "€$£¥₹₩"
_NUM = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d,])|\d+(?:\.\d+)?"
"""Also with a decimal comma: 7,4 and 1.204,50."""
_SMALL = "|".join(sorted((word for word, size in SMALL.items() if size >= 2), key=len)[::-1])
_LONG = r"hours?|hrs?|h|minutes?|mins?|min"
_MORE = r"more|others?|further"

_URL = re.compile(r"[a-zA-Z][\w+.-]*://[^\s<>\"”)\]]*[\w/=&#-]")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ().-]{6,}\d")
_QUOTE = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"|(?<!\w)'[^'\n]+(?:'\w[^'\n]*)*'(?!\w)|‘[^’\n]+’")
_SPECIAL = ((_URL, ("://",)), (_EMAIL, ("@",)), (_QUOTE, tuple("“\"'‘")), (_PHONE, ("+",)))
"""Expressions, each with signs without which it cannot match."""
_POINT = re.compile(
    r"(?<!\w)(?:"
    rf"(?=[\d{_SIGNS}−-])(?:"
    r"(?P<iso>\d{4}-\d\d-\d\d)(?:[T ](?P<isoh>\d\d):(?P<isom>\d\d)(?::\d\d(?:\.\d+)?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|(?P<d1>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<m1>{_M})\b\.?(?:,? (?P<y1>\d{{4}})\b)?"
    r"|(?P<h1>\d\d?)(?:[:.](?P<n1>\d\d))? ?(?P<ap>[apAP])\.?[mM]\b\.?"
    r"|(?P<h2>\d\d?):(?P<n2>\d\d)(?::\d\d)?(?!\w)"
    rf"|(?P<length>\d+(?:\.\d+)? ?(?:{_LONG}|days?)(?:,? and |, | )"
    rf"\d+ ?(?:{_LONG}|seconds?|secs?|s)\b)"
    rf"|(?P<minus>[-−])?(?:(?P<sign>[{_SIGNS}]) ?)?(?P<num>{_NUM})(?!\w)(?:"
    r" ?(?P<pct>%|percent\b|per cent\b)| (?P<scale>million|thousand|billion)\b"
    rf"| ?(?P<unit>{_UNIT})(?!\w)| (?P<cur>{_CURRENCY})| (?P<more>{_MORE})\b)?"
    r")"
    rf"|(?P<m2>{_M})\b\.? (?:the )?(?P<d2>\d\d?)(?:st|nd|rd|th)?\b(?![:.]\d)"
    r"(?:,? (?P<y2>\d{4})\b)?"
    r"|(?P<token>#?(?=[\w/.:+-]*\d)(?=[\w/.:+-]*[A-Za-z_])[A-Za-z0-9]\w*(?:[-/_.:+]\w+)*)"
    rf"|(?P<weekday>{_W})\b"
    rf"|(?P<word>(?i:{_SMALL}))\b(?!-| quarters)"
    rf"(?: (?P<wmore>{_MORE})\b| (?P<wunit>{_UNIT})(?!\w))?"
    r"|(?P<name>[^\W\d_a-zß-öø-ÿ][^\W\d_]['’\w]*)"
    r")"
)
_UNITED = re.compile(rf"^\d+(?:\.\d+)?(?:{_UNIT}|st|nd|rd|th|k|x|D)$")
_MARKS = re.compile(r"\*\*|__|`|^#+ ", re.MULTILINE)


_HEADER = re.compile(r"^ *\|.*\|\s*\n(?=[ |:-]+-[ |:-]+$)", re.MULTILINE)


def plain(text: str) -> str:
    """The text without marks of Markdown and without the headings of its tables."""
    if "|" in text:
        text = _HEADER.sub("", text)
    return (
        _MARKS.sub("", text) if "*" in text or "`" in text or "#" in text or "__" in text else text
    )


def claims(text: str) -> list[Claim]:
    """Every claim of a text without marks of Markdown: addresses and quotations first, then the
    others in their order."""
    found: list[Claim] = []
    whole = text
    for expression, signs in _SPECIAL:
        if any(sign in text for sign in signs):
            for match in expression.finditer(text):
                edge = expression is _QUOTE  # its marks are no part of it
                said = whole[match.start() + edge : match.end() - edge]
                found.append(Claim("text", said, match.start()))
            text = expression.sub(_blank, text)
    for match in _POINT.finditer(text):
        found.extend(_read(match))
    return _with_weekdays(found, text)


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _read(match: re.Match[str]) -> Iterator[Claim]:
    if match["name"]:
        if match[0][0].isupper():
            yield Claim("name", match[0], match.start())
    elif match["iso"] or match["m1"] or match["m2"] or match["h1"] or match["h2"]:
        yield from _moments(match)
    else:
        yield from _amounts(match)


def _with_weekdays(found: list[Claim], text: str) -> list[Claim]:
    """A weekday right before a date becomes part of it."""
    joined: list[Claim] = []
    for claim in found:
        last = joined[-1] if joined else None
        if claim.kind == "day" and last is not None and last.kind == "weekday":
            between = text[last.start + len(last.text) : claim.start]
            if between in (" ", ", ", " the ", ", the ", ". "):
                joined[-1] = replace(claim, weekday=last.weekday)
                continue
        joined.append(claim)
    return joined


def _moments(match: re.Match[str]) -> Iterator[Claim]:
    text, start = match[0], match.start()
    if match["iso"]:
        year, month, last = (int(part) for part in match["iso"].split("-"))
        yield Claim("day", text, start, day=(year, month, last))
        if match["isoh"]:
            yield Claim("clock", text, start, clock=(int(match["isoh"]), int(match["isom"])))
    elif match["h1"]:
        moment = clock(int(match["h1"]), int(match["n1"] or 0), match["ap"])
        yield Claim("clock", text, start, clock=moment)
    elif match["h2"]:
        yield Claim("clock", text, start, clock=(int(match["h2"]), int(match["n2"])))
    else:
        month = MONTHS[(match["m1"] or match["m2"]).lower()]
        day = (int(match["y1"] or match["y2"] or 0), month, int(match["d1"] or match["d2"]))
        yield Claim("day", text, start, day=day)


def _amounts(match: re.Match[str]) -> Iterator[Claim]:
    said, start = match[0], match.start()
    if match["length"]:
        yield Claim("length", said, start, number=seconds(said))
    elif match["token"]:
        united = _UNITED.match(said)
        if united is None:
            yield Claim("token", said, start)
        else:
            digits = re.match(r"\d+(?:\.\d+)?", said)
            shown = digits[0] if digits else "0"
            yield _number(shown, said, start, "", said[len(shown) :])
    elif match["num"]:
        yield from _plain_number(match)
    elif match["word"]:
        kind: Kind = "more" if match["wmore"] else "number"
        value = float(SMALL[match["word"].lower()])
        yield Claim(kind, said, start, number=value, unit=match["wunit"] or "")
    elif match["weekday"]:
        yield Claim("weekday", said, start, weekday=WEEKDAYS[said.lower()])


def _plain_number(match: re.Match[str]) -> Iterator[Claim]:
    minus = "-" if match["minus"] else ""
    if match["more"]:
        yield Claim("more", match[0], match.start(), number=float(match["num"].replace(",", "")))
        return
    unit = match["sign"] or match["unit"] or match["cur"] or match["scale"] or ""
    found = _number(match["num"], match[0], match.start(), minus, unit)
    if match["pct"]:
        found = Claim("percent", found.text, found.start, found.number, found.places)
    yield found


_COMMA = re.compile(r"[\d.]+,\d{1,2}")


def _number(shown: str, said: str, start: int, minus: str, unit: str) -> Claim:
    continental = _COMMA.fullmatch(shown)
    plain_digits = shown.replace(".", "").replace(",", ".") if continental else shown
    plain_digits = plain_digits.replace(",", "")
    places = len(plain_digits.partition(".")[2])
    value = float(minus + plain_digits)
    scale = _SCALES.get(unit.lower())
    if scale:
        return Claim("number", said.strip(), start, value * scale, places, unit="scaled")
    return Claim("number", said.strip(), start, value, places, unit=unit)


_SCALES = {"million": 1e6, "thousand": 1e3, "billion": 1e9, "k": 1e3}
_PART = re.compile(r"(\d+(?:\.\d+)?) ?([a-z])", re.IGNORECASE)
_SECONDS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0}


@lru_cache(maxsize=4096)
def seconds(text: str) -> float:
    """The length of "1 hour and 30 minutes"."""
    return sum(float(n) * _SECONDS.get(unit.lower(), 0.0) for n, unit in _PART.findall(text))
