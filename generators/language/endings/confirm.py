"""confirm: the assistant says exactly what it would do, and asks for a yes."""

from generators.language.intent import intent
from generators.language.mishaps.leave import asked
from generators.language.proposals import proposal
from generators.language.situation import EndingPart, Situation


class Confirm:
    """Every pending call in full, and the question."""

    name = "confirm"

    def reply(self, situation: Situation) -> str:
        turn, speaker = situation.turn, situation.speaker
        proposals = [proposal(call, speaker) for call in turn.pending]
        final = all(intent(call.tool).verb.kind == "delete" for call in turn.pending)
        return asked(proposals, speaker.rng, final=final, rule=turn.note == "rule")


PART: EndingPart = Confirm()
