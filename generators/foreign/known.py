"""Which tools can be spoken of: those whose concept and required arguments have words."""

from collections.abc import Mapping

from generators.foreign.arguments import Argument, sayable
from generators.foreign.concepts import concept
from generators.foreign.tables import LANGUAGES, tables
from generators.language.intent import meanings
from generators.language.saying import implied, properties
from studio.record import Tool

_KNOWN: dict[tuple[str, str], bool] = {}
"""By tool id and language."""


def sayable_names(tool: Tool, language: str) -> frozenset[str]:
    """The parameters of a tool that the language has words for; empty when it cannot speak of the
    tool."""
    found = concept(tool)
    spoken = tables(language)
    if found is None or found.name not in spoken.concepts:
        return frozenset()
    schemas = properties(tool.parameters)
    return frozenset(
        name
        for name, meant in meanings(tool).items()
        if sayable(Argument(name, meant, schemas[name], None), found.name, spoken)
    )


def known(tool: Tool, language: str = "") -> bool:
    """Whether a language (any of them, by default) can ask for a call of the tool."""
    if not language:
        return any(known(tool, each) for each in LANGUAGES)
    key = (tool.id, language)
    if key not in _KNOWN:
        _KNOWN[key] = _speakable(tool, language)
    return _KNOWN[key]


def _speakable(tool: Tool, language: str) -> bool:
    if concept(tool) is None:
        return False
    names = sayable_names(tool, language)
    schemas: Mapping[str, object] = properties(tool.parameters)
    return all(
        name in names or _fixed(tool, name)
        for name in tool.parameters.get("required", ())
        if name in schemas
    )


def _fixed(tool: Tool, name: str) -> bool:
    """Whether the schema leaves one value only."""
    schema = properties(tool.parameters)[name]
    enum = schema.get("enum")
    only = schema.get("const", enum[0] if isinstance(enum, list) and len(enum) == 1 else None)
    return only is not None and bool(implied(schema, only))
