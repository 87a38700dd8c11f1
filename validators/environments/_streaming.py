"""An MCP server behind a URL: the SDK's streamable HTTP transport, within bounds.

https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#streamable-http. Nothing
of this machine is sent along: no proxies, no .netrc.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import httpx
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.message import SessionMessage

from validators.environments._failures import Failure
from validators.environments._intake import Intake

Received = MemoryObjectReceiveStream[SessionMessage | Exception]
Sent = MemoryObjectSendStream[SessionMessage]


class Endpoint:
    """One MCP session with a URL."""

    last_words = ""
    """A server behind a URL has no standard error."""

    def __init__(self, url: str, seconds: float, intake: Intake) -> None:
        self._url = url
        self._seconds = seconds
        self._intake = intake
        self._flood: Failure | None = None

    @asynccontextmanager
    async def streams(self) -> AsyncIterator[tuple[Received, Sent]]:
        """Messages from and to the server. Raises, in a group, Failure when it floods or answers
        with no message, and httpx's errors when it cannot be reached or refuses."""
        self._flooded = anyio.Event()
        inward, read = anyio.create_memory_object_stream[SessionMessage | Exception](0)
        client = httpx.AsyncClient(
            transport=_Bounded(self._count), timeout=self._seconds, trust_env=False
        )
        async with (
            client,
            streamable_http_client(self._url, http_client=client) as (theirs, write, _),
            anyio.create_task_group() as group,
            theirs,
            inward,
            read,
        ):
            group.start_soon(self._pump, theirs, inward)
            group.start_soon(self._watch)
            yield read, write
            group.cancel_scope.cancel()

    async def _pump(
        self, theirs: Received, inward: MemoryObjectSendStream[SessionMessage | Exception]
    ) -> None:
        async for item in theirs:
            if isinstance(item, Exception):
                if isinstance(item, Failure):
                    raise item
                said = " ".join(str(item).split())
                # a request has one answer: there will be no other
                raise Failure("not_json", f"its answer is no JSON-RPC message: {said[:200]}")
            message = self._intake.message(item)
            if message is not None:
                await inward.send(message)

    async def _watch(self) -> None:
        """Raise what was found while the SDK was reading, which keeps some errors to itself."""
        await self._flooded.wait()
        if self._flood is not None:
            raise self._flood

    def _count(self, size: int) -> None:
        try:
            self._intake.size(size)
        except Failure as failure:
            self._flood = failure
            self._flooded.set()
            raise


class _Bounded(httpx.AsyncHTTPTransport):
    """A transport that tells `count` the size of each piece of a response."""

    def __init__(self, count: Callable[[int], None]) -> None:
        super().__init__(trust_env=False)
        self._count = count

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        # unpacked, a small response could be of any size
        request.headers["accept-encoding"] = "identity"
        response = await super().handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise httpx.DecodingError("it packs its answers though asked not to", request=request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Counted(response.stream, self._count)
        return response


class _Counted(httpx.AsyncByteStream):
    """The pieces of a stream, each told."""

    def __init__(self, stream: httpx.AsyncByteStream, count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            self._count(len(piece))
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()
