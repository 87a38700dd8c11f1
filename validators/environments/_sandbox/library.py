"""The C library, opened once. What is called of it is the callers' business."""

import ctypes
from functools import cache


@cache
def libc() -> ctypes.CDLL:
    """Functions of the C library this process runs with; `ctypes.get_errno` tells their errors."""
    return ctypes.CDLL(None, use_errno=True)
