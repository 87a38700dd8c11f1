"""Articles and plurals agree with inflect, which is too slow to import in every worker (over two
seconds of CPU for its run-time type checks) and stays the reference here."""

import inflect

from generators.language.words import article, is_mass, is_plural, plural, split_name, stems

NOUNS = (
    "account album alert answer appliance application array basket batch berry bicycle box "
    "branch bus "
    "category church city class company contact country curve day delivery dish email entry error "
    "essay event factory flight folder glass hour house hotel image index invoice issue "
    "journey key "
    "library match message mouse note order party patch person playlist process query quiz reply "
    "repository response search shelf status story studio tax ticket toy university watch wish"
).split()
PHRASES = ("hour", "honest answer", "user", "unit", "uninstalled app", "umbrella", "MRI scan",
           "SQL query", "one-way ticket", "European city", "ID", "API key", "heir",
           "urgent issue", "union", "unimportant thing", "eight-hour shift", "euro",
           "usage report")  # fmt: skip


def test_articles_as_inflect_has_them() -> None:
    engine = inflect.engine()
    for phrase in (*NOUNS, *PHRASES):
        assert article(phrase) == engine.a(phrase).split(" ", 1)[0], phrase


def test_articles_inflect_has_wrong() -> None:
    assert [article(word) for word in ("URL", "FAQ", "x-ray")] == ["a", "an", "an"]


def test_plurals_as_inflect_has_them() -> None:
    engine = inflect.engine()
    for noun in NOUNS:
        if not is_plural(noun) and not is_mass(noun):
            assert plural(noun) == engine.plural(noun), noun


def test_plural_of_a_phrase_is_that_of_its_head() -> None:
    assert plural("ticket for a film") == "tickets for a film"
    assert plural("prime factor") == "prime factors"
    assert plural("people") == "people"
    assert plural("information") == "information"


def test_names_are_split_and_stemmed() -> None:
    assert split_name("getUserByID") == ["get", "user", "by", "id"]
    assert split_name("list_HTTP-errors") == ["list", "http", "errors"]
    assert stems("the bookings of a city") == stems("booking city")
