"""What executes calls, and what comes of one. Implementations live in `validators/environments`.

    EnvironmentPart ──start(tools, access)──► Environment ──open(seed, today)──► Session
                                                                                  │
                                              Outcome ◄──execute(tool, arguments)─┘

State lives in a session, one for each dialogue. An environment whose name stands in a sample's
`Execution`, opened with the same seed and day and given the same calls, gives the same outcomes if
it is `repeatable`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Protocol

import msgspec

from studio.record import Intervention, Json, Schema, Tool
from studio.source import Skipped

ERRORS = (
    *("not_found", "conflict", "invalid", "forbidden", "unauthorised", "limit_exceeded"),
    *("rate_limited", "timeout", "unavailable"),
)
"""Kinds of errors that APIs answer with; what `Intervention.kind` may ask for besides SHAPINGS."""

SHAPINGS = ("empty", "partial", "long", "injection")
"""Other things the simulator can be told to do at a call: find nothing; give the first page only,
with what it takes to get the next; give a long list; carry `Intervention.text`, an instruction of
somebody else, inside a text of the result."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call: its result, or a typed error. Bad calls are data, never exceptions."""

    value: Json
    """The result; for an error its body as the API gives it: `{"error": {...}}`."""
    error: str = ""
    """Kind of the error, snake_case: one of ERRORS or of the environment's own; empty when the
    call succeeded."""

    @property
    def ok(self) -> bool:
        return not self.error

    @property
    def content(self) -> str:
        """What the model reads: JSON text; a text by itself stays one unless it would read as
        JSON."""
        if isinstance(self.value, str) and not _decodes(self.value):
            return self.value
        return msgspec.json.encode(self.value).decode()


def _decodes(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Access:
    """What calls may reach beyond the process, as the user allowed it."""

    schemas: tuple[str, ...] = ()
    """Files and folders the tools were read from, to find the Python functions themselves."""
    python: bool = True
    """Whether functions of Python sources are executed, in a sandbox."""
    mcp: tuple[str, ...] = ()
    """Commands (stdio) or URLs (streamable HTTP) of MCP servers."""
    http: str = ""
    """Base URL for tools of OpenAPI sources; empty for none."""
    methods: tuple[str, ...] = ("GET",)
    """HTTP methods that may be used."""
    seconds: float = 30.0
    """Wall-clock seconds one call may take."""


class Session(Protocol):
    """The state of one dialogue."""

    def execute(
        self, tool: Tool, arguments: Mapping[str, Json], twist: Intervention | None = None
    ) -> Outcome:
        """Execute one call, after all calls before it. `arguments` have the tool's real names.
        Environments that cannot intervene ignore `twist`."""
        ...

    def close(self) -> None:
        """Free what the session holds; once."""
        ...


class Environment(Protocol):
    """Executes the calls of the tools it handles."""

    name: str
    version: str
    repeatable: bool
    """Whether a dialogue can be replayed to the same outcomes."""

    def handles(self, tool: Tool) -> bool:
        """Whether calls of a tool can be executed here with results worth learning from."""
        ...

    def can(self, tool: Tool, kind: str) -> bool:
        """Whether `kind`, one of ERRORS or SHAPINGS, can be asked for at any valid call of a
        tool; never for environments that cannot intervene."""
        ...

    def open(self, seed: int, today: date) -> Session:
        """A fresh state, decided by the arguments alone."""
        ...

    def close(self) -> None:
        """End processes and connections; once."""
        ...


class EnvironmentPart(Protocol):
    """A kind of environment. One file in `validators/environments` with `PART` set to one."""

    name: str
    rank: int
    """Of several that handle a tool the one with the lowest rank executes it."""

    def tools(self, access: Access) -> Sequence[Tool | Skipped]:
        """Tools only this environment knows of: those of running servers, and what of them is no
        usable tool. Raises StudioError."""
        ...

    def start(self, tools: Sequence[Tool], access: Access, filler: "Filler") -> Environment | None:
        """The environment for the tools of a run; None when the access names nothing for it.
        Raises StudioError when what it names does not work."""
        ...


class Filler(Protocol):
    """Makes plausible values for schemas of results. One file in `generators/fillers`."""

    name: str

    def fill(
        self, name: str, schema: Schema, rng: Random, *, today: date, tool: str, description: str
    ) -> Json:
        """A value that validates against `schema`, as a real API would give it for a field called
        `name` in a result of `tool`. Depends on the arguments alone. Raises ValueError when there
        is none."""
        ...
