"""What was done: the deed with the words of the request, and what the user does not know yet."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generators.language.inflection import gerund, participle
from generators.language.intent import Chunk, intent, meanings
from generators.language.parts import parts
from generators.language.replies import purpose, spoken_base, yours
from generators.language.reports.composing import capital, sentences
from generators.language.reports.facts import Fact, facts, token
from generators.language.reports.fields import counted, is_participle, were
from generators.language.reports.frames import Frame
from generators.language.reports.names import TITLES, name_of, noun_of, own_id
from generators.language.reports.said import Said
from generators.language.reports.spans import all_worded
from generators.language.reports.spelling import Style, choice_text
from generators.language.reports.wording import weight
from generators.language.saying import Speaker, Unsayable
from studio.record import Json, Tool

_LONGEST = 18
_OPAQUE = frozenset({"id", "reference", "slug"})
_INDEFINITE = re.compile(r"\b(?:a|an) (?=\w)")


def deed(
    tool: Tool,
    arguments: Mapping[str, Json],
    things: Sequence[Fact],
    names: Mapping[str, str],
    speaker: Speaker,
) -> str:
    """ "booked a table at Noma for four": what was done, with what names it where that stays
    short."""
    named = _by_name(tool, arguments, things, names)
    if named and speaker.rng.random() < 0.85:
        return named
    said = _brief(_named(wish(tool, arguments, speaker), tool, arguments, names), speaker)
    if len(said.split()) > _LONGEST_DEED:
        said = _definite(tool, purpose(tool))
    if _BROKEN.search(said):
        raise Unsayable(f"{tool.name}: no words for what was done")
    return participle(_begun(said))


_BROKEN = re.compile(r"(?:^| )(?:a|an|the|of|to|for|with|or|and)$|^\w+(?: \w+)? or \w+ ")
"""Purposes without an end, and those of tools that do one thing or another."""
_LONGEST_DEED = 13
_AS = re.compile(r",? with [^,]*(?: as (?:the|its) [\w ]+| set to [\w ]+)$")
_BRACKET = re.compile(r" \([^()]*\)$")
_TWICE = re.compile(r"\b(\w+)(?: with|,) (?:the )?\1 (?!ID|id)")
_BY_ID = re.compile(r"(?<=[a-z]) with (?:the )?(?:ID|id) \S+$")


def _brief(said: str, speaker: Speaker) -> str:
    """Without what only repeats the request: the list of details at its end, the id of what both
    know."""
    said = _TWICE.sub(r"\1 ", _BRACKET.sub("", _AS.sub("", said)))
    return _BY_ID.sub("", said) if speaker.rng.random() < _UNNUMBERED else said


_UNNUMBERED = 0.7


def _named(said: str, tool: Tool, arguments: Mapping[str, Json], names: Mapping[str, str]) -> str:
    """With the names of things instead of their ids, where earlier results have them."""
    for parameter, value in arguments.items():
        name = names.get(token(value), "") if isinstance(value, str | int) else ""
        if name and str(value) in said:
            noun = meanings(tool)[parameter].noun.removesuffix(" ID")
            called = (
                rf"(?:the )?{re.escape(noun)}(?: with)?(?: ID| id)? {re.escape(str(value))}(?!\w)"
            )
            said = re.sub(called, lambda _, n=noun, t=name: f"the {n} “{t}”", said)  # type: ignore[misc]
    return said


def _begun(said: str) -> str:
    """Of what goes on afterwards only the start is done: "start playing"."""
    verb, _, rest = said.partition(" ")
    return f"start {gerund(verb)} {rest}" if verb in _LASTING else said


_LASTING = frozenset({"play", "stream", "record", "monitor", "watch"})


def wish(tool: Tool, arguments: Mapping[str, Json], speaker: Speaker) -> str:
    """ "book a table at Noma for four": what was wanted, with what names it where that stays
    short."""
    said = _definite(tool, purpose(tool))
    if speaker.rng.random() < 0.93:
        alone = replace(speaker, variants={}, dated=False, compact=True)
        try:
            found = parts(tool, arguments, alone, 1)
        except Unsayable:
            return said
        pieces = [f"{spoken_base(found.intent)} ", *found.object, *found.tail]
        # what the user says stays as it was said, only the words around it change sides
        text = "".join(yours(each) if isinstance(each, str) else each.text for each in pieces)
        text = " ".join(text.split())
        if _reads(text) and not alone.dated:
            said = _definite(tool, text)
    return said


def _reads(text: str) -> bool:
    short = len(text.split()) <= _LONGEST
    return short and not any(sign in text for sign in "\n{:") and not _CODE.search(text)


_CODE = re.compile(r"\b[a-z]+[A-Z]|\w_\w+ ")


def _definite(tool: Tool, text: str) -> str:
    """With "the" for what was there before: only what is made is new."""
    aim = intent(tool)
    known = aim.object.param or aim.verb.kind in ("update", "delete") or _identified(tool)
    if aim.verb.kind == "create" or not known:
        return text
    return _INDEFINITE.sub("the ", text, count=1)


def _identified(tool: Tool) -> bool:
    """Whether a required argument names what is acted on."""
    noun = noun_of(tool).rpartition(" ")[2]
    needed = tool.parameters.get("required", ())
    return any(
        meant.kind in _OPAQUE and noun in meant.noun
        for name, meant in meanings(tool).items()
        if name in needed
    )


def _by_name(
    tool: Tool,
    arguments: Mapping[str, Json],
    things: Sequence[Fact],
    names: Mapping[str, str],
) -> str:
    """The deed with the name that the result, or an earlier one, gives for what has an id."""
    aim = intent(tool)
    target = aim.object.rest_param or aim.object.param
    if aim.verb.kind == "create" or not target or meanings(tool)[target].kind not in _OPAQUE:
        return ""
    own = "" if aim.object.rest_param else _name(arguments.get(target), things)
    name = own or names.get(token(arguments.get(target)), "")
    if not name:
        return ""
    noun = meanings(tool)[target].noun.removesuffix(" ID").strip()
    noun = "" if noun.lower() in ("id", "name", "value") else noun
    if aim.object.rest_param:
        return participle(f"{spoken_base(aim)} the {noun or noun_of(tool)} “{name}”")
    thing = f"the {noun or noun_of(tool)} “{name}”"
    whose = f"{aim.object.rest} {thing}" if aim.object.rest else thing
    phrases = [text for chunk in aim.phrases if (text := _phrase(tool, chunk, arguments))]
    return participle(
        _begun(" ".join(yours(f"{spoken_base(aim)} {whose} {' '.join(phrases)}").split()))
    )


def _name(target: Json, things: Sequence[Fact]) -> str:
    """What a result calls the thing with an id; empty where that is another or has no name."""
    own = any(fact.known and token(fact.value) == token(target) for fact in things)
    name, naming = name_of(things, _PLAIN)
    return name if own and name and not naming[0].known and len(naming) == 1 else ""


_SIMPLE = frozenset("enum category city country person email team colour money number".split())


def _phrase(tool: Tool, chunk: Chunk, arguments: Mapping[str, Json]) -> str:
    """A phrase of the purpose with its value, where the value can stand as it is."""
    if not chunk.param:
        return f"{chunk.prep} {chunk.words}"
    value = arguments.get(chunk.param)
    fits = isinstance(value, str) and meanings(tool)[chunk.param].kind in _SIMPLE
    return f"{chunk.prep} {choice_text(str(value))}" if fits and len(str(value)) < 40 else ""


_PLAIN = Style(None, False, False, False, True, False, False, ("“", "”"))  # type: ignore[arg-type]

_DEEDS = (
    "I've {deed}.", "Done, I've {deed}.", "Done: I've {deed}.", "All done, I've {deed}.",
    "I have {deed}.", "I've just {deed}.", "That's done. I've {deed}.", "All set, I've {deed}.",
    "I've {deed} for you.", "Okay, I've {deed}.", "I've {deed} now.", "Right, I've {deed}.",
    "I've gone ahead and {deed}.", "Sorted, I've {deed}.", "It's done: I've {deed}.",
    "As you asked, I've {deed}.", "That's sorted, I've {deed}.", "No problem, I've {deed}.",
)  # fmt: skip


def done(
    tool: Tool,
    arguments: Mapping[str, Json],
    value: Json,
    frame: Frame,
    said: frozenset[str],
    how: Style,
    speaker: Speaker,
    names: Mapping[str, str],
) -> str:
    """The answer for something done; `names` are those of things by their ids, from earlier
    results. Raises Unsayable."""
    rng = speaker.rng
    things = facts(value, frame, said) if isinstance(value, dict) else []
    if any(fact.value is False and denies(fact) for fact in things):
        raise Unsayable(f"{tool.name}: the result says that it was not done")
    if isinstance(value, dict) and value.get("error"):
        raise Unsayable(f"{tool.name}: the result holds an error")
    if state := going_on(value):
        form = rng.choice(_RUNNING)
        return form.format(vp=wish(tool, arguments, speaker), state=state)
    text = deed(tool, arguments, things, names, speaker)
    head = rng.choice(_DEEDS[: 8 if " for " in text or text.endswith(" now") else len(_DEEDS)])
    head = head.format(deed=text)
    fresh = _further(things, intent(tool).verb.kind == "create")
    told = [fact for fact in fresh if not said_by(fact, text)]
    if spoken_base(intent(tool)) in _ENDING:
        told = [fact for fact in told if _AFTERWARDS & {*fact.words}]
    more = news(told, how, speaker) if isinstance(value, dict) else bare_news(value, frame)
    return f"{head} {more}".strip()


def _further(things: list[Fact], new: bool) -> list[Fact]:
    """What a deed made known: of a thing that was there before not what it always was, nor ids."""
    if new or not any(fact.known and fact.kind in _OPAQUE for fact in things):
        return things
    return [fact for fact in things if fact.kind not in _STANDING and not _ALREADY & {*fact.words}]


_STANDING = frozenset({"id", "reference", "person", "email", "text", "username"})
_ALREADY = frozenset({"received", "size", "owner", "sender"})


_RUNNING = (
    "I've started to {vp}; the operation is {state}.", "The operation to {vp} is {state}.",
    "I've asked to {vp}. The operation is {state}.", "The request to {vp} is in and {state}.",
    "I've sent off the request to {vp}; it's {state}.",
)  # fmt: skip


def going_on(value: Json) -> str:
    """The state of an operation that a cloud API has only begun; empty for other results."""
    if not isinstance(value, dict):
        return ""
    operation = str(value.get("kind", "")).endswith("#operation") or "operationType" in value
    state = str(value.get("status", "")).lower()
    if operation and state in ("pending", "running", "queued"):
        return state
    return ""


_HOW_MANY = re.compile(r"(?:How many|Number of) (\w+) (?:that )?(?:were|was|have been) (\w+)")
_NEW_ONE = re.compile(r"(?:Number|Id|ID) of the new (\w+)")
_CALLED = re.compile(r"(?:Name|Path) of the (?:new )?(\w+)")


def bare_news(value: Json, frame: Frame) -> str:
    """What a single value says by its description: "12 rows were deleted"; empty for nothing."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and (found := _HOW_MANY.match(frame.description)):
        return f"{capital(counted(value, found[1]))} {were(value)} {found[2]}."
    if whole and (found := _NEW_ONE.match(frame.description)):
        return f"The new {found[1]} has the number {value}."
    short = isinstance(value, str) and 0 < len(value) <= _CALLED_LONGEST and " " not in value
    if short and (found := _CALLED.match(frame.description)):
        return f"The {found[1]} is {value}."
    return ""


