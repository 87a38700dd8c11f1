"""What follows from other fields of a result, states and the telephone numbers of cities."""

from typing import Any

import pytest

from studio.resources import cities
from studio.resources.agreement import settle
from studio.resources.states import States


def settled(*given: str, **fields: Any) -> dict[str, Any]:
    settle(fields, given)
    return fields


def test_working_days_fit_their_dates_unless_they_were_given() -> None:
    dates = {"start_date": "2026-03-12", "end_date": "2026-03-17"}
    assert settled(**dates, working_days=9)["working_days"] == 4
    assert settled("working_days", **dates, working_days=9)["working_days"] == 9


@pytest.mark.parametrize(("stars", "words"), [(5, "good"), (1, "bad")])
def test_reviews_say_what_their_stars_say(stars: int, words: str) -> None:
    said = settled(stars=stars, text="Ring twice, the bell is quiet.")["text"]
    praise = any(word in said for word in ("described.", "happy", "again", "Better", "value"))
    praise = praise or any(word in said for word in ("Lives", "complaints", "surprise", "Just"))
    assert (praise and "Not" not in said) == (words == "good")


def test_mails_greet_nobody_else_and_previews_are_their_beginning() -> None:
    mail = settled(
        subject="Photos from Oslo", sender="ana@ruiz.es", preview="Hi Ana, the rent is due.",
        body="Dear Ana, see you in court.",
    )  # fmt: skip
    assert "Ana" not in mail["body"]
    assert mail["preview"] == mail["body"]
    given = settled("body", subject="x", sender="a@b.c", preview="y", body="As I wrote it.")
    assert given["body"] == "As I wrote it."
    assert given["preview"] == "As I wrote it."


def test_what_was_given_is_not_changed_inside_either() -> None:
    address = {"city": "Oslo", "phone": "+49 151 234567"}
    settle({"address": address, "phone": "+49 151 1"}, {"address"})
    assert address == {"city": "Oslo", "phone": "+49 151 234567"}


def test_a_start_that_was_moved_takes_its_end_with_it() -> None:
    found = settled("start", start="2026-03-12T09:00", end="2026-03-20T15:00:00")
    assert found["end"] == "2026-03-12T10:00:00"


def test_numbers_belong_to_the_country_of_the_address() -> None:
    assert settled(address="Rua Garrett 4, Lisbon", phone="+46 70 1")["phone"].startswith("+351")
    assert cities.within("33 Grove Street, 11511 Cairo") == "Cairo"
    assert cities.within("10 Downing Way, Nowhere") == ""
    assert cities.address("Oslo", "Kirkegata 3, Oslo") == "Kirkegata 3, Oslo"


FLIGHT = {
    "status": {"type": "string", "enum": ["on time", "delayed", "landed", "cancelled"]},
    "delay_minutes": {"type": "integer"},
    "gate": {"type": "string"},
}


def test_a_cancelled_flight_has_neither_gate_nor_delay() -> None:
    flight = {"status": "cancelled", "delay_minutes": 20, "gate": "B4"}
    States(FLIGHT, ["status"]).settle(flight, "2026-03-09", {"status"})
    assert flight == {"status": "cancelled"}
    punctual = {"status": "on time", "delay_minutes": 20, "gate": "B4"}
    States(FLIGHT, ["status"]).settle(punctual, "2026-03-09")
    assert punctual == {"status": "on time", "delay_minutes": 0, "gate": "B4"}


def test_what_must_say_when_it_comes_is_still_coming() -> None:
    fields = {
        "status": {"type": "string", "enum": ["shipped", "delivered"]},
        "expected_on": {"type": "string", "format": "date"},
    }
    parcel = {"status": "delivered", "expected_on": "2026-03-12"}
    States(fields, [*fields]).settle(parcel, "2026-03-09")
    assert parcel["status"] == "shipped"
    said = {"status": "delivered", "expected_on": "2026-03-12"}
    States(fields, [*fields]).settle(said, "2026-03-09", {"status"})
    assert said == {"status": "delivered", "expected_on": "2026-03-09"}


def test_appointments_of_last_week_are_over() -> None:
    fields = {
        "status": {"type": "string", "enum": ["confirmed", "attended"]},
        "starts_at": {"type": "string"},
    }
    visit = {"status": "confirmed", "starts_at": "2026-03-02T09:00:00Z"}
    States(fields, ()).settle(visit, "2026-03-09")
    assert visit["status"] == "attended"
