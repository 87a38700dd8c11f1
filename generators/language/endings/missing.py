"""missing: the assistant asks for what a call still needs."""

import re

from generators.language.choices import spoken
from generators.language.replies import ask
from generators.language.saying import Unsayable, properties
from generators.language.situation import EndingPart, Situation, heard
from generators.language.turns.refusals import insisted

_HEARD = (
    "city country place person date time datetime company team product song movie book food topic"
).split()


class Missing:
    """A question for exactly the missing arguments."""

    name = "missing"

    def reply(self, situation: Situation) -> str:
        turn = situation.turn
        said = heard(situation, _HEARD)
        if turn.act == "refuse":
            return insisted(turn.wishes[0].tool, turn.missing, situation.speaker.rng)
        _unanswered(situation)
        return ask(turn.wishes[0].tool, turn.missing, said, situation.speaker.rng)


def _unanswered(situation: Situation) -> None:
    """Raises Unsayable when the words around the values happen to name a choice that is to be
    asked for."""
    turn = situation.turn
    found = properties(turn.wishes[0].tool.parameters)
    said = situation.user.lower()
    for span in situation.spans:
        if span.start >= 0:
            said = said[: span.start] + "\x00" * (span.end - span.start) + said[span.end :]
    for name in turn.missing:
        for choice in found[name].get("enum", ()):
            word = spoken(str(choice))
            if re.search(rf"\b{re.escape(word)}\b", said):
                raise Unsayable(f"the request already says {word!r} for {name}")


PART: EndingPart = Missing()
