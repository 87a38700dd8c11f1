"""What a tool is for, as a verb phrase a person would say: read off its description and name.

`Get the current weather for a city.` becomes verb `get`, object `the current weather` and the
phrase `for a city`, which the parameter `city` can fill. Nothing here picks words at random.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generators.language.lexicon import (
    DETERMINERS,
    PREPOSITIONS,
    VERBS,
    Verb,
    base_form,
    gerund,
    verb,
)
from generators.language.words import article, is_plural, split_name, stems, with_article
from generators.meaning import Meaning, meaning
from studio.record import Schema, Tool


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


_OPENINGS = re.compile(
    r"^(?:(?:please )?use (?:this|it) (?:tool |function |endpoint |method |operation )?(?:to|for|when)"
    r"|(?:this|the) (?:tool|function|endpoint|api|method|operation|call|action|request|resource)"
    r"(?: is used to| can be used to| allows (?:you|users|the user|clients) to| lets you| will| helps"
    r"(?: you| users)?(?: to)?)?"
    r"|allows? (?:you|users|the user|clients|callers|an? \w+) to|lets (?:you|users|the user)|enables"
    r"(?: you| users)? to|(?:an? |the )?(?:api|endpoint|tool|function|method|utility|operation)"
    r" (?:to|for|that|which)|used to|helps (?:you |users )?(?:to )?|provides (?:the )?(?:ability|"
    r"functionality) to|\[[^\]]*\]|\([^)]*\)|<[^>]*>)[\s:,-]*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+(?:using|based on|given|that (?:is|are|was|were|has|have|match|matches|meet|can|the|you|will"
    r"|belong|belongs|contain|contains)|which|where|when|if|whose|so that|such that|because|including"
    r"|includ(?:es|ing)|along with|as well as|according to|depending on|specified by|identified by|"
    r"associated with|corresponding to|matching|containing|optionally|without|unless|while|as "
    r"(?:specified|described|defined|a (?:json|string|list|dict)|an? \w+ (?:object|array))|"
    r"and (?:returns?|gets?|provides?|then|optionally|its|their|it)|to (?:be|get|see|check|allow|"
    r"enable|help|determine|find|use|retrieve|which|that|make|perform)|in (?:the )?(?:format|form) |"
    r"by (?:its|their|the|a|an|providing|specifying|setting|using|name|id|ID|title|key|number|code|uuid"
    r"|means)\b|in order to|with (?:the )?(?:given|specified|following|optional|provided|support|"
    r"option)|of (?:a|an|one) (?:period|time range|date range|certain kind)|for (?:the )?(?:given|specified|provided|following) (?:parameters|criteria|inputs?)|"
    r"from the (?:api|server|database|system|given)|under the (?:given|specified)|e\.g\.|i\.e\.|"
    r"such as|like|versus|either|plus|except|not\b|via|per the)\b.*$",
    re.IGNORECASE,
)
_DROPPED_WORDS = re.compile(
    r"\b(?:specified|specific|single|given|provided|particular|certain|requested|corresponding|"
    r"supplied|existing|individual|associated|respective|appropriate|relevant|desired|one or more|"
    r"all of|zero or more|user-specified)\s+(?=\w)",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>)")
_USERS = (
    (
        re.compile(
            r"\b(?:the (?:authenticated |current |signed-in |calling |logged-in |given )?"
            r"(?:user|caller)['’]s|the users['’]|a user['’]s|user['’]s)(?!\w)",
            re.IGNORECASE,
        ),
        "my",
    ),
    (re.compile(r"\bthe (?:(?:authenticated|current|signed-in) user|caller)\b", re.I), "me"),
)
"""Said of the user as long as the tool does not take one."""
_OWNERS = (
    (re.compile(r"\byour\b", re.IGNORECASE), "my"),
    (re.compile(r"\byou (?=(?!in\b|to\b|on\b|for\b|at\b|by\b|from\b)\w)", re.I), "I "),
    (re.compile(r"\byou\b", re.IGNORECASE), "me"),
)
_ODD = re.compile(r"[`*_{}\[\]<>|\\=#;:\"]|https?:|\bAPI\b|\bJSON\b|\bendpoint\b|\d{4,}")
_LONGEST = 9
"""Words an object may have before the name of the tool is trusted more than its description."""


Param: TypeAlias = tuple[str, str, str, str]
"""Name, spoken noun, kind and role of a top-level parameter."""
Params: TypeAlias = tuple[Param, ...]


def _of(name: str, description: str, params: Params) -> Intent:
    return _from_description(name, description, params) or _from_name(name, params)


_INTENTS: dict[str, Intent] = {}
_MEANINGS: dict[str, Mapping[str, Meaning]] = {}
"""By tool id, which names the content: one entry for each tool that was looked at."""


def intent(tool: Tool) -> Intent:
    """The intent of a tool."""
    found = _INTENTS.get(tool.id)
    if found is None:
        params = tuple(
            (name, meant.noun, meant.kind, meant.role) for name, meant in meanings(tool).items()
        )
        found = _INTENTS[tool.id] = _of(tool.name, tool.description, params)
    return found


def described_intent(tool: Tool) -> Intent:
    """The intent as name and description give it, without a look at the parameters: a tenth of the
    work, and enough to tell what a tool does to what."""
    return _INTENTS.get(tool.id) or _of(tool.name, tool.description, ())


def meanings(tool: Tool) -> Mapping[str, Meaning]:
    """What each top-level parameter of a tool means, required ones first."""
    found = _MEANINGS.get(tool.id)
    if found is None:
        schemas = properties(tool.parameters)
        required = tool.parameters.get("required", ())
        names = sorted(schemas, key=lambda name: name not in required)
        found = _MEANINGS[tool.id] = {
            name: meaning(name, schemas[name], tool.name, tool.description)
            for name in names
            if isinstance(schemas[name], dict)
        }
    return found


def properties(schema: Schema) -> Mapping[str, Schema]:
    """The top-level parameters of a tool's schema."""
    found = schema.get("properties", {})
    return found if isinstance(found, dict) else {}


