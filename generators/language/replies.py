"""What the assistant says when it does not call: questions for what is missing, and refusals that
name what was wanted and what can be done instead."""

import re
from collections.abc import Sequence
from random import Random

from generators.language.choices import spoken
from generators.language.clauses import entity
from generators.language.intent import Intent, intent, meanings, properties
from generators.language.lexicon import gerund
from generators.language.words import is_plural, listed
from generators.meaning import Meaning, element
from studio.record import Schema, Tool

_MINE = re.compile(r"\b(my|me|mine)\b")
_YOURS = {"my": "your", "me": "you", "mine": "yours"}


def yours(text: str) -> str:
    """The user's words from the assistant's side: `my files` → `your files`."""
    return _MINE.sub(lambda match: _YOURS[match.group()], text)


def purpose(tool: Tool) -> str:
    """The tool's verb phrase from the assistant's side, without any value."""
    return yours(short(intent(tool)))


def short(aim: Intent) -> str:
    """The verb phrase with its object and at most one fixed phrase."""
    words = aim.object.words
    if aim.object.rest and not aim.object.words:
        words = aim.object.rest
    fixed = [f"{c.prep} {c.words}" for c in aim.phrases if not c.param][:1]
    return " ".join(part for part in (aim.base, words, *fixed) if part)


_WHAT: dict[str, tuple[tuple[str, str], ...]] = {
    "date": (("what date", "the date"), ("which day", "the day"), ("what day", "the day")),
    "time": (("what time", "the time"), ("at what time", "the time")),
    "datetime": (("when", "the date and time"), ("what date and time", "the date and time")),
    "duration": (("how long", "how long it should be"), ("for how long", "the duration")),
    "city": (("which city", "the city"), ("what city", "the city")),
    "country": (("which country", "the country"),),
    "quantity": (("how many", "how many"),),
}
"""Question and the same as a noun phrase, for parameters whose noun is that of their kind."""


def question(meant: Meaning, schema: Schema, name: str, rng: Random) -> tuple[str, str]:
    """How to ask for a parameter: as a question without its mark, and as a noun phrase."""
    noun, kind = meant.noun, meant.kind
    choices = schema.get("enum")
    if isinstance(choices, list) and 2 <= len(choices) <= 5 and rng.random() < 0.6:
        options = listed([spoken(str(choice)) for choice in choices], "or")
        return f"which {noun}: {options}", f"the {noun} ({options})"
    if kind in _WHAT and noun in ("date", "time", "day", "duration", "city", "country", kind):
        return rng.choice(_WHAT[kind])
    if kind in ("quantity", "count") and noun.startswith("number of "):
        counted = noun.removeprefix("number of ")
        return f"how many {counted}", f"how many {counted}"
    if kind == "quantity" and name.lower() in ("party_size", "partysize"):
        return "for how many people", "the number of people"
    if kind == "money" and noun in ("amount", "price"):
        return "how much", "the amount"
    if kind == "list":
        return _several(meant, schema, name, rng)
    if kind in ("id", "reference"):
        what = entity(noun)
        if what not in ("ID", "id", ""):
            return rng.choice(
                (
                    (f"which {what}", f"which {what} you mean"),
                    (
                        f"what's the ID of the {what}" if kind == "id" else f"what's the {noun}",
                        f"the {noun}",
                    ),
                )
            )
    if kind == "text" and noun in ("text", "message", "content", "body", "comment", "note"):
        return rng.choice(
            (("what should it say", f"the {noun}"), (f"what's the {noun}", f"the {noun}"))
        )
    if kind == "title" and noun in ("title", "name"):
        return rng.choice(
            (("what should it be called", f"the {noun}"), (f"what's the {noun}", f"the {noun}"))
        )
    if kind in ("contact", "person") and noun == "recipient":
        return "who should it go to", "the recipient"
    be = "are" if is_plural(noun) else "is"
    return rng.choice(
        (
            (f"what {be} the {noun}", f"the {noun}"),
            (f"which {noun} should I use", f"the {noun}"),
            (f"what {noun} would you like", f"the {noun}"),
        )
    )


def _several(meant: Meaning, schema: Schema, name: str, rng: Random) -> tuple[str, str]:
    inner, noun = element(name, schema), meant.noun
    if inner.kind in ("contact", "person", "email"):
        return f"who are the {noun}" if noun.endswith("s") else f"who is the {noun}", f"the {noun}"
    return rng.choice(
        ((f"which {noun}", f"the {noun}"), (f"what {noun} should I use", f"the {noun}"))
    )


