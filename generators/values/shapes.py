"""Random characters by a shape such as `ORD-99999`."""

from functools import lru_cache

from generators.values.world import World

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


_SHAPES = {"9": "0123456789", "A": _LETTERS, "x": "0123456789abcdef"}
_SHAPES |= {"k": "0123456789abcdefghjkmnpqrstuvwxyz", "K": "23456789" + _LETTERS}


def shaped(world: World, shape: str) -> str:
    """A text for a shape: 9 a digit, A a capital, x a hexadecimal digit, k and K either; what
    follows a backslash stands for itself."""
    draw = world.rng.random
    text = "".join([part[int(draw() * len(part))] for part in _parts(shape)])
    return "4" + text[1:] if text[:1] == "0" and text.isdigit() else text


@lru_cache(maxsize=8192)
def _parts(shape: str) -> tuple[str, ...]:
    """The characters to choose from at each place of a shape."""
    found, plain = [], False
    for char in shape:
        if char == "\\" and not plain:
            plain = True
            continue
        found.append(char if plain else _SHAPES.get(char, char))
        plain = False
    return tuple(found)


def literal(text: str) -> str:
    """A text as a shape that stands for itself."""
    return "".join("\\" + char for char in text)
