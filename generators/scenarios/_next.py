"""Moves to another wish: about the same kind of thing, about something else, one that cannot be
done, one with something missing; and the end."""

import re

from generators.language.intent import meanings
from generators.meaning import words
from generators.scenarios._asking import left_out, rounds, sought
from generators.scenarios._calls import call, omittable, required
from generators.scenarios._offer import would_do
from generators.scenarios._turns import Talk
from generators.scenarios._values import fits
from studio.brief import PlannedCall, Refusal, Source, Told, Turn
from studio.record import Json, Tool

_SAME = frozenset({"date", "city", "address", "person", "email", "phone"})
"""Kinds of values of which one says `the same`."""
_SAME_NAMED = frozenset(
    {"id", "reference", "slug", "enum", "country", "company", "team", "place", "airport"}
)
"""Kinds of which one says it where the parameter is called the same."""
_SHOWING = frozenset({"list", "search"})
"""Kinds of operations whose results can be picked from."""
_TRIES = 8


def said(talk: Talk) -> dict[tuple[str, str], list[tuple[Json, Source]]]:
    """What the user said so far, by kind and noun: each value once, with where."""
    found: dict[tuple[str, str], list[tuple[Json, Source]]] = {}
    for index, turn in enumerate(talk.scene.turns):
        for number, wish in enumerate(turn.wishes):
            meant = meanings(wish.tool)
            for name, value in wish.arguments.items():
                if f"/{name}" in wish.sources or name not in meant or not isinstance(value, str):
                    continue
                key = (meant[name].kind, meant[name].noun)
                known = found.setdefault(key, [])
                if all(value != other for other, _ in known):
                    known.append((value, Told(index, number, f"/{name}")))
    return found


def shared(talk: Talk, planned: PlannedCall) -> dict[str, tuple[Json, Source]]:
    """Arguments of a new wish for which something that was said would do, where only one thing of
    that kind was said, so that `the same` is clear."""
    known = said(talk)
    by_kind: dict[str, list[tuple[Json, Source]]] = {}
    for (kind, _), values in known.items():
        by_kind.setdefault(kind, []).extend(values)
    found: dict[str, tuple[Json, Source]] = {}
    meant = meanings(planned.tool)
    kinds = [meant[name].kind for name in planned.arguments if name in meant]
    for name, value in planned.arguments.items():
        if name not in meant or not isinstance(value, str):
            continue
        kind, noun = meant[name].kind, meant[name].noun
        if kinds.count(kind) > 1 or meant[name].role in ("source", "target", "end"):
            continue
        if (
            kind in _SAME
            and len(by_kind.get(kind, ())) == 1
            and _fitting(talk, kind, planned, name)
        ):
            found[name] = by_kind[kind][0]
        elif kind in _SAME_NAMED and len(known.get((kind, noun), ())) == 1 and len(noun) > 3:
            found[name] = known[kind, noun][0]
    return {name: pair for name, pair in found.items() if _valid(planned, name, pair[0])}


def _fitting(talk: Talk, kind: str, planned: PlannedCall, name: str) -> bool:
    """Whether a day that was said can be meant here: not one that is over for what lies ahead."""
    if kind != "date":
        return True
    tense = meanings(planned.tool)[name].tense
    value = next(iter(value for (k, _), v in said(talk).items() if k == kind for value, _ in v))
    if any(value not in text or len({*_DAY.findall(text)}) > 1 for text in _dated(talk)):
        return False
    return tense != ("future" if str(value) < talk.scene.today.isoformat() else "past")


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _dated(talk: Talk) -> list[str]:
    """The results that name days: where they name others, "that day" is not the user's."""
    texts = [made.outcome.content for made in talk.made]
    return [text for text in texts if _DAY.search(text)]


def _valid(planned: PlannedCall, name: str, value: Json) -> bool:
    schema = planned.tool.parameters.get("properties", {}).get(name, {})
    here = planned.arguments[name]
    alike = type(here) is type(value) and len(str(here)) > 0
    form = not isinstance(here, str) or here[:1].isdigit() == str(value)[:1].isdigit()
    chosen = "enum" not in schema or value in schema["enum"]
    return alike and form and chosen and "pattern" not in schema and fits(planned, {name: value})


def request(talk: Talk, planned: PlannedCall, note: str) -> Refusal | None:
    """A new wish, with what was said before named rather than said again."""
    carried = shared(talk, planned)
    if not carried:
        return talk.perform("request", (planned,), (planned,), note)
    arguments = {**planned.arguments, **{name: value for name, (value, _) in carried.items()}}
    sources = {f"/{name}": source for name, (_, source) in carried.items()}
    made = PlannedCall(planned.tool, arguments, omittable(planned.tool, arguments), sources)
    wish = PlannedCall(planned.tool, arguments, sources=sources)
    if not talk.fresh(made):
        return Refusal("repeated_call", planned.tool.name, planned.tool.id)
    return talk.perform("refer", (wish,), (made,), "same")


