"""The things of a list one by one: what each is called, what somebody wrote in it."""

from collections.abc import Sequence

from generators.language.reports.facts import Fact
from generators.language.reports.names import name_of, own_id, singular_phrase
from generators.language.reports.spelling import Style, spelt
from generators.language.saying import Unsayable
from studio.record import Tool

_QUOTED = frozenset({"text", "comment", "body", "message", "answer", "review"})
_LONGEST_QUOTE = 140


def words_of(row: Sequence[Fact], how: Style) -> str:
    """What somebody said or wrote, quoted, where an item holds that: a review, a comment."""
    for fact in row:
        if fact.words[-1:] and fact.words[-1] in _QUOTED and isinstance(fact.value, str):
            text = fact.value.strip()
            left, right = ("“", "”") if {*how.quotes} & {*text} else how.quotes
            if " " in text and len(text) <= _LONGEST_QUOTE and not {"\n", left, right} & {*text}:
                return f"{left}{text}{right}"
    return ""


def named(rows: Sequence[list[Fact]], field: str, how: Style) -> list[tuple[str, tuple[Fact, ...]]]:
    """What each thing is called; where all would be called alike, by the next thing that names
    them: showtimes of one film by the cinema."""
    own = tuple(singular_phrase(field).split()[-1:]) if field else ()
    found = [_called(row, own, how) for row in rows]
    if len(rows) > 1 and len({name for name, _ in found}) == 1 and found[0][0]:
        left = [
            [fact for fact in row if not any(fact is other for other in naming)]
            for row, (_, naming) in zip(rows, found, strict=True)
        ]
        others = [name_of(row, how) for row in left]
        if all(name for name, _ in others) and len({name for name, _ in others}) > 1:
            known = [naming[0].known for _, naming in found]
            return others if all(known) else found
    return found


def _called(row: Sequence[Fact], own: tuple[str, ...], how: Style) -> tuple[str, tuple[Fact, ...]]:
    """The name of a thing: a door by `door` where nothing names it better."""
    name, naming = name_of(row, how)
    if name:
        return name, naming
    for fact in row:
        plain = isinstance(fact.value, str) and (fact.words == own or fact.words in _NAMERS)
        if plain and (text := spelt(fact.value, fact, how)):
            return text, (fact,)
    return "", ()


_NAMERS = (
    ("train",),
    ("bus",),
    ("line",),
    ("symptom",),
    ("exercise",),
    ("word",),
    ("leave", "type"),
)


_TELLS = frozenset({"money", "enum"})


def unnamed(
    row: Sequence[Fact], remarks: list[str], tool: Tool, how: Style
) -> tuple[str, list[str]]:
    """What stands for a thing without a name: its version or number, its id where it has a state or
    price, else the first remark."""
    for fact in row:
        if fact.words == ("hour",) and type(fact.value) is int:
            return f"{fact.value:02d}:00", [r for r in remarks if not r.startswith("hour ")]
        if fact.words == ("date",) and (day := spelt(fact.value, fact, how)):
            return day, [r for r in remarks if r != day]
        if fact.words in (("version",), ("number",)) and isinstance(fact.value, int | str):
            return f"{fact.words[0]} {fact.value}", [r for r in remarks if str(fact.value) not in r]
    text = next((f.value for f in row if f.words in (("snippet",), ("preview",))), None)
    if isinstance(text, str) and 0 < len(text) <= _LONGEST_QUOTE and not set("“”\n") & set(text):
        return f"“{text}”", []
    key = own_id(row)
    told = any(fact.kind in _TELLS or fact.currency for fact in row)
    if key is not None and told and isinstance(key.value, str | int):
        return str(key.value), remarks
    if not remarks:
        raise Unsayable(f"{tool.name}: nothing names the items")
    return ", ".join(remarks), []
