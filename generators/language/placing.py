"""Which clause templates fit an argument: a list of rules, the first that knows any decides.

The templates are those of `forms`; `clauses` fills them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generators.language import forms
from generators.language.phrase import plain
from generators.language.saying import Said, Unit
from generators.language.sentences import one
from generators.language.words import article, is_plural, split_name, stems
from generators.meaning import element

MOMENTS = frozenset({"date", "datetime", "time"})
_READING = frozenset({"list", "search", "read", "compute"})
_SPANS = MOMENTS | {"year", "month"}
_UNSAYING = frozenset(
    "name names id ids by email emails list value values string code text".split()
)
"""Last words of a name that leave the word before them to say what it is: `sort_by`."""
_BOUND = re.compile(r"^(?:minimum|maximum|min|max|lowest|highest|at least|at most) ")

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _View:
    """An argument as the rules below look at it."""

    unit: Unit
    kind: str
    """That of the elements, for a list of plain values."""
    noun: str
    role: str
    words: list[str]
    """Of the parameter's name."""
    verb_kind: str
    object_words: str
    said: Said

    @property
    def last(self) -> str:
        return self.noun.rpartition(" ")[2]


def entity(noun: str) -> str:
    """What an identifier identifies: `order ID` → `order`."""
    for ending in (" ID", " IDs", " id", " identifier", " key", " number", " code", " reference"):
        if noun.endswith(ending):
            return noun.removesuffix(ending)
    return noun


def _nested(view: _View) -> Forms:
    if not isinstance(view.unit.value, dict):
        return ()
    body = view.noun in ("body", "resource", "content", "data", "value")
    return (" with {v}", ": {v}") if body else forms.OBJECT


def _lettered(view: _View) -> Forms:
    """Coefficients and the like are known by a letter."""
    return (", {n} = {v}", " with {n} = {v}") if len(view.noun) == 1 else ()


def _preposed(view: _View) -> Forms:
    found = view.last in forms.PREPOSED
    if found and view.kind in MOMENTS and not view.said.governable:
        return (f" {view.noun.rpartition(' ')[0]} {{v}}".replace("  ", " "),)
    if found and view.noun.startswith(("starts ", "ends ")):
        said = view.noun.replace("starts", "starting").replace("ends", "ending")
        return (f" {said} {{v}}", f", {said} {{v}}")
    return forms.PREPOSED_NOUN if found else ()


def _updated(view: _View) -> Forms:
    """`change the status of the ticket` … `to closed`."""
    if view.verb_kind != "update" or not view.noun:
        return ()
    heads = {tuple(stems(part)[-1:]) for part in view.object_words.split(" of ")}
    return (" to {v}",) if tuple(stems(view.noun)[-1:]) in heads else ()


_NEWMOMENTS = frozenset({"date", "time", "start", "start time", "start date", "date and time"})


def _moved(view: _View) -> Forms:
    """`reschedule the meeting` … `to Friday`."""
    moved = view.verb_kind == "update" and view.noun.removeprefix("new ") in _NEWMOMENTS
    if not moved or view.kind not in MOMENTS or not view.unit.alone:
        return ()
    return (" to {v}",) if view.said.governable else (", now {v}",)


def _by_role(view: _View) -> Forms:
    if view.unit.meaning.kind == "list":
        return ()
    if view.role == "start" and view.unit.alone and view.kind == "datetime":
        return forms.BY_KIND["datetime"]
    if view.role in ("start", "end") and not view.unit.alone and view.kind in _SPANS:
        return (" from {v}",) if view.role == "start" else (" to {v}", " until {v}")
    return forms.BY_ROLE.get((view.kind, view.role), ())


def _occasion(view: _View) -> Forms:
    """`departure date` → `, departure on Friday`."""
    what, _, ending = view.noun.rpartition(" ")
    if view.kind not in MOMENTS or ending not in ("date", "time") or not what:
        return ()
    before = f" {view.said.preposition}" if view.said.preposition else ""
    if what in forms.PREPOSED:
        return (f"{before} {{v}}",)
    what = what.replace("pick up", "pick-up").replace("drop off", "drop-off")
    return (f", {what}{before} {{v}}", f" with {what}{before} {{v}}", f" ({what}{before} {{v}})")


def _sent(view: _View) -> Forms:
    addressed = view.verb_kind == "send" and view.kind in ("phone", "email", "contact", "person")
    return (" to {v}",) if addressed else ()


