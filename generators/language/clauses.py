"""Where an argument goes in a sentence: clauses by what it means.

A clause is a template with `{v}` for the value and `{n}` for the noun of the parameter; it follows
the verb phrase. `details` are whole sentences for arguments that did not fit in.
"""

import re
from random import Random

from generators.language.phrase import Phrase, fill
from generators.language.saying import Said, Speaker, Unit, say
from generators.language.words import article, split_name, stems
from generators.meaning import element
from studio.record import Schema

_BY_WORD: dict[str, tuple[str, ...]] = {
    "to": (" to {v}",),
    "recipient": (" to {v}",),
    "recipients": (" to {v}",),
    "cc": (", cc {v}", " and cc {v}", " with {v} in copy"),
    "bcc": (", bcc {v}", " with {v} in bcc"),
    "sender": (" from {v}",),
    "attendees": (" with {v}", ", inviting {v}", " and invite {v}", " for {v}"),
    "participants": (" with {v}", ", inviting {v}"),
    "guests": (" with {v}", ", inviting {v}"),
    "invitees": (" with {v}", " and invite {v}"),
    "assignee": (" for {v}", ", assigned to {v}", ", assign it to {v}", " and give it to {v}"),
    "author": (" by {v}", " written by {v}"),
    "artist": (" by {v}",),
    "director": (" by {v}", " directed by {v}"),
    "title": (" called {v}", " titled {v}", " named {v}", ", call it {v}", " with the title {v}"),
    "subject": (" with subject {v}", ", subject {v}", " with the subject line {v}"),
    "name": (" called {v}", " named {v}", " with the name {v}"),
    "label": (" labelled {v}", " with the label {v}"),
    "labels": (" labelled {v}", " with the labels {v}", ", label it {v}"),
    "tags": (" tagged {v}", " with tags {v}", ", tag it {v}"),
    "status": (" with status {v}", " with the status {v}"),
    "sort": (", sorted by {v}", ", {v}", " sorted by {v}"),
    "order": (", sorted by {v}", " ordered by {v}"),
    "priority": (" with {v} priority", ", {v} priority", " at {v} priority"),
    "severity": (" with {v} severity", ", severity {v}"),
    "format": (" as {v}", " in {v} format", ", in {v} format"),
    "units": (" in {v}",),
    "unit": (" in {v}",),
    "mode": (" by {v}", " in {v} mode", ", {v} mode"),
    "reason": (", reason: {v}", " with the reason {v}", ", the reason being {v}"),
    "radius": (" within {v}", " within a radius of {v}", ", no further than {v}"),
    "budget": (" on a budget of {v}", " for under {v}", ", budget {v}"),
    "price": (" at {v}", " priced at {v}"),
    "size": (", size {v}", " in size {v}"),
    "genre": (", genre {v}", " in the {v} genre"),
    "folder": (" in {v}", " in the folder {v}"),
    "directory": (" in {v}",),
    "due": (" due {v}", ", due {v}"),
    "deadline": (" by {v}", " with {v} as the deadline"),
    "birth": (" born on {v}", ", born {v}"),
    "seats": (" with {v} seats", " for {v}"),
    "frequency": (", {v}", " on a {v} basis"),
    "recurrence": (", repeating {v}", ", {v}"),
    "cuisine": (" with {v} food", ", {v} cuisine", " serving {v} food"),
    "party": (" for {v} people", " for {v}", " for a party of {v}"),
    "passengers": (" for {v} passengers", " for {v} people"),
    "adults": (" for {v} adults",),
    "nights": (" for {v} nights",),
    "volume": (" at volume {v}", " with the volume at {v}"),
}
"""By a word of the parameter's name, tried last word first."""

_SOURCE = (" from {v}",)
_TARGET = (" to {v}",)
_LEAST = (" over {v}", " of at least {v}", ", at least {v}", " from {v} up")
_MOST = (" under {v}", " of at most {v}", ", {v} at most", " up to {v}", ", no more than {v}")
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
    " with {n} {v}",
    " with {a} {n} of {v}",
    ", {n} {v}",
    ", with {v} as the {n}",
    " using {v} as the {n}",
    ", the {n} is {v}",
    " and {n} {v}",
    ", {n}: {v}",
    " ({n}: {v})",
    " where the {n} is {v}",
)
_GENERIC_TEXT = (", {n}: {v}", " with the {n} {v}", ", with {v} as the {n}", " and the {n} {v}")
_ENTITY = (" for {e} {v}", " on {e} {v}", ", {e} {v}", " ({e} {v})", ", that's {e} {v}")

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
    if kind == "flag":
        return (", {v}", " and {v}", ", {v}")
    if verb_kind == "update" and stems(noun)[-1:] == stems(object_words)[-1:] and noun:
        return (" to {v}",)
    if (kind, meant.role) in _BY_ROLE and kind != "list":
        return _BY_ROLE[kind, meant.role]
    for word in reversed(words):
        if word in _BY_WORD and kind not in ("id", "number", "quantity", "flag", "object"):
            return _BY_WORD[word]
    if kind == "quantity":
        counted = noun.removeprefix("number of ")
        if counted != noun:
            return (f" for {{v}} {counted}", f" with {{v}} {counted}", f", {{v}} {counted}")
        return _BY_WORD.get(words[0], _GENERIC)
    if kind in ("id", "reference"):
        return _ENTITY
    if kind in _BY_KIND and noun in _PLAIN_NOUNS.get(kind, {noun}):
        return _BY_KIND[kind]
    return _GENERIC_TEXT if kind in ("text", "title", "query", "code", "json", "list") else _GENERIC


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
    several = isinstance(unit.value, list) and unit.meaning.noun.endswith("s")
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
        e=what if what != "ID" else "the one with ID",
    )


def labelled(unit: Unit, speaker: Speaker, root: Schema, rng: Random) -> Phrase:
    """A unit as a note: `start time: 3pm`, or the value alone where it speaks for itself."""
    said = say(unit, speaker, root).phrase
    kind = unit.meaning.kind
    if kind == "flag" or (kind in _BY_KIND and rng.random() < 0.5 and kind not in ("count",)):
        return said
    return [f"{unit.meaning.noun}{rng.choice((': ', ' ', ' = ', ': '))}", *said]
