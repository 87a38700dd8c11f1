"""What may flow from a result into a call. Types never decide it: meaning does.

| flow | from | to |
|---|---|---|
| id | what identifies a resource: the key of a list's items, the id of what was made | within the same API, a parameter that names that resource |
| email | an email address of a person | whom a message or invitation goes to |
| phone | a phone number of a person | whom a text message goes to |
| place | an address, a location, a venue | a destination, a place to show, where an appointment is |
| link | a link to a thing | the text of a message; a parameter for that very link |
| text | an address, a phone number, a summary, a translation | the text of a message or note |
| path | where a file was found | a parameter for a path of a file |
| slot | when a free slot starts | when, in the same API, what is made starts |
| city | a city that was looked up | a parameter for a city |

An id fits when field and parameter are the same words (`track_id`, `track_ids`), name the same noun
(`event_id` of a list of events, `eventId`), or when a bare `id` belongs to the noun the parameter
names. Codes and names that are the key of a list (`restaurant`, `film`) count as ids. Precision
goes before recall: temperatures, amounts and counts never flow.
"""  # noqa: E501

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from generators.language.intent import meanings
from generators.meaning import meaning
from studio.record import Json, Schema, Tool
from studio.resources import Operation, Output
from studio.resources.nouns import identifies, named, one, words

