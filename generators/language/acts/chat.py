"""chat: the user talks; nothing needs a tool.

Notes: `` (small talk, or what the assistant can do), `thanks` (the end of a dialogue).
"""

from generators.language.chat import talk
from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation
from generators.language.turns.thanks import thanks
from generators.language.turns.tone import typed


class Chat:
    """Small talk, or a question about what the assistant can do, with the reply it will get."""

    name = "chat"

    def say(self, situation: Situation) -> Phrase:
        rng = situation.speaker.rng
        if situation.turn.note == "thanks":
            # To have found nothing is no reason for an apology.
            found = situation.brief.turns[situation.index - 1].ending == "report"
            let_down = situation.let_down and not found
            user, situation.answer = thanks(rng, let_down=let_down)
            return typed([user], situation.register, rng)
        user, situation.answer = talk(situation.brief.offered, rng)
        return [user]


PART: ActPart = Chat()
