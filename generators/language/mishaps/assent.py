"""How people say yes: plainly, to what was asked, or with one thing changed."""

from dataclasses import dataclass
from random import Random

from generators.language.phrase import Phrase, fill, lowered, plain
from generators.language.placing import MOMENTS
from generators.language.saying import Said, Unit


@dataclass(frozen=True, slots=True)
class Assent:
    """What is agreed to."""

    kind: str
    """confirm, forbidden, or the kind of an offer: retry, limit, taken, slip."""
    verb: str
    """Base form of the one thing that would be done; empty where it takes more than a word."""


_YES = {
    "plain": (
        "Yes", "Yes please", "Yes, please", "Sure", "OK", "Okay", "Yes, that's right", "Correct",
        "Right", "That's fine", "Fine", "Yes, I'm sure",
    ),
    "polite": (
        "Yes, please", "Yes, that would be great", "Yes please, thank you", "Please do",
        "Sure, thank you", "Yes, I'd appreciate that", "That would be fine",
        "Yes, that would be good",
    ),
    "chatty": (
        "Yep", "Yeah", "Yup", "Sure thing", "Yeah sure", "Oh yes", "Of course", "Totally",
        "Yeah, why not", "Ok cool", "Alright", "Yes!",
    ),
    "terse": ("yes", "ok", "y", "yep", "sure", "yes pls", "do it", "go", "fine", "confirmed"),
    "formal": (
        "Yes, please proceed", "I confirm", "Yes, I confirm", "That is correct", "Please proceed",
        "You have my confirmation", "Confirmed", "Yes, that is in order",
    ),
    "technical": (
        "Confirmed", "Yes", "Approved", "Proceed", "Go ahead", "OK", "Ack", "Yes, proceed",
        "Yes, execute", "Go", "Yes, run it",
    ),
}  # fmt: skip
_CONFIRM = (
    "go ahead", "do it", "please go ahead", "that's what I want", "that's right", "all correct",
    "looks good", "I'm sure", "please do that", "you can go ahead", "that's exactly it",
    "exactly like that", "just do it",
    "please carry on", "{verb} it", "please {verb} it", "go ahead and {verb} it",
    "you can {verb} it", "{verb} it now", "I do want that", "that all looks right",
)  # fmt: skip
_TAILS = {
    "confirm": _CONFIRM,
    "retry": (
        "try again", "please try again", "try it once more", "give it another go",
        "have another go", "one more time please", "try again now", "I can wait, try again",
        "it's worth another try", "let's try once more", "keep trying", "go for it",
        "please try that again", "once more", "another attempt can't hurt", "do try again",
    ),
    "limit": (
        "do that instead", "that's enough", "then take the maximum", "that much is fine",
        "go with that", "that will do", "better than nothing", "then do that much",
        "I can live with that", "let's do that", "the maximum is fine", "that amount is okay too",
        "please do it with that", "just as much as possible then", "that works",
    ),
    "taken": (
        "that works too", "take that", "that's fine", "then take that one", "I can do that",
        "let's take that", "go with that", "that suits me as well", "good enough",
        "let's do that then", "switch to that", "that's even better", "works for me",
        "please change it to that", "go for that one", "that fits too",
    ),
    "slip": (
        "that's the one", "that's what I meant", "my typo", "I mistyped", "sorry, typo",
        "that one", "I meant that one", "exactly, that one", "sorry, wrong digits", "that's it",
        "use that one", "my mistake", "I got it wrong", "that's the right one", "please use that",
        "well spotted",
    ),
}  # fmt: skip
_END = {
    "polite": (".", ". Thank you.", ", thank you.", ". Thanks a lot.", ", thanks."),
    "chatty": ("!", ".", ", thanks!", "!!", " :)", ". Cheers!", ". Thanks!"),
    "formal": (".", ". Thank you.", ". Many thanks."),
    "terse": ("", "", "", "."),
    "plain": (".", ".", ", thanks.", "!", ". Thanks."),
    "technical": (".", ".", ""),
}  # fmt: skip
_JOINS = (", ", ", ", ". ", ", ", " - ")


