"""The graph over the tools of a catalog: what each gives and takes, found when asked for.

Ids flow within an API, so only the tools of one API are ever compared. What flows between APIs is
found in an index by flow, over all tools of a small catalog and a fair part of a large one.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from generators.graph.flows import Flow, Inlet, Outlet, fits, inlets, outlets
from studio.catalog import Catalog
from studio.record import Tool
from studio.resources import Operation, Operations

_INDEXED = 800
"""Tools looked at for what flows between APIs, at most."""


class Graph:
    """Edges between tools."""

    def __init__(
        self, catalog: Catalog, operations: Operations, executes: Callable[[Tool], bool]
    ) -> None:
        self.catalog = catalog
        self.operations = operations
        self.executes = executes
        self._outlets: dict[str, tuple[Outlet, ...]] = {}
        self._inlets: dict[str, tuple[Inlet, ...]] = {}
        self._sources: dict[tuple[str, str, str], Sequence[Outlet]] = {}

    def of(self, tool: Tool) -> Operation:
        """What a tool acts on."""
        return self.operations.of(tool)

    def outlets(self, tool: Tool) -> tuple[Outlet, ...]:
        """What the result of a tool can be used for."""
        found = self._outlets.get(tool.id)
        if found is None:
            leaves = self.operations.outputs(tool)
            found = self._outlets[tool.id] = tuple(outlets(tool, self.of(tool), leaves))
        return found

    def inlets(self, tool: Tool) -> tuple[Inlet, ...]:
        """The parameters of a tool that a result can fill."""
        found = self._inlets.get(tool.id)
        if found is None:
            found = self._inlets[tool.id] = tuple(inlets(tool, self.of(tool)))
        return found

    def family(self, tool: Tool) -> Sequence[Tool]:
        """The tools of the same API, executable or not: that is asked of each that is chosen,
        because the answer takes long."""
        return self.catalog.families[tool.origin.family]

    def into(self, inlet: Inlet) -> Sequence[Outlet]:
        """Every outlet that fits an inlet; for ids of its own API."""
        key = (inlet.tool.id, inlet.name, inlet.flow)
        found = self._sources.get(key)
        if found is None:
            found = self._sources[key] = self._into(inlet)
        return found

    def _into(self, inlet: Inlet) -> list[Outlet]:
        if inlet.flow in ("id", "slot"):
            tools = self.family(inlet.tool)
            return [out for tool in tools for out in self.outlets(tool) if fits(out, inlet)]
        return [out for out in self._giving.get(inlet.flow, ()) if fits(out, inlet)]

    def out_of(self, outlet: Outlet) -> list[Inlet]:
        """Every inlet that an outlet fits; for ids of its own API."""
        if outlet.flow in ("id", "slot"):
            tools = self.family(outlet.tool)
            return [into for tool in tools for into in self.inlets(tool) if fits(outlet, into)]
        return [into for into in self._taking.get(outlet.flow, ()) if fits(outlet, into)]

    @cached_property
    def _some(self) -> Sequence[Tool]:
        """The tools whose outlets and inlets are indexed: evenly spread."""
        tools = self.catalog.tools
        stride = max(1, len(tools) // _INDEXED)
        return tools[::stride]

    @cached_property
    def _giving(self) -> Mapping[Flow, Sequence[Outlet]]:
        found: dict[Flow, list[Outlet]] = defaultdict(list)
        for tool in self._some:
            for outlet in self.outlets(tool):
                found[outlet.flow].append(outlet)
        return found

    @cached_property
    def _taking(self) -> Mapping[Flow, Sequence[Inlet]]:
        found: dict[Flow, list[Inlet]] = defaultdict(list)
        for tool in self._some:
            for inlet in self.inlets(tool):
                found[inlet.flow].append(inlet)
        return found
