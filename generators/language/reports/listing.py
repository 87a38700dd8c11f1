"""Many things: how many there are, what they are called, and one or two telling facts of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from generators.language.intent import intent
from generators.language.numbers import grouped, words
from generators.language.reports.composing import capital
from generators.language.reports.facts import Fact, facts
from generators.language.reports.fields import many
from generators.language.reports.frames import Frame
from generators.language.reports.items import named, unnamed, words_of
from generators.language.reports.names import noun_of, place, singular_phrase
from generators.language.reports.spans import all_worded
from generators.language.reports.spelling import Style, spelt
from generators.language.reports.wording import weight
from generators.language.saying import Unsayable
from generators.language.words import listed, stems
from studio.record import Json, Tool

SHOWN = 5
"""Things that are named one by one; of more the rest is counted."""
_GENERIC = frozenset("items results data result entries records list values response rows".split())
_TOTALS = (
    ("total",), ("total", "count"), ("total", "results"), ("count",), ("total", "items"),
    ("number", "of", "results"), ("total", "size"), ("result", "count"), ("results", "count"),
)  # fmt: skip
_MORE = (("next", "page", "token"), ("next", "token"), ("next", "cursor"), ("has", "more"))


@dataclass(frozen=True, slots=True)
class Found:
    """A list in a result."""

    items: list[Json]
    frame: Frame
    """Of one item."""
    field: str
    """What the list is called in the result, as words; empty where that says nothing."""
    total: int
    """How many there are in all; the length where the result does not say."""
    more: bool
    """Whether the result says that there are more."""
    beside: tuple[Fact, ...] = ()
    """The other facts of the result."""


def found(value: Json, frame: Frame, said: frozenset[str]) -> Found | None:
    """The list a result is about; None where it is about one thing."""
    if isinstance(value, list):
        return Found(value, frame.items(), "", len(value), False)
    if not isinstance(value, dict):
        return None
    name = _field(value, frame)
    if not name:
        return None
    items = value[name]
    inner = frame.member(name)
    field = "" if set(inner.words) & _GENERIC else " ".join(inner.words)
    rest = {key: item for key, item in value.items() if key != name}
    total, more, other = len(items), False, dict(rest)
    for key, item in rest.items():
        parts = frame.member(key).words
        counted = isinstance(item, int) and not isinstance(item, bool)
        if counted and (parts in _TOTALS or parts == ("total", *inner.words)):
            total = max(total, int(item))
            del other[key]
        elif parts in _MORE or parts[-2:] in (("page", "token"), ("next", "token")):
            more = more or bool(item)
            del other[key]
    return Found(items, inner.items(), field, total, more, tuple(facts(other, frame, said)))


_BESIDE = frozenset("unreachable unreachables warning warnings error errors column".split())


def _field(value: Mapping[str, Json], frame: Frame) -> str:
    """The field of a result that holds the list it is about; empty for none."""
    lists = [name for name, item in value.items() if _about(item)]
    asked = {*stems(intent(frame.tool).object.words), *stems(frame.tool.name.replace(".", " "))}
    for name in lists:
        parts = frame.member(name).words
        if {*parts} & _GENERIC or {*stems(" ".join(parts[-1:]))} & asked:
            return name
    only = lists[0] if len(lists) == 1 else ""
    return "" if only and {*frame.member(only).words} & _BESIDE else only


def omitted(value: Json, frame: Frame) -> bool:
    """Whether a result lacks the list that its schema has: what that means is not for words."""
    declared = frame.schema.get("properties")
    if not isinstance(value, dict) or not isinstance(declared, dict):
        return False
    missing = [name for name in declared if name not in value]
    schemas = [frame.member(name).schema for name in missing]
    return any(s.get("type") == "array" or "additionalProperties" in s for s in schemas)


def _about(item: Json) -> bool:
    return isinstance(item, list) and all(
        isinstance(each, dict | str | int | float) for each in item
    )


def aside(what: Found, tool: Tool) -> bool:
    """Whether a list is beside the point: the result has other things to tell, and the tool is
    not about what the list holds."""
    fresh = [fact for fact in what.beside if not fact.known and weight(fact) > 0]
    asked = {*stems(intent(tool).object.words), *stems(tool.name.replace("_", " "))}
    about = bool({*stems(what.field)} & asked) or intent(tool).verb.kind in ("list", "search")
    return len(fresh) >= 2 and not about


def listing(
    tool: Tool,
    arguments: Mapping[str, Json],
    what: Found,
    said: frozenset[str],
    how: Style,
    rng: Random,
) -> str:
    """The answer for a list. Raises Unsayable."""
    noun = _noun(tool, what)
    where = place(tool, arguments)
    if not what.items and not what.total:
        return nothing(noun, where, tool, rng)
    shown = what.items[:SHOWN] if len(what.items) > SHOWN + 1 else what.items[: SHOWN + 1]
    if all(isinstance(item, str | int | float) for item in what.items) and what.items:
        shown = what.items[: SHOWN + 3] if len(what.items) <= SHOWN + 3 else shown
        names = [spelt(item, _fact(what.frame, item), how) for item in shown]
        if not all(names):
            raise Unsayable(f"{tool.name}: items of a list that no sentence can carry")
        return _in_line(names, what, len(shown), noun, where, rng)
    lines = _lines(tool, shown, what, said, how)
    return _composed(lines, what, len(shown), noun, where, how, rng)


def _fact(frame: Frame, value: Json) -> Fact:
    return Fact(frame.words, frame.meant(value), value, frame)


def _noun(tool: Tool, what: Found) -> str:
    """Singular of what the list holds."""
    single = singular_phrase(what.field)
    return noun_of(tool) if not single or single in _SPANS else single


_SPANS = frozenset("hour day minute month week year".split())


def _lines(
    tool: Tool, shown: Sequence[Json], what: Found, said: frozenset[str], how: Style
) -> list[tuple[str, list[str]]]:
    """Each thing's name and remarks on it; the same fields of every one."""
    rows: list[list[Fact]] = []
    for item in shown:
        if not isinstance(item, dict):
            raise Unsayable(f"{tool.name}: a list of several types")
        rows.append(facts(item, what.frame, said))
    chosen = _chosen(rows)
    names = named(rows, what.field, how)
    lines = []
    for row, (name, naming) in zip(rows, names, strict=True):
        kept = [fact for fact in row if not any(fact is other for other in naming)]
        spoken = {(*fact.owner, *fact.words): said for fact, said in all_worded(kept, how)}
        said_ = [spoken[key].remark for key in chosen if key in spoken and spoken[key].remark]
        ranked = list(dict.fromkeys(said_))
        if text := words_of(row, how):
            lines.append((name, [text])) if name else lines.append((text, []))
            continue
        three = not name or len("".join(ranked[:3])) < _SHORT
        remarks = ranked[: 3 if three else 2]
        lines.append((name, remarks) if name else unnamed(row, remarks, tool, how))
    return lines


