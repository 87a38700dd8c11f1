"""What the sandbox is told when it starts: the files, where to look for imports, the limits."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .limits import Limits


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file with functions."""

    path: str
    name: str
    """Dotted name it is imported by."""
    functions: tuple[str, ...]
    """Dotted names of functions in it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All of it. Functions are numbered over all files, in their order."""

    files: tuple[SourceFile, ...]
    path: tuple[str, ...]
    """Folders to import from, `sys.path`."""
    base: str
    """Folder of the working folders, the only one that is written to."""
    hidden: tuple[str, ...]
    """Folders that no message names, longest first."""
    limits: Limits

    def encoded(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decoded(cls, content: bytes) -> "Plan":
        """From JSON."""
        data: Mapping[str, Any] = json.loads(content)
        return cls(
            files=tuple(
                SourceFile(file["path"], file["name"], tuple(file["functions"]))
                for file in data["files"]
            ),
            path=tuple(data["path"]),
            base=data["base"],
            hidden=tuple(data["hidden"]),
            limits=Limits(**data["limits"]),
        )
