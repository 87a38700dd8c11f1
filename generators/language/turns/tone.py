"""How a turn in the middle of a dialogue begins and ends. No values, no verbs."""

from collections.abc import Sequence
from random import Random

from generators.language.manner import hurried
from generators.language.phrase import Phrase, plain, sentence

HEARD = (
    *("",) * 16, "Thanks. ", "Thank you. ", "Thanks! ", "Great, thanks. ", "Great. ", "Perfect. ",
    "Okay. ", "Ok, ", "Okay, ", "Good to know. ", "All right. ", "Alright, ", "Got it. ", "Nice. ",
    "Good. ", "Hm, ", "Hmm, ", "Ok thanks, ", "Lovely. ", "Cool. ", "I see. ", "Right, ",
    "Cheers. ", "Ah okay. ", "Thanks, that helps. ", "Very good. ", "Makes sense. ", "Noted. ",
    "Super. ",
)  # fmt: skip
"""What people say to an answer before they go on."""

LET_DOWN = (
    "", "", "", "Okay. ", "Ok, never mind. ", "Alright. ", "Too bad. ", "Hm, okay. ", "I see. ",
    "Pity. ", "No worries. ", "Fine. ", "Never mind then. ", "Ah well. ", "Right. ",
    "Got it. ", "Hm. ", "Understood. ", "Okay, leave it. ",
)  # fmt: skip
"""What people say to an answer that did not help them, before another wish."""

UNMOVED = (
    *("",) * 8, "Okay. ", "Ok, ", "Hm, ", "Hmm, ", "I see. ", "Alright, ", "Hm, okay. ", "Ah. ",
)  # fmt: skip
"""The same, before the same wish is put otherwise."""

NEXT = (
    "Also, ", "And ", "Then ", "While you're at it, ", "One more thing: ", "And also, ", "Next, ",
    "Now ", "And then ", "Oh, and ", "Plus, ", "Another thing: ", "", "", "Next up: ",
    "And one more: ", "One more: ", "Oh, also, ", "And while you're at it, ", "Okay, next: ",
)  # fmt: skip
"""To another wish about the same kind of thing."""

ELSEWHERE = (
    "Something else: ", "On another note, ", "Different topic: ", "Unrelated, but ", "By the way, ",
    "Separately, ", "Before I forget: ", "Another thing entirely: ", "Completely different thing: ",
    "Okay, something different. ", "That's sorted then. ", "Right, on to the next thing. ",
    "Oh, that reminds me: ", "While I have you: ", "Not related to that, but ", "New topic: ",
    "I also have something else. ", "Moving on. ", "Quick other thing: ",
    "And now for another thing: ", "One thing that has nothing to do with it: ",
    "Leaving that aside, ", "Let's switch gears. ", "Next item on my list: ", "Also on my list: ",
    "Totally different thing: ",
)  # fmt: skip
"""To a wish about something else."""

BACK = (
    *("",) * 8, "Going back a bit: ", "One more thing: ", "Also, ", "And ", "Thanks. ", "Okay. ",
    "Great. ", "Now ", "Oh, and ", "Then ", "Right, ", "Perfect. ", "Alright. ",
    "Oh, one more thing: ", "Before I forget: ",
)  # fmt: skip
"""To a wish about what was shown some turns ago."""

_SHIFTING = (", ", ": ", " but ", "now ", "and ", "then ", "so ")


def goes_on(lead: str) -> bool:
    """Whether what follows belongs to the same sentence."""
    return lead.lower().endswith(_SHIFTING)


def led(lead: str, phrase: Phrase) -> Phrase:
    """`phrase` after `lead`, without its capital where the lead goes on in the same sentence."""
    if not lead:
        return phrase
    first = phrase[0] if phrase else ""
    if isinstance(first, str) and goes_on(lead):
        return [lead + _small(first), *phrase[1:]]
    return [lead, *phrase]


def _small(text: str) -> str:
    keeps = text.startswith(("I ", "I'", "I’")) or text[:2].isupper()
    return text if keeps else text[:1].lower() + text[1:]


_PLEASED = (*("",) * 9, ", please", " please", ", thanks", ", if you can")


def uttered(
    core: Phrase, end: str, register: str, rng: Random, leads: Sequence[str] = HEARD
) -> Phrase:
    """A later turn, as it was typed: what is said after a word about the answer before."""
    return typed(composed(core, end, register, rng, leads), register, rng)


def composed(
    core: Phrase, end: str, register: str, rng: Random, leads: Sequence[str] = HEARD
) -> Phrase:
    """What is said after a word about the answer before, ended as the register has it."""
    said = list(core)
    text = plain(said).lower()
    asking = "please" not in text and not text.startswith(("i ", "i'", "let"))
    open_ended = ":" not in text and not text.endswith((")", '"', "'", "”", "’"))
    if end == "." and asking and open_ended and register in ("plain", "polite", "chatty"):
        said.append(rng.choice(_PLEASED))
    lead = "" if register == "terse" and rng.random() < 0.7 else rng.choice(leads)
    if goes_on(lead):
        return sentence(led(lead, said), end)
    return led(lead, sentence(said, end))


def typed(phrase: Phrase, register: str, rng: Random) -> Phrase:
    """The turn as it was typed: in haste, now and then without its full stop."""
    text = plain(phrase)
    last = phrase[-1] if phrase else ""
    hasty = register in ("chatty", "terse", "plain") and len(text) < 60 and rng.random() < 0.3
    if hasty and isinstance(last, str) and last.endswith("."):
        phrase = [*phrase[:-1], last[:-1]]
    return hurried(phrase, register, rng)


def entered(
    request: Phrase, note: str, register: str, rng: Random, *, let_down: bool = False
) -> Phrase:
    """A whole request in the middle of a dialogue, with a word that leads over to it; `let_down`
    after an answer that did not help."""
    leads: Sequence[str] = ELSEWHERE if note == "elsewhere" else NEXT
    if note != "elsewhere" and rng.random() < 0.35:
        leads = HEARD
    if let_down and note != "elsewhere":
        leads = LET_DOWN
    lead = rng.choice(leads)
    if let_down and note == "elsewhere":
        lead = rng.choice(("", "", "Okay. ", "Alright. ", "I see. ", "Hm, okay. ")) + lead
    elif note == "elsewhere" and rng.random() < 0.25:
        lead = rng.choice(("Thanks. ", "Great, thanks. ", "Perfect. ", "Okay. ")) + lead
    if not lead.strip():
        return typed(request, register, rng)
    first = request[0] if request else ""
    if "\n" in plain(request) or (isinstance(first, str) and first[:2] in ("1)", "1.")):
        # A list or a form has no room for a lead; a sentence of its own says that it is new.
        if note != "elsewhere":
            return typed(request, register, rng)
        lead = rng.choice([one for one in ELSEWHERE if one.endswith(". ")])
    return typed(led(lead, request), register, rng)
