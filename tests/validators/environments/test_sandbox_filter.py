"""The filter of system calls, run here as the kernel runs it, for both architectures."""

import errno
import os
import struct

import pytest

from validators.environments._sandbox import seccomp, syscalls

ALLOWED, KILLED = "allowed", "killed"
X86, ARM = 0, 1
MACHINES = dict(syscalls.ARCHITECTURES.values())


def verdict(column: int, number: int, *arguments: int, child: bool, machine: int = 0) -> object:
    """What the filter says of a call: ALLOWED, KILLED, or the error it gives (0: success)."""
    data = struct.pack(
        "=iIQ6Q", number, machine or MACHINES[column], 0, *(*arguments, *[0] * 6)[:6]
    )
    code = seccomp.program(column, MACHINES[column], child=child)
    instructions = list(struct.iter_unpack("=HBBI", code))
    place = value = 0
    while True:
        operation, yes, no, constant = instructions[place]
        place += 1
        if operation == 0x20:
            (value,) = struct.unpack_from("=I", data, constant)
        elif operation == 0x54:
            value &= constant
        elif operation == 0x06:
            return _action(constant)
        else:
            holds = value == constant if operation == 0x15 else value > constant
            place += yes if holds else no


def _action(constant: int) -> object:
    if constant == 0x7FFF0000:
        return ALLOWED
    return constant & 0xFFFF if constant >> 16 == 5 else KILLED


READ = {X86: 0, ARM: 63}
OPENAT = {X86: 257, ARM: 56}
FUTEX = {X86: 202, ARM: 98}
SOCKETPAIR = {X86: 53, ARM: 199}


@pytest.mark.parametrize("column", [X86, ARM])
@pytest.mark.parametrize("child", [True, False])
def test_ordinary_calls_pass(column: int, child: bool) -> None:
    for numbers in (READ, OPENAT, FUTEX, SOCKETPAIR):
        if child:
            assert verdict(column, numbers[column], child=True) == ALLOWED
        assert verdict(column, numbers[column], child=False) == ALLOWED


@pytest.mark.parametrize("column", [X86, ARM])
def test_tables_are_refused(column: int) -> None:
    for table in (syscalls.NETWORK, syscalls.PROGRAMS, syscalls.OTHERS):
        for name, pair in table.items():
            if (number := pair[column]) is not None:
                assert verdict(column, number, child=False) == errno.EPERM, name
    for name, pair in syscalls.PRETENDED.items():
        if (number := pair[column]) is not None:
            assert verdict(column, number, child=False) == 0, name
    for name, pair in (*syscalls.FORKS.items(), *syscalls.LATE.items()):
        if (number := pair[column]) is not None:
            assert verdict(column, number, child=True) == errno.EPERM, name


@pytest.mark.parametrize("column", [X86, ARM])
def test_calls_are_judged_by_their_arguments(column: int) -> None:
    clone, prctl = syscalls.CLONE[column] or 0, syscalls.PRCTL[column] or 0
    kill = syscalls.SIGNALS["kill"][column] or 0
    prlimit = syscalls.SELF_ONLY["prlimit64"][column] or 0
    mkdirat = syscalls.MKDIRAT[column] or 0
    thread = 0x3D0F00  # what the C library asks for
    assert verdict(column, clone, thread, child=True) == ALLOWED
    assert verdict(column, clone, 17, child=True) == errno.EPERM
    assert verdict(column, syscalls.CLONE3[column] or 0, child=True) == errno.ENOSYS
    assert verdict(column, prctl, 15, child=True) == ALLOWED
    assert verdict(column, prctl, 1, child=True) == errno.EPERM
    assert verdict(column, kill, os.getpid(), 9, child=True) == ALLOWED
    for process in (0, 1, os.getppid(), 2**64 - 1):
        assert verdict(column, kill, process, 9, child=True) == errno.EPERM
    assert verdict(column, prlimit, 0, child=False) == ALLOWED
    assert verdict(column, prlimit, os.getppid(), child=False) == errno.EPERM
    assert verdict(column, mkdirat, 3, 0, 0o755, child=True) == ALLOWED
    assert verdict(column, mkdirat, 3, 0, 0o077, child=True) == errno.EPERM


@pytest.mark.parametrize("column", [X86, ARM])
def test_calls_of_other_kernels_and_machines(column: int) -> None:
    assert verdict(column, syscalls.NEWEST + 1, child=False) == errno.ENOSYS
    assert verdict(column, 469, child=False) == errno.ENOSYS
    for number in syscalls.YOUNG:
        assert verdict(column, number, child=False) == ALLOWED
    assert verdict(column, READ[column], child=False, machine=0x40000003) == KILLED
    if column == X86:
        assert verdict(X86, 0x40000000 + 41, child=False) == KILLED, "the x32 numbers"
