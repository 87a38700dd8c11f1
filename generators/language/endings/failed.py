"""failed: the assistant says honestly that a call did not work, why, and what is still true."""

from generators.language.reports.failing import Failure, explained
from generators.language.reports.spelling import style
from generators.language.saying import Unsayable
from generators.language.situation import EndingPart, Situation


class Failed:
    """What went wrong with the last call that did."""

    name = "failed"

    def reply(self, situation: Situation) -> str:
        rng = situation.speaker.rng
        made = [(call, outcome) for call, outcome in situation.made() if outcome is not None]
        wrong = [(call, outcome) for call, outcome in made if not outcome.ok]
        if not wrong:
            raise Unsayable("there is no failed call to tell of")
        call, outcome = wrong[-1]
        same = [c for c, o in wrong if c.tool.id == call.tool.id and c.arguments == call.arguments]
        unsure = situation.turn.note == "unknown"
        failure = Failure(call, outcome, len(same), unsure)
        return explained(failure, style(rng, situation.brief.today), situation.speaker)


PART: EndingPart = Failed()
