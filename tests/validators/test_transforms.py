"""What words mean, and what they do not: each transformation by example."""

from datetime import date
from typing import Any

import pytest

from studio.check import Reading, Transform
from studio.record import Json
from studio.registry import Registry

TRANSFORMS: Registry[Transform] = Registry("validators.transforms", "transform")
MONDAY = date(2026, 3, 9)
SATURDAY = date(2026, 3, 14)


def holds(
    transform: str,
    text: str,
    value: Json,
    schema: dict[str, Any] | None = None,
    *,
    name: str = "",
    today: date | None = MONDAY,
) -> bool:
    return TRANSFORMS[transform].holds(text, value, Reading(today, name, schema or {}))


RIGHT: list[tuple[str, str, Json]] = [
    ("verbatim", "Sara", "Sara"),
    ("verbatim", "20", 20),
    ("verbatim", "20", 20.0),
    ("verbatim", "-1.50", -1.5),
    ("date", "12 March 2026", "2026-03-12"),
    ("date", "March 12th", "2026-03-12"),
    ("date", "12th of March", "2026-03-12"),
    ("date", "the twelfth of March", "2026-03-12"),
    ("date", "Mar 12", "2026-03-12"),
    ("date", "the 12th", "2026-03-12"),
    ("date", "the 3rd", "2026-04-03"),
    ("date", "Thursday", "2026-03-12"),
    ("date", "thu", "2026-03-12"),
    ("date", "this Saturday", "2026-03-14"),
    ("date", "next Friday", "2026-03-20"),
    ("date", "Friday next week", "2026-03-20"),
    ("date", "last Friday", "2026-03-06"),
    ("date", "tomorrow", "2026-03-10"),
    ("date", "the day after tomorrow", "2026-03-11"),
    ("date", "in three days", "2026-03-12"),
    ("date", "in 2 weeks", "2026-03-23"),
    ("date", "a week from today", "2026-03-16"),
    ("date", "two days ago", "2026-03-07"),
    ("date", "in a month", "2026-04-09"),
    ("date", "the 1st of next month", "2026-04-01"),
    ("date", "Thursday, March 12th", "2026-03-12"),
    ("date", "Thursday the 12th", "2026-03-12"),
    ("date", "25/12/2026", "2026-12-25"),
    ("date", "12.03.2026", "2026-03-12"),
    ("date", "5 January", "2026-01-05"),
    ("date", "1 December", "2026-12-01"),
    ("date", "2 December", "2026-12-02"),
    ("date", "tomorrow", "2026-03-10T00:00:00Z"),
    ("date", "tomorrow", "20260310"),
    ("time", "3pm", "15:00"),
    ("time", "3 p.m.", "15:00:00"),
    ("time", "12am", "00:00"),
    ("time", "12:30pm", "12:30"),
    ("time", "quarter past nine", "09:15"),
    ("time", "quarter to five", "16:45"),
    ("time", "half past six", "18:30"),
    ("time", "half past six in the morning", "06:30"),
    ("time", "ten to six in the evening", "17:50"),
    ("time", "three o'clock", "15:00"),
    ("time", "nine thirty", "09:30"),
    ("time", "noon", "12:00"),
    ("time", "midnight", "00:00:00Z"),
    ("datetime", "Thursday at 3pm", "2026-03-12T15:00"),
    ("datetime", "12 March, 15:00", "2026-03-12T15:00:00"),
    ("datetime", "3pm on the 12th", "2026-03-12T15:00:00+01:00"),
    ("datetime", "tomorrow 9am", "2026-03-10T09:00:00Z"),
    ("datetime", "9am tomorrow", "2026-03-10T09:00:00Z"),
    ("datetime", "tonight at 8", "2026-03-09T20:00"),
    ("datetime", "tomorrow evening at half past seven", "2026-03-10T19:30"),
    ("datetime", "Thursday at 3pm UTC", "2026-03-12T15:00:00Z"),
    ("datetime", "Thursday, March 12th at noon", "2026-03-12T12:00"),
    ("number", "twenty", 20),
    ("number", "twenty-five", 25),
    ("number", "a dozen", 12),
    ("number", "1,299.50", 1299.5),
    ("number", "two thousand five hundred", 2500),
    ("number", "one hundred and five", 105),
    ("number", "1.5k", 1500),
    ("number", "2.5 million", 2500000),
    ("number", "half", 0.5),
    ("number", "two and a half", 2.5),
    ("number", "minus five", -5),
    ("number", "1,500", "1500"),
    ("ordinal", "third", 3),
    ("ordinal", "the 22nd", 22),
    ("duration_iso", "45 minutes", "PT45M"),
    ("duration_iso", "an hour and a half", "PT1H30M"),
    ("duration_iso", "two weeks", "P14D"),
    ("duration_iso", "30 seconds", "30s"),
    ("duration_iso", "six months", "P6M"),
    ("money", "€200", 200),
    ("money", "200 euros", 200.0),
    ("money", "$1,299.50", 1299.5),
    ("money", "1.5k", 1500),
    ("money", "CHF 40", 40),
    ("money", "-$5", -5),
    ("money", "200", "200"),
    ("currency", "euros", "EUR"),
    ("currency", "€", "eur"),
    ("currency", "Swiss francs", "CHF"),
    ("currency", "Danish krone", "DKK"),
    ("percent", "15%", 15),
    ("percent", "fifteen percent", 15),
    ("percent", "2.5 %", 2.5),
    ("country", "Germany", "DE"),
    ("country", "the Netherlands", "NL"),
    ("country", "Germany", "DEU"),
    ("country", "the UK", "GB"),
    ("language", "French", "fr"),
    ("language", "french", "fr-FR"),
    ("language", "German", "deu"),
    ("language", "Brazilian Portuguese", "pt-BR"),
    ("month", "March", 3),
    ("month", "Sept", "09"),
    ("weekday", "Thursday", "THU"),
    ("weekday", "Thursdays", "th"),
    ("phone", "+44 20 7946 0958", "+442079460958"),
    ("phone", "(555) 010-2030", "5550102030"),
    ("phone", "0044 20 7946 0958", "+442079460958"),
    ("case", "design review", "Design review"),
    ("url", "example.org/a", "https://example.org/a"),
    ("url", "Example.org", "https://www.example.org/"),
    ("quoted", "“Design review”", "Design review"),
    ("handle", "#general", "general"),
    ("handle", "sara", "@sara"),
    ("empty", "nobody", []),
    ("empty", "none", None),
]

