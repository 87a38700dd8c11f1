"""Names as words, and the noun phrase a person would use for them. No kinds of values."""

import re
from functools import lru_cache

from generators.meaning import kinds

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


_BREAK = re.compile(r"[^A-Za-z0-9]+")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """A name as lower-case words, abbreviations written out: `maxResults` → maximum, results."""
    parts = _BREAK.split(_CAMEL.sub(" ", name))
    found: list[str] = []
    for part in parts:
        low = part.lower()
        if low:
            found.extend(kinds.ABBREVIATIONS.get(low, low).split())
    return _counted([word for at, word in enumerate(found) if not at or word != found[at - 1]])


_ORDINALS = {"1": "first", "2": "second", "3": "third", "4": "fourth"}
_NUMBERED = re.compile(r"([a-z]{3,})([1-4])")


def _counted(found: list[str]) -> tuple[str, ...]:
    """Numbered names with an ordinal: team_1 and team1 → first, team."""
    last = found[-1] if found else ""
    if last in _ORDINALS and len(found) > 1:
        return (_ORDINALS[last], *found[:-1])
    match = _NUMBERED.fullmatch(last)
    if match is None:
        return tuple(found)
    stem = "number" if match[1] == "num" else kinds.ABBREVIATIONS.get(match[1], match[1])
    if stem not in kinds.HEADS and stem not in kinds.NAMED and stem not in _COUNTABLE:
        return tuple(found)
    return (_ORDINALS[match[2]], *found[:-1], *stem.split())


_COUNTABLE = frozenset("body string list point word side gene allele set array value party".split())


_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "criteria": "criterion",
    "indices": "index",
    "matrices": "matrix",
    "media": "media",
    "data": "data",
    "series": "series",
    "news": "news",
    "status": "status",
    "address": "address",
    "analysis": "analysis",
    "statuses": "status",
    "movies": "movie",
    "cookies": "cookie",
    "calories": "calorie",
    "analytics": "analytics",
    "sms": "sms",
    "dns": "dns",
    "gps": "gps",
    "aws": "aws",
    "lens": "lens",
    "bus": "bus",
    "gas": "gas",
    "details": "detail",
}


def singular(word: str) -> str:
    """The singular of a lower-case English noun: attendees → attendee, cities → city."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "uses", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


_PAIRED = frozenset("currency unit language account folder branch list table queue".split())


def noun_of(phrase: str, parts: tuple[str, ...]) -> str:
    if phrase in kinds.NOUNS:
        return kinds.NOUNS[phrase]
    if parts[-1:] == ("at",) and len(parts) > 1:
        return " ".join((*parts[:-1], "time"))
    if parts[-1:] == ("count",) and len(parts) > 1:
        return "number of " + _plural(" ".join(parts[:-1]))
    if parts[-1:] in (("id",), ("ids",)) and len(parts) > 1:
        return " ".join((*parts[:-1], "ID" if parts[-1] == "id" else "IDs"))
    if len(parts) == 2 and parts[1] == "name" and parts[0] not in ("first", "last", "full", "user"):
        return parts[0] if parts[0] in kinds.NAMED else phrase
    if len(parts) > 1 and parts[0] in ("from", "to"):
        side = ("source", "target") if parts[1] in _PAIRED else None
        side = ("sender's", "recipient's") if parts[1] in ("email", "phone") else side
        side = side or (
            ("start", "end") if parts[1] in ("date", "time") else ("departure", "destination")
        )
        return " ".join((side[parts[0] == "to"], *parts[1:]))
    return phrase or "value"


def _plural(noun: str) -> str:
    if noun.endswith("s"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("x", "ch", "sh")) else "s")


_ENDS = {
    "contact": ("recipient", "sender"),
    "email": ("recipient", "sender"),
    "phone": ("recipient", "sender"),
    "currency": ("target currency", "source currency"),
    "unit": ("target unit", "source unit"),
    "language": ("target language", "source language"),
    "airport": ("destination airport", "departure airport"),
    "city": ("destination", "departure city"),
    "place": ("destination", "starting point"),
    "date": ("end date", "start date"),
    "datetime": ("end", "start"),
}


def spoken(kind: str, phrase: str, noun: str, tool: str, description: str) -> str:
    if phrase in ("to", "from") and kind in _ENDS:
        return _ENDS[kind][phrase == "from"]
    if phrase in ("start", "end"):
        return {
            "date": f"{phrase} date",
            "datetime": f"{phrase} time",
            "time": f"{phrase} time",
        }.get(kind, "starting point" if phrase == "start" and kind == "place" else phrase)
    if phrase.startswith("maximum ") and kind == "count":
        return "number of " + phrase.removeprefix("maximum ")
    return noun
