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
    """Index of the kept sample by 64-bit signature: 150 bytes a row; two of a million distinct
    rows share a signature with a chance of 3 in 100 million."""

    def __init__(self) -> None:
        self._index: dict[int, int] = {}

    def fault(self, features: bytes) -> Check | None:
        index = self._index.get(int.from_bytes(features))
        if index is None:
            return None
        return Check(name="exact", ok=False, reason="duplicate", detail=f"same as row {index}")

    def add(self, index: int, features: bytes) -> None:
        self._index[int.from_bytes(features)] = index


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
