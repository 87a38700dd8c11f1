"""Answers that say nothing to a question, and how an assistant asks again or leaves it at that,
without guessing."""

from dataclasses import dataclass
from random import Random

from generators.language.inflection import gerund
from generators.language.intent import meanings, properties
from generators.language.questions import question
from generators.language.replies import purpose
from generators.language.saying import Unsayable
from generators.language.situation import Situation
from generators.language.words import is_plural, listed
from studio.record import Tool


@dataclass(frozen=True, slots=True)
class Asked:
    """The question a turn answers."""

    tool: Tool
    names: tuple[str, ...]

    def nouns(self, rng: Random) -> str:
        """What was asked for: `the date and the party size`."""
        meant, schemas = meanings(self.tool), properties(self.tool.parameters)
        phrases = [question(meant[name], schemas[name], name, rng)[1] for name in self.names]
        return listed([phrase.partition(" (")[0] for phrase in phrases])

    @property
    def several(self) -> bool:
        return len(self.names) > 1 or is_plural(meanings(self.tool)[self.names[0]].noun)


def asked_for(situation: Situation) -> Asked:
    """The last question of the assistant before this turn. Raises Unsayable when there is none."""
    for turn in reversed(situation.brief.turns[: situation.index]):
        if turn.ending == "missing":
            return Asked(turn.wishes[0].tool, turn.missing)
        if turn.act != "refuse":
            break
    raise Unsayable("nothing was asked that could be refused")


_EVASIVE = (
    "Hm, I'm not sure yet.", "Why do you need to know that?", "Does that matter?", "Good question.",
    "No idea right now.", "I'd have to check.", "Can't you just do it?", "Hmm, let me think.",
    "What would you need {n} for?", "Is {n} really necessary?", "I thought you knew that already.",
    "Do you really need {n}?", "I don't have {n} at hand.", "I'd need to look that up.",
    "Not sure about {n}, to be honest.", "Isn't that obvious?", "Ugh, do I have to?",
    "Is there no way around {n}?", "I haven't decided on {n} yet.", "Can we sort out {n} later?",
    "You should have that somewhere.", "What do you mean?",
    "I'd rather get on with it.", "Hmm.", "I'd have to ask somebody.",
)  # fmt: skip
_EVASIVE_END = ("", "", "", "", " Can you go ahead anyway?", " Just do it, please.",
                " Sorry, I'm a bit distracted.", " It's been a long day.", " Can we just start?",
                " I'm in the middle of something.")  # fmt: skip
_UNWILLING = (
    "I'd rather not say.", "I'd rather not give you {n}.", "I don't want to share that.",
    "That's private.", "I can't tell you {n}.", "I don't feel comfortable giving {n}.",
    "Sorry, I won't give out {n}.", "No, I'm keeping {n} to myself.",
    "I'm not allowed to share that.", "I prefer to keep {n} to myself.",
    "None of your business, to be honest.", "I won't tell you that.",
    "I don't give out {n} online.", "No, not that.", "That stays with me.",
    "I'm not going to type {n} in here.", "I'd rather keep that out of here.",
)  # fmt: skip
_YOURS = (
    "You pick.", "Whatever you think is best.", "Doesn't matter.", "I don't mind, you choose.",
    "Anything is fine.", "Surprise me.", "Up to you.", "You decide about {n}.",
    "I really don't care.", "Just pick something.", "Any will do.", "I leave {n} to you.",
    "Whichever you like.", "Your choice.", "Dealer's choice.", "I have no preference.",
    "Use whatever.", "Makes no difference to me.", "Take whatever others take.",
    "You know better than me.", "Just put something in for {n}.",
)  # fmt: skip
_DROPPED = (
    "Oh, never mind then.", "Forget it.", "Never mind, leave it.", "Then let's leave it.",
    "Ah, then don't bother.", "I don't know {n}, so let's drop it.", "Okay, skip it.",
    "Actually, leave it for now.", "Then it'll have to wait.", "Hm, I'll come back to it later.",
    "I need to find out {n} first. Leave it for now.", "Let's do that another day.",
    "No, forget about it, I'll do it myself.", "Let's cancel that, I can't find {n}.",
    "On second thought, I won't need it.", "That's too much hassle, forget it.",
)  # fmt: skip
_TAILS = {
    "evasive": _EVASIVE_END,
    "unwilling": ("", "", "", " Sorry.", " I hope you understand.", " Can it be done without?",
                  " Isn't there another way?", " Please do it without.", " That's all I can say."),
    "yours": ("", "", "", " Really.", " I trust you.", " As long as it gets done.",
              " I don't want to think about it.", " Just get it done.", " Honestly."),
    "dropped": ("", "", "", " Thanks anyway.", " Thanks though.", " Sorry for the trouble.",
                " It's not that important.", " Maybe tomorrow."),
}  # fmt: skip
_BANKS = {
    "evasive": _EVASIVE, "unwilling": _UNWILLING, "yours": _YOURS, "dropped": _DROPPED,
}  # fmt: skip


