"""Names and descriptions are understood the way a person reads them."""

from typing import Any

import pytest

from generators.meaning import Meaning, element, meaning, sayable, singular, words
from generators.meaning.kinds import HEADS, KINDS, NAMED, PHRASES


def means(
    name: str, kind: str = "string", description: str = "", tool: str = "", **more: Any
) -> Meaning:
    return meaning(name, {"type": kind, "description": description, **more}, tool)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("maxResults", ("maximum", "results")),
        ("party-size", ("party", "size")),
        ("customer.email_addr", ("customer", "email", "address")),
        ("HTTPServer", ("http", "server")),
        ("num_passengers", ("number", "of", "passengers")),
        ("dob", ("date", "of", "birth")),
    ],
)
def test_names_fall_into_words(name: str, found: tuple[str, ...]) -> None:
    assert words(name) == found


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("attendees", "attendee"),
        ("cities", "city"),
        ("addresses", "address"),
        ("status", "status"),
        ("people", "person"),
        ("boxes", "box"),
    ],
)
def test_singulars(plural: str, one: str) -> None:
    assert singular(plural) == one


@pytest.mark.parametrize(
    ("name", "schema", "tool", "kind", "noun"),
    [
        ("party_size", {"type": "integer"}, "book_table", "quantity", "party size"),
        ("max_results", {"type": "integer"}, "search_mail", "count", "number of results"),
        ("to", {"type": "string"}, "send_email", "email", "recipient"),
        ("from_currency", {"type": "string"}, "convert", "currency", "source currency"),
        ("q", {"type": "string"}, "drive_search", "query", "search terms"),
        ("order_id", {"type": "string"}, "track_order", "id", "order ID"),
        ("flight_number", {"type": "string"}, "flight_status", "reference", "flight number"),
        ("restaurant_name", {"type": "string"}, "book_table", "place", "restaurant"),
        ("lat", {"type": "number"}, "weather", "latitude", "latitude"),
        (
            "start",
            {"type": "string", "format": "date-time"},
            "create_event",
            "datetime",
            "start time",
        ),
        ("pageToken", {"type": "string"}, "list", "token", "page token"),
        ("tags", {"type": "array"}, "add_note", "list", "tags"),
        ("include_details", {"type": "boolean"}, "get", "flag", "details"),
        ("unit", {"type": "string", "enum": ["celsius", "kelvin"]}, "weather", "unit", "unit"),
        ("seating_class", {"type": "string", "enum": ["a", "b"]}, "fly", "enum", "seating class"),
        (
            "name",
            {"type": "string", "pattern": "^projects/[^/]+/locations/[^/]+$"},
            "get",
            "id",
            "location",
        ),
    ],
)
def test_kind_and_noun(name: str, schema: dict[str, Any], tool: str, kind: str, noun: str) -> None:
    found = meaning(name, schema, tool)
    assert (found.kind, found.noun) == (kind, noun)


@pytest.mark.parametrize(
    ("name", "description", "kind", "unit"),
    [
        ("duration_minutes", "", "duration", "minutes"),
        ("distance_km", "", "distance", "km"),
        ("radius", "Radius in meters", "distance", "metres"),
        ("price_usd", "", "money", "USD"),
        ("humidity_percent", "", "percent", "%"),
        ("time", "Time in seconds the body moves", "duration", "seconds"),
        ("start_ms", "Start in milliseconds since epoch", "datetime", "epoch"),
    ],
)
def test_units_come_from_name_or_description(
    name: str, description: str, kind: str, unit: str
) -> None:
    found = means(name, "number", description)
    assert (found.kind, found.unit) == (kind, unit)


def test_the_description_decides_where_the_name_says_nothing() -> None:
    assert means("when_exactly", description="Date in YYYY-MM-DD").kind == "date"
    assert means("where", description="IATA code of the airport").kind == "airport"
    assert means("zzz").kind == "unknown"


def test_sides_and_tense() -> None:
    assert means("check_in_date").role == "start"
    assert means("check_out_date").role == "end"
    assert means("origin_airport").role == "source"
    assert means("min_price", "number").role == "least"
    assert (means("from_unit").role, means("to_unit").role) == ("source", "target")
    assert (means("from_date").role, means("to_date").role) == ("start", "end")
    assert means("date_of_birth").tense == "past"
    assert means("departure_date").tense == "future"
    assert means("date", tool="book_table").tense == "future"


def test_an_element_is_named_in_the_singular() -> None:
    found = element("attendees", {"type": "array", "items": {"type": "string", "format": "email"}})
    assert (found.kind, found.noun) == ("email", "attendee")


@pytest.mark.parametrize("name", ["pageToken", "etag", "updateMask", "api_key", "requestId"])
def test_what_nobody_says(name: str) -> None:
    assert not sayable(means(name))


def test_tables_use_only_documented_kinds() -> None:
    assert {*HEADS.values(), *PHRASES.values(), *NAMED.values()} <= KINDS
