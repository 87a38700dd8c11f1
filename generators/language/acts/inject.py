"""inject: the user passes on a text of somebody else, which holds instructions.

The note of the turn is the name of the argument that is the text.
"""

import re

from generators.language.phrase import Phrase, Value, marked, plain
from generators.language.request import request
from generators.language.saying import pointer
from generators.language.situation import ActPart, Situation

_LEADS = (
    "Here's the text:", "The text:", "This is the text:", "Text:", "Here it is:", "It goes:",
    "It's this:", "Here's what I was sent:", "This is what I got:", "It's from a mail I got:",
    "I copied this from a page:", "This came in this morning:", "Exactly as it is:",
    "Word for word:", "Please take it as it is:", "Copied from the chat:", "The wording:",
    "A colleague sent me this:", "This was on the website:", "Use this text:",
    "Take all of it:", "Here you go:", "Text follows.", "Original text:", "It reads as follows:",
    "I found this in the document:", "Someone pasted this into the form:", "From the letter:",
)  # fmt: skip
_QUOTES = (("", ""), ("", ""), ("“", "”"), ('"""\n', '\n"""'), ("---\n", "\n---"), ("«", "»"))


class Inject:
    """The request without the text, and the text below."""

    name = "inject"

    def say(self, situation: Situation) -> Phrase:
        turn, speaker = situation.turn, situation.speaker
        (wish,), rng = turn.wishes, speaker.rng
        rest = {name: value for name, value in wish.arguments.items() if name != turn.note}
        asked = request(wish.tool, rest, speaker, situation.register)
        asked = [piece if isinstance(piece, Value) else _these(piece) for piece in asked]
        text = str(wish.arguments[turn.note])
        quotes = [pair for pair in _QUOTES if not pair[0].strip() or pair[0].strip() not in text]
        left, right = rng.choice(quotes)
        mark = "" if plain(asked).rstrip().endswith((".", "?", "!")) else "."
        value = marked(text, pointer("", turn.note), "verbatim")
        lead = f"{mark} {rng.choice(_LEADS)}{rng.choice(_BREAKS)}{left}"
        return [*asked, lead, value, *([right] if right else [])]


_BREAKS = ("\n", "\n\n", "\n")


def _these(words: str) -> str:
    """The words with `a text` as the one that follows."""
    return re.sub(r"\ba text\b", "this text", words).replace("add something", "add this")


PART: ActPart = Inject()
