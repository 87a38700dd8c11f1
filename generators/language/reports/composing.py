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
    parts: list[str] = []
    for at in range(0, len(own), 3):
        subject = name if name and not at else "it"
        parts.append(f"{subject} {listed([said.predicate for said in own[at : at + 3]])}")
    size = 2 if rng.random() < 0.7 else 3
    groups = [rest[at : at + size] for at in range(0, len(rest), size)]
    said = [listed([part.clause for part in group]) for group in groups]
    if name and not own and said:
        said[0] = f"{name}: {said[0]}"
    parts += said
    if lead and parts and not name:
        parts[0] = f"{lead}, {parts[0]}"
    return " ".join(
        _ended(capital(part) if not (name and not at) else part) for at, part in enumerate(parts)
    )


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", ".”", '."', "?”", '?"')) else f"{text}."


def lines(facts: Sequence[Said], rng: Random) -> str:
    """Facts as lines of a list; empty where one has no label."""
    if not all(said.label and said.text for said in facts):
        return ""
    mark = rng.choice(("- ", "- ", "• ", "* "))
    joint = rng.choice((": ", ": ", " – "))
    return "\n".join(f"{mark}{capital(said.label)}{joint}{said.text}" for said in facts)
