"""One fact in words, in two forms: a clause that can be a sentence, and a remark that stands beside
a name ("due 12 March", "€12.50", "by Ana Ruiz"). Facts that read badly have neither.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generators.language.inflection import participle
from generators.language.reports.facts import Fact
from generators.language.reports.spelling import Style, spell
from generators.language.words import article, is_mass, is_plural, listed, plural
from generators.meaning import singular
from studio.record import Json


@dataclass(frozen=True, slots=True)
class Said:
    """A fact in words."""

    clause: str
    """ "the price is €12.50"; empty where the fact makes no sentence."""
    remark: str
    """ "€12.50"; empty where it says nothing beside a name."""


NOTHING = Said("", "")


def worded(fact: Fact, how: Style) -> Said:
    """A fact in words; empty forms where it cannot be said."""
    if isinstance(fact.value, bool):
        return _flag(fact)
    text = spell(fact, how)
    if text is None:
        return NOTHING
    for way in _WAYS:
        if (said := way(fact, text, how)) is not None:
            return said
    return _plain(fact, text)


_TIMES = frozenset({"date", "datetime", "time"})
_AFTER = frozenset({"at", "on", "by", "until", "from", "since", "again"})
_STAMPS = frozenset({"time", "date", "datetime", "timestamp"})
_DONE = {
    "create": "created", "creation": "created", "update": "updated", "modify": "modified",
    "modification": "modified", "insert": "inserted", "delete": "deleted", "publish": "published",
    "publication": "published", "release": "released", "upload": "uploaded", "sent": "sent",
    "edit": "edited", "order": "ordered",
}  # fmt: skip
_DOES = {
    "start": "starts", "starts": "starts", "begin": "begins", "begins": "begins", "end": "ends",
    "ends": "ends", "finish": "ends", "expiry": "expires", "expiration": "expires",
    "expire": "expires", "expires": "expires", "departs": "departs", "arrives": "arrives",
    "closes": "closes", "opens": "opens", "stops": "stops", "leaves": "leaves", "lands": "lands",
    "locks": "locks", "depart": "departs", "arrive": "arrives", "resumes": "resumes",
    "renews": "renews", "runs": "runs", "delivers": "delivers", "ships": "ships",
}  # fmt: skip
_IRREGULAR = frozenset("sent written seen bought paid left begun built made held taken".split())


def is_participle(word: str) -> bool:
    """Whether a word of a field's name reads as a past participle."""
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)


_NOT_PAST = frozenset("speed feed seed need breed bed deed weed".split())


def _moment(fact: Fact, text: str, how: Style) -> Said | None:
    if fact.kind not in _TIMES and not (fact.words[-1:] and fact.words[-1] in _AFTER):
        return None
    if fact.kind not in _TIMES and not text[0].isdigit():
        return None
    words = fact.words
    last = words[-1] if words else ""
    lead = words[:-1] if last in _AFTER | _STAMPS and len(words) > 1 else words
    at = _preposition(fact, text)
    if len(lead) == 1:
        verb = lead[0]
        does = _DOES.get(verb)
        done = _DONE.get(verb) or (verb if is_participle(verb) else "")
        if does:
            return Said(f"it {does} {at} {text}", f"{does} {at} {text}")
        if done and last not in ("by", "until", "from"):
            return Said(f"it was {done} {at} {text}", f"{done} {at} {text}")
        if verb == "due":
            return Said(f"it is due {at} {text}", f"due {text}")
        if last in ("by", "until") and verb not in ("valid",):
            return Said(f"it is {verb} {last} {text}", f"{verb} {last} {text}")
    if len(words) == 1 and last in ("date", "time", "day", "when", "datetime"):
        return Said(f"it is {at} {text}", text)
    if last == "until":
        said = " ".join(words)
        return Said(f"{' '.join(lead)} is possible until {text}" if lead else "", f"{said} {text}")
    return None


def _preposition(fact: Fact, text: str) -> str:
    return (
        "at"
        if fact.kind == "time" or ":" in text[:5] or text.endswith((" am", " pm")) and len(text) < 9
        else "on"
    )


_PAYING = frozenset("price cost fare fee total amount".split())


def _amount(fact: Fact, text: str, how: Style) -> Said | None:
    if fact.kind != "money" and not fact.currency:
        return None
    words = fact.words
    if len(words) == 1 and is_participle(words[0]):
        return Said(f"{text} was {words[0]}", f"{text} {words[0]}")
    if words == ("available",):
        return Said(f"{text} is available", f"{text} available")
    if words[:2] == ("price", "per") or words[:2] == ("cost", "per"):
        per = f"{text} per {' '.join(words[2:])}"
        return Said(f"it costs {per}", per)
    if words == ("price", "from"):
        return Said(f"prices start at {text}", f"from {text}")
    if words in (("price",), ("cost",), ("price", fact.currency.lower())):
        return Said(f"it costs {text}", text)
    if words == ("amount",) and not fact.owner:
        return Said(f"the amount is {text}", text)
    return None


