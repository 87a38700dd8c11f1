"""Where an argument goes in a sentence: clauses by what it means.

A clause is a template with `{v}` for the value and `{n}` for the noun of the parameter; it follows
the verb phrase. `details` are whole sentences for arguments that did not fit in.
"""

import re
from random import Random

from generators.language.phrase import Phrase, fill
from generators.language.saying import Said, Speaker, Unit, say
from generators.language.words import article, is_plural, split_name, stems
from generators.meaning import element
from studio.record import Schema

_BY_WORD: dict[str, tuple[str, ...]] = {
    "to": (" to {v}",),
    "recipient": (" to {v}",),
    "recipients": (" to {v}",),
    "cc": (", cc {v}", " and cc {v}", " with {v} in copy"),
    "bcc": (", bcc {v}", " with {v} in bcc"),
    "sender": (" from {v}",),
    "attendees": (" with {v}", ", inviting {v}", " and invite {v}"),
    "participants": (" with {v}", ", inviting {v}"),
    "invitees": (" with {v}", " and invite {v}"),
    "assignee": (" for {v}", ", assigned to {v}", ", assign it to {v}", " and give it to {v}"),
    "author": (" by {v}", " written by {v}"),
    "artist": (" by {v}",),
    "director": (" by {v}", " directed by {v}"),
    "labels": (" labelled {v}", " with the labels {v}", ", label it {v}"),
    "tags": (" tagged {v}", " with tags {v}", ", tag it {v}"),
    "status": (" with status {v}", " with the status {v}"),
    "sort": (", sorted by {v}", " sorted by {v}", ", sort by {v}"),
    "order": (", sorted by {v}", " ordered by {v}"),
    "priority": (" with {v} priority", ", {v} priority", " at {v} priority"),
    "severity": (" with {v} severity", ", severity {v}"),
    "intensity": (" at {v} intensity", ", {v} intensity"),
    "format": (" as {v}", " in {v} format", ", in {v} format"),
    "units": (" in {v}",),
    "unit": (" in {v}",),
    "mode": (" by {v}", " in {v} mode", ", {v} mode"),
    "reason": (", reason: {v}", " with the reason {v}", ", the reason being {v}"),
    "radius": (" within {v}", " within a radius of {v}", ", no further than {v}"),
    "budget": (" on a budget of {v}", " for under {v}", ", budget {v}"),
    "size": (", size {v}", " in size {v}"),
    "genre": (", genre {v}", " in the {v} genre"),
    "folder": (" in {v}", " in the folder {v}"),
    "directory": (" in {v}",),
    "due": (" due {v}", ", due {v}"),
    "deadline": (" by {v}", " with {v} as the deadline"),
    "birth": (" born on {v}", ", born {v}"),
    "frequency": (", {v}", " on a {v} basis", ", repeating {v}"),
    "recurrence": (", repeating {v}", ", {v}"),
    "cuisine": (" with {v} food", ", {v} cuisine", " serving {v} food"),
    "volume": (" at volume {v}", " with the volume at {v}"),
    "region": (" in {v}", " for {v}"),
    "area": (" in {v}", " around {v}"),
    "room": (" in the {v}", " for the {v}"),
    "district": (" in {v}",),
    "neighbourhood": (" in {v}",),
    "device": (" on {v}", " on the {v}"),
    "platform": (" on {v}",),
    "branch": (" on branch {v}", ", branch {v}"),
    "payment": (", payment by {v}", ", paying by {v}"),
    "role": (" as {v}", " with the role {v}"),
    "stops": (" via {v}", " with stops at {v}", ", stopping at {v}"),
    "cabin": (" in {v}", ", {v} class"),
    "subject": (" with subject {v}", ", subject {v}", " with the subject line {v}"),
}
"""By a word of the parameter's name, tried last word first."""
_PEOPLE = frozenset(
    "guests people passengers adults travellers travelers visitors persons party".split()
)
_UNITS_OF_TIME = frozenset("years months weeks days hours minutes seconds nights".split())
_NUMBERED = frozenset(
    "issue request ticket run version sprint page chapter order room build".split()
)
"""Things that are known by a number."""
_PREPOSED = frozenset("after before since until by at on in from with for".split())
"""A noun that ends in one of these goes straight before its value: `published after 1950`."""

_SOURCE = (" from {v}",)
_TARGET = (" to {v}",)
_LEAST = (" over {v}", ", at least {v}", " from {v} up")
_MOST = (" under {v}", ", {v} at most", " up to {v}", ", no more than {v}", " for at most {v}")
_START = (" from {v}", " starting {v}", ", starting {v}")
_END = (" until {v}", " to {v}", " up to {v}")

