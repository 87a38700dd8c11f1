"""What a parameter means to a person: shared by the values and the language of the generators.

Read from the name, the description, the format, type and bounds of the schema. Cheap and cached:
word tables and precompiled expressions, no model. Does not choose values or words of a sentence.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from generators import kinds
from studio.record import Schema


@dataclass(frozen=True, slots=True)
class Meaning:
    """One parameter as a person understands it."""

    kind: str
    """One of `generators.kinds.KINDS`. A choice keeps a closer kind (currency, language, …) where
    one is known and is `enum` otherwise: ask the schema for `enum` to know that it is one."""
    noun: str
    """The noun phrase a person uses: "party size", "recipient", "number of results"."""
    unit: str = ""
    """"minutes", "km", "USD", "%", … when name or description state it; for numeric points in
    time "epoch"."""
    role: str = ""
    """Its side of a pair: "start", "end", "least", "most", "source", "target"; for flags the verb
    of the name ("include", "is", "allow", "exclude", …); empty otherwise."""
    tense: str = ""
    """For points in time "past" or "future" when the words say so."""


_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BREAK = re.compile(r"[^A-Za-z0-9]+")
_PATTERN_PART = re.compile(r"([A-Za-z]+)/\[\^/\]\+\$?$")


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """A name as lower-case words, abbreviations written out: `maxResults` → maximum, results."""
    parts = _BREAK.split(_CAMEL.sub(" ", name))
    found: list[str] = []
    for part in parts:
        low = part.lower()
        if low:
            found.extend(kinds.ABBREVIATIONS.get(low, low).split())
    return tuple(found)


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


def meaning(name: str, schema: Schema, tool_name: str = "", tool_description: str = "") -> Meaning:
    """What the parameter `name` with this schema means in this tool."""
    enum = schema.get("enum")
    return _meaning(
        name,
        _type(schema),
        str(schema.get("format", "")),
        str(schema.get("description", ""))[:_READ],
        str(schema.get("pattern", "")),
        isinstance(enum, list) and bool(enum),
        tool_name,
        tool_description[:_READ],
    )


def element(name: str, schema: Schema, tool_name: str = "", tool_description: str = "") -> Meaning:
    """What one element of an array parameter means: `attendees` → a contact, noun "attendee"."""
    items = schema.get("items")
    inner: Schema = items if isinstance(items, dict) else {}
    parts = words(name)
    single = " ".join((*parts[:-1], singular(parts[-1]))) if parts else name
    if "description" not in inner and "description" in schema:
        inner = {**inner, "description": schema["description"]}
    return meaning(single, inner, tool_name, tool_description)


def sayable(meant: Meaning) -> bool:
    """Whether a person would ever say such a value in a request."""
    return meant.kind not in kinds.UNSAYABLE and meant.unit != "epoch"


def _type(schema: Schema) -> str:
    """The one JSON type a schema is about, "" when it does not say; null does not count."""
    found = schema.get("type")
    if isinstance(found, list):
        found = next((entry for entry in found if entry != "null"), "")
    if isinstance(found, str):
        return found
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    for key in ("anyOf", "oneOf", "allOf"):
        for branch in schema.get(key) or ():
            if isinstance(branch, dict) and (inner := _type(branch)) not in ("", "null"):
                return inner
    return ""


@lru_cache(maxsize=262144)
def _meaning(
    name: str,
    kind_of_json: str,
    form: str,
    description: str,
    pattern: str,
    choice: bool,
    tool_name: str,
    tool_description: str,
) -> Meaning:
    parts = words(name.rsplit(".", 1)[-1])
    parts, unit = _unit(parts, description, kind_of_json)
    phrase = " ".join(parts)
    noun = _noun(phrase, parts)
    if phrase == "name" or (pattern and phrase in ("parent", "resource", "resource name")):
        part = _PATTERN_PART.search(pattern)
        if part:
            return Meaning("id", singular(" ".join(words(part.group(1)))))
    if kind_of_json == "boolean":
        return _flag(parts, phrase)
    kind = _FORMATS.get(form) or _kind(phrase, parts, description, tool_name, kind_of_json)
    if kind_of_json == "array":
        return Meaning(kind if kind in kinds.UNSAYABLE else "list", noun, unit)
    if kind_of_json == "object":
        return Meaning("token" if kind == "token" else "object", noun)
    kind, unit = _settle(kind, unit, kind_of_json, description, phrase)
    if choice and kind not in _CLOSE:
        kind = "enum"
    noun = _spoken(kind, phrase, noun, tool_name, tool_description)
    tense = _tense(phrase, description, tool_name) if kind in _TIMES else ""
    return Meaning(kind, noun, unit, _role(parts), tense)


_READ = 400
"""How many characters of a description are read: what a parameter is comes first."""

_TIMES = frozenset("date time datetime month year weekday date_range".split())


_FORMATS = {
    "date": "date",
    "google-datetime": "datetime",
    "date-time": "datetime",
    "time": "time",
    "duration": "duration",
    "google-duration": "duration",
    "google-fieldmask": "fields_mask",
    "email": "email",
    "idn-email": "email",
    "uri": "url",
    "url": "url",
    "uri-reference": "url",
    "uuid": "id",
    "ipv4": "ip",
    "ipv6": "ip",
    "hostname": "hostname",
    "idn-hostname": "hostname",
    "byte": "binary",
    "binary": "binary",
    "password": "password",
    "regex": "regex",
    "phone": "phone",
    "color": "colour",
}

_CLOSE = frozenset(
    """currency language country city state weekday month timezone colour unit sort file_type
    airport sport year token fields_mask version""".split()
)
"""Kinds that say more about a choice than that it is one."""

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


def _kind(phrase: str, parts: tuple[str, ...], description: str, tool: str, json_type: str) -> str:
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
_EPOCH = re.compile(r"\b(unix|epoch|timestamp)\b|since 1970|since january 1", re.IGNORECASE)


def _numeric_hint(description: str) -> str:
    """What a number is by its description, where the name does not say."""
    if _EPOCH.search(description):
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


_UNIT_IN_TEXT = re.compile(
    r"(?:\bin |\(|\bnumber of |, )(?:total )?("
    + "|".join(sorted((word for word in kinds.UNITS if len(word) > 1), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|\bpercent")


def _unit(parts: tuple[str, ...], description: str, json_type: str) -> tuple[tuple[str, ...], str]:
    """The words of a name without a unit suffix, and the unit its name or description states."""
    if json_type not in ("integer", "number", "string", ""):
        return parts, ""
    last = parts[-1] if parts else ""
    if len(parts) > 1 and last in kinds.UNITS and json_type != "string":
        rest = parts[:-2] if parts[-2:-1] == ("in",) else parts[:-1]
        kind = kinds.HEADS.get(rest[-1], "") if rest else ""
        if len(last) > 1 or kind in kinds.NUMERIC:
            return (rest or parts), kinds.UNITS[last][0]
    if last in kinds.UNITS and len(last) > 3 and json_type != "string":
        return parts, kinds.UNITS[last][0]
    if json_type in ("integer", "number") and description:
        found = _UNIT_IN_TEXT.search(description)
        if found:
            return parts, kinds.UNITS[found.group(1).lower()][0]
    return parts, ""


_KIND_OF_UNIT = dict(kinds.UNITS.values())


def _settle(kind: str, unit: str, json_type: str, description: str, phrase: str) -> tuple[str, str]:
    """The kind and unit with the JSON type taken into account."""
    if json_type not in ("integer", "number"):
        return kind, ("%" if kind == "percent" and json_type != "string" else unit)
    if kind in ("date", "datetime", "time"):
        millis = {"ms", "millis", "micros", "nanos"} & {*phrase.split()}
        if _EPOCH.search(description) or kind == "datetime" or millis or unit == "milliseconds":
            return "datetime", "epoch"
        return (_KIND_OF_UNIT[unit], unit) if unit else ("number", "")
    if unit and kind in ("number", "unknown", "time", "text", "title", "category", "quantity", ""):
        return _KIND_OF_UNIT[unit], unit
    if kind == "percent":
        fraction = any(word in description for word in ("decimal", "0.", "0 to 1", "0 and 1"))
        return "percent", "" if fraction else "%"
    if kind in kinds.NUMERIC or kind in kinds.EITHER - {"category"} or kind in kinds.UNSAYABLE:
        return kind, unit
    return "number", unit


_ROLES = {
    "start": "start first begin since from after earliest checkin",
    "end": "end last finish until to before latest checkout",
    "least": "minimum lower lowest least",
    "most": "maximum upper highest most",
    "source": "source origin base departure pickup",
    "target": "target destination arrival dropoff",
}
_ROLE_OF = {word: role for role, group in _ROLES.items() for word in group.split()}


def _role(parts: tuple[str, ...]) -> str:
    if parts[:2] == ("check", "in"):
        return "start"
    if parts[:2] == ("check", "out") or parts[:1] == ("return",):
        return "end"
    if parts[-1:] and parts[-1] in ("start", "end", "minimum", "maximum", "from", "to"):
        return _ROLE_OF[parts[-1]]
    return next((_ROLE_OF[word] for word in parts if word in _ROLE_OF), "")


_PAST = re.compile(
    r"\b(birth|born|histor|past\b|previous|purchased|created\b|modified|updated|since\b|happened|"
    r"issued|founded|joined|hired|published|released|incident|occurred|symptom|graduat|visited|"
    r"archived|spent|recorded|received|started on|last (login|seen|used|visit)|statement|expense)",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(book|reserv|schedul|departure|depart|return|check.?in|check.?out|due\b|deadline|remind|"
    r"appointment|event|meeting|expir|deliver|pickup|pick.up|flight|arriv|travel|trip|forecast|"
    r"upcoming|alarm|plan|future|rent|journey|show(s|times?)?\b|stay|rsvp|concert|ticket|wake|"
    r"first|leave|standing|next)",
    re.IGNORECASE,
)
_AHEAD = frozenset(
    """create add book schedule reserve request plan set move reschedule change enrol enroll invite
    assign order rent find remind postpone cancel start open""".split()
)
_BEHIND = frozenset("log record report track review".split())


def _tense(phrase: str, description: str, tool: str) -> str:
    """Whether a point in time lies behind or ahead: by name, then by what the tool does, then by
    the description."""
    called = words(tool)
    found = _told(phrase)
    if found or not called:
        return found or _told(description)
    if called[0] in _BEHIND:
        return "past"
    if called[0] in _AHEAD:
        return "future"
    return _told(description) or _told(" ".join(called))


def _told(text: str) -> str:
    past, future = _PAST.search(text), _FUTURE.search(text)
    if bool(past) == bool(future):
        return ""
    return "past" if past else "future"


def _flag(parts: tuple[str, ...], phrase: str) -> Meaning:
    if phrase in kinds.PHRASES and kinds.PHRASES[phrase] == "token":
        return Meaning("token", phrase)
    if len(parts) > 1 and parts[0] in kinds.FLAG_VERBS:
        return Meaning("flag", " ".join(parts[1:]), "", parts[0])
    return Meaning("flag", phrase)


def _noun(phrase: str, parts: tuple[str, ...]) -> str:
    if phrase in kinds.NOUNS:
        return kinds.NOUNS[phrase]
    if parts[-1:] == ("count",) and len(parts) > 1:
        return "number of " + _plural(" ".join(parts[:-1]))
    if parts[-1:] in (("id",), ("ids",)) and len(parts) > 1:
        return " ".join((*parts[:-1], "ID" if parts[-1] == "id" else "IDs"))
    if len(parts) == 2 and parts[1] == "name" and parts[0] not in ("first", "last", "full", "user"):
        return parts[0] if parts[0] in kinds.NAMED else phrase
    if len(parts) > 1 and parts[0] in ("from", "to"):
        side = ("source", "target") if parts[1] in ("currency", "unit", "language") else None
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


def _spoken(kind: str, phrase: str, noun: str, tool: str, description: str) -> str:
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
