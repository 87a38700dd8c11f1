"""Write protection of all files outside one folder (Landlock) for this process. Linux only.

Rights and structures: `linux/landlock.h`, documented in the kernel's
`Documentation/userspace-api/landlock.rst`. Reading stays allowed; running programs does not.
"""

import ctypes
import os
import struct
from functools import cache

from .library import libc

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on x86_64 and aarch64
_GET_VERSION = 1
_RULE_PATH = 1

_EXECUTE = 1 << 0
_WRITE_FILE = 1 << 1
_REMOVE_DIR, _REMOVE_FILE = 1 << 4, 1 << 5
_MAKE_CHAR, _MAKE_DIR, _MAKE_REG, _MAKE_SOCK = 1 << 6, 1 << 7, 1 << 8, 1 << 9
_MAKE_FIFO, _MAKE_BLOCK, _MAKE_SYM = 1 << 10, 1 << 11, 1 << 12
_REFER = 1 << 13  # moving and linking across folders, from version 2
_TRUNCATE = 1 << 14  # from version 3
_IOCTL_DEV = 1 << 15  # from version 5
_TCP = 0b11  # binding and connecting, from version 4
_SCOPES = 0b11  # abstract sockets of and signals to processes outside, from version 6

_DEVICES = _MAKE_CHAR | _MAKE_BLOCK | _MAKE_SOCK


@cache
def version() -> int:
    """Of Landlock in the running kernel; 0 where there is none or it is switched off."""
    if os.uname().sysname != "Linux":
        return 0
    return max(0, int(libc().syscall(_CREATE, None, ctypes.c_size_t(0), _GET_VERSION)))


def restrict(folder: str, *, removable: bool = False) -> bool:
    """From now on write below `folder` and to /dev/null only; False where Landlock is missing.
    Removing the folder itself is a right over its parent: `removable` gives it, with which other
    empty folders in that parent could be removed too. Needs PR_SET_NO_NEW_PRIVS. Raises OSError
    when the kernel refuses."""
    found = version()
    if not found:
        return False
    writing = (
        _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _MAKE_FIFO | _MAKE_SYM
    )
    writing |= _REFER if found >= 2 else 0
    writing |= _TRUNCATE if found >= 3 else 0
    handled = writing | _DEVICES | _EXECUTE | (_IOCTL_DEV if found >= 5 else 0)
    rules = struct.pack("=Q", handled)
    rules += struct.pack("=Q", _TCP) if found >= 4 else b""
    rules += struct.pack("=Q", _SCOPES) if found >= 6 else b""
    ruleset = _done(_CREATE, rules, ctypes.c_size_t(len(rules)), 0)
    try:
        _allow(ruleset, folder, writing)
        _allow(ruleset, os.devnull, writing & (_WRITE_FILE | _TRUNCATE))
        if removable:
            _allow(ruleset, os.path.dirname(folder), _REMOVE_DIR)
        _done(_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)
    return True


def _allow(ruleset: int, path: str, rights: int) -> None:
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        _done(_ADD, ruleset, _RULE_PATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _done(number: int, *arguments: object) -> int:
    result = int(libc().syscall(number, *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), "Landlock refused")
    return result
