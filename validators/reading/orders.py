"""Sort orders as people ask for them: "newest first", "cheapest first", "A to Z".

A phrase means a direction and, mostly, a sort of field; a value such as "createdAt desc", "-price"
or "asc" has a direction and, mostly, a field. They agree when the directions are the same and the
value's field, where it has one, is of the phrase's sort.
"""

import re
from functools import lru_cache

_FIELDS = {
    "time": ("date", "time", "created", "updated", "modified", "added", "published", "recent",
             "posted", "sent", "received", "uploaded", "start", "due"),
    "price": ("price", "cost", "fare", "amount"),
    "name": ("name", "title", "alphabet"),
    "rating": ("rating", "score", "stars", "review"),
}  # fmt: skip

_PHRASES = {
    "newest first": ("time", True),
    "most recent first": ("time", True),
    "latest first": ("time", True),
    "oldest first": ("time", False),
    "earliest first": ("time", False),
    "soonest first": ("time", False),
    "cheapest first": ("price", False),
    "lowest price first": ("price", False),
    "low to high": ("price", False),
    "most expensive first": ("price", True),
    "highest price first": ("price", True),
    "high to low": ("price", True),
    "alphabetically": ("name", False),
    "alphabetical": ("name", False),
    "in alphabetical order": ("name", False),
    "alphabetical order": ("name", False),
    "a to z": ("name", False),
    "a-z": ("name", False),
    "z to a": ("name", True),
    "z-a": ("name", True),
    "in reverse alphabetical order": ("name", True),
    "best rated first": ("rating", True),
    "highest rated first": ("rating", True),
    "top rated first": ("rating", True),
    "ascending": ("", False),
    "in ascending order": ("", False),
    "ascending order": ("", False),
    "lowest first": ("", False),
    "smallest first": ("", False),
    "descending": ("", True),
    "in descending order": ("", True),
    "descending order": ("", True),
    "highest first": ("", True),
    "largest first": ("", True),
    "biggest first": ("", True),
}
"""Phrase → sort of field ("" for values without one) and whether it goes down."""

_VALUE = re.compile(
    r"(?P<sign>[-+]?)(?P<field>[A-Za-z][A-Za-z_. ]*?)??[ _\-:.,]?"
    r"(?P<way>asc|desc|ascending|descending)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _parsed(value: str) -> tuple[str, bool] | None:
    """Lower-case field and whether it goes down; None for a value that is no order."""
    found = _VALUE.fullmatch(value) if len(value) <= 60 else None
    if not found or not (found["sign"] or found["way"]):
        return None
    down = (found["way"] or "").lower().startswith("desc") or found["sign"] == "-"
    return (found["field"] or "").lower(), down


@lru_cache(maxsize=32768)
def agrees(text: str, value: str) -> bool:
    """Whether the phrase asks for this order."""
    said = _PHRASES.get(text.lower()) if len(text) <= 60 else None
    meant = _parsed(value) if said else None
    if said is None or meant is None or said[1] != meant[1]:
        return False
    family, field = said[0], meant[0]
    return not field or (bool(family) and any(word in field for word in _FIELDS[family]))
