"""Schema objects of OpenAPI 3.0, 3.1 and Swagger 2 as JSON Schema (Draft 2020-12).

What the dialects write differently is rewritten to mean the same: `nullable`, boolean exclusive
bounds, `example`, tuples in `items`, `required: true` on a property, `type: file`. References
become `#/$defs/name`; `$defs` are the work of `_definitions`. Extensions (`x-…`) and what only
XML needs are left out.
"""

import re
from collections.abc import Mapping
from typing import cast

from corpora.sources._definitions import ANNOTATIONS, MANY, NAMED, ONE, Unusable, reference
from corpora.sources._patterns import patterned
from corpora.sources._references import Place, References
from studio.errors import SchemaError
from studio.record import Json, Schema
from studio.schemas.naming import folded

_DROPPED_WORDS = (
    "$anchor $defs $dynamicAnchor $dynamicRef $id $recursiveAnchor $recursiveRef $ref $schema "
    "$vocabulary additionalItems allowEmptyValue collectionFormat definitions example "
    "externalDocs id nullable xml"
)
_DROPPED = frozenset(_DROPPED_WORDS.split())
_ITSELF = frozenset({"$recursiveRef", "$dynamicRef"})
_BESIDE = ANNOTATIONS | {"example"}
"""What counts beside a `$ref` before 3.1, where the rest is to be ignored."""
_DEEPEST = 64
_MOST = 3_000_000
"""Schema objects of one API; the largest known have some 500,000."""
_COUNTS = ["maxItems", "maxLength", "maxProperties", "minItems", "minLength", "minProperties"]
_NUMBERS = [*_COUNTS, "maximum", "minimum", "multipleOf"]


class Dialect:
    """Translates the schemas of one document and names the ones that are referred to.

    `siblings` says whether keywords beside `$ref` count (3.1) or are ignored but for annotations.
    """

    def __init__(self, references: References, siblings: bool) -> None:
        self._references = references
        self._siblings = siblings
        self._labels: dict[Place, str] = {}
        self._places: dict[str, Place] = {}
        self._count = 0
        self._loading = ""

    def load(self, label: str) -> Schema:
        """The definition that references name `label`."""
        place = self._places[label]
        self._loading = label
        try:
            return self.schema(self._references.value(place), place)
        finally:
            self._loading = ""

    def where(self, label: str) -> str:
        """The place of a definition for messages."""
        return self._references.shown(self._places[label])

    def schema(self, raw: Json, place: Place, depth: int = 0) -> Schema:
        """One schema object. Raises Unusable when it is none, SchemaError when it is too deep or
        refers to nothing."""
        self._bound(place, depth)
        if raw is True or raw is False:
            return {} if raw else {"not": {}}
        if not isinstance(raw, dict):
            raise Unusable("invalid_schema", f"{self._at(place)} is {raw!r:.40}, not a schema")
        made: Schema = {}
        if "$ref" in raw:
            made = reference(self._label(self._references.target(raw["$ref"], place)))
            if not self._siblings:
                raw = {key: value for key, value in raw.items() if key in _BESIDE}
        elif not _ITSELF.isdisjoint(raw):
            made = self._itself(place)
        for key, value in raw.items():
            if key in ONE or key in MANY or key in NAMED:
                made[key] = self._inner(key, value, place, depth + 1)
            elif key not in _DROPPED and not key.startswith("x-"):
                made[key] = value
        self._tuple(raw, made, place, depth)
        if not all(isinstance(name, str) for name in _listed(made.get("required"))):
            raise Unusable("invalid_schema", f"{self._at(place)}/required holds no names")
        return patterned(_rewritten(made, raw))

    def _itself(self, place: Place) -> Schema:
        """`$recursiveRef` (2019-09) and `$dynamicRef`: the named schema they stand in, which is
        what they mean where no other schema extends it."""
        if not self._loading:
            detail = f"{self._at(place)} refers to itself but has no name: use $ref"
            raise Unusable("invalid_schema", detail)
        return reference(self._loading)

    def _inner(self, key: str, value: Json, place: Place, depth: int) -> Json:
        """The value of a keyword that holds schemas."""
        inside = place.inside(key)
        if key in NAMED and isinstance(value, dict) and isinstance(value.get("$ref"), str):
            # not of the specification, but multi-file descriptions share whole maps this way
            value, inside = self._references.followed(value, inside)
        if key in NAMED and isinstance(value, dict):
            return {
                name: self.schema(inner, inside.inside(name), depth)
                for name, inner in value.items()
                if not (name.startswith("x-") and not isinstance(inner, dict | bool))
            }
        if (key in MANY or key == "items") and isinstance(value, list):
            return [self.schema(item, inside.inside(i), depth) for i, item in enumerate(value)]
        if key in ONE:
            return value if isinstance(value, bool) else self.schema(value, inside, depth)
        raise Unusable("invalid_schema", f"{self._at(inside)} is {value!r:.40}")

    def _tuple(self, raw: Mapping[str, Json], made: Schema, place: Place, depth: int) -> None:
        """A list in `items` is a tuple of the older drafts."""
        if isinstance(made.get("items"), list):
            made["prefixItems"] = made.pop("items")
            if "additionalItems" in raw:
                rest = raw["additionalItems"]
                made["items"] = self._inner("items", rest, place, depth + 1)

    def _label(self, place: Place) -> str:
        if place not in self._labels:
            wanted = folded(place.last) or "schema"
            label, number = wanted, 1
            while label in self._places:
                number += 1
                label = f"{wanted}_{number}"
            self._labels[place] = label
            self._places[label] = place
        return self._labels[place]

    def _bound(self, place: Place, depth: int) -> None:
        self._count += 1
        if depth > _DEEPEST or self._count > _MOST:
            what = (
                f"nested deeper than {_DEEPEST} levels: give its inner schemas names"
                if depth > _DEEPEST
                else f"beyond {_MOST:,} schemas: split the API into several files"
            )
            shown = self._at(place)
            raise SchemaError(f"{shown if len(shown) < 160 else shown[:160] + '…'}: {what}")

    def _at(self, place: Place) -> str:
        return self._references.shown(place)


