"""Several calls in one answer: of one tool a line or clause for each, told apart by what differs in
their arguments; of different tools one after the other.
"""

import re
from collections.abc import Sequence

from generators.language.inflection import participle
from generators.language.intent import intent, meanings
from generators.language.numbers import words
from generators.language.replies import spoken_base
from generators.language.reports.composing import capital
from generators.language.reports.deeds import bare_news, denies, going_on, new_facts, said_by
from generators.language.reports.facts import Fact, facts, said_values
from generators.language.reports.fields import WRAPPERS, many
from generators.language.reports.frames import Frame, frame
from generators.language.reports.listing import aside, found
from generators.language.reports.names import TITLES, name_of, noun_of
from generators.language.reports.said import Said
from generators.language.reports.spans import all_worded
from generators.language.reports.spelling import Style, spelt
from generators.language.reports.telling import chosen, consistent
from generators.language.saying import Speaker, properties
from generators.language.words import listed
from studio.brief import PlannedCall
from studio.environment import Outcome
from studio.record import Json, Tool

Made = Sequence[tuple[PlannedCall, Outcome]]

_PLACED = frozenset({"city", "country", "place", "airport", "state"})
_DAYS = frozenset({"date", "datetime", "month", "year"})


def together(made: Made, how: Style, speaker: Speaker) -> str:
    """One answer for calls of one tool that read or compute; empty where they have to be told one
    by one."""
    tool = made[0][0].tool
    if len(made) < 2 or any(call.tool.id != tool.id for call, _ in made):
        return ""
    if intent(tool).verb.kind not in ("read", "compute", "search", "list"):
        return _done(tool, made, how, speaker)
    names = _apart(tool, [call for call, _ in made], how)
    if not names:
        return ""
    if all(isinstance(outcome.value, int | float) for _, outcome in made):
        return _values(tool, made, names, how, speaker)
    if not all(isinstance(outcome.value, dict) for _, outcome in made):
        return ""
    lists = (found(outcome.value, frame(tool), frozenset()) for _, outcome in made)
    if any(each is not None and not aside(each, tool) for each in lists):
        return ""
    rows = [_said(tool, call, outcome.value, how) for call, outcome in made]
    if not all(rows):
        return ""
    return _composed(names, rows, _kind(tool, [call for call, _ in made]), speaker)


def _differing(calls: Sequence[PlannedCall]) -> str:
    """The one argument in which calls differ; empty for none or several."""
    named = {name for call in calls for name in call.arguments}
    found = [
        name
        for name in sorted(named)
        if len({repr(call.arguments.get(name)) for call in calls}) > 1
    ]
    return found[0] if len(found) == 1 else ""


def _kind(tool: Tool, calls: Sequence[PlannedCall]) -> str:
    return meanings(tool)[_differing(calls)].kind


def _apart(tool: Tool, calls: Sequence[PlannedCall], how: Style) -> list[str]:
    """What tells the calls apart, as words; empty where they differ in more than one argument."""
    name = _differing(calls)
    if not name or any(name not in call.arguments for call in calls):
        return []
    schema = properties(tool.parameters).get(name, {})
    there = Frame(name, schema, tool.parameters, tool)
    found = [_text(call.arguments[name], there, how) for call in calls]
    return found if all(found) and len(set(found)) == len(found) else []


def _text(value: Json, there: Frame, how: Style) -> str:
    if isinstance(value, dict | list | bool):
        return ""
    if isinstance(value, str) and value.isupper() and value.isalpha() and len(value) <= _INITIALS:
        return value
    text = spelt(value, Fact(there.words, there.meant(value), value, there), how)
    return text if len(text) <= 60 else ""


_INITIALS = 4
"""Letters up to which a shouted value stays as it is: WNBA, HND."""


