"""A real API behind a base URL: operations of OpenAPI and Swagger sources, called over HTTP.

Off unless a base URL is named. Only GET unless other methods are allowed. Which request a tool
stands for is in `_operations` and `_requests`, what bounds it in `_exchange`. One base URL is one
API: where the schemas describe several, those are called that name the same host.

Calls cannot be replayed. State is the API's own; no dialogue has one of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from studio.environment import Access, Filler, Outcome
from studio.errors import ConfigError, StudioError
from studio.record import Intervention, Json, Tool
from studio.source import Skipped
from validators.environments._background import Background
from validators.environments._failures import failed
from validators.environments._operations import FORMATS, Operation, Sources, Unclear
from validators.environments._requests import Unsendable, parts

if TYPE_CHECKING:
    pass

_SLACK = 10.0
"""Seconds beyond its own limit after which a request counts as stuck, and for saying hello."""


class Http:
    """The part: starts the environment."""

    name = "http"
    rank = 20

    def tools(self, access: Access) -> Sequence[Tool | Skipped]:
        """None: its tools are those of schema files."""
        return ()

    def start(
        self, tools: Sequence[Tool], access: Access, filler: Filler
    ) -> "HttpEnvironment | None":
        """The environment, if a base URL is named. Raises StudioError when nothing is there, or
        when it is not clear of which of several APIs it is the URL."""
        return HttpEnvironment(tools, access) if access.http else None


class HttpEnvironment:
    """The operations that can be called at one base URL."""

    name = "http"
    version = "1"
    repeatable = False

    def __init__(self, tools: Sequence[Tool], access: Access) -> None:
        if find_spec("httpx") is None:
            raise ConfigError(
                "--http needs httpx, which is not installed: pip install 'toolcall-studio[http]'"
            )
        import httpx

        from validators.environments._exchange import client

        self._access = access
        self._base = httpx.URL(access.http)
        self._sources = Sources(access.schemas)
        self._families = self._chosen(tools)
        self._operations: dict[str, Operation | None] = {}
        self._background = Background()
        self._client = client()
        try:
            self._background.run(self._knock(), 2 * _SLACK)
        except (httpx.HTTPError, TimeoutError) as error:
            self.close()
            said = str(error) or "no answer"
            raise StudioError(
                f"--http {access.http}: cannot be reached: {said}: start the server or correct the "
                "URL"
            ) from None
        except BaseException:
            self.close()
            raise

    def _chosen(self, tools: Sequence[Tool]) -> frozenset[str]:
        """The API families that are called. Raises ConfigError when that cannot be told."""
        described = {t.origin.family: t.origin.source for t in tools if t.origin.format in FORMATS}
        if len(described) < 2:
            return frozenset(described)
        chosen = {
            family
            for family, source in described.items()
            if self._base.host in _hosts(self._sources.document(source))
        }
        if not chosen:
            some = ", ".join(sorted(described)[:5])
            raise ConfigError(
                f"--http {self._access.http}: the schemas describe {len(described)} APIs ({some}) "
                "and none of them names this host: give only the schemas of the API that is there"
            )
        return frozenset(chosen)

    async def _knock(self) -> None:
        """See that something answers; what it answers does not matter."""
        await self._client.head(self._base, timeout=_SLACK)
        self._client.cookies.clear()

    def can(self, tool: Tool, kind: str) -> bool:
        """No real API can be told what to do."""
        return False

    def handles(self, tool: Tool) -> bool:
        """Whether a tool is an operation of the API, its method allowed, its request clear."""
        return self._operation(tool) is not None

    def _operation(self, tool: Tool) -> Operation | None:
        if tool.origin.format not in FORMATS or tool.origin.family not in self._families:
            return None
        if tool.id not in self._operations:
            self._operations[tool.id] = self._found(tool)
        return self._operations[tool.id]

    def _found(self, tool: Tool) -> Operation | None:
        try:
            operation = self._sources.operation(tool)
        except Unclear:
            # as any other tool that no environment executes
            return None
        return operation if operation.method in self._access.methods else None

    def open(self, seed: int, today: date) -> "HttpSession":
        """A dialogue; the API knows nothing of dialogues."""
        return HttpSession(self)

    def execute(self, tool: Tool, arguments: Mapping[str, Json]) -> Outcome:
        """Make the request a call stands for."""
        from validators.environments._exchange import exchange

        operation = self._operation(tool)
        if operation is None:
            raise ValueError(f"{tool.name} is no operation that may be called")
        try:
            made = parts(operation, arguments)
        except Unsendable as fault:
            return failed("invalid", str(fault))
        seconds = self._access.seconds
        work = exchange(self._client, operation.method, self._base, made, seconds)
        return self._background.run(work, seconds + _SLACK)

    def close(self) -> None:
        """End the connections."""
        self._background.run(self._client.aclose(), _SLACK)
        self._background.close()


class HttpSession:
    """One dialogue with the API."""

    def __init__(self, environment: HttpEnvironment) -> None:
        self._environment = environment

    def execute(
        self, tool: Tool, arguments: Mapping[str, Json], twist: Intervention | None = None
    ) -> Outcome:
        """Execute one call."""
        return self._environment.execute(tool, arguments)

    def close(self) -> None:
        """Nothing is held."""


def _hosts(document: Mapping[str, Json]) -> set[str]:
    """The hosts a description names (`servers`, in Swagger `host`)."""
    listed = document.get("servers")
    urls = [item.get("url") for item in listed or () if isinstance(item, dict)]
    if isinstance(document.get("host"), str):
        urls.append(f"//{document['host']}")
    return {urlsplit(url).hostname or "" for url in urls if isinstance(url, str)} - {""}


PART = Http()
