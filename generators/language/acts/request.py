"""request: wishes put into words, as at the start of a dialogue.

Notes, of later turns: `elsewhere` (about something else than before).
"""

from generators.language.chained import chained, chains
from generators.language.intent import meanings
from generators.language.manner import dressed
from generators.language.mishaps.additions import added
from generators.language.phrase import Phrase
from generators.language.several import together
from generators.language.situation import ActPart, Situation
from generators.language.turns.tone import entered
from studio.brief import Turn

_WHEN = frozenset({"date", "datetime", "time", "weekday", "month", "date_range"})
_WHO = frozenset({"person", "contact", "email", "first_name", "last_name"})


class Request:
    """Says every wish of the turn."""

    name = "request"

    def say(self, situation: Situation) -> Phrase:
        turn, speaker = situation.turn, situation.speaker
        if chains(situation):
            request = chained(situation)
            return dressed(request, situation.register, lambda: silent(turn), speaker.rng)
        first = turn.note.startswith(("otherwise", "second", "act "))
        wishes = turn.wishes[:1] if first else turn.wishes
        request = added(turn, together(wishes, speaker, situation.register), speaker)
        if situation.index:
            return entered(
                request, turn.note, situation.register, speaker.rng, let_down=situation.let_down
            )
        return dressed(request, situation.register, lambda: silent(turn), speaker.rng)


def silent(turn: Turn) -> frozenset[str]:
    """What the words around the request must not mention, because a listener would take it for an
    argument: `when` and `who` where the tool has room for it, anything where something is asked."""
    if turn.ending == "missing":
        return frozenset({"when", "who", "what"})
    open_kinds = {
        meant.kind
        for wish in turn.wishes
        for name, meant in meanings(wish.tool).items()
        if name not in wish.arguments
    }
    quiet = {"when"} if open_kinds & _WHEN else set()
    return frozenset(quiet | ({"who"} if open_kinds & _WHO else set()))


PART: ActPart = Request()
