"""chat: the assistant answers in words what was said in words."""

from generators.language.situation import EndingPart, Situation


class Chat:
    """The reply that belongs to the user's words."""

    name = "chat"

    def reply(self, situation: Situation) -> str:
        return situation.answer


PART: EndingPart = Chat()
