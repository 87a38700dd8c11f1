"""Exact duplicates: the same request, up to case, spacing and punctuation, with the same label.

Reason: `duplicate`. What tools were offered and by which masked names they were shown does not
make a row another one. Rows that are merely alike are another filter's business.
"""

import re
from hashlib import blake2b

import msgspec

from studio.filter import Memory
from studio.masking import unmask_arguments
from studio.record import Check, Json, Mask, Sample, UserMessage
from validators.filters._table import Table

_WORDS = re.compile(r"\w+")


def _unmasked(name: str, arguments: dict[str, Json], masks: dict[str, tuple[str, Mask]]) -> Json:
    """A call under its tool's real name and parameters."""
    if name not in masks:
        return [name, arguments]
    tool, mask = masks[name]
    return [tool, unmask_arguments(arguments, mask)]


def signature(sample: Sample) -> Json:
    """What makes a row this row: the words of the user turns and what the assistant should do."""
    users = [
        " ".join(_WORDS.findall(message.content.casefold()))
        for message in sample.messages
        if isinstance(message, UserMessage)
    ]
    masks = {mask.name: (tool.rpartition("-")[0], mask) for tool, mask in sample.masks.items()}
    labels = [
        [turn.behaviour, [_unmasked(call.name, call.arguments, masks) for call in turn.calls]]
        for turn in sample.expected
    ]
    return [users, labels]


class _Seen:
    """Index of the kept sample by a 63-bit signature, 12 to 48 bytes a row. Two of a million
    distinct rows share a signature with a chance of 6 in 100 million."""

    def __init__(self) -> None:
        self._table = Table()

    def fault(self, features: bytes) -> Check | None:
        rows = self._table.find(_key(features))
        if not rows:
            return None
        return Check(name="exact", ok=False, reason="duplicate", detail=f"same as row {rows[0]}")

    def add(self, index: int, features: bytes) -> None:
        self._table.add(_key(features), index)


def _key(features: bytes) -> int:
    return int.from_bytes(features) | 1  # never 0, which marks an empty place of the table


class Exact:
    """Drops a sample whose normalised request and label were kept before."""

    name = "exact"
    reasons: tuple[str, ...] = ("duplicate",)

    def features(self, sample: Sample) -> bytes:
        """The signature, hashed to 8 bytes."""
        text = msgspec.json.encode(signature(sample), order="deterministic")
        return blake2b(text, digest_size=8).digest()

    def memory(self) -> Memory:
        return _Seen()


PART = Exact()