def _rewritten(made: Schema, raw: Mapping[str, Json]) -> Schema:
    """Everything that is said differently in Draft 2020-12."""
    for key in _NUMBERS:
        if isinstance(made.get(key), str):
            made[key] = _number(made[key])
    for key in _COUNTS:
        if isinstance(made.get(key), float) and made[key].is_integer():
            made[key] = int(made[key])
    _exclusive(made, "exclusiveMinimum", "minimum")
    _exclusive(made, "exclusiveMaximum", "maximum")
    _require(made, raw)
    _exemplify(made, raw)
    if isinstance(made.get("discriminator"), dict):
        made["discriminator"] = _discriminator(made["discriminator"])
    kind = made.get("type")
    if kind == "any":
        del made["type"]
    elif kind == "file":
        made.update(type="string", format="binary")
    made = _unwrapped(made)
    if raw.get("nullable") is True or raw.get("x-nullable") is True:
        made = _nullable(made)
    return made


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _number(text: str) -> Json:
    """A bound written as text; text that is no number stays and is found invalid later."""
    if re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?", text) else text


def _exclusive(made: Schema, exclusive: str, bound: str) -> None:
    """`exclusiveMinimum: true` beside `minimum` (draft 4) is a bound of its own."""
    flag = made.get(exclusive)
    if isinstance(flag, bool):
        del made[exclusive]
        if flag and bound in made:
            made[exclusive] = made.pop(bound)


def _require(made: Schema, raw: Mapping[str, Json]) -> None:
    """`required: true` on a property, a common slip, moves to the object that has it."""
    if not isinstance(made.get("required", []), list):
        del made["required"]
    properties = raw.get("properties")
    if isinstance(properties, dict):
        listed = made.get("required", [])
        slips = [
            name
            for name, inner in properties.items()
            if isinstance(inner, dict) and inner.get("required") is True and name not in listed
        ]
        if slips or listed:
            made["required"] = list(dict.fromkeys([*listed, *slips]))
    if made.get("required") == []:
        del made["required"]


def _exemplify(made: Schema, raw: Mapping[str, Json]) -> None:
    """`example` and OpenAPI's named `examples` become the list `examples`."""
    given = made.pop("examples", None)
    if isinstance(given, dict):
        given = [item["value"] if _has_value(item) else item for item in given.values()]
    examples = given if isinstance(given, list) else []
    if "example" in raw:
        examples = [raw["example"], *(item for item in examples if item != raw["example"])]
    if examples:
        made["examples"] = examples


def _has_value(item: Json) -> bool:
    return isinstance(item, dict) and "value" in item


def _discriminator(raw: Mapping[str, Json]) -> Schema:
    """The discriminator with the names of schemas instead of references into the document."""
    made = {key: value for key, value in raw.items() if not key.startswith("x-")}
    if isinstance(made.get("mapping"), dict):
        made["mapping"] = {
            value: str(target).rpartition("/")[2] for value, target in made["mapping"].items()
        }
    return made


def _unwrapped(made: Schema) -> Schema:
    """`allOf` of one schema beside annotations only, the usual way to describe a reference."""
    branches = made.get("allOf")
    rest = {key: value for key, value in made.items() if key != "allOf"}
    if isinstance(branches, list) and len(branches) == 1 and rest.keys() <= ANNOTATIONS:
        return {**cast(Schema, branches[0]), **rest}
    return made


def _nullable(made: Schema) -> Schema:
    """The schema that also takes null (OpenAPI 3.0.3, proposal 003: only beside `type`, but
    authors mean it everywhere)."""
    if made.keys() & {"$ref", "allOf", "not"}:
        outer = {key: made.pop(key) for key in list(made) if key in ANNOTATIONS}
        return {**outer, "anyOf": [made, {"type": "null"}]}
    for key in ("anyOf", "oneOf"):
        if key in made:
            if {"type": "null"} not in made[key]:
                made[key] = [*made[key], {"type": "null"}]
            break
    kinds = made.get("type")
    if isinstance(kinds, str):
        kinds = [kinds]
    if isinstance(kinds, list):
        made["type"] = kinds if "null" in kinds else [*kinds, "null"]
    if isinstance(made.get("enum"), list) and None not in made["enum"]:
        made["enum"] = [*made["enum"], None]
    return made
