"""amend: the wish before with something else in it, in as few words as it takes.

Notes: `again` (another value beside the first), `also` (the same, done once more elsewhere),
`change` (a change of mind), `correct` (it was wrong), `narrow` (one more condition).
"""

from generators.language.phrase import Phrase
from generators.language.situation import ActPart, Situation
from generators.language.turns import tone
from generators.language.turns.changes import changed, more, narrowed
from studio.brief import PlannedCall


class Amend:
    """Says what is other than before, and nothing else."""

    name = "amend"

    def say(self, situation: Situation) -> Phrase:
        turn, speaker, register = situation.turn, situation.speaker, situation.register
        leads = tone.UNMOVED if situation.let_down else tone.HEARD
        if turn.note in ("again", "also"):
            return more(turn.wishes, speaker, register, turn.note == "also", leads)
        if turn.note == "narrow":
            return narrowed(turn.wishes[0], speaker, register)
        wish = turn.wishes[0]
        before = _before(situation, wish)
        return changed(wish, before, speaker, register, turn.note == "correct", leads)


def _before(situation: Situation, wish: PlannedCall) -> object:
    """What the argument was in the call that is amended."""
    name = next(iter(wish.arguments), "")
    earlier = [
        call
        for turn in situation.brief.turns[: situation.index]
        for step in turn.steps
        for call in step.calls
        if call.tool.id == wish.tool.id
    ]
    return earlier[-1].arguments.get(name) if earlier else None


PART: ActPart = Amend()
