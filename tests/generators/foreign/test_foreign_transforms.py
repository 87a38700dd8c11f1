"""Words of other languages as values, and near misses that are none."""

from datetime import date

import pytest

from studio.check import Reading, Transform
from studio.record import Json, Schema
from studio.registry import Registry

TODAY = date(2026, 3, 9)
_PARTS: Registry[Transform] = Registry("validators.transforms", "transform")


def _holds(name: str, text: str, value: Json, argument: str = "x", **schema: Json) -> bool:
    found: Schema = dict(schema)
    return _PARTS[name].holds(text, value, Reading(TODAY, argument, found))


@pytest.mark.parametrize(
    "text",
    [
        "12. März",
        "12 mars",
        "12 de marzo",
        "12 de março",
        "12 marzo",
        "12 maart",
        "12 Mart",
        "3月12日",
        "12. März 2026",
        "12 de marzo de 2026",
        "2026年3月12日",
        "Donnerstag",
        "jeudi",
        "jueves",
        "giovedì",
        "donderdag",
        "torsdag",
        "perşembe",
        "木曜日",
    ],
)
def test_days_mean_one_day_and_no_other(text: str) -> None:
    assert _holds("foreign_date", text, "2026-03-12")
    assert not _holds("foreign_date", text, "2026-03-13")
    assert not _holds("foreign_date", text, "2026-04-12")


@pytest.mark.parametrize("text", ["13. März", "12", "März", "31. Februar", "12 Foo", "er 12. März"])
def test_other_days_are_none(text: str) -> None:
    assert not _holds("foreign_date", text, "2026-03-12")


@pytest.mark.parametrize(
    "text", ["morgen", "demain", "mañana", "amanhã", "domani", "i morgon", "yarın", "明日"]
)
def test_tomorrow(text: str) -> None:
    assert _holds("foreign_date", text, "2026-03-10")
    assert not _holds("foreign_date", text, "2026-03-09")


def test_the_first_is_only_the_first() -> None:
    assert _holds("foreign_date", "1er avril", "2026-04-01")
    assert not _holds("foreign_date", "2er avril", "2026-04-02")


@pytest.mark.parametrize(
    "text", ["15:30 Uhr", "15h30", "15:30", "15.30 uur", "kl. 15.30", "saat 15.30", "15時30分"]
)
def test_times_of_day(text: str) -> None:
    assert _holds("foreign_time", text, "15:30")
    assert not _holds("foreign_time", text, "15:00")
    assert not _holds("foreign_time", text, "03:30")


@pytest.mark.parametrize(
    "text",
    [
        "12. März um 15:30 Uhr",
        "12 mars à 15h30",
        "12 de marzo a las 15:30",
        "12 de março às 15h30",
        "12 marzo alle 15:30",
        "12 maart om 15.30 uur",
        "12 mars kl. 15.30",
        "12 Mart saat 15.30",
        "3月12日15時30分",
    ],
)
def test_moments(text: str) -> None:
    assert _holds("foreign_datetime", text, "2026-03-12T15:30")
    assert not _holds("foreign_datetime", text, "2026-03-12T15:00")
    assert not _holds("foreign_datetime", text, "2026-03-11T15:30")


def test_numbers_with_a_comma_and_in_words() -> None:
    assert _holds("foreign_number", "19,99", 19.99)
    assert not _holds("foreign_number", "19,99", 1999)
    assert not _holds("foreign_number", "1,500", 1.5)
    assert not _holds("foreign_number", "1,500", 1500)
    for word in ("vier", "quatre", "cuatro", "quatro", "quattro", "fyra", "dört"):
        assert _holds("foreign_number", word, 4)
        assert not _holds("foreign_number", word, 5)
    assert not _holds("foreign_number", "4", "4")


def test_lengths_of_time_are_in_the_unit_of_the_schema() -> None:
    for text in ("45 Minuten", "45 minutos", "45 minuti", "45 dakika", "45分"):
        assert _holds("foreign_quantity", text, 45, "duration_minutes")
        assert not _holds("foreign_quantity", text, 45, "duration_hours")
        assert not _holds("foreign_quantity", text, 46, "duration_minutes")
    assert _holds("foreign_quantity", "2 Stunden", 120, "duration_minutes")
    assert not _holds("foreign_quantity", "2 Stunden", 2, "duration")


def test_choices_are_the_member_meant_and_no_other() -> None:
    rooms = ["kitchen", "bedroom", "living room"]
    assert _holds("foreign_choice", "in der Küche", "kitchen", enum=rooms)
    assert _holds("foreign_choice", "寝室", "bedroom", enum=rooms)
    assert not _holds("foreign_choice", "in der Küche", "bedroom", enum=rooms)
    assert not _holds("foreign_choice", "Küche", "kitchen")
    assert not _holds("foreign_choice", "Keller", "kitchen", enum=rooms)


def test_flags_want_what_the_phrase_says() -> None:
    assert _holds("foreign_flag", "nur Direktflüge", True, "nonstop")
    assert not _holds("foreign_flag", "nur Direktflüge", False, "nonstop")
    assert not _holds("foreign_flag", "nur Direktflüge", True, "refundable")
    assert _holds("foreign_flag", "ohne Benachrichtigung", False, "notify")
    assert not _holds("foreign_flag", "ohne Benachrichtigung", True, "notify")
    described = "Whether to add ticket insurance."
    assert _holds("foreign_flag", "con seguro", True, "a3", description=described)
    assert not _holds("foreign_flag", "con seguro", True, "a3", description="Exclude insurance.")


def test_cities_by_their_own_names() -> None:
    assert _holds("exonym", "Milano", "Milan")
    assert _holds("exonym", "東京", "Tokyo")
    assert not _holds("exonym", "Milano", "Turin")
    assert not _holds("exonym", "Springfield", "Milan")
