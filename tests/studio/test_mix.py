import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from run_fakes import SCENARIOS, FakeScenario, tools

from studio.catalog import Catalog
from studio.errors import ConfigError, UnknownPart
from studio.mix import Schedule, apportion, parse_mix, settle
from studio.stage import Stage

NOWHERE = Stage(())

SHARES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(1, 1000).map(float), min_size=1, max_size=8
)


@given(SHARES, st.integers(0, 5000))
@settings(max_examples=100, derandomize=True)
def test_counts_add_up_and_stay_within_a_row_of_their_quota(shares, n):
    counts = apportion(shares, n)
    assert sum(counts.values()) == n
    for name, share in shares.items():
        assert abs(counts[name] - share * n / sum(shares.values())) < 1


def test_the_largest_remainders_get_the_rows_that_are_left():
    # quotas 4.7, 3.6 and 1.7: after 4, 3 and 1 two rows are left, for a and c
    assert apportion({"a": 47, "b": 36, "c": 17}, 10) == {"a": 5, "b": 3, "c": 2}
    assert apportion({"b": 50, "a": 50}, 3) == {"a": 2, "b": 1}


@given(SHARES, st.integers(1, 400))
@settings(max_examples=60, derandomize=True)
def test_every_prefix_of_the_run_is_close_to_the_mix(shares, n):
    schedule = Schedule(shares, n)
    seen = dict.fromkeys(schedule.lanes, 0)
    for index in range(n):
        slot = schedule.slot(index)
        assert (slot.index, slot.rank, slot.attempt) == (index, seen[slot.lane], 0)
        seen[slot.lane] += 1
        for lane, count in seen.items():
            ideal = (index + 1) * schedule.counts[lane] / n
            assert abs(count - ideal) <= 0.5 + len(seen) / 2
    assert seen == schedule.counts


def test_a_million_places_take_six_bytes_each():
    schedule = Schedule({"a": 90, "b": 10}, 1_000_000)
    assert schedule._lane.nbytes + schedule._rank.nbytes == 6_000_000
    assert schedule.slot(999_999).rank in (899_999, 99_999)


def test_shares_are_read_as_written():
    assert parse_mix("single=60, parallel = 40%") == {"single": 60.0, "parallel": 40.0}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("single", "'single'"),
        ("single=a", "'single=a'"),
        ("=5", "'=5'"),
        ("a=nan", "'a=nan'"),
        ("a=50,a=50", "'a' is given twice"),
        ("", "''"),
    ],
)
def test_a_mix_that_cannot_be_read_names_the_piece(text, named):
    with pytest.raises(ConfigError, match=re.escape(named)):
        parse_mix(text)


def test_shares_that_do_not_add_up_are_refused():
    catalog = Catalog(tools(), 0)
    with pytest.raises(ConfigError, match="add up to 90, not 100"):
        settle({"alpha": 60, "beta": 30}, SCENARIOS, catalog, NOWHERE)
    with pytest.raises(ConfigError, match="'beta' is -10"):
        settle({"alpha": 110, "beta": -10}, SCENARIOS, catalog, NOWHERE)
    thirds = settle({"alpha": 33.33, "beta": 33.33, "gamma": 33.34}, SCENARIOS, catalog, NOWHERE)
    assert list(thirds.shares) == ["alpha", "beta", "gamma"]


def test_an_unknown_scenario_is_answered_with_the_nearest_name():
    with pytest.raises(UnknownPart, match="'alhpa': did you mean 'alpha'"):
        settle({"alhpa": 100}, SCENARIOS, Catalog(tools(), 0), NOWHERE)


def test_the_default_mix_leaves_out_what_the_tools_cannot_yield_and_says_so():
    mix = settle(None, SCENARIOS, Catalog(tools(1), 0), NOWHERE)
    assert mix.shares == {"alpha": 62.5, "beta": 37.5}
    assert mix.left_out == {"gamma": "no tool is named get_thing_1"}


def test_a_wanted_scenario_that_is_impossible_is_an_error_with_the_obstacle():
    with pytest.raises(ConfigError, match=r"'gamma' is not possible.*no tool is named get_thing_1"):
        settle({"alpha": 50, "gamma": 50}, SCENARIOS, Catalog(tools(1), 0), NOWHERE)


def test_no_possible_scenario_is_an_error():
    only = {"x": FakeScenario("x", 10, need="nothing_like_it")}
    with pytest.raises(ConfigError, match="x: no tool is named nothing_like_it"):
        settle(None, only, Catalog(tools(), 0), NOWHERE)
