"""How a request is dressed: register, context around it, slips of the finger."""

from collections.abc import Callable
from datetime import date
from random import Random

from babel.dates import format_date

from generators.language.phrase import Phrase, lowered, mistyped, plain

REGISTERS = (
    *("plain",) * 6, *("polite",) * 3, *("chatty",) * 4, *("terse",) * 3, "formal", "technical",
)  # fmt: skip
"""Ways to talk, by how common they are."""

_OPENERS = {
    "polite": (
        "Hello, ",
        "Hi, ",
        "Good morning, ",
        "Hi there, ",
        "Hello! ",
        "Good afternoon. ",
        "Excuse me, ",
        "Good evening, ",
        "Dear assistant, ",
    ),
    "chatty": (
        "Hey, ",
        "Hey! ",
        "Hi! ",
        "Ok so ",
        "Right, ",
        "So, ",
        "Okay, ",
        "Hiya, ",
        "Alright, ",
        "Hey there! ",
        "Morning! ",
        "Well, ",
        "Ok, next: ",
        "Ooh, ",
        "Quick one: ",
        "Yo, ",
    ),
    "formal": ("Good morning. ", "Good afternoon. ", "Dear assistant, ", "Good day. ", "Hello. "),
    "plain": ("Hi, ", "Quick question: ", "Next: ", "Next up: ", "Ok, ", "Hey, ", "Hello. "),
}
_CLOSERS = {
    "polite": (
        " Thank you.",
        " Thanks in advance.",
        " Thank you very much.",
        " Many thanks.",
        " Much appreciated.",
        " Thanks a lot.",
    ),
    "chatty": (
        " Thanks!",
        " Cheers!",
        " Thx",
        " You're the best!",
        " Ta!",
        " Thanks a bunch!",
        " Appreciate it!",
        " Cheers.",
    ),
    "plain": (" Thanks.", " Thanks!", " Thank you.", " Thanks in advance."),
    "formal": (
        " Thank you very much.",
        " Many thanks in advance.",
        " Kind regards.",
    ),
}
_ERRANDS = (
    "a meeting",
    "a call with a client",
    "my weekly review",
    "a presentation",
    "a report",
    "an audit",
    "a side project",
    "a workshop",
    "a demo",
    "the newsletter",
    "a blog post",
    "a pitch",
    "our planning session",
    "a deadline",
    "the handover",
    "an interview",
    "a training session",
    "the next release",
    "a school project",
    "the quarterly numbers",
    "a family gathering",
)
_PEOPLE = (
    "my manager",
    "a colleague",
    "a friend",
    "the team",
    "a customer",
    "my family",
    "my flatmate",
    "my sister",
    "a neighbour",
    "the new hire",
    "my partner",
    "a client",
    "my boss",
)
_WHEN = (
    "this morning",
    "this afternoon",
    "tonight",
    "later today",
    "in an hour",
    "before lunch",
    "by the end of the day",
    "before I leave",
    "right after this",
    "in a few minutes",
    "this week",
)
_AFTER = (
    "It's for {e}.",
    "I need it for {e}.",
    "This is for {p}.",
    "It's for {p}.",
    "{P} asked for it.",
    "I told {p} I'd do it {w}.",
    "I promised it to someone {w}.",
    "I need this done {w}.",
    "No rush.",
    "It's a bit urgent.",
    "I'm in a hurry.",
    "Would be great {w}.",
    "I have {e} coming up.",
    "I'm getting ready for {e}.",
    "Need it {w} for {e}.",
    "It's needed {w}.",
    "I'm putting things together for {e}.",
    "That's all for now.",
    "I'm on my phone.",
    "I couldn't find it myself.",
    "I always forget how to do that.",
    "I'm about to start {e}.",
    "Someone asked me about it {w}.",
    "I'm a bit behind.",
    "That would help a lot.",
    "It came up because of {e}.",
    "I was asked to sort it out {w}.",
)
_BEFORE = (
    "I'm getting ready for {e}. ",
    "I have {e} coming up. ",
    "I'm working on {e}. ",
    "I'm about to start {e}. ",
    "This came up for {e}. ",
    "I promised I'd sort this out {w}. ",
    "I'm a bit short on time. ",
    "I'm trying to get organised. ",
    "Someone asked me about this. ",
    "Busy day today. ",
    "I'm back at my desk. ",
    "I've been putting this off. ",
    "Sorry to bother you again. ",
    "{P} asked me to do this. ",
    "Doing this for {p}. ",
    "I need a bit of help. ",
    "Something for {e}. ",
    "I've got {e} {w}. ",
    "Let's get this done. ",
    "Just remembered something. ",
)