_CONTAINERS = frozenset(
    """project dataset table bucket repository folder account region zone cluster database channel
    playlist workspace organization collection namespace group list directory drive team location
    notebook album board space tenant instance catalog library calendar""".split()
)


def _identified(view: _View) -> Forms:
    if view.kind not in ("id", "reference"):
        return ()
    if view.noun == "reference":
        return (", reference {v}", " with the reference {v}", ", reference: {v}")
    what = entity(view.noun).lower()
    if what in _CONTAINERS:
        return forms.CONTAINER
    return forms.ENTITY if what not in ("id", "") else forms.UNNAMED


def _personal(view: _View) -> Forms:
    named = view.kind == "person" and (view.words[-1] == "name" or view.noun == "name")
    return (" for {v}", " in the name of {v}", ", name {v}") if named else ()


_SORTED = re.compile(r" first$|^(?:in |alphabetic|a to z|z to a|ascending|descending)", re.I)


_ROOM_NAMES = frozenset(
    """kitchen bedroom bathroom garden garage hallway nursery office attic cellar basement
    balcony""".split()
) | {"living room", "dining room", "guest room"}


def _contained(view: _View) -> Forms:
    held = view.noun in _CONTAINERS and isinstance(view.unit.value, str)
    return forms.CONTAINER if held and view.kind not in ("enum", "team") else ()


def _by_word(view: _View) -> Forms:
    words = list(view.words)
    while len(words) > 1 and words[-1] in _UNSAYING:
        words.pop()
    word = next((copied for copied in ("cc", "bcc") if copied in words), words[-1])
    if word not in forms.BY_WORD or view.kind == "object":
        return ()
    if isinstance(view.unit.value, (int, float)) or (word == "subject" and view.kind != "title"):
        return ()
    if word in ("device", "speaker") and plain(view.said.phrase).lower() in _ROOM_NAMES:
        return (" in the {v}",)
    if word in ("sort", "order") and _SORTED.search(plain(view.said.phrase)):
        return (", {v}", " ({v})")
    return forms.BY_WORD[word]


def _by_kind(view: _View) -> Forms:
    if view.noun not in forms.PLAIN_NOUNS.get(view.kind, {view.noun}):
        return ()
    if view.kind == "place":
        return (
            (" at {v}",) if _VENUE.search(plain(view.said.phrase)) else (" in {v}", " around {v}")
        )
    return forms.BY_KIND.get(view.kind, ())


_VENUE = re.compile(
    r"\d|^(?:the|a|an) |\b(?:airport|hall|park|street|station|library|museum|university|centre|"
    r"center|café|cafe|hotel|restaurant|school|hospital|office|room|gallery|church|stadium|theatre|"
    r"theater|square|market|mall|place|home|gate|bridge|tower|gym|beach|port|clinic|studio|bar|"
    r"building|arena|club|house|salon|canteen|terminal|cinema)\b",
    re.IGNORECASE,
)


_RELATIVE = re.compile(r"today|tonight|tomorrow|yesterday|(?:this|next|last) \w+", re.IGNORECASE)


def _otherwise(view: _View) -> Forms:
    if _RELATIVE.fullmatch(plain(view.said.phrase)):
        return (" {v}",)
    if "enum" in view.unit.schema or view.kind == "enum":
        return forms.GENERIC_CHOICE
    texts = ("text", "title", "query", "code", "json", "list")
    return forms.GENERIC_TEXT if view.kind in texts else forms.GENERIC


def _money(view: _View) -> Forms:
    per = view.noun[view.noun.index(" per ") :] if " per " in view.noun else ""
    if view.role in ("least", "most"):
        bounds = forms.MOST if view.role == "most" else forms.LEAST
        return tuple(form + per for form in bounds)
    if "budget" in view.words:
        return forms.BY_WORD["budget"]
    plain_noun = view.noun in forms.PLAIN_NOUNS["money"]
    return forms.BY_KIND["money"] if plain_noun else forms.GENERIC_NUMBER


def _rated(view: _View) -> Forms:
    value = view.unit.value
    if view.kind != "rating" or not isinstance(value, (int, float)) or value > 10:
        return ()
    if view.role == "least" and view.last == "stars":
        return (" with at least {v} stars", ", at least {v} stars", " with {v} stars or more")
    if view.role == "least":
        return forms.BY_ROLE["rating", "least"]
    if view.last in ("stars", "rating"):
        return (" with {v} stars", ", {v} stars", ", rated {v}")
    return forms.GENERIC_NUMBER


