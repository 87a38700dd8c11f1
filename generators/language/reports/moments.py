"""Points in time as words: "it starts on 12 March", "due 12 March", "saved on 3 May"; and what
people do at them.
"""

from generators.language.dates import parse_date
from generators.language.reports.facts import Fact
from generators.language.reports.fields import is_participle
from generators.language.reports.names import noun_of
from generators.language.reports.said import NOTHING, Field, Said
from generators.language.reports.spelling import Style, instant
from studio.record import Json

TIMES = frozenset({"date", "datetime", "time"})
_AFTER = frozenset({"at", "on", "by", "until", "from", "since", "again"})
_STAMPS = frozenset({"time", "date", "datetime", "timestamp", "on"})
_DONE = {
    "complete": "completed", "completion": "completed", "finish": "finished",
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


def moment(field: Field) -> Said | None:
    """A point in time; None for other fields."""
    fact, text = field.fact, field.text
    words = fact.words
    last = words[-1] if words else ""
    timed = fact.kind in TIMES or (last in _AFTER and text != fact.value) or _clock(fact)
    if not timed or not isinstance(fact.value, str | int | float):
        return None
    if text.isdecimal():
        return NOTHING  # no point in time that anybody can read
    lead = words[:-1] if last in _AFTER | _STAMPS and len(words) > 1 else words
    return _doing(field, lead) or _done(field, lead, last) or _set(field, lead, last)


def _clock(fact: Fact) -> bool:
    """Whether a text is a time by what its field is called: departs 13:20."""
    value = fact.value
    return " ".join(fact.words) in _DOES and isinstance(value, str) and value[:1].isdigit()


def _doing(field: Field, lead: tuple[str, ...]) -> Said | None:
    """ "it starts on", "it locks again at"; of what is past "it started on"."""
    text, at = field.text, preposition(field.text)
    if lead[-1:] == ("again",) and len(lead) == 2 and lead[0] in _DOES:
        return field.it(f"{lead[0]} again {at} {text}", f"{lead[0]} again {at} {text}")
    does = _DOES.get(" ".join(lead))
    if does is None:
        return None
    if _past(field.fact.value, field.how):
        does = _DID.get(does, does)
    return Said("it", f"{does} {at} {text}", f"{does} {at} {text}", does, text)


def _done(field: Field, lead: tuple[str, ...], last: str) -> Said | None:
    """ "it was saved on", "it is expected on"."""
    word, text, at = " ".join(lead), field.text, preposition(field.text)
    done = _DONE.get(word) or (word if len(lead) == 1 and is_participle(word) else "")
    if not done or last in ("by", "until", "from"):
        return None
    be = "is" if word == "expected" else "was"
    return Said("it", f"{be} {done} {at} {text}", f"{done} {at} {text}", done, text)


_NOW = (
    ("datetime",), ("date", "time"), ("time",), ("current", "time"), ("local", "time"), ("now",),
    ("current", "datetime"),
)  # fmt: skip
_NOW_NOUNS = frozenset({"time", "now", "clock"})
_PLAIN = (("date",), ("day",), ("when",), ("time",), ("datetime",))


def _set(field: Field, lead: tuple[str, ...], last: str) -> Said | None:
    """ "it is due on", "it is ready by"; a bare date or time."""
    fact, word, words, text = field.fact, " ".join(lead), field.fact.words, field.text
    if word == "due":
        return field.it(f"is due {preposition(text)} {text}", f"due {text}")
    if last in ("by", "until") and len(lead) == 1 and lead != words:
        be = "will be" if word == "ready" and not _past(fact.value, field.how) else "is"
        return field.it(f"{be} {word} {last} {text}", f"{word} {last} {text}")
    if words in _NOW and _NOW_NOUNS & {*noun_of(fact.frame.tool).split()} and not fact.owner:
        return Said("it", f"is {text}", text, "time", text)
    if words in _PLAIN:
        return field.the(f"the {words[0]}", f"is {text}", text)
    if words == ("until",):
        return Said("it", f"lasts until {text}", f"until {text}", "until", text)
    if last == "until" and len(words) > 1:
        return field.the(word, f"is possible until {text}", f"{word} until {text}")
    return None


_DID = {
    "starts": "started", "begins": "began", "ends": "ended", "departs": "departed",
    "arrives": "arrived", "opens": "opened", "closes": "closed", "expires": "expired",
}  # fmt: skip


def _past(value: Json, how: Style) -> bool:
    """Whether a point in time lies before today."""
    if not isinstance(value, str):
        return False
    found = instant(value)
    day = found[0].date() if found is not None else parse_date(value)
    return day is not None and day < how.today


_SLEEP = {("fell", "asleep"): "you fell asleep", ("woke", "up"): "you woke up"}
_COUNTED = frozenset({"seconds", "minutes", "hours", "days"})


def person(field: Field) -> Said | None:
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
