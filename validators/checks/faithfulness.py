"""faithfulness: after a tool has answered, the assistant states what results say and nothing else.

| reason | when |
|---|---|
| unfaithful_answer | a number, date, time, amount, quotation, code, address or name that nothing before gives; a count that no list has; "nothing found" where something was; success after an error, or failure after success |

What gives: results, calls, what user, system and assistant said before, names and words of the
offered tools; of those also the numbers where the assistant asks rather than answers. Derived and
fine: lengths of lists, how many items share a value, what is left of a list beside the items named,
fewer decimals, percent of fractions, lengths of time and sizes in other units, the weekday of a
date. Sums and differences are not. Of a list, what is said beside the name of one item must not be
another item's. Before any result nothing is looked at.
"""  # noqa: E501

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from studio.check import SampleCheck
from studio.record import (
    AssistantMessage,
    Behaviour,
    Check,
    Sample,
    Tool,
    ToolMessage,
)
from validators.checks._claims import Claim, claims, plain
from validators.checks._derived import (
    counted,
    left_over,
    miscounted,
    misplaced,
    same_number,
    scaled,
)
from validators.checks._evidence import (
    Evidence,
    Trail,
    epoch_day,
    numbers_in,
    of_text,
    spoken_clocks,
    spoken_numbers,
)
from validators.checks._outcomes import contradiction
from validators.reading.currencies import code_of
from validators.reading.dates import MONTHS


class FaithfulnessCheck:
    """Holds the assistant's words after results against all that was said before."""

    name = "faithfulness"
    reasons: tuple[str, ...] = ("unfaithful_answer",)

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """The first claim of each assistant turn that nothing gives."""
        if not any(isinstance(message, ToolMessage) for message in sample.messages):
            return
        labels = {turn.message: turn.behaviour for turn in sample.expected}
        offered = [tools[key] for key in sample.tools]
        trail, turn = Trail(), list[Evidence]()
        for index, message in enumerate(sample.messages):
            if isinstance(message, ToolMessage):
                turn.append(trail.add_result(message.content))
                continue
            if isinstance(message, AssistantMessage):
                if message.content and trail.results:
                    said = Dialogue(trail, turn, offered, labels.get(index))
                    if detail := said.fault(message.content, reasoning=bool(message.tool_calls)):
                        where = f"message {index}: {detail}"
                        yield Check(name=self.name, ok=False, reason=self.reasons[0], detail=where)
                for call in message.tool_calls:
                    trail.add_call(call.arguments)
            else:
                turn = []
            if message.content:
                trail.add_text(message.content, own=isinstance(message, AssistantMessage))


