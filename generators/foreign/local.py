"""The values of a call as a speaker of the language would have them: texts in the language, cities
people there speak of, choices there is a word for. What cannot be said is left out."""

from collections.abc import Collection, Mapping
from random import Random

import jsonschema_rs

from generators.foreign.arguments import PEOPLE, Argument, arguments, flag_key, is_code, options
from generators.foreign.concepts import concept
from generators.foreign.known import known, sayable_names
from generators.foreign.tables import Tables, tables
from generators.language.saying import implied, properties
from studio.record import Json, Tool


def localised(
    tool: Tool, values: Mapping[str, Json], language: str, rng: Random
) -> dict[str, Json] | str:
    """The arguments of a call for a request in `language`, or the snake_case reason why there are
    none: `unknown_concept`, `unsayable_argument`, `invalid_arguments`."""
    found = concept(tool)
    if found is None or not known(tool, language):
        return "unknown_concept"
    spoken, names = tables(language), sayable_names(tool, language)
    schemas, required = properties(tool.parameters), tool.parameters.get("required", ())
    kept: dict[str, Json] = {}
    for argument in arguments(tool, values):
        name = argument.name
        if implied(schemas[name], argument.value):
            kept[name] = argument.value
            continue
        value = _local(argument, found.name, spoken, rng) if name in names else None
        while value in kept.values() and isinstance(value, str) and _drawn(argument):
            value = _other(argument, found.name, spoken, rng, value)
        if value is not None:
            kept[name] = value
        elif name in required:
            return "unsayable_argument"
    _untangle(kept, tool, required, spoken)
    validator = jsonschema_rs.validator_for(
        {**tool.parameters, "required": [name for name in required if name in values]},
        validate_formats=True,
    )
    return kept if validator.is_valid(kept) else "invalid_arguments"


def _untangle(kept: dict[str, Json], tool: Tool, required: Collection[str], spoken: Tables) -> None:
    """Leave out optional bare numbers beside another one, which could be taken for each other."""
    bare = [
        one.name
        for one in arguments(tool, kept)
        if isinstance(one.value, int | float)
        and not isinstance(one.value, bool)
        and one.meaning.unit not in spoken.style["units"]
    ]
    bare.sort(key=lambda name: name not in required)
    for name in bare[1:]:
        if name not in required:
            del kept[name]


def _drawn(argument: Argument) -> bool:
    return argument.meaning.kind in ("city", "place") or bool(options(argument.schema))


def _other(argument: Argument, about: str, spoken: Tables, rng: Random, taken: str) -> Json:
    """Another value than the one that is taken; None when there is no other."""
    for _ in range(8):
        value = _local(argument, about, spoken, rng, afresh=True)
        if value != taken:
            return value
    return None


def _local(
    argument: Argument, about: str, spoken: Tables, rng: Random, afresh: bool = False
) -> Json:
    """A value for the language; None when it has no words for any."""
    meant, value = argument.meaning, argument.value
    if isinstance(value, bool):
        key = flag_key(argument.name)
        said = key if value else f"!{key}"
        return value if said in spoken.style["flags"] else None
    if choices := options(argument.schema):
        known_ones = [one for one in choices if spoken.choice(one, meant.noun) or is_code(one)]
        return rng.choice(known_ones) if afresh or value not in known_ones else value
    if isinstance(value, list):
        return value if meant.noun in PEOPLE and _simple(value) else None
    if not isinstance(value, str):
        return value
    if any(key in argument.schema for key in ("enum", "pattern")):
        return value
    return _text(argument, about, spoken, rng)


def _simple(value: list[Json]) -> bool:
    return 0 < len(value) <= 4 and all(isinstance(one, str) and "," not in one for one in value)


def _text(argument: Argument, about: str, spoken: Tables, rng: Random) -> Json:
    meant, texts = argument.meaning, spoken.texts
    if meant.kind == "city":
        return rng.choice(sorted(spoken.cities()))
    if meant.kind == "place" and meant.noun != "restaurant":
        inside = about.startswith(("event", "meeting")) or meant.noun == "neighbourhood"
        if inside:
            return rng.choice(texts["rooms"])
        # one end of a way: both in one country, where trains run and people walk
        return rng.choice(texts["home"])
    if meant.kind == "title":
        return _title(argument, about, spoken, rng)
    if meant.kind in ("query", "topic"):
        return rng.choice(texts[_bank(about)])
    if meant.kind == "text":
        return _long_text(argument, about, spoken, rng)
    return argument.value


def _title(argument: Argument, about: str, spoken: Tables, rng: Random) -> Json:
    if "extension" in str(argument.schema.get("description", "")) or about in _NAMED:
        return argument.value
    if bank := _TITLES.get(about):
        return rng.choice(spoken.texts[bank])
    return _composed(spoken, rng, "title")


_NAMED = frozenset({"song.play", "lyrics"})
"""Concepts whose titles are names, the same in every language."""
_TITLES = {
    **dict.fromkeys(("courses", "books", "quiz"), "subjects"),
    **dict.fromkeys(("folder.new", "playlist.new", "file.save", "file.rename"), "names"),
    **dict.fromkeys(("pr.new", "issue.new", "ticket.new", "ticket.update"), "issues"),
    **dict.fromkeys(("reminder", "task.new"), "tasks"),
}


def _long_text(argument: Argument, about: str, spoken: Tables, rng: Random) -> Json:
    noun = argument.meaning.noun
    if bank := _TEXTS.get(about):
        return rng.choice(spoken.texts[bank])
    if about == "workout" or noun == "description":
        return None  # what people describe is never a message
    if noun in ("reason", "occasion") or about.startswith("leave"):
        return rng.choice(spoken.texts["reasons"])
    if noun in ("note", "special request", "special requests", "courier note"):
        return rng.choice(spoken.texts["notes"])
    return _composed(spoken, rng, "message")


_TEXTS = {
    **dict.fromkeys(("issues", "ticket.search"), "topics"),
    **dict.fromkeys(("pr.new", "issue.new", "ticket.new", "ticket.update"), "issues"),
    "doctor.book": "complaints",
    **dict.fromkeys(("review.write", "product.review"), "reviews"),
}


def _bank(about: str) -> str:
    if about in ("books", "courses", "quiz"):
        return "subjects"
    return "products" if about == "products" else "topics"


def _composed(spoken: Tables, rng: Random, kind: str) -> str:
    """A title or a message out of two halves."""
    between = " " if spoken.spaced else ""
    head, tail = (rng.choice(spoken.texts[f"{kind}_{part}"]) for part in ("heads", "tails"))
    return f"{head}{between}{tail}"
