"""Values in texts of other languages, where nothing says which words carry them."""

from datetime import date

from studio.check import Reading, Transform
from studio.record import Json
from studio.registry import Registry
from validators.reading.foreign.finding import finds, is_foreign

_PARTS: Registry[Transform] = Registry("validators.transforms", "transform")


def _found(text: str, value: Json, name: str = "x", **schema: Json) -> bool:
    return finds(text, value, Reading(date(2026, 3, 9), name, schema), _PARTS.parts)


def test_values_are_found_in_the_words_of_other_languages() -> None:
    german = "Kannst du mir Hotels in Rom ab dem 12. März zeigen, höchstens 99,50 €?"
    assert is_foreign(german)
    assert _found(german, "Rome")
    assert _found(german, "2026-03-12")
    assert _found(german, 99.5)
    assert _found("大阪の3月12日15時30分の予定を作って", "2026-03-12T15:30")
    assert _found("寝室の照明を消して", "bedroom", enum=["bedroom", "kitchen"])


def test_other_values_are_not() -> None:
    german = "Kannst du mir Hotels in Rom ab dem 12. März zeigen, höchstens 99,50 €?"
    assert not _found(german, "Milan")
    assert not _found(german, "2026-03-13")
    assert not _found(german, 99)


def test_english_is_not_read_as_another_language() -> None:
    assert not _found("Please remind me on Friday", 10)
    assert not _found("Remind me on Friday once", 10)
    assert not is_foreign("Show me the weather in Rom")
