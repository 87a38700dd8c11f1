"""Operations of many tools, each read when it is first asked for, siblings of its API at hand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studio.record import Schema, Tool
from studio.resources import danger, shapes, vocabulary
from studio.resources.inference import inferred, owner_of
from studio.resources.operation import Operation, read


@dataclass(frozen=True, slots=True)
class Output:
    """A leaf of a successful result."""

    pointer: str
    """JSON Pointer with `*` for any place in a list: `/events/*/event_id`."""
    field: str
    """Name of the field, without what is around it."""
    resource: str
    """Singular noun of what it belongs to; for an id, of what it names."""
    schema: Schema
    """Its schema, references followed."""


class Operations:
    """What each tool of a table acts on. Costs nothing for tools that nobody asks for."""

    def __init__(self, tools: Iterable[Tool]) -> None:
        self._tools: Sequence[Tool] = tuple(tools)
        self._families: dict[str, list[Tool]] | None = None
        self._alone: dict[str, Operation] = {}
        self._found: dict[str, Operation] = {}
        self._hints: dict[str, vocabulary.Hints] = {}
        self._outputs: dict[str, tuple[Output, ...]] = {}

    def of(self, tool: Tool) -> Operation:
        """What a tool acts on; `returns` is inferred where its source gives none."""
        found = self._found.get(tool.id)
        if found is None:
            found = self._by_itself(tool)
            if found.returns is None:
                siblings = [self._by_itself(other) for other in self.family(tool) if other != tool]
                found = inferred(tool, found, siblings)
            self._found[tool.id] = found
        return found

    def family(self, tool: Tool) -> Sequence[Tool]:
        """The tools of the same API."""
        if self._families is None:
            families = defaultdict(list)
            for each in self._tools:
                families[each.origin.family].append(each)
            self._families = families
        return self._families.get(tool.origin.family, ())

    def destructive(self, tool: Tool) -> bool:
        """Whether a careful assistant would ask for a yes before calling it: it deletes, spends
        money, cannot be taken back, or reaches many people."""
        return danger.destructive(tool, self.of(tool))

    def outputs(self, tool: Tool) -> tuple[Output, ...]:
        """The leaves of a successful result, in the order of the schema; none where it is
        unknown."""
        found = self._outputs.get(tool.id)
        if found is None:
            operation = self.of(tool)
            root = operation.returns or {}
            found = self._outputs[tool.id] = tuple(
                Output(pointer, field, owner_of(pointer, field, around, operation), schema)
                for pointer, field, around, schema in shapes.leaves(root, root)
            )
        return found

    def described(self, tool: Tool) -> Schema | None:
        """The schema of a tool's result with what its siblings say of fields of the same names:
        patterns of ids, choices, examples. Values that fit it fit `Operation.returns`."""
        operation = self.of(tool)
        if operation.returns is None:
            return None
        family = tool.origin.family
        if family not in self._hints:
            pairs = ((each, self.of(each)) for each in self.family(tool))
            self._hints[family] = vocabulary.hints(pairs)
        known = {**self._hints[family], **vocabulary.own(tool)}
        whole = vocabulary.enriched(operation.returns, known, operation.resource)
        return dict(whole)

    def _by_itself(self, tool: Tool) -> Operation:
        found = self._alone.get(tool.id)
        if found is None:
            found = self._alone[tool.id] = read(tool)
        return found
