"""Requests in other languages: what is said carries the label, and is in the language."""

import re
from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from generators.foreign import (
    LANGUAGES,
    known,
    localised,
    relies_on_today,
    sayable_names,
    speak,
    system,
)
from generators.foreign.concepts import concept
from generators.foreign.tables import tables
from generators.language.saying import Unsayable
from generators.values import arguments
from studio.brief import Brief, Draft, PlannedCall, Slot, Step, Turn, Words
from studio.check import SampleCheck
from studio.generation.assembly import Made, assemble
from studio.record import Sample, Tool
from studio.registry import Registry
from validators.reading.today import stated

TODAY = date(2026, 3, 9)

_ENGLISH = re.compile(
    r"\b(the|please|with|your|what|which|from|would|could|show|find|create|thanks|today"
    r"|tomorrow|title|subject|monday|march|people)\b",
    re.IGNORECASE,
)


def _briefs(tools: tuple[Tool, ...], language: str, visit: int = 0) -> Iterator[Brief]:
    """A call of every tool the language knows."""
    for tool in tools:
        rng = Random(f"{tool.name}{language}{visit}")
        filled = arguments(tool, rng, visit=visit, today=TODAY)
        if not known(tool, language) or isinstance(filled, str):
            continue
        values = localised(tool, filled.arguments, language, rng)
        if isinstance(values, str):
            continue
        call = PlannedCall(tool, values)
        turn = Turn("request", "calls", (call,), (Step((call,)),))
        yield Brief("cross_lingual", (tool,), (turn,), TODAY, language=language)


def _said(brief: Brief) -> Words | None:
    tool = brief.offered[0]
    try:
        return speak(brief.turns[0], brief, Random(f"{tool.id}{brief.language}"))
    except Unsayable:
        return None


def _sample(brief: Brief, words: Words) -> Sample:
    draft = Draft((words,), system(brief, relies_on_today(words), Random(1)))
    made = assemble(Slot(0, "cross_lingual", 0), brief, draft, Made(1, "offline/2"), {})
    assert isinstance(made, Sample)
    return made


def _surrounding(words: Words) -> str:
    """The words of a request without its values."""
    text, done = "", 0
    for span in sorted(words.spans, key=lambda span: span.start):
        if span.start >= done:
            text += words.user[done : span.start] + "_"
            done = span.end
    return text + words.user[done:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_speaks_of_a_hundred_tools_that_ship(
    shipped: tuple[Tool, ...], language: str
) -> None:
    assert sum(known(tool, language) for tool in shipped) >= 100


def test_there_are_eight_languages_or_more() -> None:
    assert len(LANGUAGES) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_words_for_the_same_things(language: str) -> None:
    first, other = tables(LANGUAGES[0]), tables(language)
    assert other.concepts.keys() == first.concepts.keys()
    assert other.verbs.keys() == first.verbs.keys()
    assert other.labels.keys() == first.labels.keys()
    assert other.choices.keys() == first.choices.keys()
    assert len(other.concepts) >= 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_pass_every_check(shipped: tuple[Tool, ...], language: str) -> None:
    checks = list(Registry[SampleCheck]("validators.checks", "check"))
    said = faulty = 0
    for brief in _briefs(shipped, language):
        words = _said(brief)
        if words is None:
            continue
        sample = _sample(brief, words)
        faults = [
            fault
            for check in checks
            for fault in check.faults(sample, {brief.offered[0].id: brief.offered[0]})
        ]
        said += 1
        faulty += bool(faults)
        assert not any(fault.reason == "false_grounding" for fault in faults), (words.user, faults)
        assert not any(fault.reason == "missing_grounding" for fault in faults), words.user
    assert said >= 100
    assert faulty <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_stands_around_the_values(shipped: tuple[Tool, ...], language: str) -> None:
    for brief in _briefs(shipped, language, visit=3):
        words = _said(brief)
        if words is not None:
            assert not _ENGLISH.search(_surrounding(words)), words.user


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_frame_has_its_forms(language: str) -> None:
    spoken = tables(language)
    for verb, forms in spoken.verbs.items():
        fitting = [
            frame
            for frame in spoken.style["frames"]
            if all(name in forms for name in re.findall(r"\{(\w+)\}", frame) if name != "x")
        ]
        assert len(fitting) >= 5, verb


def test_the_object_of_a_call_decides_what_it_is_called(shipped: tuple[Tool, ...]) -> None:
    by_name = {tool.name: tool for tool in shipped}
    found = concept(by_name["cancel_order"])
    assert found is not None
    assert (found.name, found.named) == ("order.cancel", "order ID")
    assert concept(by_name["solve_quadratic"]) is None
    assert not known(by_name["run_query"])


def test_arguments_without_words_are_left_out(shipped: tuple[Tool, ...]) -> None:
    tool = next(tool for tool in shipped if tool.name == "get_menu")
    names = sayable_names(tool, "de")
    assert "restaurant" in names
    values = localised(
        tool, {"restaurant": "Chez Amina", "course": "mains", "diet": "vegan"}, "de", Random(1)
    )
    assert values == {"restaurant": "Chez Amina"} or "course" not in values


def test_a_date_that_counts_from_today_is_told_by_the_system(shipped: tuple[Tool, ...]) -> None:
    tool = next(tool for tool in shipped if tool.name == "get_historical_weather")
    call = PlannedCall(tool, {"city": "Berlin", "date": "2026-02-12"})
    turn = Turn("request", "calls", (call,), (Step((call,)),))
    brief = Brief("cross_lingual", (tool,), (turn,), TODAY, language="de")
    for seed in range(30):
        words = speak(turn, brief, Random(seed))
        if relies_on_today(words):
            assert stated(system(brief, True, Random(seed))) == TODAY
            break
    else:
        pytest.fail("every date had its year")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_asked_for_and_what_cannot_be_done_is_named(
    shipped: tuple[Tool, ...], language: str
) -> None:
    tool = next(tool for tool in shipped if tool.name == "get_current_weather")
    wish = PlannedCall(tool, {})
    brief = Brief("cross_lingual", (tool,), (), TODAY, language=language)
    asked = speak(Turn("request", "missing", (wish,), missing=("city",)), brief, Random(2))
    assert asked.reply
    assert not asked.spans
    declined = speak(Turn("request", "unable", (wish,)), brief, Random(2))
    thing = tables(language).concepts["weather"]
    assert thing.casefold() in declined.reply.casefold()
