"""What a dialogue has said so far, as sets in which claims can be looked up: numbers, days, times,
words. One piece of evidence for each message, kept by its text; results are read as JSON.

Does not judge; `faithfulness` does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec

from studio.record import Json
from validators.reading.clock import clock as read_clock
from validators.reading.dates import MONTHS
from validators.reading.numbers import SMALL, number
from validators.reading.words import words as split_words

Day = tuple[int, int, int]
"""Year (0 where none was said), month, day."""
Clock = tuple[int, int]
"""Hour and minute on the 24-hour clock."""

_LONGEST = 60_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d))?")
_CLOCK = re.compile(
    r"(?<![\d:])(\d\d?):(\d\d)(?::\d\d(?:\.\d+)?)?(?: ?([ap])\.?m\b)?", re.IGNORECASE
)
_HALF = re.compile(r"(?<![\d:.])(\d\d?)(?:[.:](\d\d))? ?([ap])\.?m\b", re.IGNORECASE)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_SPOKEN = re.compile(
    rf"\b(\d\d?)(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?(?:,? (\d{{4}}))?"
    rf"|\b({_MONTH})\.? (?:the )?(\d\d?)(?:st|nd|rd|th)?\b(?:,? (\d{{4}})\b)?",
    re.IGNORECASE,
)
_MONTHLY = re.compile("|".join(name for name in MONTHS if len(name) == 3))
_DIGIT = re.compile(r"\d")
_SLASHED = re.compile(r"\b(\d\d?)[/.](\d\d?)[/.](\d{4})\b")
_NUMBER = re.compile(
    r"(?<![\w.,])[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.,])[-−]?\d+(?:\.\d+)?|(?<=[€$£¥₹₩])\d+(?:\.\d+)?"
)
_MOMENTS = re.compile(
    "|".join(
        re.sub(r"\((?!\?)", "(?:", part.pattern)
        for part in (_ISO, _SPOKEN, _SLASHED, _CLOCK, _HALF)
    ),
    re.IGNORECASE,
)
_SCALED = re.compile(r"(\d+(?:\.\d+)?) ?(k|thousand|million|m|billion|bn)\b", re.IGNORECASE)
_SCALES = {"k": 1e3, "thousand": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9}
_NUMERIC = re.compile(r"[-+]?\d+(?:\.\d+)?")


@dataclass(slots=True)
class Evidence:
    """What one message says."""

    text: str = ""
    """In lower case, single blanks; of a result its texts and the words of its fields."""
    numbers: set[float] = field(default_factory=set)
    days: set[Day] = field(default_factory=set)
    clocks: set[Clock] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    lists: list[list[Any]] = field(default_factory=list)
    """Every list of a result."""
    called: dict[str, list[Any]] = field(default_factory=dict)
    """The lists that are fields, by the last word of the field's name."""
    tallies: dict[str, set[float]] = field(default_factory=dict)
    """Numbers by the words of their fields: 69 for `track_count` under track and count."""
    totals: set[float] = field(default_factory=set)
    """Numbers in fields that count things: total, count, number of …"""
    empty: bool = False
    """Whether a result has nothing in some place: no items, null, zero, an empty text."""
    error: bool = False
    doubtful: bool = False
    """Whether a result itself says that something is not so: false, failed, rejected."""


def _add_text(found: Evidence, text: str) -> None:
    """Numbers, days, times and words of running text."""
    low = text.casefold()
    found.words.update(_WORD.findall(low))
    if not _DIGIT.search(low):
        return
    if _add_moments(found, low):
        low = _MOMENTS.sub(" ", low)
    for match in _NUMBER.finditer(low):
        found.numbers.add(float(match[0].replace(",", "").replace("−", "-")))
    for match in _SCALED.finditer(low):
        found.numbers.add(float(match[1]) * _SCALES[match[2]])


def _add_moments(found: Evidence, low: str) -> bool:
    """Days and times of a text in lower case; whether there are any. A cheap look goes before each
    expression: results have many short texts."""
    before = len(found.days) + len(found.clocks)
    if "-" in low:
        _add_iso(found, low)
    if _MONTHLY.search(low):
        for match in _SPOKEN.finditer(low):
            day, month, year = match[1] or match[5], match[2] or match[4], match[3] or match[6]
            found.days.add((int(year or 0), MONTHS[month], int(day)))
    if "/" in low or "." in low:
        for match in _SLASHED.finditer(low):
            one, two, year = int(match[1]), int(match[2]), int(match[3])
            found.days.update(((year, one, two), (year, two, one)))
    if ":" in low:
        for match in _CLOCK.finditer(low):
            found.clocks.add(clock(int(match[1]), int(match[2] or 0), match[3] or ""))
    if "m" in low:
        for match in _HALF.finditer(low):
            found.clocks.add(clock(int(match[1]), int(match[2] or 0), match[3] or ""))
    return len(found.days) + len(found.clocks) > before


