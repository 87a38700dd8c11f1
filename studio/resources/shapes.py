"""Response schemas as a caller sees results: references followed, alternatives settled, the list
of resources in them, what identifies one. Reads schemas only; makes no values."""

from collections.abc import Iterator, Mapping
from typing import Any

from studio.pointer import escaped, referred
from studio.record import Json, Schema
from studio.resources.nouns import identifies, is_plural, named, one, singular, words

_DEEPEST = 12
_MOST = 400
"""Leaves of one result that are looked at."""


def plain(schema: Json, root: Schema, depth: int = 0) -> Schema:
    """A schema with its reference followed, allOf merged and the first alternative that is not
    null taken; {} where it says nothing."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return {}
    if "$ref" in schema:
        target = referred(schema["$ref"], root)
        found = plain(target, root, depth + 1)
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**found, **beside} if beside else found
    if "allOf" in schema:
        return _merged(schema, root, depth)
    for key in ("oneOf", "anyOf"):
        branches = schema.get(key)
        if isinstance(branches, list) and "properties" not in schema:
            rest = {name: value for name, value in schema.items() if name != key}
            wholes = [plain(branch, root, depth + 1) for branch in branches]
            return {**rest, **next((w for w in wholes if w.get("type") != "null"), {})}
    return schema


def _merged(schema: Schema, root: Schema, depth: int) -> Schema:
    whole = {key: value for key, value in schema.items() if key != "allOf"}
    properties = dict(whole.get("properties") or {})
    required = list(whole.get("required") or ())
    for part in schema["allOf"]:
        inner = plain(part, root, depth + 1)
        properties = {**(inner.get("properties") or {}), **properties}
        required += [name for name in inner.get("required") or () if name not in required]
        whole = {**inner, **whole}
    if properties:
        whole["properties"] = properties
    if required:
        whole["required"] = required
    return whole


def kind(schema: Schema) -> str:
    """The one JSON type a plain schema is about; empty when it does not say."""
    found = schema.get("type")
    if isinstance(found, list):
        found = next((entry for entry in found if entry != "null"), "")
    if isinstance(found, str):
        return found
    if "properties" in schema or "additionalProperties" in schema:
        return "object"
    return "array" if "items" in schema else ""


def properties(schema: Schema) -> Mapping[str, Any]:
    """The declared properties of a plain schema."""
    found = schema.get("properties")
    return found if isinstance(found, dict) else {}


def items_of(schema: Schema, root: Schema) -> Schema:
    """The plain schema of the items of a list."""
    return plain(schema.get("items", {}), root)


def lists(schema: Schema, root: Schema) -> dict[str, Schema]:
    """By name, the properties of a plain object that are lists, with the schema of their items."""
    found = {}
    for name, inner in properties(schema).items():
        whole = plain(inner, root)
        if kind(whole) == "array":
            found[name] = items_of(whole, root)
    return found


def collection(schema: Schema, root: Schema, nouns: tuple[str, ...]) -> str | None:
    """Pointer to the list of resources of a result, preferring one that is named like `nouns`;
    "" where the result itself is the list, None where there is none."""
    whole = plain(schema, root)
    if kind(whole) == "array":
        return ""
    best: tuple[int, str] | None = None
    for name, item in lists(whole, root).items():
        parts = words(name)
        fits = bool(parts) and any(one(parts[-1]) == noun.rpartition(" ")[2] for noun in nouns)
        generic = parts in _GENERIC
        weight = 4 * fits + 3 * generic + 2 * (kind(item) == "object") + is_plural(name.lower())
        if best is None or weight > best[0]:
            best = (weight, name)
    if best is not None:
        return f"/{escaped(best[1])}"
    return _wrapped(whole, root, nouns)


def _wrapped(whole: Schema, root: Schema, nouns: tuple[str, ...]) -> str | None:
    """The list one object further in: `{"data": {"items": [...]}}`."""
    inner = [
        (name, plain(value, root))
        for name, value in properties(whole).items()
        if words(name) in (*_GENERIC, ("response",))
    ]
    for name, value in inner:
        if kind(value) == "object" and lists(value, root):
            return f"/{escaped(name)}{collection(value, root, nouns)}"
    return None


_GENERIC = (("items",), ("results",), ("data",), ("entries",), ("records",), ("result",))


def at(schema: Schema, pointer: str, root: Schema) -> Schema:
    """The plain schema at a pointer of property names."""
    found = plain(schema, root)
    for name in pointer.split("/")[1:]:
        plainer = name.replace("~1", "/").replace("~0", "~")
        found = plain(properties(found).get(plainer, {}), root)
    return found


def key(schema: Schema, nouns: tuple[str, ...], root: Schema | None = None) -> str:
    """Name of the property that identifies a resource of a plain schema; empty for none."""
    around = schema if root is None else root
    declared = properties(schema)
    names = [*declared]
    ids = {name: named(name) for name in names if identifies(name)}
    ranked = (
        (name for noun in nouns for name in ids if noun and ids[name] == noun),
        (name for name in names if words(name) in _BARE),
        (name for noun in nouns for name in names if noun and " ".join(words(name)) == noun),
        (name for noun in nouns for name in ids if ids[name] and _same(ids[name], noun)),
        (name for name in names if identifies(name, strong=True) and own(name)),
    )
    found = (name for names in ranked for name in names)
    return next((name for name in found if _simple(plain(declared[name], around))), "")


_BARE = (("id",), ("uuid",), ("uid",), ("name", "id"), ("arn",))


def own(name: str) -> bool:
    """Whether an id is a resource's own, by its name: `parent_id` and `owner_id` are not."""
    return not _FOREIGN & {*words(name)}


