"""What holds for every dialogue of every scenario over the tools that ship: planned, worded, put
together, checked, and executed again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from studio.brief import BEHAVIOURS, Brief, Draft, Found, Refusal, Scenario, Slot, Teacher, Told
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.generation.assembly import Made, assemble, draw_masks
from studio.masking import shown
from studio.pointer import MISSING, leaves, resolve
from studio.record import AssistantMessage, Mask, Sample, ToolMessage, UserMessage
from studio.registry import Registry
from studio.replay import Replay
from studio.seeding import stream
from studio.stage import Stage

Plans = Callable[..., Iterator[tuple[Slot, Brief | Refusal]]]

TEACHER: Teacher = Registry[Teacher]("generators.teachers", "teacher")["offline"]
CHECKS = tuple(Registry[SampleCheck]("validators.checks", "check"))
LANES = list(Registry[Scenario]("generators.scenarios", "scenario").parts)
MADE = Made(seed=7, teacher="offline/2")
A_LANE = 60


@dataclass(frozen=True)
class Written:
    slot: Slot
    brief: Brief
    draft: Draft

    def sample(self, masks: dict[str, Mask] | None = None) -> Sample | Refusal:
        return assemble(self.slot, self.brief, self.draft, MADE, masks or {})


@pytest.fixture(scope="module")
def written(plans: Plans) -> Callable[[str], list[Written]]:
    """The first dialogues of a lane that can be written, made once."""
    kept: dict[str, list[Written]] = {}

    def of(lane: str) -> list[Written]:
        if lane not in kept:
            kept[lane] = []
            for slot, brief in plans(lane, A_LANE):
                if isinstance(brief, Refusal):
                    continue
                draft = TEACHER.write(brief, stream(11, slot.lane, slot.rank))
                if isinstance(draft, Draft):
                    kept[lane].append(Written(slot, brief, draft))
        return kept[lane]

    return of


Lane = Callable[[str], list[Written]]


@pytest.mark.parametrize("lane", LANES)
def test_most_plans_can_be_made_and_said(lane: str, written: Lane) -> None:
    assert len(written(lane)) >= A_LANE // 2


@pytest.mark.parametrize("lane", LANES)
def test_most_dialogues_pass_every_check(lane: str, written: Lane) -> None:
    failed: list[tuple[str, str]] = []
    for each in written(lane):
        sample = each.sample()
        assert isinstance(sample, Sample)
        tools = {tool.id: tool for tool in each.brief.offered}
        faults = [fault for check in CHECKS for fault in check.faults(sample, tools)]
        failed += [(fault.reason, fault.detail) for fault in faults[:1]]
        assert not [fault for fault in faults if fault.name in ("schema", "shape")]
    assert len(failed) <= len(written(lane)) // 5, failed


@pytest.mark.parametrize("lane", LANES)
def test_calls_are_executed_and_results_follow_them(
    lane: str, written: Lane, stage: Stage, catalog: Catalog
) -> None:
    replay = Replay(stage, catalog.by_id)
    for each in written(lane):
        sample = each.sample()
        assert isinstance(sample, Sample)
        tools = {tool.id: tool for tool in each.brief.offered}
        called = {call.name for label in sample.expected for call in label.calls}
        executable = all(stage.executes(tool) for tool in tools.values() if tool.name in called)
        results = [message for message in sample.messages if isinstance(message, ToolMessage)]
        assert not results or sample.execution is not None
        if any(label.behaviour == "call" for label in sample.expected) and executable:
            assert sample.execution is not None
        assert not list(replay.faults(sample, tools))


@pytest.mark.parametrize("lane", LANES)
def test_each_turn_ends_as_its_label_says(lane: str, written: Lane) -> None:
    for each in written(lane):
        sample = each.sample()
        assert isinstance(sample, Sample)
        users = [i for i, m in enumerate(sample.messages) if isinstance(m, UserMessage)]
        assert len(users) == len(each.brief.turns)
        ends = [*users[1:], len(sample.messages)]
        labels = {label.message: label for label in sample.expected}
        for turn, end in zip(each.brief.turns, ends, strict=True):
            last = sample.messages[end - 1]
            assert isinstance(last, AssistantMessage)
            assert labels[end - 1].behaviour == BEHAVIOURS[turn.ending]
            assert bool(last.content) == (turn.ending != "calls")


@pytest.mark.parametrize("lane", LANES)
def test_every_source_leads_to_its_value(lane: str, written: Lane) -> None:
    for each in written(lane):
        made = [
            (call, step.outcomes[i] if step.outcomes else None)
            for turn in each.brief.turns
            for step in turn.steps
            for i, call in enumerate(step.calls)
        ]
        for number, (call, _) in enumerate(made):
            values = dict(leaves(dict(call.arguments)))
            for path, source in call.sources.items():
                assert path in values
                if isinstance(source, Told):
                    wish = each.brief.turns[source.turn].wishes[source.wish]
                    assert resolve(dict(wish.arguments), source.path) is not MISSING
                elif source.transform == "verbatim":
                    assert isinstance(source, Found)
                    assert source.call < number
                    outcome = made[source.call][1]
                    assert outcome is not None
                    assert resolve(outcome.value, source.pointer) == values[path]


@pytest.mark.parametrize("lane", LANES)
def test_masked_dialogues_are_the_same_under_other_names(lane: str, written: Lane) -> None:
    failed = leaked = 0
    for each in written(lane):
        masks = draw_masks(each.brief.offered, stream(3, lane, each.slot.rank))
        sample = each.sample(masks)
        if isinstance(sample, Refusal):
            leaked += 1
            continue
        tools = {tool.id: shown(tool, masks[tool.id]) for tool in each.brief.offered}
        names = {mask.name for mask in masks.values()}
        for label in sample.expected:
            assert {call.name for call in label.calls} <= names
        failed += any(True for check in CHECKS for _ in check.faults(sample, tools))
    assert leaked <= len(written(lane)) // 3, "errors name parameters, words hardly ever do"
    assert failed <= len(written(lane)) // 6
