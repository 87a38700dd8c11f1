"""The arguments of one operation: its parameters and its body as one object schema.

Holds the rule by which a body is laid open. Knows nothing of where parameters come from.
"""

from corpora.sources._definitions import Definitions, referred
from studio.record import Json, Schema

_OPEN_WORDS = (
    "additionalProperties deprecated description examples properties required title type $comment"
)
_OPEN = frozenset(_OPEN_WORDS.split())
"""Keywords of an object whose properties can become arguments without losing its meaning."""


def plain_object(
    schema: Schema, definitions: Definitions, seen: set[str] | None = None
) -> Schema | None:
    """The object schema without references at its root, `allOf` merged where its branches are
    plain objects with different properties; None when that would lose something."""
    seen = set() if seen is None else seen
    name = referred(schema)
    if name is not None:
        if name in seen:  # each definition at most once: no endless and no exponential merging
            return None
        seen.add(name)
    schema = definitions.resolved(schema)
    branches = schema.get("allOf")
    if isinstance(branches, list):
        schema = _merged(schema, branches, definitions, seen) or schema
    if not schema.keys() <= _OPEN or schema.get("type", "object") != "object":
        return None
    if "properties" not in schema or isinstance(schema.get("additionalProperties"), dict):
        return None
    return schema


def _merged(
    schema: Schema, branches: list[Json], definitions: Definitions, seen: set[str]
) -> Schema | None:
    rest = {key: value for key, value in schema.items() if key != "allOf"}
    merged: Schema = {"type": "object", "properties": {}, "required": []}
    for branch in [*branches, {"properties": {}, **rest}]:
        part = plain_object(branch, definitions, seen) if isinstance(branch, dict) else None
        if part is None or "additionalProperties" in part:
            return None
        if part["properties"].keys() & merged["properties"].keys():
            return None
        merged["properties"].update(part["properties"])
        merged["required"] += part.get("required", [])
    merged.update({key: rest[key] for key in ("title", "description") if key in rest})
    if not merged["required"]:
        del merged["required"]
    return merged


class Arguments:
    """Collects arguments in the order they are told."""

    def __init__(self, definitions: Definitions) -> None:
        self._definitions = definitions
        self._properties: dict[str, Json] = {}
        self._required: list[str] = []
        self._more: Schema = {}

    def add(self, name: str, schema: Schema, required: bool, place: str) -> None:
        """One argument; `place` (path, query, header) tells two of the same name apart."""
        if name in self._properties:
            name = f"{name}_{place}"
        self._properties[name] = schema
        if required and name not in self._required:
            self._required.append(name)

    def body(self, schema: Schema, required: bool) -> None:
        """A request body: laid open when it is required, a plain object and no name collides;
        otherwise one argument called `body`."""
        plain = plain_object(schema, self._definitions) if required else None
        if plain is not None:
            shown = {
                name: value
                for name, value in plain["properties"].items()
                if not (isinstance(value, dict) and self._definitions.hidden(value, "request"))
            }
            if not shown.keys() & self._properties.keys():
                self._properties.update(shown)
                wanted = [name for name in plain.get("required", ()) if name in shown]
                self._required.extend(dict.fromkeys(wanted))
                self._more = {
                    key: value
                    for key, value in plain.items()
                    if key in _OPEN - {"properties", "required", "title", "type"}
                }
                return
        name = "body" if "body" not in self._properties else "request_body"
        self.add(name, schema, required, "body")

    def schema(self) -> Schema:
        """The object schema of all of them."""
        made: Schema = {"type": "object", "properties": self._properties}
        if self._required:
            made["required"] = self._required
        return {**made, **self._more}
