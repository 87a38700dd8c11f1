"""One asyncio event loop in one background thread, driven from code that blocks.

Knows nothing of what runs in it. Started at first use; every wait has an end.
"""

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Background:
    """The loop and its thread. A daemon: a process that forgets to close it still ends."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="environments", daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """The result of a coroutine; TimeoutError, and the coroutine is cancelled, when it takes
        longer than `seconds`. What the coroutine raises is raised here."""
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return future.result(seconds)
        except concurrent.futures.TimeoutError:
            future.cancel()
            raise TimeoutError(f"took longer than {seconds:g} s") from None
        except BaseException:
            # Ctrl-C while waiting: what runs must not go on unseen
            future.cancel()
            raise

    def close(self, seconds: float = 10.0) -> None:
        """Cancel what still runs, and end the thread; once."""
        try:
            self.run(_cancelled(), seconds)
        finally:
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join(seconds)
            if not self._thread.is_alive():
                self.loop.close()


async def _cancelled() -> None:
    """Cancel every other task and wait for their ends."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
