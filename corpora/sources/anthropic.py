"""Anthropic tools: `{name, description, input_schema}`, alone, in a list or under `tools`
(https://docs.anthropic.com/en/docs/agents-and-tools/tool-use). The schema stays as it is, and
so does an `output_schema` beside it; tools that the provider runs have none and are skipped."""

from corpora.sources._listsource import Definition, RowListSource
from studio.record import Json


def _definition(item: dict[str, Json]) -> Definition:
    if "input_schema" not in item:
        return Definition(fault="it has no input_schema")
    return Definition(
        item.get("name"), item.get("description"), item["input_schema"], item.get("output_schema")
    )


PART = RowListSource("anthropic", _definition)
