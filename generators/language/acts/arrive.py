"""arrive: the user says that something is there now that was not, and wants what they wanted."""

from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation
from generators.language.turns import tone
from generators.language.turns.arrivals import arrival


class Arrive:
    """Asks again for what could not be done."""

    name = "arrive"

    def say(self, situation: Situation) -> Phrase:
        speaker = situation.speaker
        text = arrival(situation.turn.wishes[0].tool, situation.brief.offered, speaker.rng)
        return tone.typed([text], situation.register, speaker.rng)


PART: ActPart = Arrive()
