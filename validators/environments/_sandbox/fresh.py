"""Whether a process that served a dialogue is as good as one just forked, so that it may serve the
next one.

It is when nothing changed that the modules called reach (`reach`), and nothing of the process
itself: folder (empty, or emptied of a few files), descriptors, threads, loaded modules, builtins,
environment, umask, signal handlers, timers, locale, time zone, priority, the interpreter's
settings, the registries of the standard library. It must also have used little memory and processor
time, which the next dialogue would lack. Linux only: elsewhere no process serves twice.
"""

import _signal  # type: ignore[import-not-found]  # without making enums of its answers
import builtins
import copyreg
import csv
import gc
import locale
import os
import random
import shutil
import signal
import stat
import sys
import time
import warnings
from itertools import chain
from operator import is_
from types import ModuleType

from .reach import Reach, Stateful, shallow

SECONDS = 1.0
"""Processor time after which a process serves no more."""
_GROWTH = 8 * 2**20
"""Bytes of address space it may grow by."""
_SIGNALS = tuple(sorted(map(int, signal.valid_signals())))
_LINUX = sys.platform == "linux"


class Watch:
    """What the modules reached before any of their functions was called. Made by the server as
    functions come to be needed, and inherited by the processes it forks from then on."""

    def __init__(self) -> None:
        self._reaches: dict[str, Reach | None] = {}

    def add(self, module: ModuleType) -> None:
        """Look at a module, anew if it was before: making a function ready may touch it."""
        if not _LINUX or self._reaches.get(module.__name__, self) is None:
            return  # decided once
        try:
            self._reaches[module.__name__] = Reach(module)
        except (Stateful, RecursionError, AttributeError, TypeError, ValueError, RuntimeError):
            self._reaches[module.__name__] = None  # objects that resist being looked at, too

    def reach(self, module: str) -> Reach | None:
        """What a module reached; None if it keeps state, or was not looked at in time."""
        return self._reaches.get(module)


class Process:
    """This process as it was before its first call."""

    def __init__(self, folder: str, reaches: Watch) -> None:
        self._folder = folder
        self._watch = reaches
        self._called: dict[str, Reach | None] = {}
        always = (builtins, os, sys, random, warnings, signal, copyreg, gc, shutil)
        self._live = list(chain.from_iterable(shallow(each, deeper=True) for each in always))
        self._live += [sys.modules.keys(), sys.modules.values()]
        self._names = list(chain.from_iterable(self._live))
        self._state = _state()
        self._space = _space()

    def calling(self, module: str) -> bool:
        """Whether the process may serve another dialogue after a call of this module, if nothing
        changes."""
        self._called[module] = self._watch.reach(module)
        return None not in self._called.values()

    def fresh(self) -> bool:
        """Whether the next dialogue cannot tell this process from a new one."""
        if None in self._called.values() or time.process_time() > SECONDS:
            return False
        gc.collect()  # what has finalizers has them run now
        names = list(chain.from_iterable(self._live))
        same = len(names) == len(self._names) and all(map(is_, names, self._names))
        as_new = (
            same
            and _emptied(self._folder)
            and _state() == self._state
            and _space() - self._space <= _GROWTH
            and not any(reach.changed() for reach in self._called.values() if reach)
        )
        if as_new:
            self._called.clear()
        return as_new


def _emptied(folder: str) -> bool:
    """Remove what is in the folder; whether that left it as it was made."""
    try:
        for entry in list(os.scandir(folder)):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            else:
                os.unlink(entry.path)
        return not os.listdir(folder) and stat.S_IMODE(os.stat(folder).st_mode) == 0o700
    except OSError:
        return False


def _space() -> int:
    with open("/proc/self/statm", "rb", buffering=0) as file:
        return int(file.read().split()[0]) * 4096


def _state() -> tuple[object, ...]:
    """All that a process has besides Python objects, as far as functions can change it."""
    mask = os.umask(0o77)
    os.umask(mask)
    return (
        mask,
        os.getcwd(),
        _descriptors(),
        os.listdir("/proc/self/task"),
        dict(vars(os.environ)["_data"]),  # several times as fast as by itself
        list(map(_signal.getsignal, _SIGNALS)),
        signal.getitimer(signal.ITIMER_REAL),
        signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        os.getpriority(os.PRIO_PROCESS, 0),
        locale.setlocale(locale.LC_ALL),
        (time.timezone, time.tzname),
        (sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits()),
        (sys.gettrace(), sys.getprofile(), gc.isenabled(), gc.get_threshold()),
        (csv.list_dialects(), csv.field_size_limit()),
    )


def _descriptors() -> list[tuple[str, str]]:
    """Open descriptors and what they are, without the one that reads the folder of them."""
    found = []
    for name in os.listdir("/proc/self/fd"):
        try:
            found.append((name, os.readlink(f"/proc/self/fd/{name}")))
        except FileNotFoundError:
            continue
    return sorted(found)
