"""What a tool is for is read off its name and description the way a person would say it.

Each row: name, description, required parameters, kind of verb, words that must be in the verb
phrase and words that must not. Exact wording is left to the language.
"""

import re

import pytest

from generators.language.intent import Intent, intent, meanings
from studio.record import Tool, ToolOrigin

TEXT, NUMBER, WHOLE = {"type": "string"}, {"type": "number"}, {"type": "integer"}
LIST = {"type": "array", "items": TEXT}


def tool(name: str, description: str, params: str = "") -> Tool:
    """A tool whose required parameters are words with an optional type after a colon."""
    types = {"n": NUMBER, "i": WHOLE, "l": LIST}
    properties = {}
    for param in params.split():
        key, _, kind = param.partition(":")
        properties[key] = types.get(kind, TEXT)
    return Tool.make(
        name=name,
        description=description,
        parameters={"type": "object", "properties": properties, "required": list(properties)},
        origin=ToolOrigin(source="t.json", format="fake", family="t"),
    )


CASES = [
    ("get_weather", "Get the current weather for a city.", "city", "read", "weather", ""),
    ("list_invoices", "Returns a list of all invoices.", "", "list", "invoices", "returns of"),
    ("createTicket", "Creates a new support ticket.", "subject body", "create", "ticket", ""),
    (
        "users.messages.send",
        "Sends the specified message to the recipients in the `To` and `Cc` headers.",
        "to body",
        "send",
        "send message",
        "specified `To`",
    ),
    ("remove_upload", "Permanently removes a file.", "file_id", "delete", "file", "permanently"),
    (
        "search_flights",
        "Use this tool to search for flights between two airports.",
        "origin destination",
        "search",
        "flights",
        "use tool",
    ),
    (
        "convert_currency",
        "This function converts an amount of money from one currency to another.",
        "amount:n from to",
        "compute",
        "convert",
        "function",
    ),
    ("book_table", "Book a table at a restaurant.", "restaurant date", "create", "book table", ""),
    ("turn_on_light", "Turn on a light in the house.", "room", "act", "turn on light", ""),
    ("set_alarm", "Sets an alarm at the given time.", "time", "create", "alarm", "given"),
    (
        "calculate_bmi",
        "Calculates the body mass index.",
        "weight_kg:n height_m:n",
        "compute",
        "calculate body mass index",
        "calculates",
    ),
    (
        "cancel_order",
        "Cancel an existing order. Orders that were shipped cannot be cancelled.",
        "order_id",
        "delete",
        "cancel order",
        "shipped existing",
    ),
    ("merge_pull_request", "Merges a pull request.", "number:i", "act", "merge pull request", ""),
    (
        "track_parcel",
        "Tracks a parcel by its tracking number.",
        "tracking_number",
        "read",
        "track parcel",
        "by its",
    ),
    (
        "translate_text",
        "Allows you to translate text into another language.",
        "text language",
        "compute",
        "translate text",
        "allows",
    ),
    ("play_song", "Plays a song.", "song", "act", "play song", ""),
    ("get_user", "Retrieves the profile of a user.", "user", "read", "profile", "retrieves"),
    (
        "add_to_cart",
        "Add an item to the shopping cart.",
        "item",
        "create",
        "add item shopping cart",
        "",
    ),
    ("uploadFile", "Uploads a file.", "path", "create", "upload file", "uploadFile"),
    (
        "send_invoice",
        "The endpoint to send an invoice to a customer.",
        "invoice_id",
        "send",
        "send invoice",
        "endpoint",
    ),
    (
        "schedule_meeting",
        "Schedule a meeting with several people.",
        "people:l",
        "create",
        "schedule meeting",
        "",
    ),
    (
        "find_hotels",
        "Find hotels near a landmark, e.g. for a weekend.",
        "landmark",
        "search",
        "hotels",
        "e.g. weekend",
    ),
    ("restart_service", "Restart a service.", "service", "act", "restart service", ""),
    (
        "update_address",
        "Updates the shipping address of an order.",
        "order_id address",
        "update",
        "shipping address",
        "updates",
    ),
    ("stock_price", "Current price of a stock.", "symbol", "read", "price", ""),
    (
        "get_directions",
        "Gives driving directions between two places.",
        "start end",
        "read",
        "driving directions",
        "gives",
    ),
    ("lock_door", "Lock a door.", "door", "act", "lock door", ""),
    ("get_recipe", "Fetch a recipe by name.", "name", "read", "recipe", "by name"),
    ("resizeImage", "Resize an image to the given width.", "width:i", "act", "image", "given"),
    ("pay_bill", "Pay a bill from a bank account.", "bill_id", "act", "pay bill", ""),
    ("getAccountBalance", "", "account", "read", "balance", "getAccountBalance"),
    (
        "subscribe_newsletter",
        "Subscribes an email address to the newsletter.",
        "email",
        "create",
        "subscribe newsletter",
        "subscribes",
    ),
    (
        "transcribe_audio",
        "[Beta] Transcribes an audio file.",
        "file",
        "act",
        "audio",
        "beta transcribes",
    ),
    (
        "archive_project",
        "Archives a project (admins only).",
        "project",
        "act",
        "archive project",
        "admins",
    ),
    (
        "check_availability",
        "Check whether a domain name is available.",
        "domain",
        "read",
        "domain available",
        "",
    ),
    (
        "generate_report",
        "Generate a sales report for a month.",
        "month",
        "create",
        "sales report",
        "",
    ),
    ("move_file", "Moves a file to another folder.", "file folder", "update", "move file", "moves"),
    ("call_taxi", "Call a taxi to an address.", "address", "act", "call taxi", ""),
    ("delete_branch", "Deletes a branch.", "branch", "delete", "delete branch", "deletes"),
    (
        "get_my_tasks",
        "Returns the tasks of the authenticated user.",
        "",
        "read list",
        "tasks",
        "authenticated",
    ),
]