class Dialogue:
    """All that was said before a turn of the assistant."""

    def __init__(
        self,
        before: Trail,
        turn: Sequence[Evidence],
        offered: Sequence[Tool],
        behaviour: Behaviour | None,
    ) -> None:
        self.before = before
        self.results = before.results
        self.turn = turn
        self.offered = offered
        self.asks = behaviour in (None, "ask", "decline")

    def fault(self, content: str, reasoning: bool = False) -> str:
        """The first claim that nothing gives, in words; empty when all is given. What is said
        before a call counts places and names side by side (`reasoning`)."""
        if wrong := contradiction(content, self.turn, self.results):
            return wrong
        text = plain(content)
        made = claims(text)
        for claim in made:
            if not _CHECKS[claim.kind](self, claim, text):
                return f"{claim.kind} {claim.text!r} is in nothing said before"
        return "" if reasoning else misplaced(text, made, self.results, self.before.others)

    def text(self, claim: Claim, text: str) -> bool:
        """A quotation, an address."""
        said = " ".join(claim.text.casefold().split()).rstrip(".,;:!?")
        if any(said in each.text or said in each.words for each in self.before):
            return True
        words = re.findall(r"[^\W\d_]+", said)
        if not words or "://" in said or "@" in said or not all(map(self._word, words)):
            return False
        return all(_CHECKS[each.kind](self, each, claim.text) for each in claims(claim.text))

    def token(self, claim: Claim, text: str) -> bool:
        """An id, a code, a name with digits."""
        said = claim.text.casefold().strip("#")
        if any(said in each.text or said in each.words for each in self.before):
            return True
        if said.endswith("s") and any(said[:-1] in each.words for each in self.before):
            return True
        return any(said in _schema_text(tool) for tool in self.offered)

    def day(self, claim: Claim, text: str) -> bool:
        """A date, with the weekday that is said."""
        year, month, day = claim.day
        for found in self._days(month, day):
            if year and found[0] and found[0] != year:
                continue
            if claim.weekday < 0 or not (found[0] or year):
                return True
            try:
                if date(found[0] or year, month, day).weekday() == claim.weekday:
                    return True
            except ValueError:
                continue
        return False

    def _days(self, month: int, day: int) -> Iterator[tuple[int, int, int]]:
        for each in self.before:
            for found in each.days:
                if found[1] == month and found[2] == day:
                    yield found
        for value in numbers_in(self.results):
            when = epoch_day(value)
            if when is not None and when[0][1:] == (month, day):
                yield when[0]

    def clock(self, claim: Claim, text: str) -> bool:
        """A time of day."""
        if any(claim.clock in each.clocks for each in self.before):
            return True
        if any(claim.clock in spoken_clocks(each.text) for each in self.before):
            return True
        if not claim.clock[1] and any("hour" in each.words for each in self.results):
            hour = float(claim.clock[0])
            if any(hour in each.tallies.get("hour", ()) for each in self.results):
                return True
        moments = (epoch_day(value) for value in numbers_in(self.results))
        return any(when is not None and when[1] == claim.clock for when in moments)

    def weekday(self, claim: Claim, text: str) -> bool:
        """A weekday by itself."""
        low = claim.text.lower()
        if any(low in each.words or low[:3] in each.words for each in self.before):
            return True
        return any(
            found[0] and _weekday(found) == claim.weekday
            for each in self.before
            for found in each.days
        )

    def number(self, claim: Claim, text: str) -> bool:
        """An amount or a count."""
        if claim.unit and not self._currency(claim.unit):
            return False
        value, places = claim.number, claim.places
        if miscounted(claim, text, self.results):
            return False
        if self._stated(claim, text):
            return True
        if any(same_number(value, places, found) for found in numbers_in(self.before)):
            return True
        if claim.unit and scaled(value, places, claim.unit, numbers_in(self.before)):
            return True
        if claim.unit in _NTH:
            return any(value == day[2] for each in self.before for day in each.days)
        if claim.unit.startswith(("day", "week")) and self._apart(value, claim.unit):
            return True
        if (not claim.unit and counted(value, self.results)) or _mark(claim, text):
            return True
        if any(value in spoken_numbers(each.text) for each in self.before):
            return True
        return self.asks and any(
            value in of_text(_schema_text(tool)).numbers for tool in self.offered
        )

    def _stated(self, claim: Claim, text: str) -> bool:
        """Whether a number was said as it is, or is one after a hyphen that is no minus."""
        value = claim.number
        if any(value in each.numbers for each in self.before):
            return True
        hyphen = value < 0 and bool(text[claim.start - 1 : claim.start].strip())
        return hyphen and any(-value in each.numbers for each in self.before)

    def _apart(self, number: float, unit: str) -> bool:
        """Whether two days that were spoken of, today among them, are so far apart."""
        days = number * (7 if unit.startswith("week") else 1)
        known = {found for each in self.before for found in each.days if found[0]}
        places = sorted(place for found in known if (place := _ordinal(found)))
        return any(abs(one - other) == days for one in places for other in places)

    def _currency(self, unit: str) -> bool:
        """Whether a currency, where the unit is one, was spoken of."""
        money = unit in _SIGNS or (len(unit) > 2 and not unit.endswith("s")) or " " in unit
        code = code_of(unit) if money or unit[:1].isupper() or unit in _MONEY else ""
        if not code or any(code.lower() in each.words or unit in each.text for each in self.before):
            return True
        if any(code_of(word) == code for each in self.before for word in each.words):
            return True
        return any(code_of(word) == code for tool in self.offered for word in _schema_words(tool))

    def percent(self, claim: Claim, text: str) -> bool:
        """A share."""
        if self.number(claim, text):
            return True
        hundredth = claim.number / 100
        return any(
            same_number(hundredth, claim.places + 2, found) for found in numbers_in(self.before)
        )

    def length(self, claim: Claim, text: str) -> bool:
        """A length of time in two units."""
        numbers = list(numbers_in(self.before))
        whole = any(abs(claim.number / size - n) < 1e-6 for size in _SIZES for n in numbers)
        if whole or any(claim.text.casefold() in each.text for each in self.before):
            return True
        parts = [float(part) for part in re.findall(r"\d+(?:\.\d+)?", claim.text)]
        said = any(_iso_length(each.text, claim.number) for each in self.before)
        return said or all(part in numbers for part in parts)

    def more(self, claim: Claim, text: str) -> bool:
        """How many are left beside those named."""
        return left_over(claim, text, self.results) or any(
            claim.number in each.numbers for each in self.before
        )

    def name(self, claim: Claim, text: str) -> bool:
        """A capitalised word inside a sentence, or the first of several."""
        low = claim.text.casefold().removesuffix("'s").removesuffix("’s").strip("'’")
        if low in _PLAIN or (_opens(text, claim.start) and not _named_on(text, claim)):
            return True
        if self._word(low):
            return True
        if low in MONTHS:
            return any(day[1] == MONTHS[low] for each in self.before for day in each.days)
        if any(low in _schema_words(tool) for tool in self.offered):
            return True
        return len(_GERMAN.findall(text)) >= _GERMAN_ENOUGH

    def _word(self, low: str) -> bool:
        if any(low in each.words for each in self.before):
            return True
        single = low.removesuffix("s")
        return any(single in each.words or f" {low}" in f" {each.text}" for each in self.before)


