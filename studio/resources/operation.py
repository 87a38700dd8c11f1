"""What a tool acts on: the value, and how it is read off name, path, parameters and result."""

from collections.abc import Set
from dataclasses import dataclass, replace

from studio.record import Json, Schema, Tool
from studio.resources import shapes, verbs
from studio.resources.nouns import identifies, is_plural, named, one, words
from studio.resources.verbs import Kind


@dataclass(frozen=True, slots=True)
class Operation:
    """What a tool does to which resource, and where its result says so."""

    kind: Kind
    resource: str
    """Singular noun words: "event", "leave request"; empty when nothing tells."""
    id_parameter: str = ""
    """Required parameter that names the resource acted on; empty for none."""
    parents: tuple[tuple[str, str], ...] = ()
    """Other required parameters that name a resource, each with what it names."""
    returns: Schema | None = None
    """Schema of a successful result; None when there is none and none can be inferred."""
    given: bool = False
    """Whether the source has that schema itself."""
    items: str | None = None
    """JSON Pointer in the result to the list of resources, "" when the result itself is the list;
    None when it is about one or none."""
    key: str = ""
    """Name of the field that identifies a resource, in an item of the list or in the result."""
    made: str = ""
    """Name of the field of the result that identifies something new: the booking of a flight."""
    makes: str = ""
    """What that new thing is, a singular noun."""
    total: str = ""
    """JSON Pointer in the result to how many there are in all; empty for none."""
    next_page: str = ""
    """JSON Pointer in the result to what the next page takes, or to whether there is one."""
    page: str = ""
    """Parameter that asks for another page: a token, a cursor, a number, an offset."""
    size: str = ""
    """Parameter that bounds how many come back."""
    body: str = ""
    """JSON Pointer in the result to the resource itself, for a tool about one: "" when it is the
    result, "/Instance" when it is inside."""


_READ: dict[str, Operation] = {}
"""By tool id, which names the content: one entry for each tool that was looked at."""


def read(tool: Tool) -> Operation:
    """The operation of a tool by itself; `returns` is what its source gives."""
    known = _READ.get(tool.id)
    if known is None:
        known = _READ[tool.id] = _read(tool)
    return known


def _read(tool: Tool) -> Operation:
    verb, rest = verbs.verb_of(tool)
    group = verbs.group(tool, verb)
    noun = _noun(tool, rest)
    ids = _ids(tool, noun)
    result = tool.returns
    items = _items(tool, group, rest, noun, ids)
    listing = items is not None
    kind = _kind(tool, group, verb, rest, listing)
    given = result is not None
    if kind in ("list", "search"):
        page, size = paging(tool.parameters)
        found = Operation(kind, noun, returns=result, given=given, page=page, size=size)
        return _listing(tool, found, items, ids)
    body = "" if result is None else shapes.body(result, result, noun)
    found = Operation(kind, noun, returns=result, given=given, body=body, items=items)
    creates = kind == "create" or (group in ("made", "act", "update") and _starts(tool, ids, noun))
    if creates and (group != "made" or not _acts_on(ids, noun)):
        return _creating(tool, found, ids, noun)
    return _one(tool, found, ids, _made(tool, kind, ids, found.body), noun)


def _acts_on(ids: list[tuple[str, str]], noun: str) -> bool:
    """Whether one of the ids names what the verb is about: `start_job(job_id)`."""
    return any(not what or _tail(what) == _tail(noun) for _, what in ids)


def _starts(tool: Tool, ids: list[tuple[str, str]], noun: str) -> bool:
    """Whether a tool with a verb like `open`, `log` or `assign` brings something new about: its
    result has an id called after the noun, or its path ends in a collection."""
    if not noun or _acts_on(ids, noun):
        return False
    group = verbs.group(tool, verbs.verb_of(tool)[0])
    own = _own_id(tool, noun)
    if group == "made":
        collection = verbs.path(tool)[-1:] if verbs.method(tool) == "post" else ()
        posted = any(_tail(one(" ".join(words(part)))) == _tail(noun) for part in collection)
        return bool(own) or (posted and _first_id(tool) not in shapes.properties(tool.parameters))
    return group == "update" and bool(own) and verbs.method(tool) == "post"


def _first_id(tool: Tool, body: str = "") -> str:
    """The first property of the result that identifies something."""
    if tool.returns is None:
        return ""
    whole = shapes.at(tool.returns, body, tool.returns)
    return next((name for name in shapes.properties(whole) if identifies(name)), "")


def _own_id(tool: Tool, noun: str) -> str:
    """The id of the result that is called after a noun and was not asked for."""
    if tool.returns is None:
        return ""
    whole = shapes.plain(tool.returns, tool.returns)
    asked = {*shapes.properties(tool.parameters)}
    for name in shapes.properties(whole):
        fits = identifies(name) and _tail(named(name)) == _tail(noun)
        if name not in asked and (fits or " ".join(words(name)) == noun):
            return name
    return ""