_BY_ROLE: dict[tuple[str, str], tuple[str, ...]] = {
    **{(kind, "start"): _START for kind in ("date", "time", "datetime", "year", "month")},
    **{(kind, "end"): _END for kind in ("date", "time", "datetime", "year", "month")},
    **{
        (kind, "source"): _SOURCE
        for kind in "city country place address airport currency language unit timezone path".split()
    },
    **{
        (kind, "target"): _TARGET
        for kind in "city country place address airport currency language unit timezone path".split()
    },
    **{(kind, "least"): _LEAST for kind in ("money", "distance", "weight")},
    **{(kind, "most"): _MOST for kind in ("money", "distance", "weight", "duration")},
    **{(kind, "start"): _SOURCE for kind in ("airport", "city", "place", "address")},
    **{(kind, "end"): _TARGET for kind in ("airport", "city", "place", "address")},
    ("time", "start"): (" from {v}", " starting at {v}", " at {v}"),
    ("rating", "least"): (" rated at least {v}", " rated {v} or better", " rated {v} and up"),
}

_BY_KIND: dict[str, tuple[str, ...]] = {
    "date": (" on {v}", " for {v}"),
    "time": (" at {v}", ", {v}"),
    "datetime": (" on {v}", ", {v}"),
    "duration": (" for {v}", " lasting {v}", ", {v} long"),
    "timezone": (" in the {v} timezone", ", timezone {v}", " ({v})"),
    "city": (" in {v}",),
    "country": (" in {v}",),
    "state": (" in {v}",),
    "place": (" at {v}", " in {v}"),
    "address": (" at {v}",),
    "postcode": (" in {v}", ", postcode {v}"),
    "airport": (" at {v}",),
    "coordinates": (" at {v}",),
    "email": (" with the email {v}", ", email {v}"),
    "phone": (" with the number {v}", ", phone {v}"),
    "money": (" for {v}", " of {v}", ", {v}"),
    "count": (
        ", just {v} of them",
        ", {v} at most",
        ", limited to {v}",
        ", no more than {v}",
        ", {v} is enough",
        ", cap it at {v}",
        ", only {v}",
    ),
    "temperature": (" at {v}", " to {v}"),
    "title": (" called {v}", " named {v}", " titled {v}"),
    "text": (" saying {v}", ": {v}", " that says {v}", " with the text {v}"),
    "query": (" for {v}", " matching {v}", " about {v}"),
    "topic": (" about {v}", " on {v}"),
    "category": (" in the {v} category", " under {v}"),
    "language": (" in {v}",),
    "currency": (" in {v}",),
    "colour": (" in {v}",),
    "sort": (", sorted by {v}", ", {v}"),
    "year": (" in {v}", " for {v}"),
    "month": (" in {v}", " for {v}"),
    "weekday": (" on {v}", " for {v}"),
    "url": (" at {v}", " ({v})"),
    "unit": (" in {v}",),
    "company": (" at {v}", " for {v}"),
    "team": (" for {v}",),
}

_PLAIN_NOUNS = {
    "date": {"date", "day"},
    "time": {"time"},
    "datetime": {"time", "date and time", "start", "end", "datetime", "date"},
    "duration": {"duration", "length"},
    "place": {"location", "place", "venue"},
    "address": {"address", "location"},
    "money": {"amount", "price", "total", "value"},
    "title": {"title", "name"},
    "text": {"text", "message", "content", "body", "note", "comment"},
    "temperature": {"temperature"},
    "query": {"query", "search query", "search term", "keyword", "search words", "search text"},
    "category": {"category"},
    "email": {"email", "email address"},
    "phone": {"phone", "phone number"},
    "url": {"url", "link", "URL"},
    "company": {"company", "company name"},
    "team": {"team", "team name"},
    "language": {"language"},
    "currency": {"currency"},
    "colour": {"colour", "color"},
    "unit": {"unit", "units"},
    "year": {"year"},
    "city": {"city", "location", "town"},
    "country": {"country"},
    "state": {"state", "region", "province"},
    "airport": {"airport"},
}
"""Nouns a clause by kind may leave unsaid; with any other noun the noun is said."""

