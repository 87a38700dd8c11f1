"""Which calls the words leave open, and which they do not."""

import pytest

from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Grounding,
    Sample,
    Tool,
    ToolCall,
    ToolOrigin,
    UserMessage,
)
from validators.checks.clarity import PART


def verdict(
    words: str,
    arguments: dict[str, object],
    said: dict[str, tuple[str, str]],
    described: dict[str, str] | None = None,
) -> list[str]:
    """Reasons for one call whose arguments are said by (text, transformation)."""
    properties = {name: {"description": (described or {}).get(name, "")} for name in arguments}
    tool = Tool.make(
        name="f",
        description="",
        parameters={"type": "object", "properties": properties},
        origin=ToolOrigin(source="a.json", format="openai", family="a"),
    )
    groundings = []
    for name, (text, transform) in said.items():
        start = words.index(text)
        place = {"message": 0, "start": start, "end": start + len(text)}
        groundings.append(
            Grounding(path=f"/{name}", source="message", transform=transform, **place)
        )
    call = ExpectedCall(name="f", arguments=arguments, grounding=tuple(groundings))
    made = ToolCall(id="call_0", name="f", arguments=arguments)
    sample = Sample(
        id="s",
        index=0,
        scenario="single",
        tools=(tool.id,),
        messages=(UserMessage(content=words), AssistantMessage(tool_calls=(made,))),
        expected=(Expected(message=1, behaviour="call", calls=(call,)),),
    )
    return [check.reason for check in PART.faults(sample, {tool.id: tool})]


PLAIN = "verbatim"


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("The area of a triangle with 25, 5.", ("base", "25"), ("height", "5")),
        ("A full house, size 60, size 150?", ("deck_size", "60"), ("hand_size", "150")),
        ("Add 12 and 7", ("minuend", "12"), ("subtrahend", "7")),
    ],
)
def test_numbers_that_could_be_either_argument(words, first, second):
    said = {name: (text, PLAIN) for name, text in (first, second)}
    arguments = {name: int(text) for name, text in (first, second)}
    assert verdict(words, arguments, said) == ["ambiguous_argument"]


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("A triangle with base 25, 5 high.", ("base", "25"), ("height", "5")),
        ("A full house, deck size 60, hand size 150?", ("deck_size", "60"), ("hand_size", "150")),
        ("The change from 20 to 50", ("old_value", "20"), ("new_value", "50")),
        ("What is 15 of 200?", ("part", "15"), ("whole", "200")),
        ("The triangle is 25 at the base and 5 up", ("base", "25"), ("height", "5")),
    ],
)
def test_numbers_that_are_told_apart(words, first, second):
    said = {name: (text, PLAIN) for name, text in (first, second)}
    arguments = {name: int(text) for name, text in (first, second)}
    assert verdict(words, arguments, said) == []


def test_units_tell_numbers_apart_and_descriptions_name_masked_ones():
    said = {"p1": ("20 years", "quantity"), "p2": ("3%", "percent")}
    rate = {"p2": "Rate in percent"}
    assert verdict("A loan for 20 years at 3%", {"p1": 20, "p2": 3}, said, rate) == []
    said = {"p1": ("25", PLAIN), "p2": ("5", PLAIN)}
    described = {"p1": "Base of the triangle", "p2": "Height of the triangle"}
    words = "A triangle with base 25, height 5"
    assert verdict(words, {"p1": 25, "p2": 5}, said, described) == []


def test_dates_are_told_apart_by_what_stands_before_them():
    days = {"start_date": "2027-03-10", "end_date": "2027-03-14"}
    said = {"start_date": ("10 March", "date"), "end_date": ("14 March", "date")}
    assert verdict("Sick leave from 10 March until 14 March", days, said) == []
    assert verdict("Sick leave, 10 March, 14 March", days, said) == ["ambiguous_argument"]


def test_an_end_counted_from_an_unsaid_day_is_unclear():
    days = {"start_date": "2027-03-10", "end_date": "2027-03-24"}
    said = {"start_date": ("10 March", "date"), "end_date": ("in three weeks", "date")}
    words = "Sick leave starting 10 March, ending in three weeks"
    assert verdict(words, days, said) == ["ambiguous_argument"]
    alone = {"end_date": "2027-03-24"}
    assert verdict("Ending in three weeks", alone, {"end_date": said["end_date"]}) == []


@pytest.mark.parametrize(
    ("name", "described", "value", "reasons"),
    [
        ("discount_rate", "The rate", 3.5, ["ambiguous_argument"]),
        ("discount_rate", "The rate", 0.035, ["ambiguous_argument"]),
        ("discount_rate", "The rate in percent", 3.5, []),
        ("discount_rate", "The rate as a decimal", 0.035, []),
        ("rate_percent", "The rate", 3.5, []),
    ],
)
def test_a_percentage_is_one_only_where_the_schema_says_so(name, described, value, reasons):
    said = {name: ("3.5%", "percent")}
    assert verdict("Discount it by 3.5%", {name: value}, said, {name: described}) == reasons
