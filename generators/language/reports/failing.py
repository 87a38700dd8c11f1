"""What did not work: why, in the words of the error, and what is still true or can be done.

Bodies of errors differ from API to API; here the kind, the limit, the wait and the rejected value
are looked up in them, and the sentence is made anew: messages speak of fields, people do not.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from generators.language.intent import intent, meanings, properties
from generators.language.reports.deeds import wish
from generators.language.reports.facts import Fact, token
from generators.language.reports.frames import Frame
from generators.language.reports.names import noun_of
from generators.language.reports.spelling import Style, spelt
from generators.language.saying import Speaker
from generators.language.words import article
from studio.brief import PlannedCall
from studio.environment import Outcome
from studio.record import Json


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed call as it is to be told."""

    call: PlannedCall
    outcome: Outcome
    tries: int
    """How often it was called in a row."""
    unsure: bool
    """Whether it may have happened all the same."""

    @property
    def changing(self) -> bool:
        return intent(self.call.tool).verb.kind not in ("read", "list", "search", "compute")


def explained(failure: Failure, how: Style, speaker: Speaker) -> str:
    """The whole answer."""
    rng = speaker.rng
    why = _reason(failure, how, rng)
    what = wish(failure.call.tool, failure.call.arguments, speaker)
    form = rng.choice(_UNSURE if failure.unsure else _FORMS)
    if failure.tries > 1 and not failure.unsure:
        form = rng.choice(_AGAIN)
    text = form.format(vp=what, why=why, Why=why[:1].upper() + why[1:])
    after = _after(failure, how, rng)
    return f"{text} {after}".strip()


_FORMS = (
    "I couldn't {vp}: {why}.",
    "{Why}, so I couldn't {vp}.",
    "I tried to {vp}, but {why}.",
    "That didn't work: {why}.",
    "Sorry, I couldn't {vp}, because {why}.",
    "I wasn't able to {vp}: {why}.",
    "Unfortunately I couldn't {vp}; {why}.",
    "It didn't go through: {why}.",
    "I can't {vp} right now: {why}.",
    "No luck: {why}, so I couldn't {vp}.",
    "I'm afraid that failed: {why}.",
    "I tried, but {why}.",
    "{Why}, so I wasn't able to {vp}.",
    "Sorry, that didn't go through: {why}.",
    "{Why}. That's why I couldn't {vp}.",
    "I didn't manage to {vp}: {why}.",
)
_AGAIN = (
    "I tried twice to {vp}, but {why}.",
    "I couldn't {vp}, not even on the second try: {why}.",
    "Two attempts to {vp} failed: {why}.",
    "I tried again, but still couldn't {vp}: {why}.",
    "Both tries failed: {why}.",
    "It failed twice in a row: {why}.",
    "Even the second try didn't work: {why}.",
    "{Why}, both times I tried to {vp}.",
)
_UNSURE = (
    "I tried to {vp}, but {why}, so I can't tell whether it went through.",
    "{Why} when I tried to {vp}. It may or may not have gone through.",
    "I asked to {vp}, but {why}. I don't know whether it was done.",
    "{Why}, so I can't say whether I managed to {vp}.",
    "I can't confirm that it worked: {why} when I tried to {vp}.",
    "It's not clear whether that went through: {why}.",
)


def _reason(failure: Failure, how: Style, rng: Random) -> str:
    error, body = failure.outcome.error, failure.outcome.value
    if error == "not_found":
        return _missing(failure, how, rng)
    if error == "limit_exceeded" and (limit := _limit(failure, how)):
        return rng.choice(_LIMITS).format(limit=limit)
    if error == "rate_limited" and (seconds := _wait(body)):
        return rng.choice(_WAITING).format(wait=seconds)
    if error in ("invalid", "conflict") and (value := _rejected(failure, how)):
        return rng.choice(_REJECTED[error]).format(value=value)
    if error in _REASONS:
        return rng.choice(_REASONS[error])
    if message := _message(body):
        return rng.choice(_QUOTING).format(message=message, left=how.quotes[0], right=how.quotes[1])
    return rng.choice(_REASONS["unavailable_other"])


