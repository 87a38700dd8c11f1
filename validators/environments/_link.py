"""One MCP session with one server, from its start to its end; every step has a time limit.

Lives in an event loop. The SDK's contexts must be left by the task that entered them, so each link
has a task of its own that holds them; requests race with the end of that task.
"""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import anyio
import httpx
from mcp import ClientSession, McpError
from mcp.types import (
    CONNECTION_CLOSED,
    INVALID_PARAMS,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    ClientRequest,
    Implementation,
    InitializeResult,
    ListToolsRequest,
    ListToolsResult,
    PaginatedRequestParams,
)
from pydantic import BaseModel, ValidationError

from studio import __version__
from studio.record import Json
from validators.environments._failures import Failure, found
from validators.environments._intake import Intake
from validators.environments._stdio import Process
from validators.environments._streaming import Endpoint

T = TypeVar("T")
R = TypeVar("R", bound=BaseModel)

_MOST_PAGES = 200
"""Pages of tools a server may have."""

# The SDK logs what a server does wrong, with tracebacks; here that is data.
logging.getLogger("mcp").setLevel(logging.CRITICAL)


class Link:
    """A session. `open` first, `close` last; `alive` tells whether it can still be used."""

    def __init__(self, address: str, seconds: float) -> None:
        self._seconds = seconds
        self._intake = Intake()
        self._server = (
            Endpoint(address, seconds, self._intake)
            if address.startswith(("http://", "https://"))
            else Process(address, self._intake)
        )
        self._session: ClientSession | None = None
        self._closing = asyncio.Event()

    async def open(self) -> None:
        """Start the server and shake hands. Raises Failure, with nothing left running."""
        self._greeted: asyncio.Future[InitializeResult] = asyncio.Future()
        self._life = asyncio.create_task(self._live())
        try:
            self.greeting = await self._within(_result(self._greeted), "initialize", self._seconds)
        except BaseException:
            await self.close()
            raise

    async def _live(self) -> None:
        name = Implementation(name="toolcall-studio", version=__version__)
        async with (
            self._server.streams() as (read, write),
            ClientSession(read, write, client_info=name) as session,
        ):
            self._session = session
            self._greeted.set_result(await session.initialize())
            await self._closing.wait()

    @property
    def alive(self) -> bool:
        return self._session is not None and not self._life.done()

    async def tools(self) -> list[dict[str, Json]]:
        """Every tool the server lists, over all pages, as JSON. Raises Failure."""
        listed: list[dict[str, Json]] = []
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            asked = ListToolsRequest(params=PaginatedRequestParams(cursor=cursor))
            page = await self._ask(ClientRequest(asked), ListToolsResult, self._seconds)
            listed.extend(
                tool.model_dump(mode="json", by_alias=True, exclude_none=True)
                for tool in page.tools
            )
            cursor = page.nextCursor
            if not cursor:
                return listed
        raise Failure("too_large", f"it lists over {_MOST_PAGES} pages of tools")

    async def call(self, name: str, arguments: dict[str, Json], seconds: float) -> dict[str, Json]:
        """Call a tool by the server's own name for it: the CallToolResult as JSON. Raises
        Failure."""
        # not `ClientSession.call_tool`, which lists all tools again before the first call
        asked = CallToolRequest(params=CallToolRequestParams(name=name, arguments=arguments))
        result = await self._ask(ClientRequest(asked), CallToolResult, seconds)
        return result.model_dump(mode="json", by_alias=True, exclude_none=True)

    async def _ask(self, request: ClientRequest, kind: type[R], seconds: float) -> R:
        if self._session is None:
            raise Failure("server_died", "it is not running")
        self._intake.rest()
        # a little longer than we wait, so that only one clock tells the time
        limit = timedelta(seconds=seconds + 5)
        sent = self._session.send_request(request, kind, request_read_timeout_seconds=limit)
        return await self._within(sent, request.root.method, seconds)

    async def _within(self, work: Coroutine[Any, Any, T], step: str, seconds: float) -> T:
        """The result of `work`, unless the session ends or the time is up first."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait(
                {task, self._life}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if self._life.done() or _cut_off(task):
                await asyncio.wait({self._life}, timeout=1)
                raise self._ending()
            if not task.done():
                raise self._silence(step, seconds)
            return task.result()
        except McpError as error:
            kind = "invalid" if error.error.code == INVALID_PARAMS else "tool_error"
            raise Failure(kind, f"it answers {step} with: {error.error.message[:500]}") from None
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            detail = f"its answer to {step} is none: {place}: {first['msg']}"
            raise Failure("not_json", detail) from None
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def _silence(self, step: str, seconds: float) -> Failure:
        if self._intake.rubbish:
            return Failure("not_json", self._intake.complaint() + self._server.last_words)
        detail = f"it did not answer {step} within {seconds:.3g} s{self._server.last_words}"
        return Failure("timed_out", detail)

    def _ending(self) -> Failure:
        """Why the session ended."""
        error = None if self._life.cancelled() else _raised(self._life)
        if error is None:
            return Failure("server_died", "the session ended")
        failure = found(error)
        if failure is not None:
            if failure.kind == "server_died" and self._intake.rubbish:
                return Failure("server_died", f"{failure.detail}; {self._intake.complaint()}")
            return failure
        leaf = error
        while isinstance(leaf, BaseExceptionGroup):
            leaf = leaf.exceptions[0]
        if isinstance(leaf, McpError):
            return Failure("tool_error", f"it refuses: {leaf.error.message[:300]}")
        if isinstance(leaf, ValidationError):
            return Failure("not_json", "its answer to initialize is none")
        if isinstance(leaf, anyio.BrokenResourceError | anyio.ClosedResourceError):
            return Failure("server_died", "the session ended")
        if isinstance(leaf, httpx.HTTPError | RuntimeError):
            said = " ".join(str(leaf).split("\n")[0].split()) or type(leaf).__name__
            return Failure("server_died", said[:300])
        raise error

    async def close(self) -> None:
        """End the session and the process. Waits; never raises what the server did."""
        if not self._greeted.done():
            # it is still starting and would not hear of it
            self._life.cancel()
        self._closing.set()
        done, _ = await asyncio.wait({self._life}, timeout=3)
        if not done:
            self._life.cancel()
            await asyncio.wait({self._life}, timeout=3)
        if self._life.done() and not self._life.cancelled():
            self._life.exception()  # seen


async def _result(future: "asyncio.Future[T]") -> T:
    return await asyncio.shield(future)


def _raised(task: "asyncio.Task[None]") -> BaseException | None:
    return task.exception() if task.done() else None


def _cut_off(task: "asyncio.Future[Any]") -> bool:
    """Whether a request failed because the session ended while it waited."""
    if not task.done() or task.cancelled():
        return False
    error = task.exception()
    return isinstance(error, McpError) and error.error.code == CONNECTION_CLOSED
