"""The environments of a run behind one door: each tool is executed by the first that handles it.

Does not know any environment by name, and nothing of scenarios.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from studio.environment import Access, Environment, EnvironmentPart, Filler, Outcome, Session
from studio.errors import StudioError
from studio.record import Execution, Intervention, Json, Tool
from studio.registry import Registry


class Stage:
    """Every environment that was started for a run, in the order in which they are asked."""

    def __init__(self, environments: Iterable[Environment]) -> None:
        self.environments: Sequence[Environment] = tuple(environments)
        self._of: dict[str, Environment | None] = {}

    def of(self, tool: Tool) -> Environment | None:
        """The environment that executes a tool; None when none can."""
        if tool.id not in self._of:
            found = (each for each in self.environments if each.handles(tool))
            self._of[tool.id] = next(found, None)
        return self._of[tool.id]

    def executes(self, tool: Tool) -> bool:
        """Whether calls of a tool can be executed."""
        return self.of(tool) is not None

    def can(self, tool: Tool, kind: str) -> bool:
        """Whether `kind`, an error or another turn of events, can be asked for at calls of a
        tool."""
        found = self.of(tool)
        return found is not None and found.can(tool, kind)

    def open(
        self, seed: int, today: date, interventions: Iterable[Intervention] = ()
    ) -> "Performance":
        """The world of one dialogue."""
        return Performance(self, seed, today, interventions)

    def close(self) -> None:
        """End what the environments hold."""
        for each in self.environments:
            each.close()

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Performance:
    """The calls of one dialogue and what came of them, in every environment they need."""

    def __init__(
        self, stage: Stage, seed: int, today: date, interventions: Iterable[Intervention]
    ) -> None:
        self._stage = stage
        self._seed = seed
        self._today = today
        self._twists = {twist.call: twist for twist in interventions}
        self._sessions: dict[str, Session] = {}
        self._used: dict[str, None] = {}
        self.calls = 0
        """Calls executed so far: the number of the next one."""

    def execute(self, tool: Tool, arguments: Mapping[str, Json]) -> Outcome:
        """Execute the next call. ValueError for a tool that no environment handles."""
        environment = self._stage.of(tool)
        if environment is None:
            raise ValueError(f"no environment executes {tool.name}")
        session = self._sessions.get(environment.name)
        if session is None:
            session = self._sessions[environment.name] = environment.open(self._seed, self._today)
        self._used[f"{environment.name}/{environment.version}"] = None
        twist = self._twists.get(self.calls)
        self.calls += 1
        return session.execute(tool, arguments, twist)

    def intervene(self, kind: str, text: str = "") -> None:
        """Have `kind` happen at the next call."""
        self._twists[self.calls] = Intervention(call=self.calls, kind=kind, text=text)

    def execution(self) -> Execution | None:
        """What it takes to do it again; None when nothing was executed."""
        if not self.calls:
            return None
        return Execution(
            environments=tuple(self._used),
            seed=self._seed,
            today=self._today,
            interventions=tuple(t for n, t in sorted(self._twists.items()) if n < self.calls),
        )

    def close(self) -> None:
        """Close every session."""
        for session in self._sessions.values():
            session.close()

    def __enter__(self) -> "Performance":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def parts() -> Registry[EnvironmentPart]:
    """The kinds of environments there are."""
    return Registry("validators.environments", "environment")


def open_stage(tools: Sequence[Tool], access: Access) -> Stage:
    """Start every environment that the access allows. Raises StudioError, with none left open."""
    filler = next(iter(Registry[Filler]("generators.fillers", "filler")))
    started: list[Environment] = []
    try:
        for part in sorted(parts(), key=lambda part: part.rank):
            environment = part.start(tools, access, filler)
            if environment is not None:
                started.append(environment)
    except StudioError:
        Stage(started).close()
        raise
    return Stage(started)
