"""What a tool does, as its description says it: the verb and what follows, in a person's words.

Only the first sentence counts; what speaks of requests, resources and methods is taken out.
"""

import re

from generators.language.inflection import base_form
from generators.language.lexicon import (
    DETERMINERS,
    PREPOSITIONS,
    VERBS,
    verb,
)
from generators.language.words import article, is_plural, plural, split_name, stem
from generators.meaning.nouns import singular

_OPENINGS = re.compile(
    r"^(?:(?-i:[A-Z][a-z]+[A-Z]\w*) (?=(?:provide|return|retrieve|modifie|get|list|create|delete"
    r"|update|searche|set)s\b)|the \w+ uses this method to |represents "
    r"|the \w+ (?:operation|action|command|api) (?=\w+s )"
    r"|(?:please )?use (?:this|it) (?:tool |function |endpoint |method "
    r"|operation )?(?:to|for|when)"
    r"|(?:this|the) (?:tool|function|endpoint|api|method|operation|call|action|request|resource)"
    r"(?: is used to| can be used to| allows (?:you|users|the user|clients) to| lets you"
    r"| will| helps"
    r"(?: you| users)?(?: to)?)?"
    r"|allows? (?:you|users|the user|clients|callers|an? \w+) to|lets (?:you|users"
    r"|the user)|enables"
    r"(?: you| users)? to|(?:an? |the )?(?:api|endpoint|tool|function|method|utility|operation)"
    r" (?:to|for|that|which)|used to|helps (?:you |users )?(?:to )?|provides (?:the )?(?:ability|"
    r"functionality) to|\[[^\]]*\]|\([^)]*\)|<[^>]*>)[\s:,-]*",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s+(?:using|based on|given|that (?:is|are|was|were|has|have|match|matches|meet|can"
    r"|the|you|will|a|an|this|these|it|does"
    r"|belong|belongs|contain|contains)|which|where|when|if|whose|so that|such that"
    r"|because|including"
    r"|includ(?:es|ing)|along with|as well as|according to|depending on|specified by|identified by|"
    r"associated with|corresponding to|matching|containing|optionally|without|unless|while|as "
    r"(?:specified|described|defined|a (?:json|string|list|dict)|an? \w+ (?:object|array))|"
    r"and (?:returns?|gets?|provides?|then|optionally|its|their|it)|to (?:be|get|see|check|allow|"
    r"enable|help|determine|find|use|retrieve|which|that|make|perform)"
    r"|in (?:the )?(?:format|form) |"
    r"by (?:\w+ (?:id|ID|name)|its"
    r"|their|the|a|an|providing|specifying|setting|using|name|id|ID|title|key"
    r"|number|code|uuid"
    r"|means)\b|in order to|with (?:the )?(?:given|specified|following|optional|provided|support|"
    r"option)|of (?:a|an|one) (?:period|time range|date range|certain kind)"
    r"|for (?:the )?(?:given|specified|provided|following) (?:parameters|criteria|inputs?)|"
    r"from the (?:api|server|database|system|given)|under the (?:given|specified)|e\.g\.|i\.e\.|"
    r"such as|only|with the data|at the (?:given |specified )?(?:ID|id|name)|(?-i:who)"
    r"|by \w+_\w+|for up"
    r"|with (?:\w+ )*(?:filtering|pagination|sorting|options)|like"
    r"|versus|either|plus|except|(?-i:not)\b|via|per the)\b.*$",
    re.IGNORECASE,
)
_DROPPED_WORDS = re.compile(
    r"\b(?:specified|specific|single|provided|particular|certain|requested|corresponding|"
    r"supplied|existing|individual|associated|respective|appropriate|relevant|desired|one or more|"
    r"all of|zero or more|user-specified),?\s+(?=\w)",
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
_ADVERBS = re.compile(
    r"\b(?:(?:immediately|permanently|recursively|asynchronously|synchronously|successfully|"
    r"automatically|efficiently|programmatically|quickly|easily|securely)(?:,? and )?)+\s*",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\b(an?|the|any|for|of) given\b(?= [a-z])", re.IGNORECASE)
_BULK = re.compile(r"^(?:bulk|batch)[- ](?=\w+s\b)", re.IGNORECASE)
_REPRESENTED = re.compile(r"\bthe (?:representation|definition) of (?=an? |the |\w)", re.IGNORECASE)
_RESOURCES = re.compile(r"\b(\w+) resource(s?)\b")
_PLAIN = frozenset(
    """new existing single other multiple child parent specific specified given provided requested
    certain particular desired following corresponding""".split()
)
_TITLED = re.compile(r"(?<=[a-z] )[A-Z][a-z]+\b")
_COMPANIES = frozenset(
    """google gmail amazon slack zoom stripe twilio microsoft apple spotify notion jira trello asana
    facebook instagram twitter reddit netflix uber linear figma docker lambda english french german
    spanish""".split()
)
_CAMEL = re.compile(r"\b[A-Z][a-z]+(?:[A-Z]+[a-z]*)+\b|\b[a-z]+(?:[A-Z][a-z]+)+\b")
_BRANDS = frozenset(
    """GitHub YouTube PayPal LinkedIn BigQuery JavaScript TypeScript WhatsApp GitLab DynamoDB iPhone
    OpenAI DeepL TikTok SoundCloud WordPress DocuSign PowerPoint OneDrive SharePoint FaceTime MySQL
    MongoDB PostgreSQL macOS CloudFront CloudWatch CloudFormation SageMaker eBay McDonald
    NuGet""".split()
)


def verb_phrase(name: str, description: str, takes_user: bool) -> tuple[str, str] | None:
    """Base verb and the words after it; None where the description has none to offer. `takes_user`
    says that users are among the parameters, so that "the user" is not who asks."""
    sentence = _cleaned(description, takes_user)
    own = {stem(word) for word in split_name(name)} - _COMPANIES
    sentence = _TITLED.sub(lambda m: m[0].lower() if stem(m[0]) in own else m[0], sentence)
    opening = _opening(sentence, last_segment(name))
    if opening is None:
        return None
    base, rest = _with_particle(*opening)
    rest = _CUT.sub("", " " + _DROPPED_WORDS.sub("", rest)).strip(" .,;:")
    rest = _ARTICLE.sub(lambda m: f"{article(m.group(2))} {m.group(2)}", rest)
    base, rest = _specific(base, rest)
    rest = _named(rest, name)
    return (base, rest) if rest and not _ODD.search(rest) else None


def last_segment(name: str) -> str:
    """`drive.files.list` → `list`; what follows the last dot, slash or colon."""
    return re.split(r"[./:]", name.strip("./:"))[-1] or name


def _first_sentence(text: str) -> str:
    text = " ".join(text.split())
    match = re.search(r"(?<=[\w)'’\"])[.!?](?=\s+[A-Z(#*-]|\s*$)|\s[-–—]\s|\n", text)
    return (text[: match.start()] if match else text).strip(" .:;,-")


def _cleaned(description: str, takes_user: bool) -> str:
    sentence = _first_sentence(_PARENTHESES.sub("", description))
    for _ in range(3):
        sentence = _OPENINGS.sub("", sentence)
    for pattern, mine in _OWNERS if takes_user else (*_USERS, *_OWNERS):
        sentence = pattern.sub(mine, sentence)
    sentence = _GIVEN.sub(r"\1", sentence)
    sentence = _REPRESENTED.sub("", _BULK.sub("", _ADVERBS.sub("", sentence)))
    sentence = _CAMEL.sub(_spelled, sentence)
    return _RESOURCES.sub(_unwrapped, sentence)


def _unwrapped(match: re.Match[str]) -> str:
    """`the address resource` → `the address`."""
    noun = match[1]
    if noun.lower() in DETERMINERS | PREPOSITIONS | _PLAIN:
        return match.group()
    return plural(noun) if match[2] else noun


def _spelled(match: re.Match[str]) -> str:
    """`ManagedZones` → `managed zones`."""
    word = match.group()
    return word if word.removesuffix("s") in _BRANDS else " ".join(split_name(word))


def _opening(sentence: str, name: str) -> tuple[str, str] | None:
    """The verb a sentence begins with, and the rest."""
    first, _, rest = sentence.partition(" ")
    base = base_form(first.strip(",:"))
    if base and rest.startswith(("or ", "and ")):
        _, _, after = rest.partition(" ")
        second, _, tail = after.partition(" ")
        rest = tail if base_form(second) else rest
    if base:
        return base, rest
    if conjugated := _conjugated(first, rest):
        return conjugated, rest
    if _is_verb(first, rest, name):
        return split_name(name)[0] if _third_person(first, name) else first.lower(), rest
    name_base = base_form(split_name(name)[0])
    if not _starts_noun_phrase(sentence) or not name_base:
        return None
    return name_base if name_base in _NOUNY else "get", sentence


_SIBILANT = ("shes", "ches", "sses", "xes", "zzes")


def _conjugated(first: str, rest: str) -> str:
    """The base of an unknown verb in the third person: `Ends the session` → `end`."""
    if not first.isalpha() or not first.istitle() or not rest.startswith(_OPENING_DETERMINERS):
        return ""
    if not first.endswith("s") or first.endswith(("ss", "us", "is")) or len(first) < 4:
        return ""
    word = first.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(_SIBILANT) else word[:-1]


def _third_person(first: str, name: str) -> bool:
    return first.lower() in {split_name(name)[0] + ending for ending in ("s", "es")}


def _with_particle(base: str, rest: str) -> tuple[str, str]:
    particle, _, tail = rest.partition(" ")
    if f"{base} {particle}" in VERBS:
        return f"{base} {particle}", tail
    return base, rest


def _specific(base: str, rest: str) -> tuple[str, str]:
    """The verb a person would use: `get a list of` → `list`, `search … for X` → `find X in …`."""
    if base == "set" and rest.lower().startswith(("a ", "an ")):
        return "set up", rest
    listing = _LISTING.match(rest)
    if listing and verb(base).kind in ("read", "list"):
        return "list", rest[listing.end() :]
    rest = _ALL_THE.sub("all ", rest)
    if base == "search":
        place, sought, thing = rest.partition("for ")
        if sought:
            return "find", f"{thing} in {place}" if place.strip() else thing
    return base, rest


_ARTICLE = re.compile(r"\b(a|an) (\w+)", re.IGNORECASE)
_OPENING_DETERMINERS = ("a ", "an ", "the ", "my ", "all ", "any ")


_CONJUNCTIONS = frozenset("if when where while once note given as because important".split())


def _is_verb(first: str, rest: str, name: str) -> bool:
    """Whether an unknown first word is used as a verb: `Train a model`, `Choose a seat`."""
    if not first.isalpha() or first.lower() in DETERMINERS | PREPOSITIONS | _CONJUNCTIONS:
        return False
    if " " in rest and (first.lower() == split_name(name)[0] or _third_person(first, name)):
        return True
    return rest.startswith(_OPENING_DETERMINERS) and not first.endswith(("s", "ion", "ed"))


_LISTING = re.compile(
    r"(?:an? |the )?(?:full |complete |paginated |aggregated |filtered |sorted )?"
    r"(?:list|listing|collection|set) of (?:all )?"
)
_ALL_THE = re.compile(r"^all (?:of )?the ")
_NOUNY = frozenset({"get", "list", "search", "find", "calculate", "compute", "check", "convert"})


def _starts_noun_phrase(sentence: str) -> bool:
    first = sentence.partition(" ")[0].lower()
    return first in DETERMINERS or (first.isalpha() and len(sentence.split()) <= 6)


_NAMELESS = re.compile(
    r"((?:an?|the|all|new|a new|any)? ?)(?:resources?|items?|objects?|entit(?:y|ies))"
    r"(?:,.*| (?:in|into|to|from) this .*)?"
)


def _named(rest: str, name: str) -> str:
    """`a resource` of `youtube.videos.delete` → `a video`."""
    match = _NAMELESS.fullmatch(rest)
    segments = [part for part in re.split(r"[./:]", name) if part]
    if not match or len(segments) < 2:
        return rest
    noun = " ".join(split_name(segments[-2]))
    if rest.partition(",")[0].endswith("s"):
        return f"{match[1]}{plural(noun)}"
    return f"{match[1]}{one(noun)}".replace("a a", "an a")


def one(noun: str) -> str:
    """The singular of a noun phrase's head."""
    before, _, head = noun.rpartition(" ")
    return f"{before} {singular(head)}".strip() if is_plural(noun) else noun
