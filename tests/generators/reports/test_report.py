"""Reports say what results say, in words, and nothing else."""

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

import pytest

from generators.language.endings.report import PART
from generators.language.saying import Speaker, Unsayable
from generators.language.situation import Situation
from studio.brief import Brief, PlannedCall, Step, Turn
from studio.environment import Outcome
from studio.record import Tool, ToolOrigin

TODAY = date(2026, 3, 9)
ROUNDS = 40


def tool(
    name: str, description: str, returns: dict[str, Any] | None, **given: dict[str, Any]
) -> Tool:
    return Tool.make(
        name=name,
        description=description,
        parameters={"type": "object", "properties": given, "required": list(given)},
        returns=returns,
        origin=ToolOrigin(source="t.json", format="fake", family="t"),
    )


def fields(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


TEXT: dict[str, Any] = {"type": "string"}
WHOLE: dict[str, Any] = {"type": "integer"}
MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}

EVENT = fields(event_id=TEXT, title=TEXT, start=MOMENT, duration_minutes=WHOLE)
SEARCH = tool(
    "search_events",
    "Search for calendar events.",
    fields(events={"type": "array", "items": EVENT}, total=WHOLE),
    query=TEXT,
)
CANCEL = tool(
    "cancel_appointment",
    "Cancel an appointment.",
    fields(appointment_id=TEXT, title=TEXT, status=TEXT, fee={"type": "number"}, currency=TEXT),
    appointment_id={"type": "string", "description": "Id of the appointment."},
)
WEATHER = tool(
    "get_weather",
    "Get the current weather in a city.",
    fields(city=TEXT, temperature_celsius={"type": "number"}, humidity_percent=WHOLE),
    city={"type": "string", "description": "Name of the city."},
)
PAYMENT = tool(
    "calculate_payment",
    "Calculate the monthly payment on a loan.",
    {"type": "number"},
    amount={"type": "number"},
)


def told(
    *made: tuple[Tool, dict[str, Any], Any], seeds: Iterable[int] = range(ROUNDS)
) -> list[str]:
    calls = tuple(PlannedCall(each, arguments) for each, arguments, _ in made)
    outcomes = tuple(Outcome(value) for _, _, value in made)
    turn = Turn("request", "report", calls, (Step(calls, outcomes),))
    brief = Brief("test", tuple(each for each, _, _ in made), (turn,), TODAY)
    return [
        PART.reply(Situation(brief, 0, Speaker(Random(seed), TODAY), "plain")) for seed in seeds
    ]


def events(number: int) -> list[dict[str, Any]]:
    return [
        {
            "event_id": f"evt_{n}a7x",
            "title": f"Planning {chr(65 + n)}",
            "start": f"2026-03-{10 + n}T15:00",
            "duration_minutes": 45,
        }
        for n in range(number)
    ]


def test_a_list_is_counted_and_named() -> None:
    for text in told((SEARCH, {"query": "planning"}, {"events": events(2), "total": 2})):
        assert "Planning A" in text
        assert "Planning B" in text
        assert "evt_" not in text
        assert any(day in text for day in ("10 March", "March 10"))


def test_of_a_long_list_it_is_said_how_much_is_left_out() -> None:
    for text in told((SEARCH, {"query": "planning"}, {"events": events(9), "total": 23})):
        assert "18 more" in text
        assert "Planning E" in text
        assert "Planning F" not in text


def test_nothing_found_is_said() -> None:
    for text in told((SEARCH, {"query": "planning"}, {"events": [], "total": 0})):
        assert any(
            word in text.lower()
            for word in ("no calendar", "no event", "any event", "any calendar")
        )


def test_what_was_done_is_called_by_its_name() -> None:
    value = {"appointment_id": "apt_1x9", "title": "Dentist", "status": "cancelled"}
    texts = told((CANCEL, {"appointment_id": "apt_1x9"}, value))
    assert sum("“Dentist”" in text for text in texts) > ROUNDS / 2
    assert all("cancelled" in text for text in texts)
    assert not any("It is cancelled" in text for text in texts)  # once is enough


