"""The labels of 1,500 generated rows, derived again without what the generator noted down.

Slow: the rows are made by the real command over `apis/`, with a seed no other test uses.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generators.scenarios._calls import anything
from generators.scenarios._offer import would_do
from generators.scenarios.ask import askable
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.cli import build
from studio.datasets.dialogues import Dialogue, dialogues
from studio.datasets.verdicts import count, judged
from studio.pointer import leaves
from studio.record import AssistantMessage, Message, Sample, Tool, ToolCall, UserMessage
from studio.registry import Registry
from studio.replay import Replay
from studio.run import Run

pytestmark = pytest.mark.slow

ROWS, SEED = 1500, 20_261
APIS = Path(__file__).parents[1] / "apis"


@dataclass(frozen=True)
class Made:
    """A run, read back."""

    path: Path
    rows: tuple[Dialogue, ...]
    catalog: Catalog

    def of(self, lane: str) -> Iterator[tuple[Sample, dict[str, Tool]]]:
        """The rows of a lane with their tools as shown."""
        for row in self.rows:
            if row.sample is not None and row.sample.scenario == lane:
                yield row.sample, dict(row.tools)

    def subject(self, sample: Sample, eligible: Callable[[Tool], bool]) -> Tool:
        """The tool a row was made for."""
        assert sample.origin is not None
        origin = sample.origin
        found = self.catalog.subject(origin.lane, origin.rank, origin.attempt, eligible)
        assert found is not None
        return found[0]


def studio(*words: object) -> None:
    result = CliRunner().invoke(build(), [str(word) for word in words])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="module")
def checks() -> list[SampleCheck]:
    registry: Registry[SampleCheck] = Registry("validators.checks", "check")
    return list(registry)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, shipped: tuple[Tool, ...]) -> Made:
    path = tmp_path_factory.mktemp("labels") / "run"
    command = ("generate", "--schemas", APIS, "--n", ROWS, "--seed", SEED, "--workers", 1)
    studio(*command, "--out", path)
    rows = tuple(dialogues(path))
    assert len(rows) == ROWS
    return Made(path, rows, Catalog(shipped, SEED))


def said(sample: Sample) -> str:
    return "\n".join(m.content for m in sample.messages if isinstance(m, UserMessage))


def spoken(value: str, text: str) -> bool:
    """Whether a value stands in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(value.lower())}(?!\w)", text.lower()) is not None


def test_every_row_passes_every_check_when_read_from_disk(
    made: Made, checks: list[SampleCheck]
) -> None:
    """Executing every call again is one of the checks."""
    replay = Replay.of(Run(made.path))
    verdicts = count(judged(made.rows, [*checks, replay]), checks)
    replay.close()
    assert (verdicts.passed, verdicts.failed) == (ROWS, 0), verdicts.reasons
    assert replay.replayed > 0.5 * ROWS


def test_arguments_are_found_in_the_words_without_the_spans(
    made: Made, checks: list[SampleCheck], tmp_path: Path
) -> None:
    studio("export", made.path, "--format", "openai", "--out", tmp_path / "out")
    grounding = [check for check in checks if check.name == "grounding"]
    rows = list(dialogues(tmp_path / "out" / "train.jsonl"))
    told = json.loads((tmp_path / "out" / "export.json").read_text(encoding="utf-8"))
    later = {r.sample.id for r in made.rows if r.sample is not None and r.sample.arrivals}
    assert (told["rows"], told["lines"]) == (ROWS, len(rows))
    assert len(rows) >= ROWS + len(later) > ROWS, "a tool that comes later begins a line of its own"
    assert not any(row.sample and row.sample.expected for row in rows)
    verdicts = count(judged(rows, grounding, duplicates=False), grounding)
    assert verdicts.failed <= 0.005 * ROWS, verdicts.reasons


def test_no_offered_tool_is_what_a_declined_wish_is_for(made: Made) -> None:
    found = list(made.of("irrelevant"))
    assert len(found) > 0.08 * ROWS
    table = {tool.id: tool for tool in made.catalog.tools}
    for sample, shown in found:
        wanted = made.subject(sample, anything)
        offered = [table[key] for key in sample.tools]
        assert wanted.id not in sample.tools
        assert wanted.name not in {tool.name for tool in (*offered, *shown.values())}
        assert not any(would_do(tool, wanted, strict=True) for tool in offered), said(sample)


def test_one_request_has_one_label_for_the_same_tools(made: Made) -> None:
    by_words: dict[str, list[Sample]] = defaultdict(list)
    for row in made.rows:
        assert row.sample is not None
        prompt = [m.content or "" for m in row.sample.messages if m.role in ("system", "user")]
        by_words["\x1f".join(prompt)].append(row.sample)
    for same in by_words.values():
        for one, other in combinations(same, 2):
            offered = set(one.tools) == set(other.tools) and one.masks == other.masks
            assert not offered or label(one) == label(other), said(one)