_GENERIC = (
    " with {n} {v}", ", {n} {v}", ", {n}: {v}", " ({n} {v})", " with {v} as the {n}",
    " with the {n} {v}", " ({n}: {v})", ", {n}: {v}",
)  # fmt: skip
_GENERIC_NUMBER = (
    " with {a} {n} of {v}", ", {n} {v}", ", {n}: {v}", " ({n} {v})", " with {n} {v}",
    ", with {a} {n} of {v}", " at {a} {n} of {v}",
)  # fmt: skip
_GENERIC_CHOICE = (
    ", {n} {v}", ", {n}: {v}", " ({n}: {v})", " with {v} as the {n}", " with the {n} set to {v}",
    ", the {n} should be {v}", " with {n} {v}",
)  # fmt: skip
_OBJECT = (" with {n} {v}", ", {n}: {v}", " ({n}: {v})", ", {n} {v}")
_GENERIC_TEXT = (", {n}: {v}", " with the {n} {v}", ", with {v} as the {n}", ", {n} {v}")
_PREPOSED_NOUN = (" {n} {v}", ", {n} {v}")
_UNNAMED = (" with ID {v}", ", ID {v}", " (ID {v})", " with the ID {v}")
_ENTITY = (" for {e} {v}", ", {e} {v}", " ({e} {v})", " for the {e} {v}")

DETAILS = (
    "The {n} is {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "Use {v} as the {n}",
    "Make the {n} {v}",
    "Set the {n} to {v}",
    "For the {n}, use {v}",
    "Go with {v} for the {n}",
    "{N} is {v}",
    "As for the {n}, {v}",
    "I want the {n} to be {v}",
    "Take {v} for the {n}",
)
DETAILS_PLURAL = (
    "The {n} are {v}",
    "{N}: {v}",
    "The {n} should be {v}",
    "Use {v} as the {n}",
    "For the {n}, use {v}",
    "{N} are {v}",
    "Go with {v} for the {n}",
)

_TIME_PREPOSITION = re.compile(r"^ (?:on|at|for|in) \{v\}$|^, \{v\}$")


def _placed(template: str, said: Said) -> str:
    """A clause about time with the preposition its spelling wants: `on Friday`, `tomorrow`."""
    if _TIME_PREPOSITION.match(template):
        return f" {said.preposition} {{v}}" if said.preposition else " {v}"
    if not said.governable and template.startswith((" from", " until", " to", " by", " up to")):
        return " starting {v}" if template.startswith(" from") else ", ending {v}"
    return template


def entity(noun: str) -> str:
    """What an identifier identifies: `order ID` → `order`."""
    for ending in (" ID", " IDs", " id", " identifier", " key", " number", " code", " reference"):
        if noun.endswith(ending):
            return noun.removesuffix(ending)
    return noun


def templates(unit: Unit, verb_kind: str, object_words: str) -> tuple[str, ...]:
    """The clauses that fit a unit, best known first."""
    meant, words = unit.meaning, split_name(unit.name)
    kind, noun = meant.kind, meant.noun
    if kind == "list":
        inner = element(unit.name, unit.schema)
        kind = inner.kind if inner.kind not in ("id", "reference", "object") else "list"
    if isinstance(unit.value, dict):
        plain_body = noun in ("body", "resource", "content", "data", "value")
        return (" with {v}", ": {v}") if plain_body else _OBJECT
    if noun.rpartition(" ")[2] in _PREPOSED and " " in noun:
        return _PREPOSED_NOUN
    if verb_kind == "update" and noun and stems(noun)[-1:] == stems(object_words)[-1:]:
        return (" to {v}",)
    if kind in ("money", "rating", "quantity", "count", "number", "duration"):
        return _numeric(unit, kind, object_words, words)
    if (kind, meant.role) in _BY_ROLE and meant.kind != "list":
        return _BY_ROLE[kind, meant.role]
    if verb_kind == "send" and kind in ("phone", "email", "contact", "person"):
        return (" to {v}",)
    return _worded(unit, kind, words)


def _worded(unit: Unit, kind: str, words: list[str]) -> tuple[str, ...]:
    noun = unit.meaning.noun
    if kind in ("id", "reference"):
        return _ENTITY if entity(noun).lower() not in ("id", "") else _UNNAMED
    if kind == "person" and (words[-1] == "name" or noun == "name"):
        return (" for {v}", " in the name of {v}", ", name {v}")
    for word in reversed(words):
        if word in _BY_WORD and kind != "object" and (word != "subject" or kind == "title"):
            return _BY_WORD[word]
    if kind in _BY_KIND and noun in _PLAIN_NOUNS.get(kind, {noun}):
        return _BY_KIND[kind]
    if "enum" in unit.schema or kind == "enum":
        return _GENERIC_CHOICE
    return _GENERIC_TEXT if kind in ("text", "title", "query", "code", "json", "list") else _GENERIC