def _creating(tool: Tool, found: Operation, ids: list[tuple[str, str]], noun: str) -> Operation:
    asked = {*shapes.properties(tool.parameters)}
    key = _key(tool, found.body, (noun,), asked) or _key(tool, found.body, (noun,))
    made = key if key not in dict(ids) else ""
    resource = noun
    if tool.origin.format not in ("discovery", "aws") and identifies(key) and named(key):
        resource = named(key)
    parents = tuple(pair for pair in ids if pair[0] != key)
    return replace(
        found, kind="create", resource=resource, parents=parents, key=key, made=made,
        makes=resource, items=None,
    )  # fmt: skip


def _tail(noun: str) -> str:
    return noun.rpartition(" ")[2]


def _listing(
    tool: Tool, found: Operation, items: str | None, ids: list[tuple[str, str]]
) -> Operation:
    """A list or search: what its items are."""
    if tool.returns is None or items is None:
        return replace(found, parents=tuple(ids))
    root = tool.returns
    held = shapes.at(root, items, root)
    item = shapes.items_of(held, root)
    field = shapes.singular_phrase(items.rpartition("/")[2])
    key = shapes.key(item, tuple(filter(None, (field, found.resource))), root)
    resource = found.resource
    if tool.origin.format not in ("discovery", "aws"):
        resource = (named(key) if identifies(key) else "") or field or found.resource
    return replace(
        found,
        resource=resource,
        parents=tuple(ids),
        items=items,
        key=key,
        total=shapes.total(root, root, resource),
        next_page=shapes.next_page(root, root),
    )


def _one(
    tool: Tool, found: Operation, ids: list[tuple[str, str]], made: str, noun: str
) -> Operation:
    """A tool about one resource: which parameter names it."""
    chosen = _chosen(tool, found.kind, ids, noun)
    parents = tuple(pair for pair in ids if pair[0] != chosen)
    resource = noun
    if chosen and tool.origin.format != "discovery":
        meant = dict(ids)[chosen]
        close = tool.origin.format == "aws" and _tail(meant) == _tail(noun)
        resource = meant if meant and not close else noun
    if resource != noun and tool.returns is not None:
        found = replace(found, body=shapes.body(tool.returns, tool.returns, resource))
    key = _key(tool, found.body, (resource,))
    makes = named(made) if made else ""
    return replace(
        found, resource=resource, id_parameter=chosen, parents=parents, key=key, made=made,
        makes=makes,
    )  # fmt: skip


def _chosen(tool: Tool, kind: Kind, ids: list[tuple[str, str]], noun: str) -> str:
    """Of the parameters that name something, the one that names what is acted on."""
    fitting = [name for name, what in ids if not what or _tail(what) == _tail(noun)]
    if fitting:
        return fitting[-1] if tool.origin.format == "discovery" else fitting[0]
    placed = [part[1:-1] for part in verbs.path(tool) if part.startswith("{")]
    known = [name for name in placed if any(name == other for other, _ in ids)]
    if known:
        return known[-1]
    if tool.origin.format == "discovery":
        return ids[-1][0] if ids and kind in ("get", "update", "delete") else ""
    strong = [name for name, _ in ids if identifies(name)]
    return strong[0] if strong else ""


def required(tool: Tool) -> list[str]:
    """Names of the required parameters that are declared, in the order of the schema."""
    declared = shapes.properties(tool.parameters)
    needed = {name for name in tool.parameters.get("required", ()) if isinstance(name, str)}
    return [name for name in declared if name in needed]


def _ids(tool: Tool, noun: str) -> list[tuple[str, str]]:
    """Required parameters that name a resource, with what each names."""
    placed = {part[1:-1] for part in verbs.path(tool) if part.startswith("{")}
    declared = shapes.properties(tool.parameters)
    found: list[tuple[str, str]] = []
    likely: list[tuple[str, str]] = []
    for name in required(tool):
        whole = shapes.plain(declared[name], tool.parameters)
        if shapes.kind(whole) not in ("string", "integer", ""):
            continue
        same = bool(noun) and " ".join(words(name)) in (noun, _tail(noun), f"{noun} name")
        same = same and noun not in _CONTENT and not _own_id(tool, noun)
        pair = (name, "" if words(name) in _BARE else named(name).removesuffix(" name"))
        if name in placed or identifies(name) or words(name) in _BARE:
            found.append(pair)
        elif same:
            likely.append(pair)
    return found or likely


_BARE = (("id",), ("resource", "name"), ("uid",))
_CONTENT = frozenset("text query message content word sql code url address prompt status".split())
"""Nouns that are what a tool works on, not the name of something."""


_PREPOSITIONS = frozenset(
    "in on for to from of with by at about between and into as using near within per via".split()
)
_FILLING = frozenset(
    """all my new current recent upcoming a an the nearby available free latest daily hourly
    batch multiple many one single by up off out""".split()
)


