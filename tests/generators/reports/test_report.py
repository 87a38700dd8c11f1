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


CONVERT = tool(
    "convert_time",
    "Convert a time to another time zone.",
    None,
    source_timezone=TEXT,
    time=TEXT,
    target_timezone=TEXT,
)


def test_both_sides_are_told_apart() -> None:
    result = {
        "source": {"timezone": "America/Chicago", "datetime": "2026-03-09T13:00:00-05:00"},
        "target": {"timezone": "Asia/Tokyo", "datetime": "2026-03-10T03:00:00+09:00"},
    }
    texts = set(told((CONVERT, {"source_timezone": "America/Chicago"}, result)))
    assert texts == {
        "13:00 in Chicago is 03:00 the next day in Tokyo.",
        "1 pm in Chicago is 3 am the next day in Tokyo.",
    }


CLOCK = tool("get_current_time", "Get the current time in a time zone.", None, timezone=TEXT)


def test_a_weekday_of_a_date_is_no_second_fact() -> None:
    result = {
        "timezone": "Europe/London",
        "datetime": "2026-03-10T08:14:00+00:00",
        "day_of_week": "Tuesday",
        "is_dst": False,
    }
    for text in told((CLOCK, {"timezone": "Europe/London"}, result)):
        assert "10" in text
        assert "08:14" in text or "8:14 am" in text
        assert "destination" not in text
        assert text.count("Tuesday") <= 1
        assert "day of week" not in text.lower()


DEGREES = tool(
    "get_temperature",
    "Get the temperature in a city.",
    fields(city=TEXT, temperature={"type": "number", "description": "In the unit asked for."}),
    city={"type": "string", "description": "Name of the city."},
    unit={"type": "string", "enum": ["celsius", "fahrenheit"]},
)


@pytest.mark.parametrize(("unit", "sign"), [("celsius", "°C"), ("fahrenheit", "°F")])
def test_degrees_are_those_asked_for(unit: str, sign: str) -> None:
    arguments = {"city": "Oslo", "unit": unit}
    for text in told((DEGREES, arguments, {"city": "Oslo", "temperature": 61})):
        assert f"61 {sign}" in text or f"61{sign}" in text


LENGTH = tool(
    "convert_length",
    "Convert a length to another unit.",
    {"type": "number"},
    length={"type": "number"},
    from_unit=TEXT,
    to_unit=TEXT,
)


def test_a_conversion_has_its_unit() -> None:
    arguments = {"length": 5, "from_unit": "mile", "to_unit": "kilometre"}
    for text in told((LENGTH, arguments, 8.05)):
        assert "8.05 km" in text or "8.05 kilometres" in text


REVIEWS = tool(
    "get_reviews",
    "Get the reviews of a product.",
    fields(reviews={"type": "array", "items": fields(author=TEXT, text=TEXT, written_on=DAY)}),
    product_id=TEXT,
)


def test_reviews_say_what_was_written() -> None:
    reviews = [
        {"author": "Freja", "text": "It took too long.", "written_on": "2026-02-11"},
        {"author": "Marisol", "text": "Better than I thought.", "written_on": "2026-02-19"},
    ]
    for text in told((REVIEWS, {"product_id": "TS-1"}, {"reviews": reviews})):
        assert "It took too long." in text
        assert text.index("Freja") < text.index("It took") < text.index("Marisol")


TRACK = tool(
    "track_order",
    "Track an order.",
    fields(
        order_id=TEXT,
        status={"type": "string", "enum": ["shipped", "cancelled"]},
        carrier={"type": "string", "description": "Company that delivers it."},
    ),
    order_id={"type": "string", "description": "Id of the order."},
)


def test_a_carrier_is_not_the_order() -> None:
    result = {"order_id": "ord_1", "status": "cancelled", "carrier": "PostNL"}
    for text in told((TRACK, {"order_id": "ord_1"}, result)):
        assert "PostNL is" not in text
        assert "cancelled" in text
