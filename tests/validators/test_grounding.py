"""Where arguments come from: proofs that hold, proofs that do not, and the search for them."""

import json
from collections.abc import Iterable
from typing import Any

import pytest

from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Grounding,
    Json,
    Message,
    Sample,
    SystemMessage,
    Tool,
    ToolCall,
    ToolMessage,
    ToolOrigin,
    UserMessage,
)
from validators.checks.grounding import PART

PARAMETERS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "start": {"type": "string", "format": "date-time"},
        "duration_minutes": {"type": "integer"},
        "attendees": {"type": "array", "items": {"type": "string"}},
        "notify": {"type": "boolean", "description": "Whether to send invites.", "default": True},
        "calendar": {"const": "primary"},
        "kind": {"enum": ["event"]},
        "room": {"$ref": "#/$defs/room"},
        "priority": {"anyOf": [{"enum": ["LOW", "VERY_HIGH"]}, {"type": "null"}]},
        "options": {"type": "object", "default": {"colour": "blue", "tags": []}},
    },
    "$defs": {
        "room": {
            "type": "object",
            "properties": {"floor": {"type": "integer", "default": 3}, "next": {"$ref": "#"}},
        }
    },
}
TOOL = Tool.make(
    name="create_event",
    description="Create an event.",
    parameters=PARAMETERS,
    origin=ToolOrigin(source="t", format="openai", family="calendar"),
)
SYSTEM = SystemMessage(content="Today is Monday, 9 March 2026.")
TEXT = 'Put "Design review" in on Thursday at 3pm, three quarters of an hour, skip the invites.'


def sample(messages: Iterable[Message], *expected: Expected) -> Sample:
    return Sample(
        id="s", index=0, scenario="single", tools=(TOOL.id,), messages=tuple(messages),
        expected=expected,
    )  # fmt: skip


def reasons(found: Sample) -> list[str]:
    return [check.reason for check in PART.faults(found, {TOOL.id: TOOL})]


def at(path: str, words: str, transform: str, *, message: int = 1, text: str = TEXT) -> Grounding:
    start = text.index(words)
    return Grounding(
        path=path, source="message", message=message, start=start, end=start + len(words),
        transform=transform,
    )  # fmt: skip


def dialogue(
    arguments: dict[str, Json], *grounding: Grounding, text: str = TEXT, after: Any = ()
) -> Sample:
    call = ExpectedCall(
        name="create_event", arguments=arguments, grounding=grounding, after=tuple(after)
    )
    turn = AssistantMessage(
        tool_calls=(ToolCall(id="c0", name="create_event", arguments=arguments),)
    )
    return sample(
        [SYSTEM, UserMessage(content=text), turn],
        Expected(message=2, behaviour="call", calls=(call,)),
    )


ARGUMENTS: dict[str, Json] = {
    "title": "Design review",
    "start": "2026-03-12T15:00:00",
    "duration_minutes": 45,
    "notify": False,
}
PROOF = (
    at("/title", "Design review", "verbatim"),
    at("/start", "Thursday at 3pm", "datetime"),
    at("/duration_minutes", "three quarters of an hour", "quantity"),
    at("/notify", "skip the invites", "flag"),
)


def test_a_proven_call_has_no_faults() -> None:
    assert reasons(dialogue(ARGUMENTS, *PROOF)) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Design reviews"},
        {"start": "2026-03-13T15:00:00"},
        {"duration_minutes": 40},
        {"notify": True},
    ],
)
def test_another_value_is_a_false_grounding(changed: dict[str, Json]) -> None:
    assert reasons(dialogue(ARGUMENTS | changed, *PROOF)) == ["false_grounding"]


@pytest.mark.parametrize("place", range(4))
def test_a_leaf_without_grounding_is_missing(place: int) -> None:
    fewer = PROOF[:place] + PROOF[place + 1 :]
    assert reasons(dialogue(ARGUMENTS, *fewer)) == ["missing_grounding"]


