"""Plans as TinyAgent's rows have them: what is not known before a result is not in the plan."""

import json
from collections import Counter
from pathlib import Path

import pytest
from small_runs import calling, decoded, tool, write_run
from typer.testing import CliRunner

from studio.cli import build
from studio.errors import DataError, RunError
from studio.export import BadLine, formats
from studio.export.llmcompiler import LLMCompiler
from studio.exporting import export
from studio.record import (
    AssistantMessage,
    Expected,
    ExpectedCall,
    Grounding,
    Json,
    Mask,
    Message,
    Sample,
    ToolCall,
    ToolMessage,
    UserMessage,
)
from studio.run import Run
from studio.syntax import syntaxes


def _strings(*names: str) -> dict[str, Json]:
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}}


FIND = tool("find_events", _strings("query"))
NUMBER = tool("get_number", _strings("name"))
SEND = tool("send", _strings("to", "text"))
TOOLS = [FIND, NUMBER, SEND]
EVENTS = {"events": [{"id": "e1", "place": "Pier 4"}, {"id": "e2", "place": "Dock 9"}]}


class Dialogue:
    """A row written step by step, each argument `(call, pointer)` taken from that call's result."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.expected: list[Expected] = []
        self.places: list[int] = []

    def user(self, text: str) -> "Dialogue":
        self.messages.append(UserMessage(content=text))
        return self

    def calls(
        self,
        *calls: tuple[str, dict[str, Json], Json],
        taken: dict[str, tuple[int, str]] | None = None,
        thought: str | None = None,
        error: str = "",
    ) -> "Dialogue":
        """Calls as name, arguments and result; `taken` by path in each of them."""
        first = len(self.places)
        made = [ToolCall(id=f"call_{first + n}", name=c[0], arguments=c[1]) for n, c in
                enumerate(calls)]  # fmt: skip
        found = tuple(
            Grounding(path=path, source="result", message=self.places[n], pointer=pointer)
            for path, (n, pointer) in (taken or {}).items()
        )
        labels = tuple(
            ExpectedCall(name=name, arguments=given, grounding=found) for name, given, _ in calls
        )
        place = len(self.messages)
        self.messages.append(AssistantMessage(tool_calls=tuple(made), thought=thought))
        self.expected.append(Expected(message=place, behaviour="call", calls=labels))
        for call, (_, _, result) in zip(made, calls, strict=True):
            self.places.append(len(self.messages))
            content = json.dumps(result)
            self.messages.append(
                ToolMessage(tool_call_id=call.id, name=call.name, content=content, error=error)
            )
        return self

    def says(self, text: str) -> "Dialogue":
        self.messages.append(AssistantMessage(content=text))
        return self

    def sample(self, index: int = 0, masks: dict[str, Mask] | None = None) -> Sample:
        return Sample(
            id=f"s-{index}",
            index=index,
            scenario="dependent",
            tools=tuple(each.id for each in TOOLS),
            messages=tuple(self.messages),
            expected=tuple(self.expected),
            masks=masks or {},
        )


def lines(path: Path, *samples: Sample) -> list[dict[str, Json]]:
    export(Run(write_run(path / "run", TOOLS, list(samples))), LLMCompiler(), path / "out")
    return decoded(path / "out" / "train.jsonl")


def plans(line: dict[str, Json]) -> list[tuple[str, str]]:
    return [(each["type"], each["raw_output"]) for each in line["output"]]


LOOKED_UP = (("find_events", {"query": "dentist"}, EVENTS), ("get_number", {"name": "Lutfi"}, "+1"))


def dentist(words: str, item: int, place: str) -> Dialogue:
    taken = {"/to": (1, ""), "/text": (0, f"/events/{item}/place")}
    return (
        Dialogue()
        .user(words)
        .calls(*LOOKED_UP, thought="Two things\nto look up.")
        .calls(("send", {"to": "+1", "text": place}, {"sent": True}), taken=taken)
        .says("Done.")
    )


def test_a_plan_refers_to_what_is_known_before_it_is_there(tmp_path: Path) -> None:
    words = "Text Lutfi the place of the second dentist event"
    (line,) = lines(tmp_path, dentist(words, 1, "Dock 9").sample())
    assert line["input"] == words
    assert plans(line) == [
        (
            "plan",
            'Thought: Two things to look up.\n1. find_events(query="dentist")\n'
            '2. get_number(name="Lutfi")\n3. send(to="$2", text="$1.events[1].place")\n'
            "4. join()<END_OF_PLAN>",
        ),
        ("join", "Action: Finish(Done.)<END_OF_RESPONSE>"),
    ]
    plan, join = line["output"]
    assert [each["level"] for each in plan["parsed_output"]] == [1, 1, 2]
    assert [each["dependencies"] for each in plan["parsed_output"]] == [[], [], [1, 2]]
    assert plan["parsed_output"][2]["arguments"] == {"to": "$2", "text": "$1.events[1].place"}
    assert "Dock 9" not in plan["raw_input"]
    assert "Dock 9" in join["raw_input"]
    assert FIND.description in plan["raw_input"]
    assert (plan["index"], join["index"]) == (0, 1)
    assert plan["id"] != join["id"]


def test_what_a_result_decides_is_planned_after_it(tmp_path: Path) -> None:
    """Which event is the latest is not known before the events are."""
    words = "Text Lutfi the place of the latest dentist event"
    (line,) = lines(tmp_path, dentist(words, 1, "Dock 9").sample())
    assert [kind for kind, _ in plans(line)] == ["plan", "join", "replan", "join"]
    assert plans(line)[1][1] == "Action: Replan()"
    assert plans(line)[2][1] == '1. send(to="+1", text="Dock 9")\n2. join()<END_OF_PLAN>'
    assert "Dock 9" in line["output"][2]["raw_input"]


def test_an_error_or_another_value_than_the_results_is_planned_after_it(tmp_path: Path) -> None:
    failed = (
        Dialogue()
        .user("Find my first dentist event")
        .calls(("find_events", {"query": "dentist"}, {"error": "timeout"}), error="timeout")
        .calls(("find_events", {"query": "dentist"}, EVENTS))
        .says("Pier 4 and Dock 9.")
    )
    turned = (
        Dialogue()
        .user("Text the first one")
        .calls(("find_events", {"query": "x"}, {"number": 5}))
        .calls(("send", {"to": 5.0, "text": "hi"}, {}), taken={"/to": (0, "/number")})
    )
    found = lines(tmp_path, failed.sample(), turned.sample(1))
    assert [[kind for kind, _ in plans(line)] for line in found] == [
        ["plan", "join", "replan", "join"],
        ["plan", "join", "replan"],
    ]


def test_earlier_turns_are_told_and_their_values_plain(tmp_path: Path) -> None:
    dialogue = (
        Dialogue()
        .user("Find dentist events")
        .calls(("find_events", {"query": "dentist"}, EVENTS))
        .says("Pier 4 and Dock 9.")
        .user("Thanks.\nWho are you?")
        .says("An assistant.")
        .user("Text the first place to +2")
        .calls(
            ("send", {"to": "+2", "text": "Pier 4"}, {}), taken={"/text": (0, "/events/0/place")}
        )
    )
    first, second = lines(tmp_path, dialogue.sample())
    assert first["input"] == "Find dentist events"
    assert plans(second) == [("plan", '1. send(to="+2", text="Pier 4")\n2. join()<END_OF_PLAN>')]
    prompt = second["output"][0]["raw_input"]
    assert "User: Thanks.\n  Who are you?\nAssistant: An assistant." in prompt
    assert "Dock 9" in prompt
    summary = json.loads((tmp_path / "out" / "export.json").read_text())
    assert summary["left_out"] == {"turns_without_calls": 1}
    assert (summary["rows"], summary["lines"], summary["calls"]) == (1, 2, 2)


def test_masked_names_are_the_ones_shown(tmp_path: Path) -> None:
    mask = Mask(name="fn_7", parameters={"query": "p0"})
    row = Dialogue().user("x").calls(("fn_7", {"p0": "x $1"}, {"$1": 1.0}))
    (line,) = lines(tmp_path, row.sample(masks={FIND.id: mask}))
    assert plans(line)[0][1] == '1. fn_7(p0="x $$1")\n2. join()<END_OF_PLAN>'
    assert "Tool: fn_7" in line["output"][0]["raw_input"]
    assert "find_events(" not in line["output"][0]["raw_input"]


def test_what_is_left_out_is_counted(tmp_path: Path) -> None:
    thinking = dentist("Text Lutfi the first place", 0, "Pier 4")
    thinking.messages[4] = thinking.messages[4].model_copy(update={"thought": "It is Pier 4."})
    beside = Dialogue().user("go").calls(("send", {}, {}))
    beside.messages[1] = beside.messages[1].model_copy(update={"content": "Sending."})
    rows = [
        thinking.sample(0),
        beside.sample(1),
        Dialogue().user("go").calls(("join", {}, {})).sample(2),
        calling(3, "hi", TOOLS, []),
    ]
    done = export(Run(write_run(tmp_path / "r", TOOLS, rows)), LLMCompiler(), tmp_path / "out")
    assert done.left_out == {
        "thoughts_after_results": 1,
        "turns_with_unwritable_names": 1,
        "turns_with_words_beside_calls": 1,
        "turns_without_calls": 1,
        "rows_without_a_line": 3,
    }
    chat = write_run(tmp_path / "chat", TOOLS, [calling(0, "hi", TOOLS, [])])
    with pytest.raises(RunError, match="no row has what llmcompiler holds"):
        export(Run(chat), LLMCompiler(), tmp_path / "none")
    assert not (tmp_path / "none").exists()


class Forgetful(LLMCompiler):
    def __init__(self, before: bytes, after: bytes) -> None:
        super().__init__()
        self.before, self.after = before, after

    def write(self, view, tools):
        line = super().write(view, tools)
        assert self.before in line
        return line.replace(self.before, self.after)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (b"$1.events[1]", b"$1.events[0]", "arguments of send became"),
        (b'"level":2', b'"level":1', "parsed_output is not"),
        (b"Finish(Done.)", b"Finish(Gone.)", "answer is not"),
        (b"Observation: 1", b"Observation: 2", "does not see what came back"),
        (b"Question: Text", b"Question: Taxt", "the question is not the input"),
        (b"schoen".replace(b"oe", b"\xc3\xb6"), b"schoen", "tool find_events became"),
        (b'"dependencies":[1,2]', b'"dependencies":[1]', "parsed_output is not"),
    ],
)  # fmt: skip
def test_a_line_that_says_something_else_is_refused(
    before: bytes, after: bytes, what: str, tmp_path: Path
) -> None:
    row = dentist("Text Lutfi the second one", 1, "Dock 9").sample()
    run = Run(write_run(tmp_path / "run", TOOLS, [row]))
    with pytest.raises(DataError, match=what):
        export(run, Forgetful(before, after), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("line", [b"{", b'{"input":"x","output":[]}', b'{"input":1,"output":[]}'])
def test_what_is_no_line_is_said(line: bytes) -> None:
    with pytest.raises(BadLine):
        LLMCompiler().read(line)


def test_the_help_names_every_format() -> None:
    shown = CliRunner().invoke(build(), ["export", "--help"]).output
    assert all(form.name in shown for form in formats())


@pytest.mark.slow
def test_generated_plans_can_be_followed(tmp_path: Path) -> None:
    """Levels are as deep as the longest chain of references, and a plan is executed from its own
    text: each call's arguments come out as the row has them."""
    apis = Path(__file__).parents[2] / "apis"
    words = ["generate", "--schemas", apis, "--n", 200, "--out", tmp_path / "run", "--workers", 1]
    mix = "dependent=50,parallel=20,multi_turn=30"
    result = CliRunner().invoke(build(), [str(word) for word in (*words, "--mix", mix)])
    assert result.exit_code == 0, result.output
    export(Run(tmp_path / "run"), LLMCompiler(), tmp_path / "out")
    kinds: Counter[str] = Counter()
    syntax = syntaxes()["llmcompiler"]
    for line in decoded(tmp_path / "out" / "train.jsonl"):
        for entry in line["output"]:
            kinds[entry["type"]] += 1
            if entry["type"] == "join":
                continue
            parsed = entry["parsed_output"]
            level = {each["index"]: each["level"] for each in parsed}
            for each in parsed:
                needed = [level[other] for other in each["dependencies"]]
                assert each["level"] == max(needed, default=0) + 1
                kinds["reference"] += len(needed)
            if all(not each["dependencies"] for each in parsed):
                assert [c.name for c in syntax.parse(entry["raw_output"])] == [
                    each["tool"] for each in parsed
                ]
    assert min(kinds[kind] for kind in ("plan", "replan", "join", "reference")) > 10, kinds
