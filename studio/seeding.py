"""Randomness that depends on names alone: the same key gives the same stream on any machine."""

import hashlib
from random import Random


def stream(*key: str | int) -> Random:
    """A generator seeded by the parts of `key`; independent of `PYTHONHASHSEED` and platform."""
    text = "\x1f".join(map(str, key)).encode()
    return Random(int.from_bytes(hashlib.blake2b(text, digest_size=16).digest()))
