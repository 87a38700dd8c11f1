"""The kind a name points to, corrected by what description and tool say."""

import re

from generators.meaning import kinds
from generators.meaning.nouns import singular, words

_HINTS = [
    (kind, re.compile(hint, re.IGNORECASE))
    for kind, hint in (
        ("binary", r"\bbase64"),
        ("token", r"\b(opaque|continuation|pagination) token|idempoten|\bapi[ -]key\b"),
        (
            "datetime",
            r"\brfc ?3339|date[- ]?time|date and time|timestamp|yyyy-mm-ddt|iso ?8601 time",
        ),
        (
            "date",
            r"yyyy-mm-dd|mm/dd/yyyy|dd/mm/yyyy|\bin (the )?date format|iso ?8601 date|\bdate\b",
        ),
        ("time", r"\bhh:mm|24[- ]hour|time of (the )?day"),
        ("airport", r"\biata\b|airport code"),
        ("currency", r"\biso ?4217|currency code|three-letter currency"),
        ("country", r"\biso ?3166|country code"),
        ("person", r"\b(person|player|leader|king|party) (being|who|whose|to|that)\b"),
        ("language", r"bcp[- ]?47|iso ?639|language code"),
        ("timezone", r"iana time ?zone|tz database|time ?zone name"),
        ("email", r"\be-?mail address\b"),
        ("phone", r"\be\.?164\b|phone number"),
        ("url", r"\burl\b"),
        ("regex", r"regular expression|\bregex"),
        (
            "code",
            r"\bsql (query|statement|expression|string)|lambda function|python code|source code",
        ),
        ("path", r"\bpath (to|of)\b"),
        ("city", r"\bcity\b"),
        ("address", r"(street|postal|mailing|home) address"),
        ("person", r"\bname of (the )?(person|user|customer|patient|employee|author|player)"),
        ("company", r"\b(company|organi[sz]ation)'?s? name|name of the (company|organi[sz]ation)"),
        ("place", r"\blocation\b"),
        ("id", r"\b(unique )?(identifier|\bid)\b|\buuid\b"),
        ("query", r"\bsearch(ed)? (for|term|string|query)|\bquery\b|filter expression"),
        ("text", r"\b(free[- ]?form|text|message|description|sentence)\b"),
        ("title", r"\b(title|name) of\b"),
    )
]
"""Description → kind, tried in order when the name says nothing."""


def kind_of(
    phrase: str, parts: tuple[str, ...], description: str, tool: str, json_type: str
) -> str:
    if phrase == "name" or parts[-1:] in (("name",), ("names",)):
        return _named(phrase, parts, description, tool)
    if phrase in kinds.PHRASES:
        return _contextual(phrase, kinds.PHRASES[phrase], description, tool)
    if len(parts) > 1 and " ".join(parts[-2:]) in kinds.HEADS:
        return kinds.HEADS[" ".join(parts[-2:])]
    if parts[:2] == ("number", "of") or parts[-1:] == ("count",):
        return "quantity"
    if len(parts) > 1 and parts[0] in ("from", "to") and parts[1] in kinds.HEADS:
        return kinds.HEADS[parts[-1]] if parts[-1] in kinds.HEADS else kinds.HEADS[parts[1]]
    head = parts[-1] if parts else ""
    kind = kinds.HEADS.get(head) or kinds.HEADS.get(singular(head), "")
    if kind == "token" and head == "tokens" and json_type in ("integer", "number"):
        return "quantity"
    if json_type in ("integer", "number"):
        return kind or _numeric_hint(description)
    if kind in ("date", "time", "text", "title", "category", ""):
        kind = _refined(kind, parts, description, tool)
    return kind


_YEAR = re.compile(r"\byear (of|in|when|the|from|or)\b|\b(this|which) year\b", re.IGNORECASE)


EPOCH = re.compile(r"\b(unix|epoch|timestamp)\b|since 1970|since january 1", re.IGNORECASE)


def _numeric_hint(description: str) -> str:
    """What a number is by its description, where the name does not say."""
    if EPOCH.search(description):
        return "datetime"
    return "year" if _YEAR.search(description) else "number"


def _refined(kind: str, parts: tuple[str, ...], description: str, tool: str) -> str:
    """A weak reading of the name, corrected by the description."""
    if kind in ("date", "time"):
        hints: tuple[str, ...] = ("datetime",)
        if kind == "time":
            hints = ("datetime", "date") if "hh:mm" not in description.lower() else ()
        for other, expression in _HINTS:
            if other in hints and expression.search(description):
                return "datetime"
        return kind
    if kind:
        return kind
    if parts and parts[-1] in ("start", "end", "begin", "finish", "at", "from", "to", "until"):
        return _bound(description, tool)
    for other, expression in _HINTS:
        if expression.search(description):
            return other
    return "unknown"


def _bound(description: str, tool: str) -> str:
    low = f"{description} {tool}".lower()
    for kind, hint in (
        ("datetime", ("date-time", "datetime", "rfc", "iso 8601", "date and time", "timestamp")),
        ("date", ("date", "yyyy")),
        ("time", ("hh:mm", "time of day")),
        ("place", ("location", "city", "station", "address", "place", "route")),
        ("datetime", ("event", "meeting", "calendar", "time", "booking")),
    ):
        if any(word in low for word in hint):
            return kind
    return "number"


_SIDES = (
    ("currency", ("currenc",)),
    ("unit", ("unit",)),
    ("airport", ("iata", "airport code")),
    ("city", ("flight", "airport")),
    ("place", ("city", "location", "route", "station", "travel", "place")),
    ("language", ("language", "translat")),
    ("date", ("date", "time")),
    ("email", ("mail",)),
    ("phone", ("phone", "sms")),
)
"""What a bare `to` or `from` is about, by words of description and tool, in order."""


def _contextual(phrase: str, kind: str, description: str, tool: str) -> str:
    """Phrases whose kind depends on what the tool does."""
    low = f"{description} {tool}".lower()
    if phrase in ("to", "from"):
        return next((k for k, hints in _SIDES if any(hint in low for hint in hints)), kind)
    if kind == "date" and any(hint in low for hint in ("date-time", "timestamp", "rfc")):
        return "datetime"
    if kind == "date" and any(
        hint in description.lower() for hint in ("local time", "time or later")
    ):
        return "time"
    return kind


def _named(phrase: str, parts: tuple[str, ...], description: str, tool: str) -> str:
    if phrase in kinds.PHRASES and phrase != "name":
        return kinds.PHRASES[phrase]
    owner = parts[-2] if len(parts) > 1 else ""
    if owner:
        return kinds.NAMED.get(singular(owner), "title")
    called = words(tool)
    for word in reversed(called[1:] if len(called) > 1 else called):
        if singular(word) in kinds.NAMED:
            return kinds.NAMED[singular(word)]
    low = description.lower()
    for kind, hint in (
        ("person", ("person", "customer", "full name", "user")),
        ("company", ("compan",)),
    ):
        if any(word in low for word in hint):
            return kind
    return "title"
