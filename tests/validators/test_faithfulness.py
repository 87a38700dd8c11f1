"""Answers after results: what is given passes, what is not is found."""

import json
import re
from collections import Counter
from random import Random
from typing import Any

import pytest

from studio.record import (
    AssistantMessage,
    Behaviour,
    Expected,
    Message,
    Sample,
    SystemMessage,
    Tool,
    ToolCall,
    ToolMessage,
    ToolOrigin,
    UserMessage,
)
from validators.checks.faithfulness import PART

TOOL = Tool.make(
    name="search_flights",
    description="Search for flights between two cities. Prices are in euros.",
    parameters={
        "type": "object",
        "properties": {
            "city": {"type": "string"},
            "cabin": {"type": "string", "enum": ["economy", "business"], "maxLength": 77},
        },
    },
    origin=ToolOrigin(source="a.json", format="openai", family="a"),
)
RESULT: dict[str, Any] = {
    "flights": [
        {
            "flight": "BA117",
            "airline": "Nordic Wings",
            "departs": "2026-03-13T09:05:00Z",
            "price": 129.5,
            "currency": "EUR",
            "duration_minutes": 95,
            "seats_left": 4,
        },
        {
            "flight": "LH820",
            "airline": "Air Baltica",
            "departs": "2026-03-14T18:40:00Z",
            "price": 88,
            "currency": "EUR",
            "duration_minutes": 140,
            "seats_left": 12,
        },
        {
            "flight": "SK455",
            "airline": "Polar Air",
            "departs": "2026-03-17T06:15:00Z",
            "price": 240.25,
            "currency": "EUR",
            "duration_minutes": 60,
            "seats_left": 4,
        },
    ],
    "load_factor": 0.456,
    "size_bytes": 2156475,
    "booked": True,
}
USER = "Find me flights to Riga next week for at most 300 euros, please. My email is ana@ruiz.es."


def sample(
    answer: str,
    result: Any = RESULT,
    *,
    behaviour: Behaviour | None = "answer",
    user: str = USER,
    more: tuple[Message, ...] = (),
) -> Sample:
    content = result if isinstance(result, str) else json.dumps(result)
    call = ToolCall(id="c1", name=TOOL.name, arguments={"city": "Riga", "cabin": "economy"})
    messages: tuple[Message, ...] = (
        SystemMessage(content="Today is Monday 9 March 2026."),
        UserMessage(content=user),
        AssistantMessage(tool_calls=(call,)),
        ToolMessage(tool_call_id="c1", name=TOOL.name, content=content),
        *more,
        AssistantMessage(content=answer),
    )
    last = len(messages) - 1
    expected = (Expected(message=last, behaviour=behaviour),) if behaviour else ()
    return Sample(
        id="s", index=0, scenario="t", tools=(TOOL.id,), messages=messages, expected=expected
    )


def faults(*arguments: Any, **options: Any) -> list[str]:
    found = PART.faults(sample(*arguments, **options), {TOOL.id: TOOL})
    return [f"{check.reason}: {check.detail}" for check in found]


@pytest.mark.parametrize(
    "answer",
    [
        "Three flights: Nordic Wings (€129.50), Air Baltica (€88) and Polar Air (€240.25).",
        "There are 3 flights to Riga. BA117 leaves on Friday, 13 March at 09:05 and takes 1 hour"
        " and 35 minutes.",
        "The cheapest is LH820 with Air Baltica: 88 euros, March 14 at 6:40 pm.",
        "Air Baltica: 88 EUR\nPolar Air: 240.25 EUR",
        "Nordic Wings costs about €130, and 2 more are available.",
        "I found three flights; two of them have 4 seats left.",
        "The load factor is 45.6%, or 46%.",
        "That download has 2.2 MB.",
        "BA117 leaves in four days, I believe.",
        "SK455 takes one hour. You wanted to stay under 300 euros.",
        "I'll write to ana@ruiz.es. Air Baltica has the best price.",
        "- Nordic Wings: 13 March\n- Air Baltica: 14 March\nThere is 1 more.",
        "Done, I've booked it.",
        "You said “ana@ruiz.es” and “at most 300 euros”.",
        "1. Nordic Wings\n2. Air Baltica\n3. Polar Air",
        "**Polar Air** leaves on `2026-03-17`, a Tuesday.",
    ],
)
def test_what_is_given_passes(answer: str) -> None:
    assert faults(answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        "Nordic Wings costs €139.50.",
        "Nordic Wings costs $129.50.",  # another currency
        "There are four flights.",
        "There are 5 flights to Riga.",
        "BA118 leaves on 13 March.",
        "BA117 leaves on 15 March.",
        "BA117 leaves on Saturday, 13 March.",  # that is a Friday
        "BA117 leaves on 13 March 2025.",
        "BA117 leaves at 09:15.",
        "It takes 1 hour and 45 minutes.",
        "The load factor is 54.6%.",
        "Ryanair (€88) flies there too.",
        "The same fare is offered by Ryanair.",
        "Please ask at help@nordicwings.example for “free upgrades”.",
        "More at https://nordicwings.example/riga.",
        "Nordic Wings (€88); Air Baltica (€129.50).",  # swapped
        "Nordic Wings and Air Baltica are there, and 5 more.",
        "No flights were found, I'm afraid.",
        "I couldn't book it, because there was an error.",
        "The fares add up to €457.75.",  # a sum that no result has
    ],
)
def test_what_is_not_given_is_found(answer: str) -> None:
    result = {key: value for key, value in RESULT.items() if key != "booked"}
    found = faults(answer, result)
    assert len(found) == 1
    assert found[0].startswith("unfaithful_answer: message 4: ")


