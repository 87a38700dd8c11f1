"""Servers that are started and not used yet, for one command or URL.

A dialogue gets a session nobody has used, because what it changes must not be seen by the next
one. Starting takes some tenths of a second, so the next ones are started in the background while a
dialogue uses its own. What was left as it was found may be given back. Lives in an event loop.
"""

import asyncio
from collections import deque

from validators.environments._failures import Failure
from validators.environments._link import Link

AHEAD = 2
"""Sessions started ahead."""
MOST = 8
"""Sessions at once: those ahead, in use and coming to their end."""


class Pool:
    """The sessions with one server."""

    def __init__(self, address: str, seconds: float) -> None:
        self._address = address
        self._seconds = seconds
        self._ready: deque[Link] = deque()
        self._starting: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._taken: set[Link] = set()

    async def take(self, *, alone: bool = False) -> Link:
        """A session nobody has used; `alone` when no other is to be started ahead yet. Raises
        Failure when none can be started."""
        ahead = 1 if alone else AHEAD
        while True:
            while self._ready:
                link = self._ready.popleft()
                if link.alive:
                    self._taken.add(link)
                    self._start(0 if alone else AHEAD)
                    return link
                self._end(link)
            self._start(ahead)
            waiting = self._starting | self._ending
            if not waiting:
                raise Failure("unavailable", f"{MOST} sessions are in use already")
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done & self._starting:
                self._starting.discard(task)
                if not self._ready:
                    task.result()

    def give(self, link: Link, *, unused: bool) -> None:
        """Back from a dialogue: to be used again if it is as it was, else to be ended."""
        self._taken.discard(link)
        if unused and link.alive:
            self._ready.appendleft(link)
        else:
            self._end(link)

    async def close(self) -> None:
        """End every session."""
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for link in (*self._ready, *self._taken):
            self._end(link)
        self._ready.clear()
        self._taken.clear()
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _start(self, ahead: int) -> None:
        """Start as many as are to be ahead. One that failed to start unasked is tried again."""
        for task in [task for task in self._starting if task.done()]:
            self._starting.discard(task)
            if not task.cancelled():
                task.exception()  # seen
        while len(self._ready) + len(self._starting) < ahead and self._running < MOST:
            self._starting.add(asyncio.create_task(self._open()))

    @property
    def _running(self) -> int:
        return sum(map(len, (self._ready, self._starting, self._ending, self._taken)))

    async def _open(self) -> None:
        link = Link(self._address, self._seconds)
        await link.open()
        self._ready.append(link)

    def _end(self, link: Link) -> None:
        task = asyncio.create_task(link.close())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