WRONG: list[tuple[str, str, Json]] = [
    ("verbatim", "sara", "Sara"),
    ("verbatim", "007", 7),
    ("verbatim", "1", True),
    ("verbatim", "True", True),
    ("verbatim", "2,0", 20),
    ("date", "12/03/2026", "2026-03-12"),
    ("date", "12/03", "2026-03-12"),
    ("date", "Monday", "2026-03-09"),
    ("date", "Monday", "2026-03-16"),
    ("date", "next Friday", "2026-03-13"),
    ("date", "Friday 12 March", "2026-03-12"),
    ("date", "12 March 2027", "2026-03-12"),
    ("date", "12 March", "2027-03-12"),
    ("date", "30 February 2026", "2026-03-02"),
    ("date", "the 12st", "2026-03-12"),
    ("date", "soon", "2026-03-10"),
    ("date", "next week", "2026-03-16"),
    ("date", "tomorrow", "2026-03-10T09:00:00Z"),
    ("date", "", "2026-03-10"),
    ("time", "3", "15:00"),
    ("time", "3pm", "03:00"),
    ("time", "13pm", "13:00"),
    ("time", "half past seven", "19:30"),
    ("time", "half past seven", "07:30"),
    ("time", "3:30", "03:30"),
    ("time", "around noon", "12:00"),
    ("datetime", "Thursday", "2026-03-12T15:00"),
    ("datetime", "3pm", "2026-03-12T15:00"),
    ("datetime", "Thursday at 3pm", "2026-03-13T15:00"),
    ("datetime", "Thursday at 3pm UTC", "2026-03-12T15:00:00+02:00"),
    ("datetime", "tomorrow morning at 8pm", "2026-03-10T08:00"),
    ("number", "twenty five six", 31),
    ("number", "1,50", 150),
    ("number", "twelve", 12.5),
    ("number", "one", True),
    ("number", "some", 3),
    ("ordinal", "3th", 3),
    ("duration_iso", "45 minutes", "PT45S"),
    ("duration_iso", "a month", "P30D"),
    ("money", "200 apples", 200),
    ("money", "€200", 20),
    ("currency", "pesos", "MXN"),
    ("currency", "euros", "Eur"),
    ("percent", "15", 15),
    ("percent", "15%", 0.15),
    ("country", "Germany", "GE"),
    ("country", "Germany", "Germany"),
    ("language", "French", "fr-CA"),
    ("month", "March", 4),
    ("weekday", "Thursday", 4),
    ("phone", "+44 20 7946 0958", "+442079460959"),
    ("phone", "020 7946 0958", "+442079460958"),
    ("case", "design reviews", "Design review"),
    ("url", "example.org/A", "https://example.org/a"),
    ("quoted", "Design review", "Design review"),
    ("handle", "general", "general"),
    ("empty", "nobody", ["Ana"]),
    ("empty", "everyone", []),
    ("empty", "none", 0),
    ("empty", "none", False),
]


