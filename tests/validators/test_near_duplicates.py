"""Near-duplicates are found as datasketch finds them, and nothing else is dropped."""

from random import Random

import pytest
from datasketch import MinHash, MinHashLSH

from studio.record import AssistantMessage, Sample, UserMessage
from studio.shingles import band_keys, shingles
from validators.filters._table import Table
from validators.filters.near import PART, THRESHOLD, KeptRequests

WORDS = [f"word{number}" for number in range(400)]


def _features(text: str) -> bytes:
    messages = (UserMessage(content=text), AssistantMessage(content="ok"))
    return PART.features(Sample(id="s", index=0, scenario="x", tools=(), messages=messages))


def _jaccard(one: str, other: str) -> float:
    a, b = set(shingles(one)), set(shingles(other))
    return len(a & b) / len(a | b)


def _texts(rng: Random, count: int) -> list[str]:
    """Texts of 8 to 60 words, half of them an earlier one with a few words changed."""
    texts: list[list[str]] = []
    for _ in range(count):
        if texts and rng.random() < 0.5:
            words = list(rng.choice(texts))
            for _ in range(rng.randrange(3)):
                words[rng.randrange(len(words))] = rng.choice(WORDS)
        else:
            words = rng.choices(WORDS, k=rng.randrange(8, 60))
        texts.append(words)
    return [" ".join(words) for words in texts]


def test_agrees_with_exact_comparison_and_finds_what_datasketch_finds() -> None:
    texts = _texts(Random(3), 700)
    memory = KeptRequests()
    reference = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    kept: list[int] = []
    missed = missed_alone = found = 0
    for index, text in enumerate(texts):
        fault = memory.fault(_features(text))
        truth = max((_jaccard(text, texts[other]) for other in kept), default=0.0)
        sketch = MinHash(num_perm=128)
        for shingle in shingles(text):
            sketch.update(shingle.to_bytes(4, "big"))
        by_reference = any(
            _jaccard(text, texts[int(other)]) >= THRESHOLD for other in reference.query(sketch)
        )
        if fault is not None:
            assert truth >= THRESHOLD, "dropped for a similarity it does not have"
            assert fault.score == pytest.approx(truth, abs=0.2)
            found += 1
        else:
            missed += truth >= THRESHOLD
            missed_alone += by_reference
            memory.add(index, _features(text))
            reference.insert(str(index), sketch)
            kept.append(index)
    assert found > 100
    assert missed <= 0.02 * found
    assert missed_alone <= 0.02 * found, "the reference implementation finds more"


def test_case_punctuation_and_short_texts() -> None:
    memory = KeptRequests()
    memory.add(7, _features("Book a table, please: four people at Noma on Friday"))
    fault = memory.fault(_features("book a table please four people at noma on friday!"))
    assert fault is not None
    assert fault.reason == "near_duplicate"
    assert "row 7" in fault.detail
    memory.add(8, _features("hi"))
    assert memory.fault(_features("Hi!")) is not None
    assert memory.fault(_features("ho")) is None


def test_table_keeps_everything_while_it_grows() -> None:
    table = Table(places=8)
    rng = Random(1)
    keys = [rng.randrange(1, 1 << 64) for _ in range(5000)]
    for row, key in enumerate(keys):
        table.add(key, row)
    assert all(row in table.find(key) for row, key in enumerate(keys))
    assert table.find(12345) == []


def test_signatures_do_not_depend_on_the_process() -> None:
    assert (
        band_keys(shingles("the same request in any process")).tolist()[:2]
        == band_keys(shingles("The same request in any process!")).tolist()[:2]
    )
