"""How to ask for one argument: as a question, and as a noun phrase. Sentences around it are made
by `replies`."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from generators.language.choices import spoken
from generators.language.placing import entity
from generators.language.words import is_plural, listed
from generators.meaning import Meaning, element
from studio.record import Schema

Question = tuple[str, str]
"""A question without its mark and capital, and what it asks for: `what time`, `the time`."""


@dataclass(frozen=True, slots=True)
class _Asked:
    name: str
    meant: Meaning
    schema: Schema
    rng: Random

    @property
    def noun(self) -> str:
        return self.meant.noun

    @property
    def kind(self) -> str:
        return self.meant.kind


_WHAT: dict[tuple[str, str], tuple[Question, ...]] = {
    ("date", "date"): (
        ("what date", "the date"),
        ("which day", "the day"),
        ("on what day", "the day"),
    ),
    ("time", "time"): (("what time", "the time"), ("at what time", "the time")),
    ("datetime", "start time"): (
        ("when should it start", "the start time"),
        ("when does it start", "the start time"),
    ),
    ("datetime", "end time"): (("when should it end", "the end time"),),
    ("datetime", "date and time"): (("when", "the date and time"),),
    ("date", "start date"): (
        ("from what date", "the start date"),
        ("starting when", "the start date"),
    ),
    ("date", "end date"): (("until when", "the end date"), ("up to which date", "the end date")),
    ("duration", "duration"): (
        ("how long", "the duration"),
        ("for how long", "the duration"),
    ),
    ("place", "origin"): (
        ("where from", "the starting point"),
        ("where do you start", "the starting point"),
    ),
    ("place", "destination"): (
        ("where to", "the destination"),
        ("what's the destination", "the destination"),
    ),
    ("city", "destination"): (("where to", "the destination"),),
    ("city", "origin"): (("from which city", "the city you start from"),),
    ("contact", "recipient"): (
        ("who should it go to", "the recipient"),
        ("who is it for", "the recipient"),
    ),
    ("person", "recipient"): (("who should it go to", "the recipient"),),
    ("text", "message"): (
        ("what should the message say", "the message"),
        ("what should it say", "the text"),
    ),
    ("text", "text"): (("what should it say", "the text"), ("what's the text", "the text")),
    ("text", "body"): (
        ("what should it say", "the text"),
        ("what do you want to write", "the text"),
    ),
    ("text", "comment"): (("what should the comment say", "the comment"),),
    ("title", "title"): (
        ("what should it be called", "the title"),
        ("what's the title", "the title"),
    ),
    ("title", "name"): (
        ("what should it be called", "the name"),
        ("what name should it have", "the name"),
    ),
    ("money", "amount"): (("how much", "the amount"), ("what amount", "the amount")),
    ("money", "price"): (("how much is it", "the price"),),
    ("quantity", "quantity"): (("how many", "the quantity"),),
    ("quantity", "party size"): (("for how many people", "the number of people"),),
    ("query", "query"): (
        ("what should I search for", "the search words"),
        ("what are you looking for", "the search words"),
    ),
    ("unit", "unit"): (("in which unit", "the unit"),),
    ("currency", "currency"): (("in which currency", "the currency"),),
}
"""By kind and noun."""


def _told(asked: _Asked) -> Question | None:
    known = _WHAT.get((asked.kind, asked.noun))
    return asked.rng.choice(known) if known else None


def _lettered(asked: _Asked) -> Question | None:
    noun = asked.noun
    return (f"what is {noun}", f"the value of {noun}") if len(noun) == 1 else None


def _chosen(asked: _Asked) -> Question | None:
    choices = asked.schema.get("enum")
    if not isinstance(choices, list):
        return None
    noun = asked.noun
    if not 2 <= len(choices) <= 5 or asked.rng.random() < 0.35:
        return f"which {noun}", f"the {noun}"
    options = listed([spoken(str(choice)) for choice in choices], "or")
    return f"which {noun}: {options}", f"the {noun} ({options})"


def _counted(asked: _Asked) -> Question | None:
    noun = asked.noun
    if asked.kind not in ("quantity", "count") and asked.meant.unit != "days":
        return None
    if noun.startswith("number of "):
        counted = noun.removeprefix("number of ")
        return f"how many {counted}", f"the {noun}"
    return (f"how many {noun}", f"the number of {noun}") if is_plural(noun) else None


def _several(asked: _Asked) -> Question | None:
    if asked.kind != "list":
        return None
    noun = asked.noun
    people = element(asked.name, asked.schema).kind in ("contact", "person", "email")
    if people:
        be = "are" if is_plural(noun) else "is"
        return f"who {be} the {noun}", f"the {noun}"
    return f"which {noun}", f"the {noun}"


def _identified(asked: _Asked) -> Question | None:
    what = entity(asked.noun)
    if asked.kind not in ("id", "reference") or what in ("ID", "id", "", "reference"):
        return None
    forms = (
        (f"which {what}", f"the {asked.noun}"),
        (
            f"what's the ID of the {what}" if asked.kind == "id" else f"what's the {asked.noun}",
            f"the {asked.noun}",
        ),
        (f"which {what} do you mean", f"the {asked.noun}"),
    )
    return asked.rng.choice(forms)


_PICKED = frozenset(
    "city country state language category company product team sport song movie book artist food "
    "airport currency unit timezone month year weekday topic colour reference code enum id".split()
)


def _general(asked: _Asked) -> Question | None:
    noun, be = asked.noun, "are" if is_plural(asked.noun) else "is"
    if asked.kind in ("person", "contact") and noun not in ("name", "full name"):
        return asked.rng.choice(
            ((f"who {be} the {noun}", f"the {noun}"), (f"which {noun}", f"the {noun}"))
        )
    if asked.kind in _PICKED:
        forms = ((f"which {noun}", f"the {noun}"), (f"which {noun} should I use", f"the {noun}"))
        return asked.rng.choice(forms)
    forms = (
        (f"what {be} the {noun}", f"the {noun}"),
        (f"what {noun} should I use", f"the {noun}"),
    )
    return asked.rng.choice(forms[:1] if asked.kind == "money" else forms)


_RULES: tuple[Callable[[_Asked], Question | None], ...] = (
    _lettered,
    _told,
    _chosen,
    _counted,
    _several,
    _identified,
    _general,
)


def question(meant: Meaning, schema: Schema, name: str, rng: Random) -> Question:
    """How to ask for a parameter."""
    asked = _Asked(name, meant, schema, rng)
    return next(found for rule in _RULES if (found := rule(asked)))
