"""A value for any JSON Schema: the structure (choices, objects, arrays, references) around the
makers of leaves. Each schema is read once; what reading gives is a closure that draws."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from generators.meaning import Meaning, meaning, sayable, singular, words
from generators.values import examples, numbers, strings
from generators.values.leaves import (
    AS_NUMBERS,
    coordinates,
    flag,
    guess,
    is_number,
    numeric,
    strictly_refused,
)
from generators.values.schemas import bounds, merged, plain, types
from generators.values.shapes import shaped
from generators.values.shaping import DEEPEST, chosen_names, count, json_types, key_of, told_by
from generators.values.site import Site
from generators.values.world import Maker, Unfillable, World
from studio.pointer import same
from studio.record import Json, Schema

_SILENT = re.compile(r"unspecified|undefined|unknown|deprecated|dontcare|not[ _]?set|^$", re.I)


_OUTPUT = re.compile(r"\boutput only\b|\bread[- ]only\b|^deprecated|\boutput-only\b", re.IGNORECASE)


def settable(schema: Json) -> bool:
    """Whether a caller may set it: not read-only, not deprecated."""
    if not isinstance(schema, dict):
        return schema is not False
    if schema.get("readOnly") or schema.get("deprecated"):
        return False
    return not _OUTPUT.search(str(schema.get("description", ""))[:400])


def server_set(name: str) -> bool:
    """Whether a field of a resource is one that the server sets: its id, etag, times."""
    return _SERVER.match(" ".join(words(name))) is not None


class Builder:
    """Makers for the schemas of one tool."""

    def __init__(
        self, tool: str, description: str, root: Schema, about: str, technical: bool = False
    ) -> None:
        self.tool = tool
        self.description = description
        self.root = root
        self.about = "cloud" if technical and about not in _CIVIL else about
        self.technical = technical
        self.context = f"{' '.join(words(tool))} {description}".lower()

    def maker(self, name: str, schema: Json, owner: str = "") -> Maker:
        """What makes values for `schema` called `name`; `owner` is the noun it belongs to."""
        whole = plain(schema, self.root)
        if "const" in whole:
            constant = whole["const"]
            return lambda world: constant
        if whole.get("enum"):
            return self._choice(name, whole)
        for key in ("oneOf", "anyOf"):
            if key in whole:
                return self._branches(name, whole, key, owner)
        kinds = types(whole)
        tool = f"{self.tool} {owner}" if owner else self.tool
        meant = meaning(name, whole, tool, self.description)
        makers = [self._typed(kind, name, whole, meant, owner) for kind in kinds or [guess(meant)]]
        if len(makers) == 1:
            return makers[0]
        return lambda world: world.pick(makers)(world)

    def _typed(self, kind: str, name: str, schema: Schema, meant: Meaning, owner: str) -> Maker:
        if kind == "object":
            return self._object(name, schema)
        if kind == "array":
            return self._array(name, schema, owner)
        if kind == "boolean":
            return flag(name, schema)
        if kind == "null":
            return lambda world: None
        if kind in ("integer", "number"):
            return self._number(name, schema, meant, kind == "integer")
        if kind not in ("string", "any"):
            raise Unfillable("unknown_type")
        return self._text(name, schema, meant)

    def _text(self, name: str, schema: Schema, meant: Meaning) -> Maker:
        if meant.kind in ("enum", "flag", "list", "object"):
            meant = replace(meant, kind="unknown")
        if self.technical and meant.kind == "address" and "IP" in str(schema.get("description")):
            meant = replace(meant, kind="ip")
        if self.technical and _machine_name(meant):
            meant = replace(meant, kind="slug")
        free = strings.maker(Site(name, schema, meant, self.about, self.context, self.technical))
        if schema.get("format") in ("int64", "uint64", "int32") or meant.kind in AS_NUMBERS:
            return self._written(name, schema, meant, free)
        return free

    def _written(self, name: str, schema: Schema, meant: Meaning, free: Maker) -> Maker:
        """Numbers as text, unless pattern and length want something else."""
        if "pattern" in schema or "maxLength" in schema:
            return free
        if meant.unit == "epoch":
            raise Unfillable("unsayable_argument")
        shown = examples.stated(schema) or examples.described(
            str(schema.get("description", "")), name
        )
        if any(isinstance(value, str) and not is_number(value) for value in shown):
            return free
        whole = meant.kind in ("count", "quantity", "age", "id") or "format" in schema
        return strings.numeric(self._number(name, schema, meant, whole))

    def _number(self, name: str, schema: Schema, meant: Meaning, whole: bool) -> Maker:
        if meant.unit == "epoch":
            return strictly_refused(numbers.maker(name, meant, schema, self.context, whole))
        special = numeric(name, schema, meant, whole)
        usual = numbers.maker(name, meant, schema, self.context, whole)
        shown = [
            v for v in examples.stated(schema) if isinstance(v, int | (int if whole else float))
        ]
        shown = [v for v in shown if not isinstance(v, bool)]
        if shown and meant.kind in ("id", "reference") and whole:
            return lambda world: int(examples.varied(str(world.pick(shown)), world.rng))
        if len(shown) > 1 and meant.kind not in ("latitude", "longitude", "year", "month"):
            return lambda world: world.pick(shown) if world.rng.random() < 0.6 else usual(world)
        if special is None:
            return usual
        low, high, low_open, high_open = bounds(schema)

        def make(world: World) -> Json:
            value = special(world)
            under = low is not None and (value < low or (low_open and value == low))
            over = high is not None and (value > high or (high_open and value == high))
            return usual(world) if under or over or "multipleOf" in schema else value

        return make

    def _choice(self, name: str, schema: Schema) -> Maker:
        kinds = set(types({"type": schema["type"]})) if "type" in schema else set()
        options = [value for value in schema["enum"] if not kinds or json_types(value) & kinds]
        told = [value for value in options if value is not None and not _SILENT.search(str(value))]
        options = told or options or list(schema["enum"])
        options = told_by(self.tool, options)
        default = schema.get("default")
        stated = [value for value in options if value != default or len(options) == 1]
        role = words(name)[:1]
        partner = f"choice:{sorted(map(str, options))}"

        def make(world: World) -> Json:
            turn = world.memory.get("turn:" + name)
            pool = stated if world.memory.get("optional:" + name) else options
            value = pool[turn % len(pool)] if turn is not None else world.pick(pool)
            if role in (("from",), ("to",), ("source",), ("target",), ("base",)) and len(pool) > 1:
                while value == world.memory.get(partner):
                    value = world.pick(pool)
                world.memory[partner] = value
            return value

        return make

    def _branches(self, name: str, schema: Schema, key: str, owner: str) -> Maker:
        base = {other: value for other, value in schema.items() if other != key}
        wholes = []
        for branch in schema[key]:
            try:
                wholes.append(merged(base, plain(branch, self.root)))
            except Unfillable:
                continue
        useful = [whole for whole in wholes if whole.get("type") != "null"] or wholes
        if not useful:
            raise Unfillable("unsatisfiable_schema")
        built: list[Maker | None] = [None] * len(useful)

        def make(world: World) -> Json:
            place = int(world.rng.random() * len(useful))
            found = built[place]
            if found is None:
                found = built[place] = self.maker(name, useful[place], owner)
            return found(world)

        return make

    def _object(self, name: str, schema: Schema) -> Maker:
        properties: Schema = schema.get("properties") or {}
        required = [key for key in schema.get("required", ()) if isinstance(key, str)]
        least, most = int(schema.get("minProperties", 0)), schema.get("maxProperties")
        owner = singular(words(name)[-1]) if words(name) else ""
        optional = [
            key
            for key, inner in properties.items()
            if key not in required and settable(inner) and self._sayable(key, inner, owner)
        ]
        tied: dict[str, Json] = schema.get("dependentRequired") or {}
        rest = schema.get("additionalProperties", True)
        makers: dict[str, Maker] = {}
        shown = [whole for whole in examples.stated(schema) if isinstance(whole, dict) and whole]

        def draw(world: World, key: str) -> Json:
            if key not in makers:
                inner = properties.get(key, rest)
                makers[key] = self.maker(key, inner, owner)
            return makers[key](world)

        def make(world: World) -> dict[str, Json]:
            if world.depth > DEEPEST:
                raise Unfillable("recursive_schema")
            if world.strict and not properties and not required and least == 0:
                if shown:
                    return dict(world.pick(shown))
                raise Unfillable("free_form_object")
            chosen = chosen_names(world, required, optional, least, most, bool(properties))
            for key in tuple(chosen):
                chosen.update(dict.fromkeys(tied.get(key, ())))
            found = self._drawn(world, chosen, properties, required, draw)
            added = 0
            while len(found) < least and added < 40:
                key = f"{shaped(world, 'kkk')}_{added}"
                found.setdefault(key, self._extra(world, key, rest))
                added += 1
            if world.strict and not found:
                raise Unfillable("free_form_object")
            return found

        return make

    def _drawn(
        self,
        world: World,
        chosen: dict[str, None],
        properties: Schema,
        required: Sequence[str],
        draw: Callable[[World, str], Json],
    ) -> dict[str, Json]:
        """The chosen properties in the order of the schema, with people of their own."""
        found: dict[str, Json] = {}
        outer = world.memory
        world.memory = {key: value for key, value in outer.items() if not _PRIVATE(key)}
        world.depth += 1
        try:
            for key in [
                *(k for k in properties if k in chosen),
                *(k for k in chosen if k not in properties),
            ]:
                try:
                    found[key] = draw(world, key)
                except Unfillable:
                    if key in required:
                        raise
        finally:
            world.depth -= 1
            world.memory = outer
        return found

    def _extra(self, world: World, key: str, rest: Json) -> Json:
        return self.maker(key, rest if isinstance(rest, dict) else {})(world)

    def _sayable(self, key: str, schema: Json, owner: str) -> bool:
        if not isinstance(schema, dict):
            return schema is True
        if "$ref" in schema or "allOf" in schema:
            return not _OUTPUT.search(str(schema.get("description", "")))
        if self.technical and server_set(key):
            return False
        return sayable(meaning(key, schema, f"{self.tool} {owner}", self.description))

    def _array(self, name: str, schema: Schema, owner: str) -> Maker:
        parts = words(name)
        single = " ".join((*parts[:-1], singular(parts[-1]))) if parts else name
        first = schema.get("prefixItems", ())
        items = schema.get("items", True)
        if isinstance(items, list):
            first, items = items, schema.get("additionalItems", True)
        least, most = int(schema.get("minItems", 0)), schema.get("maxItems")
        unique = bool(schema.get("uniqueItems"))
        inner = self._items(items, schema)
        pair = coordinates(parts, inner)
        if pair is not None and least <= 2 and (most is None or most >= 2):
            return pair
        built: list[Maker] = []

        def make(world: World) -> list[Json]:
            if world.depth > DEEPEST:
                raise Unfillable("recursive_schema")
            if not built:
                built.extend(
                    self.maker(f"{single} {place}", part) for place, part in enumerate(first)
                )
                built.append(_never if inner is False else self.maker(single, inner, owner))
            size = count(world, inner, len(first), least, most)
            found: list[Json] = []
            for place in range(size):
                value = self._item(world, built[min(place, len(first))], found, unique)
                if value is _NONE:
                    break
                found.append(value)
            world.memory["count"] = len(found)
            if len(found) < least:
                raise Unfillable("unsatisfiable_array")
            return found

        return make

    def _items(self, items: Json, schema: Schema) -> Json:
        """The element's schema, with the array's description where it has none of its own."""
        if items is False:
            return False
        inner = dict(items) if isinstance(items, dict) else {}
        if "$ref" not in inner and "description" not in inner and "description" in schema:
            inner["description"] = schema["description"]
        shown = [v for v in examples.stated(schema) if isinstance(v, list)]
        if shown and "examples" not in inner and "example" not in inner:
            inner["examples"] = [value for values in shown for value in values]
        return inner

    def _item(self, world: World, make: Maker, found: list[Json], unique: bool) -> Json:
        """One more element, other than those there; `_NONE` when no other came up."""
        outer, depth = world.memory, world.depth
        try:
            for attempt in range(12):
                kept = ("american", "mail domain", "units")
                world.memory = {key: outer[key] for key in kept if key in outer}
                world.depth = depth + 1
                value = make(world)
                if not any(same(key_of(value), key_of(other)) for other in found):
                    return value
                if attempt > 7 and not unique and isinstance(value, (int, float)):
                    return value
        finally:
            if "met" in world.memory:
                outer.setdefault("met", world.memory["met"])
            world.memory, world.depth = outer, depth
        return _NONE


_NONE = object()


_PRIVATE = re.compile(r"person:|turn:|optional:|example:|count$").match
"""What an inner object does not share with the one around it."""


def _machine_name(meant: Meaning) -> bool:
    """Whether the name of a thing is a technical one in tools that administer machines."""
    if meant.kind == "title":
        return not _HEADLINES & {*meant.noun.split()}
    if meant.noun == "name":
        return meant.kind in ("product", "movie", "book", "song", "team", "artist", "food")
    return meant.kind in _RENAMED


_HEADLINES = frozenset({"title", "display", "headline", "label", "subject", "event"})
_RENAMED = frozenset({"place", "unknown", "state", "path"})
"""Kinds that are technical names in tools that administer machines."""


_CIVIL = frozenset("calendar mail chat tasks files video news education".split())


_SERVER = re.compile(
    r"^(kind|etag|self ?link|uid|(creation|create|created|update|updated|delete|modified|last \w+)"
    r" ?(timestamp|time|date|at|by)|id)$"
)
"""Fields of a resource that the server sets."""


def _never(world: World) -> Json:
    raise Unfillable("unsatisfiable_array")
