"""What the assistant says when it does not call is about the request and about nothing else."""

from datetime import date

import pytest

from studio.brief import Brief, Draft, PlannedCall, Teacher, Turn
from studio.record import Tool, ToolOrigin
from studio.registry import Registry
from studio.seeding import stream

TEACHER: Teacher = Registry[Teacher]("generators.teachers", "teacher")["offline"]
TODAY = date(2026, 3, 9)
ROUNDS = 60


def tool(name: str, description: str, family: str = "t", **properties: dict) -> Tool:
    return Tool.make(
        name=name,
        description=description,
        parameters={
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
        origin=ToolOrigin(source="t.json", format="fake", family=family),
    )


BOOK = tool(
    "book_table",
    "Book a table at a restaurant.",
    restaurant={"type": "string", "description": "Name of the restaurant."},
    date={"type": "string", "format": "date", "description": "Day of the visit."},
    party_size={"type": "integer", "description": "Number of people."},
)
TRANSFER = tool(
    "transfer_money",
    "Transfer money to a bank account.",
    amount={"type": "number", "description": "Amount in euros."},
)
CONVERT = tool("convert_currency", "Convert an amount between two currencies.")
QUOTE = tool("get_stock_quote", "Get the price of a stock.")


def reply(turn: Turn, offered: tuple[Tool, ...], seed: int) -> str:
    brief = Brief("test", offered, (turn,), TODAY)
    draft = TEACHER.write(brief, stream("replies", seed))
    assert isinstance(draft, Draft)
    return draft.turns[0].reply


def asked(*missing: str, **said: object) -> list[str]:
    turn = Turn("request", "missing", (PlannedCall(BOOK, said),), missing=missing)
    return [reply(turn, (BOOK, QUOTE), seed) for seed in range(ROUNDS)]


def declined(*offered: Tool) -> list[str]:
    turn = Turn("request", "unable", (PlannedCall(TRANSFER, {"amount": 200}),))
    return [reply(turn, offered, seed) for seed in range(ROUNDS)]


def test_the_question_is_about_what_is_missing() -> None:
    people = asked("party_size", restaurant="Noma", date="2026-03-13")
    days = asked("date", restaurant="Noma", party_size=4)
    assert all("people" in text.lower() or "party" in text.lower() for text in people)
    assert all(any(word in text.lower() for word in ("day", "date", "when")) for text in days), days
    assert not set(people) & set(days)


def test_nothing_that_was_said_is_asked_for_again() -> None:
    for text in asked("party_size", restaurant="Noma", date="2026-03-13"):
        assert "which restaurant" not in text.lower()
        assert "what date" not in text.lower()
        assert "which day" not in text.lower()


def test_two_missing_arguments_are_both_asked_for() -> None:
    for text in asked("date", "party_size", restaurant="Noma"):
        low = text.lower()
        assert any(word in low for word in ("day", "date", "when")), text
        assert "people" in low or "party" in low, text


def test_questions_vary() -> None:
    assert len(set(asked("party_size", restaurant="Noma", date="2026-03-13"))) >= ROUNDS // 3


def test_questions_speak_no_code() -> None:
    for text in asked("party_size", restaurant="Noma", date="2026-03-13"):
        assert "party_size" not in text
        assert "book_table" not in text


def test_refusals_say_what_cannot_be_done_and_vary() -> None:
    texts = declined(CONVERT, QUOTE)
    assert all("money" in t.lower() or "transfer" in t.lower() for t in texts), texts
    assert len(set(texts)) >= 0.8 * ROUNDS


def test_refusals_offer_only_what_is_there() -> None:
    """Most say what could be done instead; none promises a tool that is not offered."""
    texts = declined(QUOTE)
    assert sum("stock" in text.lower() for text in texts) >= ROUNDS // 4
    assert not [text for text in texts if "convert" in text.lower()]


@pytest.mark.parametrize("offered", [(QUOTE,), (CONVERT, QUOTE)])
def test_replies_are_whole_sentences(offered: tuple[Tool, ...]) -> None:
    for text in [*declined(*offered), *asked("date", restaurant="Noma", party_size=2)]:
        assert text == " ".join(text.split())
        assert text[0].isupper()
        assert text.endswith((".", "?", "!"))
        assert "{" not in text
        assert not any(pair in text for pair in ("..", "??", " .", " ,", ",,", "?."))


def test_the_same_draws_give_the_same_reply() -> None:
    assert declined(QUOTE) == declined(QUOTE)