def _values(tool: Tool, made: Made, names: Sequence[str], how: Style, speaker: Speaker) -> str:
    """Numbers, each with what it is for."""
    top = frame(tool)
    texts = []
    for _, outcome in made:
        text = _text(outcome.value, top, how)
        if not text:
            return ""
        texts.append(text)
    pairs = list(zip(names, texts, strict=True))
    forms = (
        lambda: listed([f"{text} for {name}" for name, text in pairs]),
        lambda: ", ".join(f"{name}: {text}" for name, text in pairs),
        lambda: listed([f"{name} gives {text}" for name, text in pairs]),
    )
    said = speaker.rng.choice(forms)()
    lead = speaker.rng.choice(("", "", "That's ", "It's ")) if " for " in said else ""
    return capital(f"{lead}{said}.")


def _said(tool: Tool, call: PlannedCall, value: Json, how: Style) -> list[Said]:
    """One to three facts of a result that can stand beside a name."""
    things = consistent(facts(value, frame(tool), said_values(call.arguments.values())))
    name, naming = name_of(things, how)
    rest = [fact for fact in things if not any(fact is other for other in naming)]
    picked = chosen(tool, rest, 3)
    said = [each for _, each in all_worded(picked, how) if each.remark]
    if name and not naming[0].known:
        said.insert(0, Said("", "", name))
    return said[:3]


def _composed(names: Sequence[str], rows: Sequence[list[Said]], kind: str, speaker: Speaker) -> str:
    rng = speaker.rng
    if all(len(row) == 1 for row in rows) and (text := _single(names, rows, kind, speaker)):
        return text
    lines = [", ".join(said.remark for said in row) for row in rows]
    if rng.random() < 0.5:
        mark = rng.choice(("- ", "• ", "* "))
        return "\n".join(
            f"{mark}{capital(name)}: {line}" for name, line in zip(names, lines, strict=True)
        )
    pairs = [f"{name}: {line}" for name, line in zip(names, lines, strict=True)]
    return capital("; ".join(pairs) + ".")


def _single(names: Sequence[str], rows: Sequence[list[Said]], kind: str, speaker: Speaker) -> str:
    """ "The temperature is 4 °C in Oslo, 6 °C in Bergen and -2 °C in Tromsø." """
    subjects = {row[0].subject for row in rows}
    at = "in" if kind in _PLACED else "on" if kind in _DAYS else "for"
    subject = subjects.pop() if len(subjects) == 1 else ""
    predicates = [row[0].predicate for row in rows]
    if subject in ("", "it", "there") or not all(p.startswith("is ") for p in predicates):
        return ""
    pairs = zip(names, predicates, strict=True)
    said = [f"{predicate.removeprefix('is ')} {at} {name}" for name, predicate in pairs]
    return capital(f"{subject} is {listed(said)}.")


def _done(tool: Tool, made: Made, how: Style, speaker: Speaker) -> str:
    """Several deeds of one kind: what was done to how many, and what is new about each."""
    rng = speaker.rng
    calls = [call for call, _ in made]
    names = _apart(tool, calls, how)
    given = names
    rows: list[list[str]] = []
    for at, (call, outcome) in enumerate(made):
        if going_on(outcome.value):
            return ""
        things: list[Fact] = []
        if isinstance(outcome.value, dict):
            things = facts(outcome.value, frame(tool), said_values(call.arguments.values()))
        if any(fact.value is False and denies(fact) for fact in things):
            return ""
        name, naming = name_of(things, how)
        opaque = bool(names) and _kind(tool, calls) in ("id", "reference")
        titled = bool(name) and naming[0].words in TITLES and not naming[0].known
        if titled and (opaque or not names):
            names = [*names[:at], name, *names[at + 1 :]] if names else [name] * (at == 0)
            things = [fact for fact in things if not any(fact is other for other in naming)]
        deed = participle(spoken_base(intent(tool)))
        own = [fact for fact in things if {*fact.owner} <= WRAPPERS]
        left = [fact for fact in own if not said_by(fact, deed)]
        bare = [] if isinstance(outcome.value, dict) else [bare_news(outcome.value, frame(tool))]
        remarks = [said.remark for said in new_facts(left, how)]
        rows.append([text.rstrip(".") for text in (*bare, *remarks) if text][:2])
    if len(set(names)) != len(names):
        names = given
    if len(names) != len(made) or len(set(names)) != len(names):
        return ""
    lead = _lead(tool, len(made), speaker)
    if not any(rows):
        return f"{lead}: {listed(names)}."
    lines = [
        f"{name}: {', '.join(row)}" if row else name for name, row in zip(names, rows, strict=True)
    ]
    if rng.random() < 0.5:
        mark = rng.choice(("- ", "• ", "* "))
        return f"{lead}:\n" + "\n".join(mark + line for line in lines)
    pieces = [
        f"{name} ({', '.join(row)})" if row else name for name, row in zip(names, rows, strict=True)
    ]
    return f"{lead}: {listed(pieces)}."


