"""The words of one argument's value, however deep: scalars, lists, nested objects.

Scalars take their spelling from `surface`; here values are quoted, listed and labelled. Where in
the sentence they go is decided by `clauses`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from generators.language.flags import Form
from generators.language.intent import meanings
from generators.language.phrase import Mark, Phrase, Value, for_call, joined, marked, plain
from generators.language.surface import Surface, money_surface, surfaces
from generators.meaning import Meaning, element, meaning
from studio.record import Json, Schema, Tool


class Unsayable(Exception):
    """A value that no request can carry; becomes a Refusal of the teacher."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One argument, or one leaf of a nested one, to be worked into words."""

    name: str
    meaning: Meaning
    schema: Schema
    value: Json
    path: str
    currency: "Unit | None" = None
    """The sibling that names the currency of this amount, said in the same breath."""
    alone: bool = True
    """Whether no other argument is the other end of what this one begins."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value in words, and how it fits a sentence (see `surface.Surface`)."""

    phrase: Phrase
    preposition: str = ""
    governable: bool = True
    form: Form = "phrase"


_QUOTES = (("“", "”"), ('"', '"'), ("'", "'"))


@dataclass(slots=True)
class Speaker:
    """Who puts a call into words: randomness, the date, and whether the date was relied on."""

    rng: Random
    today: date
    dated: bool = False
    variants: Mapping[str, Sequence[Json]] = field(default_factory=dict)
    """For several calls of one tool: path of the argument in which they differ → its values, one
    for each call. They are said in one list."""
    quoting: bool | None = None
    """Whether the texts of a list stand in quotation marks; None lets each decide."""
    compact: bool = False
    """Whether the request is to stay on one line: it is one of several."""
    style: int = -1
    """Which quotation marks this request uses; drawn at first use."""

    def quotes(self, text: str) -> tuple[str, str]:
        """Quotation marks around `text`: always the same ones, unless the text holds them."""
        if self.style < 0:
            self.style = self.rng.randrange(len(_QUOTES))
        fitting = [pair for pair in (_QUOTES[self.style], *_QUOTES) if not set(pair) & set(text)]
        return fitting[0] if fitting else ("", "")


_QUOTED = frozenset({"title", "text", "query", "song", "movie", "book", "topic"})
_SELF_EVIDENT = frozenset(
    "person email phone contact company city country state address place postcode product food "
    "title money date datetime time reference first_name last_name url airport".split()
)
_DIGIT = re.compile(r"\d")
_LONGEST_LIST = 12
_CURRENCY = re.compile(r"[A-Za-z]{3}")


def pointer(parent: str, key: str | int) -> str:
    """RFC 6901: one step down."""
    return f"{parent}/{str(key).replace('~', '~0').replace('/', '~1')}"


_BODIES = frozenset({"body", "requestBody", "request_body", "resource", "payload", "data"})
"""Objects that only wrap the arguments: their members are said as if they were the call's own."""


def units(tool: Tool, arguments: Mapping[str, Json]) -> list[Unit]:
    """The arguments of a call as units, an amount joined with its currency."""
    found, known = properties(tool.parameters), meanings(tool)
    result: list[Unit] = []
    for name, value in arguments.items():
        schema = found.get(name, {})
        if implied(schema, value):
            continue
        if name in _BODIES and isinstance(value, dict) and value:
            result += _members(name, schema, value, arguments, tool.parameters)
        else:
            result.append(Unit(name, known[name], schema, value, pointer("", name)))
    if any(unit.meaning.role == "start" for unit in result):
        both = any(unit.meaning.role == "end" for unit in result)
        result = [replace(unit, alone=False) for unit in result] if both else result
    return _paired(result)


def _members(
    body: str, schema: Schema, value: Mapping[str, Json], taken: Mapping[str, Json], root: Schema
) -> list[Unit]:
    inner = properties(resolved(schema, root))
    result: list[Unit] = []
    for name, item in value.items():
        child = resolved(inner.get(name) or {}, root)
        unique = f"{body}.{name}" if name in taken else name
        path = pointer(pointer("", body), name)
        result.append(Unit(unique, meaning(name, child), child, item, path))
    return result