def _add_iso(found: Evidence, low: str) -> None:
    for match in _ISO.finditer(low):
        found.days.add((int(match[1]), int(match[2]), int(match[3])))
        if match[4]:
            found.clocks.add((int(match[4]), int(match[5])))


def clock(hour: int, minute: int, half: str) -> Clock:
    """The time on the 24-hour clock; `half` is "a", "p" or empty."""
    if half.lower() == "p":
        hour = hour % 12 + 12
    elif half.lower() == "a":
        hour = hour % 12
    return hour, minute


@lru_cache(maxsize=4096)
def of_text(text: str) -> Evidence:
    """What a user, a system message or the assistant said."""
    found = Evidence(text=" ".join(text[:_LONGEST].casefold().split()))
    _add_text(found, text[:_LONGEST])
    return found


_SPOKEN_WORD = "|".join(sorted((*SMALL, "hundred", "thousand", "dozen", "half"), key=len)[::-1])
_SPOKEN_NUMBER = re.compile(
    rf"\b(?:(?:a|an|{_SPOKEN_WORD})[ -])*(?:{_SPOKEN_WORD})(?: and a half)?\b"
    r"|\b(?:a couple|a pair|both)\b"
)
_SPOKEN_TIME = re.compile(
    r"\b(?:(?:a quarter|quarter|half|[a-z]+|\d{1,2}) (?:past|to) )?(?:[a-z]+|\d{1,2})"
    r"(?: o'clock| thirty| fifteen)?(?: in the (?:morning|afternoon|evening)| at night| ?[ap]m)?\b"
    r"|\b(?:noon|midday|midnight)\b"
)


@lru_cache(maxsize=8192)
def spoken_numbers(text: str) -> frozenset[float]:
    """Numbers a text in lower case says in words."""
    found = set()
    for match in _SPOKEN_NUMBER.finditer(text):
        for phrase in (match[0], *match[0].replace("-", " ").split()):
            if (said := _PAIRS.get(phrase) or number(phrase)) is not None:
                found.add(float(said))
    return frozenset(found)


_PAIRS = {"a couple": 2, "a pair": 2, "both": 2}


@lru_cache(maxsize=8192)
def spoken_clocks(text: str) -> frozenset[Clock]:
    """Times a text in lower case says in words: noon, "half past six"."""
    found = set()
    for match in _SPOKEN_TIME.finditer(text):
        said = read_clock(match[0])
        if said is not None:
            found.add((said[0], said[1]))
    return frozenset(found)


@lru_cache(maxsize=4096)
def of_result(content: str) -> Evidence:
    """What a tool answered."""
    found = Evidence()
    try:
        value = msgspec.json.decode(content[:_LONGEST] if len(content) > _LONGEST else content)
    except (msgspec.DecodeError, RecursionError):
        found.text = " ".join(content[:_LONGEST].casefold().split())
        found.empty = not content.strip()
        found.error = bool(_FAILED.match(content))
        found.doubtful = bool(_DOUBT.search(found.text))
        _add_text(found, content[:_LONGEST])
        return found
    texts: list[str] = []
    _walk(value, found, texts, 0)
    found.text = " ".join(" ".join(texts).casefold().split())
    found.error = _is_error(value)
    found.empty = found.empty or value in ([], {}, None, "", 0)
    found.doubtful = found.doubtful or bool(_DOUBT.search(found.text))
    return found


_FAILED = re.compile(r"\s*(?:\w+ )?(?:error|exception|traceback|failed)\b", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:fail\w*|reject\w*|declin\w*|cancel\w*|denied|error\w*|invalid|not found|unavailable"
    r"|unsuccessful|refused|expired|aborted|unknown|none|missing|unable|cannot|can't|could not)\b"
)


def _is_error(value: Json) -> bool:
    """Whether a body is an error: a filled `error` or `errors`, or problem details (RFC 9457)."""
    if not isinstance(value, dict):
        return False
    if value.get("error") or value.get("errors") or value.get("isError"):
        return True
    status = value.get("status")
    coded = isinstance(status, int) and not isinstance(status, bool) and 400 <= status < 600
    return coded and not {"title", "detail", "type", "message"}.isdisjoint(value)


