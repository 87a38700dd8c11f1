"""Names a model can emit, made from whatever an API calls its operations.

What can be emitted, and how a long name is shortened, is `studio.schemas.naming`; here names are
made of CamelCase, paths and methods, and kept apart within a document. Knows no schema format.
"""

import re

from studio.schemas.naming import cleaned, emittable, folded, numbered

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


def from_path(method: str, path: str) -> str:
    """A name for an operation that has none: `get /users/{id}` is `get_users_by_id`."""
    words = [method.lower()]
    for segment in path.split("/"):
        plain = folded(re.sub(r"\{([^}]*)\}", r"_\1_", segment))
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
        name = (
            wanted if emittable(wanted) else cleaned(folded(wanted) or folded(otherwise) or "call")
        )
        free = numbered(name, self._given)
        self._given.add(free)
        return free
