"""Clauses to sentences: what is said of one thing in a row, with its name where it has one."""

from collections.abc import Sequence
from random import Random

from generators.language.reports.said import Said
from generators.language.words import listed


def capital(text: str) -> str:
    """The text with a capital at its start, where that is a word: not at `msg_1x` or `sales.db`."""
    first = text.partition(" ")[0].rstrip(",.:;")
    return text[:1].upper() + text[1:] if first.replace("'", "").isalpha() else text


def sentences(facts: Sequence[Said], rng: Random, name: str = "", lead: str = "") -> str:
    """Facts as one to three sentences; `name` is what the thing is called, `lead` stands before the
    first: "in Oslo"."""
    own = [said for said in facts if said.subject == "it"]
    rest = [said for said in facts if said.subject not in ("", "it")]
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
    said = [_together(group, rng) for group in groups]
    if name and not own and said:
        said[0] = f"{name}: {said[0]}"
    parts += said
    if lead and parts and not name:
        parts[0] = f"{lead}, {parts[0]}"
    named = [part if name and not at else capital(part) for at, part in enumerate(parts)]
    return " ".join(map(_ended, named))


_CONTRACTED = 0.4
_LISTED = 0.15
"""Share of the groups of facts that are told as labels with values."""


def _together(group: Sequence[Said], rng: Random) -> str:
    """A few facts in a row: "the low is 4 and the high is 9", "low: 4, high: 9"."""
    if all(said.label and said.text for said in group) and rng.random() < _LISTED:
        return ", ".join(f"{said.label}: {said.text}" for said in group)
    joint = rng.choice((" and ", " and ", " and ", ", and "))
    if len(group) == 2:
        return joint.join(said.clause for said in group)
    return listed([said.clause for said in group])


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ".”", '."', "?”", '?"')) else f"{text}."


def lines(facts: Sequence[Said], rng: Random) -> str:
    """Facts as lines of a list; empty where one has no label."""
    if not all(said.label and said.text for said in facts):
        return ""
    mark = rng.choice(("- ", "- ", "• ", "* "))
    joint = rng.choice((": ", ": ", " – "))
    return "\n".join(f"{mark}{capital(said.label)}{joint}{said.text}" for said in facts)
