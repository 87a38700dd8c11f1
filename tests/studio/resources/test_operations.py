"""What tools act on, over the shipped APIs and tools made for the case."""

from pathlib import Path

import pytest

from studio.record import Json, Schema, Tool, ToolOrigin
from studio.resources import Operations
from studio.schemas import load_tools

APIS = Path(__file__).resolve().parents[3] / "apis"


@pytest.fixture(scope="module")
def tools() -> dict[str, Tool]:
    return {tool.name: tool for tool in load_tools([APIS]).tools}


@pytest.fixture(scope="module")
def operations(tools: dict[str, Tool]) -> Operations:
    return Operations(tools.values())


def made(
    name: str, description: str = "", returns: Schema | None = None, **parameters: Json
) -> Tool:
    """A tool of an in-house list with required string parameters, or schemas where given."""
    schemas = {key: value or {"type": "string"} for key, value in parameters.items()}
    return Tool.make(
        name=name,
        description=description,
        parameters={"type": "object", "properties": schemas, "required": [*schemas]},
        returns=returns,
        origin=ToolOrigin(source="tools.json", format="openai", family="house"),
    )


@pytest.mark.parametrize(
    ("name", "kind", "resource", "id_parameter"),
    [
        ("create_event", "create", "event", ""),
        ("get_event", "get", "event", "event_id"),
        ("list_events", "list", "event", ""),
        ("search_events", "search", "event", ""),
        ("reschedule_event", "update", "event", "event_id"),
        ("delete_event", "delete", "event", "event_id"),
        ("cancel_standing_order", "delete", "standing order", "standing_order_id"),
        ("openPullRequest", "create", "pull request", ""),
        ("mergePullRequest", "act", "pull request", "pullRequest"),
        ("sendEmail", "act", "email", ""),
        ("readEmail", "get", "message", "message_id"),
        ("book_flight", "act", "flight", "flight_id"),
        ("change_booking", "update", "booking", "booking_code"),
        ("lock_door", "act", "door", "door"),
        ("calculate_discount", "compute", "discount", ""),
        ("meetings.rooms.get", "get", "room", "roomId"),
    ],
)
def test_what_a_tool_does_to_what(
    name: str,
    kind: str,
    resource: str,
    id_parameter: str,
    tools: dict[str, Tool],
    operations: Operations,
) -> None:
    found = operations.of(tools[name])
    assert (found.kind, found.resource, found.id_parameter) == (kind, resource, id_parameter)


def test_parents_are_the_ids_of_what_is_around(
    tools: dict[str, Tool], operations: Operations
) -> None:
    assert operations.of(tools["listPullRequests"]).parents == (("repository", "repository"),)
    assert operations.of(tools["closeIssue"]).parents == (("repository", "repository"),)
    assert operations.of(tools["meetings.rooms.participants.list"]).parents == (("roomId", "room"),)


def test_what_comes_back(tools: dict[str, Tool], operations: Operations) -> None:
    found = operations.of(tools["search_tickets"])
    assert (found.items, found.key, found.total) == ("/tickets", "ticket_id", "/total")
    assert operations.of(tools["list_tables"]).items == ""
    assert operations.of(tools["place_order"]).items is None
    booked = operations.of(tools["book_flight"])
    assert (booked.made, booked.makes) == ("booking_code", "booking")


def test_outputs_name_what_an_id_stands_for(tools: dict[str, Tool], operations: Operations) -> None:
    found = {output.pointer: output for output in operations.outputs(tools["search_flights"])}
    assert found["/flights/*/flight_id"].resource == "flight"
    assert found["/flights/*/price/amount"].field == "amount"
    assert found["/flights/*/flight_id"].schema["type"] == "string"


def test_nothing_that_only_reads_is_destructive(
    tools: dict[str, Tool], operations: Operations
) -> None:
    for tool in tools.values():
        if operations.of(tool).kind in ("get", "list", "search"):
            assert not operations.destructive(tool), tool.name
    for name in ("delete_event", "cancel_booking", "send_payment", "place_order", "buy_tickets"):
        assert operations.destructive(tools[name]), name
    assert not operations.destructive(tools["create_event"])


def test_a_missing_response_is_inferred_from_parameters() -> None:
    create = made("create_invoice", "Create an invoice.", customer=None, amount={"type": "number"})
    found = Operations([create]).of(create)
    assert not found.given
    assert found.returns is not None
    assert [*found.returns["properties"]] == ["invoice_id", "customer", "amount"]
    assert found.made == "invoice_id"


def test_a_missing_response_is_inferred_from_siblings() -> None:
    invoice = {
        "type": "object",
        "properties": {"invoice_id": {"type": "string"}, "amount": {"type": "number"}},
    }
    create = made("create_invoice", "", invoice, customer=None)
    listed = made("list_invoices")
    found = Operations([create, listed]).of(listed)
    assert found.returns is not None
    assert found.items == "/invoices"
    assert found.returns["properties"]["invoices"]["items"] == invoice
    assert Operations([listed]).of(listed).returns is None


def test_real_corpora_give_sensible_kinds(operations: Operations, tools: dict[str, Tool]) -> None:
    kinds = {operations.of(tool).kind for tool in tools.values()}
    assert kinds == {"create", "list", "search", "get", "update", "delete", "act", "compute"}
