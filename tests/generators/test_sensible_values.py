"""Values and plans a careful person would not object to, each rule by itself."""

from datetime import date
from random import Random

import pytest

from generators.language.intent import intent
from generators.meaning.sides import tense_of
from generators.scenarios._calls import omittable
from generators.scenarios._offer import looks_up, would_do
from generators.scenarios.ask import askable
from generators.values import arguments, value
from generators.values.examples import described
from generators.values.shaping import key_of, told_by
from generators.values.world import Unfillable
from studio.record import Tool, ToolOrigin

TODAY = date(2027, 3, 10)


def tool(name: str, description: str = "", family: str = "a", **properties: dict) -> Tool:
    needed = [key for key, schema in properties.items() if not schema.pop("optional", False)]
    return Tool.make(
        name=name,
        description=description,
        parameters={"type": "object", "properties": properties, "required": needed},
        origin=ToolOrigin(source="t.json", format="openai", family=family),
    )


def test_only_what_the_server_takes_anyway_may_be_left_out() -> None:
    search = tool(
        "search",
        query={"type": "string"},
        unit={"type": "string", "default": "km", "optional": True},
        limit={"type": "integer", "description": "Defaults to 10", "optional": True},
        sort={"type": "string", "optional": True},
    )
    usual = {"query": "a", "unit": "km", "limit": 10, "sort": "name"}
    assert omittable(search, usual) == ("unit", "limit")
    assert omittable(search, {"query": "a", "unit": "miles", "limit": 5}) == ()
    assert omittable(tool("f", n={"type": "integer", "default": 1}), {"n": 1}) == ()


def test_tools_of_two_apis_that_do_the_same_are_not_offered_together() -> None:
    mail = tool("sendEmail", "Send an email.", "mail")
    mac = tool("compose_email", "Compose a new email.", "mac")
    calendar = tool("create_event", "Create an event in the calendar.", "calendar")
    entry = tool("add_calendar_entry", "Add a calendar appointment.", "mac")
    reading = tool("list_events", "List the events in the calendar.", "mac")
    assert would_do(mac, mail, strict=False)
    assert would_do(entry, calendar, strict=False)
    assert not would_do(reading, calendar, strict=False)
    assert not would_do(mail, calendar, strict=False)


def test_a_tool_that_runs_anything_could_serve_what_is_declined() -> None:
    counting = tool("count_rows", "Count the rows of a table.", "db", table={"type": "string"})
    query = tool("run_query", "Run an SQL query on a database.", "db", sql={"type": "string"})
    assert would_do(query, counting, strict=True)
    assert not would_do(query, counting, strict=False)


def test_what_a_list_could_tell_is_not_asked_for_beside_the_list() -> None:
    cancel = tool("cancel_doctor_appointment", "Cancel an appointment with a doctor.")
    listing = tool("list_doctor_appointments", "List the appointments with doctors.")
    finding = tool("search_events", "Search for events.", query={"type": "string"})
    assert looks_up(listing, cancel, "appointment ID")
    assert not looks_up(finding, cancel, "appointment ID")
    assert not looks_up(cancel, cancel, "appointment ID")


def test_nobody_is_asked_for_the_page_or_for_where_today_will_do() -> None:
    logs = tool("get_audit_logs", "List audit logs.", offset={"type": "integer"})
    assert askable(logs) == []
    day = {"type": "string", "format": "date"}
    events = tool("list_events", "List the events.", start_date=dict(day), room={"type": "string"})
    assert askable(events) == ["room"]
    hotel = tool("book_hotel", "Book a hotel.", start_date=dict(day))
    assert askable(hotel) == ["start_date"]


@pytest.mark.parametrize(
    ("phrase", "description", "name", "tense"),
    [
        ("to date", "Last day", "search_transactions", "past"),
        ("start date", "First day", "get_step_count", "past"),
        ("date", "Day of the match", "get_match_score", "past"),
        ("start time", "First minute", "describe_alarms_seen", "future"),
        ("start date", "First day", "list_shifts", "future"),
        ("start date", "First day", "query_data", "past"),
        ("date", "Day of the trip", "search_trains", "future"),
    ],
)
def test_what_is_looked_up_has_happened(phrase, description, name, tense) -> None:
    assert tense_of(phrase, description, name) == tense


@pytest.mark.parametrize(
    ("description", "shown"),
    [
        ("The key. For example:\n- Key ID: 1234abcd-12ab", ("1234abcd-12ab",)),
        ("Address or domain, for example: user@example.com, example.com", None),
        ("A dead letter queue, for example: when the endpoint is unreachable", ()),
        ("Format, e.g. wide", ("wide",)),
    ],
)
def test_examples_are_whole_values(description, shown) -> None:
    expected = ("user@example.com", "example.com") if shown is None else shown
    assert described(description, "x") == expected


def test_lists_name_a_thing_once_and_choices_agree_with_the_tool() -> None:
    assert key_of("LOG=debug") == "LOG"
    assert key_of("a = b") == "a = b"
    assert key_of({"column": "name", "value": "Ana"}) == "name"
    assert key_of({"name": "Ana"}) == {"name": "Ana"}
    assert told_by("find_synonyms", ["synonyms", "antonyms"]) == ["synonyms"]
    assert told_by("convert", ["metre", "foot"]) == ["metre", "foot"]


def test_names_of_what_exists_are_not_made_up() -> None:
    schema = {"type": "string", "description": "Name of it."}
    with pytest.raises(Unfillable, match="unfillable_parameter"):
        value("structure_name", schema, Random(1), today=TODAY, strict=True)
    assert value("folder_name", {"type": "string"}, Random(1), today=TODAY, strict=True)


def test_what_is_changed_is_said_or_there_is_no_row() -> None:
    text = {"type": "string"}

    def changing(**properties: dict) -> Tool:
        made = tool("topics.update", "Update a topic.", topic_id=dict(text), **properties)
        origin = made.origin.model_copy(update={"format": "discovery"})
        return made.model_copy(update={"origin": origin})

    assert arguments(changing(), Random(1), today=TODAY) == "nothing_to_change"
    described = changing(caption={"type": "string", "optional": True})
    for visit in range(5):
        filled = arguments(described, Random(visit), visit=visit, today=TODAY)
        assert not isinstance(filled, str)
        assert filled.arguments.keys() == {"topic_id", "caption"}


def test_special_addresses_and_days() -> None:
    def drawn(name: str, schema: dict) -> list:
        return [value(name, schema, Random(i), today=TODAY, strict=True) for i in range(30)]

    uri = {"type": "string", "description": "The Google Cloud Storage URI."}
    assert all(found.startswith("gs://") for found in drawn("gcs_uri", uri))
    day = {"type": "integer", "description": "Day of a month. Must be from 1 to 31."}
    assert {1 <= found <= 28 for found in drawn("day", day)} == {True}


def test_nobody_says_an_offset_so_that_it_is_utc() -> None:
    start = {
        "type": "string",
        "format": "date-time",
        "description": "Start, e.g. 2026-03-12T15:00:00+01:00",
    }
    meeting = tool("create_meeting", "Create a meeting.", start=start)
    filled = arguments(meeting, Random(3), today=TODAY)
    assert not isinstance(filled, str)
    assert filled.arguments["start"].endswith("Z")


def test_a_phone_number_stays_one_beside_whose_it_is() -> None:
    contact = {"type": "string", "description": "Name of the contact"}
    lookup = tool("look_up_phone_number", "Find the phone number of a contact.", contact=contact)
    assert intent(lookup).object.rest == "the phone number of"
