"""Which date a message states as today's."""

from datetime import date

import pytest

from validators.reading.today import stated

MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Today is Monday, 9 March 2026.", MONDAY),
        ("Current date: 2026-03-09", MONDAY),
        ("You help people.\nToday's date is March 9, 2026. Be brief.", MONDAY),
        ("It is now 2026-03-09T10:15 (Monday).", MONDAY),
        ("The current date and time is 2026-03-09 10:15:00.", MONDAY),
        ("Today: Mon 9 Mar 2026", MONDAY),
        ("today is the 9th of March 2026, so hurry", MONDAY),
        ("As of 2026-03-09 you have no mail.", MONDAY),
        ("Today is Tuesday, 9 March 2026.", None),
        ("Today is Monday.", None),
        ("Book it for 9 March 2026.", None),
        ("Today is 31 February 2026.", None),
        ("Today is 2025-01-01. Correction: today is 2026-03-09.", MONDAY),
        ("", None),
    ],
)
def test_the_stated_today(text: str, day: date | None) -> None:
    assert stated(text) == day


@pytest.mark.parametrize(
    "text", ["start date: 8 October 2025", "It is 8 October 2025 that I mean", "as of 2025-10-08"]
)
def test_a_user_states_the_date_only_in_so_many_words(text: str) -> None:
    assert stated(text, by_system=False) is None
    assert stated("today is 8 October 2025", by_system=False) == date(2025, 10, 8)
