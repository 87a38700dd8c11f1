"""Several calls in one request: one tool with several values, or several tools."""

from collections.abc import Sequence
from random import Random

from generators.language.parts import parts
from generators.language.phrase import (
    Phrase,
    for_call,
    joined,
    plain,
    sentence,
    shared,
)
from generators.language.request import request, verb_phrase
from generators.language.saying import Speaker, pointer
from studio.brief import PlannedCall
from studio.record import Json


def together(calls: Sequence[PlannedCall], speaker: Speaker, register: str) -> Phrase:
    """One request for all calls. Raises Unsayable."""
    if len(calls) == 1:
        return request(calls[0].tool, calls[0].arguments, speaker, register)
    if len({call.tool.id for call in calls}) == 1:
        differing = _differing(calls)
        if len(differing) == 1 and all(
            isinstance(call.arguments.get(differing[0]), (str, int, float)) for call in calls
        ):
            return _one_list(calls, differing[0], speaker, register)
    return _in_turn(calls, speaker, register)


def _differing(calls: Sequence[PlannedCall]) -> list[str]:
    names = {name: None for call in calls for name in call.arguments}
    return [
        name
        for name in names
        if any(
            name not in call.arguments
            or _distinct(call.arguments[name], calls[0].arguments.get(name))
            for call in calls
        )
    ]


def _distinct(one: Json, other: Json) -> bool:
    return type(one) is not type(other) or bool(one != other)


def _one_list(calls: Sequence[PlannedCall], name: str, speaker: Speaker, register: str) -> Phrase:
    """`the weather in Oslo, Bergen and Tromsø`."""
    path = pointer("", name)
    speaker.variants = {path: [call.arguments[name] for call in calls]}
    phrase = request(calls[0].tool, calls[0].arguments, speaker, register)
    speaker.variants = {}
    return shared(phrase, len(calls), (path,))


_CONNECTORS = (
    "Also, ",
    "And ",
    "Then ",
    "While you're at it, ",
    "On top of that, ",
    "One more thing: ",
    "Separately, ",
    "Plus, ",
    "And also ",
    "Also ",
    "In addition, ",
    "Besides that, ",
    "Next, ",
    "Oh, and ",
    "Additionally, ",
    "At the same time, ",
    "And then ",
    "",
)
_LEADS = {
    2: (
        "Two things: ",
        "Two things. ",
        "A couple of things: ",
        "I need two things. ",
        "Couple of things please: ",
        "Two requests: ",
    ),
    3: ("Three things: ", "A few things: ", "I need a few things. ", "Three quick ones: "),
}


def _in_turn(calls: Sequence[PlannedCall], speaker: Speaker, register: str) -> Phrase:
    rng = speaker.rng
    style = rng.random()
    if style < 0.35 and (whole := _one_sentence(calls, speaker)):
        return whole
    speaker.compact = True
    requests = [
        for_call(request(call.tool, call.arguments, speaker, register), index)
        for index, call in enumerate(calls)
    ]
    speaker.compact = False
    if style < 0.45:
        return joined(
            [[f"{number}{rng.choice(')')} ", *one] for number, one in enumerate(requests, 1)], "\n"
        )
    result: Phrase = []
    if style < 0.6:
        result.append(rng.choice(_LEADS.get(len(calls), _LEADS[3][1:3])))
    for index, one in enumerate(requests):
        if index:
            if not plain(result).rstrip().endswith((".", "?", "!")):
                result.append(".")
            result.append(" ")
        opened = not index and bool(result) and plain(result).endswith(": ")
        result += _connected(one, rng) if index else _lowered(one) if opened else one
    return result


def _connected(phrase: Phrase, rng: Random) -> Phrase:
    connector = rng.choice(_CONNECTORS)
    first = phrase[0]
    if not connector or not isinstance(first, str):
        return phrase
    return [connector, *_lowered(phrase)]


def _lowered(phrase: Phrase) -> Phrase:
    """The request without its capital, to follow other words."""
    first = phrase[0]
    if not isinstance(first, str) or first.startswith(("I ", "I'", "I’")):
        return phrase
    return [first[:1].lower() + first[1:], *phrase[1:]]


def _one_sentence(calls: Sequence[PlannedCall], speaker: Speaker) -> Phrase:
    """`can you book … and tell me …?`; empty where that would be too long."""
    rng = speaker.rng
    to_me = rng.random() < 0.3
    phrases: list[Phrase] = []
    for index, call in enumerate(calls):
        found = parts(call.tool, call.arguments, speaker, 6)
        if found.later:
            return []
        whole = verb_phrase(found, rng, to_me)
        for aside in found.asides:
            whole += aside.phrase
        phrases.append(for_call(whole, index))
    last = rng.choice((" and ", " and also ", ", and ", ", and then ", ", plus "))
    body = joined(phrases, ", ", last)
    if to_me:
        lead, end = rng.choice(
            (
                ("I want to ", "."),
                ("I'd like to ", "."),
                ("I need to ", "."),
                ("we need to ", "."),
                ("help me ", "."),
            )
        )
    else:
        lead, end = rng.choice(
            (
                ("can you ", "?"),
                ("could you ", "?"),
                ("please ", "."),
                ("", "."),
                ("", "."),
                ("could you please ", "?"),
                ("I need you to ", "."),
                ("would you ", "?"),
            )
        )
    return sentence([lead, *body] if lead else body, end)
