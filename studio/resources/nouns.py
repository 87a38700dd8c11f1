"""Names as words, singular and plural: what it takes to see that `eventId`, `events` and
`event` speak of one thing. Rules only; what a name means to a person is read elsewhere."""

import re
from functools import lru_cache

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BREAK = re.compile(r"[^A-Za-z0-9]+")
_WRITTEN = {
    "num": "number", "no": "number", "nr": "number", "max": "maximum", "min": "minimum",
    "desc": "description", "addr": "address", "msg": "message", "acct": "account",
    "repo": "repository", "repos": "repositories", "org": "organisation", "qty": "quantity",
    "dept": "department", "lang": "language", "lat": "latitude", "lng": "longitude",
    "lon": "longitude", "ts": "timestamp", "img": "image", "pwd": "password",
}  # fmt: skip
_IRREGULAR = {
    "people": "person", "children": "child", "men": "man", "women": "woman", "feet": "foot",
    "criteria": "criterion", "indices": "index", "matrices": "matrix", "analyses": "analysis",
    "statuses": "status", "movies": "movie", "cookies": "cookie", "calories": "calorie",
    "addresses": "address", "caches": "cache", "axes": "axis", "leaves": "leaf", "shelves": "shelf",
    "lives": "life", "halves": "half", "aliases": "alias", "bookshelves": "bookshelf",
    "series": "series", "media": "media", "data": "data",
}  # fmt: skip
_SAME = frozenset(
    """news status address access process progress analysis business basis lens gas bus focus bonus
    campus virus census class pass glass sms dns gps aws analytics settings details address alias
    previous canvas atlas corps chess series is was has this plus us sales species""".split()
)


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """A name as lower-case words: `maxResults` → maximum, results; `user-id` → user, id."""
    parts = (part.lower() for part in _BREAK.split(_CAMEL.sub(" ", name)))
    return tuple(_WRITTEN.get(part, part) for part in parts if part)


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of a lower-case English noun: attendees → attendee, cities → city."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _SAME or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes", "uses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word


@lru_cache(maxsize=65536)
def one(phrase: str) -> str:
    """The phrase with its last word in the singular: `leave requests` → `leave request`."""
    before, _, last = phrase.rpartition(" ")
    return f"{before} {singular(last)}".strip()


_PLURALS = {two: one for one, two in _IRREGULAR.items() if one != two}


@lru_cache(maxsize=65536)
def many(phrase: str) -> str:
    """The phrase with its last word in the plural."""
    before, _, last = phrase.rpartition(" ")
    if last in _PLURALS:
        last = _PLURALS[last]
    elif last.endswith(("s", "x", "z", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last not in _SAME:
        last += "s"
    return f"{before} {last}".strip()


def is_plural(word: str) -> bool:
    """Whether a lower-case noun is a plural."""
    return singular(word) != word


_NAMING = frozenset(
    """id ids uuid uuids guid arn arns key keys code codes number numbers slug reference ref handle
    identifier identifiers ending""".split()
)
_SIDES = frozenset("new target source from to my the other this that".split())


@lru_cache(maxsize=65536)
def named(parameter: str) -> str:
    """The thing that an identifier names: `booking_code` → booking, `new_owner_id` → owner; empty
    for a bare `id`."""
    parts = [word for word in words(parameter) if word not in _SIDES]
    while parts and parts[-1] in _NAMING:
        parts.pop()
    return one(" ".join(parts))


@lru_cache(maxsize=65536)
def identifies(name: str, strong: bool = False) -> bool:
    """Whether a name says that its value identifies something: ends in id, code, number, … ;
    `strong` for those that can be nothing else."""
    parts = words(name)
    if not parts or parts[-1] not in _NAMING:
        return False
    if parts[-1] in ("id", "uuid", "guid", "arn", "identifier"):
        return True
    if strong or len(parts) == 1 or parts[-1].endswith("s"):
        return False
    return not _QUALITIES & {*parts}


_QUALITIES = frozenset(
    """country currency language zip postal postcode phone area status error exit http maximum
    minimum page door access pin voucher promo coupon discount dial locale sort api secret private
    public total house room row line""".split()
)
"""Words of codes and numbers that name no resource: a country code, a phone number."""
