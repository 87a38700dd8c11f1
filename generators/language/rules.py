"""Rules of the system message about tools, in words: by what the tools do, never by their names."""

import re
from collections.abc import Sequence
from random import Random

from generators.language.choices import spoken
from generators.language.inflection import gerund
from generators.language.intent import intent, meanings
from generators.language.numbers import grouped
from generators.language.replies import purpose
from generators.language.words import with_article
from studio.brief import Rule
from studio.record import Json, Tool

_FORBIDDEN = (
    "Never {p}.", "{Doing} is not allowed.", "Do not {p}.", "You must not {p}.",
    "You are not allowed to {p}.", "You may not {p}, even if the user asks for it.",
    "{Doing} is off limits.", "Under no circumstances {p}.", "Refuse any request to {p}.",
    "Users have to contact the support team to {p}; never do it yourself.",
    "No {doing}: that is done by staff only.", "Requests to {p} must be declined.",
    "You have no permission to {p}.", "{Doing} has to be left to a colleague.",
    "Don't {p}; an administrator does that.", "If somebody wants you to {p}, say that you can't.",
    "{Doing} is reserved for managers.", "{Doing} is switched off for now, do not do it.",
    "It is not permitted to {p} here.", "Leave {doing} to people.",
)  # fmt: skip
_CONFIRM = (
    "Ask for confirmation before you {p}.", "Always ask before {doing}.",
    "Before you {p}, get an explicit yes from the user.", "Never {p} without asking first.",
    "{Doing} needs the user's explicit confirmation.", "Confirm with the user before {doing}.",
    "Only {p} after the user has confirmed it.", "Do not {p} until the user has said yes.",
    "If the user wants you to {p}, repeat what you would do and wait for a yes.",
    "Check with the user before you {p}.", "You must have the user's OK before you {p}.",
    "{Doing} requires a confirmation, unless the user has clearly given it already.",
    "When asked to {p}, state what will happen and ask whether to go ahead.",
    "Always double-check with the user before {doing}.", "No {doing} without a clear yes.",
    "Read the details back to the user and wait for approval before {doing}.",
)  # fmt: skip
_GIVEN = (
    "Ask for confirmation before you {p}.", "Only {p} after the user has confirmed it.",
    "{Doing} needs the user's explicit confirmation.", "No {doing} without a clear yes.",
    "Do not {p} until the user has said yes.", "You must have the user's OK before you {p}.",
    "{Doing} requires a confirmation, unless the user has clearly given it already.",
    "Before you {p}, get an explicit yes from the user.", "Never {p} without the user's clear OK.",
    "{Doing} takes a clear yes of the user, which may come with the request.",
    "If the user has not said that they are sure, ask before you {p}.",
)  # fmt: skip
"""Forms to which a yes keeps that was given with the request."""
_LIMIT = (
    "When you {p}, the {n} must not be more than {v}.", "{Doing}: {n} of {v} at most.",
    "Do not {p} with {an} above {v}.", "You may {p} only up to {an} of {v}.",
    "The {n} may be {v} at most when you {p}.", "{An} above {v} is not allowed when {doing}.",
    "For {doing}, the maximum {n} is {v}.", "{v} is the highest {n} allowed for {doing}.",
    "Never go above {an} of {v} when you {p}.", "{Doing} is limited to {an} of {v}.",
    "If the {n} is higher than {v}, do not {p}.", "Stay at or below {an} of {v} when {doing}.",
    "Only managers may exceed {an} of {v} when {doing}; you may not.",
    "Decline to {p} if the {n} exceeds {v}.",
)  # fmt: skip
_ONLY = (
    "You may {p} only with {n} {v}.", "When you {p}, the {n} must be {v}.",
    "{Doing} is allowed only with {n} {v}.", "The {n} has to be {v} when you {p}.",
    "Only {p} if the {n} is {v}.", "Do not {p} with any other {n} than {v}.",
    "For {doing}, {v} is the only {n} allowed.", "{Doing}: the {n} is always {v}, nothing else.",
    "If the {n} is not {v}, do not {p}.", "Decline to {p} unless the {n} is {v}.",
    "{Doing} works only for {n} {v}; refuse other requests.",
)  # fmt: skip
_FORMS = {"forbidden": _FORBIDDEN, "confirm": _CONFIRM, "limit": _LIMIT, "only": _ONLY}
_HEADS = (
    "Rules:", "Policy:", "Please keep to these rules:", "Guidelines:", "What you need to know:",
    "House rules:", "These rules apply:", "Follow these rules at all times:", "Instructions:",
    "Important:", "Observe the following:", "Company policy:", "Rules for using the tools:",
)  # fmt: skip
_LEADS = ("", "", "", "Please note: ", "Note: ", "Policy: ", "Important: ", "Rule: ")
_REST = (
    "", "", "", "", "Everything else is fine.", "Other requests can be carried out right away.",
    "Apart from that you may use all tools.", "Otherwise do what the user asks.",
    "Use the other tools freely.", "Anything else you may do without asking.",
)  # fmt: skip


