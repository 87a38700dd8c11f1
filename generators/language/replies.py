"""What the assistant says when it does not call: questions for what is missing, and refusals that
name what was wanted and what can be done instead."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random

from generators.language.inflection import gerund
from generators.language.intent import Intent, intent, meanings, properties
from generators.language.parts import parts
from generators.language.phrase import Phrase
from generators.language.questions import question
from generators.language.saying import Speaker, Unsayable
from generators.language.words import is_plural, listed, stems
from studio.brief import PlannedCall
from studio.record import Tool

_MINE = re.compile(r"(?<![.@/-])\b(my|me|mine|I)\b")
_YOURS = {"my": "your", "me": "you", "mine": "yours", "I": "you"}


def yours(text: str) -> str:
    """The user's words from the assistant's side: `my files` → `your files`."""
    return _MINE.sub(lambda match: _YOURS[match.group()], text)


def purpose(tool: Tool, missing: Collection[str] = ()) -> str:
    """The tool's verb phrase from the assistant's side, without any value; `missing` parameters
    are not spoken of where the phrase reads without them."""
    return yours(short(intent(tool), missing))


_GOALS = frozenset({"to", "into", "on", "onto", "over to"})
_INCOMPLETE = frozenset(
    "put add move insert append attach assign hand link share invite enrol sign up".split()
)
"""Verbs that say little without where to."""


def short(aim: Intent, missing: Collection[str] = ()) -> str:
    """The verb phrase with its object and at most one fixed phrase."""
    words = aim.object.words
    if aim.object.rest and (not words or aim.object.param in missing):
        words = aim.object.rest.removesuffix(" of")
    whole = aim.base in _INCOMPLETE
    fixed = [
        f"{c.prep} {c.words}"
        for c in aim.phrases
        if not c.param or (whole and c.words and c.prep in _GOALS)
    ][:1]
    return " ".join(part for part in (spoken_base(aim), words, *fixed) if part)


_SAID = {
    "return": "get", "retrieve": "get", "fetch": "get", "obtain": "get", "provide": "get",
    "patch": "update", "enumerate": "list", "insert": "add", "locate": "find", "query": "search",
}  # fmt: skip


def spoken_base(aim: Intent) -> str:
    """The verb of a purpose without the jargon of documents."""
    return _SAID.get(aim.base, aim.base)


_YES = (
    "Sure.", "Happy to.", "Of course.", "I can do that.", "No problem.", "Will do.", "Gladly.",
    "Okay.", "Got it.", "Certainly.", "Right.", "All right.", "Sounds good.", "On it.",
    "Sure thing.", "", "", "",
)  # fmt: skip
_NOTED = (
    "Got it, {said}.", "Okay, {said}.", "{said}, noted.", "Noted: {said}.", "All right, {said}.",
    "I have {said} so far.", "Thanks, {said} is noted.", "{said}, okay.",
)  # fmt: skip
_ASK = (
    "{yes} {Q}?",
    "{yes} {Q}?",
    "{yes} What I still need is {np}.",
    "Could you give me {np} so that I can {vp}?",
    "Before I {vp}: {q}?",
    "{yes} Could you tell me {np}?",
    "I can {vp} once I know {np}.",
    "{yes} I'm only missing {np}.",
    "To {vp}, I still need {np}.",
    "{yes} Just one thing first: {q}?",
    "{yes} Please tell me {np}.",
    "{yes} Can you tell me {np}?",
    "One more thing before I {vp}: {q}?",
    "{yes} I just need {np} to {vp}.",
    "{Q}? Then I can {vp}.",
    "I need {np} before I can {vp}.",
    "Let me know {np} and I'll {vp}.",
    "{yes} You haven't told me {np} yet.",
    "{yes} Let me just check: {q}?",
    "{yes} One question first: {q}?",
    "{yes} May I ask for {np}?",
    "I don't have {np} yet. {Q}?",
    "{yes} The only thing missing is {np}.",
    "{yes} All I need now is {np}.",
)


_PLAIN = tuple(form for form in _ASK if "{vp}" not in form)
"""For purposes that already speak of what is missing."""


def ask(tool: Tool, missing: Sequence[str], said: Sequence[str], rng: Random) -> str:
    """A question for exactly the missing arguments; `said` are values the user gave, one of which
    may be repeated to show that it was heard."""
    meant, schemas = meanings(tool), properties(tool.parameters)
    asked = [question(meant[name], schemas[name], name, rng) for name in missing]
    questions, phrases = [q for q, _ in asked], [np for _, np in asked]
    joint = ", and ".join(questions) if len(questions) < 3 else listed(questions)
    vp = purpose(tool, missing)
    if intent(tool).verb.kind != "create":
        vp = re.sub(r"\b(?:a|an) (?=\w)", "the ", vp, count=1)
    told = set(stems(vp)) & {stem for phrase in phrases for stem in stems(phrase)}
    form = rng.choice(_PLAIN if told else _ASK)
    if " is {np}" in form and (len(missing) > 1 or is_plural(phrases[0])):
        form = "{yes} I still need {np}."
    yes = rng.choice(_NOTED).format(said=rng.choice(said)) if said and rng.random() < 0.3 else ""
    if yes[:1].islower() and re.match(r"[a-z]+(?:[ ,]|$)", yes):
        yes = yes[:1].upper() + yes[1:]
    wanted = listed(phrases)
    text = form.format(
        yes=yes or rng.choice(_YES),
        q=joint,
        Q=joint[:1].upper() + joint[1:],
        np=wanted,
        vp=vp,
    )
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] if text[:1].islower() and not yes else text


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
    "I can't {vp}: there is no tool for it here.",
    "Sorry, I can't {vp}.",
    "{Doing} isn't possible with what I have here.",
    "I looked through my tools, and none of them can {vp}.",
    "I'm sorry, but I have no means to {vp}.",
    "I'd like to help, but I can't {vp} from here.",
    "No tool of mine is made for {doing}.",
    "I'm missing the tool that would {vp}.",
)
_CAN = (
    " What I can do is {a}.",
    " I can {a}, though.",
    " I can {a} or {b}, but not that.",
    " Here I can only {a} or {b}.",
    " What I do have: I can {a} and {b}.",
    " My tools are for {doing_a}.",
    " If it helps, I can {a}.",
    " I'm set up to {a} and {b}.",
    " All I can offer here is to {a}.",
    " The closest I have is to {a}.",
    " {Doing_a} would work, that's about as near as I get.",
)
_CLOSE = (
    "",
    "",
    "",
    " Is there something else I can do?",
    " You'd have to do that elsewhere.",
    " You'll need another app or service for that.",
    " If you have another way to do it, that's your best bet.",
    " Can I help with anything else?",
    " It has to be done somewhere else.",
)
_OPEN = (*_CLOSE, " Would that help?", " Let me know if that would be useful.")
_LONGEST = 9
"""Words of a purpose that still reads well inside a sentence."""
_LONGEST_WISH = 14


def decline(wanted: Sequence[PlannedCall], offered: Sequence[Tool], speaker: Speaker) -> str:
    """A refusal that says what cannot be done and, mostly, what can."""
    rng = speaker.rng
    vp = listed([_wish(call, speaker) for call in wanted])
    near = [purpose(tool) for tool in offered if _beside(tool, wanted)]
    near = [text for text in near if len(text.split()) <= _LONGEST and text not in vp]
    picked = rng.sample(near, min(2, len(near)))
    can = rng.choice(_CAN) if picked and rng.random() < 0.75 else ""
    if "{b}" in can and len(picked) < 2:
        can = " I can {a}, though."
    first, second = (picked[0], picked[-1]) if picked else ("", "")
    doing, instead = gerund(vp), gerund(first) if first else ""
    text = (rng.choice(_CANNOT) + can + rng.choice(_OPEN if can else _CLOSE)).format(
        vp=vp,
        doing=doing,
        Doing=doing[:1].upper() + doing[1:],
        doing_a=instead,
        Doing_a=instead[:1].upper() + instead[1:],
        a=first,
        b=second,
    )
    return " ".join(text.split())


def _beside(tool: Tool, wanted: Sequence[PlannedCall]) -> bool:
    """Whether a tool is near enough to be worth a word: of the same API, or about the same."""
    return any(
        tool.origin.family == call.tool.origin.family
        or set(stems(intent(tool).object.words)) & set(stems(intent(call.tool).object.words))
        for call in wanted
    )


_CODE = re.compile(r"\b[a-z]+[A-Z]")


def _wish(call: PlannedCall, speaker: Speaker) -> str:
    """What the user wanted, with the values that name it where that stays short: `cancel flight
    BA117`."""
    general = purpose(call.tool)
    if speaker.rng.random() < 0.35:
        return general
    alone = replace(speaker, variants={}, dated=False)
    try:
        found = parts(call.tool, call.arguments, alone, 0)
    except Unsayable:
        return general
    text = _spoken([f"{spoken_base(found.intent)} ", *found.object, *found.tail])
    short_enough = len(text.split()) <= _LONGEST_WISH and "\n" not in text and "{" not in text
    speakable = short_enough and not alone.dated and not _CODE.search(text)
    return text if speakable else general


def _spoken(phrase: Phrase) -> str:
    return " ".join(
        "".join(yours(piece) if isinstance(piece, str) else piece.text for piece in phrase).split()
    )
