"""One fact in words: as a sentence, as a remark beside a name ("due 12 March", "€12.50", "by Ana
Ruiz"), and as a line of its own. Facts that read badly have none of these.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generators.language.numbers import grouped
from generators.language.reports.facts import Fact
from generators.language.reports.fields import WRAPPERS, be, counted, is_participle, noun_of, were
from generators.language.reports.flags import flag
from generators.language.reports.said import NOTHING, Said
from generators.language.reports.spelling import Style, spell
from generators.language.words import is_plural

__all__ = ["Said", "weight", "worded"]


@dataclass(frozen=True, slots=True)
class _Field:
    """A fact with its value spelt, on its way into words."""

    fact: Fact
    text: str
    how: Style

    def it(self, predicate: str, remark: str) -> Said:
        """A sentence about the thing itself."""
        return Said("it", predicate, remark, noun_of(self.fact), self.text)

    def the(self, subject: str, predicate: str, remark: str) -> Said:
        """A sentence about the field."""
        return Said(subject, predicate, remark, noun_of(self.fact), self.text)


def worded(fact: Fact, how: Style) -> Said:
    """A fact in words; empty forms where it cannot be said."""
    if isinstance(fact.value, bool):
        return flag(fact)
    text = spell(fact, how)
    if text is None:
        return NOTHING
    field = _Field(fact, text, how)
    for way in _WAYS:
        if (said := way(field)) is not None:
            return said
    return _plain(field)


TIMES = frozenset({"date", "datetime", "time"})
_AFTER = frozenset({"at", "on", "by", "until", "from", "since", "again"})
_STAMPS = frozenset({"time", "date", "datetime", "timestamp", "on"})
_DONE = {
    "create": "created", "creation": "created", "update": "updated", "modify": "modified",
    "modification": "modified", "insert": "inserted", "delete": "deleted", "publish": "published",
    "publication": "published", "release": "released", "upload": "uploaded", "edit": "edited",
    "order": "ordered", "last modified": "last modified", "last updated": "last updated",
    "last used": "last used", "last seen": "last seen", "last changed": "last changed",
}  # fmt: skip
_DOES = {
    "start": "starts", "begin": "begins", "end": "ends", "finish": "ends", "expiry": "expires",
    "expiration": "expires", "expire": "expires", "depart": "departs", "arrive": "arrives",
    "close": "closes", "open": "opens",
} | {
    verb: verb
    for verb in (
        "starts begins ends expires departs arrives closes opens stops leaves lands locks resumes "
        "renews runs delivers ships"
    ).split()
}  # fmt: skip


def _moment(field: _Field) -> Said | None:
    fact, text = field.fact, field.text
    words = fact.words
    last = words[-1] if words else ""
    timed = fact.kind in TIMES or (last in _AFTER and text != fact.value)
    if not timed or not isinstance(fact.value, str | int | float):
        return None
    at = preposition(text)
    lead = words[:-1] if last in _AFTER | _STAMPS and len(words) > 1 else words
    if lead[-1:] == ("again",) and len(lead) == 2 and lead[0] in _DOES:
        return field.it(f"{lead[0]} again {at} {text}", f"{lead[0]} again {at} {text}")
    word = " ".join(lead)
    if does := _DOES.get(word):
        return field.it(f"{does} {at} {text}", f"{does} {at} {text}")
    done = _DONE.get(word) or (word if len(lead) == 1 and is_participle(word) else "")
    if word == "expected":
        return field.it(f"is expected {at} {text}", f"expected {at} {text}")
    if done and last not in ("by", "until", "from"):
        return field.it(f"was {done} {at} {text}", f"{done} {at} {text}")
    if word == "due":
        return field.it(f"is due {at} {text}", f"due {text}")
    if last in ("by", "until") and len(lead) == 1 and lead != words:
        return field.it(f"is {word} {last} {text}", f"{word} {last} {text}")
    if words in (("date",), ("day",), ("when",), ("time",), ("datetime",)):
        return field.the(f"the {words[0]}", f"is {text}", text)
    if last == "until" and len(words) > 1:
        return field.the(f"{word}", f"is possible until {text}", f"{word} until {text}")
    return None


_SLEEP = {("fell", "asleep"): "you fell asleep", ("woke", "up"): "you woke up"}
_COUNTED = frozenset({"seconds", "minutes", "hours", "days"})


def _person(field: _Field) -> Said | None:
    """What the user did, and for how long: fell asleep at, minutes of deep sleep."""
    words, text = field.fact.words, field.text
    if words in _SLEEP:
        subject = _SLEEP[words]
        return field.the(subject, f"at {text}", f"{' '.join(words)} at {text}")
    if len(words) > 2 and words[0] in _COUNTED and field.fact.kind == "duration":
        noun = " ".join(words[1:])
        return Said(f"the {noun}", f"is {text}", f"{noun} {text}", noun, text)
    return None


def preposition(text: str) -> str:
    """ "at" before a time, "on" before a day."""
    return "at" if text[:5].find(":") > 0 or (len(text) < 9 and text[-2:] in ("am", "pm")) else "on"


def _amount(field: _Field) -> Said | None:
    fact, text, words = field.fact, field.text, field.fact.words
    if fact.kind != "money" and not fact.currency:
        return None
    if len(words) == 1 and is_participle(words[0]):
        return field.the(text, f"was {words[0]}", f"{text} {words[0]}")
    if words == ("available",):
        return field.the(text, "is available", f"{text} available")
    if words[:2] in (("price", "per"), ("cost", "per")):
        per = f"{text} per {' '.join(words[2:])}"
        return field.it(f"costs {per}", per)
    if words == ("price", "from"):
        return field.the("prices", f"start at {text}", f"from {text}")
    if words[:1] in (("price",), ("cost",)) and (
        len(words) == 1 or words[1:] == (fact.currency.lower(),)
    ):
        return field.it(f"costs {text}", text)
    if words in (("gross",), ("net",)):
        return field.the(f"the {words[0]} pay", f"is {text}", f"{text} {words[0]}")
    if fact.currency and words[-1:] == (fact.currency.lower(),):
        noun = " ".join(words[:-1])
        return field.the(f"the {noun}", f"is {text}", f"{noun} {text}")
    return None


def _state(field: _Field) -> Said | None:
    fact, text = field.fact, field.text
    if fact.words[-1:] not in (("status",), ("state",)) or not isinstance(fact.value, str):
        return None
    noun = noun_of(fact)
    whose = "it" if noun in ("status", "state") else f"the {noun.rpartition(' ')[0]}"
    if text in _HAS:
        return Said(whose, f"has {text}", text, noun, text)
    if adjective(text):
        return Said(whose, f"is {text}", text, noun, text)
    left, right = field.how.quotes if len(text.split()) > 2 else ("", "")
    remark = f"{noun} {text}" if len(noun.split()) < 2 else text
    return field.the(f"the {noun}", f"is {left}{text}{right}", remark)


_HAS = frozenset(
    "landed departed arrived expired ended finished started failed passed crashed left begun".split()
)
"""States that follow "it has" rather than "it is"."""
_WAITING = ["waiting", "for"]
_STATES = frozenset(
    """open active inactive pending done ready available unavailable online offline idle busy free
    full late overdue live sent unpaid public private running processing healthy unhealthy playing tentative draft
    cleaning charging printing scheduled""".split()
)


def adjective(text: str) -> bool:
    """Whether a state can follow "it is"."""
    words = text.lower().split()
    if not words or text != text.lower():
        return False
    ongoing = words[0].endswith("ing") and len(words) == 1
    return words[0] in _STATES or is_participle(words[0]) or ongoing or words[:2] == _WAITING


_KINDS_OF_DAYS = frozenset("working business calendar sick free".split())
_NO_COUNT = frozenset("points status details address coordinates".split())
_NAMES = frozenset({"year", "id", "reference", "version", "money", "percent"})


def _count(field: _Field) -> Said | None:
    fact, words = field.fact, field.fact.words
    value = fact.value
    if not isinstance(value, int) or fact.kind in _NAMES or fact.currency or not words:
        return None
    noun = fact.meaning.noun
    if noun.startswith("number of "):
        return field.the(
            "there", f"{be(value)} {counted(value, noun[10:])}", counted(value, noun[10:])
        )
    if words[-1] in ("taken", "used", "left", "today", "asleep", "awake", "played", "remaining"):
        return _spent(field, value)
    if is_participle(words[-1]):
        many = len(words) > 1 and is_plural(words[-2])
        things = counted(value, " ".join(words[:-1])) if many else grouped(value)
        if many or len(words) == 1:
            return field.the(things, f"{were(value)} {words[-1]}", f"{things} {words[-1]}")
    if len(words) == 2 and words[0] in _KINDS_OF_DAYS and words[1] == "days":
        things = counted(value, " ".join(words))
        return field.the("it", f"takes {things}", things)
    if fact.meaning.unit or words[-1] in _NO_COUNT or not is_plural(words[-1]):
        return None
    things = counted(value, " ".join(words))
    return field.the("there", f"{be(value)} {things}", things)


def _spent(field: _Field, value: int) -> Said | None:
    """ "3 pieces left", "16 due today", "420 minutes asleep"."""
    words = field.fact.words
    at = next((n for n, word in enumerate(words) if not is_plural(word)), len(words))
    if words[0] == "times":
        at = 1
    things = counted(value, " ".join(words[:at])) if at else grouped(value)
    rest = " ".join(words[at:])
    said = f"{things} {rest}".strip()
    return (
        field.the("there", f"{be(value)} {said}", said)
        if at
        else field.the(things, f"{be(value)} {rest}", said)
    )


_BY = frozenset("author artist composer director creator".split())


def _somebody(field: _Field) -> Said | None:
    words, text = field.fact.words, field.text
    word = words[-1] if words else ""
    if word in _BY and len(words) == 1:
        return field.it(f"is by {text}", f"by {text}")
    if words == ("sender",):
        return field.it(f"is from {text}", f"from {text}")
    if words in (("recipient",), ("payee",)):
        return field.the(f"the {word}", f"is {text}", f"to {text}")
    if words == ("assignee",):
        return field.it(f"is assigned to {text}", f"assigned to {text}")
    if words in (("organiser",), ("organizer",)):
        return field.it(f"is organised by {text}", f"organised by {text}")
    if len(words) == 2 and word in ("by", "to", "with", "as") and is_participle(words[0]):
        return field.it(f"was {words[0]} {word} {text}", f"{words[0]} {word} {text}")
    if len(words) == 1 and word in ("people", "participants", "attendees", "members", "guests"):
        return field.the(f"the {word}", f"are {text}", f"with {text}")
    return None


_SELF_EVIDENT = frozenset(
    """person email phone contact company city country place address product song artist movie book
    food team url airport enum category first_name""".split()
)
_LONG = frozenset("text description summary body content translation answer comment".split())


_MEASURED = frozenset("duration distance temperature weight money".split())
_BARE = frozenset(
    """duration distance temperature weight length size price cost amount balance time
    height""".split()
)


def _bare(fact: Fact, noun: str) -> bool:
    """Whether a value beside a name needs no noun: a price, a size, a person."""
    if fact.owner or len(fact.words) > 2 or fact.kind == "percent":
        return False
    if fact.kind in _MEASURED or fact.meaning.unit:
        return noun in _BARE and bool(fact.meaning.unit or fact.currency)
    return fact.kind in _SELF_EVIDENT


def _plain(field: _Field) -> Said:
    fact, text = field.fact, field.text
    noun = noun_of(fact)
    if not noun or _HOLLOW & {*noun.split()}:
        return Said("", "", text if fact.kind in _SELF_EVIDENT else "")
    value = fact.value
    remark = text if _bare(fact, noun) else f"{noun} {text}"
    own = not fact.owner and len(fact.words) <= 2
    if fact.words == ("rating",):
        remark = f"rated {text}"
    wordy = isinstance(value, str) and (len(text.split()) > 5 or text[-1:] in ".?!")
    if wordy and fact.kind not in ("address", "place"):
        left, right = field.how.quotes if not {*field.how.quotes} & {*text} else ("“", "”")
        return Said(f"the {noun}", f"is {left}{text}{right}", "", noun, f"{left}{text}{right}")
    many = (isinstance(value, list) and len(value) > 1) or is_plural(noun)
    if many and not isinstance(value, list):
        return field.the(f"the {noun}", f"are {text}", remark)
    if isinstance(value, list) and not is_plural(noun) and many:
        return Said("", "", remark, noun, text)
    return field.the(f"the {noun}", f"{'are' if is_plural(noun) else 'is'} {text}", remark)


_HOLLOW = frozenset({"value", "object", "data", "kind", "etag", "self"})
_WAYS: tuple[Callable[[_Field], Said | None], ...] = (
    _person,
    _moment,
    _amount,
    _state,
    _count,
    _somebody,
)

_WEIGHTS = {
    "money": 9, "date": 8, "datetime": 8, "time": 7, "duration": 5, "percent": 6, "rating": 6,
    "temperature": 9, "distance": 5, "quantity": 6, "number": 5, "count": 6, "person": 6,
    "place": 6, "city": 5, "address": 5, "airport": 6, "enum": 6, "category": 4, "text": 3,
    "email": 4, "phone": 5, "company": 5, "product": 5, "artist": 7, "team": 6, "weight": 5,
    "id": -3, "reference": 1, "url": 0, "flag": 3, "latitude": 2, "longitude": 2, "year": 4,
}  # fmt: skip
_BEHIND = frozenset(
    """created updated modified creation update etag version self token uid revision hash checksum
    kind locale timezone currency generation internal create recorded last modify""".split()
)


def weight(fact: Fact) -> float:
    """How much a fact tells somebody who did not ask for anything in particular."""
    found = float(_WEIGHTS.get(fact.kind, 3))
    if fact.words[-1:] in (("status",), ("state",)):
        found = 8.5
    if fact.words in (("low",), ("high",)):
        found = 8.8
    if {*fact.words} & _BEHIND:
        found -= 5
    if fact.known:
        found -= 7
    nested = bool(fact.owner) and not {*fact.owner} <= WRAPPERS
    return found - 4.0 * nested - 0.5 * bool(fact.owner) - 0.4 * len(fact.words)