def body(schema: Schema, root: Schema, noun: str) -> str:
    """Pointer of the one object of a result that is the resource itself: `/Instance`, `/data`;
    empty where the result is it."""
    whole = plain(schema, root)
    for name, inner in properties(whole).items():
        fits = " ".join(words(name)) == noun or (len(properties(whole)) < 4 and name in _WRAPPERS)
        if fits and properties(plain(inner, root)):
            return f"/{escaped(name)}"
    return ""


_WRAPPERS = ("data", "result", "response", "item")


_FOREIGN = frozenset(
    """parent owner creator author trace session tenant account manager user history
    recurring revision client correlation operation""".split()
)
"""Words of ids that point to something else."""


def _same(one_noun: str, other: str) -> bool:
    return one_noun == other or one_noun.rpartition(" ")[2] == other.rpartition(" ")[2]


def _simple(schema: Schema) -> bool:
    return kind(schema) in ("string", "integer", "number", "")


_TOTALS = (
    *(("total",), ("total", "count"), ("count",), ("total", "items"), ("total", "results")),
    *(("total", "size"), ("size",), ("result", "size", "estimate"), ("number", "found")),
    *(("total", "matches"), ("returned",), ("results", "count"), ("result", "count")),
)
_NEXT = (
    *(("next", "page", "token"), ("next", "token"), ("next", "cursor"), ("cursor",), ("next",)),
    *(("next", "page"), ("next", "marker"), ("has", "more"), ("is", "truncated"), ("more",)),
    *(("continuation", "token"), ("next", "link"), ("next", "page", "url"), ("marker",)),
)


def total(schema: Schema, root: Schema, noun: str = "") -> str:
    """Pointer of the field that says how many there are in all; empty for none."""
    for name, inner in properties(plain(schema, root)).items():
        parts = words(name)
        counted = parts[-1:] in (("count",), ("total",)) and one(" ".join(parts[:-1])) == noun
        if kind(plain(inner, root)) == "integer" and (parts in _TOTALS or (noun and counted)):
            return f"/{escaped(name)}"
    return ""


def next_page(schema: Schema, root: Schema) -> str:
    """Pointer of the field that says how to get the next page, or that there is one."""
    found = {words(name): name for name in properties(plain(schema, root))}
    return next((f"/{escaped(found[parts])}" for parts in _NEXT if parts in found), "")


def leaves(
    schema: Json, root: Schema, pointer: str = "", depth: int = 0
) -> Iterator[tuple[str, str, str, Schema]]:
    """Every leaf of a result: pointer with `*` for places in lists, name of the field, noun of the
    object around it (empty for the result itself), plain schema. At most four levels down."""
    yield from _walk(schema, root, pointer, "", "", depth, [_MOST])


def _walk(
    schema: Json, root: Schema, pointer: str, name: str, owner: str, depth: int, left: list[int]
) -> Iterator[tuple[str, str, str, Schema]]:
    whole = plain(schema, root)
    form = kind(whole)
    if left[0] <= 0 or depth > 4:
        return
    if form == "object":
        around = singular_phrase(name) or owner
        for inner_name, inner in properties(whole).items():
            inner_pointer = f"{pointer}/{escaped(inner_name)}"
            yield from _walk(inner, root, inner_pointer, inner_name, around, depth + 1, left)
    elif form == "array":
        item = whole.get("items", {})
        yield from _walk(item, root, f"{pointer}/*", name, owner, depth + 1, left)
    else:
        left[0] -= 1
        yield pointer, name, owner, whole


def singular_phrase(name: str) -> str:
    """A field's name as a singular noun; empty for names that say nothing (`items`, `data`)."""
    parts = words(name)
    if parts in _GENERIC:
        return ""
    return " ".join((*parts[:-1], singular(parts[-1]))) if parts else ""