def test_without_a_stated_date_thursday_means_nothing() -> None:
    found = dialogue(ARGUMENTS, *PROOF)
    undated = found.model_copy(
        update={"messages": (SystemMessage(content="You are kind."), *found.messages[1:])}
    )
    assert reasons(undated) == ["false_grounding"]


def test_empty_lists_and_objects_are_leaves() -> None:
    given_ = ARGUMENTS | {"attendees": [], "options": {}}
    assert reasons(dialogue(given_, *PROOF)) == ["missing_grounding", "missing_grounding"]


@pytest.mark.parametrize(
    ("grounding", "words"),
    [
        (at("/title", "Design review", "verbatim", message=2), "neither"),
        (at("/title", "Design review", "verbatim", message=9), "no message 9"),
        (at("/title", "Design review", "wishful"), "no transformation"),
        (at("/title", "Design", "verbatim"), "does not mean"),
        (Grounding(path="/title", source="message", message=1, start=4, end=4), "outside"),
        (Grounding(path="/title", source="message", message=1, start=0, end=9999), "outside"),
        (Grounding(path="/title", source="message", message=1, start=-9, end=-2), "outside"),
        (Grounding(path="/title", source="result", message=1), "no tool result"),
        (Grounding(path="/title", source="schema", transform="default"), "no default"),
        (Grounding(path="/title", source="schema", transform="verbatim"), "no verbatim"),
    ],
)
def test_a_grounding_must_point_at_the_value(grounding: Grounding, words: str) -> None:
    text = TEXT
    call = ExpectedCall(
        name="create_event", arguments={"title": "Design review"}, grounding=(grounding,)
    )
    found = sample(
        [
            SYSTEM,
            UserMessage(content=text),
            AssistantMessage(content=text),
            UserMessage(content="?"),
        ],
        Expected(message=4, behaviour="call", calls=(call,)),
    )
    (fault,) = PART.faults(found, {TOOL.id: TOOL})
    assert fault.reason == "false_grounding"
    assert words in fault.detail


def test_words_said_after_the_call_do_not_count() -> None:
    found = dialogue({"title": "Design review"}, at("/title", "Design review", "verbatim"))
    late = sample(found.messages, found.expected[0].model_copy(update={"message": 1}))
    assert reasons(late) == ["false_grounding"]


def test_a_grounding_of_no_argument_is_false() -> None:
    found = dialogue({"title": "Design review"}, PROOF[0], PROOF[1])
    assert reasons(found) == ["false_grounding"]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("at 3pm for 20", "3", 3),
        ("it costs 1,500", "500", 500),
        ("it costs 1,500", "1", 1),
        ("it is 2.5 km", "2", 2),
        ("Johnson", "John", "John"),
    ],
)
def test_a_span_must_not_cut_a_word_or_number(text: str, words: str, value: Json) -> None:
    path = "/title" if isinstance(value, str) else "/duration_minutes"
    found = dialogue({path[1:]: value}, at(path, words, "verbatim", text=text), text=text)
    (fault,) = PART.faults(found, {TOOL.id: TOOL})
    assert "cuts" in fault.detail


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("20, please", "20", 20),
        ("€20.", "20", 20),
        ("in 東京で", "東京", "東京"),
        ("(20)", "20", 20),
    ],
)
def test_punctuation_and_signs_end_a_word(text: str, words: str, value: Json) -> None:
    path = "/title" if isinstance(value, str) else "/duration_minutes"
    found = dialogue({path[1:]: value}, at(path, words, "verbatim", text=text), text=text)
    assert reasons(found) == []


