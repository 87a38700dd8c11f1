"""How varied the users' requests of a run are, measured while the rows stream by.

A request is all that the user says in one row. Words are runs of letters, digits and underscores,
apostrophes inside included, in lower case. No measure here judges whether a request reads well.

- distinct-n: distinct n-grams of words over all of them (Li et al. 2016, arXiv 1510.03055, who
  divide by the number of words). It falls as a set grows: compare runs of one size only.
- compression ratio: bytes of all requests over their bytes compressed; higher is more repetitive
  (Shaib et al. 2024, arXiv 2403.00553, with gzip; here zlib level 6, the same method).
- template: a request with every value masked, see `studio.statistics.templates`.
- near-duplicates: see `studio.statistics.likeness`.
"""

import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from studio.record import Tool
from studio.rows import LabelledRow
from studio.statistics.likeness import Likeness
from studio.statistics.templates import RawNames, masked, template

_BATCH = 4_096
"""Requests measured at once."""
_WORD = r"\w+(?:['’]\w+)*"
OPENING = 3
"""Words of an opening."""
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Frequent:
    """A text that came more than once."""

    text: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Lengths:
    """Words in a request."""

    least: int
    fifth: int
    """A twentieth of the requests have at most this many words."""
    median: int
    mean: float
    ninety_fifth: int
    most: int


@dataclass(frozen=True, slots=True)
class Diversity:
    """The measures of a run; shares from 0 to 1."""

    requests: int
    words: int
    distinct_1: float
    distinct_2: float
    distinct_3: float
    distinct_openings: float
    """Distinct first three words over requests."""
    openings: tuple[Frequent, ...]
    compression_ratio: float
    raw_names: float
    """Share of requests that hold a parameter's raw name outside of the values."""
    raw_name_examples: tuple[str, ...]
    templates: int
    """Distinct ones."""
    top_template: float
    """Share of the most frequent one."""
    frequent_templates: tuple[Frequent, ...]
    near_duplicates: float
    """Share of requests that resemble an earlier one."""
    lengths: Lengths


class Requests:
    """Measures requests row by row. `table` holds the run's tools by id."""

    def __init__(self, table: Mapping[str, Tool]) -> None:
        self._names = RawNames(table)
        self._texts: list[str] = []
        self._templates: list[str] = []
        self._grams = [Distinct() for _ in range(3)]
        self._openings = Repeated()
        self._repeated = Repeated()
        self._likeness = Likeness()
        self._packer = zlib.compressobj(6)
        self._raw = self._packed = self._named = self._count = 0
        self._lengths: Counter[int] = Counter()
        self._examples: Counter[str] = Counter()

    def add(self, row: LabelledRow) -> None:
        """The next row. One in which the user says nothing has no request."""
        said = [message.content or "" for message in row.messages if message.role == "user"]
        if not said:
            return
        kept = masked(row)
        self._texts.append("\n".join(said))
        self._templates.append(template(kept))
        if names := self._names.found(kept, row):
            self._named += 1
            if len(self._examples) < _BATCH:
                self._examples.update(names)
        if len(self._texts) >= _BATCH:
            self._measure()

    def _measure(self) -> None:
        texts, templates = self._texts, self._templates
        if not texts:
            return
        self._texts, self._templates = [], []
        self._count += len(texts)
        self._repeated.add(templates)
        self._likeness.add(texts)
        data = "".join(text + "\n" for text in texts).encode()
        self._raw += len(data)
        self._packed += len(self._packer.compress(data))
        words = pl.Series(texts).str.to_lowercase().str.extract_all(_WORD)
        self._openings.add(words.list.head(OPENING).list.join(" ").to_list())
        lengths = words.list.len().to_numpy()
        self._lengths.update(lengths.tolist())
        hashes = words.explode().drop_nulls().hash(0).to_numpy()
        of = np.repeat(np.arange(len(texts)), lengths)
        for n, distinct in enumerate(self._grams, 1):
            distinct.add(_grams(hashes, of, n))

    def result(self, top: int) -> Diversity:
        """What was measured; `top` bounds each list of examples. Nothing can be added after."""
        self._measure()
        packed = self._packed + len(self._packer.flush())
        requests = max(self._count, 1)
        return Diversity(
            requests=self._count,
            words=self._grams[0].total,
            distinct_1=self._grams[0].share,
            distinct_2=self._grams[1].share,
            distinct_3=self._grams[2].share,
            distinct_openings=self._openings.distinct / requests,
            openings=self._openings.most(top),
            compression_ratio=self._raw / packed,
            raw_names=self._named / requests,
            raw_name_examples=tuple(_most(self._examples, top)),
            templates=self._repeated.distinct,
            top_template=self._repeated.top / requests,
            frequent_templates=self._repeated.most(top),
            near_duplicates=self._likeness.repeating() / requests,
            lengths=_lengths(self._lengths),
        )


