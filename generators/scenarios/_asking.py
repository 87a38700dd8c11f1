"""A wish with something missing, asked for over one to three rounds, then called."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from random import Random

from generators.language.intent import meanings, properties
from generators.scenarios._calls import call, omittable, required
from generators.scenarios._turns import Talk, saying
from generators.scenarios._values import another, revisable
from generators.scenarios.ask import askable
from studio.brief import PlannedCall, Refusal, Source, Told, Turn
from studio.pointer import leaves
from studio.record import Json, Tool

LOOKED_UP = ("id", "reference", "slug", "contact", "email", "phone")
"""Kinds a person would rather have looked up than say."""


def sought(tool: Tool, names: Sequence[str]) -> list[str]:
    """Nouns of what could be looked up instead of asked for."""
    meant = meanings(tool)
    return [meant[name].noun for name in names if meant[name].kind in LOOKED_UP]


def left_out(tool: Tool, rng: Random, visit: int, kinds: Collection[str] = ()) -> tuple[str, ...]:
    """What the user does not say at first: one or two required arguments, in the order of the
    schema, or one of these kinds; empty when nothing can be asked for."""
    names = askable(tool)
    if kinds:
        names = [name for name in names if kind_of(tool, name) in kinds]
    if not names:
        return ()
    if kinds:
        return (names[visit % len(names)],)
    count = 2 if len(names) > 1 and rng.random() < 0.4 else 1
    start = visit % len(names)
    return tuple(sorted((names[start:] + names[:start])[:count], key=names.index))


def kind_of(tool: Tool, name: str) -> str:
    """What a parameter means; `enum` for whatever the schema lists the choices of."""
    chosen = "enum" in properties(tool.parameters).get(name, {})
    return "enum" if chosen else meanings(tool)[name].kind


def wanted(tool: Tool, talk: Talk, missing: Sequence[str]) -> PlannedCall | Refusal:
    """The whole call of a wish of which something is left out."""
    whole = call(tool, talk.scene.rng, talk.visit, talk.scene.today)
    if isinstance(whole, Refusal):
        return whole
    if any(not _short(whole.arguments.get(name)) for name in missing):
        return Refusal("long_answer", f"nobody dictates {missing} of {tool.name}", tool.id)
    return whole


def _short(value: Json) -> bool:
    if isinstance(value, list):
        return len(value) <= 3 and all(_short(item) for item in value)
    return isinstance(value, (str, int, float)) and len(str(value)) <= 160


def open_with(
    talk: Talk, whole: PlannedCall, missing: tuple[str, ...], extra: str, note: str
) -> None:
    """The first turn: everything but what is missing, and but `extra`, an optional argument that
    comes with an answer."""
    said = {n: v for n, v in whole.arguments.items() if n not in missing and n != extra}
    talk.ask(whole.tool, saying(whole.tool, said), missing, "request", note)


def sources(talk: Talk, whole: PlannedCall, first: int, last: int) -> dict[str, Source]:
    """Where each leaf of a call was said, in the turns from `first` to before `last`; later words
    count. What the turn `last` says is not there."""
    found: dict[str, Source] = {}
    for index in range(first, last):
        for number, wish in enumerate(talk.scene.turns[index].wishes):
            for path, _ in leaves(dict(wish.arguments)) if wish.arguments else ():
                found[path] = Told(index, number, path)
    return found


def answer(
    talk: Talk, whole: PlannedCall, first: int, said: dict[str, Json], note: str
) -> Refusal | None:
    """The last answer: with it everything is known, so the call is made and reported on."""
    tool = whole.tool
    carried = {
        path: source
        for path, source in sources(talk, whole, first, talk.scene.turn).items()
        if path.split("/")[1] not in said
    }
    made = replace(whole, sources=carried, optional=omittable(tool, whole.arguments))
    return talk.perform("supply", (saying(tool, said),), (made,), note)


def rounds(
    talk: Talk,
    tool: Tool,
    *,
    note: str = "",
    opening: str = "",
    plain: bool = False,
    kinds: Collection[str] = (),
) -> Refusal | None:
    """A wish, one or more questions, the answers, the call. `note` is how the last answer is given,
    `plain` asks for one round only, `kinds` for something of these kinds."""
    rng = talk.scene.rng
    missing = left_out(tool, rng, talk.visit, kinds)
    if not missing:
        return Refusal("nothing_to_ask", tool.name, tool.id)
    whole = wanted(tool, talk, missing)
    if isinstance(whole, Refusal):
        return whole
    extra = _extra(whole, missing, rng) if not plain and not note else ""
    first = talk.scene.turn
    open_with(talk, whole, missing, extra, opening)
    rest = missing
    if len(rest) > 1 and not plain and rng.random() < 0.6:
        given = rng.choice(rest)
        rest = tuple(name for name in rest if name != given)
        talk.ask(tool, saying(tool, {given: whole.arguments[given]}), rest, "supply")
    if not plain and rng.random() < 0.07:
        talk.ask(tool, saying(tool, {}), rest, "refuse", "evasive")
    said = {name: whole.arguments[name] for name in (*rest, extra) if name}
    if not plain and not note and not extra and len(rest) == 1 and rng.random() < _REVISED:
        revised = _revised(talk, whole, missing)
        if revised:
            whole = replace(whole, arguments={**whole.arguments, **revised})
            return answer(talk, whole, first, {**said, **revised}, "revised")
    return answer(talk, whole, first, said, "more" if extra else note)


_REVISED = 0.12
"""Share of the plain answers that change something said before along the way."""


_RECONSIDERED = frozenset(
    """date time datetime quantity number enum percent rating duration count money city""".split()
)
"""Kinds of which one thinks again by the way."""


def _revised(talk: Talk, whole: PlannedCall, missing: Sequence[str]) -> dict[str, Json]:
    """Another value for something said at first; empty where nothing lends itself."""
    made = PlannedCall(whole.tool, whole.arguments)
    names = [
        name
        for name in revisable(made)
        if name not in missing and kind_of(whole.tool, name) in _RECONSIDERED
    ]
    name = talk.scene.rng.choice(names) if names else ""
    value = another(made, name, talk, talk.visit + 3) if name else None
    return {} if value is None else {name: value}


def _extra(whole: PlannedCall, missing: Sequence[str], rng: Random) -> str:
    """An optional argument that the user thinks of only when asked; mostly none."""
    needed = required(whole.tool)
    found = [name for name in whole.arguments if name not in needed and name not in missing]
    return rng.choice(found) if found and rng.random() < 0.5 else ""


def refusing(talk: Talk, tool: Tool) -> Refusal | None:
    """A wish with something missing that the user then will not say: no call."""
    rng = talk.scene.rng
    missing = left_out(tool, rng, talk.visit)[:1]
    if not missing:
        return Refusal("nothing_to_ask", tool.name, tool.id)
    whole = wanted(tool, talk, missing)
    if isinstance(whole, Refusal):
        return whole
    kind = kind_of(tool, missing[0])
    note = rng.choice([note for note, kinds in _REFUSED.items() if not kinds or kind in kinds])
    open_with(talk, whole, missing, "", "")
    if rng.random() < 0.35:
        talk.ask(tool, saying(tool, {}), missing, "refuse", "evasive")
    talk.add(Turn("refuse", "dropped", (), note=note))
    return None


_SENSITIVE = frozenset({"person", "email", "phone", "address", "contact", "id", "reference", "age"})
"""Kinds somebody might not want to say."""
_LEFT_OPEN = frozenset(
    """enum title topic date time datetime quantity count duration colour language food song movie
    product rating unit currency city""".split()
)
"""Kinds somebody might leave to others."""
_REFUSED = {"unwilling": _SENSITIVE, "yours": _LEFT_OPEN, "dropped": frozenset[str]()}
"""How a user refuses, and kinds of what they were asked for, empty for any."""
