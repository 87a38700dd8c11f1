"""dropped: the assistant takes note that the user does not want it any more, or says plainly that
it cannot go on without what the user will not say."""

from generators.language.mishaps.withdrawal import left_undone, proposed
from generators.language.situation import EndingPart, Situation
from generators.language.turns.refusals import asked_for, left


class Dropped:
    """No call, no guess, and how it can go on."""

    name = "dropped"

    def reply(self, situation: Situation) -> str:
        if (before := proposed(situation)) is not None:
            return left_undone(before, situation.speaker.rng)
        return left(situation.turn.note, asked_for(situation), situation.speaker.rng)


PART: EndingPart = Dropped()
