"""Live MCP servers: their tools, and calls executed by them.

A server is a command line (stdio) or a URL (streamable HTTP). Its tools are read as a file of them
would be (`_listing`). Each dialogue has a session of its own, on a process of its own where the
server is a command, started ahead (`_pool`); a dialogue of which nothing came but errors and
results of tools that the server itself declares as read-only leaves its session to the next one.

Calls cannot be replayed: what a live server answers may be another thing tomorrow. What goes wrong
with one is an `Outcome` of one of the kinds in `_failures`; only a server that does not work at the
start is an error.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

import jsonschema_rs

from studio.environment import Access, Filler, Outcome
from studio.errors import ConfigError
from studio.record import Intervention, Json, Tool
from studio.schemas.naming import original_name
from studio.source import Skipped
from validators.environments._background import Background
from validators.environments._failures import Failure, failed
from validators.environments._orphans import sweep

if TYPE_CHECKING:
    # the SDK takes most of a second to import: only where a server is named
    from validators.environments._link import Link
    from validators.environments._listing import Listing
    from validators.environments._pool import Pool

_SLACK = 20.0
"""Seconds beyond its own limits after which a step counts as stuck."""
_HARMLESS = ("invalid", "tool_error")
"""Errors by which a server refuses a call, and is taken to be as it was."""
_GIVEN_UP, _AGAIN = 6, 10
"""Refused calls in a row after which a tool is called only every so many times: most likely its
arguments cannot be guessed, and each dialogue that tries it takes a session of the server."""
_LEAST = 1.0
"""Seconds that even a tool gets which has timed out again and again."""


class Mcp:
    """The part: reads the tools of servers, and starts the environment."""

    name = "mcp"
    rank = 10

    def __init__(self) -> None:
        self._known: dict[Access, Mapping[str, Listing]] = {}
        """What the servers listed when their tools were read, until the environment starts."""

    def tools(self, access: Access) -> Sequence[Tool | Skipped]:
        """What every server of the access lists. Raises StudioError naming the one that does not
        work; leaves nothing running."""
        if not access.mcp:
            return ()
        environment = McpEnvironment(access)
        environment.close()
        self._known[access] = {each.address: each.listing for each in environment.servers}
        return [item for server in environment.servers for item in server.listing.items]

    def start(
        self, tools: Sequence[Tool], access: Access, filler: Filler
    ) -> "McpEnvironment | None":
        """The environment, every server started and asked for its tools, but for those that were
        asked a moment ago: these start when they are first called. Raises StudioError."""
        known = self._known.pop(access, {})
        return McpEnvironment(access, known) if access.mcp else None


@dataclass(slots=True)
class Server:
    """One server of the run."""

    address: str
    pool: "Pool"
    listing: "Listing"
    tools: Mapping[str, Tool]
    """By the server's own names."""
    strikes: dict[str, int] = field(default_factory=dict)
    """By tool, how many calls in a row timed out."""
    failures: dict[str, int] = field(default_factory=dict)
    """By tool, how many calls in a row were refused, over all dialogues of this process."""
    results: dict[str, jsonschema_rs.Validator | None] = field(default_factory=dict)
    """By tool, what its results are held against."""

    def has(self, tool: Tool) -> bool:
        """Whether a tool of the run is this server's: the same name, and nothing changed since."""
        own = self.tools.get(original_name(tool))
        return own is not None and (
            (own.description, own.parameters, own.returns)
            == (tool.description, tool.parameters, tool.returns)
        )


