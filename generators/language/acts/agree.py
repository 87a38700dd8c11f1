"""agree: the user says yes to what was asked or offered, perhaps with one thing changed."""

from generators.language.intent import intent
from generators.language.mishaps.assent import Assent, assented, but, settled
from generators.language.phrase import Phrase, for_call
from generators.language.proposals import plainly
from generators.language.saying import Unsayable, units
from generators.language.situation import ActPart, Situation


class Agree:
    """A yes. Wishes of the turn hold what the yes changes."""

    name = "agree"

    def say(self, situation: Situation) -> Phrase:
        before = situation.brief.turns[situation.index - 1]
        rng, register = situation.speaker.rng, situation.register
        if situation.turn.wishes:
            return _changed(situation)
        verbs = [intent(call.tool).base for call in before.pending]
        single = verbs[0] if len(verbs) == 1 and " " not in verbs[0] else ""
        kind = before.note if before.ending == "offer" else before.ending
        return [assented(Assent(kind, single), register, rng)]


def _changed(situation: Situation) -> Phrase:
    """A yes with another value for something."""
    wish, speaker = situation.turn.wishes[0], situation.speaker
    found = units(wish.tool, wish.arguments)
    if len(found) != 1:
        raise Unsayable("a yes changes one thing")
    said = plainly(found[0], wish, speaker)
    if situation.brief.turns[situation.index - 1].ending == "forbidden":
        return for_call(settled(said, situation.register, speaker.rng), 0)
    return for_call(but(found[0], said, situation.register, speaker.rng), 0)


PART: ActPart = Agree()
