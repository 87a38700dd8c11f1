"""What the list formats share: the definitions of a document in order, each made a tool or the
reason why it is none. A format is a `ListSource` with its own reading of one definition."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpora.sources._toollists import Place, are_rows, definitions, list_format, titled
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


def _tool(
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


def _itself(pointer: str, item: Json) -> Iterator[Place]:
    yield pointer, item


class ListSource:
    """A format whose documents are lists of tool definitions.

    `define` reads one definition, a JSON object; `unfold` gives the definitions inside an item of
    the list, each with its pointer, where that is not the item itself.
    """

    def __init__(
        self,
        name: str,
        define: Callable[[dict[str, Json]], Definition],
        unfold: Callable[[str, Json], Iterator[Place]] = _itself,
    ) -> None:
        self.name = name
        self._define = define
        self._unfold = unfold

    def matches(self, document: Document) -> bool:
        return list_format(document.data) == self.name

    def read(self, document: Document) -> Iterator[Tool | Skipped]:
        for place, item in definitions(document.data):
            for pointer, inner in self._unfold(place, item):
                if isinstance(inner, dict):
                    definition = self._define(inner)
                else:
                    definition = Definition(fault=f"{type(inner).__name__} instead of an object")
                yield _tool(document, pointer, definition, self.name)


class RowListSource(ListSource):
    """A list format that also comes as rows of a dataset (`studio.source.RowSource`)."""

    def rows(self, document: Document) -> bool:
        return are_rows(document.data)
