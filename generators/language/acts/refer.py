"""refer: a wish about something an earlier result showed, or that was said before, in words that
point to it: "cancel the second one", "and the weather there the same day".

Notes: `item` (of a list), `made` (what was just made or looked at), `changed` (made a moment ago
and wanted otherwise), `gone` (made a moment ago and not wanted any more), `same` (values said
before), `recall` (what was shown some turns ago).
"""

from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation, made_in
from generators.language.turns.naming import Seen
from generators.language.turns.pointing import pointed


class Refer:
    """Points to what is meant and says the rest."""

    name = "refer"

    def say(self, situation: Situation) -> Phrase:
        seen = _seen(situation)
        wish = situation.turn.wishes[0]
        note = situation.turn.note
        return pointed(
            wish, seen, situation.speaker, situation.register, note, let_down=situation.let_down
        )


def _seen(situation: Situation) -> list[Seen]:
    """Every call before this turn with what the user was told of it."""
    return [
        Seen(call.tool, outcome.value if outcome else None, words.reply, call.arguments)
        for turn, words in zip(situation.brief.turns, situation.before, strict=False)
        for call, outcome in made_in(turn)
    ]


PART: ActPart = Refer()