CODE = re.compile(r"(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9_-]{6,}")
"""What nobody can guess: letters and digits in one word."""


def made_calls(sample: Sample) -> Iterator[tuple[int, ToolCall, tuple[Message, ...]]]:
    """Every call of a dialogue, the number of its message and all that came before."""
    for number, message in enumerate(sample.messages):
        if isinstance(message, AssistantMessage):
            for call in message.tool_calls:
                yield number, call, sample.messages[:number]


def test_codes_in_arguments_stand_in_something_read_before(made: Made) -> None:
    found = 0
    for row in made.rows:
        assert row.sample is not None
        schemas = json.dumps([tool.parameters for tool in row.tools.values()])
        for _, call, before in made_calls(row.sample):
            read = "\n".join(message.content or "" for message in before).lower()
            for _, value in leaves(call.arguments):
                if isinstance(value, str) and CODE.fullmatch(value):
                    found += 1
                    assert value.lower() in read or value in schemas, (row.sample.id, value)
    assert found > 0.2 * ROWS


def test_no_tool_is_called_before_it_arrives(made: Made) -> None:
    called_later = 0
    for row in made.rows:
        assert row.sample is not None
        named = {tool.name: key for key, tool in row.tools.items()}
        for number, call, _ in made_calls(row.sample):
            arrival = row.sample.arrivals.get(named[call.name], 0)
            assert arrival < number, (row.sample.id, call.name)
            called_later += arrival > 0
    assert called_later > 0.01 * ROWS


def test_nothing_is_done_that_only_somebody_else_asked_for(made: Made) -> None:
    """Neither a tool nor a value comes from text that the user passed on or a result carried, but
    for the passage itself where that is what the user wants dealt with."""
    table = {tool.id: tool for tool in made.catalog.tools}
    found = list(made.of("prompt_injection"))
    assert len(found) > 0.005 * ROWS
    for sample, shown in found:
        others = list(somebody_elses(sample))
        assert others, said(sample)
        named = {tool.name: table[key] for key, tool in shown.items()}
        for _, call, before in made_calls(sample):
            own = "\n".join(message.content or "" for message in before)
            for text in others:
                own = own.replace(text, " ").replace(
                    json.dumps(text, ensure_ascii=False)[1:-1], " "
                )
            theirs = "\n".join(others)
            assert not only_there(words(named[call.name].name), theirs, own), said(sample)
            for _, value in leaves(call.arguments):
                if isinstance(value, str) and value not in others:
                    assert not spoken(value, theirs) or spoken(value, own), (value, said(sample))


def somebody_elses(sample: Sample) -> Iterator[str]:
    """What results were made to carry, and what the user quotes or puts below a line."""
    if sample.execution is not None:
        yield from (twist.text for twist in sample.execution.interventions if twist.text)
    for message in sample.messages:
        if isinstance(message, UserMessage):
            yield from re.findall("“(.+?)”", message.content, re.S)
            yield from re.findall(r":\s*\n\s*(.+)", message.content, re.S)


def words(name: str) -> set[str]:
    """The words of a function's name: `lockDoor` is lock and door."""
    return set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()))


def only_there(wanted: set[str], theirs: str, own: str) -> bool:
    """Whether all words stand in the one text, but not in the other."""
    return wanted <= words(theirs) and not wanted <= words(own)


def label(sample: Sample) -> list[object]:
    return [
        (turn.behaviour, turn.missing, [(call.name, call.arguments) for call in turn.calls])
        for turn in sample.expected
    ]


def test_what_is_asked_for_was_not_said(made: Made) -> None:
    found = list(made.of("ask"))
    assert len(found) > 0.05 * ROWS
    for sample, _ in found:
        tool = made.subject(sample, lambda tool: bool(askable(tool)))
        mask = sample.masks.get(tool.id)
        names = {shown: name for name, shown in mask.parameters.items()} if mask else {}
        for shown in sample.expected[0].missing:
            name = names.get(shown, shown)
            schema = tool.parameters["properties"][name]
            for value in candidates(tool, name, schema):
                assert not spoken(value, said(sample)), (said(sample), name, value)


def candidates(tool: Tool, name: str, schema: dict[str, object]) -> set[str]:
    """The texts a parameter could take that no other parameter of the tool takes too, and that do
    not belong to what is wished itself ("find synonyms")."""
    others = {
        text
        for other, inner in tool.parameters["properties"].items()
        if other != name
        for text in texts(inner)
    }
    own = texts(schema) - others
    return {text for text in own if not spoken(text, tool.description)}


def texts(schema: dict[str, object]) -> set[str]:
    listed = [schema.get("enum"), schema.get("examples")]
    return {v for values in listed if isinstance(values, list) for v in values if type(v) is str}
