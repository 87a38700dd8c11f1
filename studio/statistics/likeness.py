"""How many requests nearly repeat an earlier one: candidates by MinHash bands, compared exactly.

Jaccard similarity of word 3-shingles (`studio.shingles`) of at least 0.8, the measure by which the
near-duplicate filter drops rows. The bands decide recall only (0.995 at the threshold). Memory: 80
bytes a request for its band keys and 4 for each of its distinct shingles.
"""

from itertools import chain

import numpy as np
from numpy.typing import NDArray

from studio.shingles import BANDS, many_band_keys, shingles

THRESHOLD = 0.8
_NEIGHBOURS = 16
"""Earlier requests of the same band key that a request is compared with: more say the same."""
_AT_ONCE = 20_000
"""Pairs compared in one go; bounds memory."""


class Likeness:
    """Takes the requests in order and counts those that resemble an earlier one."""

    def __init__(self) -> None:
        self._keys: list[NDArray[np.uint64]] = []
        self._hashes: list[NDArray[np.uint32]] = []
        self._sizes: list[NDArray[np.int64]] = []

    def add(self, texts: list[str]) -> None:
        """The next requests."""
        sets = [shingles(text) for text in texts]
        sizes = np.fromiter(map(len, sets), dtype=np.int64, count=len(sets))
        hashes = np.fromiter(chain.from_iterable(sets), dtype=np.uint32, count=int(sizes.sum()))
        self._keys.append(many_band_keys(hashes, np.cumsum(sizes) - sizes))
        self._hashes.append(hashes)
        self._sizes.append(sizes)

    def repeating(self) -> int:
        """How many requests have a similarity of at least `THRESHOLD` with an earlier one. Asked
        once, at the end: what was gathered is given up for it."""
        if not self._keys:
            return 0
        keys, sizes = np.concatenate(self._keys), np.concatenate(self._sizes)
        self._keys.clear()
        sets = _Sets(np.concatenate(self._hashes), sizes)
        self._hashes.clear()
        found = np.zeros(len(keys), dtype=bool)
        for band in range(BANDS):
            order = np.argsort(keys[:, band], kind="stable")
            ordered = keys[order, band]
            for lag in range(1, _NEIGHBOURS + 1):
                same = np.flatnonzero(ordered[lag:] == ordered[:-lag])
                if not len(same):
                    break
                # a stable sort keeps the earlier request first
                earlier, later = order[same], order[same + lag]
                fresh = ~found[later]
                earlier, later = earlier[fresh], later[fresh]
                found[later[sets.alike(earlier, later)]] = True
        return int(found.sum())


class _Sets:
    """Sets of hashes, one after the other."""

    def __init__(self, hashes: NDArray[np.uint32], sizes: NDArray[np.int64]) -> None:
        self._hashes = hashes
        self._sizes = sizes
        self._starts = np.cumsum(sizes) - sizes

    def alike(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For pairs of set numbers, whether their similarity reaches the threshold."""
        alike = np.empty(len(one), dtype=bool)
        for start in range(0, len(one), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            alike[part] = self._alike(one[part], other[part])
        return alike

    def _alike(self, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
        elements = np.sort(np.concatenate([self._marked(one), self._marked(other)]))
        # an element that both sets of a pair have stands there twice
        twice = elements[1:][elements[1:] == elements[:-1]] >> np.uint64(32)
        shared = np.bincount(twice.astype(np.int64), minlength=len(one))
        union = self._sizes[one] + self._sizes[other] - shared
        return np.asarray(shared >= THRESHOLD * union)

    def _marked(self, chosen: NDArray[np.int64]) -> NDArray[np.uint64]:
        """The elements of the chosen sets, each with its pair's number in the high half."""
        sizes = self._sizes[chosen]
        ends = np.cumsum(sizes)
        within = np.arange(ends[-1]) - np.repeat(ends - sizes, sizes)
        elements = self._hashes[np.repeat(self._starts[chosen], sizes) + within].astype(np.uint64)
        pair = np.repeat(np.arange(len(chosen), dtype=np.uint64), sizes)
        return np.asarray((pair << np.uint64(32)) | elements)
