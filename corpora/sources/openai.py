"""OpenAI tools: `{"type": "function", "function": {name, description, parameters, strict}}`, the
bare function object, and the flat form of the Responses API.

Parameters are JSON Schema and stay as they are. Where `parameters` is missing the function takes
none (https://platform.openai.com/docs/api-reference/chat/create). The format says nothing of
results; a `returns` JSON Schema beside `parameters` is taken where somebody put one. Tools that are
no functions (`web_search`, `code_interpreter`, …) are skipped: the provider runs them.
"""

from collections.abc import Iterator

from corpora.sources._listsource import Definition, RowListSource
from studio.record import Json


def _definition(item: dict[str, Json]) -> Definition:
    if item.get("type", "function") != "function":
        return Definition(fault=f"a tool of type {item['type']!r} takes no arguments from a model")
    parameters = item.get("parameters")
    if parameters is None:
        parameters = {"type": "object", "properties": {}}
    return Definition(item.get("name"), item.get("description"), parameters, item.get("returns"))


def _unfolded(pointer: str, item: Json) -> Iterator[tuple[str, Json]]:
    """The function object inside a wrapped tool."""
    if isinstance(item, dict) and isinstance(item.get("function"), dict):
        yield f"{pointer}/function", item["function"]
    else:
        yield pointer, item


PART = RowListSource("openai", _definition, _unfolded)