def _state(fact: Fact, text: str, how: Style) -> Said | None:
    if fact.words[-1:] not in (("status",), ("state",)) or not isinstance(fact.value, str):
        return None
    whose = _noun(fact)
    if _adjective(text):
        subject = (
            "it" if len(fact.words) == 1 and not fact.owner else f"the {' '.join(fact.words[:-1])}"
        )
        return Said(f"{subject} is {text}", text)
    return Said(f"the {whose} is {_quoted(text, how)}", text)


_STATES = frozenset(
    """open active inactive pending done ready available unavailable online offline idle busy free
    on off full empty late early due overdue live in out paid sent unpaid public private running
    processing shipping healthy unhealthy""".split()
)


def _adjective(text: str) -> bool:
    words = text.lower().split()
    if not words or text != text.lower():
        return False
    first = words[0]
    return first in _STATES or is_participle(first) or first in ("waiting", "being", "not")


def _quoted(text: str, how: Style) -> str:
    return text if len(text.split()) < 3 else f"{how.quotes[0]}{text}{how.quotes[1]}"


def _count(fact: Fact, text: str, how: Style) -> Said | None:
    value = fact.value
    if not isinstance(value, int) or fact.kind in ("year", "id", "reference", "version"):
        return None
    words, noun = fact.words, fact.meaning.noun
    if noun.startswith("number of "):
        things = _counted(value, noun.removeprefix("number of "))
        return Said(f"there {_be(value)} {things}", things)
    if len(words) == 1 and is_participle(words[0]):
        return Said(f"{text} {_were(value)} {words[0]}", f"{text} {words[0]}")
    if len(words) > 1 and words[-1] == "left" and is_plural(words[-2]):
        things = _counted(value, " ".join(words[:-1]))
        return Said(f"there {_be(value)} {things} left", f"{things} left")
    if len(words) > 1 and is_participle(words[-1]) and is_plural(words[-2]):
        things = _counted(value, " ".join(words[:-1]))
        return Said(f"{things} {_were(value)} {words[-1]}", f"{things} {words[-1]}")
    unit = fact.meaning.unit
    if (
        words
        and is_plural(words[-1])
        and words[-1] not in _NO_COUNT
        and (not unit or words[-1] in unit)
    ):
        things = _counted(value, " ".join(words))
        return Said(f"there {_be(value)} {things}" if not unit else "", things)
    return None


_NO_COUNT = frozenset("points status details address coordinates".split())


def _counted(value: int, noun: str) -> str:
    from generators.language.numbers import grouped

    one, _, last = noun.rpartition(" ")
    if value == 1:
        return f"1 {f'{one} {singular(last)}'.strip()}"
    return f"{grouped(value)} {plural(noun)}" if value else f"no {plural(noun)}"


def _be(value: int) -> str:
    return "is" if value == 1 else "are"


def _were(value: int) -> str:
    return "was" if value == 1 else "were"


_BY = frozenset("author artist composer director creator".split())
_FROM = frozenset("sender".split())


def _somebody(fact: Fact, text: str, how: Style) -> Said | None:
    word = fact.words[-1] if fact.words else ""
    if word in _BY:
        return Said(f"the {_noun(fact)} is {text}", f"by {text}")
    if word in _FROM:
        return Said(f"it is from {text}", f"from {text}")
    if word in ("recipient", "payee"):
        return Said(f"the {word} is {text}", f"to {text}")
    if word == "assignee":
        return Said(f"it is assigned to {text}", f"assigned to {text}")
    if fact.words == ("organiser",) or fact.words == ("organizer",):
        return Said(f"it is organised by {text}", f"organised by {text}")
    if len(fact.words) > 1 and word == "by" and is_participle(fact.words[-2]):
        return Said(f"it was {fact.words[-2]} by {text}", f"{fact.words[-2]} by {text}")
    if len(fact.words) > 1 and word == "to" and is_participle(fact.words[-2]):
        return Said(f"it was {fact.words[-2]} to {text}", f"{fact.words[-2]} to {text}")
    return None


_PLACES = frozenset({"city", "country", "state"})
_SELF_EVIDENT = frozenset(
    """person email phone contact company city country place address product song artist movie book
    food team url airport date datetime time duration distance temperature enum category money
    percent weight first_name""".split()
)


