"""Which results tools may be called with: the edges that must be there, and those that must not."""

from random import Random

import pytest

from generators.graph import Graph, picks, routes
from studio.catalog import Catalog
from studio.record import Json, Tool
from studio.resources import Operation, Operations

ID = "event_id"


@pytest.fixture(scope="module")
def graph(catalog: Catalog) -> Graph:
    return Graph(catalog, Operations(catalog.tools), lambda tool: True)


@pytest.fixture(scope="module")
def named(shipped: tuple[Tool, ...]) -> dict[str, Tool]:
    return {tool.name: tool for tool in shipped}


def edges(graph: Graph, tool: Tool) -> set[tuple[str, str, str]]:
    """Field, tool and parameter of everything that a result can be used for."""
    return {
        (outlet.field, inlet.tool.name, inlet.name)
        for outlet in graph.outlets(tool)
        for inlet in graph.out_of(outlet)
    }


@pytest.mark.parametrize(
    ("giver", "field", "taker", "parameter"),
    [
        ("search_events", "event_id", "delete_event", "event_id"),
        ("create_playlist", "playlist_id", "add_tracks_to_playlist", "playlist_id"),
        ("search_music", "track_id", "add_tracks_to_playlist", "track_ids"),
        ("createFolder", "folder_id", "moveFile", "target_folder_id"),
        ("find_restaurants", "restaurant", "reserve_table", "restaurant"),
        ("find_restaurants", "address", "get_directions", "destination"),
        ("find_doctors", "address", "send_text_message", "text"),
        ("look_up_phone_number", "phone_number", "send_text_message", "recipients"),
        ("look_up_email_address", "email", "sendEmail", "recipients"),
        ("find_employees", "email", "invite_to_event", "people"),
        ("find_free_slots", "start", "create_event", "start"),
        ("create_zoom_link", "video_link", "add_calendar_entry", "video_link"),
        ("find_and_open_file", "file_path", "summarize_pdf", "file_path"),
        ("summarize_pdf", "summary", "create_note", "text"),
        ("reverse_geocode", "city", "get_current_weather", "city"),
        ("meetings.rooms.list", "roomId", "meetings.rooms.invite", "roomId"),
    ],
)
def test_what_a_person_would_pass_on_flows(
    giver: str, field: str, taker: str, parameter: str, graph: Graph, named: dict[str, Tool]
) -> None:
    assert (field, taker, parameter) in edges(graph, named[giver])


@pytest.mark.parametrize(
    ("giver", "field"),
    [
        ("get_current_weather", "temperature"),
        ("search_flights", "price"),
        ("search_hotels", "rating"),
        ("get_steps", "steps"),
        ("convert_length", ""),
    ],
)
def test_numbers_never_flow(giver: str, field: str, graph: Graph, named: dict[str, Tool]) -> None:
    if giver in named:
        assert not any(source == field for source, _, _ in edges(graph, named[giver]))


def test_ids_stay_within_their_api_and_their_noun(graph: Graph, shipped: tuple[Tool, ...]) -> None:
    for tool in shipped:
        for outlet in graph.outlets(tool):
            for inlet in graph.out_of(outlet) if outlet.flow == "id" else ():
                assert inlet.tool.origin.family == tool.origin.family
                assert not (outlet.field == "flight_id" and inlet.name == "flight_number")


def test_routes_make_sense_whatever_they_start_from(graph: Graph, catalog: Catalog) -> None:
    found = 0
    for tool in catalog.tools:
        for route, _ in zip(routes(graph, tool, Random(tool.id), 2, 6), range(3), strict=False):
            found += 1
            names = [stop.tool.name for stop in route.stops]
            assert 2 <= len(route.stops) <= 6
            assert tool.name in names
            for number, stop in enumerate(route.stops):
                assert all(feed.stop < number for feed in stop.feeds.values())
                assert all(each < number for each in stop.after)
            levels = [route.level(number) for number in range(len(names))]
            assert levels == sorted(levels)
            # nobody deletes what they have just made, or settles one thing twice
            assert not ("create_event" in names and "delete_event" in names)
            assert not ("approve_leave_request" in names and "reject_leave_request" in names)
            # a seat is chosen in a flight, not in a hotel
            assert not ("book_hotel" in names and "choose_seat" in names)
    assert found > 200


def test_routes_depend_on_their_arguments_alone(graph: Graph, named: dict[str, Tool]) -> None:
    one, two = (
        [next(routes(graph, named["invite_to_event"], Random(seed), 2, 6)) for seed in range(5)]
        for _ in range(2)
    )
    assert one == two


def operation(named: dict[str, Tool], name: str) -> Operation:
    return Operations(tuple(named.values())).of(named[name])


def flight(price: float, departs: str) -> Json:
    return {
        "flight_id": f"f{price}",
        "departs": departs,
        "price": {"amount": price, "currency": "EUR"},
    }


def test_superlatives_are_true_and_unambiguous(named: dict[str, Tool]) -> None:
    flights = operation(named, "search_flights")
    three = [
        flight(90, "2026-03-12T08:00"),
        flight(45, "2026-03-12T06:00"),
        flight(120, "2026-03-12T21:00"),
    ]
    found = {pick.words: pick.place for pick in picks({"flights": three}, flights)}
    assert found["cheapest"] == 1
    assert found["earliest"] == 1
    assert found["latest"] == 2
    assert "first" not in found  # the first of the list is not the first to leave


def test_no_superlative_for_a_tie_or_mixed_currencies(named: dict[str, Tool]) -> None:
    flights = operation(named, "search_flights")
    tie = [flight(45, "2026-03-12T06:00"), flight(45, "2026-03-12T08:00")]
    assert "cheapest" not in {pick.words for pick in picks({"flights": tie}, flights)}
    mixed = [flight(45, "2026-03-12T06:00"), flight(50, "2026-03-12T08:00")]
    mixed[1]["price"]["currency"] = "JPY"
    assert "cheapest" not in {pick.words for pick in picks({"flights": mixed}, flights)}


def test_nothing_is_meant_in_an_empty_list_and_the_only_one_in_a_list_of_one(
    named: dict[str, Tool],
) -> None:
    flights = operation(named, "search_flights")
    assert picks({"flights": []}, flights) == []
    (only,) = picks({"flights": [flight(45, "2026-03-12T06:00")]}, flights)
    assert (only.place, only.words) == (0, "only")


def test_no_superlative_of_a_page(named: dict[str, Tool]) -> None:
    tickets = operation(named, "search_tickets")
    items = [{"ticket_id": f"W-{n}", "created_at": f"2026-03-0{n}T10:00:00Z"} for n in (1, 2, 3)]
    whole = {pick.words for pick in picks({"tickets": items, "total": 3}, tickets)}
    page = {pick.words for pick in picks({"tickets": items, "total": 40}, tickets)}
    assert "oldest" in whole
    assert page == {"first"}
