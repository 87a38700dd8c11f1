"""chat: the user talks; nothing needs a tool."""

from generators.language.chat import talk
from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation


class Chat:
    """Small talk, or a question about what the assistant can do, with the reply it will get."""

    name = "chat"

    def say(self, situation: Situation) -> Phrase:
        user, situation.answer = talk(situation.brief.offered, situation.speaker.rng)
        return [user]


PART: ActPart = Chat()