_REASONS: Mapping[str, tuple[str, ...]] = {
    "not_found": (
        "what you asked for wasn't found", "there's nothing of that kind there",
        "the service doesn't know it",
    ),
    "conflict": (
        "it clashes with something that is already there", "there's a conflict with what exists",
        "that collides with an existing entry",
    ),
    "invalid": (
        "the service doesn't accept these details", "the details were rejected",
        "something in the details isn't valid",
    ),
    "forbidden": (
        "your account doesn't have permission for that", "permission was denied",
        "that isn't allowed with this account", "access was denied",
    ),
    "unauthorised": (
        "the sign-in was not accepted", "the service asks for a new sign-in",
        "I'm not signed in any more", "the login isn't valid",
    ),
    "limit_exceeded": ("that goes over the limit", "that's more than is allowed"),
    "rate_limited": (
        "there were too many requests in a short time",
        "the service is limiting requests right now",
        "too many requests came in",
    ),
    "timeout": (
        "the service took too long to answer", "there was no answer in time", "it timed out",
        "the request timed out",
    ),
    "timed_out": ("it took too long", "there was no answer in time", "it timed out"),
    "unavailable": (
        "the service isn't available at the moment", "the service is down right now",
        "the service can't be reached", "the service is temporarily unavailable",
    ),
    "unavailable_other": ("the service reported an error", "an error came back"),
    "out_of_memory": ("it needed too much memory", "it ran out of memory"),
    "server_died": ("the server stopped while working on it", "the connection to the server broke"),
}  # fmt: skip
_LIMITS = (
    "the limit is {limit}", "no more than {limit} is allowed", "at most {limit} is possible",
    "it's over the limit of {limit}", "the maximum is {limit}",
)  # fmt: skip
_WAITING = (
    "there were too many requests, and the next one is possible in {wait}",
    "too many requests came in; the service asks to wait {wait}",
    "the service wants me to wait {wait} before the next request",
    "the rate limit was reached and lasts for another {wait}",
)
_REJECTED: Mapping[str, tuple[str, ...]] = {
    "invalid": (
        "{value} isn't accepted", "the service doesn't accept {value}", "{value} isn't valid there",
        "{value} was rejected as invalid",
    ),
    "conflict": (
        "{value} clashes with what is already there", "there's a conflict over {value}",
        "{value} collides with an existing entry",
    ),
}  # fmt: skip
_QUOTING = (
    "the error says {left}{message}{right}", "it came back with {left}{message}{right}",
    "the message was {left}{message}{right}",
)  # fmt: skip
_LONGEST = 160


def _leaves(value: Json, name: str = "", depth: int = 0) -> Iterator[tuple[str, Json]]:
    if isinstance(value, dict) and depth < 5:
        for key, item in value.items():
            yield from _leaves(item, key, depth + 1)
    elif isinstance(value, list) and depth < 5:
        for item in value:
            yield from _leaves(item, name, depth + 1)
    else:
        yield name, value


def _message(body: Json) -> str:
    """The message of an error, where it reads like one."""
    for name, value in _leaves(body):
        if name in ("message", "detail", "error", "") and isinstance(value, str) and " " in value:
            text = value.strip().rstrip(".")
            if len(text) <= _LONGEST and "\n" not in text and not set('{}<>“”"') & set(text):
                return text
    return ""


def _said(body: Json) -> str:
    return " ".join(value for _, value in _leaves(body) if isinstance(value, str))


def _named(failure: Failure) -> str:
    """The argument an error is about: the one it names, else the one whose value it repeats."""
    arguments = failure.call.arguments
    for name, value in _leaves(failure.outcome.value):
        if name in _NAMING and isinstance(value, str) and value in arguments:
            return value
    said = _said(failure.outcome.value).casefold()
    for name, value in arguments.items():
        scalar = isinstance(value, str | int | float) and not isinstance(value, bool)
        if scalar and re.search(rf"(?<!\w){re.escape(token(value))}(?!\w)", said):
            return name
    return ""


_NAMING = frozenset({"parameter", "param", "field", "argument", "resource"})


def _value(failure: Failure, name: str, how: Style) -> str:
    """The value of an argument as it is said; empty where it cannot be."""
    tool = failure.call.tool
    schema = properties(tool.parameters).get(name, {})
    frame = Frame(name, schema, tool.parameters, tool)
    value = failure.call.arguments[name]
    text = spelt(value, Fact(frame.words, meanings(tool)[name], value, frame), how)
    return text if len(text) <= 60 else ""