def another(talk: Talk, near: Tool) -> Refusal | str | None:
    """A wish for another tool of the same API, best one for which something said before is needed
    again, next best one that shows something to pick from."""
    rng = talk.scene.rng
    family = talk.ops.family(near)
    found: list[tuple[int, int, PlannedCall]] = []
    for number in range(_TRIES):
        tool = rng.choice(family)
        drawn = drawn_for(talk, tool, 0.15) if fresh_tool(talk, tool) else None
        if drawn is None:
            continue
        score = 2 if shared(talk, drawn) else int(talk.kind(tool) in _SHOWING)
        found.append((-score, number, drawn))
        if score == 2:
            break
    for _, _, drawn in sorted(found, key=lambda each: each[:2])[:_CHECKED]:
        if talk.possible(drawn.tool):
            return request(talk, drawn, "next")
    return "no_other_tool"


_CHECKED = 2
"""Tools of which it is found out whether they can be called."""


def drawn_for(talk: Talk, tool: Tool, extra: float) -> PlannedCall | None:
    """A call somebody might wish for now; None when there is none."""
    visit = talk.visit + len(talk.made)
    drawn = call(tool, talk.scene.rng, visit, talk.scene.today, extra=extra)
    if not isinstance(drawn, PlannedCall) or not _plain(drawn) or _technical(tool):
        return None
    # Nobody asks in passing for something new that is nothing in particular.
    return None if talk.kind(tool) == "create" and not drawn.arguments else drawn


def _technical(tool: Tool) -> bool:
    """Whether a tool is one that programs need, and nobody would think of in passing."""
    return not _MACHINERY.isdisjoint(words(tool.name))


_MACHINERY = frozenset(
    "watch channel channels operation operations token tokens webhook webhooks ids".split()
)
"""Words in the names of such tools."""


def _plain(planned: PlannedCall) -> bool:
    """Whether a wish does not begin with an identifier nobody has mentioned."""
    meant = meanings(planned.tool)
    return not any(meant[name].kind == "id" for name in required(planned.tool) if name in meant)


def fresh_tool(talk: Talk, tool: Tool) -> bool:
    """Whether a tool can come into the dialogue now, if it can be called."""
    if any(tool.id == made.tool.id or _undoes(tool, made.tool) for made in talk.made):
        return False
    return all(tool.name != known.name for known in talk.needed) and not any(
        would_do(tool, known, strict=False) for known in talk.needed if known.id != tool.id
    )


_OPPOSITES = (
    {"open", "close"}, {"lock", "unlock"}, {"on", "off"}, {"start", "stop"}, {"enable", "disable"},
    {"mute", "unmute"}, {"archive", "unarchive"}, {"hide", "unhide"}, {"activate", "deactivate"},
)  # fmt: skip


def _undoes(tool: Tool, other: Tool) -> bool:
    """Whether a tool does the opposite of another: what was just closed is not opened again."""
    mine, theirs = {*words(tool.name)}, {*words(other.name)}
    return bool(mine & theirs) and any(mine ^ theirs == pair for pair in _OPPOSITES)


def elsewhere(talk: Talk) -> Refusal | str | None:
    """A wish about something else, of another API."""
    rng = talk.scene.rng
    used = {tool.origin.family for tool in talk.needed}
    others = [name for name in talk.catalog.families if name not in used]
    for _ in range(3 if others else 0):
        tool = rng.choice(talk.catalog.families[rng.choice(others)])
        if not fresh_tool(talk, tool):
            continue
        drawn = drawn_for(talk, tool, 0.2)
        if drawn is not None and talk.possible(tool):
            return talk.perform("request", (drawn,), (drawn,), "elsewhere")
    return "no_other_tool"


def clarified(talk: Talk, near: Tool) -> Refusal | str | None:
    """A wish with something missing, in the middle."""
    rng = talk.scene.rng
    family = talk.ops.family(near)
    for _ in range(_TRIES):
        tool = rng.choice(family)
        fitting = (
            fresh_tool(talk, tool) and left_out(tool, rng, talk.visit) and not _heard(talk, tool)
        )
        if fitting and drawn_for(talk, tool, 0.35) is not None and talk.possible(tool):
            return rounds(talk, tool, plain=True)
    return "no_other_tool"


def _heard(talk: Talk, tool: Tool) -> bool:
    """Whether something said before could be taken for what will be asked for."""
    kinds = {kind for kind, _ in said(talk)}
    meant = meanings(tool)
    return any(meant[name].kind in kinds for name in required(tool) if name in meant)


def declined(talk: Talk, near: Tool) -> Refusal | str | None:
    """A wish that nothing on offer can fulfil."""
    rng = talk.scene.rng
    family = talk.ops.family(near) if rng.random() < 0.6 else talk.catalog.tools
    for _ in range(_TRIES):
        tool = rng.choice(family)
        if any(would_do(known, tool, strict=True) for known in talk.needed):
            continue
        drawn = call(tool, rng, talk.visit, talk.scene.today, extra=0.1)
        if isinstance(drawn, PlannedCall) and _plain(drawn):
            talk.impossible.append(tool)
            note = "next" if tool.origin.family == near.origin.family else "elsewhere"
            talk.add(Turn("request", "unable", (drawn,), note=note))
            return None
    return "no_other_tool"


def thanked(talk: Talk) -> None:
    """Thanks, and no more."""
    talk.add(Turn("chat", "chat", note="thanks"))


def looked_for(talk: Talk) -> list[str]:
    """Nouns of what the user was asked for and could have been looked up instead."""
    return [noun for tool, names in talk.asked for noun in sought(tool, names)]