@pytest.mark.parametrize(
    ("arguments", "path", "kind", "right"),
    [
        ({"notify": True}, "/notify", "default", True),
        ({"notify": 1}, "/notify", "default", False),
        ({"notify": False}, "/notify", "default", False),
        ({"calendar": "primary"}, "/calendar", "const", True),
        ({"calendar": "other"}, "/calendar", "const", False),
        ({"kind": "event"}, "/kind", "enum", True),
        ({"priority": "LOW"}, "/priority", "enum", False),
        ({"room": {"floor": 3}}, "/room/floor", "default", True),
        ({"room": {"next": {"notify": True}}}, "/room/next/notify", "default", True),
        ({"options": {"colour": "blue"}}, "/options/colour", "default", True),
        ({"options": {"tags": []}}, "/options/tags", "default", True),
        ({"options": {"colour": "red"}}, "/options/colour", "default", False),
    ],
)
def test_the_schema_grounds_what_it_really_says(
    arguments: dict[str, Json], path: str, kind: str, right: bool
) -> None:
    found = dialogue(arguments, Grounding(path=path, source="schema", transform=kind))
    assert reasons(found) == ([] if right else ["false_grounding"])


def test_an_enum_in_a_branch_is_still_a_choice() -> None:
    text = "Make it very high priority."
    proof = at("/priority", "very high", "choice", text=text)
    assert reasons(dialogue({"priority": "VERY_HIGH"}, proof, text=text)) == []


RESULT = json.dumps({"rooms": [{"name": "Oslo", "floor": 4, "free": True}], "a/b": "2026-03-12"})


def chained(value: Json, pointer: str, path: str = "/title", transform: str = "verbatim") -> Sample:
    arguments: dict[str, Json] = {path[1:]: value}
    proof = Grounding(path=path, source="result", message=3, pointer=pointer, transform=transform)
    call = ExpectedCall(name="create_event", arguments=arguments, grounding=(proof,))
    asked = ToolCall(id="c0", name="find_rooms", arguments={})
    return sample(
        [
            SYSTEM,
            UserMessage(content="Find a room and book it."),
            AssistantMessage(tool_calls=(asked,)),
            ToolMessage(tool_call_id="c0", name="find_rooms", content=RESULT),
        ],
        Expected(message=4, behaviour="call", calls=(call,)),
    )


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (chained("Oslo", "/rooms/0/name"), True),
        (chained("Bergen", "/rooms/0/name"), False),
        (chained("Oslo", "/rooms/1/name"), False),
        (chained(4, "/rooms/0/floor", "/duration_minutes"), True),
        (chained(True, "/rooms/0/floor", "/notify"), False),
        (chained(True, "/rooms/0/free", "/notify"), True),
        (chained("2026-03-12T00:00:00", "/a~1b", "/start", "date"), True),
        (chained("2026-03-13T00:00:00", "/a~1b", "/start", "date"), False),
    ],
)
def test_a_result_grounds_the_value_at_its_pointer(found: Sample, right: bool) -> None:
    assert reasons(found) == ([] if right else ["false_grounding"])


def test_a_result_counts_for_calls_after_it_only() -> None:
    first = ToolCall(id="c0", name="find_rooms", arguments={})
    second = ToolCall(id="c1", name="create_event", arguments={"title": "Oslo"})
    proof = Grounding(path="/title", source="result", message=2, pointer="/rooms/0/name")
    call = ExpectedCall(
        name="create_event", arguments={"title": "Oslo"}, grounding=(proof,), after=(0,)
    )
    for place, faults in ((3, []), (1, ["false_grounding"])):
        found = sample(
            [
                UserMessage(content="Find a room and book it."),
                AssistantMessage(tool_calls=(first,)),
                ToolMessage(tool_call_id="c0", name="find_rooms", content=RESULT),
                AssistantMessage(tool_calls=(second,)),
            ],
            Expected(message=place, behaviour="call", calls=(call,)),
        )
        assert reasons(found) == faults


def test_calls_that_wait_for_a_yes_are_grounded_too() -> None:
    call = ExpectedCall(name="create_event", arguments={"title": "Oslo"})
    found = sample(
        [
            UserMessage(content="Plan something."),
            AssistantMessage(content="Shall I plan Oslo?"),
        ],
        Expected(message=1, behaviour="ask", calls=(call,)),
        Expected(
            message=1,
            behaviour="call",
            calls=(
                ExpectedCall(
                    name="create_event",
                    arguments={},
                    grounding=(Grounding(path="/x", source="schema", transform="const"),),
                ),
            ),
        ),
    )
    assert "missing_grounding" in reasons(found)