def _noun(tool: Tool, rest: tuple[str, ...]) -> str:
    """What a tool's name says it acts on, singular."""
    if tool.origin.format == "discovery":
        parts = tool.origin.pointer.split("/resources/")
        if len(parts) > 1:
            return one(" ".join(words(parts[-1].split("/")[0])))
    kept: list[str] = []
    for word in rest:
        if word in _PREPOSITIONS and kept:
            break
        if word not in _FILLING and word not in _PREPOSITIONS:
            kept.append(word)
    if not kept:
        _, before = verbs.segments(tool)
        kept = list(words(before.rpartition(".")[2])) if "." in tool.name else []
    return one(" ".join(kept))


def _items(
    tool: Tool, group: str, rest: tuple[str, ...], noun: str, ids: list[tuple[str, str]]
) -> str | None:
    """Where the result has the list of what was asked for; None when it is about one thing."""
    if tool.returns is None or group in ("delete", "update", "compute", "create"):
        return None
    root = tool.returns
    found = shapes.collection(root, root, (noun,))
    if found is None or group in ("list", "search"):
        return found
    if group not in ("get", ""):
        return None
    own = shapes.key(shapes.plain(root, root), (noun, *(what for _, what in ids)))
    plural = any(is_plural(word) for word in rest[-1:])
    if plural and found:
        return found
    others = [
        name
        for name, inner in shapes.properties(shapes.plain(root, root)).items()
        if shapes.kind(shapes.plain(inner, root)) not in ("array", "")
    ]
    echoed = {*shapes.properties(tool.parameters)}
    return found if len({*others} - echoed) < 3 and (not own or own in echoed) else None


def _kind(tool: Tool, group: str, verb: str, rest: tuple[str, ...], listing: bool) -> Kind:
    if group == "compute":
        return "compute"
    if group in ("search", "list"):
        if tool.returns is not None and not listing:
            return "get"
        return "search" if group == "search" else "list"
    if group in ("get", ""):
        plural = any(is_plural(word) for word in rest[-1:])
        if listing and (plural or verb in ("", "describe")) and verb != "count":
            return "list"
        return "get" if group or tool.returns is not None or listing else "act"
    if verb == "cancel" and verbs.method(tool) == "delete":
        return "delete"
    if group == "create":
        return "create"
    if group == "update":
        return "update"
    return "delete" if group == "delete" else "act"


def _key(tool: Tool, body: str, nouns: tuple[str, ...], asked: Set[str] = frozenset()) -> str:
    """The field that identifies the resource of a result, none of those in `asked`."""
    if tool.returns is None:
        return ""
    whole = shapes.at(tool.returns, body, tool.returns)
    kept = {name: inner for name, inner in shapes.properties(whole).items() if name not in asked}
    return shapes.key({"properties": kept}, tuple(filter(None, nouns)), tool.returns)


def _made(tool: Tool, kind: Kind, ids: list[tuple[str, str]], body: str) -> str:
    """The field of the result of an act that identifies something new: the first id, where it was
    not asked for. None for resources of discovery documents and AWS that come back whole."""
    if tool.returns is None or kind != "act":
        return ""
    asked = {*shapes.properties(tool.parameters)}
    first = _first_id(tool, body)
    if tool.origin.format in ("discovery", "aws") and (ids or words(first) != ("id",)):
        return ""
    return first if first not in asked and shapes.own(first) else ""


_PAGES = (
    *(("page", "token"), ("next", "token"), ("cursor",), ("page",), ("offset",), ("marker",)),
    *(
        ("starting", "after"),
        ("after",),
        ("start", "index"),
        ("page", "number"),
        ("next", "cursor"),
    ),
    *(("continuation", "token"), ("skip",)),
)
_SIZES = (
    *(("limit",), ("page", "size"), ("maximum", "results"), ("per", "page"), ("count",)),
    *(("maximum", "items"), ("top",), ("results", "limit"), ("maximum", "count"), ("size",)),
    *(("number", "results"), ("maximum", "keys"), ("top", "k"), ("top", "n"), ("page", "limit")),
    *(("number", "of", "results"), ("maximum",), ("max", "records"), ("maximum", "records")),
)


def paging(parameters: Schema) -> tuple[str, str]:
    """Names of the parameters for another page and for its size; empty for none."""
    found: dict[tuple[str, ...], str] = {}
    for name, inner in shapes.properties(parameters).items():
        found[words(name)] = name
        if words(name) == ("after",) and not _token(inner):
            del found[("after",)]
    page = next((found[parts] for parts in _PAGES if parts in found), "")
    sizes = (found[parts] for parts in _SIZES if parts in found)
    return page, next((name for name in sizes if _whole(parameters, name)), "")


def _whole(parameters: Schema, name: str) -> bool:
    inner = shapes.plain(shapes.properties(parameters)[name], parameters)
    return shapes.kind(inner) in ("integer", "number", "") or inner.get("format") == "int64"


def _token(schema: Json) -> bool:
    """Whether `after` takes a cursor rather than a time."""
    said = str(schema.get("description", "")).lower() if isinstance(schema, dict) else ""
    return "cursor" in said or "page" in said