_GERMAN = re.compile(r"\b(?:der|die|das|und|ist|sind|nicht|ein|eine|mit|bei|auf|für)\b")
_GERMAN_ENOUGH = 3
"""Words of German from which a capital claims no name: all its nouns have one."""
_CHECKS = {
    "text": Dialogue.text, "day": Dialogue.day, "clock": Dialogue.clock,
    "weekday": Dialogue.weekday, "month": Dialogue.weekday, "token": Dialogue.token,
    "number": Dialogue.number, "percent": Dialogue.percent, "length": Dialogue.length,
    "more": Dialogue.more, "name": Dialogue.name,
}  # fmt: skip
_SIGNS = frozenset("€$£¥₹₩")
_MONEY = frozenset("euros dollars pounds rupees zlotys".split())
_NTH = frozenset({"st", "nd", "rd", "th"})
_SIZES = (1.0, 60.0, 3600.0, 86400.0, 0.001)
_PLAIN = frozenset(
    """i i'm i've i'll i'd id ids utc gmt am pm ok pdf url api sql html json csv http https uv bmi
    iban isbn sku vat eta cpu wifi wi-fi usb gps faq tv uk us eu usa english internet celsius
    fahrenheit a an the yes no markdown""".split()
)
"""Capitalised words that claim nothing by themselves."""
_SENTENCE = re.compile(r"(?:^|[.!?:;…\n–—*•(“\"'-]|\d[.)])\s*$")
_FOLLOWED = re.compile(r" [^\W\d_a-zß-öø-ÿ][\w'’]")


def _opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence, a line or a label."""
    return _SENTENCE.search(text[max(0, start - 6) : start]) is not None


def _named_on(text: str, claim: Claim) -> bool:
    """Whether another capitalised word or a bracket follows: the first may be a name then."""
    after = claim.start + len(claim.text)
    following = _FOLLOWED.match(text[after : after + 3]) or text[after : after + 2] == " ("
    return bool(following) and claim.text.lower() not in _OPENERS


_OPENERS = frozenset(
    """on in at from to for with the this that these those there here it your you we they he she his
    her their our my next last only just both all each every some any no one two three four five six
    seven eight nine ten done sorry sure okay right yes no and but so also by of after before since
    until while when if then now today tomorrow tonight yesterday between during about as not
    unfortunately booked sent flight train room dr mr mrs ms""".split()
)


def _mark(claim: Claim, text: str) -> bool:
    """Whether a number only numbers the lines of a list: "1." or "2)"."""
    end = claim.start + len(claim.text)
    begins = claim.start == 0 or text[: claim.start].rstrip(" ").endswith("\n")
    return begins and text[end : end + 2] in (". ", ") ")


def _ordinal(day: tuple[int, int, int]) -> int:
    """The number of a day in the calendar; 0 for no day."""
    try:
        return date(*day).toordinal()
    except ValueError:
        return 0


def _weekday(day: tuple[int, int, int]) -> int:
    try:
        return date(*day).weekday()
    except ValueError:
        return -1


@lru_cache(maxsize=65536)
def _iso_length(text: str, length: float) -> bool:
    """Whether a text has this length of time as ISO 8601 or as "90m"."""
    for hours, minutes, rest in re.findall(r"\bpt?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?\b", text):
        if 3600 * int(hours or 0) + 60 * int(minutes or 0) + int(rest or 0) == length:
            return True
    return False


_SCHEMAS: dict[str, tuple[str, frozenset[str]]] = {}
_MOST = 65_536


def _schema(tool: Tool) -> tuple[str, frozenset[str]]:
    found = _SCHEMAS.get(tool.id)
    if found is None:
        if len(_SCHEMAS) >= _MOST:
            _SCHEMAS.clear()
        # what a model is shown: the schema of results is not among it
        raw = msgspec.json.encode([tool.name, tool.description, tool.parameters])
        low = raw.decode().casefold()
        found = _SCHEMAS[tool.id] = (low, frozenset(re.findall(r"[^\W\d_]+", low)))
    return found


def _schema_text(tool: Tool) -> str:
    return _schema(tool)[0]


def _schema_words(tool: Tool) -> frozenset[str]:
    return _schema(tool)[1]


PART: SampleCheck = FaithfulnessCheck()