def _lead(tool: Tool, number: int, speaker: Speaker) -> str:
    """ "I've cancelled the four standing orders", "Both are done"."""
    rng = speaker.rng
    aim = intent(tool)
    noun = noun_of(tool)
    count = words(number) if number <= 10 else str(number)
    whole = aim.object.words and not aim.object.rest and not aim.phrases and noun != "result"
    if whole and rng.random() < 0.8:
        new = aim.verb.kind == "create" or not aim.object.param
        things = (
            f"{count} {many(noun.removeprefix('new '))}" if new else f"the {count} {many(noun)}"
        )
        if not new and number == 2:
            things = f"both {many(noun)}"
        return rng.choice(_LEADS).format(deed=participle(f"{spoken_base(aim)} {things}"))
    both = "Both" if number == 2 else f"All {count}"
    return rng.choice(_BOTH).format(both=both, low=both.lower())


_LEADS = (
    "I've {deed}",
    "Done, I've {deed}",
    "I have {deed}",
    "All done, I've {deed}",
    "I've now {deed}",
)
_BOTH = ("{both} are done", "That's {low} done", "{both} went through", "Done, {low} of them")


def connected(made: Made, texts: Sequence[str], how: Style, speaker: Speaker) -> str:
    """Answers one after the other; deeds after the first are told without another flourish, lists
    of one tool with what they are for."""
    rng = speaker.rng
    tool = made[0][0].tool
    same = len(made) > 1 and all(call.tool.id == tool.id for call, _ in made)
    names = _apart(tool, [call for call, _ in made], how) if same else []
    parts: list[str] = []
    if names and all(_says(text, name) for text, name in zip(texts, names, strict=True)):
        names = []
    for at, text in enumerate(texts):
        named = names[at] if names else ""
        parts.append(_ended(_further(text, parts) or _labelled(text, named)))
    long = any("\n" in text for text in parts)
    lines = len(parts) > 2 and rng.random() < 0.4
    return ("\n\n" if long else "\n" if lines else " ").join(parts)


def _further(text: str, before: Sequence[str]) -> str:
    """A deed after another one: "I've also booked …"; empty for other texts."""
    place = _DEED.match(text)
    if not before or place is None or _DEED.match(before[0]) is None:
        return ""
    return f"I've also {text[place.end() :]}"


_DEED = re.compile(r"(?:[A-Z][^.:,]{0,16}[.,:] )?I(?:'ve| have) (?:just |gone ahead and |also )?")
"""How a text begins that says that something was done."""


def _says(text: str, name: str) -> bool:
    """Whether the first line of a text says what it is for."""
    return name in text.partition("\n")[0][:80]


def _ended(text: str) -> str:
    """With a full stop where another text would run into it."""
    return f"{text}." if text[-1:].isalnum() and "\n" not in text else text


def _labelled(text: str, name: str) -> str:
    """The text with what it is for before it, where its first line does not say so."""
    if not name or _DEED.match(text):
        return text
    first = text[:1].lower() if text[1:2].islower() else text[:1]
    return f"{capital(name)}: {first}{text[1:]}"