_CALLED_LONGEST = 80


_ENDING = frozenset("end cancel delete close stop remove archive call off erase discard".split())
_AFTERWARDS = frozenset("fee refund refunded charge penalty expected deleted cost left".split())
"""Words of fields that matter after something has come to its end."""


def denies(fact: Fact) -> bool:
    """Whether a flag says that the deed was not done."""
    return fact.words in (("success",), ("ok",)) or (
        len(fact.words) == 1 and is_participle(fact.words[0])
    )


def said_by(fact: Fact, deed_: str) -> bool:
    """Whether the deed says as much already: the state it leads to, the name in it."""
    if not isinstance(fact.value, str):
        return False
    low = fact.value.lower()
    if low in deed_.lower():
        return True
    state = fact.words[-1:] in (("status",), ("state",))
    return state and (low in _DONE or low[:5] == deed_[:5].lower())


_DONE = frozenset("done ok success successful succeeded completed complete created".split())
_STAMPED = frozenset(
    """created updated modified changed recorded published saved sent creation modification written
    submitted logged started""".split()
)


def news(things: Sequence[Fact], how: Style, speaker: Speaker) -> str:
    """One or two facts the user does not know yet, as sentences; empty for none."""
    worded = [said for said in new_facts(things, how) if said.told]
    return sentences(worded[: speaker.rng.choice((1, 1, 2, 2, 3))], speaker.rng, asked=False)


_MANY = 10
"""Facts from which a result is a whole record, of which only the id, state and link are news."""
_TOLD = (("status",), ("state",), ("link",))


def new_facts(things: Sequence[Fact], how: Style) -> list[Said]:
    """What the user does not know yet, the most telling first."""
    key = own_id(things)
    scored = []
    for fact in things:
        if len(things) > _MANY and fact is not key and fact.words[-1:] not in _TOLD:
            continue
        stamp = fact.kind in ("datetime", "date") and bool(_STAMPED & {*fact.words})
        named = fact.words in TITLES or fact.words in (("author",), ("date",))
        if fact.known or isinstance(fact.value, bool) or stamp or named or fact.words == ("sent",):
            continue
        own = fact is key
        if (fact.kind in ("id", "reference") or fact.words[-1:] == ("id",)) and not own:
            continue
        link = fact.kind == "url" and not fact.owner
        scored.append((weight(fact) + (8 if own else 7 if link else 0), fact))
    ranked = [fact for score, fact in sorted(scored, key=lambda entry: -entry[0]) if score > 2]
    return [said for _, said in all_worded(ranked, how)]
