"""offer: the assistant says that it did not work, and offers what would."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from generators.language.intent import meanings
from generators.language.mishaps import offers
from generators.language.phrase import plain
from generators.language.placing import entity
from generators.language.proposals import proposal
from generators.language.replies import purpose
from generators.language.saying import Speaker, Unit, Unsayable, pointer, properties, say, units
from generators.language.situation import EndingPart, Situation
from studio.brief import Found, PlannedCall


class Offer:
    """What did not work and why, and what could be done instead."""

    name = "offer"

    def reply(self, situation: Situation) -> str:
        way = _WAYS.get(situation.turn.note)
        if way is None:
            raise Unsayable(f"no words for an offer of kind {situation.turn.note!r}")
        return way(situation)


def _retry(situation: Situation) -> str:
    turn, rng = situation.turn, situation.speaker.rng
    made = [outcome for _, outcome in situation.made() if outcome is not None]
    return offers.retry(purpose(turn.pending[0].tool), made[-1].error, len(made) > 1, rng)


def _limit(situation: Situation) -> str:
    (call,) = situation.turn.pending
    name = altered(call)
    old, new = _was(situation, name), shown(call, name, situation.speaker)
    whole = proposal(call, situation.speaker).whole
    return offers.limited(purpose(call.tool), old, new, whole, situation.speaker.rng)


def _taken(situation: Situation) -> str:
    (call,) = situation.turn.pending
    name = altered(call)
    old, new = _was(situation, name), shown(call, name, situation.speaker)
    whole = proposal(call, situation.speaker).whole
    return offers.taken(purpose(call.tool), old, new, whole, situation.speaker.rng)


def _slip(situation: Situation) -> str:
    (call,) = situation.turn.pending
    name = altered(call)
    noun = entity(meanings(call.tool)[name].noun)
    old, new = _was(situation, name), shown(call, name, situation.speaker)
    whole = proposal(call, situation.speaker).whole
    return offers.slip(noun, old, new, whole, situation.speaker.rng)


def _was(situation: Situation, name: str) -> str:
    """The refused value in words."""
    call, _ = situation.made()[0]
    return shown(call, name, situation.speaker)


def altered(call: PlannedCall) -> str:
    """The argument of an offered call that a result proposed."""
    for path, source in call.sources.items():
        if isinstance(source, Found):
            return path.split("/")[1]
    raise Unsayable("an offer changes something")


_TRIES = 8


def shown(call: PlannedCall, name: str, speaker: Speaker) -> str:
    """The value of one argument in words of the assistant, without a preposition before it."""
    unit = next((u for u in units(call.tool, call.arguments) if u.path == pointer("", name)), None)
    if unit is None:
        schema = properties(call.tool.parameters)[name]
        unit = Unit(name, meanings(call.tool)[name], schema, call.arguments[name], f"/{name}")
    for _ in range(_TRIES):
        alone = replace(speaker, variants={}, dated=False)
        found = plain(say(unit, alone, dict(call.tool.parameters)).phrase)
        if speaker.dated or not alone.dated:
            return found
    raise Unsayable(f"no words for {name} by itself")


_WAYS: Mapping[str, Callable[[Situation], str]] = {
    "retry": _retry, "limit": _limit, "taken": _taken, "slip": _slip,
}  # fmt: skip

PART: EndingPart = Offer()
