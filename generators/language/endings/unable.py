"""unable: no tool on offer can do what is wanted."""

from generators.language.replies import decline
from generators.language.situation import EndingPart, Situation


class Unable:
    """A refusal that says what cannot be done and, mostly, what can."""

    name = "unable"

    def reply(self, situation: Situation) -> str:
        brief, turn = situation.brief, situation.turn
        there = [
            tool for tool in brief.offered if brief.arrivals.get(tool.id, 0) <= situation.index
        ]
        return decline(turn.wishes, there, situation.speaker)


PART: EndingPart = Unable()
