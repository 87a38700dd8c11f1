"""What people call by several names, so that tools of different APIs that do the same are known.

Only everyday things: "put it in my calendar" fits a tool that creates events and one that adds
appointments. No tool is known by name here.
"""

from collections.abc import Iterable

_GROUPS = (
    "email mail message draft",
    "event appointment meeting entry",
    "issue ticket bug",
    "direction route travel",
    "song track music",
    "file document pdf note",
    "payment money transfer amount",
    "weather forecast",
    "film movie showtime",
    "place restaurant",
    "doctor specialist",
    "product item stock",
    "reminder task alarm",
    "review rating",
    "picture photo image",
    "channel room",
    "contact phone",
    "company business",
    "employee staff colleague",
    "car vehicle",
    "flat house property apartment",
    "job vacancy position",
)
_GROUP = {word: group for group, text in enumerate(_GROUPS) for word in text.split()}


def groups(stems: Iterable[str]) -> frozenset[int]:
    """The groups of things that any of the stems names."""
    return frozenset(_GROUP[stem] for stem in stems if stem in _GROUP)
