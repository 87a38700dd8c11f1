"""The offline teacher: a grammar that puts plans into English. No network, no model, no key.

What can be said is in `generators.language`: acts of the user, endings of the assistant.
"""

from random import Random

from generators import foreign
from generators.language.manner import REGISTERS, system
from generators.language.phrase import spell, tidy
from generators.language.rules import governed
from generators.language.saying import Speaker, Unsayable, implied, pointer, properties
from generators.language.situation import Situation, acts, endings
from generators.language.thoughts import thoughts
from studio.brief import Brief, Draft, Refusal, Span, Turn, Words


class OfflineTeacher:
    """Requests, questions, reports and refusals from the words of the schemas themselves."""

    name = "offline"
    version = "2"

    def write(self, brief: Brief, rng: Random) -> Draft | Refusal:
        """The brief in words, or `unsayable_argument` when a value cannot be said."""
        speaker = Speaker(rng, brief.today)
        register = rng.choice(REGISTERS)
        turns: list[Words] = []
        try:
            if brief.language != "en":
                return _translated(brief, rng)
            for index in range(len(brief.turns)):
                turns.append(_turn(Situation(brief, index, speaker, register, turns)))
        except Unsayable as fault:
            wishes = brief.turns[0].wishes
            tool = wishes[0].tool.id if wishes else ""
            return Refusal("unsayable_argument", str(fault), tool)
        stated = system(brief.today, speaker.dated, rng)
        return Draft(tuple(turns), governed(stated, brief.rules, rng))


def _translated(brief: Brief, rng: Random) -> Draft:
    """A brief in another language than English. Raises Unsayable."""
    said = tuple(foreign.speak(turn, brief, rng) for turn in brief.turns)
    dated = any(foreign.relies_on_today(words) for words in said)
    return Draft(said, foreign.system(brief, dated, rng))


def _turn(situation: Situation) -> Words:
    """One turn in words."""
    turn = situation.turn
    situation.user, situation.spans = spell(tidy(acts()[turn.act].say(situation)))
    reply = "" if turn.ending == "calls" else endings()[turn.ending].reply(situation)
    thinking = thoughts(situation) if situation.brief.thinking else ()
    return Words(situation.user, situation.spans + _implied(turn), reply, thinking)


def _implied(turn: Turn) -> tuple[Span, ...]:
    """Arguments that follow from the schema alone and are never said."""
    return tuple(
        Span(index, pointer("", name), -1, -1, how)
        for index, wish in enumerate(turn.wishes)
        for name, value in wish.arguments.items()
        if (how := implied(properties(wish.tool.parameters).get(name, {}), value))
    )


PART = OfflineTeacher()
