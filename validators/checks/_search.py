"""Looking for a value in a dialogue that carries no groundings.

For each leaf only transformations that could give such a value are tried, on spans of up to eight
words that could begin one, at most a fixed number of times in a dialogue. Finding is no proof that
the words were meant for this argument; not finding is the fault.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from studio.check import Reading, Transform
from studio.pointer import leaves
from studio.record import Json, Message, Schema, SystemMessage, ToolMessage, UserMessage
from validators.checks._spans import stands_in
from validators.reading.dates import MONTHS, ORDINALS, WEEKDAYS
from validators.reading.foreign.finding import finds
from validators.reading.numbers import SMALL
from validators.reading.polarity import about
from validators.reading.today import today_of
from validators.reading.words import stems, words, wordset

_WORD = re.compile(r"\S+")
_TRIM = ".,;:!?()[]{}\"'“”‘’`"
_LONGEST_TEXT = 20_000
_MOST_WORDS = 600
_MOST_TRIES = 20_000

_STARTERS = (
    frozenset(SMALL)
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(ORDINALS)
    | wordset(
        "the in next last this today tomorrow yesterday tonight noon midday midnight half quarter"
        " three-quarters minus both dozen a an once twice no none nobody without day"
    )
)
_ALONE = frozenset({"a", "an", "the", "in", "half"})
"""Words that mean a number or nothing too often to count by themselves."""

_DATELIKE = re.compile(r"\d{1,4}[-/.]\d{1,2}([-/.]\d{1,4})?([T ].*)?|\d{8}")
_TIMELIKE = re.compile(r"\d{1,2}:\d\d(:\d\d.*)?(Z|[+-].*)?")
_DURATION = re.compile(r"P.+|\d+(\.\d+)?[smh]")
_PHONE = re.compile(r"\+?[\d ().-]{6,}")


def _plausible(value: Json, schema: Schema) -> list[str]:
    """Transformations that could give a value like this, the likelier first."""
    if value is None or value in ([], {}, ""):
        return ["empty"]
    if isinstance(value, int | float):
        found = ["number", "quantity", "money", "percent", "ordinal"]
        return [*found, "month", "weekday"] if isinstance(value, int) and value <= 31 else found
    found = []
    if _DATELIKE.fullmatch(value):
        found += ["date", "datetime"]
    if _TIMELIKE.fullmatch(value):
        found.append("time")
    if _DURATION.fullmatch(value):
        found.append("duration_iso")
    if _PHONE.fullmatch(value):
        found += ["phone", "number"]
    if value[0].isdigit() or value[0] in "-+":
        found.append("number")
    return found


def _anywhere(value: Json, schema: Schema) -> list[str]:
    """Transformations whose words can begin with any word."""
    if not isinstance(value, str):
        return []
    found = ["choice"] if len(value) <= 40 and ("enum" in schema or " " not in value) else []
    if "://" in value:
        found.append("url")
    if len(value) in (2, 3) and value.isalpha():
        found += ["country", "language", "currency", "weekday", "choice"]
    elif 5 <= len(value) <= 7 and value[2] in "-_":
        found.append("language")
    return found


@lru_cache(maxsize=2048)
def _flat(text: str) -> str:
    """The words of a text in lower case between single spaces."""
    return f" {' '.join(words(text))} "


class Search:
    """The messages of one dialogue, prepared for looking things up in them."""

    def __init__(self, messages: Sequence[Message], transforms: Mapping[str, Transform]) -> None:
        self.messages = tuple(messages)
        self.transforms = transforms
        self.tries = 0
        self._tokens: dict[int, list[tuple[int, int]]] = {}

    def found(self, value: Json, before: int, name: str, schema: Schema) -> bool:
        """Whether some user, system or tool message before an index has this value."""
        earlier = [
            (index, message.content[:_LONGEST_TEXT])
            for index, message in enumerate(self.messages[:before])
            if isinstance(message, UserMessage | SystemMessage | ToolMessage)
        ]
        if isinstance(value, bool):
            asked = Reading(None, name, schema)
            return any(
                _mentions(text, value, name, schema) or finds(text, value, asked, self.transforms)
                for _, text in earlier
            )
        if any(self._stated(value, index, text) for index, text in earlier):
            return True
        if isinstance(value, float) and 0 < value < 1:
            schema = {**schema, "maximum": 1}  # what a percentage is then a fraction of
        reading = Reading(today_of(self.messages, before), name, schema)
        started, free = _plausible(value, schema), _anywhere(value, schema)
        return any(
            self._transformed(value, index, text, reading, started, free)
            or finds(text, value, reading, self.transforms)
            for index, text in earlier
        )

    def _stated(self, value: Json, index: int, text: str) -> bool:
        """The value as it is: its words in the text, its digits, or a leaf of a result."""
        if isinstance(value, str) and value:
            flat = _flat(value)
            if stands_in(text, value) or (len(flat) > 2 and flat in _flat(text)):
                return True
        elif isinstance(value, int | float) and _number_in(text, str(value).removesuffix(".0")):
            return True
        if isinstance(self.messages[index], ToolMessage) and value in _leaf_values(text):
            return True
        return isinstance(value, str) and len(value) == 3 and self._signed(value, text)

    def _signed(self, value: str, text: str) -> bool:
        """Whether the sign of a currency stands in the text: "EUR" in "€200"."""
        currency = self.transforms["currency"]
        return any(sign in text and currency.holds(sign, value, _BLANK) for sign in _SIGNS)

    def _transformed(
        self,
        value: Json,
        index: int,
        text: str,
        reading: Reading,
        started: list[str],
        free: list[str],
    ) -> bool:
        for span, may_start in self._spans(index, text):
            for transform in (*started, *free) if may_start else free:
                self.tries += 1
                if self.tries > _MOST_TRIES:
                    return False
                if self.transforms[transform].holds(span, value, reading):
                    return True
        return False

    def _spans(self, index: int, text: str) -> Iterator[tuple[str, bool]]:
        """Spans of up to eight words without outer punctuation, and whether each begins like a
        number, date or time."""
        if index not in self._tokens:
            self._tokens[index] = [match.span() for match in _WORD.finditer(text)][:_MOST_WORDS]
        tokens = self._tokens[index]
        for place, (start, _) in enumerate(tokens):
            head = text[start : tokens[place][1]].strip(_TRIM).lower()
            may_start = head in _STARTERS or any(sign.isdigit() for sign in head)
            for length in range(1, 9 if may_start else 5):
                if place + length > len(tokens):
                    break
                span = text[start : tokens[place + length - 1][1]].strip(_TRIM)
                if span and not (length == 1 and head in _ALONE):
                    yield span, may_start


def _number_in(text: str, shown: str) -> bool:
    """Whether plain digits stand in a text as a number: in "5cm" and "[3,5,8]", not in "1,500",
    "5pm" or "5th"."""
    grouped = r"(?<!\d,)" if len(shown) == 3 else ""
    after = r"(?!\d|[.:]\d|,\d{3}(?!\d)|(?:am|pm|st|nd|rd|th)\b|[A-Za-z]*\d)"
    expression = rf"(?<![A-Za-z\d.:]){grouped}{re.escape(shown)}(?:\.0+)?{after}"
    return re.search(expression, text) is not None


_SIGNS = "€$£¥₹₩"
_BLANK = Reading(None, "", {})
_CLAUSES = re.compile(r"[.,;:!?()\n]+|\b(?:and|but)\b")


def _mentions(text: str, value: bool, name: str, schema: Schema) -> bool:
    """Whether a text speaks of a flag: some phrase for the value, or its words at all."""
    description = schema.get("description")
    described = description if isinstance(description, str) else ""
    if stems(text) & stems(name):
        return True
    return any(about(part.strip(), name, described) is value for part in _CLAUSES.split(text))


@lru_cache(maxsize=256)
def _leaf_values(content: str) -> frozenset[str | int | float]:
    """Every text and number in a JSON result."""
    try:
        decoded = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError):
        return frozenset()
    return frozenset(
        leaf
        for _, leaf in leaves(decoded)
        if isinstance(leaf, str | int | float) and not isinstance(leaf, bool)
    )