def _plain(fact: Fact, text: str) -> Said:
    noun = _noun(fact)
    if not noun or any(word in _HOLLOW for word in noun.split()):
        return Said("", text if fact.kind in _SELF_EVIDENT else "")
    value = fact.value
    remark = f"{noun} {text}"
    own = not fact.owner and len(fact.words) <= 2
    if own and (fact.kind in _SELF_EVIDENT or fact.meaning.unit) and fact.kind != "percent":
        remark = text
    if fact.words == ("rating",):
        remark = f"rated {text}"
    if fact.words[-1:] == ("location",) or fact.kind in _PLACES and own:
        return Said(f"the {noun} is {text}", text)
    verb = "are" if isinstance(value, list) and len(value) > 1 or is_plural(noun) else "is"
    if isinstance(value, str) and len(text.split()) > 9:
        return Said("", "")
    return Said(f"the {noun} {verb} {text}", remark)


_HOLLOW = frozenset({"value", "object", "data", "kind", "etag", "self"})


def _noun(fact: Fact) -> str:
    """The field as a noun, with the thing around it where it needs one."""
    noun = fact.meaning.noun
    if noun in _NOUNS:
        noun = _NOUNS[noun]
    around = " ".join(fact.owner)
    if around and around not in noun and around not in _WRAPPERS:
        return f"{around} {noun}" if noun not in ("value",) else around
    return noun


_NOUNS = {
    "rain chance": "chance of rain", "id": "ID", "iban": "IBAN", "isbn": "ISBN", "url": "link",
    "wind": "wind speed", "bmi": "BMI", "uv index": "UV index", "sku": "SKU", "cpu": "CPU",
    "vat": "VAT", "eta": "ETA",
}  # fmt: skip
_WRAPPERS = frozenset("result data item response body metadata details resource".split())


_YES = {
    ("in", "stock"): ("in stock", "out of stock"),
    ("open",): ("open", "closed"),
    ("locked",): ("locked", "unlocked"),
    ("active",): ("active", "not active"),
    ("private",): ("private", "public"),
    ("public",): ("public", "private"),
    ("unread",): ("unread", "already read"),
}  # fmt: skip
_ADJECTIVES = frozenset(
    """available refundable required explicit urgent free online visible valid complete empty full
    busy unread important primary optional mandatory""".split()
)


def _flag(fact: Fact) -> Said:
    words, value = fact.words, bool(fact.value)
    if fact.meaning.role == "is" or words[:1] == ("is",):
        words = tuple(word for word in words if word != "is")
    if words in _YES:
        text = _YES[words][0 if value else 1]
        return Said(f"it is {text}", text)
    if not words:
        return NOTHING
    if len(words) == 1 and (words[0] in _ADJECTIVES or is_participle(words[0])):
        return Said(
            f"it is {'' if value else 'not '}{words[0]}", words[0] if value else f"not {words[0]}"
        )
    if len(words) == 2 and words[1] in ("needed", "required", "included", "reached"):
        noun = words[0] if is_mass(words[0]) else f"{article(words[0])} {words[0]}"
        return Said(f"{noun if value else 'no ' + words[0]} is {words[1]}", "")
    if fact.meaning.role == "is" and len(words) == 1:
        return Said(f"it is {'' if value else 'not '}{words[0]}", "")
    return NOTHING


_WAYS: tuple[Callable[[Fact, str, Style], Said | None], ...] = (
    _moment, _amount, _state, _count, _somebody,
)  # fmt: skip

_WEIGHTS = {
    "money": 9, "date": 8, "datetime": 8, "time": 7, "duration": 5, "percent": 6, "rating": 6,
    "temperature": 9, "distance": 5, "quantity": 6, "number": 5, "count": 6, "person": 6,
    "place": 6, "city": 5, "address": 5, "airport": 6, "enum": 6, "category": 4, "text": 3,
    "email": 4, "phone": 5, "company": 5, "product": 5, "artist": 7, "team": 6, "weight": 5,
    "id": -3, "reference": 1, "url": 0, "flag": 3, "latitude": 2, "longitude": 2, "year": 4,
}  # fmt: skip


def weight(fact: Fact) -> float:
    """How much a fact tells somebody who did not ask for anything in particular."""
    found = float(_WEIGHTS.get(fact.kind, 3))
    if fact.words[-1:] in (("status",), ("state",)):
        found = 8.5
    if {*fact.words} & _BEHIND:
        found -= 5
    if fact.known:
        found -= 7
    return found - 1.5 * bool(fact.owner) - 0.4 * len(fact.words)


_BEHIND = frozenset(
    """created updated modified creation update etag version self token uid revision hash checksum
    kind locale timezone currency generation internal""".split()
)


def fresh(facts: list[Fact]) -> list[Fact]:
    """The facts the user did not say."""
    return [fact for fact in facts if not fact.known]


def row(items: list[Json]) -> str:
    """Texts in a row."""
    return listed([str(item) for item in items])


__all__ = ["NOTHING", "Said", "fresh", "is_participle", "participle", "row", "weight", "worded"]
