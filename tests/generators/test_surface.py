"""The spelling of values and its proof agree, though neither knows the other."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.language.surface import money_surface, surfaces
from generators.meaning import Meaning, meaning
from generators.meaning.kinds import KINDS as ALL_KINDS
from studio.check import Reading, Transform
from studio.record import Json
from studio.registry import Registry
from studio.seeding import stream

TRANSFORMS: Registry[Transform] = Registry("validators.transforms", "transform")
TODAY = date(2026, 3, 9)
ROUNDS = 250


def _day(rng: Random, today: date) -> date:
    near = rng.random() < 0.8
    return today + timedelta(rng.randint(-20, 40) if near else rng.randint(-900, 900))


def _moment(rng: Random, today: date) -> datetime:
    minute = rng.choice([0, 0, 0, 15, 30, 45, 5, 20])
    return datetime.combine(_day(rng, today), datetime.min.time()).replace(
        hour=rng.randrange(24), minute=minute
    )


Draw = Callable[[Random, date], Json]
STATES = ["IN_PROGRESS", "DONE", "WONT_FIX", "toDo", "on-hold", "Cancelled"]
KINDS: dict[str, tuple[str, dict[str, Any], Draw]] = {
    "date": (
        "due_date",
        {"type": "string", "format": "date"},
        lambda rng, today: _day(rng, today).isoformat(),
    ),
    "datetime": (
        "start",
        {"type": "string", "format": "date-time"},
        lambda rng, today: _moment(rng, today).isoformat(),
    ),
    "datetime_z": (
        "start_time",
        {"type": "string", "format": "date-time"},
        lambda rng, today: _moment(rng, today).isoformat() + "Z",
    ),
    "time": (
        "time",
        {"type": "string", "description": "Start of the visit, HH:MM"},
        lambda rng, today: _moment(rng, today).strftime("%H:%M"),
    ),
    "minutes": (
        "duration_minutes",
        {"type": "integer"},
        lambda rng, today: rng.choice([1, 5, 10, 15, 20, 30, 45, 60, 75, 90, 120, 150, 180, 1440]),
    ),
    "described_days": (
        "ttl",
        {"type": "integer", "description": "Lifetime in days."},
        lambda rng, today: rng.randint(1, 60),
    ),
    "seconds": (
        "timeout_seconds",
        {"type": "number"},
        lambda rng, today: rng.choice([0.5, 1, 30, 90, 600, 3600, 5400]),
    ),
    "metres": (
        "radius_m",
        {"type": "number"},
        lambda rng, today: rng.choice([50, 500, 1000, 1500, 2500, 12000]),
    ),
    "km": ("distance_km", {"type": "number"}, lambda rng, today: rng.randint(1, 100) / 2),
    "celsius": (
        "temperature",
        {"type": "number", "description": "Target in degrees Celsius"},
        lambda rng, today: rng.randint(-20, 60) / 2,
    ),
    "megabytes": ("size_mb", {"type": "integer"}, lambda rng, today: rng.choice([5, 500, 2000])),
    "count": ("party_size", {"type": "integer"}, lambda rng, today: rng.randint(0, 150)),
    "large": ("quantity", {"type": "integer"}, lambda rng, today: rng.randint(1, 40) * 500),
    "money": ("amount", {"type": "number"}, lambda rng, today: rng.randint(1, 500000) / 100),
    "percent": ("discount_percent", {"type": "number"}, lambda rng, today: rng.randint(0, 200) / 2),
    "fraction": (
        "tax_percent",
        {"type": "number", "minimum": 0, "maximum": 1},
        lambda rng, today: rng.randint(0, 100) / 100,
    ),
    "enum": (
        "status",
        {"type": "string", "enum": STATES},
        lambda rng, today: rng.choice(STATES),
    ),
    "sort": (
        "orderBy",
        {"type": "string"},
        lambda rng, today: rng.choice(["createdAt desc", "name asc", "-price"]),
    ),
    "country": ("country", {"type": "string"}, lambda rng, today: rng.choice(["DE", "US", "GB"])),
    "language": ("language", {"type": "string"}, lambda rng, today: rng.choice(["fr", "de", "uk"])),
    "currency": ("currency", {"type": "string"}, lambda rng, today: rng.choice(["EUR", "USD"])),
    "iso_duration": (
        "duration",
        {"type": "string", "format": "duration"},
        lambda rng, today: rng.choice(["PT45M", "PT1H30M", "P2W", "PT90S", "PT24H"]),
    ),
    "phone": (
        "phone",
        {"type": "string"},
        lambda rng, today: f"+44{rng.randint(10**9, 10**10 - 1)}",
    ),
    "url": (
        "url",
        {"type": "string", "format": "uri"},
        lambda rng, today: f"https://www.example.org/{rng.randint(1, 999)}",
    ),
    "title": (
        "title",
        {"type": "string"},
        lambda rng, today: f"Design review {rng.randint(1, 999)}",
    ),
    "month": ("month", {"type": "integer"}, lambda rng, today: rng.randint(1, 12)),
    "weekday": (
        "weekday",
        {"type": "string", "enum": ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]},
        lambda rng, today: rng.choice(["MON", "TUE", "SUN"]),
    ),
}

FLAGS = [
    ("notify", ""),
    ("notify", "Whether to send invites to the attendees."),
    ("include_archived", "Include archived projects."),
    ("includeDeleted", ""),
    ("express", "Ship by express."),
    ("is_private", "Whether the repository is private."),
    ("dry_run", "Only simulate."),
    ("skip_cache", "Skip the cache."),
    ("skip_cache", ""),
    ("exclude_weekends", "Leave weekends out of the result"),
    ("enable_logging", "Turn on logs"),
    ("disable_animations", ""),
    ("send_updates", "If true, emails the guests."),
    ("recursive", "Whether to list subfolders too"),
    ("gift_wrap", "Whether to wrap it as a gift."),
    ("requires_approval", ""),
    ("only_available", "Only show what is in stock"),
    ("unread_only", ""),
    ("show_hidden", "Whether to show hidden files"),
    ("with_photos", ""),
    ("all_day", ""),
    ("shuffle", ""),
    ("isDefault", ""),
    ("noGracefulShutdown", "Whether the shutdown is sudden"),
    ("forceStop", ""),
    ("allowMissing", ""),
    ("disabled", ""),
    ("taskRetryDisabled", ""),
    ("loggingEnabled", ""),
    ("ignoreCase", ""),
    ("reply_all", "Whether everyone on the original email gets the reply"),
    ("active_only", "Whether reminders that have ended are left out"),
    ("insurance", "Whether to insure the tickets in case you cannot go"),
    ("overwrite", "Overwrite an existing file."),
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_spelling_is_proven_for_its_value_and_for_no_other(kind: str) -> None:
    name, schema, draw = KINDS[kind]
    meant = meaning(name, schema)
    rng = stream("surface", kind)
    spellings = set()
    for _ in range(ROUNDS):
        today = TODAY + timedelta(rng.randint(0, 400))
        value, other = draw(rng, today), draw(rng, today)
        surface = surfaces(value, meant, schema, today=today, rng=rng)
        assert surface is not None
        reading = Reading(today, name, schema)
        transform = TRANSFORMS[surface.transform]
        assert transform.holds(surface.bare, value, reading), (surface, value, today)
        assert surface.text.count(surface.bare) == 1
        assert surface.text[surface.offset :].startswith(surface.bare)
        if other != value:
            assert not transform.holds(surface.bare, other, reading), (surface, value, other, today)
        spellings.add(surface.text)
    assert len(spellings) > 1


@pytest.mark.parametrize("kind", ["date", "datetime", "datetime_z"])
def test_a_spelling_that_needs_no_today_means_the_same_without_one(kind: str) -> None:
    name, schema, draw = KINDS[kind]
    rng = stream("undated", kind)
    free = 0
    for _ in range(ROUNDS):
        value = draw(rng, TODAY)
        surface = surfaces(value, meaning(name, schema), schema, today=TODAY, rng=rng)
        assert surface is not None
        held = TRANSFORMS[surface.transform].holds(surface.bare, value, Reading(None, name, schema))
        assert held != surface.needs_today
        free += held
    assert free > 0


@pytest.mark.parametrize(("name", "description"), FLAGS)
@pytest.mark.parametrize("value", [True, False])
def test_a_flag_is_said_with_its_polarity(name: str, description: str, value: bool) -> None:
    schema = {"type": "boolean", "description": description}
    meant = meaning(name, schema)
    rng = stream("flag", name, description)
    flag = TRANSFORMS["flag"]
    said = set()
    for _ in range(60):
        surface = surfaces(value, meant, schema, today=TODAY, rng=rng)
        assert surface is not None
        said.add(surface.text)
        assert flag.holds(surface.bare, value, Reading(TODAY, name, schema)), surface
        assert not flag.holds(surface.bare, not value, Reading(TODAY, name, schema)), surface
    assert len(said) > 1 or "Whether" in description


def test_money_names_amount_and_currency_in_one_phrase() -> None:
    rng = stream("money")
    schema: dict[str, Any] = {"type": "number"}
    styles = set()
    for _ in range(ROUNDS):
        amount, code = rng.randint(1, 300000) / 100, rng.choice(["EUR", "USD", "CHF", "JPY", "XOF"])
        money = money_surface(amount, code, rng)
        number = money.text[slice(*money.amount)]
        name = money.text[slice(*money.currency)]
        reading = Reading(TODAY, "amount", schema)
        assert TRANSFORMS[money.amount_transform].holds(number, amount, reading), money
        assert TRANSFORMS["money"].holds(money.text, amount, reading), money
        assert not TRANSFORMS["money"].holds(money.text, amount + 1, reading)
        assert TRANSFORMS[money.currency_transform].holds(name, code, reading), money
        styles.add(name)
    assert {"€", "euros", "XOF"} <= styles


def test_cents_are_said_as_whole_money() -> None:
    money = money_surface(1250, "EUR", stream("cents"), minor=True)
    reading = Reading(TODAY, "amount", {"type": "integer", "description": "Price in cents."})
    assert "12.50" in money.text
    assert TRANSFORMS["money"].holds(money.text[slice(*money.amount)], 1250, reading)


def test_the_same_stream_spells_the_same() -> None:
    name, schema, draw = KINDS["datetime"]
    value: Json = draw(stream("value"), TODAY)
    once, again = (
        surfaces(value, meaning(name, schema), schema, today=TODAY, rng=stream("same"))
        for _ in range(2)
    )
    assert once == again


def test_what_no_sentence_can_hold_has_no_spelling() -> None:
    meant = meaning("notes", {"type": "string"})
    nothing: list[Json] = [None, [], {}, "", "  "]
    for value in nothing:
        assert surfaces(value, meant, {}, today=TODAY, rng=stream("none")) is None


UNPROVEN = ("quantity", "percent", "money")
"""Transformations that read the unit out of the name and schema, which this test leaves empty."""


@settings(max_examples=600, derandomize=True, deadline=None)
@given(
    kind=st.sampled_from(sorted(ALL_KINDS)),
    unit=st.sampled_from(["", "minutes", "km", "%", "°C", "GB", "nonsense"]),
    value=st.one_of(
        st.integers(),
        st.floats(),
        st.text(max_size=30),
        st.dates().map(str),
        st.datetimes().map(lambda moment: moment.isoformat()),
        st.times().map(lambda clock: clock.isoformat()),
        st.sampled_from(["P1Y", "PT0S", "+1", "+999999999", "https://", "DE", "xx", "asc", "-x"]),
    ),
    today=st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    rng=st.randoms(use_true_random=False),
)
def test_any_value_of_any_kind_is_spelled_and_proven_or_left_alone(
    kind: str, unit: str, value: Json, today: date, rng: Random
) -> None:
    surface = surfaces(value, Meaning(kind, "thing", unit), {}, today=today, rng=rng)
    if surface is None:
        assert isinstance(value, str) or not repr(value).strip("-.").isdigit() or abs(value) > 1e23
        return
    assert surface.bare in surface.text
    if surface.transform not in UNPROVEN:
        reading = Reading(today, "thing", {})
        assert TRANSFORMS[surface.transform].holds(surface.bare, value, reading), surface
