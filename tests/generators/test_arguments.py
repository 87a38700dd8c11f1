"""Arguments of a call: required ones always, optional ones in turn, all of them agreeing."""

import re
from collections import Counter
from datetime import date
from random import Random
from typing import Any

import pytest

from generators.values import Filled, arguments
from generators.values.places import cities
from studio.record import Tool, ToolOrigin

TODAY = date(2026, 3, 9)
TEXT = {"type": "string"}
DAY = {"type": "string", "format": "date"}
EMAIL = {"type": "string", "format": "email"}


def tool(name: str, description: str, properties: dict[str, Any], *required: str) -> Tool:
    return Tool.make(
        name=name,
        description=description,
        parameters={"type": "object", "properties": properties, "required": list(required)},
        origin=ToolOrigin(source="x.json", format="openai", family="x"),
    )


def fill(of: Tool, seed: int, **options: Any) -> dict[str, Any]:
    filled = arguments(of, Random(seed), today=TODAY, **options)
    assert isinstance(filled, Filled), filled
    return filled.arguments


def test_the_same_generator_state_gives_the_same_arguments() -> None:
    of = tool("send_email", "Send a mail", {"to": EMAIL, "body": TEXT}, "to", "body")
    assert fill(of, 7) == fill(of, 7)
    assert len({str(fill(of, seed)) for seed in range(50)}) > 45


def test_required_always_and_omitted_never() -> None:
    of = tool("book", "Book a table", {"city": TEXT, "date": DAY, "note": TEXT}, "city", "date")
    for visit in range(20):
        assert {"city", "date"} <= fill(of, visit, visit=visit).keys()
        assert "date" not in fill(of, visit, visit=visit, omit=("date",))


def test_optional_parameters_and_enum_values_take_even_turns() -> None:
    names = [f"{word}_note" for word in ("first", "second", "third", "fourth", "fifth", "sixth")]
    properties: dict[str, Any] = dict.fromkeys(names, TEXT)
    properties["cabin"] = {"enum": ["economy", "business", "first"]}
    properties["page_token"] = TEXT
    of = tool("fly", "Book a flight", {**properties, "date": DAY}, "date")
    seen: Counter[str] = Counter()
    cabins: Counter[str] = Counter()
    for visit in range(420):
        filled = arguments(of, Random(visit), visit=visit, today=TODAY)
        assert isinstance(filled, Filled)
        assert len(filled.optional) <= 3
        assert filled.optional == tuple(name for name in filled.arguments if name != "date")
        seen.update(filled.optional)
        cabins.update([filled.arguments["cabin"]] if "cabin" in filled.arguments else [])
    assert "page_token" not in seen
    assert max(seen.values()) - min(seen.values()) <= 1
    assert max(cabins.values()) - min(cabins.values()) <= 1


def test_required_enums_are_even_too() -> None:
    of = tool("paint", "Paint a wall", {"finish": {"enum": ["matt", "satin", "gloss"]}}, "finish")
    seen = Counter(fill(of, visit, visit=visit)["finish"] for visit in range(99))
    assert set(seen.values()) == {33}


def test_a_stated_optional_argument_differs_from_its_default() -> None:
    size = {"type": "integer", "minimum": 1, "maximum": 3, "default": 2}
    of = tool("order", "Order", {"size": size, "gift": {"type": "boolean", "default": False}})
    for visit in range(60):
        found = fill(of, visit, visit=visit, extra=1.0)
        assert found.get("size") != 2
        assert found.get("gift") is not False


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("start_date", "end_date"),
        ("check_in", "check_out"),
        ("pick_up_date", "return_date"),
        ("first_day", "last_day"),
        ("from_date", "to_date"),
    ],
)
def test_what_starts_comes_before_what_ends(low: str, high: str) -> None:
    of = tool("plan_trip", "Plan a trip", {high: DAY, low: DAY}, low, high)
    for seed in range(40):
        found = fill(of, seed)
        assert found[low] < found[high]


def test_least_is_below_most() -> None:
    price = {"type": "number", "minimum": 1, "maximum": 900}
    of = tool(
        "search", "Search shoes", {"min_price": price, "max_price": price}, "min_price", "max_price"
    )
    for seed in range(60):
        found = fill(of, seed)
        assert found["min_price"] < found["max_price"]


def test_times_of_day_of_an_event_are_in_order() -> None:
    stamp = {"type": "string", "format": "date-time"}
    of = tool(
        "create_event",
        "Put an event in the calendar",
        {"start": stamp, "end": stamp},
        "start",
        "end",
    )
    for seed in range(40):
        found = fill(of, seed)
        assert found["start"] < found["end"]
        assert found["start"][:10] == found["end"][:10]


