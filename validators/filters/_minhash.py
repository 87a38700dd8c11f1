"""MinHash signatures of word shingles and a growing LSH table, in flat memory.

Broder (1997), "On the resemblance and containment of documents": the share of permutations under
which two sets have the same minimum estimates their Jaccard similarity. Bands of `ROWS` minima are
the keys of a table (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4); every
pair that meets in a band is then compared exactly, so the table decides recall only: a pair of
Jaccard 0.8 is found with probability 1 - (1 - 0.8**4)**10 = 0.995.
"""

import re
from array import array
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SHINGLE = 3
"""Words in a shingle."""
BANDS = 10
ROWS = 4
_WORD = re.compile(r"\w+")
_BUCKET = 16
"""Rows remembered under one key; more would say the same."""

_rng = np.random.Generator(np.random.PCG64(20240902))
_A = _rng.integers(1, 1 << 63, size=(BANDS * ROWS, 1), dtype=np.uint64) | np.uint64(1)
_B = _rng.integers(0, 1 << 63, size=(BANDS * ROWS, 1), dtype=np.uint64)
_HIGH = np.uint64(32)
"""Multiply-shift hashing (Dietzfelbinger et al. 1997): the high half of `a x + b` modulo 2**64."""
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_BAND = np.arange(1, BANDS + 1, dtype=np.uint64)
_MIX = _rng.integers(1, 1 << 63, size=(1, ROWS), dtype=np.uint64) | np.uint64(1)


def shingles(text: str) -> list[int]:
    """The distinct word 3-shingles of a text as sorted 32-bit hashes, case and punctuation folded.
    A text of fewer words is one shingle."""
    words = _WORD.findall(text.lower())
    if len(words) <= SHINGLE:
        return [crc32(" ".join(words).encode())]
    grams = zip(words, words[1:], words[2:], strict=False)
    return sorted({crc32(" ".join(gram).encode()) for gram in grams})


def band_keys(hashes: list[int]) -> NDArray[np.uint64]:
    """The band keys of a set of 32-bit hashes, shape (BANDS,), uint64."""
    values = np.array(hashes, dtype=np.uint64)
    minima = ((_A * values + _B) >> _HIGH).min(axis=1).reshape(BANDS, ROWS)
    keys: NDArray[np.uint64] = (minima * _MIX).sum(axis=1, dtype=np.uint64)
    keys ^= keys >> np.uint64(29)
    keys *= _SPREAD
    keys += _BAND
    return keys


class Table:
    """An open-addressing table from band keys to row numbers: 12 bytes an entry at most half full.
    A key of 0 marks an empty place."""

    def __init__(self, places: int = 1 << 16) -> None:
        self._keys = array("Q", bytes(8 * places))
        self._rows = array("I", bytes(4 * places))
        self._mask = places - 1
        self._used = 0

    def find(self, key: int) -> list[int]:
        """The rows stored under a key."""
        keys, at, rows = self._keys, key & self._mask, []
        while keys[at]:
            if keys[at] == key:
                rows.append(self._rows[at])
            at = (at + 1) & self._mask
        return rows

    def add(self, key: int, row: int) -> None:
        """Store a row under a key, unless the key has enough of them."""
        keys, at, same = self._keys, key & self._mask, 0
        while keys[at]:
            same += keys[at] == key
            if same == _BUCKET:
                return
            at = (at + 1) & self._mask
        keys[at] = key
        self._rows[at] = row
        self._used += 1
        if 2 * self._used > self._mask:
            self._grow()

    def _grow(self) -> None:
        """Twice the places; entries move in rounds, those that collide to the next place."""
        old_keys = np.frombuffer(self._keys, dtype=np.uint64)
        full = np.flatnonzero(old_keys)
        keys, rows = old_keys[full], np.frombuffer(self._rows, dtype=np.uint32)[full]
        places = 2 * (self._mask + 1)
        new_keys = np.zeros(places, dtype=np.uint64)
        new_rows = np.zeros(places, dtype=np.uint32)
        order = np.argsort(rows, kind="stable")
        keys, rows = keys[order], rows[order]
        at = (keys & np.uint64(places - 1)).astype(np.int64)
        while len(keys):
            free = np.flatnonzero(new_keys[at] == 0)
            _, first = np.unique(at[free], return_index=True)
            placed = free[first]
            new_keys[at[placed]] = keys[placed]
            new_rows[at[placed]] = rows[placed]
            left = np.ones(len(keys), dtype=bool)
            left[placed] = False
            keys, rows, at = keys[left], rows[left], (at[left] + 1) & (places - 1)
        self._keys, self._rows = array("Q"), array("I")
        self._keys.frombytes(new_keys.tobytes())
        self._rows.frombytes(new_rows.tobytes())
        self._mask = places - 1