def implied(schema: Schema, value: Json) -> str:
    """`const` or `enum` when the schema leaves no other value, so that nobody has to say it."""
    if "const" in schema:
        return "const"
    return "enum" if schema.get("enum") == [value] else ""


def properties(schema: Schema) -> Mapping[str, Schema]:
    """The properties of an object schema; empty when it has none."""
    found = resolved(schema, schema).get("properties")
    return found if isinstance(found, dict) else {}


def resolved(schema: Schema, root: Schema) -> Schema:
    """The schema behind a local `$ref`, with one level of `allOf` merged for reading."""
    for _ in range(8):
        reference = schema.get("$ref")
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        target: Json = root
        for part in reference[2:].split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~"), {})
        rest = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**target, **rest}
    for key in ("allOf", "anyOf", "oneOf"):
        branches = schema.get(key)
        if isinstance(branches, list) and "properties" not in schema and "type" not in schema:
            inner = next((resolved(b, root) for b in branches if b.get("type") != "null"), {})
            return {**inner, **{k: v for k, v in schema.items() if k != key}}
    return schema


def _paired(found: list[Unit]) -> list[Unit]:
    amounts = [
        unit
        for unit in found
        if unit.meaning.kind == "money" and isinstance(unit.value, (int, float))
    ]
    codes = [unit for unit in found if unit.meaning.kind == "currency" and not unit.meaning.role]
    if len(amounts) != 1 or len(codes) != 1 or not _CURRENCY.fullmatch(str(codes[0].value)):
        return found
    amount, code = amounts[0], codes[0]
    joint = Unit(amount.name, amount.meaning, amount.schema, amount.value, amount.path, code)
    return [joint if unit is amount else unit for unit in found if unit is not code]


def say(unit: Unit, speaker: Speaker, root: Schema) -> Said:
    """The words of a unit's value. Raises Unsayable."""
    if unit.path in speaker.variants:
        return _said_variants(unit, speaker, root)
    value = unit.value
    if value is None or value in ([], {}, ""):
        raise Unsayable(f"nothing to say for {unit.path}")
    if isinstance(value, dict):
        return Said(_said_object(unit, speaker, root))
    if isinstance(value, list):
        return Said(_said_list(unit, speaker, root))
    return _said_scalar(unit, speaker)


def _said_variants(unit: Unit, speaker: Speaker, root: Schema) -> Said:
    values = speaker.variants[unit.path]
    quoting = _alike_quoted(unit.meaning, values, speaker)
    alone = replace(speaker, variants={}, quoting=quoting)
    said = [say(replace(unit, value=value, currency=None), alone, root) for value in values]
    speaker.dated |= alone.dated
    phrases = [for_call(one.phrase, call) for call, one in enumerate(said)]
    between = _separators(phrases)
    return replace(said[0], phrase=joined(phrases, *between), governable=True)


def _separators(phrases: Sequence[Phrase]) -> tuple[str, str]:
    """What stands between the items of a list, and before the last: not a comma where an item
    holds one, as `Austin, TX` does."""
    texts = [plain(phrase) for phrase in phrases]
    if any(", " in text and text[:1] not in "“\"'" for text in texts):
        return "; ", " and " if len(texts) == 2 else "; and "
    return ", ", " and "


def _said_scalar(unit: Unit, speaker: Speaker) -> Said:
    if unit.currency is not None:
        money = money_surface(unit.value, unit.currency.value, speaker.rng)
        marks = (
            Mark(0, unit.path, money.amount_transform, *money.amount),
            Mark(0, unit.currency.path, money.currency_transform, *money.currency),
        )
        return Said([Value(money.text, marks)])
    surface = surfaces(unit.value, unit.meaning, unit.schema, today=speaker.today, rng=speaker.rng)
    if surface is None or not surface.text.strip():
        raise Unsayable(f"no words for {unit.path}")
    speaker.dated |= surface.needs_today
    value = marked(surface.bare, unit.path, surface.transform)
    left, right = surface.text[: surface.offset], surface.text[surface.offset + len(surface.bare) :]
    quoted = bool(left or right)
    if isinstance(unit.value, str) and not quoted:
        quoted = _quotes(unit, surface, speaker)
    if isinstance(unit.value, str) and speaker.quoting is not None:
        quoted = speaker.quoting
    left, right = speaker.quotes(surface.bare) if quoted else ("", "")
    phrase: Phrase = [piece for piece in (left, value, right) if piece]
    return Said(phrase, surface.preposition, surface.governable, surface.form)