def test_bookings_lie_ahead_and_births_behind() -> None:
    of = tool(
        "book_hotel", "Book a room", {"date": DAY, "date_of_birth": DAY}, "date", "date_of_birth"
    )
    for seed in range(40):
        found = fill(of, seed)
        assert TODAY.isoformat() <= found["date"] <= date(2026, 6, 30).isoformat()
        assert found["date_of_birth"] < "2009"


def test_reports_lie_behind() -> None:
    of = tool(
        "get_purchase_history",
        "Past purchases",
        {"start_date": DAY, "end_date": DAY},
        "start_date",
        "end_date",
    )
    for seed in range(40):
        assert fill(of, seed)["end_date"] <= TODAY.isoformat()


def test_places_agree() -> None:
    properties = {
        "city": TEXT,
        "country": TEXT,
        "currency": TEXT,
        "latitude": {"type": "number"},
        "longitude": {"type": "number"},
        "phone": TEXT,
    }
    of = tool("add_shop", "Add a shop", properties, *properties)
    towns = {town.name: town for town in cities()}
    for seed in range(40):
        found = fill(of, seed)
        town = towns[found["city"]]
        assert found["country"] == town.country
        assert found["currency"] == town.currency
        assert (found["latitude"], found["longitude"]) == (town.latitude, town.longitude)
        assert found["phone"].startswith(town.calling)


def test_both_ends_differ() -> None:
    properties = {"origin": TEXT, "destination": TEXT, "from_currency": TEXT, "to_currency": TEXT}
    of = tool("travel", "Plan a trip", properties, *properties)
    for seed in range(60):
        found = fill(of, seed)
        assert found["origin"] != found["destination"]
        assert found["from_currency"] != found["to_currency"]


def test_a_name_and_its_mail_address_are_of_one_person() -> None:
    properties = {"first_name": TEXT, "last_name": TEXT, "email": EMAIL}
    of = tool("add_contact", "Add a contact", properties, *properties)
    matching = 0
    for seed in range(40):
        found = fill(of, seed)
        initial = found["first_name"][0].lower()
        matching += found["email"].startswith(initial) or not initial.isascii()
    assert matching == 40


def test_a_mail_speaks_to_its_recipient() -> None:
    many = {"type": "array", "items": EMAIL, "minItems": 1, "maxItems": 1}
    of = tool("send_email", "Send an email", {"to": many, "body": TEXT}, "to", "body")
    for seed in range(60):
        found = fill(of, seed)
        greeted = re.match(r"(?:Hi|Hello|Dear|Good morning) (\w+),", found["body"])
        if greeted and greeted[1] != "all" and greeted[1].isascii():
            assert greeted[1][0].lower() == found["to"][0][0]


def test_identifiers_keep_the_shape_of_the_example() -> None:
    schema = {"type": "string", "description": "Order, e.g. ord_8f3k2m1q"}
    of = tool("track", "Track an order", {"order_id": schema}, "order_id")
    found = {fill(of, seed)["order_id"] for seed in range(30)}
    assert len(found) == 30
    assert all(re.fullmatch(r"ord_[a-z0-9]{8}", text) for text in found)


@pytest.mark.parametrize(
    ("schema", "name", "reason"),
    [
        ({"type": "string"}, "zzz", "unfillable_parameter"),
        ({"type": "string"}, "api_key", "unsayable_argument"),
        ({"type": "object"}, "options", "free_form_object"),
        ({"type": "string", "pattern": r"[\p{Print}&&[^|]]+"}, "zzz", "unreadable_pattern"),
        ({"$ref": "#/$defs/missing"}, "zzz", "unresolved_reference"),
        ({"type": "integer", "minimum": 5, "maximum": 3}, "size", "unsatisfiable_bounds"),
    ],
)
def test_what_cannot_be_filled_says_why(schema: dict[str, Any], name: str, reason: str) -> None:
    of = tool("do_it", "Does it", {name: schema}, name)
    assert arguments(of, Random(1), today=TODAY) == reason


def test_recursive_schemas_end() -> None:
    node = {
        "type": "object",
        "properties": {
            "title": TEXT,
            "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
        },
        "required": ["title", "children"],
    }
    of = Tool.make(
        name="add_outline",
        description="Add an outline",
        parameters={
            "type": "object",
            "$defs": {"node": node},
            "properties": {"outline": {"$ref": "#/$defs/node"}},
            "required": ["outline"],
        },
        origin=ToolOrigin(source="x.json", format="openai", family="x"),
    )
    for seed in range(20):
        assert fill(of, seed)["outline"]["title"]


def test_amounts_of_money_have_at_most_two_decimals() -> None:
    amount = {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01}
    of = tool("pay", "Pay a bill", {"amount": amount}, "amount")
    for seed in range(60):
        assert round(fill(of, seed)["amount"], 2) == fill(of, seed)["amount"]