def _grams(hashes: NDArray[np.uint64], of: NDArray[np.int64], n: int) -> NDArray[np.uint64]:
    """Hashes of the n-grams of word hashes; `of` is the request of each word."""
    if len(hashes) < n:
        return np.empty(0, dtype=np.uint64)
    end = len(hashes) - n + 1
    grams = hashes[:end].copy()
    for step in range(1, n):
        grams = grams * _ODD + hashes[step : end + step]
    return np.asarray(grams[of[:end] == of[n - 1 :]])


class Distinct:
    """Counts distinct 64-bit hashes: sorted, newcomers merged when they are as many as the rest,
    so 16 bytes a distinct one at most."""

    def __init__(self) -> None:
        self.total = 0
        """How many were added."""
        self._sorted = np.empty(0, dtype=np.uint64)
        self._waiting: list[NDArray[np.uint64]] = []
        self._size = 0

    def add(self, hashes: NDArray[np.uint64]) -> None:
        """More of them, repeated or not."""
        self.total += len(hashes)
        self._waiting.append(np.unique(hashes))
        self._size += len(self._waiting[-1])
        if self._size >= max(len(self._sorted), 1 << 20):
            self._merge()

    def _merge(self) -> None:
        self._sorted = np.unique(np.concatenate([self._sorted, *self._waiting]))
        self._waiting.clear()
        self._size = 0

    @property
    def share(self) -> float:
        """Distinct ones over all; 0 for none."""
        self._merge()
        return len(self._sorted) / self.total if self.total else 0.0


class Repeated:
    """Counts texts by hash, and keeps the text of those that come again: about 100 bytes a
    distinct text, whatever its length."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        self._texts: dict[int, str] = {}
        self._total = 0

    def add(self, texts: list[str]) -> None:
        """More texts."""
        self._total += len(texts)
        counts, kept = self._counts, self._texts
        for text, key in zip(texts, pl.Series(texts).hash(0).to_list(), strict=True):
            before = counts.get(key, 0)
            counts[key] = before + 1
            if before == 1:
                kept[key] = text

    @property
    def distinct(self) -> int:
        """How many different texts."""
        return len(self._counts)

    @property
    def top(self) -> int:
        """How often the most frequent one came."""
        return max(self._counts.values(), default=0)

    def most(self, n: int) -> tuple[Frequent, ...]:
        """The most frequent of those that came more than once, ties by text."""
        counts = {text: self._counts[key] for key, text in self._texts.items()}
        ranked = sorted(counts, key=lambda text: (-counts[text], text))[:n]
        return tuple(Frequent(text, counts[text], counts[text] / self._total) for text in ranked)


def _most(counts: Counter[str], n: int) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:n]


def _lengths(counts: Counter[int]) -> Lengths:
    if not counts:
        return Lengths(0, 0, 0, 0.0, 0, 0)
    lengths = np.array(sorted(counts))
    upto = np.cumsum([counts[length] for length in sorted(counts)])

    def at(share: float) -> int:
        """The smallest length that this share of the requests does not exceed."""
        return int(lengths[np.searchsorted(upto, share * upto[-1])])

    mean = sum(length * number for length, number in counts.items()) / int(upto[-1])
    return Lengths(min(counts), at(0.05), at(0.5), mean, at(0.95), max(counts))
