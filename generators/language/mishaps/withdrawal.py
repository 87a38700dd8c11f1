"""How people say no to what was asked or offered, and how the assistant leaves it at that."""

from random import Random

from generators.language.intent import intent
from generators.language.proposals import definite
from generators.language.situation import Situation
from studio.brief import Turn

_NO = (
    "No.", "No, thanks.", "No, leave it.", "Better not.", "No, don't.", "Hm, no.", "Stop, no.",
    "No, wait.", "Oh, no.", "Nope.", "No, I'd rather not.", "Not now.", "No, please don't.",
    "Actually, no.", "On second thought, no.", "Then no.", "Let's not.", "No, forget it.",
    "I've changed my mind.", "Never mind.", "Don't {verb} it.", "No, don't {verb} it.",
    "Wait, don't {verb} it yet.", "Please don't {verb} it.", "No, better not {verb} it.",
    "Hold on, no.", "I'd rather wait.", "No, cancel that.", "Let me think about it first.",
)  # fmt: skip
_WHY = {
    "confirm": (
        "", "", "", "I need to check something first.", "I might still need it.", "Wrong one.",
        "I mixed something up.", "Let me ask the others first.", "I'll do that another day.",
        "That's not what I meant.", "I'll get back to you on that.", "Leave everything as it is.",
        "I want to look at it again before that.", "Let's keep it.",
    ),
    "retry": (
        "", "", "", "I'll try later.", "I'll do it myself then.", "It can wait.",
        "Leave it for today.", "I'll come back to it tomorrow.", "That's enough for now.",
        "Let's give it a rest.", "I'll check the status page first.", "No rush, really.",
    ),
    "limit": (
        "", "", "", "It has to be the full amount.", "That's too little.", "Then it doesn't help.",
        "I need all of it.", "I'll sort it out another way.", "I'll ask for a higher limit first.",
        "That's not enough.", "Then I'll leave it.", "Half of it is no use to me.",
    ),
    "taken": (
        "", "", "", "That doesn't suit me.", "That's too late for me.",
        "I'll look for another day.", "It doesn't work for me.", "I'll ask somewhere else.",
        "Then I'll leave it.",
    ),
    "slip": (
        "", "", "", "That's a different one.", "That's not the one.", "I meant another one.",
        "I'll look up the right one.", "Let me check what it's called.", "That isn't mine.",
        "I have to look it up again.", "That one is something else.",
    ),
}  # fmt: skip
_FORGOTTEN = (
    "Okay, I'll leave it.", "All right, I won't {p} then.", "No problem, nothing has been done.",
    "Understood, I've left everything as it was.", "Sure, then I won't {p}.", "Okay, dropped.",
    "Fine, nothing was changed.", "All right, I haven't done anything.", "Okay, I won't do it.",
    "Of course. I won't {p}.", "Right, I'll leave it as it is.", "Okay, it stays as it is.",
    "No worries, I didn't {p}.", "Got it, I'm leaving it alone.", "Okay, we'll leave it there.",
    "Understood. I won't {p}.", "Alright, I've stopped here.", "Okay, I'm not doing anything.",
)  # fmt: skip
_ENDED = (
    "Okay, I'll leave it.", "All right, it stays undone for now.", "Understood, I'll stop.",
    "Okay, I won't try again.", "Sure, then I'll leave it at that.", "Fine, we'll leave it there.",
    "All right. It isn't done, then.", "No problem, I'll stop here.", "Okay, nothing more from me.",
    "Understood. So far nothing has been done.", "Okay, then it's still open.",
    "Right, I'll leave it for now.", "Okay, then we stop here.", "Alright, no further attempt.",
)  # fmt: skip
_OPEN = (
    "", "", "", "", " Let me know if you change your mind.", " Just tell me if you want it later.",
    " We can come back to it any time.", " Tell me if there's something else.",
    " I'm here if you need it later.", " Say the word if you want to go on.",
    " Anything else I can do?", " You can always ask again.", " Is there something else?",
)  # fmt: skip


def proposed(situation: Situation) -> Turn | None:
    """The turn before, if it waits for a yes."""
    before = situation.brief.turns[situation.index - 1] if situation.index else None
    return before if before is not None and before.pending else None


def declined(before: Turn, register: str, rng: Random) -> str:
    """A no to what was asked or offered."""
    verbs = {intent(call.tool).base for call in before.pending}
    verb = verbs.pop() if before.ending == "confirm" and len(verbs) == 1 else ""
    forms = _NO if verb and " " not in verb else tuple(no for no in _NO if "{verb}" not in no)
    kind = before.note if before.ending == "offer" else "confirm"
    why = rng.choice(_WHY.get(kind, ("",)))
    text = f"{rng.choice(forms).format(verb=verb)} {why}".strip()
    if register == "polite" and rng.random() < 0.6:
        return f"{text} Thank you anyway."
    if register == "terse" or (register == "chatty" and rng.random() < 0.4):
        text = text.lower().rstrip(".")
    return text


def left_undone(before: Turn, rng: Random) -> str:
    """What the assistant says to a no."""
    forms = _ENDED if before.note == "retry" else _FORGOTTEN
    wanted = definite(before.pending[0].tool)
    return rng.choice(forms).format(p=wanted) + rng.choice(_OPEN)