def assented(what: Assent, register: str, rng: Random) -> str:
    """A yes to what was asked."""
    yes = rng.choice(_YES[register])
    tails = _TAILS.get(what.kind, _CONFIRM)
    if not what.verb:
        tails = tuple(tail for tail in tails if "{verb}" not in tail)
    if rng.random() < _CHATTINESS.get(register, 0.75):
        tail = rng.choice(tails).format(verb=what.verb)
        alone = rng.random() < 0.2 or set(tail.split()) & set(yes.lower().split())
        yes = _capital(tail) if alone else _continued(yes.rstrip("!"), tail, rng)
    thanked = "thank" in yes.lower() or "appreciate" in yes
    text = yes if yes.endswith("!") else yes + ("." if thanked else rng.choice(_END[register]))
    lowering = {"terse": 0.9, "chatty": 0.4, "plain": 0.2}.get(register, 0.0)
    return text.lower() if rng.random() < lowering else text


_CHATTINESS = {"terse": 0.4, "formal": 0.0, "technical": 0.3}


def _continued(yes: str, tail: str, rng: Random) -> str:
    join = rng.choice(_JOINS)
    return f"{yes}{join}{_capital(tail) if join == '. ' else tail}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_BUT = (
    "{yes}, but {make} {v}", "{yes}, but {make} {v} instead", "{yes}, only {make} {v}, please",
    "{yes}, just {make} {v}", "{yes}. But {make} {v}", "{yes}, except: {n} {v}",
    "{yes} with one change: {n} {v}", "{yes}, though please {make} {v}",
    "{yes}, but change the {n} to {v}", "{yes}, but set the {n} to {v}",
    "{yes}, though the {n} should be {v}", "{yes}, but with {v} as the {n}",
)  # fmt: skip
_AGREED = ("Yes", "Yes please", "OK", "Okay", "Sure", "Go ahead", "Yes, go ahead", "Fine", "Do it")


_THEN = (
    "{ok}, {v} then", "{ok}, then make it {v}", "Then {v}, please", "{ok}, {v} will do",
    "{ok}, {v} is fine too", "{ok}, go for {v}", "Then let's make it {v}", "{ok}, let's say {v}",
    "Then do it with {v}", "{ok}, take {v}", "Make it {v} then", "{v} then, please",
    "{ok}, if it can't be more, {v}", "Well, {v} is better than nothing", "{ok}, {v} is enough",
    "Then I'll settle for {v}", "{ok}, with {v} please", "{ok}, {v} it is", "Change it to {v} then",
)  # fmt: skip
_OKAY = (
    "OK", "Okay", "Fine", "All right", "Right", "I see", "Alright", "Understood", "Too bad",
    "Good to know", "Got it", "Ah",
)  # fmt: skip


def settled(said: Said, register: str, rng: Random) -> Phrase:
    """As much as is allowed, where it may not be what was wished for."""
    phrase = fill(rng.choice(_THEN), ok=rng.choice(_OKAY), v=said.phrase)
    if register in ("terse", "chatty") and rng.random() < 0.5:
        return lowered(phrase)
    return [*phrase, "."]


def but(unit: Unit, said: Said, register: str, rng: Random) -> Phrase:
    """A yes with another value for one thing."""
    noun = unit.meaning.noun
    make = "make it" if unit.meaning.kind in _MADE else f"the {noun} should be"
    forms = [form for form in _BUT if "please {make}" not in form or make == "make it"]
    if unit.meaning.kind in MOMENTS:
        forms = [form for form in forms if "as the" not in form]
    phrase = fill(
        rng.choice(forms), yes=rng.choice(_AGREED), make=make, n=noun, v=said.phrase
    )  # fmt: skip
    if register in ("terse", "chatty") and rng.random() < 0.5:
        return lowered(phrase)
    return [*phrase, "" if plain(phrase).endswith(".") else "."]


_MADE = frozenset({"money", "quantity", "count", "date", "time", "datetime", "duration"})