class McpEnvironment:
    """The servers of a run."""

    name = "mcp"
    version = "1"
    repeatable = False

    def __init__(self, access: Access, known: Mapping[str, "Listing"] | None = None) -> None:
        if find_spec("mcp") is None:
            raise ConfigError(
                "--mcp needs the MCP SDK, which is not installed: "
                "pip install 'toolcall-studio[mcp]'"
            )
        self.seconds = access.seconds
        self.background = Background()
        self.servers: list[Server] = []
        self._pools: dict[str, Pool] = {}
        try:
            limit = 3 * self.seconds + _SLACK
            sweep()
            self.background.run(self._start(dict.fromkeys(access.mcp), known or {}), limit)
        except BaseException:
            self.close()
            raise

    async def _start(self, addresses: Iterable[str], known: Mapping[str, "Listing"]) -> None:
        """Start one session with each server, all at once, and ask for its tools where they are
        not `known`. Raises StudioError."""
        from validators.environments._listing import complaint, listing
        from validators.environments._pool import Pool

        self._pools = {address: Pool(address, self.seconds) for address in addresses}

        async def first(address: str, pool: Pool) -> Server:
            if address in known:
                return Server(address, pool, known[address], known[address].tools)
            try:
                link = await pool.take(alone=True)
                found = await listing(address, link)
            except Failure as failure:
                raise complaint(address, failure) from None
            pool.give(link, unused=True)
            return Server(address, pool, found, found.tools)

        starting = [asyncio.create_task(first(*each)) for each in self._pools.items()]
        try:
            self.servers.extend(await asyncio.gather(*starting))
        finally:
            for task in starting:
                task.cancel()
            await asyncio.gather(*starting, return_exceptions=True)

    def can(self, tool: Tool, kind: str) -> bool:
        """No live server can be told what to do."""
        return False

    def handles(self, tool: Tool) -> bool:
        """Whether one of the servers has this very tool."""
        return self.server(tool) is not None

    def server(self, tool: Tool) -> Server | None:
        """The first server that has a tool."""
        return next((server for server in self.servers if server.has(tool)), None)

    def open(self, seed: int, today: date) -> "McpSession":
        """A dialogue's sessions, each begun at the first call that needs it."""
        return McpSession(self)

    def close(self) -> None:
        """End every session and process."""
        for pool in self._pools.values():
            self.background.run(pool.close(), _SLACK)
        self.background.close()


class McpSession:
    """The sessions of one dialogue with the servers it calls."""

    def __init__(self, environment: McpEnvironment) -> None:
        self._environment = environment
        self._links: dict[int, tuple[Server, Link]] = {}
        self._changed: set[int] = set()
        """Servers, by identity, that are not as they were found."""

    def execute(
        self, tool: Tool, arguments: Mapping[str, Json], twist: Intervention | None = None
    ) -> Outcome:
        """Execute one call. A server that died is started again, without what it knew."""
        server = self._environment.server(tool)
        if server is None:
            raise ValueError(f"no MCP server has the tool {tool.name}")
        limit = 2 * self._environment.seconds + _SLACK
        try:
            return self._environment.background.run(
                self._execute(server, tool, dict(arguments)), limit
            )
        except TimeoutError:
            return failed("timed_out", f"it took longer than {limit:g} s")

    async def _execute(self, server: Server, tool: Tool, arguments: dict[str, Json]) -> Outcome:
        name = original_name(tool)
        refused = server.failures.get(name, 0)
        if refused >= _GIVEN_UP and refused % _AGAIN:
            server.failures[name] = refused + 1
            return failed("unavailable", f"{refused} calls of {name} in a row were refused")
        try:
            link = await self._link(server)
        except Failure as failure:
            return failed("unavailable", failure.detail)
        as_found = id(server) not in self._changed
        self._changed.add(id(server))
        outcome = await self._called(server, link, tool, arguments)
        server.failures[name] = 0 if outcome.ok else refused + 1
        if as_found and (name in server.listing.reading or outcome.error in _HARMLESS):
            self._changed.discard(id(server))
        return outcome

    async def _called(
        self, server: Server, link: "Link", tool: Tool, arguments: dict[str, Json]
    ) -> Outcome:
        """What comes of a call; a server that went wrong with it is ended."""
        name = original_name(tool)
        strikes = server.strikes.get(name, 0)
        # a tool that hangs in every dialogue must not hold up the run for hours
        patience = max(self._environment.seconds / 2 ** min(strikes, 8), _LEAST)
        try:
            result = await link.call(name, arguments, patience)
        except Failure as failure:
            if failure.kind == "timed_out":
                server.strikes[name] = strikes + 1
            if failure.kind not in _HARMLESS:
                del self._links[id(server)]
                server.pool.give(link, unused=False)
            return failed(failure.kind, failure.detail)
        server.strikes.pop(name, None)
        return self._outcome(server, tool, result)

    def _outcome(self, server: Server, tool: Tool, result: dict[str, Json]) -> Outcome:
        from validators.environments._results import outcome

        if tool.id not in server.results:
            returns = tool.returns
            server.results[tool.id] = (
                None if returns is None else jsonschema_rs.validator_for(returns)
            )
        return outcome(result, server.results[tool.id])

    async def _link(self, server: Server) -> "Link":
        """This dialogue's session with a server. Raises Failure."""
        held = self._links.get(id(server))
        if held is not None and held[1].alive:
            return held[1]
        if held is not None:
            server.pool.give(held[1], unused=False)
        link = await server.pool.take()
        self._links[id(server)] = server, link
        return link

    def close(self) -> None:
        """Give the sessions back."""
        for key, (server, link) in self._links.items():
            back = partial(server.pool.give, link, unused=key not in self._changed)
            self._environment.background.loop.call_soon_threadsafe(back)
        self._links.clear()


PART = Mcp()
