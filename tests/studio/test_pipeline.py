from collections import Counter

import pytest
from run_fakes import barren, parts, scarce, settings, snapshot, tools

from studio.errors import ConfigError, Exhausted
from studio.generation.candidates import ATTEMPTS
from studio.pipeline import generate
from studio.run import Run


def make(config, **more):
    return generate(config, tools(), **({"parts": parts, "shard": 20} | more))


def test_exactly_n_rows_in_index_order_in_the_wanted_mix(tmp_path):
    report = make(settings(tmp_path / "r", n=97, mix="alpha=70,beta=30"))
    samples = list(Run(tmp_path / "r").samples())
    assert [sample.index for sample in samples] == list(range(97))
    assert Counter(sample.scenario for sample in samples) == {"alpha": 68, "beta": 29}
    assert len({sample.id for sample in samples}) == 97
    assert report.stats["kept"] == 97
    assert [file.name for file in Run(tmp_path / "r").shards()] == [
        f"0000{k}.jsonl" for k in range(5)
    ]


def test_everything_written_is_kept_or_dropped_with_a_reason(tmp_path):
    report = make(settings(tmp_path / "r", n=300), parts=scarce)
    run = Run(tmp_path / "r")
    dropped = list(run.dropped())
    stats = report.stats
    assert stats["written"] == stats["kept"] + stats["dropped"]
    assert len(dropped) == stats["dropped"]
    assert Counter(row.reason for row in dropped) == stats["reasons"]
    assert set(stats["reasons"]) == {"duplicate", "seven", "no_value", "no_words"}
    assert all(row.sample for row in dropped if row.reason in ("duplicate", "seven"))
    duplicate = next(row for row in dropped if row.reason == "duplicate")
    assert duplicate.detail.startswith("same as row ")
    assert duplicate.tool == next(t.id for t in run.tools() if t.id == duplicate.tool)


def test_the_mix_is_exact_although_ranks_were_given_up(tmp_path):
    report = make(settings(tmp_path / "r", n=870, substitute=False), parts=scarce)
    assert report.stats["lanes"]["beta"]["unfilled"] > 0
    kept = Counter(sample.origin.lane for sample in Run(tmp_path / "r").samples())
    assert kept == {"alpha": 435, "beta": 261, "gamma": 174}
    ranks = [s.origin.rank for s in Run(tmp_path / "r").samples() if s.origin.lane == "beta"]
    assert len(set(ranks)) == 261
    assert max(ranks) >= 261


def test_same_seed_same_bytes_and_another_seed_others(tmp_path):
    make(settings(tmp_path / "a"))
    make(settings(tmp_path / "b"))
    make(settings(tmp_path / "c", seed=1))
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")
    one, other = Run(tmp_path / "a").samples(), Run(tmp_path / "c").samples()
    assert {sample.id for sample in one}.isdisjoint(sample.id for sample in other)


def test_a_row_read_back_is_the_row_that_was_written(tmp_path):
    make(settings(tmp_path / "r", mask=0.5))
    run = Run(tmp_path / "r")
    for sample, (_, line) in zip(run.samples(), run.lines(), strict=True):
        assert sample.model_dump_json().encode() + b"\n" == line
    for row, (_, line) in zip(run.dropped(), run.lines("dropped"), strict=True):
        assert row.model_dump_json().encode() + b"\n" == line
    assert [tool.id for tool in run.tools()] == [tool.id for tool in tools()]


def test_chunks_do_not_show_in_the_bytes(tmp_path):
    for chunk in (1, 7, 1000):
        make(settings(tmp_path / str(chunk), n=200), parts=scarce, chunk=chunk)
    assert snapshot(tmp_path / "1") == snapshot(tmp_path / "7") == snapshot(tmp_path / "1000")


