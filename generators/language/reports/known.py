"""What things are called that a dialogue has seen: names by ids, from earlier results."""

from collections.abc import Iterator, Mapping, Sequence

from generators.language.reports.facts import token
from generators.meaning import words
from studio.brief import PlannedCall
from studio.environment import Outcome
from studio.record import Json

_NAMES = ("title", "subject", "name", "display name", "headline")
_LONGEST = 60


def known_names(made: Sequence[tuple[PlannedCall, Outcome]]) -> dict[str, str]:
    """The names of things by the tokens of their ids."""
    found: dict[str, str] = {}
    for _, outcome in made:
        if outcome.ok:
            for thing in _things(outcome.value):
                name = _name(thing)
                for key, value in thing.items() if name else ():
                    if words(key)[-1:] == ("id",) and isinstance(value, str | int):
                        found.setdefault(token(value), name)
                        break
    return found


def _things(value: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            if isinstance(item, list):
                yield from _things(item)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item


def _name(thing: Mapping[str, Json]) -> str:
    for wanted in _NAMES:
        for key, value in thing.items():
            if " ".join(words(key)) == wanted and isinstance(value, str):
                short = 0 < len(value) <= _LONGEST and not set("“”\n") & set(value)
                return value if short else ""
    return ""
