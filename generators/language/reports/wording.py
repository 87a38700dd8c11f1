"""One fact in words: as a sentence, as a remark beside a name ("due 12 March", "€12.50", "by Ana
Ruiz"), and as a line of its own. Facts that read badly have none of these.
"""

from collections.abc import Callable
from dataclasses import replace

from generators.language.intent import intent
from generators.language.reports import names
from generators.language.reports.counts import count
from generators.language.reports.facts import Fact
from generators.language.reports.fields import WRAPPERS, is_participle, noun_of
from generators.language.reports.flags import flag
from generators.language.reports.moments import moment, person
from generators.language.reports.said import NOTHING, Field, Said
from generators.language.reports.spelling import Style, spell
from generators.language.words import is_plural


def worded(fact: Fact, how: Style) -> Said:
    """A fact in words; empty forms where it cannot be said."""
    if isinstance(fact.value, bool):
        return flag(fact)
    text = spell(fact, how)
    if text is None:
        return NOTHING
    field = Field(fact, text, how)
    said = next((said for way in _WAYS if (said := way(field)) is not None), None)
    return _of_owner(said or _plain(field), fact)


def _of_owner(said: Said, fact: Fact) -> Said:
    """With the thing inside named where the sentence is about that: not "it" for a first event."""
    if said.subject != "it" or not fact.owner or {*fact.owner} <= WRAPPERS:
        return said
    if fact.owner[-1].endswith("ing"):
        return Said("", "", said.remark)
    return replace(said, subject=f"the {' '.join(fact.owner)}")


def _sum(field: Field) -> Said | None:
    """What was computed, and totals."""
    text = field.text
    if field.fact.words == ("total",):
        return field.the("the total", f"is {text}", f"{text} in total")
    computes = intent(field.fact.frame.tool).verb.kind == "compute"
    return field.the("that", f"makes {text}", text) if computes else None


def _priced(field: Field) -> Said | None:
    """What something costs."""
    fact, text, words = field.fact, field.text, field.fact.words
    if words[:2] in (("price", "per"), ("cost", "per")):
        per = f"{text} per {' '.join(words[2:])}"
        return field.it(f"costs {per}", per)
    if words == ("price", "from"):
        return field.the("prices", f"start at {text}", f"from {text}")
    if words[:1] == ("price",) and (len(words) == 1 or words[1:] == (fact.currency.lower(),)):
        return field.it(f"costs {text}", text)
    return None


def _amount(field: Field) -> Said | None:
    fact, text, words = field.fact, field.text, field.fact.words
    if fact.kind != "money" and not fact.currency:
        return None
    if words in (("amount",), ("total",)):
        return _sum(field)
    if len(words) == 1 and is_participle(words[0]):
        return field.the(text, f"was {words[0]}", f"{text} {words[0]}")
    if words == ("available",):
        return field.the(text, "is available", f"{text} available")
    if words[:1] in (("price",), ("cost",)) and (priced := _priced(field)) is not None:
        return priced
    if words in (("gross",), ("net",)):
        return field.the(f"the {words[0]} pay", f"is {text}", f"{text} {words[0]}")
    if fact.currency and words[-1:] == (fact.currency.lower(),):
        noun = " ".join(words[:-1])
        return field.the(f"the {noun}", f"is {text}", f"{noun} {text}")
    return None


_FALLING = frozenset({"rain", "snow", "precipitation", "rainfall", "snowfall"})


def _substance(field: Field) -> Said | None:
    """ "6 mm of rain"; the index of what the tool is about; what the sky looks like."""
    fact, text, words = field.fact, field.text, field.fact.words
    if (
        words[:1]
        and words[0] in _FALLING
        and len(words) == 2
        and fact.meaning.unit not in ("", "%")
    ):
        of = f"{text} of {words[0].removesuffix('fall')}"
        return field.the("there", f"is {of}", of)
    about = names.noun_of(fact.frame.tool)
    if words == ("index",) and about != "result" and not fact.owner:
        noun = about if about.endswith("index") else f"{about} index"
        return Said(f"the {noun}", f"is {text}", f"index {text}", noun, text)
    if words[-1:] in (("condition",), ("conditions",)) and fact.kind == "enum" and _weather(text):
        return Said("it", f"is {text}", text, "sky", text)
    if words[-1:] in (("condition",), ("conditions",)) and text in _SKIES:
        return Said("there", f"is {'a ' * (text == 'thunderstorm')}{text}", text, "sky", text)
    if words == ("start", "seconds") and fact.kind == "duration":
        return Said("", "", f"at {text}")
    return None


_SKIES = frozenset({"rain", "snow", "fog", "thunderstorm", "hail", "drizzle", "mist"})


