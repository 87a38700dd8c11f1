"""Places in JSON values: pointers (RFC 6901), leaves, local references of schemas, equality.

Pure functions over values. What a schema means is elsewhere.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from studio.record import Json


class _Missing:
    """Its one instance stands for a place that is not there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""What `resolve` and `referred` give where nothing is."""


def escaped(key: str) -> str:
    """A key as a reference token (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def unescaped(token: str) -> str:
    """A reference token as the key it stands for (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def inside(pointer: str, *keys: object) -> str:
    """The pointer of a value below: `inside("/a", "b/c", 0)` is `/a/b~1c/0`."""
    return "".join([pointer, *(f"/{escaped(str(key))}" for key in keys)])


def steps(pointer: str) -> list[str]:
    """The keys on the way to a place, unescaped; none for the whole document."""
    return [unescaped(token) for token in pointer.removeprefix("/").split("/")] if pointer else []


def resolve(document: Json, pointer: str) -> Json | _Missing:
    """The value a pointer leads to; MISSING when there is none or it is no pointer."""
    if pointer and not pointer.startswith("/"):
        return MISSING
    for step in steps(pointer):
        if isinstance(document, dict) and step in document:
            document = document[step]
        elif isinstance(document, list) and step.isdecimal() and int(step) < len(document):
            document = document[int(step)]
        else:
            return MISSING
    return document


def referred(reference: Json, root: Json) -> Json | _Missing:
    """What a `$ref` such as `#/$defs/City` leads to inside `root`, its fragment percent-decoded
    (RFC 6901, section 6); MISSING for anchors, other documents and what is no text."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return MISSING
    return resolve(root, unquote(reference[1:]))


def leaves(value: Json, path: str = "") -> Iterator[tuple[str, Json]]:
    """Every leaf with its pointer, in order: scalars, null, and empty lists and objects."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(item, f"{path}/{escaped(key)}")
    elif isinstance(value, list) and value:
        for place, item in enumerate(value):
            yield from leaves(item, f"{path}/{place}")
    else:
        yield path, value


def same(one: Json, other: Json) -> bool:
    """JSON equality: 1 equals 1.0, but, unlike in Python, no boolean equals a number."""
    if isinstance(one, str):
        return bool(one == other)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