@pytest.mark.parametrize(("transform", "text", "value"), RIGHT)
def test_words_mean_the_value(transform: str, text: str, value: Json) -> None:
    assert holds(transform, text, value)


@pytest.mark.parametrize(("transform", "text", "value"), WRONG)
def test_words_do_not_mean_the_value(transform: str, text: str, value: Json) -> None:
    assert not holds(transform, text, value)


@pytest.mark.parametrize(
    ("name", "schema", "text", "value", "right"),
    [
        ("duration_minutes", {}, "45 minutes", 45, True),
        ("duration_minutes", {}, "three quarters of an hour", 45, True),
        ("duration_minutes", {}, "1.5 hours", 90, True),
        ("duration_minutes", {}, "1 hour and 15 minutes", 75, True),
        ("duration_minutes", {}, "1h 15min", 75, True),
        ("duration_minutes", {}, "half an hour", 30, True),
        ("duration_minutes", {}, "an hour and a half", 90, True),
        ("duration_minutes", {}, "a 90-minute", 90, False),
        ("duration_minutes", {}, "90-minute", 90, True),
        ("duration_minutes", {}, "45 seconds", 45, False),
        ("duration_minutes", {}, "45", 45, False),
        ("ttl", {"description": "Lifetime in days."}, "two weeks", 14, True),
        ("ttl", {"description": "Lifetime in days."}, "two weeks", 2, False),
        ("ttl", {"description": "Lifetime."}, "14 days", 14, False),
        ("radius", {"description": "Search radius (metres)"}, "1.5 km", 1500, True),
        ("radius", {"description": "Search radius (metres)"}, "1.5 miles", 1500, False),
        ("weight_kg", {}, "500 g", 0.5, True),
        ("temp_c", {}, "21°C", 21, True),
        ("temp_c", {}, "21 degrees", 21, True),
        ("temp_c", {}, "21°F", 21, False),
        ("timeout_ms", {}, "half a second", 500, True),
        ("min_price", {}, "5 minutes", 5, False),
        ("day", {}, "2 days", 2, False),
        ("size", {"description": "Size in MB"}, "2 GB", 2000, True),
        ("param_3", {"description": "Length of the call in minutes"}, "an hour", 60, True),
    ],
)
def test_a_quantity_counts_in_the_arguments_own_unit(
    name: str, schema: dict[str, Any], text: str, value: Json, right: bool
) -> None:
    assert holds("quantity", text, value, schema, name=name) is right


@pytest.mark.parametrize(
    ("name", "description", "text", "wanted"),
    [
        ("notify", "", "without notifications", False),
        ("notify", "", "no need to notify anyone", False),
        ("notify", "", "and notify them", True),
        ("notify", "Whether to send invites.", "skip the invites", False),
        ("notify", "", "don't skip the notifications", True),
        ("notify", "", "express please", None),
        ("include_archived", "", "including photos", None),
        ("skip_cache", "", "skip the invites", None),
        ("send_updates", "Send updates to guests", "send a copy to my boss", None),
        ("include_archived", "", "including archived ones", True),
        ("include_archived", "", "leave out archived ones", False),
        ("include_archived", "", "leave the archived ones out", False),
        ("skip_cache", "", "skip the cache", True),
        ("skip_cache", "", "with the cache", False),
        ("no_cache", "", "no cache", True),
        ("disable_logging", "", "logging off", True),
        ("enable_logging", "", "turn logging off", False),
        ("include_disabled", "", "including disabled accounts", True),
        ("include_disabled", "", "without the disabled ones", False),
        ("param_2", "Include disabled users", "including disabled ones", True),
        ("param_2", "Skip the cache", "skip the cache", True),
        ("param_2", "Skip the cache", "with the cache", False),
        ("express", "", "express, please", True),
        ("insurance", "Whether to insure it in case you cannot go", "insure it", True),
        ("isDefault", "", "make it default", True),
        ("enabled", "", "it shouldn't be enabled", False),
        ("disabled", "", "make it disabled", True),
        ("taskRetryDisabled", "", "task retry off", True),
        ("ignoreCase", "", "ignore the case", True),
        ("param_4", "If true, do not send emails", "with emails", False),
        ("param_4", "If set, emails are sent", "with emails", True),
        (
            "param_4",
            "Whether songs already in it are left out",
            "without songs already in it",
            True,
        ),
        ("param_4", "Whether or not to notify people", "tell people", True),
        ("is_private", "", "make it private", True),
        ("is_private", "", "it shouldn't be private", False),
        ("out_of_office", "", "set out of office", True),
    ],
)
def test_a_flags_words_must_be_about_it_and_agree(
    name: str, description: str, text: str, wanted: bool | None
) -> None:
    schema = {"description": description}
    assert holds("flag", text, True, schema, name=name) is (wanted is True)
    assert holds("flag", text, False, schema, name=name) is (wanted is False)
    assert not holds("flag", text, int(bool(wanted)), schema, name=name)


