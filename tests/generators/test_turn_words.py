"""The words of later turns: what is said is only what is new, and every value can be proven."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest

from generators.language.phrase import plain, spell, tidy
from generators.language.saying import Speaker, Unsayable
from generators.language.turns import naming, odd, tone
from generators.language.turns.changes import changed, more, narrowed
from generators.language.turns.pointing import pointed
from generators.language.turns.supplies import supplied
from studio.brief import Found, PlannedCall, Told
from studio.check import Reading, Transform
from studio.record import Json, Tool
from studio.registry import Registry

TODAY = date(2026, 3, 9)
TRANSFORMS: Registry[Transform] = Registry("validators.transforms", "transform")
Tools = Callable[[str], Tool]


@pytest.fixture(scope="module")
def named(shipped: tuple[Tool, ...]) -> Tools:
    """Shipped tools by name."""
    known = {tool.name: tool for tool in shipped}
    return known.__getitem__


def speaker(seed: int = 0) -> Speaker:
    return Speaker(Random(seed), TODAY)


def proven(text: str, transform: str, value: Json, name: str = "value") -> bool:
    return TRANSFORMS[transform].holds(text, value, Reading(TODAY, name, {}))


@pytest.mark.parametrize("number", [*range(130), 199, 200, 365, 999, 1000, 1500, 12_345, 120_000])
def test_odd_numbers_are_understood(number: int) -> None:
    forms = odd.forms(number, "quantity", TODAY, Random(number))
    assert forms
    assert all(proven(text, transform, number) for text, transform, _ in forms), forms


def test_odd_times_are_understood() -> None:
    times = [f"{hour:02d}:{minute:02d}" for hour in range(24) for minute in (0, 15, 30, 45)]
    told = 0
    for time in times:
        for text, transform, _ in odd.forms(time, "time", TODAY, Random(1)):
            assert proven(text, transform, time), (text, time)
            told += 1
    assert told > 50


def test_odd_days_are_understood() -> None:
    told = 0
    for days in range(-90, 280):
        day = (TODAY + timedelta(days)).isoformat()
        for text, transform, dated in odd.forms(day, "date", TODAY, Random(1)):
            assert dated
            assert proven(text, transform, day), (text, day)
            told += 1
    assert told > 300


def test_an_odd_form_is_refused_where_there_is_none(named: Tools) -> None:
    wish = PlannedCall(named("get_current_weather"), {"city": "Oslo"})
    with pytest.raises(Unsayable):
        supplied(wish, speaker(), "plain", "odd")


def test_a_follow_up_says_the_new_value_and_nothing_of_the_rest(named: Tools) -> None:
    tool = named("get_historical_weather")
    texts = set()
    for seed in range(300):
        phrase = more([PlannedCall(tool, {"city": "Bergen"})], speaker(seed), "plain", False)
        text, spans = spell(tidy(phrase))
        (span,) = spans
        assert text[span.start : span.end] == "Bergen"
        assert span.path == "/city"
        assert len(text) < 90
        texts.add(text)
    assert len(texts) > 120


def test_two_at_once_carry_one_value_each(named: Tools) -> None:
    tool = named("get_current_weather")
    wishes = [PlannedCall(tool, {"city": city}) for city in ("Bergen", "Oslo")]
    text, spans = spell(tidy(more(wishes, speaker(4), "plain", False)))
    assert [(s.call, text[s.start : s.end]) for s in spans] == [(0, "Bergen"), (1, "Oslo")]


def test_places_keep_their_articles(named: Tools) -> None:
    wish = PlannedCall(named("get_room_temperature"), {"room": "kitchen"})
    for seed in range(40):
        assert "the kitchen" in plain(more([wish], speaker(seed), "plain", False)).lower()


def test_corrections_may_name_what_was_wrong_but_prove_only_what_is_right(named: Tools) -> None:
    wish = PlannedCall(named("get_current_weather"), {"city": "Bergen"})
    texts = []
    for seed in range(120):
        text, spans = spell(tidy(changed(wish, "Berlin", speaker(seed), "chatty", True)))
        assert [text[s.start : s.end] for s in spans] == ["Bergen"]
        texts.append(text)
    assert any("Berlin" in text for text in texts)
    assert not any("berlin" in text for text in texts), "names stay as they are in haste"


def test_conditions_are_put_as_such(named: Tools) -> None:
    wish = PlannedCall(named("find_restaurants"), {"minimum_rating": 4})
    _text, spans = spell(tidy(narrowed(wish, speaker(2), "plain")))
    assert [s.path for s in spans] == ["/minimum_rating"]


def events(named: Tools, *titles: str) -> naming.Seen:
    """A list of events, and an answer that names them all."""
    items = [{"event_id": f"evt_{n}", "title": title} for n, title in enumerate(titles)]
    return naming.Seen(named("search_events"), {"events": items}, ", ".join(titles))


def deletion(named: Tools, place: int) -> PlannedCall:
    source = {"/event_id": Found(0, f"/events/{place}/event_id")}
    return PlannedCall(named("delete_event"), {"event_id": f"evt_{place}"}, sources=source)


def test_items_are_pointed_to_by_place_or_name_and_never_by_id(named: Tools) -> None:
    seen = [events(named, "Dentist", "Lunch with Ana", "Review")]
    texts = {
        plain(pointed(deletion(named, 1), seen, speaker(n), "polite", "item")) for n in range(99)
    }
    assert all("evt_" not in text for text in texts)
    assert any("second" in text for text in texts)
    assert any("Lunch with Ana" in t for t in texts)
    for text in texts:
        told = ("second", "number 2", "Lunch with Ana")
        assert any(words in text or words in text.lower() for words in told), text


def test_names_of_items_are_never_mistyped(named: Tools) -> None:
    seen = [events(named, "Dentist", "Lunch with Ana", "Review")]
    for seed in range(400):
        text = plain(pointed(deletion(named, 1), seen, speaker(seed), "chatty", "item"))
        assert "ana" not in text.lower() or "Lunch with Ana" in text


def test_nobody_points_to_what_they_were_not_told_of(named: Tools) -> None:
    whole = events(named, "Dentist", "Lunch with Ana", "Review")
    partly = naming.Seen(whole.tool, whole.value, "Dentist and two more")
    with pytest.raises(Unsayable):
        pointed(deletion(named, 1), [partly], speaker(), "plain", "item")
    long = events(named, *(f"Meeting {n}" for n in range(9)))
    with pytest.raises(Unsayable):
        pointed(deletion(named, 1), [long], speaker(), "plain", "item")


def looked_up(named: Tools, reply: str) -> naming.Seen:
    result = {"name": "Ana Ruiz", "phone_number": "+34612345678"}
    return naming.Seen(
        named("look_up_phone_number"), dict[str, Json](result), reply, {"contact": "Ana Ruiz"}
    )


def test_what_was_found_some_turns_ago_is_called_by_what_it_is(named: Tools) -> None:
    wish = PlannedCall(
        named("send_text_message"),
        {"recipients": ["+34612345678"], "text": "Running late"},
        sources={"/recipients/0": Found(0, "/phone_number")},
    )
    seen = looked_up(named, "Ana Ruiz: the phone number is +34612345678.")
    said = {plain(pointed(wish, [seen], speaker(n), "plain", "recall")) for n in range(30)}
    assert not any("+34" in text for text in said)
    assert sum("phone number" in text for text in said) > 0.8 * len(said)
    assert any("Ana Ruiz's phone number" in text for text in said)
    untold = looked_up(named, "I found it.")
    with pytest.raises(Unsayable, match="not told"):
        pointed(wish, [untold], speaker(), "plain", "recall")


def test_what_was_said_before_is_not_said_again(named: Tools) -> None:
    tool = named("get_daily_forecast")
    wish = PlannedCall(tool, {"city": "Oslo", "days": 3}, sources={"/city": Told(0, 0, "/city")})
    for seed in range(60):
        text, spans = spell(tidy(pointed(wish, [], speaker(seed), "plain", "same")))
        assert "Oslo" not in text
        assert "same" in text or "that" in text
        assert [span.path for span in spans] == ["/days"]


@pytest.mark.parametrize(
    ("lead", "first", "whole"),
    [
        ("Also, ", "Book it.", "Also, book it."),
        ("Thanks. ", "Book it.", "Thanks. Book it."),
        ("And ", "I need it.", "And I need it."),
        ("It's off again, so ", "Cancel it.", "It's off again, so cancel it."),
    ],
)
def test_a_lead_goes_on_in_one_sentence_or_ends_one(lead: str, first: str, whole: str) -> None:
    assert plain(tone.led(lead, [first])) == whole


def test_the_value_taken_back_is_another_one(named: Tools) -> None:
    tool = named("get_historical_weather")
    wish = PlannedCall(tool, {"date": "2026-03-05"})
    said = 0
    for seed in range(80):
        try:
            text, spans = spell(tidy(supplied(wish, speaker(seed), "plain", "withdrawn")))
        except Unsayable:
            continue
        (span,) = spans
        assert proven(text[span.start : span.end], span.transform, "2026-03-05", "date")
        said += 1
    assert said > 40


def hotels(named: Tools, reply: str) -> naming.Seen:
    """Two hotels, and what the user was told of them."""
    items = [
        {"hotel_id": "htl_1", "name": "Riverside", "price_per_night": 120},
        {"hotel_id": "htl_2", "name": "Casa Azul", "price_per_night": 85},
    ]
    return naming.Seen(named("search_hotels"), {"hotels": items}, reply)


def test_the_cheaper_one_is_meant_only_where_prices_were_told(named: Tools) -> None:
    source = {"/hotel_id": Found(0, "/hotels/1/hotel_id")}
    wish = PlannedCall(named("book_hotel"), {"hotel_id": "htl_2"}, sources=source)
    told = {
        reply: {
            plain(pointed(wish, [hotels(named, reply)], speaker(seed), "formal", "item"))
            for seed in range(60)
        }
        for reply in ("Riverside, €120; Casa Azul, €85.", "Riverside and Casa Azul.")
    }
    with_prices, without = told.values()
    assert any("the cheaper one" in text.lower() for text in with_prices)
    assert not any("cheap" in text.lower() for text in without)


def test_an_answer_may_change_something_else_along_the_way(named: Tools) -> None:
    arguments = {"time": "19:30", "party_size": 5}
    wish = PlannedCall(named("reserve_table"), arguments)
    for seed in range(60):
        text, spans = spell(tidy(supplied(wish, speaker(seed), "formal", "revised")))
        assert {span.path for span in spans} == {"/time", "/party_size"}
        assert "party size" in text
