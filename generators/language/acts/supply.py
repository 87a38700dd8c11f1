"""supply: the user gives what was asked for.

Notes: `` (plainly), `more` (with something that was not asked for), `revised` (with something said
before that is to be otherwise), `odd` (in an odd form), `story`
(wrapped in a story), `withdrawn` (after another value that is taken back at once).
"""

from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation
from generators.language.turns.supplies import supplied


class Supply:
    """The values, without the wish they belong to."""

    name = "supply"

    def say(self, situation: Situation) -> Phrase:
        turn = situation.turn
        return supplied(turn.wishes[0], situation.speaker, situation.register, turn.note)


PART: ActPart = Supply()
