"""Reasoning before calls and before the reply, as in ReAct (arXiv 2210.03629) and ToolBench
(arXiv 2307.16789): what is known, what is missing, what comes next. A sentence or two each, about
this dialogue's values; no names of functions or parameters, which a sample may mask.
"""

from collections.abc import Mapping, Sequence
from random import Random

from generators.language.intent import intent, meanings
from generators.language.situation import Situation
from generators.language.words import bare, is_plural, with_article
from studio.brief import Found, PlannedCall, Step, Turn
from studio.environment import Outcome
from studio.pointer import MISSING, resolve, steps
from studio.record import Json
from studio.resources.nouns import many, one, words

_LONGEST = 40
"""Characters of a value worth repeating."""

_RIGHT_AWAY = (
    "The user wants me to {do}. {Known}, so I can do that right away.",
    "This is about {doing}. {Known}; nothing is missing.",
    "I have to {do}. {Known}, which is all it takes.",
    "The request is to {do}. {Known}, so one call is enough.",
    "{Known}. That is everything I need to {do}.",
    "To {do} I have what is required: {known}.",
)
_PLAINLY = (
    "The user wants me to {do}. Nothing more is needed for that.",
    "I only have to {do}, which takes no further details.",
    "The request is to {do}. I can do that right away.",
    "This calls for {doing}. I have all it takes.",
)
_AT_ONCE = (
    "The user wants {n} things: to {all}. None needs the result of another, so I make the calls at "
    "once.",
    "I have to {all}. These do not depend on each other; I do them together.",
    "There are {n} calls to make, to {all}, and they are independent of each other.",
    "I can {all} at the same time, since neither waits for the other.",
)
_FIRST = (
    "To {goal} I need {what}, which I don't know yet. First I {do}{with_}.",
    "The user wants me to {goal}. {What} is not given, so I {do}{with_} first.",
    "I can't {goal} before I know {what}. So the first step is to {do}{with_}.",
    "In the end I have to {goal}. That takes {what}, so I start by {doing}{with_}.",
    "{What} is missing, and without it I can't {goal}. I {do}{with_} to get it.",
    "Step one: {do}{with_}, because I need {what} to {goal}.",
    "Before I can {goal}, I have to {do}{with_}: that gives me {what}.",
)
_THEN = (
    "{Have}. Now I can {do}{with_}.",
    "{Have}, so the next step is to {do}{with_}.",
    "{Have}. That is what I need to {do}{with_}.",
    "Now that I know this ({have}), I {do}{with_}.",
    "{Have}. With that I {do}{with_}.",
    "Good: {have}. Next I {do}{with_}.",
)
_NEXT = (
    "That is done. Next I {do}{with_}.",
    "That part worked. Now I have to {do}{with_}.",
    "One thing is left: to {do}{with_}.",
)
_BOTH = (" These calls don't depend on each other, so I make them together.",
         " Both can be done at once.", " I make the {n} calls at the same time.")  # fmt: skip
_READ = (
    "{Have}. I can answer now.",
    "{Have}. That is what the user asked for, so I report it.",
    "{Have}. Time to sum it up.",
    "{Have}. I tell the user what it says, nothing more.",
    "{Have}, which answers the question.",
    "The call worked: {have}. I put it into words.",
)
_DONE = (
    "That worked{made}. I let the user know.",
    "The call succeeded{made}. What is left is to say so.",
    "Everything went through{made}, so I confirm it.",
    "Done{made}. I report back what the result says.",
)
_OTHERWISE = (
    "I can't go on from here, so I tell the user where things stand.",
    "There is nothing more to call; I have to tell the user how it is.",
)


def thoughts(situation: Situation) -> tuple[str, ...]:
    """A thought before each step of a turn and one before the reply; none for turns without
    calls."""
    turn, rng = situation.turn, situation.speaker.rng
    if not turn.steps:
        return ()
    base = len(situation.calls()) - len(situation.made())
    found = [_before(situation, number, step, base, rng) for number, step in enumerate(turn.steps)]
    if turn.ending != "calls":
        found.append(_closing(turn, rng))
    return tuple(found)


