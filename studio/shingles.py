"""Word shingles of a text and their MinHash band keys: how alike two requests are.

Broder (1997), "On the resemblance and containment of documents": the share of permutations under
which two sets have the same minimum estimates their Jaccard similarity. Bands of `ROWS` minima are
the keys of a table (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4); every
pair that meets in a band is then compared exactly, so the bands decide recall only: a pair of
Jaccard 0.8 is found with probability 1 - (1 - 0.8**4)**10 = 0.995. Remembering keys and comparing
is done by those who ask (`studio.statistics.likeness`, the near-duplicate filter).
"""

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

SHINGLE = 3
"""Words in a shingle."""
BANDS = 10
ROWS = 4
_WORD = re.compile(r"\w+")

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
    return _keys(((_A * values + _B) >> _HIGH).min(axis=1))


def many_band_keys(hashes: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The band keys of many sets at once, shape (sets, BANDS), uint64: `hashes` holds the sets one
    after the other, none of them empty, `starts` where each begins."""
    values = hashes.astype(np.uint64)
    minima = np.empty((len(starts), BANDS * ROWS), dtype=np.uint64)
    for number, (a, b) in enumerate(zip(_A[:, 0], _B[:, 0], strict=True)):
        minima[:, number] = np.minimum.reduceat((a * values + b) >> _HIGH, starts)
    return _keys(minima)


def _keys(minima: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The keys of minima in the last axis, one for each band of them."""
    bands = minima.reshape(*minima.shape[:-1], BANDS, ROWS)
    keys: NDArray[np.uint64] = (bands * _MIX).sum(axis=-1, dtype=np.uint64)
    keys ^= keys >> np.uint64(29)
    keys *= _SPREAD
    keys += _BAND
    return keys
