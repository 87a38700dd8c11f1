"""Finding near-duplicate requests as they come: ours beside datasketch's MinHashLSH.

Both see the same requests in the same order, and every tenth once more with its last word changed,
and say of each whether an earlier one has a Jaccard similarity of at least 0.8 on word 3-shingles.
An exact join says who is right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.rows import made
from benchmarks.scale import Scale, Table
from studio.record import Sample, UserMessage
from studio.run import Run
from studio.shingles import shingles
from validators.filters.near import THRESHOLD, NearDuplicates


def run(scale: Scale) -> Iterator[Table]:
    """Speed, recall and precision over one stream of requests."""
    with made(scale.pick(1500, 20_000)) as path:
        texts = list(_requests(path))
    right = _exact(texts)
    measured = {"studio (LSH, verified)": _timed(_ours, texts)}
    measured["datasketch MinHashLSH (128)"] = _timed(_datasketch, texts)
    slowest = max(seconds for seconds, _ in measured.values())
    yield Table(
        f"Near-duplicates among {len(texts):,} requests, {sum(right):,} of them alike",
        ("filter", "rows/s", "ratio", "recall", "precision"),
        [
            (
                name,
                f"{len(texts) / seconds:,.0f}",
                f"{slowest / seconds:.1f}",
                *_quality(found, right),
            )
            for name, (seconds, found) in measured.items()
        ],
        "One process, one thread; text to verdict. datasketch with the bands it chooses for "
        "the threshold, its candidates taken as they are.",
    )


def _requests(path: Path) -> Iterator[str]:
    """What the user says in each row; every tenth comes again, its last word another."""
    for number, sample in enumerate(Run(path).samples()):
        said = " ".join(m.content for m in sample.messages if m.role == "user")
        yield said
        if number % 10 == 0:
            yield said.rpartition(" ")[0] + " otherwise"


def _timed(judge: object, texts: Sequence[str]) -> tuple[float, list[bool]]:
    assert callable(judge)
    started = perf_counter()
    found = judge(texts)
    return perf_counter() - started, found


def _ours(texts: Sequence[str]) -> list[bool]:
    part, found = NearDuplicates(), []
    memory = part.memory()
    for index, text in enumerate(texts):
        sample = Sample.model_construct(messages=(UserMessage.model_construct(content=text),))
        features = part.features(sample)
        found.append(memory.fault(features) is not None)
        memory.add(index, features)
    return found


def _datasketch(texts: Sequence[str]) -> list[bool]:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]

    lsh, found = MinHashLSH(threshold=THRESHOLD, num_perm=128), []
    for index, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        sketch = MinHash(num_perm=128)
        grams = zip(words, words[1:], words[2:], strict=False) if len(words) > 3 else [words]
        sketch.update_batch([" ".join(gram).encode() for gram in grams])
        found.append(bool(lsh.query(sketch)))
        lsh.insert(str(index), sketch)
    return found


def _exact(texts: Sequence[str]) -> list[bool]:
    """Whether an earlier request is alike, over every pair that shares a shingle."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    found = []
    for index, text in enumerate(texts):
        mine = shingles(text)
        shared = Counter(other for gram in mine for other in rows[gram])
        found.append(
            any(n / (len(mine) + sizes[other] - n) >= THRESHOLD for other, n in shared.items())
        )
        sizes.append(len(mine))
        for gram in mine:
            rows[gram].append(index)
    return found


def _quality(found: Sequence[bool], right: Sequence[bool]) -> tuple[str, str]:
    hits = sum(mine and theirs for mine, theirs in zip(found, right, strict=True))
    return f"{hits / max(sum(right), 1):.3f}", f"{hits / max(sum(found), 1):.3f}"
