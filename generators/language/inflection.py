"""Forms of verbs: from any spelling to the base form, and to gerund, past and participle. Rules
and lists of words only."""

from functools import lru_cache

from generators.language.lexicon import VERBS


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
    (
        "get set put run stop cancel begin plan submit log tag transfer refer split skip trim "
        "swap shut drop ship chat dim sum star hit let forget tip crop snap wrap scan enrol "
        "pin ban pop clip flag map tap zip unpin flip unplug label model travel signal"
    ).split()
)


@lru_cache(maxsize=4096)
def participle(phrase: str) -> str:
    """`set up` → `set up`, `book` → `booked`: the past participle of the first word of a verb
    phrase, with what follows it."""
    verb, _, rest = phrase.partition(" ")
    form = _PARTICIPLES.get(verb) or _regular(verb)
    return f"{form} {rest}" if rest else form


@lru_cache(maxsize=4096)
def past(phrase: str) -> str:
    """The past tense of the first word of a verb phrase: `take out` → `took out`."""
    verb, _, rest = phrase.partition(" ")
    form = _PASTS.get(verb) or _PARTICIPLES.get(verb) or _regular(verb)
    return f"{form} {rest}" if rest else form


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLING else f"{verb}ed"


_PARTICIPLES = {
    "be": "been", "become": "become", "begin": "begun", "bind": "bound", "break": "broken",
    "bring": "brought", "build": "built", "buy": "bought", "catch": "caught", "choose": "chosen",
    "come": "come", "cut": "cut", "do": "done", "draw": "drawn", "drive": "driven", "eat": "eaten",
    "find": "found", "forget": "forgotten", "get": "got", "give": "given", "go": "gone",
    "hide": "hidden", "hit": "hit", "hold": "held", "keep": "kept", "know": "known",
    "lay": "laid", "lead": "led", "leave": "left", "lend": "lent", "let": "let", "light": "lit",
    "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "overwrite": "overwritten",
    "pay": "paid", "put": "put", "quit": "quit", "read": "read", "rebuild": "rebuilt",
    "reset": "reset", "resend": "resent", "ride": "ridden", "ring": "rung", "rise": "risen",
    "run": "run", "rerun": "rerun", "say": "said", "see": "seen", "seek": "sought", "sell": "sold",
    "send": "sent", "set": "set", "shake": "shaken", "shoot": "shot", "show": "shown",
    "shut": "shut", "sign": "signed", "sing": "sung", "sleep": "slept", "speak": "spoken",
    "spend": "spent", "split": "split", "spread": "spread", "stand": "stood", "steal": "stolen",
    "stick": "stuck", "swim": "swum", "take": "taken", "teach": "taught", "tell": "told",
    "think": "thought", "throw": "thrown", "undo": "undone", "unbind": "unbound",
    "understand": "understood", "upset": "upset", "wake": "woken", "wear": "worn", "win": "won",
    "withdraw": "withdrawn", "write": "written", "rewrite": "rewritten",
}  # fmt: skip
_PASTS = {
    "be": "was", "become": "became", "begin": "began", "break": "broke", "choose": "chose",
    "come": "came", "do": "did", "draw": "drew", "drive": "drove", "eat": "ate",
    "forget": "forgot", "give": "gave", "go": "went", "hide": "hid", "know": "knew",
    "overwrite": "overwrote", "ride": "rode", "ring": "rang", "rise": "rose", "run": "ran",
    "rerun": "reran", "see": "saw", "shake": "shook", "show": "showed", "sing": "sang",
    "speak": "spoke", "steal": "stole", "swim": "swam", "take": "took", "throw": "threw",
    "undo": "undid", "wake": "woke", "wear": "wore", "withdraw": "withdrew", "write": "wrote",
    "rewrite": "rewrote",
}  # fmt: skip