_SHORT = 32
"""Characters up to which three remarks are made rather than two."""


def _chosen(rows: list[list[Fact]]) -> list[tuple[str, ...]]:
    """Fields by how much they tell; what is the same for all tells little."""
    scores: dict[tuple[str, ...], float] = {}
    values: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        for fact in row:
            key = (*fact.owner, *fact.words)
            score = weight(fact)
            if key in scores:
                scores[key] = max(scores[key], score)
                values[key].add(str(fact.value))
            else:
                scores[key], values[key] = score, {str(fact.value)}
    for key in scores:
        if len(rows) > 1 and len(values[key]) == 1:
            scores[key] -= 3
    return [key for key in sorted(scores, key=lambda key: -scores[key]) if scores[key] > 0]


def nothing(noun: str, where: str, tool: Tool, rng: Random) -> str:
    """Nothing was found."""
    things = many(noun)
    form = rng.choice(_NOTHING)
    text = form.format(things=things, thing=noun, where=f" {where}" if where else "")
    return text[:1].upper() + text[1:]


_NOTHING = (
    "there are no {things}{where}.",
    "I found no {things}{where}.",
    "no {things}{where} came up.",
    "I couldn't find any {things}{where}.",
    "there aren't any {things}{where}.",
    "nothing came up: no {things}{where}.",
    "the search came back empty: no {things}{where}.",
    "I looked, but there are no {things}{where}.",
    "it looks like there are no {things}{where}.",
)


