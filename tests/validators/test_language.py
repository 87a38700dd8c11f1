"""Slips are caught, values are left alone."""

import time

import pytest

from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Grounding,
    Message,
    Sample,
    Tool,
    ToolCall,
    ToolOrigin,
    UserMessage,
)
from validators.checks.language import LONGEST, PART

TOOL = Tool.make(
    name="drive.files.list",
    description="",
    parameters={
        "type": "object",
        "properties": {"pageSize": {}, "order_by": {"properties": {"sort_key": {}}}, "city": {}},
    },
    origin=ToolOrigin(source="a.json", format="openai", family="a"),
)


def reasons(text: str, *values: str, reply: str = "") -> list[str]:
    messages: list[Message] = [UserMessage(content=text)]
    if reply:
        messages.append(AssistantMessage(content=reply))
    spans = tuple(
        Grounding(
            path="/x",
            source="message",
            message=0,
            start=text.index(value),
            end=text.index(value) + len(value),
        )
        for value in values
    )
    call = ExpectedCall(name="f", arguments={}, grounding=spans)
    sample = Sample(
        id="s",
        index=0,
        scenario="x",
        tools=(TOOL.id,),
        messages=tuple(messages),
        expected=(Expected(message=1, behaviour="call", calls=(call,)),) if values else (),
    )
    found = [check.reason for check in PART.faults(sample, {TOOL.id: TOOL})]
    assert set(found) <= set(PART.reasons)
    return found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  ", "empty_request"),
        ("a" * (LONGEST + 1), "too_long"),
        ("What's the weather in {city}?", "placeholder"),
        ("Send it to <user_name> please", "placeholder"),
        ("Find flights to None tomorrow", "placeholder"),
        ("Show the weather in undefined", "placeholder"),
        ("Lorem ipsum dolor", "placeholder"),
        ("A table at CafÃ© Noir", "broken_characters"),
        ("Itâ€™s late, call me a taxi", "broken_characters"),
        ("Book it\x00 now", "broken_characters"),
        ("Book \ufffd now", "broken_characters"),
        ("Show me the the weather", "doubled_word"),
        ("Show me the weather weather, please", "doubled_word"),
        ("Book it , please", "bad_punctuation"),
        ("Book it.. Thanks", "bad_punctuation"),
        ("Book it,. Thanks", "bad_punctuation"),
        ("Can you book it?.", "bad_punctuation"),
        ('Play "Yesterday please', "unbalanced"),
        ("Play Yesterday (the 2009 version", "unbalanced"),
        ('Create it with {"name": "Ana"}', "raw_json"),
        ("Create it with tags ['a', 'b']", "raw_json"),
        ("Search flights for .", "dangling_word"),
        ("Put it between.", "dangling_word"),
        ("Book it with by video", "clashing_words"),
        ("Pause it with a for of 15 minutes", "clashing_words"),
        ("I want a apple", "wrong_article"),
        ("Set an reminder", "wrong_article"),
        ("Use pageSize 20", "raw_parameter_name"),
        ("set the order_by to name", "raw_parameter_name"),
        ("set the sort_key to name", "raw_parameter_name"),
        ("Call drive.files.list for me", "raw_parameter_name"),
    ],
)
def test_each_slip_is_caught(text: str, reason: str) -> None:
    assert reason in reasons(text)


def test_an_echo_is_caught() -> None:
    assert reasons("Book a table.", reply="Book a table.") == ["echoed_request"]


@pytest.mark.parametrize(
    "text",
    [
        "can you put a 45 minute design review on thursday at 3pm with sara@north.io?",
        "Sara (sara@north.io), Li (li@north.io) and I want to go over it :)",
        "Show me ../logs/app.log and /var/log/{date}/x.log, then C:\\temp\\a.txt",
        "GET https://api.example.com/v1/users/{id}?q=a,,b..c please",
        "run a Drive search with the query \"name contains 'budget' , the the\", newest first",
        "Run SELECT a, b FROM t WHERE x IS NOT NULL AND y > 3;",
        "What is it for? Who is it with, and where to?",
        "None of these fit. I have had had enough of that that noise.",
        "It took an hour, an honest user of a unique European one-off, vitamin a intake",
        'a 27" monitor and a 5\'10" frame',
        "Options: a) red b) blue 1) big",
        "Wait... really?! Yes!! $1,000.50, 3.5 km, 10:30, e.g., and i.e., too.",
        "check in in Paris, log in on Monday. New York, New York.",
        "Set city to Oslo",
        "Use `a..b` and ```x = {'a': 1} ,```",
        "Ist die Straße nach Århus frei? ¿Qué tal? Ça va très bien, à bientôt.",
        "very very big, bye bye",
        "Find synonyms of a word\nword: brave",
        "the file user_data.csv and the node my_node-2",
    ],
)
def test_what_people_write_passes(text: str) -> None:
    assert reasons(text) == []


def test_a_grounded_value_may_be_anything() -> None:
    text = 'Save {"a": "b , c.. the the"} under pageSize for Ana'
    assert reasons(text) != []
    assert reasons(text, '{"a": "b , c.. the the"}', "pageSize") == []


def test_it_is_cheap_enough_for_every_candidate() -> None:
    text = "can you put a 45 minute design review on thursday at 3pm with sara@north.io, please?"
    sample = Sample(
        id="s", index=0, scenario="x", tools=(), messages=(UserMessage(content=text),) * 2
    )
    best = 1.0
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(500):
            list(PART.faults(sample, {}))
        best = min(best, (time.perf_counter() - began) / 500)
    # 40 µs a sample on a free core; ten times that, so that a busy machine cannot fail it
    assert best < 400e-6


def test_values_of_an_unlabelled_dialogue_are_left_alone_where_a_turn_says_them() -> None:
    """Somebody else's row has no groundings: the arguments of its calls tell what is a value."""

    def found(text: str) -> list[str]:
        call = ToolCall(id="c", name="f", arguments={"q": ["pageSize desc", "so so ("], "n": "off"})
        sample = Sample(
            id="s",
            index=0,
            scenario="foreign",
            tools=(TOOL.id,),
            messages=(UserMessage(content=text), AssistantMessage(tool_calls=(call,))),
        )
        return [check.reason for check in PART.faults(sample, {TOOL.id: TOOL})]

    assert found("Sort them by pageSize desc, and find so so ( in all of them.") == []
    assert found("Sort them by pageSize and the offers of with it.") == [
        "clashing_words",
        "raw_parameter_name",
    ]
