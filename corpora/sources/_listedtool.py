"""From the parts of a listed definition to a tool, or to the reason why it is none."""

from dataclasses import dataclass

from corpora.sources._toollists import titled
from studio.record import Json, Tool, ToolOrigin
from studio.source import Document, Skipped


@dataclass(frozen=True, slots=True)
class Definition:
    """What a list format says of one tool; `fault` says why there is none."""

    name: Json = None
    description: Json = None
    parameters: Json = None
    returns: Json = None
    family: str = ""
    """Empty for the title or name of the file."""
    fault: str = ""


def definition_tool(
    document: Document, pointer: str, definition: Definition, format_name: str
) -> Tool | Skipped:
    """The tool; or Skipped with `not_a_function`, `no_name` or `invalid_schema`."""
    if definition.fault:
        return Skipped(document.shown, pointer, "not_a_function", definition.fault)
    name, parameters, returns = definition.name, definition.parameters, definition.returns
    if not isinstance(name, str) or not name.strip():
        return Skipped(document.shown, pointer, "no_name", f"the name is {name!r}")
    for place, schema in (("parameters", parameters), ("result", returns)):
        if not isinstance(schema, dict) and not (place == "result" and schema is None):
            detail = f"{name}: the schema of the {place} is {type(schema).__name__}, not an object"
            return Skipped(document.shown, pointer, "invalid_schema", detail)
    if isinstance(parameters, dict) and "type" not in parameters:
        parameters = {"type": "object", **parameters}
    description = definition.description
    return Tool.make(
        name=name,
        description=description.strip() if isinstance(description, str) else "",
        parameters=parameters,
        returns=returns,
        origin=ToolOrigin(
            source=document.shown,
            pointer=pointer,
            format=format_name,
            family=definition.family or titled(document),
        ),
    )