def counted(number: int, noun: str, rng: Random) -> str:
    """ "one event", "3 events", "seven events"."""
    if number == 1:
        return f"one {noun}"
    small = 2 <= number <= 10 and rng.random() < 0.5
    return f"{words(number) if small else grouped(number)} {many(noun)}"


def _composed(
    lines: list[tuple[str, list[str]]],
    what: Found,
    shown: int,
    noun: str,
    where: str,
    how: Style,
    rng: Random,
) -> str:
    head = _head(what, shown, noun, where, rng)
    rest = _rest(what, shown, rng)
    long = sum(len(name) + sum(map(len, remarks)) for name, remarks in lines) > 160
    if len(lines) > 1 and how.rows < (0.6 if long else 0.2):
        rows = "\n".join(how.mark + _beside(name, remarks, ": ") for name, remarks in lines)
        return f"{head}:\n{rows}" + (f"\n{capital(rest)}." if rest else "")
    joint = (
        rng.choice((" (", " (", ", ")) if not any("(" in n or "," in n for n, _ in lines) else " ("
    )
    pieces = [_beside(name, remarks, joint) for name, remarks in lines]
    if rest:
        return f"{head}: {'; '.join(pieces)}. {capital(rest)}."
    separator = "; " if any("," in piece for piece in pieces) else ", "
    if separator == "; ":
        last = rng.choice(("; ", "; and "))
        body = (
            last.join((separator.join(pieces[:-1]), pieces[-1])) if len(pieces) > 1 else pieces[0]
        )
    else:
        body = listed(pieces)
    return f"{head}: {body}."


def _beside(name: str, remarks: list[str], joint: str) -> str:
    if not remarks:
        return name
    if joint == " (":
        return f"{name} ({', '.join(remarks)})"
    return f"{name}{joint}{', '.join(remarks)}"


def _in_line(names: list[str], what: Found, shown: int, noun: str, where: str, rng: Random) -> str:
    head = _head(what, shown, noun, where, rng)
    rest = _rest(what, shown, rng)
    if rest:
        return f"{head}: {', '.join(names)}. {capital(rest)}."
    return f"{head}: {listed(names)}."


def _head(what: Found, shown: int, noun: str, where: str, rng: Random) -> str:
    number = what.total
    count = counted(number, noun, rng)
    at = f" {where}" if where else ""
    if number == 1:
        forms: tuple[str, ...] = _ONE
    elif what.more and what.total <= len(what.items):
        forms, count = _FIRST, counted(len(what.items), noun, rng)
    else:
        forms = _MANY
    text = rng.choice(forms).format(count=count, at=at, things=many(noun), thing=noun)
    return capital(text)


_ONE = (
    "there is {count}{at}", "I found {count}{at}", "just {count}{at}", "{count}{at}",
    "there's {count}{at}", "only {count}{at}", "there's just {count}{at}",
    "there's only {count}{at}",
)  # fmt: skip
_MANY = (
    "there are {count}{at}", "I found {count}{at}", "{count}{at}", "I see {count}{at}",
    "there are {count}{at}", "here are the {things}{at}", "I've got {count}{at}",
    "{count} came up{at}",
    "these are the {things}{at}", "the {things}{at}",
)  # fmt: skip
_FIRST = (
    "here are the first {count}{at}", "the first {count}{at}", "I have the first {count}{at}",
)  # fmt: skip


def _rest(what: Found, shown: int, rng: Random) -> str:
    """What is left out, as a sentence without its end; empty for nothing."""
    hidden = what.total - shown
    if hidden > 0:
        more = f"{grouped(hidden)} more"
        verb = "is" if hidden == 1 else "are"
        return rng.choice(
            (
                f"there {verb} {more}",
                f"and {more}",
                f"{more} {verb} not shown here",
            )
        )
    if what.more:
        return rng.choice(
            (
                "there are more",
                "that's only the first page, there are more",
                "there are more after these",
            )
        )
    return ""