def _before(situation: Situation, number: int, step: Step, base: int, rng: Random) -> str:
    turn = situation.turn
    later = _users(turn, number, base)
    needs = _values(situation, step, base)
    if needs:
        return _then(step, needs, rng)
    if number:
        return _fill(rng.choice(_NEXT), step.calls[0], rng)
    if later is not None:
        user, source, maker = later
        what = _needed(source, maker)
        told = _fill(rng.choice(_FIRST), step.calls[0], rng, goal=_do(user), what=what)
        return told + _together(step, rng)
    if len(step.calls) > 1:
        every = " and to ".join(dict.fromkeys(_do(call) for call in step.calls[:3]))
        if len({call.tool.id for call in step.calls}) > 1:
            return rng.choice(_AT_ONCE).format(n=len(step.calls), all=every)
    known = _known(step.calls[0])
    forms = _RIGHT_AWAY if known else _PLAINLY
    return _fill(rng.choice(forms), step.calls[0], rng, known=known)


def _fill(form: str, call: PlannedCall, rng: Random, **more: str) -> str:
    """A form filled for a call; a field with a capital begins with one."""
    with_ = f" with {_short(call)}" if _short(call) and rng.random() < 0.6 else ""
    parts = {"do": _do(call), "doing": _doing(call), "with_": with_, **more}
    capitals = {name[:1].upper() + name[1:]: _capital(text) for name, text in parts.items()}
    said = form.format(**parts, **capitals)
    return _capital(said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _do(call: PlannedCall) -> str:
    """What a call does, in the words of its description: `cancel the event`."""
    aim = intent(call.tool)
    object_ = aim.object.words
    if _about(call):
        object_ = f"{aim.object.rest} {call.arguments[aim.object.param]}"
    if call.sources and object_.startswith(("a ", "an ")):
        object_ = f"the {bare(object_)}"
    fixed = [f"{chunk.prep} {chunk.words}" for chunk in aim.phrases if not chunk.param]
    return " ".join(part for part in (aim.verb.to_you[0], object_, *fixed) if part)


_SELF = frozenset({"contact", "person", "city", "place", "company", "movie", "team"})


def _about(call: PlannedCall) -> str:
    """The argument that stands in the object: the weather in Oslo, the number of Ana Ruiz."""
    chunk = intent(call.tool).object
    told = chunk.rest and chunk.param in call.arguments and f"/{chunk.param}" not in call.sources
    return chunk.param if told and meanings(call.tool)[chunk.param].kind in _SELF else ""


def _doing(call: PlannedCall) -> str:
    from generators.language.inflection import gerund

    return gerund(_do(call))


def _values_said(call: PlannedCall) -> list[str]:
    """Short values of a call that the user gave, each with what it is."""
    taken = {*(steps(path)[0] for path in call.sources), _about(call)}
    found = []
    for name, value in call.arguments.items():
        meant = meanings(call.tool)[name]
        text = _text(value)
        if name in taken or meant.kind in ("flag", "text", "code") or not text:
            continue
        found.append(f"{meant.noun} {text}")
    return found


def _text(value: Json) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        inner = [_text(item) for item in value[:3]]
        return ", ".join(inner) if all(inner) and len(value) <= 3 else ""
    said = str(value)
    return said if len(said) <= _LONGEST and "\n" not in said else ""


def _known(call: PlannedCall) -> str:
    said = _values_said(call)[:2]
    if not said:
        return ""
    many_ = len(said) > 1 or is_plural(said[0].split(" ")[0])
    return f"the {' and the '.join(said)} {'are' if many_ else 'is'} given"


def _short(call: PlannedCall) -> str:
    said = _values_said(call)[:2]
    return " and ".join(said)


def _users(turn: Turn, number: int, base: int) -> tuple[PlannedCall, Found, PlannedCall] | None:
    """A later call that needs a result of this step, where the value is, and the call it is of."""
    first = sum(len(step.calls) for step in turn.steps[:number]) + base
    mine = range(first, first + len(turn.steps[number].calls))
    for step in turn.steps[number + 1 :]:
        for call in step.calls:
            for source in call.sources.values():
                if isinstance(source, Found) and source.call in mine:
                    return call, source, turn.steps[number].calls[source.call - first]
    return None


def _needed(source: Found, maker: PlannedCall) -> str:
    """What a later call needs, before it is known."""
    field = steps(source.pointer)[-1] if source.pointer else ""
    said = " ".join("link" if word == "url" else word for word in words(field))
    noun = _noun(maker)
    if said in ("id", "name", noun):
        return f"the ID of the {noun}" if said == "id" else f"the {noun}"
    if said.endswith(" id"):
        return f"the ID of the {said.removesuffix(' id')}"
    if said == f"{noun} number" or said.startswith(f"{noun} "):
        return f"the {said}"
    person = next(
        (n for n, m in meanings(maker.tool).items() if m.kind in ("contact", "person")), ""
    )
    if person in maker.arguments:
        return f"the {said} of {maker.arguments[person]}"
    return f"the {said}" if said == "start" else f"the {said} of the {noun}"


def _noun(call: PlannedCall) -> str:
    """What a call is about, singular."""
    object_ = intent(call.tool).object
    words_ = bare(object_.rest.removesuffix(" of") if object_.rest else object_.words)
    return one(words_) if words_ else "result"


def _values(situation: Situation, step: Step, base: int) -> list[str]:
    """What earlier steps of the turn found that this one is made with: `the event ID is evt_1`."""
    calls = situation.calls()
    found: dict[str, None] = {}
    for call in step.calls:
        for source in call.sources.values():
            if not isinstance(source, Found) or source.call < base:
                continue
            maker, outcome = calls[source.call]
            value = resolve(outcome.value, source.pointer) if outcome is not None else MISSING
            text = _text(value) if value is not MISSING else ""
            if text and outcome is not None:
                said = f"{_needed(source, maker)} is {text}"
                found[_among(source, outcome) + said] = None
            elif value is not MISSING:
                found[f"I have {_needed(source, maker)}"] = None
    return list(found)


def _among(source: Found, outcome: Outcome) -> str:
    """Which item of a list is meant: `the user means number 2 of the 5 results; `."""
    path = source.pointer
    while path:
        path, _, last = path.rpartition("/")
        items = resolve(outcome.value, path)
        if isinstance(items, list) and last.isdecimal():
            if len(items) == 1:
                return "there is one result; "
            return f"of the {len(items)} results the user means number {int(last) + 1}; "
    return ""


def _then(step: Step, needs: Sequence[str], rng: Random) -> str:
    have = " and ".join(needs[:2])
    return _fill(rng.choice(_THEN), step.calls[0], rng, have=have) + _together(step, rng)


def _together(step: Step, rng: Random) -> str:
    if len(step.calls) < 2:
        return ""
    forms = _BOTH if len(step.calls) == 2 else (_BOTH[0], _BOTH[2])
    return rng.choice(forms).format(n=len(step.calls))


def _closing(turn: Turn, rng: Random) -> str:
    """Before the reply."""
    last = turn.steps[-1]
    if turn.ending != "report" or not last.outcomes:
        return rng.choice(_OTHERWISE)
    if not all(outcome.ok for outcome in last.outcomes):
        return rng.choice(_OTHERWISE)
    call, outcome = last.calls[-1], last.outcomes[-1]
    if intent(call.tool).verb.kind in ("read", "list", "search", "compute"):
        have = _shown(call, outcome)
        return _capital(rng.choice(_READ).format(have=have, Have=_capital(have)))
    return rng.choice(_DONE).format(made=_made(outcome))


def _shown(call: PlannedCall, outcome: Outcome) -> str:
    """What came back, in a few words."""
    value = outcome.value
    lists: Mapping[str, Json] = value if isinstance(value, dict) else {}
    counted = [(name, item) for name, item in lists.items() if isinstance(item, list)]
    if len(counted) == 1 and counted[0][1] and isinstance(counted[0][1][0], dict):
        name, items = counted[0]
        noun = one(" ".join(words(name)))
        found = with_article(noun, "a") if len(items) == 1 else f"{len(items)} {many(noun)}"
        return f"the result has {found}"
    return f"the result says what there is to say about the {_noun(call)}"


def _made(outcome: Outcome) -> str:
    """What identifies something new."""
    value = outcome.value
    if not isinstance(value, dict):
        return ""
    for name, item in value.items():
        said = words(name)
        if said[-1:] in (("id",), ("code",)) and isinstance(item, str) and len(said) > 1:
            return f": the {' '.join(said[:-1])} {'ID' if said[-1] == 'id' else 'code'} is {item}"
    return ""
