"""The offline teacher: a grammar that puts plans into English. No network, no model, no key."""

from random import Random

from generators.language.chat import talk
from generators.language.manner import REGISTERS, dressed, system
from generators.language.phrase import spell, tidy
from generators.language.replies import ask, decline
from generators.language.saying import Speaker, Unsayable, implied, pointer, properties
from generators.language.several import together
from studio.brief import Brief, Draft, Refusal, Span, Turn, Words


class OfflineTeacher:
    """Requests, questions and refusals from the words of the schemas themselves."""

    name = "offline"
    version = "1"

    def write(self, brief: Brief, rng: Random) -> Draft | Refusal:
        """The brief in words, or `unsayable_argument` when a value cannot be said."""
        speaker = Speaker(rng, brief.today)
        try:
            turns = tuple(self._turn(turn, brief, speaker) for turn in brief.turns)
        except Unsayable as fault:
            tool = brief.turns[0].calls[0].tool.id if brief.turns[0].calls else ""
            return Refusal("unsayable_argument", str(fault), tool)
        return Draft(turns, system(brief.today, speaker.dated, rng))

    def _turn(self, turn: Turn, brief: Brief, speaker: Speaker) -> Words:
        rng = speaker.rng
        if turn.behaviour == "answer":
            user, reply = talk(brief.offered, rng)
            return Words(user, reply=reply)
        register = rng.choice(REGISTERS)
        phrase = tidy(dressed(together(turn.calls, speaker, register), register, rng))
        user, spans = spell(phrase)
        reply = ""
        if turn.behaviour == "ask":
            reply = ask(turn.calls[0].tool, turn.missing, rng)
        elif turn.behaviour == "decline":
            reply = decline([call.tool for call in turn.calls], brief.offered, rng)
        return Words(user, spans + _implied(turn), reply)


def _implied(turn: Turn) -> tuple[Span, ...]:
    """Arguments that follow from the schema alone and are never said."""
    return tuple(
        Span(index, pointer("", name), -1, -1, how)
        for index, call in enumerate(turn.calls)
        for name, value in call.arguments.items()
        if (how := implied(properties(call.tool.parameters).get(name, {}), value))
    )


PART = OfflineTeacher()
