"""Asking for a yes: what would happen, and the question."""

from collections.abc import Sequence
from random import Random

from generators.language.proposals import Proposal
from generators.language.words import listed

_OPENING = (
    "", "", "", "", "Just to be sure: ", "Before I do anything: ", "One check first: ",
    "To confirm: ", "Let me make sure I have this right: ", "A quick check before I go ahead: ",
    "Before this goes through: ", "Happy to. Just checking: ", "Understood. To be sure: ",
    "Let me read that back: ", "First a quick confirmation: ", "Okay. Before I start: ",
)  # fmt: skip
_STATED = (
    "I'm about to {p}.", "I would {p}.", "this will {p}.", "you want me to {p}.",
    "I'm going to {p}.", "that means I {p}.", "I'd now {p}.", "this would {p}.",
    "the next step is to {p}.", "I have everything to {p}.", "what I'd do is {p}.",
    "my next step would be to {p}.", "with your OK I'll {p}.", "I'm ready to {p}.",
)  # fmt: skip
_QUESTIONS = (
    "Shall I go ahead?", "Is that right?", "Do you want me to go ahead?", "Okay to proceed?",
    "Can I go ahead?", "Should I do it?", "Is that what you want?", "Do I have your OK?",
    "Are you sure?", "Shall I proceed?", "Go ahead?", "Does that look right to you?",
    "May I go ahead?", "Would you like me to continue?", "Yes or no?", "Should I go on?",
    "Please say yes and I'll do it.", "Please confirm.", "Just say the word.",
    "Do you confirm?", "Is that correct?", "Want me to do it?", "Are you happy with that?",
    "Let me know if that's right.",
)  # fmt: skip
_DIRECT = (
    "Shall I {p}?", "Should I really {p}?", "Do you really want me to {p}?",
    "Are you sure I should {p}?", "Can I go ahead and {p}?", "Do you want me to {p} now?",
    "Is it okay if I {p}?", "May I {p}?", "Do I have your go-ahead to {p}?",
    "So I should {p}, is that right?", "You'd like me to {p}, correct?",
    "Can you confirm that I should {p}?", "Please confirm that I should {p}.",
    "Do you want me to go ahead and {p}?", "Would you confirm that I may {p}?",
    "Just to be sure, should I {p}?", "Should I go ahead and {p}?",
)  # fmt: skip
_FINAL = (
    "That can't be undone.", "There's no undo for this.", "It can't be taken back afterwards.",
    "I can't reverse that afterwards.", "Once done, it's gone.", "This is final.",
    "I won't be able to bring it back.", "It's permanent.",
)  # fmt: skip
_RULE = (
    "I need your OK before I do that: ", "I'm asked to check with you first. ",
    "For this I need your explicit yes. ", "This one needs your confirmation: ",
    "I have to ask before I do this. ", "Your confirmation is needed here. ",
    "This isn't something I do without asking: ", "I may only do this once you've confirmed it: ",
)  # fmt: skip


def asked(proposals: Sequence[Proposal], rng: Random, *, final: bool, rule: bool) -> str:
    """What would be done, said in full, and the question whether to do it. `final`: it lasts.
    `rule`: the rules ask for it."""
    whole = listed([each.whole for each in proposals])
    warning = f" {rng.choice(_FINAL)}" if final and rng.random() < 0.4 else ""
    opening = rng.choice(_RULE) if rule and rng.random() < 0.5 else rng.choice(_OPENING)
    if rng.random() < 0.45:
        text = rng.choice(_DIRECT).format(p=whole)
        opening = "" if text.startswith("Just to be sure") else opening
        text = _joined(opening, text)
        return f"{text}{warning}" if warning else text
    stated = rng.choice(_STATED).format(p=whole)
    return f"{_joined(opening, stated)}{warning} {rng.choice(_QUESTIONS)}"


def _joined(opening: str, text: str) -> str:
    """A sentence after its opening, with the capital it then needs."""
    first, rest = text[:1], text[1:]
    if opening.endswith(": ") and not text.startswith(("I ", "I'")):
        return f"{opening}{first.lower()}{rest}"
    return f"{opening}{first.upper()}{rest}"