Flow: TypeAlias = Literal["id", "email", "phone", "place", "link", "text", "path", "slot", "city"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A leaf of a tool's result that something can be called with."""

    tool: Tool
    pointer: str
    """JSON Pointer; `*` for the place in the list of items."""
    field: str
    flow: Flow
    noun: str
    """What it identifies (id), or what it is called: "address", "email address"."""
    owner: str
    """Singular noun of what it belongs to."""
    made: bool = False
    """Whether it identifies something that the call made."""

    @property
    def listed(self) -> bool:
        return "*" in self.pointer


@dataclass(frozen=True, slots=True)
class Inlet:
    """A parameter that a result can fill."""

    tool: Tool
    name: str
    many: bool
    """Whether it takes a list, of which the value is one item."""
    flow: Flow
    noun: str
    """What it identifies (id), or what it is called."""
    required: bool

    def path(self, place: int = 0) -> str:
        """JSON Pointer of the leaf inside the call's arguments."""
        escaped = self.name.replace("~", "~0").replace("/", "~1")
        return f"/{escaped}/{place}" if self.many else f"/{escaped}"


_PERSONS = frozenset(
    """contact employee person user customer participant guest member colleague patient student
    client friend attendee staff teacher author organiser manager candidate lead""".split()
)
_WHOM = frozenset(
    """recipient recipients to attendee attendees people guest guests invitee invitees viewer
    viewers cc bcc participants""".split()
)
_PLACES = frozenset("address location venue".split())
_VISITED = frozenset(
    """event restaurant doctor appointment place hotel store shop branch concert exhibition venue
    cinema museum meeting clinic office pharmacy library school""".split()
)
_WHERE = frozenset("destination place address location".split())
_MESSAGE = frozenset("text body message note content".split())
_TELLING = frozenset("text message email mail sms note draft memo chat".split())
_TEXTS = frozenset("summary translation abstract".split())
_LINKS = frozenset("link url".split())
_SLOTS = frozenset("slot availability opening".split())
_STARTS = (("start",), ("start", "time"), ("starts", "at"))


def outlets(tool: Tool, operation: Operation, leaves: tuple[Output, ...]) -> Iterator[Outlet]:
    """What a result can be used for, in the order of its schema."""
    asked = {words(name) for name in meanings(tool)}
    operation = _settled(operation, leaves)
    for leaf in leaves:
        if not words(leaf.field) or not _reachable(leaf.pointer, operation):
            continue
        if _kind(leaf.schema) not in _SCALAR:
            continue
        found = _identity(tool, operation, leaf, asked)
        if found is not None:
            yield found
        elif words(leaf.field) not in asked:
            yield from _things(tool, operation, leaf)


_SCALAR = ("string", "integer")
_CONTAINERS = frozenset("item items data result results value values entry entries list".split())


def _settled(operation: Operation, leaves: tuple[Output, ...]) -> Operation:
    """The operation with what its ids identify made certain: the list's own word where it is
    another than the resource's, and of what was made its own id rather than that of its place."""
    if operation.items and operation.key and not named(operation.key):
        said = words(operation.items.rpartition("/")[2])
        if said and said[-1] not in _CONTAINERS:
            listed = one(" ".join(said))
            if listed.replace(" ", "") != operation.resource.replace(" ", ""):
                return replace(operation, resource=listed)
    own = {operation.resource, operation.makes, operation.resource.rpartition(" ")[2], ""}
    elsewhere = bool(operation.made) and named(operation.made) not in own
    if operation.kind == "create" and elsewhere and any(leaf.pointer == "/id" for leaf in leaves):
        return replace(operation, made="id", makes=operation.resource)
    return operation


def _kind(schema: Schema) -> str:
    found = schema.get("type")
    if isinstance(found, list):
        found = next((each for each in found if each != "null"), "")
    return found if isinstance(found, str) else ""


def _reachable(pointer: str, operation: Operation) -> bool:
    """Whether a person can say which one is meant: a field of the result or of an item."""
    items = operation.items
    if "*" in pointer:
        return (
            items is not None
            and pointer.count("*") == 1
            and (pointer.startswith(f"{items}/*/") or pointer == f"{items}/*")
            and pointer.count("/") == items.count("/") + 2
        )
    return items is None and pointer.count("/") <= 1


def _identity(
    tool: Tool, operation: Operation, leaf: Output, asked: set[tuple[str, ...]]
) -> Outlet | None:
    """The outlet of what identifies an item, or something that was made."""
    listed = "*" in leaf.pointer
    if listed and words(leaf.field) in asked:
        return None  # what the list is of, said again with each item
    noun = named(leaf.field) if identifies(leaf.field) else ""
    said = words(leaf.field)
    itself = said in (("id",), ("key",), ("uid",)) or " ".join(said) == operation.resource
    if listed and not noun and not itself:
        return None
    if listed and (leaf.field == operation.key or (noun and noun == operation.resource)):
        return Outlet(
            tool, leaf.pointer, leaf.field, "id", noun or operation.resource, leaf.resource
        )
    if not listed and leaf.field == operation.made and words(leaf.field) not in asked:
        noun = noun or operation.makes or operation.resource
        return Outlet(tool, leaf.pointer, leaf.field, "id", noun, leaf.resource, made=True)
    return None


def _things(tool: Tool, operation: Operation, leaf: Output) -> Iterator[Outlet]:
    """The outlets of what means the same in every API."""
    owner = leaf.resource or operation.resource
    for flow, noun in _meant(tool, operation, leaf, owner):
        yield Outlet(tool, leaf.pointer, leaf.field, flow, noun, owner)


def _meant(
    tool: Tool, operation: Operation, leaf: Output, owner: str
) -> Iterator[tuple[Flow, str]]:
    """What a leaf is good for, and what it is called."""
    meant = meaning(leaf.field, leaf.schema, tool.name, "")
    said = words(leaf.field)
    called = {*owner.split(), *words(tool.name.rpartition(".")[2])}
    personal = bool(called & _PERSONS) or any(m.kind == "contact" for m in meanings(tool).values())
    if meant.kind == "email":
        if personal:
            yield "email", "email address"
    elif meant.kind == "phone":
        if personal:
            yield "phone", "phone number"
        yield "text", "phone number"
    elif said[-1] in _PLACES and not {*said} & {"email", "ip", "mac"}:
        if {*owner.split(), *operation.resource.split()} & _VISITED:
            yield from (("place", said[-1]), ("text", said[-1]))
    else:
        yield from _other(operation, leaf, said, meant.kind)


def _other(
    operation: Operation, leaf: Output, said: tuple[str, ...], kind: str
) -> Iterator[tuple[Flow, str]]:
    if said[-1] in _LINKS and (kind == "url" or leaf.schema.get("format") == "uri"):
        yield "link", " ".join(said) if said[-1] == "link" else "link"
    elif said[-1] in _TEXTS:
        yield "text", said[-1]
    elif said == ("file", "path"):
        yield "path", "file path"
    elif said == ("city",) and "*" not in leaf.pointer:
        yield "city", "city"
    elif said in _STARTS and operation.resource.rpartition(" ")[2] in _SLOTS:
        yield "slot", "start"


def inlets(tool: Tool, operation: Operation) -> Iterator[Inlet]:
    """The parameters of a tool that a result can fill, required ones first."""
    needed = {*tool.parameters.get("required", ())}
    schemas: Mapping[str, Schema] = tool.parameters.get("properties", {})
    for name, meant in meanings(tool).items():
        schema = schemas[name]
        many = _kind(schema) == "array"
        inner = schema.get("items") if many else schema
        if not isinstance(inner, dict) or not _takes(inner) or "enum" in inner or "const" in inner:
            continue
        required = name in needed
        noun = _identified(name, operation)
        if noun:
            yield Inlet(tool, name, many, "id", noun, required)
            continue
        if required and not many and _plain_name(name):
            yield Inlet(tool, name, many, "id", " ".join(words(name)), required)
        for flow in _accepted(tool, operation, name, schema, meant.kind, many):
            yield Inlet(tool, name, many, flow, meant.noun, required)


def _takes(schema: Schema) -> bool:
    found = _kind(schema)
    if found in _SCALAR:
        return True
    branches = schema.get("anyOf") or schema.get("oneOf") or ()
    return any(isinstance(each, dict) and each.get("type") == "string" for each in branches)


def _identified(name: str, operation: Operation) -> str:
    """The resource a parameter names; empty when it names none."""
    if name == operation.id_parameter:
        return named(name) or operation.resource if identifies(name) else one(" ".join(words(name)))
    for parent, noun in operation.parents:
        if name == parent:
            return named(name) if identifies(name) and named(name) else noun
    return named(name) if identifying(name) else ""


def identifying(name: str) -> bool:
    """Whether a parameter takes an id or a list of them."""
    return identifies(name) or words(name)[-1:] == ("ids",)


_NO_NAMES = frozenset(
    """name title text query body message subject content note comment reason description city
    place address location destination origin date time word topic term label team task sql value
    column amount start end category type status role person contact payee""".split()
)


def _plain_name(name: str) -> bool:
    """Whether a parameter may be what the key of a list is called: `restaurant`, `film`."""
    return not {*words(name)} & _NO_NAMES and len(words(name)) == 1


def _accepted(
    tool: Tool, operation: Operation, name: str, schema: Schema, kind: str, many: bool
) -> Iterator[Flow]:
    """What else a parameter may be filled with."""
    said = words(name)
    about = str(schema.get("description", "")).lower()
    whom = (bool({*said} & _WHOM) and "send" not in said) or said == ("from", "email")
    inner = schema.get("items") if many else schema
    mail = kind == "email" or (isinstance(inner, dict) and inner.get("format") == "email")
    if whom and (mail or "mail address" in about):
        yield "email"
    elif whom and "phone number" in about:
        yield "phone"
    elif said[-1] in _WHERE and kind in ("place", "address") and _going(tool):
        yield "place"
    elif said[-1] in _MESSAGE and kind == "text" and _message(tool, operation):
        yield from ("text", "link")
    elif said == ("video", "link"):
        yield "link"
    elif said in (("file", "path"), ("attachment", "path")):
        yield "path"
    elif said == ("city",) and operation.kind in ("get", "compute"):
        yield "city"
    elif said in _STARTS and operation.kind == "create":
        yield "slot"


_GOING = frozenset(
    """route directions distance travel nearby map maps geocode navigate trip ride taxi event entry
    appointment""".split()
)


def _going(tool: Tool) -> bool:
    """Whether a tool takes somebody to a place, shows it or says where something is."""
    about = {*words(tool.name.rpartition(".")[2])}
    return bool(about & _GOING) and not about & {"change", "update", "reschedule", "move"}


def _message(tool: Tool, operation: Operation) -> bool:
    """Whether a tool sends or keeps a text somebody is to read."""
    about = {*words(tool.name.rpartition(".")[2])}
    return bool(about & _TELLING) and operation.kind in ("create", "act")


def fits(outlet: Outlet, inlet: Inlet) -> bool:
    """Whether a call should be made with such a result."""
    if outlet.tool.id == inlet.tool.id or outlet.flow != inlet.flow:
        return False
    if outlet.flow not in ("id", "slot"):
        return _sensible(outlet, inlet)
    return outlet.tool.origin.family == inlet.tool.origin.family and _same(outlet, inlet)


_DATED = frozenset({"event", "appointment", "meeting", "reservation"})


def _sensible(outlet: Outlet, inlet: Inlet) -> bool:
    """Whether a thing that means the same everywhere belongs here."""
    if outlet.flow == "link" and inlet.noun.endswith("link"):
        return "video" in words(outlet.field) or "join" in words(outlet.field)
    if outlet.flow == "place" and {*words(inlet.tool.name)} & {"event", "entry", "appointment"}:
        return not {*outlet.owner.split()} & _DATED
    return True


def _same(outlet: Outlet, inlet: Inlet) -> bool:
    """Whether a field and a parameter identify the same kind of thing."""
    if outlet.flow == "slot":
        return words(outlet.field) == words(inlet.name)
    field, parameter = _single(outlet.field), _single(inlet.name)
    alike = field == parameter
    if alike and (len(field) > 1 or field[-1] not in _BARE):
        return True
    compound = len(field) > 1 and len(parameter) > 1
    if compound and field[-1] != parameter[-1] and {field[-1], parameter[-1]} & _BARE:
        return False  # the number of a flight is not its id
    return outlet.noun == inlet.noun and bool(outlet.noun)


def _single(name: str) -> tuple[str, ...]:
    """The words of a name, those of a list as those of one: `track_ids` as `track_id`."""
    found = words(name)
    last = "id" if found[-1] == "ids" else one(found[-1])
    return (*found[:-1], last)


_BARE = frozenset({"id", "key", "code", "number", "name", "uuid", "reference"})


def usual(value: Json) -> bool:
    """Whether a value found in a result is one that a call can be made with."""
    return isinstance(value, str | int) and not isinstance(value, bool) and value != ""
