"""Measures of requests against values worked out by hand."""

import zlib
from random import Random

import msgspec
import numpy as np
import pytest
from small_runs import calling, tool

from studio.record import Mask, Sample
from studio.rows import LabelledRow
from studio.shingles import band_keys, many_band_keys, shingles
from studio.statistics.diversity import Distinct, Diversity, Repeated, Requests
from studio.statistics.likeness import THRESHOLD, Likeness
from studio.statistics.templates import RawNames, masked, template

PING = tool(
    "ping",
    {
        "type": "object",
        "properties": {
            "host": {"type": "string"},
            "page_size": {"type": "object", "properties": {"maxRows": {"type": "integer"}}},
        },
    },
)


def row(sample: Sample) -> LabelledRow:
    return msgspec.json.decode(sample.model_dump_json(), type=LabelledRow)


def said(text: str, values: list[str] | None = None) -> LabelledRow:
    calls = [("ping", {"host": "x"})] if values is not None else []
    return row(calling(0, text, [PING], calls, values=values))


def measured(texts: list[str], top: int = 10) -> Diversity:
    requests = Requests({PING.id: PING})
    for text in texts:
        requests.add(said(text, []))
    return requests.result(top)


def test_measures_worked_out_by_hand() -> None:
    texts = ["Ping the host now", "ping the HOST, please", "Don't ping"]
    found = measured(texts)
    # ping the host now | ping the host please | don't ping
    assert (found.requests, found.words) == (3, 10)
    assert found.distinct_1 == 6 / 10  # ping the host now please don't
    assert found.distinct_2 == 5 / 7  # ping-the the-host host-now host-please don't-ping
    assert found.distinct_3 == 3 / 4  # ping-the-host, the-host-now, the-host-please
    assert found.distinct_openings == 2 / 3
    assert [(item.text, item.count) for item in found.openings] == [("ping the host", 2)]
    data = "".join(text + "\n" for text in texts).encode()
    assert found.compression_ratio == len(data) / len(zlib.compress(data, 6))
    assert (found.lengths.least, found.lengths.median, found.lengths.most) == (2, 4, 4)
    assert found.lengths.mean == pytest.approx(10 / 3)
    assert (found.templates, found.top_template, found.frequent_templates) == (3, 1 / 3, ())


def test_repetition_shows_over_many_batches() -> None:
    texts = [f"please ping host number{k % 7} today" for k in range(9_000)]
    found = measured(texts, top=2)
    assert found.distinct_1 == pytest.approx(11 / 45_000)
    assert found.templates == 7
    assert found.top_template == pytest.approx(1 / 7, abs=1e-4)
    assert [item.count for item in found.frequent_templates] == [1286, 1286]
    assert found.near_duplicates == pytest.approx((9_000 - 7) / 9_000)
    assert found.compression_ratio > 20
    assert found.lengths.fifth == found.lengths.ninety_fifth == 5


def test_a_run_without_requests_is_no_division_by_zero() -> None:
    found = measured([])
    assert (found.requests, found.distinct_3, found.top_template) == (0, 0.0, 0.0)


def test_templates_mask_the_spans_that_ground_arguments() -> None:
    kept = masked(said("Ping  srv-1.example and srv-2 in Köln 🦊 now", ["srv-1.example", "Köln"]))
    assert template(kept) == "ping ⟨…⟩ and srv-2 in ⟨…⟩ 🦊 now"
    overlapping = masked(said("on Friday at 3", ["Friday at", "at 3"]))
    assert overlapping == "on ⟨…⟩"


def test_where_no_call_grounds_a_value_what_looks_like_one_is_masked() -> None:
    kept = masked(said("Ping 'my box' at 10.0.0.1 for a@b.org, it's urgent: 50% of 3 don't"))
    assert kept == "Ping ⟨…⟩ at ⟨…⟩ for ⟨…⟩, it's urgent: ⟨…⟩ of ⟨…⟩ don't"


@pytest.mark.parametrize(
    ("text", "values", "names"),
    [
        ("set page_size to 5", [], ["page_size"]),
        ("set PAGE_SIZE to 5", [], ["PAGE_SIZE"]),
        ("with maxRows 5", [], ["maxRows"]),
        ("with maxrows 5 on my iPad", [], []),
        ("the host is down", [], []),
        ("search for page_size", ["page_size"], []),
        ("set other_name to 5", [], []),
        ("p_0 is x", [], ["p_0"]),
    ],
)
def test_raw_names_count_outside_of_values(text: str, values: list[str], names: list[str]) -> None:
    mask = {PING.id: Mask(name="fn_1", parameters={"host": "p_0"})}
    sample = calling(0, text, [PING], [("fn_1", {"p_0": "x"})], values=values, masks=mask)
    finder = RawNames({PING.id: PING})
    assert finder.found(masked(row(sample)), row(sample)) == names


def test_distinct_and_repeated_count_as_sets_do() -> None:
    rng = Random(1)
    numbers = [rng.randrange(900) for _ in range(5_000)]
    distinct, repeated = Distinct(), Repeated()
    for start in range(0, 5_000, 700):
        distinct.add(np.array(numbers[start : start + 700], dtype=np.uint64))
        repeated.add([str(number) for number in numbers[start : start + 700]])
    assert distinct.share == len(set(numbers)) / 5_000
    assert repeated.distinct == len(set(numbers))
    best = repeated.most(1)[0]
    assert best.count == repeated.top == max(numbers.count(k) for k in set(numbers))
    assert numbers.count(int(best.text)) == best.count


def test_near_duplicates_are_those_a_comparison_of_all_pairs_finds() -> None:
    rng = Random(5)
    words = [f"w{number}" for number in range(300)]
    texts: list[str] = []
    for _ in range(600):
        if texts and rng.random() < 0.4:
            changed = rng.choice(texts).split()
            changed[rng.randrange(len(changed))] = rng.choice(words)
            texts.append(" ".join(changed))
        else:
            texts.append(" ".join(rng.choices(words, k=rng.randrange(2, 50))))
    sets = [set(shingles(text)) for text in texts]
    truth = sum(
        any(len(one & other) / len(one | other) >= THRESHOLD for other in sets[:number])
        for number, one in enumerate(sets)
    )
    likeness = Likeness()
    for start in range(0, 600, 250):
        likeness.add(texts[start : start + 250])
    assert truth > 60
    assert 0.97 * truth <= likeness.repeating() <= truth


def test_band_keys_of_many_are_those_of_each() -> None:
    sets = [shingles(text) for text in ("a b c d e", "hello", "one two three four five six")]
    hashes = np.concatenate([np.array(one, dtype=np.uint32) for one in sets])
    starts = np.array([0, len(sets[0]), len(sets[0]) + len(sets[1])])
    assert (many_band_keys(hashes, starts) == np.stack([band_keys(one) for one in sets])).all()
