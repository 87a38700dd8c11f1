"""Verbs of APIs and how people say them. Word lists only; `intent` and `frames` use them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

VerbKind = Literal["read", "list", "search", "create", "update", "delete", "send", "compute", "act"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb class member: what it does, and forms that say the same.

    `to_you` follows "can you …" and stands as a command; `to_me` follows "I want to …".
    """

    kind: VerbKind
    to_you: tuple[str, ...]
    to_me: tuple[str, ...]


def _same(kind: VerbKind, *forms: str) -> Verb:
    return Verb(kind, forms, tuple(form for form in forms if " me" not in form) or forms)


_READ = Verb(
    "read",
    ("get", "get me", "show me", "pull up", "look up", "give me", "find", "check", "bring up"),
    ("see", "get", "look up", "check", "pull up", "have a look at"),
)
_LIST = Verb(
    "list",
    ("list", "show me", "give me", "pull up", "get me", "list out", "bring up", "run me through"),
    ("see", "list", "look through", "get", "go through", "pull up"),
)
_SEARCH = Verb(
    "search",
    ("find", "find me", "look for", "search for", "track down"),
    ("find", "search for", "look for", "track down"),
)
_CREATE = _same("create", "create", "set up", "add", "make")
_UPDATE = _same("update", "update", "change", "edit", "modify")
_DELETE = _same("delete", "delete", "remove", "get rid of")
_COMPUTE = _same("compute", "calculate", "work out", "compute", "figure out")

