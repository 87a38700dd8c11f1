"""What is found, in words: the item of a list before it was looked for (`the cheapest flight from
Oslo to Bergen`), after (`the cheapest one`, `it`), and what belongs to it (`its address`).
"""

import re
from collections.abc import Sequence
from random import Random

from generators.graph import Pick
from generators.language.parts import Parts
from generators.language.phrase import Phrase, Value, fill
from generators.language.words import bare, is_plural, plural
from studio.record import Tool
from studio.resources import Operation
from studio.resources.nouns import one, words

_OWN = frozenset(
    """order playlist reminder reservation appointment event email message deck note ticket draft
    shift recording meeting calendar task file""".split()
)
"""Things people call their own when they speak to their assistant."""
_OF = re.compile(r"(?:the |all |all the )?(.+?) of $")
_MASS = frozenset("music data news information media content weather".split())
_PERSONS = frozenset("employee contact doctor person participant user customer teacher".split())


def noun_of(found: Parts, operation: Operation) -> str:
    """What one item of a list is called; the list's own word where it is a plural."""
    first = found.object[0] if found.object else ""
    said = first if isinstance(first, str) else ""
    inner = _OF.fullmatch(said)
    said = inner[1] if inner else said
    while bare(said) != said or said.startswith(("all ", "my ")):
        said = bare(said).removeprefix("all ").removeprefix("my ")
    said = said.strip()
    head = one(said.rpartition(" ")[2])
    own = operation.resource.rpartition(" ")[2]
    if not said or head in _MASS or not is_plural(said):
        return own or "item"
    kept = said.split()
    if len(kept) > 2 or kept[0] in ("all", "past", "newest", "upcoming", "recent", "nearby"):
        return head
    return one(said)


def nestable(found: Parts) -> bool:
    """Whether a search can stand as the description of what it finds: it is short, and about a
    plural of things."""
    if found.later or found.asides or not found.object:
        return False
    first = found.object[0]
    if not isinstance(first, str):
        return False
    if len(found.object) == 1:
        return is_plural(bare(first)) and bare(first).rpartition(" ")[2] not in _MASS
    return _OF.fullmatch(first) is not None and is_plural(bare(first.removesuffix(" of ")))


def described(found: Parts, pick: Pick, noun: str, two: bool, rng: Random) -> Phrase:
    """The item before it was looked for, by its search."""
    rest: Phrase = list(found.object[1:])
    if len(found.object) > 1:
        rest = [" of ", *rest]
    lead = "the"
    if noun.rpartition(" ")[2] in _OWN and not rest and rng.random() < 0.7:
        lead = "my"
    if two:
        return [f"{lead} first two {plural(noun)}", *rest, *found.tail]
    if pick.words == "named":
        return [*_called(lead, pick.name, noun, rng), *rest, *found.tail]
    superlative = "" if pick.words == "only" else f" {pick.words}"
    return [f"{lead}{superlative} {noun}", *rest, *found.tail]


_PLAIN = re.compile(r"[A-Za-z][a-z]+(?: [a-z]+){0,2}|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}")


def _called(lead: str, name: str, noun: str, rng: Random) -> Phrase:
    """A thing by its own name: `my dentist appointment`, `the playlist “Road trip”`."""
    fresh = noun.rpartition(" ")[2] not in name.lower()
    if _PLAIN.fullmatch(name) and rng.random() < 0.6 and fresh:
        return [f"{lead} ", Value(name, ()), f" {noun}"]
    form = rng.choice(("{l} {e} {n}", "{l} {e} called {n}", "{l} {e} {n}"))
    return fill(form, l=lead, e=noun, n=_quoted(name))


def _quoted(name: str) -> Phrase:
    """A name, never altered after this, in quotation marks unless it is one word."""
    if " " not in name and name.isalpha():
        return [Value(name, ())]
    left, right = ("“", "”") if '"' in name else ('"', '"')
    return [left, Value(name, ()), right]


def again(pick: Pick, noun: str, two: bool, fresh: bool, rng: Random) -> Phrase:
    """The item after its list was asked for; `fresh` when this is the first time it is meant."""
    if two:
        many = f"the first two {plural(noun)}"
        return [rng.choice(("the first two", "the first two of them", many))]
    if not fresh:
        pronoun = ("them",) if personal(noun) else ("it", "it")
        return [rng.choice((*pronoun, f"that {noun}", f"the same {noun}"))]
    if pick.words == "named":
        form = rng.choice(("the one called {n}", "the {e} {n}", "the one named {n}"))
        return fill(form, e=noun, n=_quoted(pick.name))
    if pick.words == "only":
        return [rng.choice((f"that {noun}", "the one you find", f"the {noun} you find", "it"))]
    forms = [f"the {pick.words} one", f"the {pick.words} {noun}"]
    if pick.words == "first":
        forms += ["the first of them", f"the first {noun} you find", "the top result"]
    return [rng.choice(forms)]


def made(noun: str, fresh: bool, rng: Random) -> str:
    """What a call made."""
    tail = noun.rpartition(" ")[2]
    forms = ("them" if personal(noun) else "it", f"that {tail}")
    return rng.choice((*forms, f"the new {tail}") if fresh else forms)


_CALLED = {"url": "link", "phone": "phone number", "email": "email address", "repository": "name"}


def attribute(field: str, tool: Tool, operation: Operation) -> str:
    """What a field of a thing is called."""
    said = words(field)
    if said[-1] in ("url", "link"):
        kind = " ".join(said[:-1])
        return "link" if kind in ("", "share", "map", "label", "download") else f"{kind} link"
    if len(said) == 1 and said[0] in _CALLED:
        return _CALLED[said[0]]
    if operation.resource and said[0] == operation.resource.split()[0] and len(said) > 1:
        return " ".join(said[1:])
    return " ".join(said)


def possessed(what: str, owner: Phrase, person: bool) -> Phrase:
    """`the address of the first one`, `her email address`."""
    first = owner[0] if owner else ""
    if len(owner) == 1 and first == "it":
        return [f"{'their' if person else 'its'} {what}"]
    if len(owner) == 1 and not isinstance(first, str):
        return [*owner, f"'s {what}"]
    return [f"the {what} of ", *owner]


def personal(noun: str) -> bool:
    """Whether a thing is somebody."""
    return noun.rpartition(" ")[2] in _PERSONS


def chosen(options: Sequence[Pick], place: int, rng: Random) -> Pick | None:
    """One of the true ways to mean the item at a place; None when there is none."""
    fitting = [pick for pick in options if pick.place == place]
    return rng.choice(fitting) if fitting else None
