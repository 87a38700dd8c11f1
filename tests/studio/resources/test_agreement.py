"""What must hold between the fields of a resource, and points in time."""

from typing import Any

import pytest

from studio.resources import moments
from studio.resources.agreement import settle


def settled(*given: str, **fields: Any) -> dict[str, Any]:
    settle(fields, given)
    return fields


def test_starts_come_before_ends() -> None:
    assert settled(start="2026-03-12", end="2026-03-09") == {
        "start": "2026-03-09",
        "end": "2026-03-12",
    }
    moved = settled("start_date", start_date="2026-03-12", end_date="2026-03-09")
    assert moved["start_date"] == "2026-03-12" < moved["end_date"]
    assert settled(low=19, high=4) == {"low": 4, "high": 19}
    assert settled(low=4, high=19) == {"low": 4, "high": 19}


def test_a_duration_leads_from_start_to_end() -> None:
    found = settled(start="2026-03-12T15:00", end="2026-03-20T10:00", duration_minutes=45)
    assert found["end"] == "2026-03-12T15:45"
    kept = settled("end", start="2026-03-12T15:00", end="2026-03-12T16:30", duration_minutes=45)
    assert (kept["end"], kept["duration_minutes"]) == ("2026-03-12T16:30", 90)


def test_an_email_is_its_owners() -> None:
    found = settled("name", name="Łucja Ñíguez-Ørsted", email="john@north.io")
    assert found["email"] == "lucja.orsted@north.io"
    assert settled("email", name="Ana Ruiz", email="office@north.io")["email"] == "office@north.io"


def test_totals_are_sums() -> None:
    items = [
        {"price": {"amount": 5.0, "currency": "EUR"}, "quantity": 2},
        {"price": {"amount": 1.5, "currency": "SEK"}, "quantity": 1},
    ]
    found = settled(items=items, total={"amount": 99, "currency": "EUR"})
    assert found["total"] == {"amount": 11.5, "currency": "EUR"}
    assert found["items"][1]["price"]["currency"] == "EUR"
    days = [{"date": "2026-03-09", "steps": 4000}, {"date": "2026-03-10", "steps": 6000}]
    walked = settled(total_steps=7, daily_average=9, days=days)
    assert (walked["total_steps"], walked["daily_average"]) == (10000, 5000)
    assert settled(gross=3000, tax=800, net=1)["net"] == 2200
    assert settled(attendees=["a", "b"], attendee_count=7)["attendee_count"] == 2


def test_a_ticket_is_of_its_project() -> None:
    assert settled("ticket_id", ticket_id="PAY-70", project="WEB")["project"] == "PAY"


@pytest.mark.parametrize(
    ("text", "days", "minutes", "then"),
    [
        ("2026-02-28", 1, 0, "2026-03-01"),
        ("2026-03-12T23:30", 0, 45, "2026-03-13T00:15"),
        ("2026-03-12T08:00:00Z", -1, 0, "2026-03-11T08:00:00Z"),
        ("2026-03-12T08:00:00.123+02:00", 0, 10, "2026-03-12T08:10:00.123+02:00"),
    ],
)
def test_moments_move_in_their_notation(text: str, days: int, minutes: int, then: str) -> None:
    assert moments.moved(text, days, minutes) == then


def test_what_is_no_moment() -> None:
    assert moments.day("2026-13-40") is None
    assert moments.day("12 March") is None
    with pytest.raises(ValueError, match="no ISO date"):
        moments.moved("tomorrow", days=1)
    assert moments.tense("createdTime") == "past"
    assert moments.tense("expected_on") == "future"
    assert moments.tense("start") == ""
