"""Verb phrases taken apart: which noun phrase stands for which parameter.

The phrase comes from `sentences` or from a tool's name; here it is cut at its prepositions.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias

from generators.language.inflection import gerund
from generators.language.lexicon import PREPOSITIONS, Verb, verb
from generators.language.words import is_plural, stems


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase with the preposition before it; `prep` is empty for the object."""

    prep: str
    words: str
    param: str = ""
    """Top-level parameter this phrase stands for; empty for fixed words."""
    rest: str = ""
    """What stands before the parameter's noun and stays: `the status of`."""
    rest_param: str = ""
    """Parameter that identifies the noun in `rest`: `a pull request of` a repository."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A tool's purpose. `base` is a key of VERBS, `particle` belongs to the verb (`turn on`)."""

    base: str
    object: Chunk
    phrases: tuple[Chunk, ...] = ()

    @property
    def verb(self) -> Verb:
        return verb(self.base)

    @property
    def text(self) -> str:
        """The verb phrase without any value: `book a table`."""
        fixed = [f"{c.prep} {c.words}" for c in self.phrases if not c.param]
        return " ".join(part for part in (self.base, self.object.words, *fixed) if part)

    @property
    def doing(self) -> str:
        """The same as a gerund: `booking a table`."""
        return gerund(self.text)


Param: TypeAlias = tuple[str, str, str, str]
"""Name, spoken noun, kind and role of a top-level parameter."""
Params: TypeAlias = tuple[Param, ...]


_LONGEST = 9
"""Words an object may have before the name of the tool is trusted more than its description."""
_LONGEST_PHRASE = 6


def chunked(base: str, rest: str, params: Params) -> Intent | None:
    """The intent of `base rest`; None where the words do not read as one."""
    (_, first), *others = _cut(rest)
    objects = " ".join(_trimmed(first, not others))
    if len(first) > _LONGEST:
        return None
    used: set[str] = set()
    target = _matched("", objects, params, used)
    phrases = _phrases(others, params, used, 2 if not first and others else 1)
    if not objects and not phrases:
        return None
    if not target.param and objects and verb(base).kind != "create":
        target = _known_as(target, params, used, any(c.param for c in phrases))
    return Intent(base, target, phrases)


def _known_as(target: Chunk, params: Params, used: set[str], placed: bool) -> Chunk:
    """The object with the parameter that identifies it without naming it: `id`, `name`."""
    for name, _, kind, _ in params:
        plain_id = name == "id" and kind == "id" and not is_plural(target.words)
        resource = name in ("name", "resource") and kind in ("id", "title") and not placed
        if name not in used and (plain_id or resource):
            return Chunk("", target.words, name)
    return target


