"""Whatever is done to the words of a request, its values stay and their spans find them."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generators.language.phrase import (
    Mark,
    Phrase,
    Value,
    fill,
    for_call,
    joined,
    lowered,
    marked,
    mistyped,
    plain,
    sentence,
    shared,
    spell,
    tidy,
)

FEW = settings(max_examples=120, derandomize=True, deadline=None)

WORDS = st.text(st.sampled_from("abcdefgh ABC  ,.?!;:éß'"), max_size=25)
TEXTS = st.text(st.sampled_from("xyzXYZ 019.,?!-_@éß  "), min_size=1, max_size=15)


@st.composite
def values(draw: st.DrawFn) -> Value:
    """A value with one to three marks inside its text."""
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(draw(st.integers(0, 2)), f"/p{number}", "verbatim", start, end))
    return Value(text, tuple(marks))


PHRASES = st.lists(WORDS | values(), min_size=1, max_size=8)


def carried(phrase: Phrase) -> list[tuple[int, str, str, str]]:
    """What the spans of the finished text point at."""
    text, spans = spell(phrase)
    return [(s.call, s.path, s.transform, text[s.start : s.end]) for s in spans]


def promised(phrase: Phrase) -> list[tuple[int, str, str, str]]:
    """What the values say they carry."""
    return [
        (mark.call, mark.path, mark.transform, piece.text[mark.start : mark.end])
        for piece in phrase
        if isinstance(piece, Value)
        for mark in piece.marks
    ]


@FEW
@given(PHRASES)
def test_spelling_points_at_every_value(phrase: Phrase) -> None:
    assert carried(phrase) == promised(phrase)
    assert spell(phrase)[0] == plain(phrase)


@FEW
@given(PHRASES, st.sampled_from(["", ".", "?", "!", "…"]), st.integers(0, 99))
def test_no_change_of_words_touches_a_value(phrase: Phrase, end: str, seed: int) -> None:
    before = promised(phrase)
    for changed in (
        tidy(phrase),
        sentence(phrase, end),
        lowered(phrase),
        mistyped(phrase, Random(seed)),
        mistyped(tidy(sentence(lowered(phrase), end)), Random(seed)),
    ):
        assert carried(changed) == before


@FEW
@given(st.lists(PHRASES, max_size=4), st.sampled_from([", ", "; "]), st.sampled_from(["", " and "]))
def test_joining_keeps_order_and_values(phrases: list[Phrase], comma: str, last: str) -> None:
    row = joined(phrases, comma, last)
    assert carried(row) == [each for phrase in phrases for each in promised(phrase)]
    assert plain(row).startswith(plain(phrases[0]) if phrases else "")


@FEW
@given(PHRASES)
def test_tidying_twice_changes_nothing_more(phrase: Phrase) -> None:
    once = tidy(phrase)
    assert tidy(once) == once
    assert not [1 for a, b in pairwise(once) if isinstance(a, str) and isinstance(b, str)]


@FEW
@given(PHRASES, st.integers(0, 99))
def test_a_slip_is_small_and_repeatable(phrase: Phrase, seed: int) -> None:
    once = plain(mistyped(phrase, Random(seed)))
    assert once == plain(mistyped(phrase, Random(seed)))
    assert abs(len(once) - len(plain(phrase))) <= 1


@FEW
@given(PHRASES)
def test_the_phrase_handed_in_is_left_alone(phrase: Phrase) -> None:
    copy = list(phrase)
    tidy(phrase)
    sentence(phrase, ".")
    lowered(phrase)
    mistyped(phrase, Random(0))
    joined([phrase, phrase])
    assert phrase == copy


@FEW
@given(PHRASES, st.integers(0, 3))
def test_values_can_speak_for_another_call(phrase: Phrase, call: int) -> None:
    moved = carried(for_call(phrase, call))
    assert moved == [(call, *rest) for _, *rest in promised(phrase)]


def test_values_speak_for_all_calls_but_for_what_differs() -> None:
    phrase: Phrase = ["weather in ", marked("Oslo", "/city", "verbatim"), " in "]
    phrase.append(marked("Celsius", "/unit", "case"))
    both = carried(shared(phrase, 2, but=["/city"]))
    assert both == [
        (0, "/city", "verbatim", "Oslo"),
        (0, "/unit", "case", "Celsius"),
        (1, "/unit", "case", "Celsius"),
    ]


def test_templates_are_filled_with_words_and_phrases() -> None:
    phrase = fill("on {v} in {noun}", v=[marked("Friday", "/day", "date")], noun="March")
    assert plain(phrase) == "on Friday in March"
    assert carried(phrase) == [(0, "/day", "date", "Friday")]


def test_a_sentence_has_a_capital_and_one_end() -> None:
    assert plain(sentence(["show me that"], ".")) == "Show me that."
    assert plain(sentence(["is it on?"], ".")) == "Is it on?"
    assert plain(sentence(["do it, "], "!")) == "Do it!"
    city = marked("oslo", "/city", "verbatim")
    assert plain(sentence([city, " please"], ".")) == "oslo please."


def test_tidying_mends_blanks() -> None:
    phrase: Phrase = ["show  me ", "it", " , now", marked("a  b", "/x", "verbatim"), " ."]
    assert plain(tidy(phrase)) == "show me it, nowa  b."