STATES = ["IN_PROGRESS", "IN_REVIEW", "DONE", "wontFix", "on-hold"]


@pytest.mark.parametrize(
    ("enum", "text", "value", "right"),
    [
        (STATES, "in progress", "IN_PROGRESS", True),
        (STATES, "In Progress", "IN_PROGRESS", True),
        (STATES, "won't fix", "wontFix", False),
        (STATES, "wont fix", "wontFix", True),
        (STATES, "on hold", "on-hold", True),
        (STATES, "in progress", "IN_REVIEW", False),
        (STATES, "in", "IN_REVIEW", False),
        (["notes", "note"], "note", "note", True),
        (["archived", "archiving"], "archive", "archived", False),
        (["celsius", "fahrenheit"], "Celsius", "celsius", True),
        (["celsius", "fahrenheit"], "°C", "celsius", True),
        (["km", "miles"], "kilometres", "km", True),
        (["S", "M", "L", "XL"], "large", "L", True),
        (["S", "M", "L", "XL"], "extra large", "XL", True),
        (["createdAt desc", "name asc"], "newest first", "createdAt desc", True),
        (["createdAt desc", "updatedAt desc"], "newest first", "createdAt desc", False),
        (["createdAt desc", "createdAt asc"], "oldest first", "createdAt asc", True),
        (["price_asc", "price_desc"], "cheapest first", "price_asc", True),
        (["price_asc", "price_desc"], "cheapest first", "price_desc", False),
        (["-price", "price"], "most expensive first", "-price", True),
        (["asc", "desc"], "in descending order", "desc", True),
        (["high", "low"], "high priority", "high", True),
        (["high", "low"], "high", "low", False),
    ],
)
def test_a_choice_is_one_member_of_the_enum(
    enum: list[str], text: str, value: str, right: bool
) -> None:
    assert holds("choice", text, value, {"enum": enum}, name="priority") is right


def test_a_share_is_a_fraction_where_the_schema_ends_at_one() -> None:
    schema = {"type": "number", "minimum": 0, "maximum": 1}
    assert holds("percent", "15%", 0.15, schema)
    assert not holds("percent", "15%", 15, schema)
    assert holds("percent", "15%", 0.15, {"description": "Rate as a decimal, e.g. 0.05"})
    assert holds("percent", "15%", 15, {"description": "Rate in percent"})


def test_cents_are_a_hundredth() -> None:
    schema = {"description": "Amount in cents."}
    assert holds("money", "€12.50", 1250, schema, name="amount")
    assert not holds("money", "€12.50", 12.5, schema, name="amount")


def test_a_weekday_number_needs_bounds_that_say_how_it_counts() -> None:
    assert holds("weekday", "Thursday", 4, {"minimum": 1, "maximum": 7})
    assert not holds("weekday", "Thursday", 3, {"minimum": 0, "maximum": 6})
    monday = {"minimum": 0, "maximum": 6, "description": "0 is Monday"}
    assert holds("weekday", "Thursday", 3, monday)


def test_relative_dates_need_a_stated_today() -> None:
    for text in ("tomorrow", "Thursday", "12 March", "the 12th", "in three days"):
        day = "2026-03-10" if text == "tomorrow" else "2026-03-12"
        assert holds("date", text, day)
        assert not holds("date", text, day, today=None)


def test_dates_count_from_the_stated_day_over_weekends_and_years() -> None:
    assert holds("date", "Monday", "2026-03-16", today=SATURDAY)
    assert holds("date", "next Monday", "2026-03-16", today=SATURDAY)
    assert holds("date", "2 January", "2027-01-02", today=date(2026, 12, 30))
    assert holds("date", "28 December", "2026-12-28", today=date(2027, 1, 4))
    assert holds("date", "29 February", "2028-02-29", today=date(2027, 12, 1))
    assert not holds("date", "29 February", "2027-03-01", today=date(2026, 12, 1))
    assert holds("date", "the 31st", "2026-05-31", today=date(2026, 4, 2))
