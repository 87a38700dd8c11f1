"""One value: a number that was computed, a conversion, a text; called what it is where the tool
has a noun for it.
"""

from collections.abc import Mapping

from generators.language.inflection import gerund
from generators.language.intent import intent
from generators.language.reports.composing import capital
from generators.language.reports.deeds import wish
from generators.language.reports.facts import Fact
from generators.language.reports.frames import Frame
from generators.language.reports.spelling import (
    Style,
    measured_text,
    money_text,
    number_text,
    spelt,
)
from generators.language.saying import Speaker, Unsayable
from generators.language.words import is_plural, plural, stems
from generators.meaning import words
from studio.record import Json, Tool

_LONGEST = 1500
"""Characters of a text that is the whole answer."""


def scalar(
    tool: Tool,
    arguments: Mapping[str, Json],
    value: Json,
    frame: Frame,
    how: Style,
    speaker: Speaker,
) -> str:
    """A result that is a single value. Raises Unsayable."""
    rng = speaker.rng
    if isinstance(value, bool):
        return rng.choice(("Yes.", "Yes, it is.") if value else ("No.", "No, it isn't."))
    meant = frame.meant(value)
    text = spelt(value, Fact(frame.words, meant, value, frame), how)
    if isinstance(value, float) and _PRICED & {*stems(intent(tool).object.words)}:
        text = money_text(value, "", how)
    if isinstance(value, str) and (not text or " " in value.strip()):
        text = value.strip() if len(value.strip()) <= _LONGEST else ""
        return _ended(_carried(text, tool))
    text = _carried(text, tool)
    if isinstance(value, int | float) and (into := _into(tool, arguments, value, how)):
        return rng.choice(_INTO).format(a=into[0], A=capital(into[0]), v=into[1])
    if intent(tool).verb.kind == "compute" and rng.random() < _RESTATED:
        asked = gerund(wish(tool, arguments, speaker))
        if _whole(asked, arguments):
            return rng.choice(_GIVES).format(asked=asked, Asked=capital(asked), v=text)
    subject = _subject(tool)
    forms = [*_PLAIN]
    if isinstance(value, int | float):
        forms += _NUMERIC
    if subject:
        forms += [*_SUBJECT, *_SUBJECT, *(() if isinstance(value, str) else _AMOUNTING)]
    return capital(rng.choice(forms).format(v=text, s=subject))


def _carried(text: str, tool: Tool) -> str:
    if not text:
        raise Unsayable(f"{tool.name}: a result that no sentence can carry")
    return text


def _ended(text: str) -> str:
    """With a full stop where a word or number is the last thing of a short text."""
    return f"{text}." if text[-1:].isalnum() and " " not in text else text


_PLAIN = (
    "It's {v}.", "The result is {v}.", "{v}.", "That's {v}.", "I got {v}.", "Here it is: {v}.",
    "I get {v}.", "The result: {v}.", "This is what I got: {v}.",
)  # fmt: skip
_NUMERIC = (
    "That comes to {v}.", "That makes {v}.", "The answer is {v}.", "It comes to {v}.",
    "That works out at {v}.", "It works out to {v}.", "You get {v}.", "That gives {v}.",
    "My result is {v}.", "In all, {v}.", "Altogether, that's {v}.", "I make it {v}.",
    "The figure is {v}.", "The outcome is {v}.",
)  # fmt: skip
_SUBJECT = (
    "The {s} is {v}.", "The {s}: {v}.", "{v} is the {s}.", "I get {v} as the {s}.",
    "For the {s} I get {v}.", "Here's the {s}: {v}.", "{v}: that's the {s}.",
    "The {s} would be {v}.", "That gives {v} as the {s}.",
)  # fmt: skip
_AMOUNTING = ("The {s} comes to {v}.", "The {s} works out at {v}.", "The {s} amounts to {v}.")


def _into(
    tool: Tool, arguments: Mapping[str, Json], value: float, how: Style
) -> tuple[str, str] | None:
    """A conversion: what was given with its unit, and the result with its own."""
    units = [n for n in arguments if words(n)[-1:] in (("unit",), ("scale",))]
    numbers = [v for v in arguments.values() if type(v) in (int, float)]
    one, other = (next((n for n in units if side in words(n)), "") for side in ("from", "to"))
    if not one or not other or len(numbers) != 1:
        return None
    first = measured_text(numbers[0], _spoken(arguments[one]), how)
    second = measured_text(value, _spoken(arguments[other]), how)
    if not first or not second:
        first = f"{number_text(numbers[0])} {plain_unit(arguments[one], numbers[0])}"
        second = f"{number_text(value)} {plain_unit(arguments[other], value)}"
    return first, second


def _spoken(unit: Json) -> str:
    return str(unit).lower().replace("_", " ")


def plain_unit(unit: Json, value: float) -> str:
    """The name of a unit after a number: "5 ounces", "70 stone", "310.65 kelvin"."""
    name = str(unit).replace("_", " ")
    if value == 1 or len(name) < 4 or name in ("stone", "kelvin", "celsius") or is_plural(name):
        return name
    return plural(name)


_INTO = (
    "{A} is {v}.", "{A} is equal to {v}.", "{A} equals {v}.", "{A} makes {v}.", "{A} = {v}.",
    "That's {v}.", "{A} comes to {v}.", "{v}.", "It's {v}.", "{A} gives {v}.", "You get {v}.",
    "{A} converts to {v}.", "In other words, {v}.", "{A} corresponds to {v}.", "{A}: {v}.",
    "Converted, {a} is {v}.", "That makes {v}.", "That works out at {v}.", "I get {v} for {a}.",
    "{v} is what {a} comes to.", "The answer is {v}.", "The result is {v}.",
    "That would be {v}.", "{A} is the same as {v}.",
)  # fmt: skip


def _whole(asked: str, arguments: Mapping[str, Json]) -> bool:
    """Whether a phrase has all the numbers of a call: a percentage of 80 is another thing."""
    said = asked.replace(",", "")
    numbers = [v for v in arguments.values() if type(v) in (int, float)]
    return all(f"{v:g}" in said for v in numbers)


_RESTATED = 0.5
"""Share of computed values that are told with what was computed."""
_GIVES = (
    "{Asked} gives {v}.", "{Asked} comes to {v}.", "{Asked} makes {v}.", "{Asked}: {v}.",
    "I get {v} when {asked}.", "{Asked} results in {v}.", "The result of {asked} is {v}.",
)  # fmt: skip


_PRICED = frozenset("price payment cost fee tip interest amount total discount".split())
_DETERMINED = ("the ", "a ", "an ")


def _subject(tool: Tool) -> str:
    """The noun of what was computed, where the tool's words make one: "monthly payment"."""
    words = intent(tool).object.words
    lead = next((word for word in _DETERMINED if words.startswith(word)), "")
    noun = words.removeprefix(lead)
    if (
        lead != "the "
        or {"some", "something"} & {*noun.split()}
        or intent(tool).object.param
        or len(noun.split()) > 4
        or noun.endswith("s")
    ):
        return ""
    return noun