def _first_sentence(text: str) -> str:
    text = " ".join(text.split())
    match = re.search(r"(?<=[\w)'’\"])[.!?](?=\s+[A-Z(]|\s*$)|\s[-–—]\s|\n", text)
    return (text[: match.start()] if match else text).strip(" .:;,-")


def _from_description(name: str, description: str, params: Params) -> Intent | None:
    sentence = _first_sentence(_PARENTHESES.sub("", description))
    for _ in range(3):
        sentence = _OPENINGS.sub("", sentence)
    takes_user = any("user" in noun.lower() for _, noun, _, _ in params)
    for pattern, mine in _OWNERS if takes_user else (*_USERS, *_OWNERS):
        sentence = pattern.sub(mine, sentence)
    first, _, rest = sentence.partition(" ")
    base = base_form(first.strip(",:"))
    if base and rest.startswith(("or ", "and ")):
        _, _, after = rest.partition(" ")
        second, _, tail = after.partition(" ")
        if base_form(second):
            rest = tail
    if not base and _is_verb(first, rest, name):
        base = first.lower()
    if not base:
        name_base = base_form(split_name(name)[0])
        if not _starts_noun_phrase(sentence) or not name_base:
            return None
        base, rest = name_base if name_base in _NOUNY else "get", sentence
    particle, _, tail = rest.partition(" ")
    if f"{base} {particle}" in VERBS:
        base, rest = f"{base} {particle}", tail
    rest = _CUT.sub("", " " + _DROPPED_WORDS.sub("", rest)).strip(" .,;:")
    rest = _ARTICLE.sub(lambda m: f"{article(m.group(2))} {m.group(2)}", rest)
    if base == "set" and rest.lower().startswith(("a ", "an ")):
        base = "set up"
    listing = _LISTING.match(rest)
    if listing and verb(base).kind in ("read", "list"):
        base, rest = "list", rest[listing.end() :]
    if base == "search":
        place, sought, thing = rest.partition("for ")
        if sought:
            base, rest = "find", f"{thing} in {place}" if place.strip() else thing
    if base in ("get", "return", "retrieve") and _ODD.search(rest):
        return None
    if not rest or _ODD.search(rest):
        return None
    return _chunked(base, rest, params)


_ARTICLE = re.compile(r"\b(a|an) (\w+)", re.IGNORECASE)
_OPENING_DETERMINERS = ("a ", "an ", "the ", "my ", "all ", "any ")


def _is_verb(first: str, rest: str, name: str) -> bool:
    """Whether an unknown first word is used as a verb: `Train a model`, `Choose a seat`."""
    if not first.isalpha() or first.lower() in DETERMINERS or first.lower() in PREPOSITIONS:
        return False
    if first.lower() == split_name(name)[0] and " " in rest:
        return True
    return rest.startswith(_OPENING_DETERMINERS) and not first.endswith(("s", "ion", "ed"))