def test_success_after_an_error() -> None:
    error = {"error": {"code": 404, "message": "There is no flight BA117."}}
    assert faults("I've booked flight BA117.", error)
    assert faults("Done! Your flight BA117 has been cancelled.", error)
    assert not faults("I've tried, but there is no flight BA117.", error)
    assert not faults("I couldn't book it: there is no flight BA117.", error)
    assert not faults("I found no flight BA117. It has not been booked.", error)


def test_a_later_success_counts() -> None:
    error = json.dumps({"error": "unavailable", "message": "Try again."})
    again = (
        AssistantMessage(tool_calls=(ToolCall(id="c2", name=TOOL.name, arguments={}),)),
        ToolMessage(tool_call_id="c2", name=TOOL.name, content='{"booking": "X7Q2"}'),
    )
    assert not faults("It worked on the second try: I've booked X7Q2.", error, more=again)


def test_nothing_found_needs_an_empty_result() -> None:
    assert not faults("I found no flights to Riga.", {"flights": []})
    assert not faults("There are no flights to Riga.", {"total": 0})
    assert faults("There are no flights to Riga.")


def test_no_tool_is_no_empty_result() -> None:
    asked = (AssistantMessage(content="88 euros."), UserMessage(content="Book me a hotel."))
    assert not faults("There is no tool for that here.", behaviour="decline", more=asked)


def test_before_any_result_nothing_is_looked_at() -> None:
    call_free = Sample(
        id="s",
        index=0,
        scenario="t",
        tools=(TOOL.id,),
        messages=(
            UserMessage(content="How tall is Mount Elbrus?"),
            AssistantMessage(content="Mount Elbrus is 5,642 m tall, says Wikipedia."),
        ),
    )
    assert list(PART.faults(call_free, {TOOL.id: TOOL})) == []


def test_options_of_tools_may_be_named_in_questions() -> None:
    question = "Economy or Business? Names have at most 77 letters."
    assert not faults(question, behaviour="ask")
    assert faults("The fare has 77 rules.", behaviour="answer")


def test_what_was_said_in_words_counts() -> None:
    user = "Two dozen people, half past six on the 20th of April. Call it Harbour Picnic."
    answer = "24 people for Harbour Picnic on 20 April at 18:30."
    assert not faults(answer, {"id": "x"}, user=user)


def test_texts_that_are_no_json_are_read() -> None:
    assert not faults("It's 21.5 °C and cloudy in Riga.", "Riga: 21.5 °C, cloudy")
    assert faults("It's 22.5 °C and cloudy in Riga.", "Riga: 21.5 °C, cloudy")


ANSWERS = (
    "Three flights: Nordic Wings (€129.50, 13 March at 09:05); Air Baltica (€88, 14 March at"
    " 18:40); and Polar Air (€240.25, 17 March at 06:15).",
    "BA117 with Nordic Wings leaves on Friday, 13 March at 09:05 and costs €129.50; 4 seats are"
    " left.",
    "- Air Baltica: 88 euros, departs on March 14 at 6:40 pm\n"
    "- Polar Air: 240.25 euros, departs on March 17 at 6:15 am",
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MONTHS = ("January", "April", "August", "October")
_NAMES = {"Nordic Wings", "Air Baltica", "Polar Air"}


def mutations(answer: str, rng: Random) -> list[tuple[str, str]]:
    """Answers with one number, month or name changed."""
    found = []
    for match in _DIGITS.finditer(answer):
        digits = list(match[0])
        place = rng.choice([at for at, sign in enumerate(digits) if sign.isdigit()])
        digits[place] = str((int(digits[place]) + rng.randint(1, 9)) % 10)
        if digits[0] == "0" and match[0][0] != "0":
            continue
        found.append(("number", answer[: match.start()] + "".join(digits) + answer[match.end() :]))
    for match in re.finditer("March", answer):
        month = rng.choice(_MONTHS)
        found.append(("month", answer[: match.start()] + month + answer[match.end() :]))
    for name in sorted(_NAMES):
        if name in answer:
            found.append(("name", answer.replace(name, "Blue Sky Lines")))
        other = rng.choice(sorted(_NAMES - {name}))
        if name in answer and other in answer:
            swapped = answer.replace(name, "\0").replace(other, name).replace("\0", other)
            found.append(("swap", swapped))
    return found


def test_changed_numbers_dates_and_names_are_found() -> None:
    seen, caught = Counter[str](), Counter[str]()
    for seed in range(30):
        for answer in ANSWERS:
            assert faults(answer) == []
            for kind, changed in mutations(answer, Random(seed)):
                seen[kind] += 1
                caught[kind] += bool(faults(changed))
    assert {kind: caught[kind] / seen[kind] for kind in ("month", "name", "swap")} == {
        "month": 1.0,
        "name": 1.0,
        "swap": 1.0,
    }
    assert caught["number"] >= 0.9 * seen["number"]