def _quotes(unit: Unit, surface: Surface, speaker: Speaker) -> bool:
    """Whether a text the surface left bare would be read as part of the sentence."""
    if surface.transform != "verbatim" or unit.meaning.kind not in _QUOTED:
        return False
    text = surface.text
    if text.endswith((".", "!", "?")) or len(text.split()) > 4 or unit.meaning.kind == "text":
        return True
    return len(text.split()) > 1 and speaker.rng.random() < 0.5


_CUTTING = re.compile(r"[,;:.!?]| and | or ")


def _alike_quoted(meant: Meaning, values: Sequence[Json], speaker: Speaker) -> bool | None:
    """One decision about quotation marks for all texts of a list."""
    if meant.kind not in _QUOTED:
        return None
    texts = [value for value in values if isinstance(value, str)]
    if any(_CUTTING.search(text) for text in texts):
        return True
    return any(" " in text for text in texts) and speaker.rng.random() < 0.7


def _said_list(unit: Unit, speaker: Speaker, root: Schema) -> Phrase:
    items = unit.value
    if len(items) > _LONGEST_LIST:
        raise Unsayable(f"{len(items)} values for {unit.path}")
    inner = resolved(unit.schema.get("items") or {}, root)
    meant = element(unit.name, {**unit.schema, "items": inner})
    outer = speaker.quoting
    speaker.quoting = _alike_quoted(meant, items, speaker)
    phrases = [
        say(Unit(meant.noun, meant, inner, item, pointer(unit.path, index)), speaker, root).phrase
        for index, item in enumerate(items)
    ]
    speaker.quoting = outer
    if isinstance(items[0], dict):
        return joined(phrases, "; ", "; and " if len(phrases) > 2 else " and ")
    if isinstance(items[0], (int, float)):
        return joined(phrases, ", ", " and ")
    between, last = _separators(phrases)
    # A list of plain words needs its "and": what follows would read as one more of them.
    coded = all("@" in plain(phrase) or _DIGIT.search(plain(phrase)) for phrase in phrases)
    return joined(phrases, between, speaker.rng.choice((last, last, between)) if coded else last)


def _named_already(entry: Unit, said: Phrase) -> bool:
    """Whether a choice repeats what it is called by: `status active` for a status."""
    return "enum" in entry.schema and plain(said).lower().startswith(entry.meaning.noun.lower())


def _said_object(unit: Unit, speaker: Speaker, root: Schema) -> Phrase:
    schema = resolved(unit.schema, root)
    inner = properties(schema)
    children: list[Unit] = []
    for name, value in unit.value.items():
        child = resolved(inner.get(name) or {}, root)
        children.append(Unit(name, meaning(name, child), child, value, pointer(unit.path, name)))
    children = _paired(children)
    counted = [c for c in children if c.meaning.kind == "quantity"]
    named = [
        c for c in children if c.meaning.kind in ("product", "reference", "food", "title", "id")
    ]
    phrases: list[Phrase] = []
    if len(counted) == 1 and named:
        times = speaker.rng.choice((" x ", " ", " of "))
        phrases.append(
            [*say(counted[0], speaker, root).phrase, times, *say(named[0], speaker, root).phrase]
        )
        children = [c for c in children if c is not counted[0] and c is not named[0]]
    kinds = [child.meaning.kind for child in children]
    for entry in children:
        said = say(entry, speaker, root).phrase
        kind = entry.meaning.kind
        evident = kind in _SELF_EVIDENT and kinds.count(kind) == 1
        evident = evident or entry.meaning.noun == unit.meaning.noun.rpartition(" ")[2]
        labelled = not evident and kind != "flag" and not _named_already(entry, said)
        label = entry.meaning.noun.removeprefix(f"{unit.meaning.noun} ")
        phrases.append([f"{label} ", *said] if labelled else said)
    return joined(phrases, ", ")
