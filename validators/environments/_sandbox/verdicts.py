"""What came of a call that gave no result: the kind of verdict and what a model reads of it."""

import errno
import re
import socket
from collections.abc import Iterator, Sequence

LONGEST = 500
"""Characters of a message."""

_FORBIDDEN = (errno.EPERM, errno.EACCES)
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


class Refused(Exception):
    """A call or its result is no good; `kind` is the verdict, `type` what the model reads."""

    def __init__(self, kind: str, type_: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.type = type_


def judged(error: BaseException) -> Refused:
    """The verdict on what a function raised."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, SystemExit):
        return Refused("exited", "SystemExit", "the function ended the program")
    if isinstance(error, MemoryError):
        return Refused("out_of_memory", "MemoryError", "the function used too much memory")
    kind = "raised"
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno == errno.EFBIG:
            kind = "disk_full"
        elif (isinstance(cause, PermissionError) and cause.errno in _FORBIDDEN) or isinstance(
            cause, socket.gaierror
        ):
            kind = "forbidden"
    return Refused(kind, type(error).__name__, _text(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and those it came from, as a traceback would show them."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        hidden = following.__suppress_context__
        following = following.__cause__ or (None if hidden else following.__context__)


def _text(error: BaseException) -> str:
    try:
        # of a KeyError the key without quotes would say too little
        return str(error)
    except Exception:
        return ""  # its own `__str__` fails: there is nothing to be read of it


def scrubbed(text: str, folders: Sequence[str]) -> str:
    """A message without what is of this machine or this process: the folders, longest first, and
    addresses of objects."""
    for folder in folders:
        text = text.replace(f"{folder}/", "").replace(folder, ".")
    text = _ADDRESS.sub("", text)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
