"""Stages on the cores of this machine: processes that work ahead, results in order.

Plain pipes, no queues: a worker whose main process was killed reads the end of its pipe and goes.
Workers hold no state that matters. What the work is, is the caller's business.
"""

import gc
import multiprocessing
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import TypeVar, cast

from studio.errors import RunError

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 4
"""Tasks a worker may be ahead of the one whose result is due: bounds what waits in memory."""


class LocalEngine:
    """Worker processes, started afresh (spawn): no threads or locks are inherited."""

    name = "local"

    def map(
        self, start: Callable[[], Callable[[T], R]], tasks: Iterable[T], workers: int
    ) -> Generator[R, None, None]:
        """The results of `start()(task)` in the order of the tasks.

        `start` is called once in each process; it, tasks and results must be picklable. Close the
        iterator to end the processes early. Raises RunError when a worker dies, RuntimeError with
        the worker's traceback when the work raises.
        """
        crew = [_Worker(cast("Callable[[], object]", start)) for _ in range(workers)]
        try:
            for result in _in_order(crew, iter(tasks)):
                yield cast("R", result)
        finally:
            for worker in crew:
                worker.stop()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, start: Callable[[], object]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_serve, args=(theirs, start), daemon=True
        )
        # Ctrl-C reaches the whole process group, but it is for the main process to act on it. The
        # tracker first: starting it unblocks the signal again, so the first worker would hear it.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self.places: list[int] = []
        """Places of the tasks it was given and has not answered."""

    def give(self, place: int, task: object) -> None:
        try:
            self.pipe.send(task)
        except OSError:
            raise self._died() from None
        self.places.append(place)

    def take(self) -> tuple[int, object]:
        try:
            failure, result = self.pipe.recv()
        except (EOFError, OSError):
            raise self._died() from None
        if failure:
            raise RuntimeError(f"a worker failed\n{failure}")
        return self.places.pop(0), result

    def _died(self) -> RunError:
        self.process.join(1)
        return RunError(
            f"worker process {self.process.pid} died (exit code {self.process.exitcode}): it was "
            "killed or ran out of memory; what was sealed is safe: continue with --resume, "
            "perhaps with fewer --workers"
        )

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _in_order(crew: list[_Worker], tasks: Iterator[object]) -> Iterator[object]:
    by_pipe = {worker.pipe: worker for worker in crew}
    done: dict[int, object] = {}
    given = due = 0
    more = True
    while more or given > due:
        while more and given - due < AHEAD * len(crew):
            # Two at most: one to work on, one that waits so that the process never does.
            free = [worker for worker in crew if len(worker.places) < 2]
            if not free:
                break
            try:
                task = next(tasks)
            except StopIteration:
                more = False
                break
            min(free, key=lambda worker: len(worker.places)).give(given, task)
            given += 1
        if due in done:
            yield done.pop(due)
            due += 1
        elif given > due:
            for pipe in wait([pipe for pipe, worker in by_pipe.items() if worker.places]):
                place, result = by_pipe[cast("Connection", pipe)].take()
                done[place] = result


def _serve(pipe: Connection, start: Callable[[], Callable[[object], object]]) -> None:
    """The life of a worker: until the pipe ends."""
    try:
        work: Callable[[object], object] | None = None
        while True:
            task = pipe.recv()
            try:
                if work is None:
                    work = start()
                    gc.freeze()  # what it starts with stays: not to be walked again and again
                answer: tuple[str, object] = ("", work(task))
            except Exception:
                answer = (traceback.format_exc(), None)
            pipe.send(answer)
    except (EOFError, OSError):
        return


PART = LocalEngine()
