"""What a tool is for, as a verb phrase a person would say: read off its description and name.

`Get the current weather for a city.` becomes verb `get`, object `the current weather` and the
phrase `for a city`, which the parameter `city` can fill. Nothing here picks words at random.
"""

from collections.abc import Mapping

from generators.language.chunks import Chunk, Intent, Params, chunked
from generators.language.inflection import base_form
from generators.language.sentences import one, verb_phrase
from generators.language.words import is_plural, split_name, with_article
from generators.meaning import Meaning, meaning
from studio.record import Schema, Tool

__all__ = ["Chunk", "Intent", "intent", "meanings", "properties"]


def _of(name: str, description: str, params: Params) -> Intent:
    takes_user = any("user" in noun.lower() for _, noun, _, _ in params)
    said = verb_phrase(name, description, takes_user)
    found = chunked(*said, params) if said else None
    return found or _from_name(name, params)


_INTENTS: dict[str, Intent] = {}
_MEANINGS: dict[str, Mapping[str, Meaning]] = {}
"""By tool id, which names the content: one entry for each tool that was looked at."""


def intent(tool: Tool) -> Intent:
    """The intent of a tool."""
    found = _INTENTS.get(tool.id)
    if found is None:
        params = tuple(
            (name, meant.noun, meant.kind, meant.role) for name, meant in meanings(tool).items()
        )
        found = _INTENTS[tool.id] = _of(tool.name, tool.description, params)
    return found


def described_intent(tool: Tool) -> Intent:
    """The intent as name and description give it, without a look at the parameters: a tenth of the
    work, and enough to tell what a tool does to what."""
    return _INTENTS.get(tool.id) or _of(tool.name, tool.description, ())


def meanings(tool: Tool) -> Mapping[str, Meaning]:
    """What each top-level parameter of a tool means, required ones first."""
    found = _MEANINGS.get(tool.id)
    if found is None:
        schemas = properties(tool.parameters)
        required = tool.parameters.get("required", ())
        names = sorted(schemas, key=lambda name: name not in required)
        found = _MEANINGS[tool.id] = {
            name: meaning(name, schemas[name], tool.name, tool.description)
            for name in names
            if isinstance(schemas[name], dict)
        }
    return found


def properties(schema: Schema) -> Mapping[str, Schema]:
    """The top-level parameters of a tool's schema."""
    found = schema.get("properties", {})
    return found if isinstance(found, dict) else {}


_COLLECTING = frozenset({"list", "search", "find", "query", "batch"})


def _from_name(name: str, params: Params) -> Intent:
    """An intent out of the name alone: `drive.files.list` lists files."""
    segments = [split_name(part) for part in name.split(".") if part]
    base, noun = _named(segments or [["run"]])
    found = chunked(base, " ".join(noun), params)
    if found is None:
        return Intent(base, Chunk("", " ".join(noun)))
    if found.object.words and not is_plural(found.object.words):
        determiner = "a" if found.verb.kind == "create" else "the"
        words = with_article(found.object.words, determiner)
        return Intent(base, Chunk("", words, found.object.param), found.phrases)
    return found


def _named(segments: list[list[str]]) -> tuple[str, list[str]]:
    """Base verb and noun of a name, whichever end the verb stands at."""
    last = segments[-1]
    base = base_form(last[0])
    if base and len(last) > 1:
        return base, last[1:]
    if base and len(segments) > 1:
        noun = " ".join(segments[-2])
        return base, (noun if base in _COLLECTING else one(noun)).split()
    if base:
        return base, []
    if len(last) > 1 and base_form(last[-1]):
        return base_form(last[-1]), last[:-1]
    return "get", last