def foreign(text: str, arguments: dict[str, Json], *before: Message) -> Sample:
    call = ToolCall(id="c9", name="create_event", arguments=arguments)
    return sample([*before, UserMessage(content=text), AssistantMessage(tool_calls=(call,))])


@pytest.mark.parametrize(
    ("text", "arguments", "missing"),
    [
        (TEXT, ARGUMENTS, 0),
        (TEXT, ARGUMENTS | {"title": "Budget review"}, 1),
        (TEXT, ARGUMENTS | {"start": "2026-03-12T16:00:00"}, 1),
        (TEXT, ARGUMENTS | {"duration_minutes": 30}, 1),
        ("design REVIEW for an hour and a half", {"title": "Design review"}, 0),
        ("design review for an hour and a half", {"duration_minutes": 90}, 0),
        ("a dozen of them", {"duration_minutes": 12}, 0),
        ("room 12", {"duration_minutes": 2}, 1),
        ("please assign it", {"title": "si"}, 1),
        ("[22,33,12,34]", {"duration_minutes": 12}, 0),
        ("a length of 5cm", {"duration_minutes": 5}, 0),
        ("1,500 of them", {"duration_minutes": 500}, 1),
        ("at 5pm on the 6th", {"duration_minutes": 5, "title": "6"}, 2),
        ("a rate of 8%", {"duration_minutes": 0.08}, 0),
        ("a rate of 8%", {"duration_minutes": 0.8}, 1),
        ("cost: €20", {"title": "EUR"}, 0),
        ("see example.org/a", {"title": "https://example.org/a"}, 0),
        ("for one hour and no invitations, thanks", {"notify": False}, 0),
        ("in 2.50 minutes", {"duration_minutes": 2.5}, 0),
        ("priority: very high", {"priority": "VERY_HIGH"}, 0),
        ("it matters", {"priority": "LOW"}, 1),
        ("with Ana and Li", {"attendees": ["Ana", "Li"]}, 0),
        ("with Ana and Li", {"attendees": ["Ana", "Bo"]}, 1),
        ("with Ana", {"attendees": []}, 1),
        ("with nobody", {"attendees": []}, 0),
        ("just do it", {"notify": True, "calendar": "primary", "kind": "event"}, 0),
        ("just do it", {"notify": False}, 1),
        ("tell them with invites", {"notify": True}, 0),
        ("no notifications", {"notify": False}, 0),
        ("hello", {"title": ""}, 1),
    ],
)
def test_a_foreign_dataset_is_searched(text: str, arguments: dict[str, Json], missing: int) -> None:
    assert reasons(foreign(text, arguments, SYSTEM)) == ["ungrounded_argument"] * missing


def test_the_search_reads_results_but_not_what_the_assistant_said() -> None:
    result = ToolMessage(tool_call_id="c0", name="f", content=json.dumps({"name": "A\nB", "n": 7}))
    said = AssistantMessage(content="How about Bergen?")
    assert reasons(foreign("ok", {"title": "A\nB", "duration_minutes": 7}, result)) == []
    assert reasons(foreign("ok", {"title": "Bergen"}, said)) == ["ungrounded_argument"]


def test_the_search_ends_in_time_on_a_long_dialogue() -> None:
    long = [UserMessage(content=f"the {n} of in twenty next {n}:00 " * 300) for n in range(12)]
    absent: dict[str, Json] = {f"x{n}": f"2031-01-{n:02d}T10:00:00" for n in range(10, 30)}
    assert reasons(foreign("hm", absent, *long)) == ["ungrounded_argument"] * 20


def test_calls_of_tools_that_are_not_offered_are_not_its_business() -> None:
    call = ToolCall(id="c9", name="other", arguments={"x": 1})
    assert reasons(sample([UserMessage(content="hi"), AssistantMessage(tool_calls=(call,))])) == []
