"""Clauses to sentences: what is said of one thing in a row, with its name where it has one."""

from collections.abc import Sequence
from random import Random

from generators.language.reports.said import Said
from generators.language.words import listed


def capital(text: str) -> str:
    """The text with a capital at its start, where that is a word: not at `msg_1x` or `sales.db`."""
    first = text.partition(" ")[0].rstrip(",.:;")
    return text[:1].upper() + text[1:] if first.replace("'", "").isalpha() else text


def sentences(
    facts: Sequence[Said], rng: Random, name: str = "", lead: str = "", asked: bool = True
) -> str:
    """Facts as one to three sentences; `name` is what the thing is called, `lead` stands before the
    first: "in Oslo"; `asked` is whether they answer what the user wanted to know."""
    own = [said for said in facts if said.subject == "it"]
    rest = [said for said in facts if said.subject not in ("", "it")]
    tags = [said for said in facts if not said.subject and said.told]
    if len(facts) == 1 and len(rest) == 1 and not name:
        return _ended(capital(_alone(rest[0], rng, lead, asked)))
    short = rng.random() < _CONTRACTED
    parts: list[str] = []
    for at in range(0, len(own), 3):
        predicates = listed([said.predicate for said in own[at : at + 3]])
        if name and not at:
            parts.append(f"{name} {predicates}")
        elif short and predicates.startswith("is "):
            parts.append(f"it's {predicates[3:]}")
        else:
            parts.append(f"it {predicates}")
    size = 2 if rng.random() < 0.7 else 3
    groups = [rest[at : at + size] for at in range(0, len(rest), size)]
    said = [_together(group, rng, asked) for group in groups]
    if name and not own and said:
        said[0] = _of(name, groups[0], rng)
    parts += said
    if tags:
        parts.append(", ".join(f"{said.label}: {said.text}" for said in tags))
        if name and not own and not rest:
            parts[0] = f"{name}: {parts[0]}"
    if lead and parts and not name:
        parts[0] = f"{lead}, {parts[0]}"
    named = [part if name and not at else capital(part) for at, part in enumerate(parts)]
    return " ".join(map(_ended, named))


def _alone(said: Said, rng: Random, lead: str, asked: bool) -> str:
    """The one fact that is told: "the water temperature in Kiel is 14 °C"."""
    plain = said.subject.startswith("the ") and said.predicate == f"is {said.text}"
    if not plain or not said.text or rng.random() < _SAME:
        return f"{lead}, {said.clause}" if lead else said.clause
    where = f" {lead}" if lead and " for " not in said.subject else ""
    noun = said.subject.removeprefix("the ")
    return rng.choice(_ALONE if asked else _ALONE[:4]).format(
        s=said.subject, n=noun, v=said.text, w=where
    )


def _of(name: str, group: Sequence[Said], rng: Random) -> str:
    """What is said of something with a name: "Lutfi's phone number is +12025550133"."""
    if all(_elliptic(each) for each in group):
        own = listed([f"{each.label} {each.predicate}" for each in group])
        plain = name.replace(" ", "").isalpha() and len(name.split()) <= _OWNING
        if plain and not name.endswith("s"):
            return f"{name}'s {own}"
        return f"{name}: {', '.join(f'{each.label} {each.text}' for each in group)}"
    if all(each.label and each.text for each in group) and rng.random() < _TAGGED:
        joint, sign = rng.choice((", ", "; ", ", ")), rng.choice((" ", ": ", " "))
        return f"{name}: {joint.join(f'{each.label}{sign}{each.text}' for each in group)}"
    return f"{name}: {listed([each.clause for each in group])}"


_TAGGED = 0.5


_OWNING = 3
"""Words of a name after which "'s" reads well."""
_SAME = 0.15
_ALONE = (
    "{s}{w} is {v}", "{n}{w}: {v}", "here's {s}{w}: {v}", "{s}{w} is {v}", "that's {v}",
    "this is {s}{w}: {v}", "{s} you asked for{w} is {v}", "I have {v} as {s}{w}",
    "it says {v} for {s}{w}", "I've looked it up: {s}{w} is {v}", "{s}{w}? It's {v}",
    "I got {s}{w}: {v}", "I found {s}{w}: {v}", "for {s}{w} I get {v}",
    "you asked for {s}{w}: {v}", "it's {v}",
)  # fmt: skip

_CONTRACTED = 0.4
_LISTED = 0.15
"""Share of the groups of facts that are told as labels with values."""


def _together(group: Sequence[Said], rng: Random, asked: bool) -> str:
    """A few facts in a row: "the low is 4 and the high is 9", "low: 4, high: 9"."""
    if all(said.label and said.text for said in group) and rng.random() < _LISTED:
        return ", ".join(f"{said.label}: {said.text}" for said in group)
    if len(group) == 2 and all(_elliptic(said) for said in group) and rng.random() < _PAIRED:
        one, other = group
        pair = rng.choice(_PAIRS if asked else _PAIRS[:3])
        return pair.format(
            a=one.subject, v=one.text, b=other.subject, w=other.text, m=one.label, n=other.label
        )
    joint = rng.choice((" and ", " and ", " and ", ", and "))
    if len(group) == 2:
        return joint.join(said.clause for said in group)
    return listed([said.clause for said in group])


_PAIRED = 0.7
_PAIRS = (
    "{a} is {v}, {b} {w}", "{m}: {v}; {n}: {w}", "{a} is {v}; {b} is {w}",
    "{a} is {v}, with {w} as {b}", "{a} is {v}, while {b} is {w}", "{a}: {v}, and {b}: {w}",
    "it says {v} for {a} and {w} for {b}", "{m} {v}, {n} {w}", "{a} is given as {v} and {b} as {w}",
    "as for {a}, it's {v}, and {b} is {w}", "for {a} I have {v}, for {b} {w}",
    "{v} for {a}, {w} for {b}",
)  # fmt: skip


def _elliptic(said: Said) -> bool:
    """Whether the verb can be left out after another such fact: "the low is 4, the high 9"."""
    return said.subject == f"the {said.label}" and said.predicate == f"is {said.text}" != "is "


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ".”", '."', "?”", '?"')) else f"{text}."


def lines(facts: Sequence[Said], rng: Random) -> str:
    """Facts as lines of a list; empty where one has no label."""
    if not all(said.label and said.text for said in facts):
        return ""
    mark = rng.choice(("- ", "- ", "• ", "* "))
    joint = rng.choice((": ", ": ", " – "))
    return "\n".join(f"{mark}{capital(said.label)}{joint}{said.text}" for said in facts)
