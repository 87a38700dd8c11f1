"""One thing: the facts that answer the request, in a sentence or two."""

from collections.abc import Mapping, Sequence
from random import Random

from generators.language.reports.facts import Fact, facts
from generators.language.reports.frames import Frame
from generators.language.reports.names import name_of, place
from generators.language.reports.spelling import Style, spelt
from generators.language.reports.wording import weight, worded
from generators.language.saying import Unsayable
from generators.language.words import listed, stems
from generators.language.intent import intent
from studio.record import Json, Tool


def scalar(tool: Tool, value: Json, frame: Frame, how: Style, rng: Random) -> str:
    """A result that is a single value. Raises Unsayable."""
    meant = frame.meant(value)
    text = spelt(value, Fact(frame.words, meant, value, frame), how)
    if isinstance(value, bool):
        return rng.choice(("Yes.", "Yes, it is.") if value else ("No.", "No, it isn't."))
    if not text:
        if isinstance(value, str) and value.strip() and len(value) <= 1200:
            return value.strip()
        raise Unsayable(f"{tool.name}: a result that no sentence can carry")
    form = rng.choice(("It's {v}.", "The result is {v}.", "That comes to {v}.", "{v}."))
    if isinstance(value, str):
        form = rng.choice(("{v}.", "The result is {v}.", "It says: {v}."))
    return form.format(v=text)


def chosen(tool: Tool, things: Sequence[Fact], most: int) -> list[Fact]:
    """The facts to tell: those the request is about first, else the most telling ones, in the
    order of the result."""
    wanted = set(stems(intent(tool).object.words)) | set(stems(tool.name.replace("_", " ")))
    scored = []
    for place_, fact in enumerate(things):
        asked = bool(set(stems(fact.meaning.noun)) & wanted) and not fact.known
        scored.append((weight(fact) + 6 * asked, -place_, fact))
    ranked = sorted(scored, key=lambda entry: (-entry[0], -entry[1]))
    picked = [fact for score, _, fact in ranked if score > 0][:most]
    return [fact for fact in things if any(fact is other for other in picked)]


def telling(
    tool: Tool,
    arguments: Mapping[str, Json],
    value: Mapping[str, Json],
    frame: Frame,
    said: frozenset[str],
    how: Style,
    rng: Random,
) -> str:
    """The answer for one thing. Raises Unsayable."""
    things = facts(value, frame, said)
    name, naming = name_of(things, how)
    rest = [fact for fact in things if not any(fact is other for other in naming)]
    picked = chosen(tool, rest, rng.choice((3, 4, 5)))
    clauses = [text for fact in picked if (text := worded(fact, how).clause)]
    if not clauses:
        raise Unsayable(f"{tool.name}: nothing of the result makes a sentence")
    where = place(tool, arguments, rng)
    subject = name if name and not naming[0].known else ""
    return composed(clauses, subject or where, bool(subject), rng)


def composed(clauses: list[str], about: str, named: bool, rng: Random) -> str:
    """Clauses as one or two sentences."""
    if named:
        lead = f"{about}: "
        return lead + _sentences(clauses, rng, capital=False)
    if about and rng.random() < 0.6:
        return f"{about[:1].upper()}{about[1:]}, " + _sentences(clauses, rng, capital=False)
    return _sentences(clauses, rng)


def _sentences(clauses: list[str], rng: Random, capital: bool = True) -> str:
    cut = len(clauses) if len(clauses) <= 2 else rng.randrange(1, 3)
    first, second = clauses[:cut], clauses[cut:]
    parts = [listed(first)]
    if second:
        parts.append(listed(second))
    text = [part[:1].upper() + part[1:] for part in parts]
    if not capital:
        text[0] = parts[0]
    return ". ".join(text) + "."