def test_a_fee_nobody_knew_of_is_told() -> None:
    value = {"appointment_id": "apt_1x9", "status": "cancelled", "fee": 12.5, "currency": "EUR"}
    texts = told((CANCEL, {"appointment_id": "apt_1x9"}, value))
    assert any("€12.50" in text for text in texts)
    assert any("12.50 euros" in text or "12.50 EUR" in text for text in texts)


def test_a_deed_that_was_not_done_is_not_claimed() -> None:
    with pytest.raises(Unsayable):
        told((CANCEL, {"appointment_id": "apt_1x9"}, {"success": False}))


def test_units_are_said() -> None:
    value = {"city": "Oslo", "temperature_celsius": -2, "humidity_percent": 40}
    for text in told((WEATHER, {"city": "Oslo"}, value)):
        assert any(shown in text for shown in ("-2 °C", "-2 degrees"))
        assert "40%" in text


def test_several_cities_are_one_answer() -> None:
    made = [
        (WEATHER, {"city": city}, {"city": city, "temperature_celsius": warm})
        for city, warm in (("Oslo", 4), ("Bergen", 6), ("Tromsø", -2))
    ]
    for text in told(*made):
        places = [text.index(city) for city in ("Oslo", "Bergen", "Tromsø")]
        assert places == sorted(places)
        assert all(shown in text for shown in ("4 °C", "6 °C", "-2 °C"))
        assert text.count("temperature") <= 1


def test_a_number_is_an_answer() -> None:
    texts = told((PAYMENT, {"amount": 100_000}, 1264.139))
    assert all("1,264.14" in text for text in texts)
    assert any("monthly payment" in text for text in texts)


def test_instants_dates_and_lengths_are_written_out() -> None:
    value = {"event_id": "e1", "title": "Review", "start": "2026-03-12T15:00:00Z"}
    get = tool("get_event", "Show the details of an event.", EVENT, event_id=TEXT)
    texts = told((get, {"event_id": "e1"}, {**value, "duration_minutes": 90}))
    assert not any("T15:00" in text or "2026-03" in text for text in texts)
    assert all("15:00" in text or "3 pm" in text for text in texts)
    assert any("1 hour and 30 minutes" in text for text in texts)


def test_tables_are_tables() -> None:
    query = tool("run_query", "Run a query on a database.", None, sql=TEXT)
    value = {"columns": ["name", "city"], "rows": [["Ana", "Oslo"], ["Li", "Bergen"]]}
    for text in told((query, {"sql": "SELECT name, city FROM people"}, value)):
        assert "| Ana | Oslo |" in text
        assert "2 rows" in text
    (one,) = told((query, {"sql": "SELECT count(*)"}, {"columns": ["n"], "rows": [[7]]}), seeds=[1])
    assert "7" in one
    assert "|" not in one


def test_values_without_meaning_are_left_out() -> None:
    value = {"title": "Title 7", "etag": "abc", "event_id": "e1"}
    get = tool("get_event", "Show the details of an event.", EVENT, event_id=TEXT)
    with pytest.raises(Unsayable):
        told((get, {"event_id": "e1"}, value))


def test_parameter_names_are_never_spoken() -> None:
    item = fields(pageSize=WHOLE, trackCount=WHOLE, joinUrl=TEXT, startTime=MOMENT)
    get = tool("getRoom", "Get a room.", item, roomId=TEXT)
    value = {
        "pageSize": 5,
        "trackCount": 12,
        "joinUrl": "https://a.example/x",
        "startTime": "2026-03-12T15:00:00Z",
    }
    for text in told((get, {"roomId": "r1"}, value)):
        assert not any(name in text for name in value)
        assert "12 tracks" in text or "rack count" not in text


def test_many_forms() -> None:
    texts = told(
        (SEARCH, {"query": "planning"}, {"events": events(3), "total": 3}), seeds=range(200)
    )
    assert len(set(texts)) > 120
    done = told(
        (CANCEL, {"appointment_id": "apt_1x9"}, {"appointment_id": "apt_1x9", "title": "Dentist"}),
        seeds=range(200),
    )
    assert len(set(done)) >= 12


def test_same_seed_same_words() -> None:
    made = (SEARCH, {"query": "planning"}, {"events": events(4), "total": 4})
    assert told(made) == told(made)
