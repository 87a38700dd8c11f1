"""Transformations under any text at all, and beside other libraries' readings of the same words."""

import time as clock
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.check import Reading, Transform
from studio.record import Json
from studio.registry import Registry

TRANSFORMS: Registry[Transform] = Registry("validators.transforms", "transform")
MONDAY = date(2026, 3, 9)


def holds(transform: str, text: str, value: Json, *, today: date | None = MONDAY) -> bool:
    return TRANSFORMS[transform].holds(text, value, Reading(today, "", {}))


def hostile() -> Iterator[str]:
    yield from ("", " ", "\x00", "a" * 100_000, "9" * 5000, "1," * 3000, "٣", "²", "½", "1e999")
    yield from ("in " * 4000, "in 99999999999 days", "99999-99-99", "0000-00-00", "-" * 999)
    yield from ("the 0th", "0 March", "31 June", "١٢ March 2026", "𝟙𝟚 March", "İstanbul", "ß", "ﬁ")
    yield from ("in ١٢ days", "²pm", "5" * 90 + "%", "€" * 50, "a dozen " * 300, "\ud800", "@", "#")
    yield from ("31 December 9999", "in 4000 months", "day " * 20, "noon at noon", "1:99pm")


VALUES: list[Json] = [
    *(None, True, False, 0, 1, -5, 10**400, 0.1, float("inf"), float("nan"), 1e308, 2**63),
    *("", " ", "2026-03-09", "9999-12-31T23:59:59Z", "15:00", "PT45M", "٣", "²", "x" * 50_000),
    *("DE", "\ud800", [], {}, [1], {"a": 1}, "0000-00-00", "24:61", "P", "PT", "s"),
]


@pytest.mark.parametrize("name", sorted(TRANSFORMS.parts))
def test_nothing_hostile_raises_or_takes_long(name: str) -> None:
    part = TRANSFORMS[name]
    schemas: list[dict[str, Any]] = [
        {},
        {"enum": ["a", 1, None], "description": 5, "maximum": "x"},
        {"description": "in minutes " * 2000, "maximum": 1},
    ]
    start = clock.perf_counter()
    for text in hostile():
        for value in VALUES:
            for schema in schemas:
                for today in (None, date.min, date.max, MONDAY):
                    assert part.holds(text, value, Reading(today, "in_m", schema)) in (True, False)
    assert clock.perf_counter() - start < 5


@settings(max_examples=300, derandomize=True, deadline=None)
@given(text=st.text(max_size=40), value=st.one_of(st.integers(), st.floats(), st.text(max_size=20)))
def test_arbitrary_text_means_nothing_unless_it_is_the_value(text: str, value: Json) -> None:
    for part in TRANSFORMS:
        if part.name not in ("verbatim", "case", "quoted", "handle", "url", "choice", "phone"):
            right = part.holds(text, value, Reading(MONDAY, "count", {}))
            assert not right or any(sign.isalnum() for sign in text)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    today=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    text=st.sampled_from(
        ["tomorrow", "Friday", "next Tuesday", "the 15th", "12 March", "in ten days", "last Sunday"]
    ),
)
def test_a_relative_date_means_one_day_at_most(today: date, day: date, text: str) -> None:
    meant = [
        today + timedelta(shift)
        for shift in range(-100, 300)
        if holds("date", text, (today + timedelta(shift)).isoformat(), today=today)
    ]
    assert len(meant) <= 1
    if abs((day - today).days) > 300:
        assert not holds("date", text, day.isoformat(), today=today)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_number_words_agree_with_num2words(number: int) -> None:
    from num2words import num2words  # type: ignore[import-untyped]

    said = str(num2words(number))
    assert holds("number", said.replace(",", ""), number)
    assert not holds("number", said.replace(",", ""), number + 1)
    assert holds("number", f"{number:,}", number)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(day=st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_written_out_dates_agree_with_dateparser(day: date) -> None:
    dateparser = pytest.importorskip("dateparser")
    for pattern in ("%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%b %d %Y"):
        text = day.strftime(pattern)
        parsed = dateparser.parse(text, languages=["en"])
        assert parsed.date() == day
        assert holds("date", text, day.isoformat())
