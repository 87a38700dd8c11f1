"""English words: splitting names, stems, plurals, articles, joining. Rules only, no randomness."""

import re
from functools import lru_cache

_SPLIT = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "at",
        "for",
        "by",
        "with",
        "from",
        "your",
        "my",
        "our",
        "their",
        "its",
        "this",
        "that",
        "is",
        "are",
        "be",
        "given",
        "specified",
    ]
)


def split_name(name: str) -> list[str]:
    """`getUserById`, `get_user_by_id`, `get-user` → lower-case words."""
    return [part.lower() for part in _SPLIT.findall(name)] or ["run"]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem that makes singular and plural, `booking` and `bookings`, the same."""
    word = word.lower()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=65536)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in _WORD.findall(text) if word.lower() not in _STOP)


def stems(text: str) -> list[str]:
    """Stems of the content words of `text`, in order."""
    return list(_stems(text))


_SINGULAR_S = frozenset(
    [
        "news",
        "status",
        "address",
        "access",
        "process",
        "progress",
        "analysis",
        "series",
        "business",
        "basis",
        "lens",
        "gas",
        "bus",
        "focus",
        "bonus",
        "campus",
        "virus",
        "census",
        "class",
        "pass",
        "glass",
    ]
)
_MASS = frozenset(
    [
        "information",
        "weather",
        "advice",
        "news",
        "music",
        "traffic",
        "money",
        "data",
        "access",
        "help",
        "feedback",
        "content",
        "metadata",
        "inventory",
        "balance",
        "availability",
        "history",
        "usage",
        "text",
        "health",
        "mail",
        "email",
        "software",
        "hardware",
        "storage",
        "equipment",
        "furniture",
        "luggage",
        "research",
        "work",
        "progress",
        "knowledge",
        "permission",
        "air",
        "water",
        "food",
        "currency",
        "time",
        "temperature",
    ]
)


@lru_cache(maxsize=8192)
def head_noun(phrase: str) -> str:
    """The head of a noun phrase: the last word before ` of `, ` for ` or ` with `."""
    core = re.split(r" (?:of|for|with|in|on|at|from|to|by|about|between) ", phrase, maxsplit=1)[0]
    words = _WORD.findall(core)
    return words[-1].lower() if words else ""


@lru_cache(maxsize=8192)
def is_plural(phrase: str) -> bool:
    """Whether the head of a noun phrase is plural."""
    head = head_noun(phrase)
    if head in _SINGULAR_S or head.endswith(("ss", "us", "is")):
        return False
    return head in ("people", "children", "data", "media") or (head.endswith("s") and len(head) > 3)


def is_mass(phrase: str) -> bool:
    """Whether the head takes no indefinite article: `information`, `weather`."""
    return head_noun(phrase) in _MASS


_CONSONANT_SOUND = re.compile(
    r"(?:eu|ew|uni(?!n|m)|us(?:e|a|u|er)|ut[ei]|ub|ur[aeiou]|one\b|once)", re.I
)
_SILENT_H = re.compile(r"(?:hour|heir|honest|honou?r)", re.I)
_SPELLED = re.compile(r"[AEFHILMNORSX](?:[A-Z0-9-]*)(?![a-z])")


@lru_cache(maxsize=8192)
def article(word: str) -> str:
    """`a` or `an` for the word that follows, by its sound; capitals are read letter by letter."""
    first = word.split(" ", 1)[0]
    if first.isupper() and first.isalpha() and len(first) < 5:
        return "an" if _SPELLED.match(first) else "a"
    if _SILENT_H.match(first) or first[:2].lower() == "x-":
        return "an"
    return "an" if first[:1].lower() in "aeiou" and not _CONSONANT_SOUND.match(first) else "a"


def with_article(phrase: str, determiner: str) -> str:
    """The phrase with `the` or the right indefinite article, unless it has a determiner."""
    first = phrase.split(" ", 1)[0].lower()
    if first in ("the", "a", "an", "my", "your", "all", "any", "this", "each", "every", "some"):
        return phrase
    if determiner == "the":
        return f"the {phrase}"
    if is_plural(phrase) or is_mass(phrase):
        return phrase
    return f"{article(phrase)} {phrase}"


_IRREGULAR = {
    "person": "people", "child": "children", "man": "men", "woman": "women", "foot": "feet",
    "analysis": "analyses", "criterion": "criteria", "index": "indexes", "medium": "media",
    "half": "halves", "mouse": "mice", "quiz": "quizzes", "shelf": "shelves",
    "life": "lives", "datum": "data", "hero": "heroes",
    "potato": "potatoes", "tomato": "tomatoes", "basis": "bases",
    "leaf": "leaves", "knife": "knives",
}  # fmt: skip


@lru_cache(maxsize=8192)
def plural(noun: str) -> str:
    """The plural of a noun phrase's head: `ticket for a film` → `tickets for a film`."""
    if not noun or is_plural(noun) or is_mass(noun):
        return noun
    match = re.match(
        r"(.*?)(\w+)((?: (?:of|for|with|in|on|at|from|to|by|about|between) .*)?)$", noun
    )
    if match is None:
        return noun
    before, head, after = match.groups()
    return f"{before}{_plural_word(head)}{after}"


def _plural_word(word: str) -> str:
    low = word.lower()
    if low in _IRREGULAR:
        return word[:1] + _IRREGULAR[low][1:]
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if low.endswith("y") and low[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


_LEADING = frozenset("the a an my your all any this some new another one each every".split())


def bare(phrase: str) -> str:
    """The phrase without its leading determiner."""
    first, _, rest = phrase.partition(" ")
    return rest if rest and first.lower() in _LEADING else phrase


def listed(items: list[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