def _walk(value: Json, found: Evidence, texts: list[str], depth: int) -> None:
    """Every leaf of a result, into the sets."""
    if isinstance(value, str):
        _add_leaf(found, value, texts)
    elif isinstance(value, dict):
        for name, item in value.items():
            _add_field(found, name, item)
            if depth < _DEEPEST:
                _walk(item, found, texts, depth + 1)
    elif isinstance(value, list):
        found.lists.append(value)
        found.empty = found.empty or not value
        for item in value if depth < _DEEPEST else ():
            _walk(item, found, texts, depth + 1)
    elif isinstance(value, bool):
        found.doubtful = found.doubtful or not value
    elif value is None:
        found.empty = True
    else:
        found.numbers.add(float(value))
        found.empty = found.empty or not value


_DEEPEST = 24
_COUNTS = frozenset("total count number size results matches hits estimate found".split())


def _add_field(found: Evidence, name: str, item: Json) -> None:
    parts = _names(name)
    found.words.update(parts)
    if isinstance(item, list) and len(parts) > 1:
        found.called[parts[-2]] = item
    elif isinstance(item, int | float):
        for part in parts:
            found.tallies.setdefault(part, set()).add(float(item))
        if _COUNTS & {*parts}:
            found.totals.add(float(item))


@lru_cache(maxsize=32768)
def _names(name: str) -> tuple[str, ...]:
    return (*split_words(name), name.casefold())


def _add_leaf(found: Evidence, value: str, texts: list[str]) -> None:
    texts.append(value)
    if not value:
        found.empty = True
    elif value[0].isdigit() and _ISO.match(value):
        _add_iso(found, value)
    elif _NUMERIC.fullmatch(value):
        found.numbers.add(float(value))
        found.words.add(value)
    elif " " in value or ":" in value or "." in value:
        _add_text(found, value.replace("_", " ") if "_" in value else value)
    else:
        low = value.casefold()
        found.words.add(low)
        found.words.update(_WORD.findall(low))
        if "_" in low:
            found.words.update(low.split("_"))
        if not low.isalpha():
            found.numbers.update(
                float(n.replace(",", "").replace("−", "-")) for n in _NUMBER.findall(low)
            )


@lru_cache(maxsize=16384)
def epoch_day(value: float) -> tuple[Day, Clock] | None:
    """Day and time in UTC of a number that can be a point in time, in seconds or milliseconds."""
    seconds = value / 1000 if value > 1e11 else value
    if not 1e8 < seconds < 4e9:
        return None
    when = datetime.fromtimestamp(seconds, UTC)
    return (when.year, when.month, when.day), (when.hour, when.minute)


def of_arguments(arguments: Json) -> Evidence:
    """What a call was made with."""
    found = Evidence()
    texts: list[str] = []
    _walk(arguments, found, texts, 0)
    found.text = " ".join(" ".join(texts).casefold().split())
    return found


class Trail:
    """All that was said before a turn, the likeliest first: results, then words, then calls. What
    is looked at late is read late."""

    def __init__(self) -> None:
        self.results: list[Evidence] = []
        self._texts: list[str] = []
        self._own: set[int] = set()
        self._arguments: list[Json] = []
        self._read: list[Evidence] = []

    def add_result(self, content: str) -> Evidence:
        """A tool's answer."""
        found = of_result(content)
        self.results.append(found)
        return found

    def add_text(self, content: str, *, own: bool = False) -> None:
        """What somebody said; `own` for the assistant itself."""
        if own:
            self._own.add(len(self._texts))
        self._texts.append(content)

    def others(self) -> Iterator[Evidence]:
        """What user, system and results without a list said, and the calls: what the assistant
        said itself proves nothing about which item something belongs to."""
        yield from (each for each in self.results if not each.lists)
        for at, text in enumerate(self._texts):
            if at not in self._own:
                yield of_text(text)
        yield from (of_arguments(arguments) for arguments in self._arguments)

    def add_call(self, arguments: Json) -> None:
        """What a call was made with."""
        self._arguments.append(arguments)

    def __iter__(self) -> Iterator[Evidence]:
        yield from self.results
        for text in reversed(self._texts):
            yield of_text(text)
        for at, arguments in enumerate(self._arguments):
            if at == len(self._read):
                self._read.append(of_arguments(arguments))
            yield self._read[at]


def numbers_in(evidence: Iterable[Evidence]) -> Iterator[float]:
    """Every number."""
    for each in evidence:
        yield from each.numbers