def _numeric(unit: Unit, kind: str, object_words: str, words: list[str]) -> tuple[str, ...]:
    """Clauses for numbers: bounds, ratings, how many of what, how long."""
    noun, role = unit.meaning.noun, unit.meaning.role
    last = noun.rpartition(" ")[2]
    if kind == "money":
        per = noun[noun.index(" per ") :] if " per " in noun else ""
        if role == "most":
            return tuple(form + per for form in _MOST)
        if role == "least":
            return tuple(form + per for form in _LEAST)
        budget = _BY_WORD["budget"] if "budget" in words else None
        return budget or (_BY_KIND["money"] if noun in _PLAIN_NOUNS["money"] else _GENERIC_NUMBER)
    if kind == "rating" and isinstance(unit.value, (int, float)) and unit.value <= 10:
        if role == "least":
            return _BY_ROLE["rating", "least"]
        return (
            (" with {v} stars", ", {v} stars", ", rated {v}")
            if last in ("stars", "rating")
            else _GENERIC_NUMBER
        )
    if kind == "quantity" and (last in _PEOPLE or words[0] in _PEOPLE):
        people = "people" if last in ("party", "size", "people", "persons") else last
        return (f" for {{v}} {people}", f", {{v}} {people}")
    if kind in ("quantity", "number") and noun.startswith("number of "):
        counted = noun.removeprefix("number of ")
        return (f" with {{v}} {counted}", f", {{v}} {counted}")
    if noun == "quantity":
        return (", {v} of them", ", quantity {v}", " ({v} of them)")
    if last in _UNITS_OF_TIME or (kind == "duration" and noun in ("duration", "length")):
        return (" for {v}", ", {v}")
    if kind == "count":
        return _BY_KIND["count"]
    if last == object_words.rpartition(" ")[2] or last in _NUMBERED:
        return _ENTITY
    return _BY_WORD.get(last, _GENERIC_NUMBER)


def clause(unit: Unit, speaker: Speaker, root: Schema, verb_kind: str, object_words: str) -> Phrase:
    """A unit as a clause after the verb phrase. Raises Unsayable."""
    said = say(unit, speaker, root)
    template = speaker.rng.choice(templates(unit, verb_kind, object_words))
    if unit.meaning.kind in ("date", "datetime", "time"):
        template = _placed(template, said)
    return _filled(template, unit, said.phrase)


def detail(unit: Unit, speaker: Speaker, root: Schema) -> Phrase:
    """A unit as a sentence of its own, without its full stop. Raises Unsayable."""
    said = say(unit, speaker, root).phrase
    if unit.meaning.kind == "flag":
        return said
    noun = unit.meaning.noun
    if noun.rpartition(" ")[2] in _PREPOSED:
        return _filled("{N} {v}", unit, said)
    if isinstance(unit.value, dict):
        return _filled(speaker.rng.choice(("{N}: {v}", "The {n}: {v}")), unit, said)
    several = is_plural(noun) or unit.path in speaker.variants
    return _filled(speaker.rng.choice(DETAILS_PLURAL if several else DETAILS), unit, said)


def _filled(template: str, unit: Unit, said: Phrase) -> Phrase:
    noun = unit.meaning.noun
    what = entity(noun) if unit.meaning.kind in ("id", "reference") else noun
    return fill(
        template,
        v=said,
        n=noun,
        N=noun[:1].upper() + noun[1:],
        a=article(noun),
        e=what,
    )


def labelled(unit: Unit, speaker: Speaker, root: Schema, rng: Random) -> Phrase:
    """A unit as a note: `start time: 3pm`, or the value alone where it speaks for itself."""
    said = say(unit, speaker, root)
    meant = unit.meaning
    kind, noun = meant.kind, meant.noun
    if kind == "flag":
        return said.phrase
    if kind in ("date", "time", "datetime", "year", "month") and meant.role in ("start", "end"):
        lead = "from " if meant.role == "start" else "until "
        return [lead if said.governable and rng.random() < 0.5 else f"{noun}: ", *said.phrase]
    alone = kind in _BY_KIND and not meant.role and noun in _PLAIN_NOUNS.get(kind, ())
    if alone and unit.path not in speaker.variants and rng.random() < 0.6:
        return said.phrase
    return [f"{noun}{rng.choice((': ', ' ', ' = ', ': '))}", *said.phrase]
