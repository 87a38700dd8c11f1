"""offer: the assistant says that it did not work, and offers what would."""

from collections.abc import Callable, Mapping

from generators.language.intent import meanings
from generators.language.mishaps import offers
from generators.language.placing import entity
from generators.language.proposals import definite, proposal, shown
from generators.language.saying import Unsayable
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
    return offers.retry(definite(turn.pending[0].tool), made[-1].error, len(made) > 1, rng)


def _limit(situation: Situation) -> str:
    (call,) = situation.turn.pending
    name = altered(call)
    old, new = _was(situation, name), shown(call, name, situation.speaker)
    whole = proposal(call, situation.speaker).whole
    return offers.limited(definite(call.tool), old, new, whole, situation.speaker.rng)


def _taken(situation: Situation) -> str:
    (call,) = situation.turn.pending
    name = altered(call)
    old, new = _was(situation, name), shown(call, name, situation.speaker)
    whole = proposal(call, situation.speaker).whole
    return offers.taken(definite(call.tool), old, new, whole, situation.speaker.rng)


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


_WAYS: Mapping[str, Callable[[Situation], str]] = {
    "retry": _retry, "limit": _limit, "taken": _taken, "slip": _slip,
}  # fmt: skip

PART: EndingPart = Offer()
