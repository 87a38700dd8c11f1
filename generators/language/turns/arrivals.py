"""How a user says that what was not possible is possible now. Nothing is said of how to call it."""

import re
from collections.abc import Sequence
from random import Random

from generators.language.inflection import gerund
from generators.language.replies import purpose
from studio.record import Tool

_FORMS = (
    "You should be able to {vp} now. Try again, please.",
    "I've added a tool for that now, try again.",
    "There's a tool for {doing} now. Could you do it?",
    "Okay, you have access now. Please try again.",
    "I've just enabled that for you. Can you do what I asked?", "It should work now, please retry.",
    "I connected it. Can you {vp} now?", "Done, you can {vp} now. Go ahead.",
    "I've set up what was missing. Please do it now.",
    "Can you check again? It should be possible now.",
    "I've switched on the function for {doing}. Try once more.",
    "New tool is in, go ahead with what I asked.",
    "You've got the tool for it now, so please go ahead.",
    "Right, I gave you access to it. Again, please.",
    "My admin has just unlocked it. Could you try once more?",
    "I've installed it now. What I asked for, please.",
    "Try it again, there's a new function for {doing}.",
    "I've plugged in the missing piece. Now please.",
    "Now it's connected, so please do what I asked before.",
    "Check your tools again, you can {vp} now.",
    "Look again, you should have something to {vp} with now.",
    "That was quick: you have it now. Go on, please.",
    "They've added it on their side. Can you try again?",
    "I've updated your tools, so please have another go.",
    "How about now? I've just added something for it.", "It's there now. Can you do it?",
    "And now? You should have what you need to {vp}.",
    "Sorry, I'd forgotten to switch that on. Try now.", "Permissions are sorted, you can {vp} now.",
    "Just activated a tool for {doing}. Same request as before, please.",
    "You were missing a tool earlier, it's available now. Please carry on.",
    "Try now please, I've added it.",
)  # fmt: skip
_FAMILY = (
    "I've connected {f} now, try again.", "{F} is linked now. Could you try again?",
    "I just gave you access to {f}. Please do it now.", "Okay, {f} is set up. Can you {vp} now?",
    "You now have access to all of {f}. Please try again.",
    "I've enabled the rest of {f} for you, go ahead.",
    "{F} should be complete now, so please try once more.",
    "I hooked up {f}, can you try it again?",
)  # fmt: skip
_LEADS = (
    *("",) * 8, "Okay, ", "Ok, ", "Right, ", "Good news: ", "Hey, ", "Hold on, ", "Wait, ", "So, ",
    "Back to my first question. ", "About what I asked first: ",
    "Coming back to my earlier request. ", "Regarding the thing you couldn't do: ",
    "Ah, one second. ", "Alright. ", "Update: ",
)  # fmt: skip
_OPENED = ("Okay", "Right", "Done", "How about", "And now", "That was", "Sorry", "Now")
"""Beginnings that have an opening word of their own."""
_PLAIN = re.compile(r"[A-Z][A-Za-z ]{2,20}")


def arrival(tool: Tool, offered: Sequence[Tool], rng: Random) -> str:
    """The user's words when `tool` has arrived."""
    family = tool.origin.family
    known = _PLAIN.fullmatch(family) and not any(
        other.origin.family == family for other in offered if other.id != tool.id
    )
    vp = purpose(tool)
    bank = _FAMILY if known and rng.random() < 0.4 else _FORMS
    f = f"the {family[:1].lower()}{family[1:]}"
    text = rng.choice(bank).format(vp=vp, doing=gerund(vp), f=f, F=f[:1].upper() + f[1:])
    text = _theirs(text)
    lead = rng.choice(_LEADS)
    if text.startswith(_OPENED) and lead.endswith((", ", ": ")):
        lead = ""
    if lead.endswith((", ", ": ")) and not text.startswith(("I ", "I'")):
        text = text[:1].lower() + text[1:]
    return lead + text


def _theirs(text: str) -> str:
    """Purposes speak to the user; here the user speaks."""
    return re.sub(r"\byour (?=(?!tools)\w)", "my ", text)
