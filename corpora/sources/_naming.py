"""Names a model can emit, made from whatever an API calls its operations.

What can be emitted, and how a long name is shortened, is `studio.schemas.naming`; here names are
made of CamelCase, paths and methods, and kept apart within a document. Knows no schema format.
"""

import json
import re
import unicodedata

from studio.schemas.naming import LONGEST, cleaned, emittable

_ILLEGAL = re.compile(r"[^a-zA-Z0-9_.-]+")
_WORDS = (
    # "ListARNs" keeps its plural s, "DBInstance" splits before the last capital, "v2Api" after 2
    re.compile(r"(?<=[a-z0-9])(?=[A-Z]{2,}s(?:[A-Z]|\Z))"),
    re.compile(r"(?<=[A-Z]s)(?=[A-Z])"),
    re.compile(r"(?<=[A-Z])(?=[A-Z][a-z](?!\Z|[A-Z_]))"),
    re.compile(r"(?<=[a-z0-9])(?=[A-Z])"),
)


def snake(name: str) -> str:
    """CamelCase as snake_case: `DescribeDBInstances` is `describe_db_instances`."""
    for boundary in _WORDS:
        name = boundary.sub("_", name)
    return re.sub(r"_+", "_", name).lower()


def clean(name: str) -> str:
    """`name` with accents folded and everything a model cannot emit turned into underscores;
    empty when nothing is left. Not shortened."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    folded = _ILLEGAL.sub("_", folded if folded.strip() else "")
    return folded.strip("_.-")


def from_path(method: str, path: str) -> str:
    """A name for an operation that has none: `get /users/{id}` is `get_users_by_id`."""
    words = [method.lower()]
    for segment in path.split("/"):
        plain = clean(re.sub(r"\{([^}]*)\}", r"_\1_", segment))
        if plain:
            words.append(f"by_{plain}" if segment.startswith("{") else plain)
    return "_".join(words)


class Names:
    """Gives each definition of one document a name of its own."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, wanted: str, otherwise: str) -> str:
        """`wanted` as it is when legal and free; else cleaned, shortened, numbered. `otherwise`
        (legal characters) is taken when nothing of `wanted` can be emitted."""
        name = wanted if emittable(wanted) else cleaned(clean(wanted) or clean(otherwise) or "call")
        free, number = name, 1
        while free in self._given:
            number += 1
            free = f"{name[: LONGEST - len(str(number)) - 1]}_{number}"
        self._given.add(free)
        return free


def pointed(pointer: str, original: str, name: str) -> str:
    """A pointer that keeps the original name where the tool has another (see
    `studio.schemas.naming.original_name`)."""
    if not original or original == name:
        return pointer
    return f"{pointer} named {json.dumps(original, ensure_ascii=False)}"