def _weather(text: str) -> bool:
    return text.endswith(("y", "clear", "overcast", "fine")) and text.islower()


_QUALIFIED = frozenset(
    """priority status state severity frequency rating level language size visibility condition
    strength difficulty colour color""".split()
)


def _labelled(field: Field) -> Said | None:
    """A choice that says nothing with "is": "Device: bathroom"."""
    fact, text = field.fact, field.text
    noun = noun_of(fact)
    choice = fact.kind in ("enum", "category") and isinstance(fact.value, str)
    if not choice or _QUALIFIED & {*noun.split()} or not noun or _HOLLOW & {*noun.split()}:
        return None
    remark = text if _bare(fact, noun) else f"{noun} {text}"
    return Said("", "", remark, noun, text)


def _state(field: Field) -> Said | None:
    fact, text = field.fact, field.text
    if fact.words[-1:] not in (("status",), ("state",)) or not isinstance(fact.value, str):
        return None
    noun = noun_of(fact)
    whose = "it" if noun in ("status", "state") else f"the {noun}"
    if text in _HAS and whose == "it":
        return Said(whose, f"has {text}", text, noun, text)
    if adjective(text):
        return Said(whose, f"is {text}", text, noun, text)
    left, right = field.how.quotes if len(text.split()) > 2 else ("", "")
    remark = text if text.islower() else f"{noun} {text}"
    return field.the(f"the {noun}", f"is {left}{text}{right}", remark)


_HAS = frozenset(
    """landed departed arrived expired ended finished started failed passed crashed left
    begun""".split()
)
"""States that follow "it has" rather than "it is"."""
_WAITING = ["waiting", "for"]
_STATES = frozenset(
    """open active inactive pending done ready available unavailable online offline idle busy free
    full late overdue live sent unpaid public private running processing healthy unhealthy playing
    tentative draft
    cleaning charging printing scheduled""".split()
)


def adjective(text: str) -> bool:
    """Whether a state can follow "it is"."""
    words = text.lower().split()
    if not words or text != text.lower():
        return False
    ongoing = words[0].endswith("ing") and len(words) == 1
    return words[0] in _STATES or is_participle(words[0]) or ongoing or words[:2] == _WAITING


_BY = frozenset("author artist composer director creator".split())


def _somebody(field: Field) -> Said | None:
    words, text = field.fact.words, field.text
    word = words[-1] if words else ""
    if not isinstance(field.fact.value, str | list):
        return None
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
    """duration distance temperature weight length size price amount balance time consumption
    height""".split()
)


_SHARED = frozenset("open closed full complete done charged used discharged".split())


def _bare(fact: Fact, noun: str) -> bool:
    """Whether a value beside a name needs no noun: a price, a size, a person."""
    if fact.owner or len(fact.words) > 2 or fact.kind == "percent":
        return False
    if fact.kind in _MEASURED or fact.meaning.unit:
        return noun in _BARE and bool(fact.meaning.unit or fact.currency)
    return fact.kind in _SELF_EVIDENT


def _plain(field: Field) -> Said:
    fact, text = field.fact, field.text
    noun = noun_of(fact)
    if not noun or _HOLLOW & {*noun.split()}:
        return Said("", "", text if fact.kind in _SELF_EVIDENT else "")
    value = fact.value
    if fact.words[-1] in _OPEN and not isinstance(value, str | list):
        return NOTHING
    remark = text if _bare(fact, noun) else f"{noun} {text}"
    if fact.words == ("rating",):
        remark = f"rated {text}"
    if fact.kind == "percent" and noun in _SHARED:
        return field.it(f"is {text} {noun}", f"{text} {noun}")
    raw = isinstance(value, str) and text == value.strip()
    wordy = raw and (len(text.split()) > 5 or text[-1:] in ".?!")
    if wordy and fact.kind not in ("address", "place"):
        left, right = field.how.quotes if not {*field.how.quotes} & {*text} else ("“", "”")
        return Said(f"the {noun}", f"is {left}{text}{right}", "", noun, f"{left}{text}{right}")
    many = (isinstance(value, list) and len(value) > 1) or is_plural(noun)
    if many and not isinstance(value, list):
        return field.the(f"the {noun}", f"are {text}", remark)
    if isinstance(value, list) and not is_plural(noun) and many:
        return Said("", "", remark, noun, text)
    return field.the(f"the {noun}", f"{'are' if is_plural(noun) else 'is'} {text}", remark)


_OPEN = frozenset("with by to from at on of in for".split())
_HOLLOW = frozenset({"value", "object", "data", "kind", "etag", "self"})
_WAYS: tuple[Callable[[Field], Said | None], ...] = (
    person,
    moment,
    _amount,
    _state,
    count,
    _somebody,
    _substance,
    _labelled,
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