def _missing(failure: Failure, how: Style, rng: Random) -> str:
    name = _named(failure)
    value = _value(failure, name, how) if name else ""
    if not value:
        return rng.choice(_REASONS["not_found"])
    meant = meanings(failure.call.tool)[name]
    noun = meant.noun
    if meant.kind in ("id", "reference"):
        thing = noun.removesuffix(" ID").removesuffix(" id").removesuffix(" number").strip()
        thing = thing if thing and thing not in ("ID", "id") else noun_of(failure.call.tool)
        forms: tuple[str, ...] = (
            f"there's no {thing} {value}",
            f"{article(thing)} {thing} with the ID {value} doesn't exist",
            f"no {thing} with the ID {value} was found", f"the {thing} {value} wasn't found",
            f"I found no {thing} with the ID {value}",
        )  # fmt: skip
    else:
        forms = (
            f"there's no {noun} “{value}”", f"the {noun} “{value}” wasn't found",
            f"no {noun} called “{value}” was found", f"the {noun} “{value}” doesn't exist there",
        )  # fmt: skip
    return rng.choice(forms)


def _rejected(failure: Failure, how: Style) -> str:
    name = _named(failure)
    value = _value(failure, name, how) if name else ""
    if not value:
        return ""
    noun = meanings(failure.call.tool)[name].noun
    return f"the {noun} {value}" if noun not in ("value", "") else value


_BOUNDS = frozenset("limit maximum max allowed available remaining".split())


def _limit(failure: Failure, how: Style) -> str:
    """The limit an error states, spelt like the argument it bounds."""
    found = next(
        (
            value
            for name, value in _leaves(failure.outcome.value)
            if _BOUNDS & {*re.split(r"[_\W]+", name.lower())}
            and isinstance(value, int | float)
            and not isinstance(value, bool)
        ),
        None,
    )
    if found is None:
        return ""
    name = _named(failure)
    tool = failure.call.tool
    if not name:
        numbers = [n for n, v in failure.call.arguments.items() if type(v) in (int, float)]
        name = numbers[0] if len(numbers) == 1 else ""
    schema = properties(tool.parameters).get(name, {}) if name else {}
    frame = Frame(name or "limit", schema, tool.parameters, tool)
    return spelt(found, Fact(frame.words, frame.meant(found), found, frame), how)


def _wait(body: Json) -> str:
    """How long an error asks to wait."""
    for name, value in _leaves(body):
        if "retry" in name.lower() and isinstance(value, int | float) and value > 0:
            unit = "second" if value == 1 else "seconds"
            if value % 60 == 0 and value >= 60:
                minutes = int(value // 60)
                return f"{minutes} minute{'' if minutes == 1 else 's'}"
            return f"{value:g} {unit}"
    return ""


_ADVICE: Mapping[str, tuple[str, ...]] = {
    "not_found": (
        "Could you check it?", "Could you check that again?", "Is there perhaps a typo in it?",
        "If you have another one, I can try again.", "Please check it and I'll try again.", "",
    ),
    "conflict": ("Would something else work for you?", "Should it be a different one?", ""),
    "invalid": (
        "Could you check the details?", "If you give me another value, I'll try again.", "",
    ),
    "forbidden": (
        "Somebody with the rights would have to do it, or grant them to you.",
        "An administrator may be able to help.", "You may need to ask for access first.", "",
    ),
    "unauthorised": (
        "Please sign in again, then I can retry.", "After signing in again it should be possible.",
        "You'd have to sign in again first.", "",
    ),
    "limit_exceeded": ("A smaller amount would be possible.", "Shall we stay within it?", ""),
    "rate_limited": (
        "I can try again a little later.", "Just ask me again in a moment.",
        "Let's try again later.",
    ),
    "timeout": (
        "It may work later.", "I can try again if you like.", "Shall we try again later?", "",
    ),
    "unavailable": (
        "Please try again later.", "It may be back soon; just ask me again.",
        "I can try again later if you like.", "",
    ),
}  # fmt: skip
_UNCHANGED = (
    "Nothing was changed.", "Nothing has changed.", "Everything is as it was.",
    "So nothing has been changed.",
)  # fmt: skip
_REFUSED = frozenset(
    "not_found conflict invalid forbidden unauthorised limit_exceeded rate_limited".split()
)
"""Errors after which nothing can have happened."""
_CHECK = (
    "It's best to check before trying again.", "Please check before we try again.",
    "I'd rather not repeat it blindly, so please have a look first.",
    "I haven't tried again, so that it isn't done twice.",
)  # fmt: skip


def _after(failure: Failure, how: Style, rng: Random) -> str:
    """What is still true, and what can be done."""
    if failure.unsure:
        return rng.choice(_CHECK)
    parts = []
    if failure.changing and failure.outcome.error in _REFUSED and rng.random() < 0.35:
        parts.append(rng.choice(_UNCHANGED))
    error = "timeout" if failure.outcome.error == "timed_out" else failure.outcome.error
    if error in _ADVICE and rng.random() < 0.8:
        parts.append(rng.choice(_ADVICE[error]))
    return " ".join(part for part in parts if part)
