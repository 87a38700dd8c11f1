"""Saying that nothing was found, with what was looked for."""

from dataclasses import replace

from generators.language.inflection import gerund
from generators.language.intent import meanings
from generators.language.proposals import definite, proposal, shown
from generators.language.saying import Speaker, Unsayable
from studio.brief import PlannedCall, Turn

_SAID = (
    "I tried to {p}, but there's nothing.", "Nothing came up when I tried to {p}.",
    "I tried to {p}, and the list came back empty.", "There's nothing: {doing} gave no results.",
    "No results. I tried to {p}, but nothing matched.", "{Doing} turned up nothing.",
    "I couldn't find anything when I tried to {p}.", "{Doing} brought nothing up.",
    "There are no matches. I tried to {p}.", "{Doing} gave an empty list.",
    "Nothing there, I'm afraid: I tried to {p}, and nothing came back.",
    "I got no results when I tried to {p}.", "Sadly, {doing} led to nothing.",
    "Sorry, nothing was found. I tried to {p}.", "{Doing} brought no results.",
    "I've had a look, but {doing} gave nothing.", "No matches: {doing} gave none.",
    "It looks as if there's nothing: I tried to {p}, without a result.",
)  # fmt: skip
_NEXT = (
    "", "", "", "", " Shall I look for something else?", " Should I try it differently?",
    " Do you want to change something about the search?", " Tell me if I should look again.",
    " Would you like me to try something broader?", " Maybe with something else?",
    " If you give me other details, I can look again.", " Is there another way to look for it?",
)  # fmt: skip
_LONGEST = 28


def nothing(call: PlannedCall, speaker: Speaker) -> str:
    """That a search found nothing, and what it looked for."""
    rng = speaker.rng
    try:
        wanted = proposal(_sought(call), speaker).whole
    except Unsayable:
        wanted = definite(call.tool)
    if len(wanted.split()) > _LONGEST:
        wanted = definite(call.tool)
    doing = gerund(wanted)
    text = rng.choice(_SAID).format(p=wanted, doing=doing, Doing=doing[:1].upper() + doing[1:])
    return text + rng.choice(_NEXT)


def _sought(call: PlannedCall) -> PlannedCall:
    """The call without how many results were wanted, and in which order."""
    known = meanings(call.tool)
    kept = {n: v for n, v in call.arguments.items() if known[n].kind not in ("count", "sort")}
    return replace(call, arguments=kept)


_FIRST = (
    "There was nothing for {a}, so I tried {b}. ", "Nothing for {a}, but for {b} there is. ",
    "{A} gave nothing, so here is {b}. ", "No luck with {a}; this is for {b}. ",
    "With {a} nothing came up, so I went for {b}. ", "I found nothing for {a} and tried {b}. ",
    "For {a} the list was empty. For {b} it isn't. ", "{A}: nothing. So I looked for {b}. ",
    "There's nothing for {a}, but there is for {b}. ", "I had to go for {b}, {a} gave nothing. ",
)  # fmt: skip
_NEITHER = (
    "There is nothing for {a}, and nothing for {b} either.", "Neither {a} nor {b} gave anything.",
    "No luck: nothing for {a}, nothing for {b}.", "I tried {a} and then {b}. Both came back empty.",
    "Nothing came up, neither for {a} nor for {b}.", "{A} gave nothing, and {b} didn't either.",
    "I looked for {a} first, then for {b}, but there's nothing.", "Both {a} and {b}: no results.",
    "There's nothing to be had, neither with {a} nor with {b}.",
    "Sorry, {a} is empty, and so is {b}.",
)  # fmt: skip


def instead(turn: Turn, found: bool, speaker: Speaker) -> str:
    """That the first choice found nothing and the second was looked for, with what came of it."""
    first, second = turn.wishes
    name = next(n for n in second.arguments if f"/{n}" not in second.sources)
    one, other = shown(first, name, speaker), shown(second, name, speaker)
    text = speaker.rng.choice(_FIRST if found else _NEITHER)
    return text.format(a=one, b=other, A=one[:1].upper() + one[1:])


_MENDED = (
    "There is no {noun} {a}, so I looked at {b}. ", "I couldn't find {a}, only {b}. ",
    "{A} doesn't exist; I took {b}, which is nearly the same. ", "You probably mean {b}, not {a}. ",
    "Nothing is called {a}, so I went for {b}. ", "I assumed a typo and used {b} instead of {a}. ",
    "{A} wasn't found. The closest is {b}, and this is what I have on it. ",
    "I used {b}, since there's no {noun} {a}. ", "No {noun} {a} there, so this is about {b}. ",
    "This is for {b}, as {a} doesn't exist. ", "I found {b} instead of {a}. ",
)  # fmt: skip


def mended(one: PlannedCall, other: PlannedCall, noun: str, speaker: Speaker) -> str:
    """That a name was taken for a slip of another: `one` was called first, then `other`."""
    name = next(n for n in other.arguments if one.arguments.get(n) != other.arguments[n])
    a, b = shown(one, name, speaker), shown(other, name, speaker)
    return speaker.rng.choice(_MENDED).format(a=a, b=b, A=a[:1].upper() + a[1:], noun=noun)


_LESS = (
    "{A} was over the limit, so I used {b}. ", "The limit is {b}, so I couldn't use {a}. ",
    "{A} wasn't possible, {b} was. ", "I had to go down to {b}, since {a} is too much. ",
    "The maximum is {b}, so that's what I took. ", "Not {a}, but {b}: that's the limit. ",
    "{A} was refused, so it's {b} now. ", "With {a} it was refused; {b} is the most allowed. ",
    "It's {b} instead of {a}, because of the limit. ", "No more than {b} was possible. ",
)  # fmt: skip


def lessened(one: PlannedCall, other: PlannedCall, speaker: Speaker) -> str:
    """That as much as is allowed was taken instead of what was wished for first."""
    name = next(n for n in other.arguments if one.arguments.get(n) != other.arguments[n])
    a, b = shown(one, name, speaker), shown(other, name, speaker)
    return speaker.rng.choice(_LESS).format(a=a, b=b, A=a[:1].upper() + a[1:])
