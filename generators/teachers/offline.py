"""The offline teacher: a grammar that puts plans into English. No network, no model, no key."""

import re
from collections.abc import Sequence
from random import Random

from generators.language.chat import talk
from generators.language.choices import spoken
from generators.language.intent import meanings
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
        request = together(turn.calls, speaker, register)
        phrase = tidy(dressed(request, register, lambda: _silent(turn), rng))
        user, spans = spell(phrase)
        reply = ""
        if turn.behaviour == "ask":
            heard = [user[span.start : span.end] for span in spans if _evident(turn, span)]
            reply = ask(turn.calls[0].tool, turn.missing, heard, rng)
            _unanswered(turn, user, spans)
        elif turn.behaviour == "decline":
            reply = decline(turn.calls, brief.offered, speaker)
        return Words(user, spans + _implied(turn), reply)


_WHEN = frozenset({"date", "datetime", "time", "weekday", "month", "date_range"})
_WHO = frozenset({"person", "contact", "email", "first_name", "last_name"})


def _silent(turn: Turn) -> frozenset[str]:
    """What the words around the request must not mention, because a listener would take it for an
    argument: `when` and `who` where the tool has room for it, anything where something is asked."""
    if turn.behaviour == "ask":
        return frozenset({"when", "who", "what"})
    open_kinds = {
        meant.kind
        for call in turn.calls
        for name, meant in meanings(call.tool).items()
        if name not in call.arguments
    }
    silent = {"when"} if open_kinds & _WHEN else set()
    return frozenset(silent | ({"who"} if open_kinds & _WHO else set()))


_HEARD = frozenset(
    "city country place person date time datetime company team product song movie book food "
    "topic".split()
)
_LONGEST_HEARD = 30


def _evident(turn: Turn, span: Span) -> bool:
    """Whether a value can be repeated by itself: `Friday`, `Ana Ruiz`."""
    name = span.path.split("/")[1]
    meant = meanings(turn.calls[span.call].tool).get(name)
    return (
        meant is not None
        and meant.kind in _HEARD
        and not meant.role
        and span.path.count("/") == 1
        and span.end - span.start <= _LONGEST_HEARD
    )


def _unanswered(turn: Turn, user: str, spans: Sequence[Span]) -> None:
    """Raises Unsayable when the words around the values happen to name a choice that is to be
    asked for."""
    found = properties(turn.calls[0].tool.parameters)
    said = user.lower()
    for span in spans:
        said = said[: span.start] + "\x00" * (span.end - span.start) + said[span.end :]
    for name in turn.missing:
        for choice in found[name].get("enum", ()):
            word = spoken(str(choice))
            if re.search(rf"\b{re.escape(word)}\b", said):
                raise Unsayable(f"the request already says {word!r} for {name}")


def _implied(turn: Turn) -> tuple[Span, ...]:
    """Arguments that follow from the schema alone and are never said."""
    return tuple(
        Span(index, pointer("", name), -1, -1, how)
        for index, call in enumerate(turn.calls)
        for name, value in call.arguments.items()
        if (how := implied(properties(call.tool.parameters).get(name, {}), value))
    )


PART = OfflineTeacher()