VERBS: dict[str, Verb] = {
    **dict.fromkeys(
        (
            "get",
            "retrieve",
            "fetch",
            "return",
            "read",
            "obtain",
            "view",
            "describe",
            "show",
            "display",
            "look",
            "access",
            "provide",
            "load",
            "inspect",
            "see",
            "give",
            "tell",
        ),
        _READ,
    ),
    "check": Verb("read", ("check", "look up", "tell me", "find out"), ("check", "find out")),
    "lookup": _READ,
    "look up": Verb("read", ("look up", "find", "check", "find me"), ("look up", "find", "check")),
    "find out": Verb("read", ("find out", "check", "tell me"), ("find out", "check")),
    "check for": _same("search", "check for", "look for"),
    "look for": _SEARCH,
    "set up": _same("create", "set up", "create"),
    "turn on": _same("act", "turn on", "switch on"),
    "turn off": _same("act", "turn off", "switch off"),
    "switch on": _same("act", "switch on", "turn on"),
    "switch off": _same("act", "switch off", "turn off"),
    "sign up": _same("create", "sign up", "register"),
    "put on": _same("act", "put on"),
    "take out": _same("act", "take out"),
    "call off": _same("delete", "call off", "cancel"),
    "work out": _COMPUTE,
    "pick up": _same("act", "pick up"),
    "hand over": _same("act", "hand over"),
    "hand in": _same("send", "hand in"),
    "fill in": _same("act", "fill in"),
    "note down": _same("create", "note down", "log", "record"),
    "note": _same("create", "note", "note down", "log"),
    "choose": _same("act", "choose", "pick"),
    "tell": Verb("read", ("tell me", "let me know"), ("find out", "see")),
    "list": _LIST,
    "enumerate": _LIST,
    "browse": _LIST,
    "search": _SEARCH,
    "find": _SEARCH,
    "query": Verb("search", ("query", "search", "look through"), ("query", "search")),
    "locate": _SEARCH,
    "discover": _SEARCH,
    "filter": _same("search", "filter", "narrow down"),
    "recommend": Verb("search", ("recommend", "suggest", "recommend me"), ("get", "find")),
    "suggest": Verb("search", ("suggest", "recommend"), ("find", "get")),
    "create": _CREATE,
    "add": _same("create", "add"),
    "insert": _same("create", "insert", "add"),
    "make": _same("create", "make", "create"),
    "generate": _same("create", "generate", "create", "make", "produce"),
    "build": _same("create", "build", "put together", "create"),
    "compose": _same("create", "compose", "write", "draft"),
    "draft": _same("create", "draft", "write"),
    "write": _same("create", "write"),
    "register": _same("create", "register", "sign up"),
    "open": _same("act", "open", "open up"),
    "start": _same("act", "start", "kick off", "begin"),
    "launch": _same("act", "launch", "start", "fire up"),
    "stop": _same("act", "stop", "halt"),
    "pause": _same("act", "pause"),
    "resume": _same("act", "resume", "continue"),
    "play": _same("act", "play", "put on"),
    "skip": _same("act", "skip"),
    "turn": _same("act", "turn"),
    "set": _same("update", "set", "change"),
    "adjust": _same("update", "adjust", "change", "set"),
    "update": _UPDATE,
    "modify": _UPDATE,
    "edit": _UPDATE,
    "change": _same("update", "change", "update", "switch"),
    "patch": _UPDATE,
    "replace": _same("update", "replace", "swap out"),
    "rename": _same("update", "rename"),
    "move": _same("update", "move", "shift"),
    "copy": _same("create", "copy", "make a copy of", "duplicate"),
    "duplicate": _same("create", "duplicate", "make a copy of"),
    "clone": _same("create", "clone", "make a copy of"),
    "merge": _same("act", "merge"),
    "split": _same("act", "split"),
    "delete": _DELETE,
    "remove": _same("delete", "remove", "take out", "get rid of"),
    "clear": _same("delete", "clear", "empty", "wipe"),
    "cancel": _same("delete", "cancel", "call off"),
    "archive": _same("act", "archive"),
    "restore": _same("act", "restore", "bring back"),
    "undelete": _same("act", "restore", "bring back"),
    "send": _same("send", "send", "send off"),
    "post": _same("send", "post", "put up"),
    "publish": _same("send", "publish", "put out"),
    "share": _same("send", "share"),
    "forward": _same("send", "forward"),
    "reply": _same("send", "reply", "respond"),
    "invite": _same("send", "invite"),
    "notify": _same("send", "notify", "let know"),
    "email": _same("send", "email"),
    "text": _same("send", "text"),
    "message": _same("send", "message"),
    "call": _same("act", "call", "ring"),
    "book": _same("create", "book", "reserve"),
    "reserve": _same("create", "reserve", "book"),
    "schedule": _same("create", "schedule", "plan", "set up"),
    "reschedule": _same("update", "reschedule", "move"),
    "order": _same("create", "order"),
    "buy": _same("create", "buy", "purchase", "get"),
    "purchase": _same("create", "purchase", "buy"),
    "pay": _same("act", "pay", "settle"),
    "transfer": _same("act", "transfer", "move", "send"),
    "exchange": _same("act", "exchange", "change"),
    "convert": _same("compute", "convert", "change"),
    "translate": _same("compute", "translate"),
    "calculate": _COMPUTE,
    "compute": _COMPUTE,
    "determine": _same("compute", "work out", "determine", "figure out"),
    "estimate": _same("compute", "estimate", "give an estimate of", "work out"),
    "evaluate": _same("compute", "evaluate", "work out"),
    "solve": _same("compute", "solve", "work out"),
    "count": _same("compute", "count", "count up"),
    "compare": _same("compute", "compare"),
    "analyze": _same("compute", "analyze", "look into"),
    "analyse": _same("compute", "analyse", "look into"),
    "predict": _same("compute", "predict", "forecast"),
    "simulate": _same("compute", "simulate", "run a simulation of"),
    "measure": _same("compute", "measure"),
    "summarize": _same("compute", "summarize", "sum up", "give me a summary of"),
    "summarise": _same("compute", "summarise", "sum up"),
    "validate": _same("compute", "validate", "check"),
    "verify": _same("compute", "verify", "check", "double-check"),
    "test": _same("compute", "test", "try out"),
    "log": _same("create", "log", "record", "note down"),
    "record": _same("create", "record", "log", "note down"),
    "track": _same("read", "track", "keep track of"),
    "monitor": _same("read", "monitor", "keep an eye on"),
    "watch": _same("read", "watch", "keep an eye on"),
    "save": _same("create", "save", "store"),
    "store": _same("create", "store", "save"),
    "upload": _same("create", "upload"),
    "download": _same("read", "download", "get"),
    "export": _same("read", "export"),
    "import": _same("create", "import", "bring in"),
    "submit": _same("send", "submit", "file", "put in"),
    "request": _same("create", "request", "ask for"),
    "apply": _same("act", "apply"),
    "approve": _same("act", "approve", "sign off on"),
    "reject": _same("act", "reject", "turn down"),
    "accept": _same("act", "accept"),
    "assign": _same("update", "assign", "hand"),
    "label": _same("update", "label", "tag"),
    "tag": _same("update", "tag"),
    "mark": _same("update", "mark", "flag"),
    "rate": _same("create", "rate"),
    "review": _same("read", "review", "go over"),
    "lock": _same("act", "lock"),
    "unlock": _same("act", "unlock"),
    "enable": _same("update", "enable", "turn on", "switch on"),
    "disable": _same("update", "disable", "turn off", "switch off"),
    "activate": _same("update", "activate", "turn on"),
    "deactivate": _same("update", "deactivate", "turn off"),
    "block": _same("act", "block"),
    "join": _same("act", "join"),
    "leave": _same("act", "leave"),
    "subscribe": _same("create", "subscribe"),
    "unsubscribe": _same("delete", "unsubscribe"),
    "attach": _same("update", "attach", "add"),
    "detach": _same("update", "detach", "take off"),
    "connect": _same("act", "connect"),
    "run": _same("act", "run", "execute"),
    "execute": _same("act", "execute", "run"),
    "trigger": _same("act", "trigger", "kick off"),
    "deploy": _same("act", "deploy", "roll out"),
    "cook": _same("act", "cook"),
    "plan": _same("create", "plan", "put together"),
    "sort": _same("compute", "sort"),
    "extract": _same("compute", "extract", "pull out"),
    "parse": _same("compute", "parse"),
    "detect": _same("compute", "detect", "spot"),
    "identify": _same("compute", "identify", "work out"),
    "classify": _same("compute", "classify"),
    "encode": _same("compute", "encode"),
    "decode": _same("compute", "decode"),
    "encrypt": _same("compute", "encrypt"),
    "decrypt": _same("compute", "decrypt"),
    "geocode": _same("compute", "geocode", "get the coordinates of"),
    "draw": _same("create", "draw"),
    "plot": _same("create", "plot", "draw", "chart"),
    "print": _same("act", "print"),
    "scan": _same("act", "scan"),
    "close": _same("act", "close", "shut"),
    "complete": _same("update", "complete", "finish", "tick off"),
    "finish": _same("act", "finish", "wrap up"),
    "upgrade": _same("update", "upgrade"),
    "refund": _same("act", "refund"),
    "return_item": _same("act", "return", "send back"),
    "report": _same("send", "report"),
    "enrol": _same("create", "enrol", "sign up"),
    "enroll": _same("create", "enroll", "sign up"),
    "append": _same("update", "append", "add"),
    "star": _same("update", "star"),
    "comment": _same("create", "comment"),
    "transition": _same("update", "transition", "move"),
    "link": _same("update", "link", "connect"),
    "rsvp": _same("send", "rsvp", "respond"),
    "respond": _same("send", "respond", "reply"),
    "dim": _same("act", "dim"),
    "quote": _same("read", "quote", "price up"),
    "reset": _same("act", "reset"),
    "restart": _same("act", "restart", "reboot"),
    "reboot": _same("act", "reboot", "restart"),
    "terminate": _same("delete", "terminate", "shut down"),
    "provision": _same("create", "provision", "set up"),
    "associate": _same("update", "associate", "link"),
    "disassociate": _same("update", "disassociate", "unlink"),
    "grant": _same("update", "grant", "give"),
    "revoke": _same("delete", "revoke", "take away"),
    "withdraw": _same("act", "withdraw", "take out"),
    "deposit": _same("act", "deposit", "pay in"),
    "sell": _same("act", "sell"),
    "invest": _same("act", "invest"),
    "trim": _same("act", "trim"),
    "crop": _same("act", "crop"),
    "resize": _same("act", "resize"),
    "sync": _same("act", "sync"),
    "confirm": _same("act", "confirm"),
    "snooze": _same("act", "snooze"),
    "dismiss": _same("act", "dismiss"),
    "charge": _same("act", "charge"),
    "issue": _same("create", "issue"),
    "hire": _same("create", "hire"),
    "rent": _same("create", "rent"),
    "define": _same("read", "define", "look up"),
    "quiz": _same("act", "quiz"),
    "explain": _same("read", "explain"),
    "shuffle": _same("act", "shuffle"),
    "queue": _same("create", "queue", "queue up"),
    "mute": _same("act", "mute"),
    "follow": _same("act", "follow"),
    "unfollow": _same("act", "unfollow"),
    "like": _same("act", "like"),
    "rotate": _same("act", "rotate"),
    "invoke": _same("act", "invoke", "run"),
    "put": _same("update", "put"),
    "upsert": _same("update", "upsert"),
    "tear": _same("delete", "tear"),
    "raise": _same("act", "raise"),
    "lower": _same("act", "lower"),
    "increase": _same("update", "increase", "raise", "bump up"),
    "decrease": _same("update", "decrease", "lower", "bring down"),
    "retry": _same("act", "retry"),
    "tail": _same("read", "tail"),
    "preview": _same("read", "preview"),
    "redeem": _same("act", "redeem"),
    "claim": _same("act", "claim"),
    "hold": _same("act", "hold"),
    "release": _same("act", "release"),
    "fill": _same("act", "fill"),
    "dispatch": _same("send", "dispatch", "send out"),
    "deliver": _same("send", "deliver"),
    "name": _same("update", "name"),
    "allocate": _same("update", "allocate"),
    "authorize": _same("act", "authorize"),
    "batch": _same("act", "batch"),
    "wipe": _same("delete", "wipe"),
    "ping": _same("act", "ping"),
    "fix": _same("act", "fix"),
    "factor": _same("compute", "factor"),
    "integrate": _same("compute", "integrate"),
    "differentiate": _same("compute", "differentiate"),
    "round": _same("compute", "round"),
    "multiply": _same("compute", "multiply"),
    "divide": _same("compute", "divide"),
    "subtract": _same("compute", "subtract"),
    "sum": _same("compute", "sum", "add up"),
}
"""Base form → verb. A verb that is not here is not recognised as one."""