def said(aim: Intent) -> str:
    """The whole verb phrase, with the phrases that parameters fill."""
    chunks = [f"{c.prep} {c.rest} {c.words}" for c in (aim.object, *aim.phrases)]
    return " ".join(" ".join([aim.base, *chunks]).split())


@pytest.mark.parametrize(
    ("name", "description", "params", "kinds", "has", "lacks"), CASES, ids=[c[0] for c in CASES]
)
def test_purposes_are_understood(
    name: str, description: str, params: str, kinds: str, has: str, lacks: str
) -> None:
    aim = intent(tool(name, description, params))
    phrase = said(aim)
    assert aim.verb.kind in kinds.split(), phrase
    words = set(re.findall(r"[\w.`]+", f"{phrase} {aim.base}".lower()))
    wanted = set(has.split())
    # the verb may be another of its class: what is erased is deleted
    assert wanted - words <= {aim.base, *has.split()[:1]}, phrase
    assert not words & set(lacks.lower().split()), phrase


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_a_purpose_stands_in_a_sentence(case: tuple[str, ...]) -> None:
    """`I can …` and `I can help with …ing`: lower case, no stop, no code, no stray blanks."""
    aim = intent(tool(*case[:3]))
    for text in (aim.text, aim.doing):
        assert text == " ".join(text.split())
        assert text[0].islower()
        assert not text.endswith((".", ",", " a", " an", " the", " of", " to", " for", " by"))
        assert not re.search(r"[_`{}\[\]]", text)
    assert aim.doing.split()[0].endswith("ing")


@pytest.mark.parametrize("case", CASES, ids=[c[0] for c in CASES])
def test_phrases_stand_for_parameters_there_are_and_for_each_once(case: tuple[str, ...]) -> None:
    made = tool(*case[:3])
    aim = intent(made)
    chunks = (aim.object, *aim.phrases)
    filled = [name for c in chunks for name in (c.param, c.rest_param) if name]
    assert len(set(filled)) == len(filled)
    assert set(filled) <= meanings(made).keys()


def test_the_shipped_tools_all_have_a_purpose(shipped: tuple[Tool, ...]) -> None:
    for each in shipped:
        aim = intent(each)
        assert re.search(r"[a-z]{2,}", aim.text)
        assert not re.search(r"[_`{}\[\]]", aim.text), each.name


def test_a_purpose_depends_on_the_tool_alone(shipped: tuple[Tool, ...]) -> None:
    for each in shipped[:40]:
        again = each.model_copy(update={"id": each.id + "-again"})
        assert intent(again) == intent(each)
