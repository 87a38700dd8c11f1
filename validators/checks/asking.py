"""asking: what the assistant asks for was not said already.

Looked for are the values a schema itself shows (its choices and examples) that no other parameter
of the tool takes as well and that are no part of what the tool is for.

Reason: `already_said`.
"""

from collections.abc import Iterator, Mapping

from studio.check import SampleCheck
from studio.record import Check, Json, Sample, Schema, Tool, UserMessage
from validators.checks._spans import stands_in

_SHORTEST = 3
"""Letters of a value worth looking for: shorter ones stand in many sentences."""


class Asking:
    """Finds questions the user had answered before they were asked."""

    name = "asking"
    reasons: tuple[str, ...] = ("already_said",)

    def faults(self, sample: Sample, tools: Mapping[str, Tool]) -> Iterator[Check]:
        """The missing arguments of which a value stands in the words."""
        for turn in sample.expected:
            if turn.behaviour != "ask":
                continue
            before = sample.messages[: turn.message]
            words = "\n".join(m.content for m in before if isinstance(m, UserMessage)).lower()
            for tool in tools.values():
                properties = tool.parameters.get("properties", {})
                if not turn.missing or not {*turn.missing} <= properties.keys():
                    continue
                for name in turn.missing:
                    for value in _telling(tool, name, properties):
                        if stands_in(words, value):
                            detail = f"{name} of {tool.name}: the words have {value!r}"
                            yield Check(
                                name=self.name, ok=False, reason="already_said", detail=detail
                            )


def _telling(tool: Tool, name: str, properties: Mapping[str, Json]) -> list[str]:
    """Values in lower case that only this parameter takes."""
    others = {
        text for other, schema in properties.items() if other != name for text in _shown(schema)
    }
    about = tool.description.lower()
    return sorted(
        text
        for text in _shown(properties[name]) - others
        if len(text) >= _SHORTEST and not stands_in(about, text)
    )


def _shown(schema: Schema | Json) -> set[str]:
    if not isinstance(schema, dict):
        return set()
    listed = [schema.get("enum"), schema.get("examples")]
    values = [value for found in listed if isinstance(found, list) for value in found]
    return {value.lower() for value in values if isinstance(value, str)}


PART: SampleCheck = Asking()