def refusal(note: str, asked: Asked, rng: Random) -> str:
    """What the user says instead of an answer."""
    text = rng.choice(_BANKS[note]).replace("{n}", asked.nouns(rng)) + rng.choice(_TAILS[note])
    return text.replace("Is the ", "Are the ", 1) if asked.several else text


_INSISTED = (
    "I'm afraid I do need {n} to {vp}.", "Without {n} I can't {vp}. {Q}?", "No hurry, but {q}?",
    "I understand, but I can't {vp} without it. {Q}?", "It does matter here: I need {n} to {vp}.",
    "I can't go on without {n}, sorry. {Q}?", "I'd only be guessing otherwise, so: {q}?",
    "Sorry to ask again, but {q}?", "I have no way to find that out myself. {Q}?",
    "Take your time. I just need {n}, then I can {vp}.", "I do need {n} for that, I'm afraid.",
    "There's no way around it, sorry: {q}?", "I don't want to guess. {Q}?",
    "As soon as you tell me {n}, I can {vp}.", "Could you check? I can't {vp} without {n}.",
    "I don't have {n} anywhere, so I have to ask: {q}?", "I can't do much before I know {n}. {Q}?",
    "It's needed for this one, I'm afraid. {Q}?", "I'd still need {n} to go ahead.",
)  # fmt: skip
"""Questions asked again."""


def insisted(tool: Tool, names: tuple[str, ...], rng: Random) -> str:
    """The question again, to somebody who did not answer it."""
    meant, schemas = meanings(tool), properties(tool.parameters)
    asked = [question(meant[name], schemas[name], name, rng) for name in names]
    q = ", and ".join(one for one, _ in asked)
    n = listed([phrase for _, phrase in asked])
    text = rng.choice(_INSISTED).format(n=n, q=q, Q=q[:1].upper() + q[1:], vp=purpose(tool, names))
    return text[:1].upper() + text[1:]


_WITHOUT = (
    "I can't {vp} without {n}, so I'll leave it there.",
    "Without {n} I can't {vp}, and I don't want to guess.",
    "I do need {n} for that, so I haven't done anything.",
    "That's fine, but without {n} there is no way for me to {vp}.",
    "Understood. I can't go on without {n}, though, so nothing has been done.",
    "Then I'll stop here: {vp_ing} isn't possible without {n}.",
    "I'm afraid I can't {vp} without knowing {n}.",
    "All right. I won't make up {n}, so I'll leave it for now.",
    "Okay, but I can't just make something up for {n}. I haven't done anything yet.",
    "I'd rather not guess {n}, so I'll leave it at that.",
    "No problem, only I can't {vp} then: {n} would have to come from you.",
    "In that case I can't {vp}. I'd need {n} for it.",
    "That's up to you, of course. Without {n}, though, I can't {vp}.",
    "I see. Since I can't {vp} without {n}, I've left everything as it was.",
)  # fmt: skip
_CHOICE = (
    "I can't decide that for you: {n} has to come from you. I haven't done anything yet.",
    "I'd only be guessing, so I'd rather leave it until you know {n}.",
    "That's not mine to choose, I'm afraid. Without {n} I can't {vp}.",
    "I'd rather not pick {n} for you, so I'll wait with it.",
    "Choosing {n} for you would be a guess, and that could go wrong. Nothing is done so far.",
    "I won't guess at {n}. As soon as you've decided, I can {vp}.",
    "I have nothing to go by for {n}, so I'm leaving it for now.",
    "If I picked {n}, it might well be wrong. I'll leave it until you tell me.",
    "It does make a difference, so I'd rather not choose {n} myself. I'll leave it for now.",
    "I can't {vp} on a guess. I'll leave it until I know {n}.",
)  # fmt: skip
_FORGOTTEN = (
    "Okay, I'll leave it.", "All right, I won't {vp} then.", "No problem, I've left it.",
    "Sure, nothing has been done.", "Okay, forgotten.", "Fine, then I'll leave it at that.",
    "Understood, I won't do anything.", "No worries, we'll leave it.", "All right, dropped.",
    "Okay. Nothing was changed.", "Sure, then we'll skip it.", "Alright, I'll stop here.",
    "Of course. I haven't done anything.", "Okay, no harm done.", "Right, then I won't {vp}.",
)  # fmt: skip
_OPEN = (
    "", "", "", " Let me know if you change your mind.", " Just tell me when you have it.",
    " You can come back to it any time.", " Tell me if you want to go on after all.",
    " If you find out, I can do it right away.", " I'm here if you need it later.",
    " Whenever you're ready, just say so.", " We can pick it up again any time.",
)  # fmt: skip
_ENDINGS = {"unwilling": _WITHOUT, "yours": _CHOICE, "dropped": _FORGOTTEN}


def left(note: str, asked: Asked, rng: Random) -> str:
    """What the assistant says when it goes no further."""
    vp = purpose(asked.tool, asked.names)
    n = asked.nouns(rng)
    form = rng.choice(_ENDINGS[note])
    text = form.format(vp=vp, n=n, vp_ing=gerund(vp)) + rng.choice(_OPEN)
    return text[:1].upper() + text[1:]