@lru_cache(maxsize=4096)
def verb(base: str) -> Verb:
    """The verb for a base form; one that is not in the table says just itself."""
    return VERBS.get(base) or _same("act", base)


PREPOSITIONS = frozenset(
    [
        "for",
        "in",
        "at",
        "on",
        "from",
        "to",
        "with",
        "by",
        "between",
        "into",
        "about",
        "via",
        "through",
        "near",
        "within",
        "under",
        "over",
        "per",
        "as",
        "of",
        "against",
        "around",
        "towards",
        "toward",
        "onto",
        "across",
        "during",
        "inside",
        "before",
        "after",
        "since",
        "until",
    ]
)

DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "all",
        "any",
        "my",
        "your",
        "our",
        "their",
        "his",
        "her",
        "its",
        "this",
        "that",
        "these",
        "those",
        "each",
        "every",
        "some",
        "one",
        "another",
        "both",
        "no",
        "more",
    ]
)


@lru_cache(maxsize=4096)
def base_form(word: str) -> str:
    """The base form of an API verb in any of its spellings; empty when it is none of ours."""
    word = word.lower()
    for candidate in _candidates(word):
        if candidate in VERBS:
            return candidate
    return ""


def _candidates(word: str) -> tuple[str, ...]:
    forms = [word]
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("es"):
        forms += [word[:-2], word[:-1]]
    elif word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        forms += [stem, stem + "e"]
        if len(stem) > 2 and stem[-1] == stem[-2]:
            forms.append(stem[:-1])
    return tuple(forms)


@lru_cache(maxsize=4096)
def gerund(phrase: str) -> str:
    """`set up` → `setting up`: the -ing form of the first word of a verb phrase."""
    verb, _, rest = phrase.partition(" ")
    if verb.endswith("ie"):
        form = verb[:-2] + "ying"
    elif verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        form = verb[:-1] + "ing"
    elif verb in _DOUBLING:
        form = verb + verb[-1] + "ing"
    else:
        form = verb + "ing"
    return f"{form} {rest}" if rest else form


_DOUBLING = frozenset(
    [
        "get",
        "set",
        "put",
        "run",
        "stop",
        "cancel",
        "begin",
        "plan",
        "submit",
        "log",
        "tag",
        "transfer",
        "refer",
        "split",
        "skip",
        "trim",
        "swap",
        "shut",
        "drop",
        "ship",
        "chat",
        "dim",
        "sum",
        "star",
        "hit",
        "let",
        "forget",
        "tip",
        "crop",
        "snap",
        "wrap",
        "scan",
        "enrol",
        "pin",
        "ban",
        "pop",
        "clip",
        "flag",
        "map",
        "tap",
        "zip",
        "unpin",
    ]
)