def _cut(rest: str) -> list[tuple[str, list[str]]]:
    """Preposition and words of each phrase, up to the first comma."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for word in rest.replace(",", " ,").split():
        lower = word.lower()
        if word == ",":
            break
        if word.endswith(".") and "." not in word[:-1]:
            found[-1][1].append(word.rstrip("."))
            break
        if lower not in PREPOSITIONS or lower == "of":
            found[-1][1].append(word)
        elif found[-1][0] and not found[-1][1]:
            found[-1] = (f"{found[-1][0]} {lower}", [])
        else:
            found.append((lower, []))
    return found


_PARTICIPLES = frozenset(
    "contained defined hosted located included stored installed created written produced encoded"
    " required released raised discounted".split()
)


def _trimmed(words: list[str], last: bool = False) -> list[str]:
    """`storage pools contained` (within …) → `storage pools`."""
    idle = _PARTICIPLES | {"available", "present", "used", "provided", "made"}
    found = len(words) > 1 and words[-1].lower() in (idle if last else _PARTICIPLES)
    return words[:-1] if found and words[-2] not in ("is", "are", "was", "be") else words


def _phrases(
    cut: list[tuple[str, list[str]]], params: Params, used: set[str], most: int
) -> tuple[Chunk, ...]:
    """The phrases after the object; at most `most` of them without a parameter."""
    phrases: list[Chunk] = []
    fixed = 0
    for index, (prep, words) in enumerate(cut):
        text = " ".join(_trimmed(words) if index + 1 < len(cut) else words)
        if not text:
            continue
        if len(words) > _LONGEST_PHRASE:
            break
        found = _between(text, params, used) if prep == "between" else []
        found = found or _joint(prep, text, params, used) or [_matched(prep, text, params, used)]
        if not found[0].param:
            if _VAGUE.match(text):
                continue
            fixed += 1
            if fixed > most:
                break
        phrases += found
    return tuple(phrases)


def _joint(prep: str, text: str, params: Params, used: set[str]) -> list[Chunk]:
    """`for a volume and layer`: two parameters in one phrase."""
    one, both, other = text.partition(" and ")
    if not both or not (twin := _matched(prep, one, params, set(used))).param:
        return []
    second = _matched("", other, params, {*used, twin.param})
    if not second.param:
        return []
    used.update((twin.param, second.param))
    return [twin, Chunk(",", other, second.param, second.rest)]


_UNNAMING = frozenset(
    [
        "flag",
        "count",
        "quantity",
        "number",
        "duration",
        "percent",
        "rating",
        "temperature",
        "weight",
        "distance",
        "age",
        "sort",
        "token",
        "list",
        "object",
        "enum",
    ]
)
"""Kinds whose value does not take the place of a noun phrase: "top players" is not "5"."""
_CODES = frozenset(
    ["id", "identifier", "name", "number", "key", "code", "slug", "reference", "address", "title"]
)


_MEASURED = frozenset("duration percent rating temperature weight distance".split())
_VAGUE = re.compile(
    r"(?:one|another|(?:an?|the|this) (?:period|time|date|day|range|location|user|kind|number|type|"
    r"project|scope|resource|collection|request|response|case|server|parent|organi[sz]ation|cloud|specification)s?\b)"
    r"|(?:an?|the) \w+ and \w+$",
    re.IGNORECASE,
)
"""Phrases that say nothing where no parameter fills them."""
_HEADS_OF_KIND = {
    "date": "day date night morning evening".split(),
    "datetime": "time date moment".split(),
    "place": "place location spot".split(),
    "city": "city town place location".split(),
    "address": "address place location".split(),
    "person": "person people someone somebody".split(),
    "contact": "person people someone somebody".split(),
    "money": "amount money sum price".split(),
    "path": "file folder".split(),
    "filename": "file".split(),
    "timezone": ["timezone", "zone"],
}
"""Nouns in descriptions that stand for any parameter of a kind."""
_SIDES = {
    "from": ("source", "start"), "to": ("target", "end"), "into": ("target",), "until": ("end",),
    "since": ("start",),
}  # fmt: skip


def _names(prep: str, param: Param, phrase: list[str]) -> bool:
    """Whether a phrase with these stems stands for a parameter."""
    name, noun, kind, role = param
    head = phrase[-1]
    sides = _SIDES.get(prep, ())
    if role and sides and kind not in ("flag", "money", "number"):
        return role in sides
    if sides and head in ("another", "one") and not role:
        return False
    if kind in _MEASURED and prep:
        return bool(stems(noun)) and stems(noun)[-1] == head
    if kind in ("list", "enum", "number") or kind in _MEASURED:
        wanted = stems(noun)
        return bool(wanted) and phrase[-len(wanted) :] == wanted and not name.endswith("_to")
    if kind in _UNNAMING:
        return False
    if prep and head in _HEADS_OF_KIND.get(kind, ()):
        return True
    spoken = stems(noun)
    while len(spoken) > 1 and spoken[-1] in _CODES:
        spoken = spoken[:-1]
    return bool(spoken) and spoken[-1] == head


_COUNTING = re.compile(
    r"(?:(?:an?|the|this|total|maximum|minimum|average|current|exact|estimated|\w+ed) )*number",
    re.IGNORECASE,
)
"""What counts the things that follow; the phone number of somebody does not."""


def _matched(prep: str, text: str, params: Params, used: set[str]) -> Chunk:
    """The phrase with the parameter it stands for, when its head noun is that parameter's. One
    value does not stand for several things."""
    if is_plural(text) and not prep:
        params = tuple(param for param in params if param[2] == "list" or " of " in text)
    before, of, tail = text.partition(" of ")
    counting = _COUNTING.fullmatch(before) is not None
    lead = "" if counting else f"{before} of"
    for part, kept in ((tail, lead), (before, "")) if of else ((text, ""),):
        heads = stems(part)
        if not heads:
            continue
        for param in params:
            side = prep or ("of" if kept else "")
            if param[0] not in used and _names(side, param, heads):
                if of and not kept and not counting:
                    break
                used.add(param[0])
                return Chunk(
                    prep, text, param[0], kept, _identified(before, params, used) if kept else ""
                )
    return Chunk(prep, text)


def _identified(phrase: str, params: Params, used: set[str]) -> str:
    """The parameter that identifies the thing `phrase` names, by its whole noun."""
    wanted = stems(phrase)
    for name, noun, kind, _ in params:
        spoken = stems(noun)
        while len(spoken) > 1 and spoken[-1] in _CODES:
            spoken = spoken[:-1]
        if name not in used and kind in ("id", "reference", "number", "slug") and spoken == wanted:
            used.add(name)
            return name
    return ""


def _between(text: str, params: Params, used: set[str]) -> list[Chunk]:
    """`between two cities`: the two parameters that are its ends, if there are just two."""
    ends = [p for p in params if p[0] not in used and p[2] not in _UNNAMING and p[2] != "date"]
    pairs = [
        (one, other)
        for index, one in enumerate(ends)
        for other in ends[index + 1 :]
        if one[2] == other[2] and {p[0].rstrip("12ab_") for p in (one, other)}
    ]
    if len(pairs) != 1:
        return []
    one, other = pairs[0]
    used.update((one[0], other[0]))
    return [Chunk("between", text, one[0]), Chunk("and", "", other[0])]
