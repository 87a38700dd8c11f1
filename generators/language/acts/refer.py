"""refer: a wish about something an earlier result showed, or that was said before, in words that
point to it: "cancel the second one", "and the weather there the same day".

Notes: `item` (of a list), `made` (what was just made or looked at), `changed` (made a moment ago and
wanted otherwise), `gone` (made a moment ago and not wanted any more), `same` (values said before).
"""

from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation
from generators.language.turns.pointing import pointed


class Refer:
    """Points to what is meant and says the rest."""

    name = "refer"

    def say(self, situation: Situation) -> Phrase:
        outcomes = [outcome.value if outcome else None for _, outcome in situation.calls()]
        wish = situation.turn.wishes[0]
        note = situation.turn.note
        return pointed(wish, outcomes, situation.speaker, situation.register, note)


PART: ActPart = Refer()
