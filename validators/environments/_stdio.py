"""An MCP server as a process: its standard streams as message streams, within bounds.

The stdio transport of https://modelcontextprotocol.io/specification/2025-06-18/basic/transports:
one JSON-RPC message on each line. The SDK's own transport reads lines of any length and any number
of messages; this one gives up on a server that floods, remembers what is no message, and ends the
process with its children. It does not know what the messages mean.
"""

import asyncio
import contextlib
import os
import shlex
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
from mcp.client.stdio import get_default_environment
from mcp.shared.message import SessionMessage

from validators.environments._failures import Failure
from validators.environments._intake import LARGEST, Intake
from validators.environments._orphans import bound_to_parent, own_folder

Received = MemoryObjectReceiveStream[SessionMessage | Exception]
Sent = MemoryObjectSendStream[SessionMessage]

_PATIENCE = 0.5
"""Seconds a server has to end by itself when its input ends, and again after SIGTERM."""
_TAIL = 4096
"""Bytes kept of what a server writes on its standard error."""
FOLDER = "{folder}"
"""In a command: an empty folder of each process's own, removed when it ends."""


class Process:
    """One server process. Leads a process group, so that its children end with it."""

    def __init__(self, command: str, intake: Intake) -> None:
        self._command = command
        self._intake = intake
        self._errors = bytearray()

    @asynccontextmanager
    async def streams(self) -> AsyncIterator[tuple[Received, Sent]]:
        """Messages from and to the process, started on entry and ended on leaving. Raises Failure,
        in a group, when the process ends or floods."""
        with own_folder() as own:
            process = await self._started(own)
            inward, read = anyio.create_memory_object_stream[SessionMessage | Exception](0)
            write, outward = anyio.create_memory_object_stream[SessionMessage](0)
            try:
                async with anyio.create_task_group() as group, inward, read, write, outward:
                    group.start_soon(self._listen, process)
                    group.start_soon(self._read, process, inward)
                    group.start_soon(_write, process, outward)
                    yield read, write
                    group.cancel_scope.cancel()
            finally:
                with anyio.CancelScope(shield=True):
                    await _ended(process)

    async def _started(self, own: str) -> asyncio.subprocess.Process:
        words = [word.replace(FOLDER, own) for word in shlex.split(self._command)]
        try:
            return await asyncio.create_subprocess_exec(
                *words,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=get_default_environment(),
                start_new_session=True,
                limit=LARGEST,
                preexec_fn=bound_to_parent(),
            )
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not shutil.which(words[0]):
                raise Failure("not_found", f"there is no command {words[0]!r}") from None
            raise Failure("not_found", f"cannot run {words[0]!r}: {error.strerror}") from None

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        """Keep the end of what the server writes on its standard error."""
        assert process.stderr is not None
        while chunk := await process.stderr.read(1 << 16):
            self._errors += chunk
            del self._errors[:-_TAIL]

    async def _read(
        self,
        process: asyncio.subprocess.Process,
        inward: MemoryObjectSendStream[SessionMessage | Exception],
    ) -> None:
        """Hand on the messages; raise Failure at the end of the stream."""
        assert process.stdout is not None
        while True:
            try:
                line = await process.stdout.readuntil(b"\n")
            except asyncio.LimitOverrunError:
                raise Failure("too_large", f"it sent a line of over {LARGEST >> 20} MB") from None
            except asyncio.IncompleteReadError:
                raise await self._death(process) from None
            message = self._intake.line(line)
            if message is not None:
                await inward.send(message)

    async def _death(self, process: asyncio.subprocess.Process) -> Failure:
        """How the process ended, with its last words."""
        detail = "it closed its output"
        with contextlib.suppress(TimeoutError):
            code = await asyncio.wait_for(process.wait(), _PATIENCE)
            how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
            detail = f"it ended with {how}"
        # what it wrote last may still be on its way
        await asyncio.sleep(0.02)
        return Failure("server_died", detail + self.last_words)

    @property
    def last_words(self) -> str:
        """The last line on its standard error, as an addition to a sentence."""
        lines = self._errors.decode(errors="replace").strip().splitlines()
        return f" (its last words: {lines[-1].strip()[:200]})" if lines else ""


async def _write(
    process: asyncio.subprocess.Process, outward: MemoryObjectReceiveStream[SessionMessage]
) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        # the end of the process is told by the reader
        async for message in outward:
            text = message.message.model_dump_json(by_alias=True, exclude_none=True)
            process.stdin.write(text.encode() + b"\n")
            await process.stdin.drain()


async def _ended(process: asyncio.subprocess.Process) -> None:
    """End the process and its group: close its input, then SIGTERM, then SIGKILL."""
    if process.stdin is not None:
        process.stdin.close()
    drained = asyncio.gather(_drain(process.stdout), _drain(process.stderr), return_exceptions=True)
    try:
        for step in (None, signal.SIGTERM, signal.SIGKILL):
            if step is not None:
                _kill(process.pid, step)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _PATIENCE)
                break
        # children that stayed behind
        _kill(process.pid, signal.SIGKILL)
        await process.wait()
    finally:
        drained.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await drained
        # asyncio keeps the pipes open while a process that left the group holds their other ends
        process._transport.close()  # type: ignore[attr-defined]


async def _drain(stream: asyncio.StreamReader | None) -> None:
    """Read and forget, so that a server which is still writing can come to its end."""
    while stream is not None and await stream.read(1 << 16):
        pass


def _kill(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
