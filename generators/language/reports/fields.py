"""Names of fields as English: nouns, participles, counted things. No values."""

from functools import lru_cache

from generators.language.numbers import grouped
from generators.language.reports.facts import Fact
from generators.language.reports.spelling import NUMBERED
from generators.language.words import is_mass, plural
from generators.meaning import singular

_IRREGULAR = frozenset("sent written seen bought paid left begun built made held taken".split())
_NOT_PAST = frozenset("speed feed seed need breed bed deed weed".split())


def is_participle(word: str) -> bool:
    """Whether a word of a field's name reads as a past participle."""
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)


@lru_cache(maxsize=8192)
def many(noun: str) -> str:
    """The plural of a countable noun phrase, also where its head can be a mass noun: balances."""
    if not noun or not is_mass(noun):
        return plural(noun)
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else f"{noun}s"


def counted(value: int, noun: str) -> str:
    """ "1 stop", "3 stops", "no stops"."""
    if value == 1:
        one, _, last = noun.rpartition(" ")
        return f"1 {f'{one} {singular(last)}'.strip()}"
    return f"{grouped(value) if value else 'no'} {plural(noun)}"


def be(value: int) -> str:
    """The verb after "there" for so many things."""
    return "is" if value == 1 else "are"


def were(value: int) -> str:
    """The past of it."""
    return "was" if value == 1 else "were"


_NOUNS = {
    "rain chance": "chance of rain", "id": "ID", "iban": "IBAN", "isbn": "ISBN", "url": "link",
    "wind": "wind speed", "bmi": "BMI", "uv index": "UV index", "sku": "SKU", "cpu": "CPU",
    "vat": "VAT", "eta": "ETA", "email": "email address", "phone": "phone number",
    "high": "high", "low": "low", "join url": "joining link", "download url": "download link",
    "share url": "sharing link", "video url": "video link", "label url": "label",
    "boarding pass url": "boarding pass", "home score": "home score",
}  # fmt: skip
_UPPER = {
    word: word.upper()
    for word in (
        "dns url uri ip api cpu gpu ssl tls http iam acl html pdf csv vpc vm sql ttl"
    ).split()
}
_QUALITIES = frozenset("weekly daily monthly total average maximum minimum estimated".split())
_MEASURES = frozenset("temperature distance weight duration".split())
WRAPPERS = frozenset(
    """result data item response body metadata details resource snippet content status statistics
    info attributes properties""".split()
)
"""Objects that only hold fields of what is around them."""


def noun_of(fact: Fact) -> str:
    """The field as a noun, with the thing around it where it needs one."""
    meant = fact.meaning
    return _noun(meant.noun, meant.unit, meant.kind, isinstance(fact.value, int), fact.owner)


@lru_cache(maxsize=16384)
def _noun(noun: str, unit: str, kind: str, whole: bool, owner: tuple[str, ...]) -> str:
    noun = _NOUNS.get(noun) or (f"{noun[:-4]} link" if noun.endswith(" url") else noun)
    if noun in _QUALITIES and unit:
        noun = f"{noun} {'time' if kind == 'duration' else 'amount'}"
    elif is_participle(noun) and unit:
        noun = f"{noun} {kind if kind in _MEASURES else 'value'}"
    elif noun in NUMBERED and whole:
        noun = f"{noun} number"
    noun = " ".join(_UPPER.get(word, word) for word in noun.split())
    around = " ".join(owner)
    inside = not {*owner} <= WRAPPERS
    if noun and inside and around.endswith(noun):
        return around
    if around and inside and around not in noun:
        return f"{around} {noun}" if noun != "value" else around
    return noun