_TRUNCATED = re.compile(
    r"(?:\w{2,}[^e]ed|\b(?:the|a|of|for|to|in|on|by|with|from|that|which))$"
    r"|\b(?:adds|sets|returns|gets|configures|and)\b"
)
_LONGEST = 8


def speakable(tool: Tool) -> bool:
    """Whether what a tool does can be said in a few words that read as a whole."""
    words = purpose(tool)
    aim = intent(tool)
    acting = aim.verb.kind in ("create", "update", "delete", "send", "act")
    whole = bool(aim.object.words) and len(words.split()) <= _LONGEST
    return acting and whole and not _TRUNCATED.search(words)


_TRIVIAL = frozenset(
    "music song songs volume queue timer track tracks light lights blinds vacuum scene thermostat "
    "quiz deck flashcard flashcards note notes meal workout activity symptom foods playlist "
    "reminder map cart screen notification".split()
)
_WEIGHTY = frozenset("delete send pay transfer book order buy cancel share invite publish".split())


def regulated(tool: Tool) -> bool:
    """Whether an organisation would have a rule about what a tool does: not about the volume of
    the music."""
    aim = intent(tool)
    if not speakable(tool):
        return False
    return aim.base.split(" ")[0] in _WEIGHTY or _TRIVIAL.isdisjoint(purpose(tool).lower().split())


def _theirs(words: str) -> str:
    """The words from the side of somebody who speaks of the user."""
    return re.sub(r"\byou\b", "the user", re.sub(r"\byours?\b", "the user's", words))


def ruled(rule: Rule, rng: Random) -> str:
    """One rule as a sentence."""
    wanted = _theirs(purpose(rule.tool))
    noun = meanings(rule.tool)[rule.parameter].noun if rule.parameter else ""
    doing, one = gerund(wanted), with_article(noun, "a")
    forms = _GIVEN if rule.kind == "confirm" and rule.value == "given" else _FORMS[rule.kind]
    return rng.choice(forms).format(
        p=wanted,
        doing=doing,
        Doing=_capital(doing),
        n=noun,
        an=one,
        An=_capital(one),
        v=valued(rule.value),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def valued(value: Json) -> str:
    """The value of a rule as people write it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return grouped(value)
    return spoken(str(value))


def governed(system: str, rules: Sequence[Rule], rng: Random) -> str:
    """The system message with its rules."""
    if not rules:
        return system
    said = [ruled(rule, rng) for rule in rules]
    rest = rng.choice(_REST)
    style = rng.random()
    if len(said) == 1 or style < 0.3:
        text = rng.choice(_LEADS) + " ".join(said)
        text = f"{text} {rest}".strip()
    else:
        mark = rng.choice(("- ", "* ", "{}. ", "{}) ", "• "))
        lines = [mark.format(number) + line for number, line in enumerate(said, 1)]
        text = "\n".join([rng.choice(_HEADS), *lines, *([rest] if rest else [])])
    if not system:
        return text
    between = "\n" if "\n" in text else rng.choice((" ", "\n", "\n\n"))
    return f"{system}{between}{text}"
