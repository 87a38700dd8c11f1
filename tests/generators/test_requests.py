"""Requests carry their arguments the way people say them."""

import re
from datetime import date
from random import Random
from typing import Any

import pytest

from generators.language.phrase import plain
from generators.language.request import request
from generators.language.saying import Speaker
from generators.teachers.offline import OfflineTeacher
from studio.brief import Brief, Draft, PlannedCall, Turn
from studio.record import Tool, ToolOrigin

TODAY = date(2026, 3, 9)
ORIGIN = ToolOrigin(source="t.json", format="openai", family="t")


def tool(name: str, description: str, required: str = "", **properties: Any) -> Tool:
    schema = {"type": "object", "properties": properties, "required": required.split()}
    return Tool.make(name=name, description=description, parameters=schema, origin=ORIGIN)


def said(of: Tool, rounds: int = 60, **arguments: Any) -> list[str]:
    """Requests for one call, by many draws."""
    return [
        plain(request(of, arguments, Speaker(Random(seed), TODAY), "plain"))
        for seed in range(rounds)
    ]


STRING = {"type": "string"}
NUMBER = {"type": "number"}


def test_a_choice_stands_before_its_noun_or_alone() -> None:
    accounts = {"type": "string", "enum": ["savings", "joint"]}
    balance = tool("get_balance", "Check the balance of an account.", "account", account=accounts)
    assert not [text for text in said(balance, account="savings") if "account savings" in text]


def test_rooms_have_an_article() -> None:
    room = {"type": "string", "enum": ["kitchen", "living room"]}
    lights = tool("turn_on_lights", "Turn on the lights in a room.", "room", room=room)
    for name in room["enum"]:
        for text in said(lights, room=name):
            assert f"the {name}" in text or f": {name}" in text, text


def test_one_end_of_a_distance_is_not_between() -> None:
    distance = tool(
        "distance",
        "Get the distance between two cities.",
        "origin destination",
        origin=STRING,
        destination=STRING,
    )
    both = said(distance, origin="Oslo", destination="Bergen")
    assert any("between Oslo and Bergen" in text for text in both)
    assert not [text for text in said(distance, origin="Oslo") if "between" in text]


def test_lower_bounds_are_said_as_bounds() -> None:
    search = tool("search_repos", "Search for repositories.", minStars={"type": "integer"})
    for text in said(search, minStars=400):
        assert re.search(r"at least|or more|minimum|min stars", text), text


def test_words_for_me_follow_short_requests_only() -> None:
    event = tool(
        "create_event",
        "Create an event.",
        "title",
        title=STRING,
        location=STRING,
        notes=STRING,
    )
    for text in said(event, title="Review", location="Room 4", notes="Bring the plans"):
        assert not text.endswith(("for me.", "for me?")), text


def test_texts_of_a_list_are_quoted_alike() -> None:
    terms = {"type": "array", "items": {"type": "string"}}
    deck = tool("add_topics", "Add topics to the list.", "topics", topics=terms)
    for text in said(deck, topics=["electric cars", "jazz", "solar power"]):
        quoted = [bool(re.search(rf"[“\"']{t}[”\"']", text)) for t in ("electric cars", "jazz")]
        assert quoted[0] == quoted[1], text


def test_bodies_are_said_member_by_member() -> None:
    body = {"type": "object", "properties": {"city": STRING, "title": STRING}}
    make = tool("create_branch", "Create an office.", "body", body=body)
    for text in said(make, body={"city": "Oslo", "title": "North"}):
        assert "body" not in text.lower(), text


@pytest.mark.parametrize("seed", range(80))
def test_a_question_hears_nothing_that_would_answer_it(seed: int) -> None:
    book = tool(
        "book_table",
        "Book a table at a restaurant.",
        "restaurant date",
        restaurant=STRING,
        date={"type": "string", "format": "date"},
    )
    turn = Turn(
        "request", "missing", (PlannedCall(book, {"restaurant": "Noma"}),), missing=("date",)
    )
    draft = OfflineTeacher().write(Brief("ask", (book,), (turn,), TODAY), Random(seed))
    assert isinstance(draft, Draft)
    words = draft.turns[0]
    assert "Noma" in words.user
    assert not re.search(r"today|tonight|morning\b(?!,|\.|!)|this week|in an hour", words.user)
    assert re.search(r"date|day|when", words.reply.lower()), words.reply
    assert "restaurant" not in words.reply.partition(":")[2], words.reply


def test_an_amount_written_as_text_is_said_beside_its_currency() -> None:
    code = {"type": "string", "description": "ISO 4217 currency code."}
    micros = {"type": "string", "format": "int64", "description": "Amount of money in micros."}
    price = tool("set_price", "Set the price of an item.", currencyCode=code, amountMicros=micros)
    for text in said(price, currencyCode="EUR", amountMicros="2500000"):
        assert "2500000" in text or "2,500,000" in text


@pytest.mark.parametrize("description", ["Discount in percent, from 0 to 100", "Tip, in percent"])
@pytest.mark.parametrize("name", ["discount_percent", "tip_percent"])
def test_a_percentage_is_said_as_one(name: str, description: str) -> None:
    share = {"type": "integer", "minimum": 0, "maximum": 100, "description": description}
    price = tool("calculate_price", "Calculate a price.", name, **{name: share})
    for text in said(price, **{name: 15}):
        assert re.search(r"15 ?%|15 percent", text), text