def test_workers_do_not_show_in_the_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr("studio.pipeline.WORTH_A_WORKER", 1)
    one = make(settings(tmp_path / "one", n=800), parts=scarce)
    two = make(settings(tmp_path / "two", n=800, workers=2), parts=scarce, chunk=13)
    assert (one.stats["workers"], two.stats["workers"]) == (1, 2)
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_the_dialogue_behind_a_mask_is_the_same(tmp_path):
    make(settings(tmp_path / "bare", mask=0))
    make(settings(tmp_path / "masked", mask=1))
    pairs = list(
        zip(Run(tmp_path / "bare").samples(), Run(tmp_path / "masked").samples(), strict=True)
    )
    for bare, masked in pairs:
        assert bare.messages[0] == masked.messages[0]
        assert not bare.masks
        assert set(masked.masks) == set(masked.tools)
        assert masked.expected[0].calls[0].name in {mask.name for mask in masked.masks.values()}


def test_the_share_of_masked_rows_is_about_the_one_asked_for(tmp_path):
    make(settings(tmp_path / "r", n=600, mask=0.33))
    masked = sum(bool(sample.masks) for sample in Run(tmp_path / "r").samples())
    assert 150 < masked < 250


def test_schemas_that_run_dry_say_how_many_and_why(tmp_path):
    config = settings(tmp_path / "r", n=400, mix={"alpha": 50, "beta": 50})
    with pytest.raises(Exhausted) as stopped:
        make(config, parts=barren)
    run = Run(tmp_path / "r")
    kept = len(list(run.samples()))
    message = str(stopped.value)
    assert message.startswith(f"kept {kept} of 400 rows")
    assert "scenario 'beta'" in message
    assert "duplicate" in message
    assert "get_thing_" in message
    # six tools with nine words that pass the check
    assert sum(sample.scenario == "beta" for sample in run.samples()) == 54
    assert run.stats["end"] == "exhausted"
    assert run.stats["kept"] == kept
    assert run.stats["dropped"] == len(list(run.dropped()))
    assert run.stats["written"] == kept + run.stats["dropped"]


def test_a_run_that_ran_dry_says_the_same_when_resumed(tmp_path):
    config = settings(tmp_path / "r", n=400, mix={"alpha": 50, "beta": 50})
    with pytest.raises(Exhausted) as first:
        make(config, parts=barren)
    before = snapshot(tmp_path / "r")
    with pytest.raises(Exhausted) as again:
        make(config, parts=barren, resume=True)
    assert str(again.value) == str(first.value)
    assert snapshot(tmp_path / "r") == before


def test_where_no_mix_is_asked_for_others_take_the_places_of_what_runs_dry(tmp_path):
    """Six tools with nine words each: the default mix goes on with what still yields."""
    report = make(settings(tmp_path / "r", n=400), parts=barren)
    kept = Counter(sample.scenario for sample in Run(tmp_path / "r").samples())
    assert kept.total() == 400
    assert 40 <= kept["beta"] <= 54
    assert report.stats["end"] == "complete"


@pytest.mark.parametrize("rows", [60, 120, 200, 340])
def test_a_run_that_lost_a_scenario_resumes_to_the_same_bytes(tmp_path, rows):
    class Stop(Exception):
        pass

    def stop(kept, dropped):
        if kept >= rows:
            raise Stop

    make(settings(tmp_path / "whole", n=400), parts=barren)
    with pytest.raises(Stop):
        make(settings(tmp_path / "cut", n=400), parts=barren, progress=stop, chunk=8)
    assert len(list(Run(tmp_path / "cut").samples())) < 400
    make(settings(tmp_path / "cut", n=400), parts=barren, resume=True)
    assert snapshot(tmp_path / "cut") == snapshot(tmp_path / "whole")


def test_nothing_is_written_when_the_mix_makes_no_sense(tmp_path):
    with pytest.raises(ConfigError):
        make(settings(tmp_path / "r", mix="alpha=50,beta=40"))
    assert not (tmp_path / "r").exists()


def test_a_place_has_a_bounded_number_of_attempts(tmp_path):
    make(settings(tmp_path / "r", n=300), parts=scarce)
    assert max(row.attempt for row in Run(tmp_path / "r").dropped()) < ATTEMPTS


def test_progress_ends_with_all_rows(tmp_path):
    heard = []
    make(settings(tmp_path / "r"), progress=lambda kept, dropped: heard.append(kept), chunk=16)
    assert heard == [16, 32, 48, 60]
