"""The labels of 1,500 generated rows, derived again without what the generator noted down.

Slow: the rows are made by the real command over `apis/`, with a seed no other test uses.
"""

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
from studio.record import Sample, Tool, UserMessage
from studio.registry import Registry

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
    verdicts = count(judged(made.rows, checks), checks)
    assert (verdicts.passed, verdicts.failed) == (ROWS, 0), verdicts.reasons


def test_arguments_are_found_in_the_words_without_the_spans(
    made: Made, checks: list[SampleCheck], tmp_path: Path
) -> None:
    studio("export", made.path, "--format", "openai", "--out", tmp_path / "out")
    grounding = [check for check in checks if check.name == "grounding"]
    rows = list(dialogues(tmp_path / "out" / "train.jsonl"))
    assert len(rows) == ROWS
    assert not any(row.sample and row.sample.expected for row in rows)
    verdicts = count(judged(rows, grounding, duplicates=False), grounding)
    assert verdicts.failed <= 0.005 * ROWS, verdicts.reasons


def test_no_offered_tool_is_what_a_declined_wish_is_for(made: Made) -> None:
    found = list(made.of("irrelevant"))
    assert len(found) > 0.1 * ROWS
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
