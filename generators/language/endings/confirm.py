"""confirm: the assistant says exactly what it would do, and asks for a yes."""

import re

from generators.language.mishaps.leave import asked
from generators.language.proposals import proposal
from generators.language.saying import Unsayable
from generators.language.situation import EndingPart, Situation

_FINAL = re.compile(
    r"\b(?:permanent|irrevers|(?:can ?not|can't) be (?:undone|reversed|restored))", re.IGNORECASE
)
"""What a description says of tools whose effect lasts; nothing else may be claimed of them."""

_URGED = re.compile(
    r"\b(?:just do it|go ahead|proceed|right away|without asking|no need to (?:ask|confirm)|"
    r"do it now|i'm sure|i am sure)\b",
    re.IGNORECASE,
)
"""Words of a user after which a question would be deaf."""


class Confirm:
    """Every pending call in full, and the question."""

    name = "confirm"

    def reply(self, situation: Situation) -> str:
        turn, speaker = situation.turn, situation.speaker
        if _URGED.search(situation.user):
            raise Unsayable("asking back somebody who has just said to go ahead")
        proposals = [proposal(call, speaker) for call in turn.pending]
        final = all(_FINAL.search(call.tool.description) for call in turn.pending)
        return asked(proposals, speaker.rng, final=final, rule=turn.note == "rule")


PART: EndingPart = Confirm()
