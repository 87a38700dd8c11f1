"""What a request says beyond its wishes: that it is meant, that all is wanted, what
would do too."""

from generators.language.mishaps.items import wanted
from generators.language.mishaps.pages import wished
from generators.language.phrase import Phrase, fill, for_call, plain
from generators.language.proposals import plainly
from generators.language.repairs import second_choice
from generators.language.saying import Speaker, Unsayable, units
from studio.brief import Turn

_SURE = (
    "Yes, I'm sure.", "I'm sure.", "No need to ask again.", 
    "Just do it, no need to confirm.", 
    "I confirm this right away.", "You have my OK.", "Consider this my confirmation.",
    "And yes, I really mean it.", "Please do it without asking back.", "I'm certain about this.",
    "This is confirmed from my side.", "Don't ask me to confirm, I'm sure.", "Yes, really.",
    "You don't need to check with me again.",
    "I hereby confirm it.", "No confirmation needed, I'm positive.", "Confirmed in advance.",
   "My answer to “are you sure?” is yes.", "And I do mean it.",
    "I'm 100% sure.", "Please go straight ahead, I'm sure about it.",
)  # fmt: skip
_ALL = (
    "I need all of them.", "All of them, please.", "I want the complete list.",
    "Make sure nothing is left out.", "Every single one, please.", "The full list, please.",
    "Please get all the pages.", "Don't stop after the first page.", "I want to see everything.",
    "It has to be complete.", "Not just the first few, all of them.", "The whole lot, please.",
    "Please include every one there is.", "I need the list in full.", "Give me the entire list.",
    "All pages, please.", "If it's more than one page, get the rest too.", "Everything you find.",
    "None may be missing.", "Until the last one, please.",
)  # fmt: skip
_MOST = (
    "If that's too much, as much as possible will do.", "If there's a limit, take the maximum.",
    "Should that be over the limit, go as high as you can.", "Less is fine if it has to be.",
    "If it isn't possible, do the highest that is.", "If that's not allowed, use the maximum.",
    "In case of a limit, just take what's allowed.", "Or the maximum, if that's too much.",
    "If you can't go that high, do as much as you can.", "The maximum is okay too, if it's lower.",
    "If it's refused, as much as they allow is fine.", "Go lower if you have to.",
    "If that exceeds a limit, go with the limit.", "If it's capped, take the cap.",
)  # fmt: skip
_OTHERWISE = (
    "If there's nothing, try {v}.", "If nothing comes up, try {v} instead.",
    "If you find nothing, {v} would do too.", 
    "If that gives nothing, look for {v}.", "Should there be nothing, try {v}.",
    "No results? Then try {v}.", "If that comes back empty, use {v}.",
    "If there aren't any, take {v} instead.", "In case there's nothing, go for {v}.",
    "Failing that, {v}.", "Otherwise {v} is okay as well.", "If not, try {v}.",
)  # fmt: skip


def added(turn: Turn, phrase: Phrase, speaker: Speaker) -> Phrase:
    """A request with what its kind of turn says besides. Raises Unsayable."""
    if turn.note == "otherwise":
        return _after(phrase, _instead(turn, speaker))
    if turn.note == "second":
        return _after(phrase, second_choice(turn, speaker))
    if turn.note.startswith(("item ", "act ")):
        return _after(phrase, wanted(turn, speaker))
    if turn.note.startswith("lacking "):
        return _after(phrase, [wished(turn, speaker)])
    forms = {"sure": _SURE, "all": _ALL, "most": _MOST}.get(turn.note)
    return _after(phrase, [speaker.rng.choice(forms)]) if forms else phrase


def _after(phrase: Phrase, sentence: Phrase) -> Phrase:
    """The request and one more sentence."""
    ends = plain(phrase).rstrip().endswith((".", "?", "!", "…"))
    return [*phrase, " " if ends else ". ", *sentence]


def _instead(turn: Turn, speaker: Speaker) -> Phrase:
    """The one thing in which the second wish differs from the first."""
    wish = turn.wishes[1]
    own = {name: value for name, value in wish.arguments.items() if f"/{name}" not in wish.sources}
    found = units(wish.tool, own)
    if len(found) != 1:
        raise Unsayable("a second choice differs in one thing")
    said = plainly(found[0], wish, speaker).phrase
    forms: tuple[str, ...] = _OTHERWISE
    if "enum" in found[0].schema:
        noun = found[0].meaning.noun
        said = [*said, "" if noun in plain(said) else f" as the {noun}"]
        forms = tuple(form for form in forms if " try " in form or " use " in form)
    return for_call(fill(speaker.rng.choice(forms), v=said), 1)