_YES = (
    "Sure.",
    "Happy to.",
    "Of course.",
    "I can do that.",
    "No problem.",
    "Will do.",
    "Gladly.",
    "Okay.",
    "Got it.",
    "Certainly.",
    "Right.",
    "All right.",
    "Sounds good.",
    "On it.",
    "",
    "",
    "",
)
_ASK = (
    "{yes} {Q}?",
    "{yes} {Q}?",
    "{yes} Just one thing first: {q}?",
    "Before I {vp}: {q}?",
    "To {vp}, I still need {np}.",
    "I can {vp} once I know {np}.",
    "{yes} Could you tell me {np}?",
    "{yes} I'm only missing {np}.",
    "Could you give me {np} so that I can {vp}?",
    "{yes} What I still need is {np}.",
    "I'd be glad to {vp}. {Q}?",
    "{yes} Please tell me {np}.",
    "I can help with {doing}. {Q}?",
    "For {doing} I need to know {np}.",
    "{yes} Can you tell me {np}?",
    "One more thing before I {vp}: {q}?",
    "{yes} I just need {np} to {vp}.",
    "{Q}? Then I can {vp}.",
    "I need {np} before I can {vp}.",
    "Let me know {np} and I'll {vp}.",
)


def ask(tool: Tool, missing: Sequence[str], rng: Random) -> str:
    """A question for exactly the missing arguments."""
    meant, schemas = meanings(tool), properties(tool.parameters)
    asked = [question(meant[name], schemas[name], name, rng) for name in missing]
    questions, phrases = [q for q, _ in asked], [np for _, np in asked]
    joint = (
        questions[0]
        if len(questions) == 1
        else ", and ".join([", ".join(questions[:-1]), questions[-1]])
    )
    vp = purpose(tool)
    if intent(tool).verb.kind != "create":
        vp = re.sub(r"\b(?:a|an) (?=\w)", "the ", vp, count=1)
    text = rng.choice(_ASK).format(
        yes=rng.choice(_YES),
        q=joint,
        Q=joint[:1].upper() + joint[1:],
        np=listed(phrases),
        vp=vp,
        doing=gerund(vp),
    )
    return " ".join(text.split())


_CANNOT = (
    "I can't {vp} with the tools I have here.",
    "I'm not able to {vp} here.",
    "I don't have a way to {vp}.",
    "{Doing} isn't something I can do from here.",
    "None of the tools I have can {vp}.",
    "There's no tool here for {doing}.",
    "Sorry, I have nothing that can {vp}.",
    "I'm afraid I can't {vp}.",
    "Unfortunately {doing} is outside of what I can do here.",
    "I have no function to {vp}.",
    "That one is beyond me: I can't {vp}.",
    "I wasn't given anything to {vp} with.",
    "Sorry, {doing} isn't covered by my tools.",
    "I can't help with {doing}.",
    "My tools don't let me {vp}.",
    "I would need another tool to {vp}.",
)
_CAN = (
    " What I can do is {a}.",
    " I can {a}, though.",
    " I can {a} or {b}, but not that.",
    " Here I can only {a} or {b}.",
    " What I do have: I can {a} and {b}.",
    " My tools are for {instead}.",
    " I could {a} instead, if that's any use.",
    " I can only {a}.",
    " If it helps, I can {a}.",
    " I'm set up to {a} and {b}.",
    " All I can offer is to {a}.",
    " The closest I have is to {a}.",
    "",
    "",
)
_CLOSE = (
    "",
    "",
    "",
    " Would that help?",
    " Is there something else I can do?",
    " You'd have to do that elsewhere.",
    " You'll need another app or service for that.",
    " Shall I do that instead?",
    " Let me know if that would be useful.",
    " If you have another way to reach it, that's your best bet.",
)
_LONGEST = 9
"""Words of a purpose that still reads well inside a sentence."""


def decline(wanted: Sequence[Tool], offered: Sequence[Tool], rng: Random) -> str:
    """A refusal that says what cannot be done and, mostly, what can."""
    vp = listed([purpose(tool) for tool in wanted])
    near = [text for text in map(purpose, offered) if len(text.split()) <= _LONGEST]
    picked = rng.sample(near, min(2, len(near)))
    can = rng.choice(_CAN) if picked else ""
    if "{b}" in can and len(picked) < 2:
        can = " I can {a}, though."
    close = rng.choice(_CLOSE)
    if ("that help" in close or "instead" in close or "useful" in close) and not can:
        close = ""
    text = (rng.choice(_CANNOT) + can + close).format(
        vp=vp,
        doing=gerund(vp),
        instead=gerund(picked[0]) if picked else "",
        Doing=(doing := gerund(vp))[:1].upper() + doing[1:],
        a=picked[0] if picked else "",
        b=picked[-1] if picked else "",
    )
    return " ".join(text.split())
