"""What did not work is told honestly: why, and what is still true."""

from datetime import date
from random import Random
from typing import Any

import pytest

from generators.language.endings.failed import PART
from generators.language.saying import Speaker, Unsayable
from generators.language.situation import Situation
from studio.brief import Brief, PlannedCall, Step, Turn
from studio.environment import Outcome
from studio.record import Tool, ToolOrigin
from validators.checks._evidence import of_result
from validators.checks._outcomes import contradiction

TODAY = date(2026, 3, 9)
CANCEL = Tool.make(
    name="cancel_order",
    description="Cancel an order.",
    parameters={
        "type": "object",
        "properties": {
            "order_id": {"type": "string", "description": "Id of the order."},
            "amount": {"type": "number", "description": "Amount in euros."},
        },
        "required": ["order_id"],
    },
    origin=ToolOrigin(source="t.json", format="fake", family="t"),
)
ARGUMENTS = {"order_id": "ord_4x1", "amount": 5000}
BODIES: dict[str, Any] = {
    "not_found": {"error": {"code": 404, "message": "order_id ord_4x1 does not exist"}},
    "limit_exceeded": {"error": "limit_exceeded", "message": "Too much.", "limit": 3000},
    "rate_limited": {"type": "/problems/rate-limited", "status": 429, "retry_after": 30},
    "forbidden": {"error": "forbidden", "message": "No permission."},
    "unavailable": {"error": {"code": 503, "status": "UNAVAILABLE", "message": "Try later."}},
    "raised": {"error": {"type": "ValueError", "message": "the order was paid already"}},
}


def told(kind: str, note: str = "", times: int = 1) -> list[str]:
    call = PlannedCall(CANCEL, ARGUMENTS)
    steps = (Step((call,), (Outcome(BODIES[kind], kind),)),) * times
    turn = Turn("request", "failed", (call,), steps, note=note or kind)
    brief = Brief("test", (CANCEL,), (turn,), TODAY)
    return [
        PART.reply(Situation(brief, 0, Speaker(Random(seed), TODAY), "plain")) for seed in range(60)
    ]


def test_what_was_not_found_is_named() -> None:
    assert all("ord_4x1" in text for text in told("not_found"))


def test_limits_and_waits_are_said() -> None:
    assert all("3,000" in text for text in told("limit_exceeded"))
    assert all("30 seconds" in text for text in told("rate_limited"))


def test_messages_of_programs_are_quoted() -> None:
    assert all("the order was paid already" in text for text in told("raised"))


@pytest.mark.parametrize("kind", BODIES)
def test_no_success_is_claimed(kind: str) -> None:
    evidence = [of_result(Outcome(BODIES[kind], kind).content)]
    for text in told(kind):
        assert contradiction(text, evidence, evidence) == ""
        assert "order_id" not in text


def test_a_change_that_may_have_happened_is_left_open() -> None:
    for text in told("unavailable", note="unknown"):
        assert "Nothing was changed" not in text
        assert "Everything is as it was" not in text
        words = (
            "can't tell",
            "may or may not",
            "don't know",
            "can't say",
            "can't confirm",
            "clear",
        )
        assert any(word in text for word in words)


def test_trying_twice_is_told() -> None:
    words = ("twice", "second try", "both", "Both", "Two attempts", "tried again")
    assert all(any(word in text for word in words) for text in told("unavailable", times=2))


def test_without_a_failure_there_is_nothing_to_tell() -> None:
    call = PlannedCall(CANCEL, ARGUMENTS)
    turn = Turn("request", "failed", (call,), (Step((call,), (Outcome({"ok": True}),)),))
    brief = Brief("test", (CANCEL,), (turn,), TODAY)
    with pytest.raises(Unsayable):
        PART.reply(Situation(brief, 0, Speaker(Random(1), TODAY), "plain"))


def test_many_forms() -> None:
    assert len(set(told("forbidden"))) > 45