_MENTIONS = {"when": "{w}", "who": "{p}", "what": "{e}"}


def _context(forms: tuple[str, ...], silent: frozenset[str], rng: Random) -> str:
    """A sentence of context that mentions nothing it should be silent about; maybe none."""
    form = rng.choice(forms)
    if any(_MENTIONS[topic] in form.lower() for topic in silent):
        return ""
    errand = rng.choice(_ERRANDS)
    when = rng.choice(_WHEN)
    person = rng.choice(_PEOPLE)
    text = form.replace("{e}", errand).replace("{w}", when)
    return text.replace("{p}", person).replace("{P}", person[:1].upper() + person[1:])


_CURT = frozenset({"terse", "formal", "technical"})
"""Registers in which nobody tells what it is for."""
_OPENED = {"chatty": 0.4, "formal": 0.25}
_CLOSED = {"plain": 0.07, "formal": 0.3}


def dressed(
    phrase: Phrase, register: str, silent: Callable[[], frozenset[str]], rng: Random
) -> Phrase:
    """The request with greeting, context and thanks as the register has them. `silent` tells what
    the context must not mention: "when", "who", "what"; asked only where there is any context."""
    result = list(phrase)
    if register in _OPENERS and rng.random() < _OPENED.get(register, 0.16):
        result = _opened(rng.choice(_OPENERS[register]), result)
    elif register not in _CURT and rng.random() < 0.1:
        result = [_context(_BEFORE, silent(), rng), *result]
    ends = plain(result).endswith((".", "?", "!"))
    if register not in _CURT and rng.random() < 0.1:
        after = _context(_AFTER, silent(), rng)
        result.append((("" if ends else ".") + " " + after) if after else "")
    elif register in _CLOSERS and rng.random() < _CLOSED.get(register, 0.22):
        result.append(("" if ends else ".") + rng.choice(_CLOSERS[register]))
    return hurried(result, register, rng)


def _opened(opener: str, phrase: Phrase) -> Phrase:
    first = phrase[0] if phrase else ""
    if isinstance(first, str) and opener.endswith((", ", ": ", "so ")):
        keep = first.startswith(("I ", "I'", "I’")) or (first[:2].isupper() and first[:2].isalpha())
        first = first if keep else first[:1].lower() + first[1:]
        return [opener + first, *phrase[1:]]
    return [opener, *phrase]


def hurried(phrase: Phrase, register: str, rng: Random) -> Phrase:
    chance = {"terse": 0.45, "chatty": 0.25, "plain": 0.08}.get(register, 0.0)
    result = phrase
    if rng.random() < chance:
        result = lowered(result)
        last = result[-1]
        if isinstance(last, str) and last.endswith(".") and rng.random() < 0.7:
            result = [*result[:-1], last[:-1]]
    if register not in ("polite", "formal", "technical") and rng.random() < 0.045:
        result = mistyped(result, rng)
    return result


_HELPERS = (
    "You are a helpful assistant.",
    "You are an assistant that can call tools.",
    "You help people get things done with the tools you have.",
    "You are a personal assistant.",
    "Use the tools when they help. Ask when something is missing.",
    "You are a concise assistant.",
    "You are an AI assistant with access to functions.",
    "Answer briefly and use tools when needed.",
)


def system(today: date, dated: bool, rng: Random) -> str:
    """A system message: states the date where the request relies on it, often nothing at all."""
    stated = dated or rng.random() < 0.12
    helper = rng.choice(_HELPERS) if rng.random() < (0.5 if stated else 0.25) else ""
    if not stated:
        return helper
    iso = today.isoformat()
    written = format_date(today, "EEEE, d MMMM y", locale="en")
    said = rng.choice(
        (
            f"Today is {written}.",
            f"Current date: {iso}",
            f"Today is {iso}.",
            f"Today's date is {written}.",
            f"Current date: {written}.",
            f"The current date is {iso}.",
        )
    )
    return f"{helper} {said}".strip() if rng.random() < 0.8 else f"{said}\n{helper}".strip()
