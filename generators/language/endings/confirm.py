"""confirm: the assistant says exactly what it would do, and asks for a yes."""

import re

from generators.language.mishaps.leave import asked
from generators.language.proposals import proposal
from generators.language.situation import EndingPart, Situation

_FINAL = re.compile(
    r"\b(?:permanent|irrevers|(?:can ?not|can't) be (?:undone|reversed|restored))", re.IGNORECASE
)
"""What a description says of tools whose effect lasts; nothing else may be claimed of them."""


class Confirm:
    """Every pending call in full, and the question."""

    name = "confirm"

    def reply(self, situation: Situation) -> str:
        turn, speaker = situation.turn, situation.speaker
        proposals = [proposal(call, speaker) for call in turn.pending]
        final = all(_FINAL.search(call.tool.description) for call in turn.pending)
        return asked(proposals, speaker.rng, final=final, rule=turn.note == "rule")


PART: EndingPart = Confirm()
