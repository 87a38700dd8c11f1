"""forbidden: the rules of the system message do not allow what the user wants."""

from random import Random

from generators.language.inflection import gerund
from generators.language.intent import meanings
from generators.language.proposals import shown
from generators.language.replies import purpose
from generators.language.rules import valued
from generators.language.saying import Unsayable
from generators.language.situation import EndingPart, Situation
from generators.language.words import with_article
from studio.brief import PlannedCall, Rule

_NEVER = (
    "I'm not allowed to {p} here.", "Sorry, I'm not permitted to {p}.", "I may not {p}.",
    "{Doing} isn't something I'm allowed to do.", "I have instructions not to {p}.",
    "My rules don't let me {p}.", "I can't {p}: the rules I work under exclude it.",
    "I have to decline: {doing} is against the rules here.", "That's not allowed: I must not {p}.",
    "I'm afraid {doing} is off limits for me.", "{Doing} is not permitted here.",
    "The policy here doesn't allow me to {p}.", "I'm sorry, but I have been told not to {p}.",
    "Unfortunately {doing} is something I have to leave to others.",
    "I have the tool for it, but I'm not allowed to {p}.", "No, {doing} isn't allowed here.",
    "I can't do that one, since I'm not allowed to {p}.", "I have to say no to {doing}.",
)  # fmt: skip
_CAN = (
    " I could {a}, though.", " What I may do is {a}.", " I'm happy to {a}, if that helps.",
    " I can {a} or {b}, if that's of use.", " If it helps, I can {a}.",
    " {Doing_a} would be fine, though.", " What is allowed: I can {a} and {b}.",
    " Would it help if I were to {a}?", " I can still {a}.",
)  # fmt: skip
_LIMIT = (
    "I may only {p} up to {an} of {v}, and you asked for {asked}.",
    "The rules allow {an} of {v} at most, so {asked} is too much.",
    "{Asked} is above what I'm allowed: the {n} may be {v} at most.",
    "I can't go that high. The {n} is limited to {v} here, and {asked} is more.",
    "With {an} of {asked} I'm not allowed to {p}; the limit is {v}.",
    "I have a limit of {v} for the {n}, so I can't {p} with {asked}.",
    "I'm only allowed {an} of up to {v}, which rules out {asked}.",
    "That's over my limit: the {n} must not be more than {v}, and {asked} is.",
    "{Asked} is too much for me, I'm limited to {v}.", "My limit for the {n} is {v}, not {asked}.",
)  # fmt: skip
_UPTO = (
    " I could do {v}, if that helps.", " Up to {v} would be fine.", " Would {v} do?",
    " With {v} or less I can go ahead.", " If {v} is enough, tell me and I'll do it.", "", "",
    " Anything up to {v} I can do right away.", " Shall we make it {v}?",
    " Let me know if you'd like {v} instead.",
)  # fmt: skip
_ONLY = (
    "I may {p} only with {n} {v}, not {asked}.", "The {n} has to be {v} here, so {asked} won't do.",
    "I'm only allowed to {p} with {n} {v}.", "{Doing} is limited to {n} {v}, and you want {asked}.",
    "My rules say that the {n} must be {v}, so I can't use {asked}.",
    "{Asked} isn't allowed as the {n}, only {v} is.", "As {n} I may use nothing but {v}.",
    "I can't do that with {asked}: the only {n} I'm allowed is {v}.",
)  # fmt: skip
_WITH = (
    "", "", "", " With {v} I can do it.", " I could do it with {v}.", " {V} would be fine.",
    " Nothing else is possible, I'm afraid.", " Everything else I have to decline.",
)  # fmt: skip
_LONGEST = 9


class Forbidden:
    """Which rule stands against it, and what is allowed."""

    name = "forbidden"

    def reply(self, situation: Situation) -> str:
        call = situation.turn.wishes[0]
        rule = _broken(situation, call)
        if rule.kind == "forbidden":
            return _never(situation, call)
        rng = situation.speaker.rng
        first, second = (_LIMIT, _UPTO) if rule.kind == "limit" else (_ONLY, _WITH)
        value = _quoted(valued(rule.value), rule)
        asked = shown(call, rule.parameter, situation.speaker)
        doing = gerund(purpose(call.tool))
        text = (rng.choice(first) + rng.choice(second)).format(
            p=purpose(call.tool),
            Doing=doing[:1].upper() + doing[1:],
            n=meanings(call.tool)[rule.parameter].noun,
            an=with_article(meanings(call.tool)[rule.parameter].noun, "a"),
            v=value,
            V=value[:1].upper() + value[1:],
            asked=asked,
            Asked=asked[:1].upper() + asked[1:],
        )
        return text[:1].upper() + text[1:]


def _quoted(value: str, rule: Rule) -> str:
    """A choice of several words, set off from the sentence around it."""
    return f"“{value}”" if rule.kind == "only" and " " in value else value


def _broken(situation: Situation, call: PlannedCall) -> Rule:
    """The rule that the wish breaks."""
    for rule in situation.brief.rules:
        if rule.tool.id == call.tool.id and rule.kind != "confirm":
            return rule
    raise Unsayable("no rule stands against it")


def _never(situation: Situation, call: PlannedCall) -> str:
    rng = situation.speaker.rng
    banned = {rule.tool.id for rule in situation.brief.rules if rule.kind != "confirm"}
    near = [
        purpose(tool)
        for tool in situation.brief.offered
        if tool.id not in banned and tool.origin.family == call.tool.origin.family
    ]
    wanted = purpose(call.tool)
    doing = gerund(wanted)
    text = rng.choice(_NEVER).format(p=wanted, doing=doing, Doing=doing[:1].upper() + doing[1:])
    return text + _besides(near, wanted, rng)


def _besides(near: list[str], wanted: str, rng: Random) -> str:
    """What can be done instead; empty now and then, and where there is nothing."""
    short = [text for text in near if len(text.split()) <= _LONGEST and text != wanted]
    if not short or rng.random() < 0.3:
        return ""
    picked = rng.sample(short, min(2, len(short)))
    forms = _CAN if len(picked) > 1 else tuple(form for form in _CAN if "{b}" not in form)
    doing = gerund(picked[0])
    return rng.choice(forms).format(
        a=picked[0], b=picked[-1], Doing_a=doing[:1].upper() + doing[1:]
    )


PART: EndingPart = Forbidden()
