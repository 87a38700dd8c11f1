"""Strongly connected components of a graph of names: which definitions are recursive.

Tarjan's algorithm (SIAM J. Comput. 1(2), 1972) without recursion, since the graphs come from
files of strangers.
"""

from collections.abc import Iterator, Mapping, Sequence


def components(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Groups of names that reach each other, each after the groups it leads to. Names that occur
    only as targets are groups of their own."""
    search = _Search(edges)
    for start in edges:
        if start not in search.index:
            yield from search.groups(start)


class _Search:
    """Tarjan's search. `index` is when a name was entered, `low` the earliest open name that it
    is known to reach."""

    def __init__(self, edges: Mapping[str, Sequence[str]]) -> None:
        self.edges = edges
        self.index: dict[str, int] = {}
        self.low: dict[str, int] = {}
        self.open: list[str] = []
        self.is_open: set[str] = set()
        self.path: list[tuple[str, Iterator[str]]] = []

    def groups(self, start: str) -> Iterator[list[str]]:
        """The groups reached from `start` and not met before."""
        self._enter(start)
        while self.path:
            name, targets = self.path[-1]
            target = self._next(name, targets)
            if target is not None:
                self._enter(target)
                continue
            self.path.pop()
            if self.path:
                above = self.path[-1][0]
                self.low[above] = min(self.low[above], self.low[name])
            if self.low[name] == self.index[name]:
                yield self._closed(name)

    def _enter(self, name: str) -> None:
        self.index[name] = self.low[name] = len(self.index)
        self.open.append(name)
        self.is_open.add(name)
        self.path.append((name, iter(self.edges.get(name, ()))))

    def _next(self, name: str, targets: Iterator[str]) -> str | None:
        """The next target that was not entered yet."""
        for target in targets:
            if target not in self.index:
                return target
            if target in self.is_open:
                self.low[name] = min(self.low[name], self.index[target])
        return None

    def _closed(self, name: str) -> list[str]:
        group = [self.open.pop()]
        while group[-1] != name:
            group.append(self.open.pop())
        self.is_open.difference_update(group)
        return group[::-1]