def _peopled(view: _View) -> Forms:
    """How many people: `for 4 people`, `for up to 20 guests`."""
    if view.kind not in ("quantity", "number", "count"):
        return ()
    if view.last not in forms.PEOPLE and view.words[0] not in forms.PEOPLE:
        return ()
    people = "people" if view.last in ("party", "size", "people", "persons") else view.last
    if view.unit.value == 1:
        people = "person" if people == "people" else one(people)
    most = "up to " if view.role == "most" else ""
    return (f" for {most}{{v}} {people}", f", {most}{{v}} {people}")


def _counted(view: _View) -> Forms:
    if view.kind in ("quantity", "number") and view.noun.startswith("number of "):
        counted = _agreeing(view, view.noun.removeprefix("number of "))
        return (f" with {{v}} {counted}", f", {{v}} {counted}")
    if view.noun == "quantity":
        return (", {v} of them", ", quantity {v}", " ({v} of them)")
    if view.noun == "days ahead":
        return (" for the next {v} days", ", next {v} days")
    if view.last in forms.UNITS_OF_TIME:
        return (" for {v}", ", {v}")
    spans = view.kind == "duration" and view.noun in ("duration", "length")
    return forms.BY_KIND["duration"] if spans else ()


def _bounded(view: _View) -> Forms:
    """`minimum stars` → `with at least 100 stars`."""
    if view.role not in ("least", "most"):
        return ()
    thing, some = _BOUND.sub("", view.noun), "at least" if view.role == "least" else "at most"
    if thing == view.noun:
        return ()
    if is_plural(thing):
        return (f" with {some} {{v}} {thing}", f", {some} {{v}} {thing}")
    return (f" with {article(thing)} {thing} of {some} {{v}}", f", {thing} {some} {{v}}")


def _measured(view: _View) -> Forms:
    if view.kind == "count" and view.verb_kind in _READING:
        return forms.BY_KIND["count"]
    if view.noun in ("count", "limit", "number of results"):
        return (", {v} of them", " ({v} of them)")
    if view.last == view.object_words.rpartition(" ")[2] or view.last in forms.NUMBERED:
        return forms.ENTITY
    if view.last == "radius" and view.verb_kind == "compute":
        return forms.GENERIC_NUMBER
    if view.noun not in forms.PEOPLE and view.noun in forms.BY_WORD:
        return forms.BY_WORD[view.noun]
    if view.kind == "quantity" and is_plural(view.noun):
        return (f" with {{v}} {_agreeing(view)}", f", {{v}} {_agreeing(view)}")
    return forms.GENERIC_NUMBERS if is_plural(view.noun) else forms.GENERIC_NUMBER


def _agreeing(view: _View, noun: str = "") -> str:
    """The noun as it stands behind the number: `1 adult`, `2 adults`."""
    noun = noun or view.noun
    return one(noun) if view.unit.value == 1 else noun


def _numeric(view: _View) -> Forms:
    """Clauses for numbers: bounds, ratings, how many of what, how long."""
    if view.kind == "money":
        return _money(view)
    if view.kind not in ("rating", "quantity", "count", "number", "duration"):
        return ()
    rules = (_rated, _peopled, _counted, _bounded, _measured)
    return next(found for rule in rules if (found := rule(view)))


_RULES: tuple[Callable[[_View], Forms], ...] = (
    _nested,
    _lettered,
    _preposed,
    _updated,
    _numeric,
    _moved,
    _by_role,
    _sent,
    _identified,
    _personal,
    _by_word,
    _contained,
    _by_kind,
    _occasion,
    _otherwise,
)


def _view(unit: Unit, verb_kind: str, object_words: str, said: Said) -> _View:
    meant = unit.meaning
    kind = meant.kind
    if kind == "list":
        inner = element(unit.name, unit.schema)
        kind = inner.kind if inner.kind not in ("id", "reference", "object") else "list"
    words = split_name(unit.name)
    return _View(unit, kind, meant.noun, meant.role, words, verb_kind, object_words, said)


def templates(unit: Unit, verb_kind: str, object_words: str, said: Said) -> Forms:
    """The clauses that fit a unit: those of the first rule that knows any."""
    view = _view(unit, verb_kind, object_words, said)
    return next(found for rule in _RULES if (found := rule(view)))
