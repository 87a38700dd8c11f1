"""Sentences of an offer: what did not work and what could be done instead."""

from random import Random

from generators.language.inflection import gerund

_FAILED = (
    "I couldn't {p}", "I wasn't able to {p}", "I can't {p} like that", "I couldn't {p} as asked",
    "It wasn't possible to {p}", "I didn't manage to {p}", "{Doing} didn't work",
    "I have not been able to {p}", "I tried to {p}, but it didn't go through",
)  # fmt: skip
_PASSING = {
    "rate_limited": (
        "the service is getting too many requests right now", "I've hit the rate limit",
        "there have been too many requests in a short time", "the service wants me to slow down",
        "the request limit is used up for the moment", "the service is throttling me",
    ),
    "timeout": (
        "the request timed out", "the service didn't answer in time", "there was no answer in time",
        "it took too long and timed out", "the connection timed out", "the answer never came",
    ),
    "unavailable": (
        "the service is down at the moment", "the service isn't available right now",
        "the service is temporarily unavailable", "the other side isn't responding properly",
        "the service seems to be having trouble", "the service can't be reached just now",
    ),
}  # fmt: skip
_TWICE = (
    "I tried twice, but {why}.", "Two attempts, and both times {why}.", "Both times {why}.",
    "I tried it two times, and {why}.", "{Failed}: {why}, twice in a row.",
    "{Failed}. I tried twice, and {why}.", "Even on the second try {why}.",
)  # fmt: skip
_ONCE = (
    "{Failed}: {why}.", "{Failed}, because {why}.", "Sorry, {why}, so it's not done yet.",
    "Unfortunately {why}.", "That didn't work: {why}.", "No luck so far: {why}.",
    "It looks like {why}.", "{Failed}. It seems {why}.",
)  # fmt: skip
_RETRY = (
    "Shall I try again?", "Should I try once more in a moment?", "Do you want me to try again?",
    "Shall I give it another go?", "Want me to try again shortly?", "Should I try it again later?",
    "I can try again in a minute, if you like?", "Would you like me to try once more?",
    "Should I have another go at it?", "Shall I wait a moment and try again?",
    "I could try again now. Shall I?", "Do you want to wait, or should I try again?",
)  # fmt: skip


def retry(purpose: str, kind: str, twice: bool, rng: Random) -> str:
    """The call failed for now; shall it be made again."""
    failed = _failed(purpose, rng)
    form = rng.choice(_TWICE if twice else _ONCE)
    text = form.format(Failed=failed, why=rng.choice(_PASSING[kind]))
    return f"{text} {rng.choice(_RETRY)}"


def _failed(purpose: str, rng: Random) -> str:
    doing = gerund(purpose)
    return rng.choice(_FAILED).format(p=purpose, Doing=doing[:1].upper() + doing[1:])


_LIMIT = (
    "The limit is {new}, so {asked} is too much.", "{Asked} is over the limit of {new}.",
    "{New} is the most that's allowed, so {asked} didn't go through.",
    "It only goes up to {new}, and you asked for {asked}.", "No more than {new} is possible.",
    "{Failed}: the limit is {new}.", "{Failed}, because no more than {new} is allowed.",
    "That was refused: {asked} is more than the {new} that's allowed.",
    "The maximum is {new}, which makes {asked} too much.", "{Failed}: at most {new} is allowed.",
    "I'm told the limit is {new}, so {asked} isn't possible.",
    "There's a cap of {new} on this, and {asked} is above it.",
)  # fmt: skip
_INSTEAD = (
    "Shall I make it {new} instead?", "Would {new} do?", "Should I go with {new} instead?",
    "Do you want me to try it with {new}?", "I could do {new}. Shall I?",
    "Would you like {new} instead?", "Is {new} okay too?", "Should I use {new}?",
    "If {new} works for you, I'll do that. Shall I?", "Do you want to go for {new} instead?",
    "Shall I {p} instead?", "Do you want me to {p} instead?", "Should I {p} then?",
)  # fmt: skip
_LONG_INSTEAD = ("Shall I {p} instead?", "Do you want me to {p} instead?", "Should I {p} then?")


def limited(purpose: str, asked: str, new: str, whole: str, rng: Random) -> str:
    """`asked` is too much; as much as is allowed, `new`, is offered. `whole` is the offered call
    in full."""
    text = rng.choice(_LIMIT).format(
        asked=asked, new=new, Asked=_capital(asked), New=_capital(new), Failed=_failed(purpose, rng)
    )
    return f"{text} {rng.choice(_INSTEAD).format(new=new, p=whole)}"


_TAKEN = (
    "{Asked} is already taken.", "{Asked} is no longer free.", "{Asked} isn't possible any more.",
    "{Failed}: {asked} is taken.", "{Failed}, because {asked} is no longer available.",
    "{Asked} didn't work, there's something else already.", "{Asked} is not available.",
    "Someone was faster: {asked} is gone.", "There's a conflict with {asked}.",
)  # fmt: skip
_FREE = (
    "{New} would be possible, though.", "{New} is still available.", "What's left is {new}.",
    "I could offer {new}.", "{New} would work.", "The alternative I was given is {new}.", "", "",
)  # fmt: skip


def taken(purpose: str, asked: str, new: str, whole: str, rng: Random) -> str:
    """`asked` is taken, `new` is offered."""
    text = rng.choice(_TAKEN).format(
        asked=asked, Asked=_capital(asked), Failed=_failed(purpose, rng)
    )
    free = rng.choice(_FREE).format(new=new, New=_capital(new))
    question = rng.choice(_INSTEAD).format(new=new, p=whole)
    return " ".join(part for part in (text, free, question) if part)


_UNKNOWN = (
    "I can't find {noun} {asked}.", "There is no {noun} {asked}.", "{Noun} {asked} doesn't exist.",
    "Nothing came up for {noun} {asked}.", "I don't see any {noun} {asked}.",
    "{Noun} {asked} wasn't found.", "No {noun} goes by {asked}.", "{Asked} isn't known here.",
)  # fmt: skip
_CLOSEST = (
    "There is {new}, though. Did you mean that one?", "Did you mean {new}?",
    "The closest match is {new}. Is that the one?", "I do see {new}. Could that be it?",
    "The list has {new}. Is that what you meant?", "What I do find is {new}. Shall I use that?",
    "Could it be {new}? Then I'd go on with that.", "Maybe a typo: I see {new}. Is that the one?",
    "{New} looks very similar. Is that the right one?", "Should I take {new} instead?",
    "Perhaps you mean {new}?", "I have {new} in the list. Shall I {p}?",
)  # fmt: skip


def slip(noun: str, asked: str, new: str, whole: str, rng: Random) -> str:
    """What was named does not exist; something of nearly the same name is offered."""
    text = rng.choice(_UNKNOWN).format(
        noun=noun, Noun=_capital(noun), asked=asked, Asked=_capital(asked)
    )
    return f"{text} {rng.choice(_CLOSEST).format(new=new, New=new, p=whole)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