_LISTING = re.compile(r"(?:a |the )?(?:full |complete |paginated )?(?:list|collection|set) of ")
_NOUNY = frozenset({"get", "list", "search", "find", "calculate", "compute", "check", "convert"})


def _starts_noun_phrase(sentence: str) -> bool:
    first = sentence.partition(" ")[0].lower()
    return first in DETERMINERS or (first.isalpha() and len(sentence.split()) <= 6)


def _chunked(base: str, rest: str, params: Params) -> Intent | None:
    words = rest.replace(",", " ,").split()
    chunks: list[tuple[str, list[str]]] = [("", [])]
    for word in words:
        lower = word.lower()
        if word == ",":
            break
        if lower in PREPOSITIONS and lower != "of" and chunks[-1][0] and not chunks[-1][1]:
            chunks[-1] = (f"{chunks[-1][0]} {lower}", [])
        elif lower in PREPOSITIONS and lower != "of":
            chunks.append((lower, []))
        else:
            chunks[-1][1].append(word)
    particle_first = chunks[0][1] == [] and len(chunks) > 1
    objects = " ".join(chunks[0][1])
    if len(chunks[0][1]) > _LONGEST:
        return None
    used: set[str] = set()
    target = _matched("", objects, params, used)
    phrases: list[Chunk] = []
    fixed = 0
    for prep, phrase in chunks[1:]:
        text = " ".join(phrase)
        if not text:
            continue
        if len(phrase) > 6:
            break
        if prep == "between" and (pair := _between(text, params, used)):
            phrases += pair
            continue
        one, both, other = text.partition(" and ")
        if both and (twin := _matched(prep, one, params, set(used))).param:
            second = _matched("", other, params, {*used, twin.param})
            if second.param:
                used.update((twin.param, second.param))
                phrases += [twin, Chunk(",", other, second.param, second.rest)]
                continue
        chunk = _matched(prep, text, params, used)
        if not chunk.param and _VAGUE.match(text):
            continue
        if not chunk.param:
            fixed += 1
            if fixed > (2 if particle_first else 1):
                break
        phrases.append(chunk)
    if not objects and not phrases:
        return None
    if not target.param and objects and verb(base).kind != "create":
        named = [p for p in params if p[0] in ("name", "resource") and p[2] in ("id", "title")]
        if named and named[0][0] not in used and not any(c.param for c in phrases):
            target = Chunk("", objects, named[0][0])
    return Intent(base, target, tuple(phrases))


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
    r"(?:one|another|(?:an?|the) (?:period|time|date|day|range|location|user|kind|number|type))\b",
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


def _matched(prep: str, text: str, params: Params, used: set[str]) -> Chunk:
    """The phrase with the parameter it stands for, when its head noun is that parameter's."""
    before, of, tail = text.partition(" of ")
    for part, kept in ((tail, f"{before} of"), (before, "")) if of else ((text, ""),):
        heads = stems(part)
        if not heads:
            continue
        for param in params:
            side = prep or ("of" if kept else "")
            if param[0] not in used and _names(side, param, heads):
                if of and not kept:
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
        if name not in used and kind in ("id", "reference", "number") and spoken == wanted:
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


def _from_name(name: str, params: Params) -> Intent:
    """An intent out of the name alone: `drive.files.list` lists files."""
    segments = [split_name(part) for part in name.split(".") if part]
    last = segments[-1] or ["run"]
    base = base_form(last[0])
    if base and len(last) > 1:
        noun = last[1:]
    elif base and len(segments) > 1:
        noun = segments[-2]
    elif base:
        return Intent(base, Chunk("", ""))
    elif base_form(last[-1]) and len(last) > 1:
        base, noun = base_form(last[-1]), last[:-1]
    else:
        base, noun = "get", last
    intent_ = _chunked(base, " ".join(noun), params)
    if intent_ is None:
        return Intent(base, Chunk("", " ".join(noun)))
    if intent_.object.words and not is_plural(intent_.object.words):
        determiner = "a" if intent_.verb.kind == "create" else "the"
        words = with_article(intent_.object.words, determiner)
        return Intent(base, Chunk("", words, intent_.object.param), intent_.phrases)
    return intent_
