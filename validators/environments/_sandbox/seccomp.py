"""A filter of system calls (seccomp-bpf) for this process and what it forks. Linux only.

Format of the filter: `linux/filter.h`, `linux/seccomp.h`; the kernel runs it on `struct
seccomp_data`: number at 0, architecture at 4, arguments of 8 bytes from 16 on.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from . import syscalls
from .library import libc

_LOAD, _EQUAL, _GREATER, _AND, _RETURN = 0x20, 0x15, 0x25, 0x54, 0x06
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_X32 = 0x40000000
_CLONE_THREAD = 0x00010000
_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_PR_SET_PDEATHSIG = 1
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16

_SIZE = 8

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, constant."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def install(*, child: bool) -> bool:
    """Filter from now on; False where the platform has no such filters. Needs
    PR_SET_NO_NEW_PRIVS. In a `child` also processes and signals to others are refused."""
    found = syscalls.ARCHITECTURES.get(os.uname().machine)
    if found is None or os.uname().sysname != "Linux":
        return False
    code = program(*found, child=child)
    given = ctypes.byref(_Program(len(code) // _SIZE, code))
    return int(libc().prctl(_PR_SET_SECCOMP, _MODE_FILTER, given, 0, 0)) == 0


def program(column: int, architecture: int, *, child: bool) -> bytes:
    """The filter for an architecture of `syscalls.ARCHITECTURES`, as the kernel takes it."""
    end = [*(_own_signals(column) if child else ()), (_RETURN, 0, 0, _ALLOW)]
    return _filter(column, architecture, child=child) + _packed(end)


def _packed(instructions: Iterable[Instruction]) -> bytes:
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)


@cache
def _filter(column: int, architecture: int, *, child: bool) -> bytes:
    """The part that is the same in all processes; kept, since each dialogue needs it."""
    return _packed(
        (
            (_LOAD, 0, 0, _ARCHITECTURE),
            (_EQUAL, 1, 0, architecture),
            (_RETURN, 0, 0, _KILL),
            (_LOAD, 0, 0, _NUMBER),
            *(_child(column) if child else _server(column, architecture)),
        )
    )


def prepare() -> None:
    """Work out the filter of children ahead of them."""
    found = syscalls.ARCHITECTURES.get(os.uname().machine)
    if found is not None:
        _filter(*found, child=True)


def _server(column: int, architecture: int) -> Iterator[Instruction]:
    if architecture == syscalls.ARCHITECTURES["x86_64"][1]:
        yield from ((_GREATER, 0, 1, _X32 - 1), (_RETURN, 0, 0, _KILL))
    for table in (syscalls.NETWORK, syscalls.PROGRAMS, syscalls.OTHERS):
        yield from _answer(_numbers(table, column), errno.EPERM)
    yield from _answer(_numbers(syscalls.PRETENDED, column), 0)
    for number in _numbers(syscalls.SELF_ONLY, column):
        yield from _unless_first(number, 0)
    young = syscalls.YOUNG
    yield (_GREATER, 0, len(young) + 1, syscalls.NEWEST)
    for place, number in enumerate(young):
        yield (_EQUAL, len(young) - place, 0, number)
    yield (_RETURN, 0, 0, _ERRNO | errno.ENOSYS)


def _child(column: int) -> Iterator[Instruction]:
    for table in (syscalls.FORKS, syscalls.LATE):
        yield from _answer(_numbers(table, column), errno.EPERM)
    # without clone3 the C library uses clone, whose flags can be looked at
    yield from _answer([syscalls.CLONE3[column] or 0], errno.ENOSYS)
    yield (_EQUAL, 0, 4, syscalls.CLONE[column] or 0)
    yield (_LOAD, 0, 0, _ARGUMENT)
    yield (_AND, 0, 0, _CLONE_THREAD)
    yield (_EQUAL, 0, 1, 0)
    yield (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    yield (_LOAD, 0, 0, _NUMBER)
    yield (_EQUAL, 0, 4, syscalls.PRCTL[column] or 0)
    yield (_LOAD, 0, 0, _ARGUMENT)
    yield (_EQUAL, 0, 1, _PR_SET_PDEATHSIG)
    yield (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    yield (_LOAD, 0, 0, _NUMBER)
    # a folder its owner may not enter could not be removed again
    for number, place in ((syscalls.MKDIR[column], 1), (syscalls.MKDIRAT[column], 2)):
        if number is not None:
            yield (_EQUAL, 0, 5, number)
            yield (_LOAD, 0, 0, _ARGUMENT + 8 * place)
            yield (_AND, 0, 0, 0o700)
            yield (_EQUAL, 1, 0, 0o700)
            yield (_RETURN, 0, 0, _ERRNO | errno.EPERM)
            yield (_RETURN, 0, 0, _ALLOW)


def _own_signals(column: int) -> Iterator[Instruction]:
    for number in _numbers(syscalls.SIGNALS, column):
        yield from _unless_first(number, os.getpid())


def _numbers(table: Mapping[str, syscalls.Numbers], column: int) -> Iterator[int]:
    return (number for pair in table.values() if (number := pair[column]) is not None)


def _answer(numbers: Iterable[int], code: int) -> Iterator[Instruction]:
    """Calls with these numbers are not done; they give `code`, 0 for success."""
    for number in numbers:
        yield (_EQUAL, 0, 1, number)
        yield (_RETURN, 0, 0, _ERRNO | code)


def _unless_first(number: int, argument: int) -> Iterator[Instruction]:
    """The call is refused unless the lower half of its first argument, a process id, is this."""
    yield (_EQUAL, 0, 4, number)
    yield (_LOAD, 0, 0, _ARGUMENT)
    yield (_EQUAL, 1, 0, argument)
    yield (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    yield (_RETURN, 0, 0, _ALLOW)
