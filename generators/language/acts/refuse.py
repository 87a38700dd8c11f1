"""refuse: the user says no, or will not say what was asked for.

Notes: `evasive` (does not know yet, talks around it), `unwilling` (will not say), `yours` (leaves
the choice to the assistant), `dropped` (does not want it any more). After an offer or a question
for a yes: no.
"""

from generators.language.mishaps.withdrawal import declined, proposed
from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation
from generators.language.turns import tone
from generators.language.turns.refusals import asked_for, refusal


class Refuse:
    """An answer that is none."""

    name = "refuse"

    def say(self, situation: Situation) -> Phrase:
        speaker = situation.speaker
        if (before := proposed(situation)) is not None:
            return [declined(before, situation.register, speaker.rng)]
        text = refusal(situation.turn.note, asked_for(situation), speaker.rng)
        return tone.typed([text], situation.register, speaker.rng)


PART: ActPart = Refuse()
