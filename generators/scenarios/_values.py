"""Which argument of a call a person would vary or add, and what they would say instead."""

from random import Random

from generators.language.intent import intent, meanings
from generators.language.turns.placed import EVIDENT
from generators.meaning import Meaning
from generators.scenarios._calls import call, required
from generators.scenarios._turns import Made, Talk
from generators.values.agreement import reconciled
from studio.brief import PlannedCall
from studio.pointer import same
from studio.record import Json, Tool

_AGAIN = frozenset(
    """city country state place airport person company product food song artist movie book team
    sport topic date language word month year address""".split()
)
"""Kinds of which one asks for another: `and in Bergen?`."""
_CHANGED = _AGAIN | frozenset(
    """time datetime number quantity enum percent rating money duration distance weight temperature
    currency unit title query count age category colour""".split()
)
"""Kinds of which one thinks better."""
_MOST = 40
"""Letters of a value that is said in passing."""


def usual(tool: Tool, name: str) -> Meaning:
    """What a parameter means."""
    return meanings(tool)[name]


def chosen(tool: Tool, name: str) -> bool:
    """Whether the schema lists what a parameter may be."""
    schema = tool.parameters.get("properties", {}).get(name, {})
    return isinstance(schema, dict) and "enum" in schema


def scalar(value: Json) -> bool:
    """Whether it is one short value."""
    return isinstance(value, (str, int, float)) and len(str(value)) <= _MOST


def varied(made: Made) -> list[str]:
    """Arguments of a call with another value of which one asks the same again."""
    tool = made.tool
    aim = intent(tool)
    central = {chunk.param for chunk in (aim.object, *aim.phrases)}
    return [
        name
        for name, value in made.call.arguments.items()
        if scalar(value)
        and not isinstance(value, bool)
        and name in meanings(tool)
        and not _paired(made.call, name)
        and not _confusable(made.call, name)
        and (usual(tool, name).kind in _AGAIN or (chosen(tool, name) and name in central))
        and (name in central or name in required(tool))
    ]


def changeable(made: Made) -> list[str]:
    """Arguments of a call that one may have had wrong, or want otherwise."""
    return revisable(made.call)


def revisable(call: PlannedCall) -> list[str]:
    """The same before the call is made."""
    tool = call.tool
    return [
        name
        for name, value in call.arguments.items()
        if scalar(value)
        and not isinstance(value, bool)
        and name in meanings(tool)
        and not _paired(call, name)
        and not _confusable(call, name)
        and (usual(tool, name).kind in _CHANGED or chosen(tool, name))
        and len(meanings(tool)[name].noun) > 1
    ]


def _confusable(made: PlannedCall, name: str) -> bool:
    """Whether the value by itself could as well be meant for another argument: one of two days."""
    meant = meanings(made.tool)
    kind = meant[name].kind
    kinds = [meant[other].kind for other in made.arguments if other in meant]
    return kind in EVIDENT and kinds.count(kind) > 1


_ENDS = ("start", "end", "least", "most")


def _paired(made: PlannedCall, name: str) -> bool:
    """Whether it is one end of something whose other end is there too."""
    meant = meanings(made.tool)
    role = meant[name].role
    if role not in _ENDS:
        return False
    return any(
        other != name and other in meant and meant[other].role in _ENDS for other in made.arguments
    )


def other(made: Made, name: str, talk: Talk, step: int = 1) -> Json:
    """Another value for an argument; None when none comes up."""
    return another(made.call, name, talk, talk.visit + step)


def another(planned: PlannedCall, name: str, talk: Talk, visit: int, tries: int = 4) -> Json:
    """Another value for an argument of a call, that fits the others; None when none comes up."""
    tool = planned.tool
    told = planned.arguments.get(name)
    optional = name not in required(tool)
    for step in range(tries):
        drawn = call(
            tool, talk.scene.rng, visit + step, talk.scene.today, extra=1.0 if optional else 0.0
        )
        if not isinstance(drawn, PlannedCall):
            return None
        value = drawn.arguments.get(name)
        if value is None or not scalar(value) or (told is not None and _alike(value, told)):
            continue
        if fits(planned, {name: value}):
            return value
    return None


def _alike(one: Json, other: Json) -> bool:
    return same(one, other) or str(one).lower() == str(other).lower()


def fits(planned: PlannedCall, changes: dict[str, Json]) -> bool:
    """Whether ends stay in order, first by name first by value, and no two arguments become the
    same text: nobody changes dollars into dollars."""
    texts = [v for n, v in planned.arguments.items() if n not in changes and isinstance(v, str)]
    if any(value in texts for value in changes.values() if isinstance(value, str)):
        return False
    arguments = {**planned.arguments, **changes}
    properties = planned.tool.parameters.get("properties", {})
    return bool(reconciled(dict(arguments), properties) == arguments)


def addable(made: Made, talk: Talk) -> dict[str, Json]:
    """Optional arguments that a search was made without, one of which would narrow it."""
    tool = made.tool
    needed = required(tool)
    drawn = call(tool, talk.scene.rng, talk.visit + len(talk.made), talk.scene.today, extra=0.9)
    if not isinstance(drawn, PlannedCall):
        return {}
    return {
        name: value
        for name, value in drawn.arguments.items()
        if name not in needed
        and name not in made.call.arguments
        and name in meanings(tool)
        and _narrows(tool, name, value)
        and fits(made.call, {name: value})
    }


_IDLE = frozenset(
    {"count", "sort", "unit", "language", "id", "reference", "token", "url", "object"}
)
"""Kinds that narrow nothing."""


_WIDENING = frozenset(
    """include including show return add send notify use enable supports allow get make set with
    keep ignore skip""".split()
)
"""Beginnings of flags that ask for more, or for something else than fewer results."""


def _narrows(tool: Tool, name: str, value: Json) -> bool:
    meant = usual(tool, name)
    if meant.kind == "flag":
        return value is True and meant.role not in _WIDENING
    said = meant.noun.split()
    spoken = "page" not in said and said[-1:] and said[-1] not in _HALF_SAID
    return bool(spoken) and scalar(value) and meant.kind not in _IDLE


_HALF_SAID = frozenset("contains after before since until than only from to".split())
"""Last words of what no noun is: `title contains`."""


def pick(rng: Random, names: list[str]) -> str:
    """One of the names; empty when there are none."""
    return rng.choice(names) if names else ""
