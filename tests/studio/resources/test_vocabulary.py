"""Fields of one API described by what its other tools say of them."""

from studio.record import Json, Schema, Tool, ToolOrigin
from studio.resources import Operations


def made(name: str, returns: Schema, /, **parameters: Json) -> Tool:
    return Tool.make(
        name=name,
        description="",
        parameters={"type": "object", "properties": parameters, "required": [*parameters]},
        returns=returns,
        origin=ToolOrigin(source="tools.json", format="openai", family="house"),
    )


def result(**fields: Json) -> Schema:
    return {"type": "object", "properties": fields, "required": [*fields]}


ID: Schema = {"type": "string", "pattern": "^E[0-9]{5}$"}
BARE: Schema = {"type": "string"}


def described(tool: Tool, *others: Tool) -> Schema:
    found = Operations([tool, *others]).described(tool)
    assert found is not None
    return dict(found["properties"])


def test_ids_have_one_style() -> None:
    get = made("get_employee", result(employee_id=BARE, managers={"type": "array"}), employee_id=ID)
    hire = made("hire_employee", result(employee_id=BARE), name=BARE)
    assert described(hire, get)["employee_id"]["pattern"] == ID["pattern"]


def test_members_of_lists_too() -> None:
    get = made("get_ticket", result(ticket_id=BARE), ticket_id=ID)
    sprint = made("get_sprint", result(ticket_ids={"type": "array", "items": BARE}), sprint_id=BARE)
    assert described(sprint, get)["ticket_ids"]["items"]["pattern"] == ID["pattern"]


def test_choices_that_differ_are_nobodys() -> None:
    rock: Schema = {"type": "string", "enum": ["rock", "folk"]}
    drama: Schema = {"type": "string", "enum": ["drama", "comedy"]}
    concerts = made("find_concerts", result(genre=BARE), genre=rock)
    films = made("find_films", result(genre=BARE), genre=drama)
    other = made("get_show", result(genre=BARE), show_id=BARE)
    assert "enum" not in described(other, concerts, films)["genre"]
    assert described(films, concerts, other)["genre"]["enum"] == ["drama", "comedy"]


def test_what_says_enough_stays() -> None:
    own: Schema = {"type": "string", "enum": ["a", "b"]}
    one = made("get_thing", result(colour=own), thing_id=BARE)
    two = made("paint_thing", result(colour=BARE), colour={"type": "string", "enum": ["x"]})
    assert described(one, two)["colour"] == own
