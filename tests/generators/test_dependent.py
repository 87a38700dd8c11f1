"""Dialogues whose calls need each other's results: plans, words, thoughts, and plans run again."""

import re
from random import Random

import pytest

from studio.brief import Brief, Found, Refusal, Scenario, Settings, Slot, Teacher, Told
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.generation.assembly import Made, assemble
from studio.plans import Plan, executed, plans
from studio.pointer import leaves, resolve, same
from studio.record import Json, Sample, ToolMessage
from studio.registry import Registry
from studio.seeding import stream
from studio.stage import Stage
from validators.syntax.llmcompiler import parse_plan, render_plan

CHECKS: Registry[SampleCheck] = Registry("validators.checks", "check")
MANY = 120

Written = list[tuple[Brief, Sample]]


def write(lane: str, catalog: Catalog, stage: Stage, count: int) -> Written:
    scenario: Scenario = Registry[Scenario]("generators.scenarios", "scenario")[lane]
    teacher: Teacher = Registry[Teacher]("generators.teachers", "teacher")["offline"]
    found: Written = []
    for rank in range(count):
        slot = Slot(rank, lane, rank)
        rng = stream(catalog.seed, lane, rank, 0)
        brief = scenario.plan(slot, catalog, Settings(stage), rng)
        if isinstance(brief, Refusal):
            continue
        draft = teacher.write(brief, rng)
        if isinstance(draft, Refusal):
            continue
        sample = assemble(slot, brief, draft, Made(catalog.seed, "offline/2"), {})
        assert isinstance(sample, Sample)
        found.append((brief, sample))
    return found


@pytest.fixture(scope="module")
def dialogues(catalog: Catalog, stage: Stage) -> Written:
    return write("dependent", catalog, stage, MANY)


def test_most_slots_are_filled_and_pass_every_check(dialogues: Written, catalog: Catalog) -> None:
    passed = [
        sample
        for brief, sample in dialogues
        if not any(
            list(check.faults(sample, {tool.id: tool for tool in brief.offered}))
            for check in CHECKS
        )
    ]
    assert len(passed) > 0.75 * MANY


def test_every_argument_is_said_once_or_found(dialogues: Written) -> None:
    for _, sample in dialogues:
        results = [m for m in sample.messages if isinstance(m, ToolMessage)]
        for turn in sample.expected:
            for call in turn.calls:
                given = {grounding.path for grounding in call.grounding}
                assert given == {path for path, _ in leaves(call.arguments) if call.arguments}
        needing = [call for turn in sample.expected for call in turn.calls if call.after]
        assert needing
        assert results


def test_found_values_are_what_the_results_have(dialogues: Written) -> None:
    for brief, _ in dialogues:
        (turn,) = brief.turns
        calls = [call for step in turn.steps for call in step.calls]
        outcomes = [outcome for step in turn.steps for outcome in step.outcomes]
        for call in calls:
            for path, source in call.sources.items():
                value = resolve(dict(call.arguments), path)
                if isinstance(source, Found):
                    assert same(value, resolve(outcomes[source.call].value, source.pointer))
                else:
                    assert isinstance(source, Told)
                    told = resolve(dict(calls[source.wish].arguments), source.path)
                    assert same(value, told)


def test_the_user_says_no_id_that_only_a_result_has(dialogues: Written) -> None:
    for brief, sample in dialogues:
        said = next(m.content for m in sample.messages if m.role == "user")
        for call in brief.turns[0].wishes:
            for path, source in call.sources.items():
                value = resolve(dict(call.arguments), path)
                if isinstance(source, Found) and isinstance(value, str):
                    coded = re.search(r"\d", value) and "_" in value
                    assert not (coded and value in said)


def test_shapes_vary(dialogues: Written) -> None:
    depths = {len(brief.turns[0].steps) for brief, _ in dialogues}
    widths = {len(step.calls) for brief, _ in dialogues for step in brief.turns[0].steps}
    endings = [brief.turns[0].ending for brief, _ in dialogues]
    assert depths >= {2, 3}
    assert widths >= {1, 2}
    assert 0.4 < endings.count("report") / len(endings) < 0.8


def test_no_offered_tool_is_a_shortcut(dialogues: Written) -> None:
    for brief, _ in dialogues:
        offered = {tool.name for tool in brief.offered}
        called = {call.tool.name for step in brief.turns[0].steps for call in step.calls}
        assert called <= offered
        if "search_events" in called:
            assert "list_events" not in offered - called


def test_nothing_is_deleted_that_nobody_named(dialogues: Written) -> None:
    for brief, sample in dialogues:
        names = {call.tool.name for step in brief.turns[0].steps for call in step.calls}
        if names >= {"list_standing_orders", "cancel_standing_order"}:
            (call, *_) = [c for c in brief.turns[0].wishes if c.tool.name.startswith("cancel")]
            outcome = brief.turns[0].steps[0].outcomes[0]
            source = call.sources["/standing_order_id"]
            assert isinstance(source, Found)
            item: Json = resolve(outcome.value, source.pointer.rpartition("/")[0])
            said = next(m.content for m in sample.messages if m.role == "user")
            assert item["payee"].lower() in said.lower()


def test_the_same_slot_gives_the_same_dialogue(catalog: Catalog, stage: Stage) -> None:
    assert write("dependent", catalog, stage, 6) == write("dependent", catalog, stage, 6)


def test_catalogs_without_edges_say_so(catalog: Catalog, stage: Stage) -> None:
    scenario: Scenario = Registry[Scenario]("generators.scenarios", "scenario")["dependent"]
    assert scenario.obstacle(catalog, stage) == ""
    assert "executed" in scenario.obstacle(catalog, Stage(()))
    alone = Catalog([t for t in catalog.tools if t.origin.family == "maths"], 0)
    assert "takes" in scenario.obstacle(alone, stage)


def test_plans_run_again_to_the_recorded_results(
    dialogues: Written, stage: Stage, catalog: Catalog
) -> None:
    for _, sample in dialogues:
        (plan,) = plans(sample)
        assert sample.execution is not None
        recorded = [m.content for m in sample.messages if isinstance(m, ToolMessage)]
        tools = [catalog.by_id[key] for key in sample.tools]
        with stage.open(sample.execution.seed, sample.execution.today) as performance:
            outcomes = executed(plan, tools, performance)
        contents = [outcome.content for outcome in outcomes]
        assert contents[: len(recorded)] == recorded


def test_plans_have_references_and_survive_their_text(dialogues: Written) -> None:
    for brief, sample in dialogues:
        (plan,) = plans(sample)
        text = render_plan(plan)
        read = parse_plan(text).plan
        assert [(n.name, dict(n.arguments)) for n in read.nodes] == [
            (n.name, dict(n.arguments)) for n in plan.nodes
        ]
        assert "$" in text
        assert text.endswith(f"{len(plan.nodes) + 1}. join()<END_OF_PLAN>")
        assert len(plan.levels) <= len(brief.turns[0].steps)


def test_calls_of_one_step_are_of_one_level() -> None:
    from studio.plans import Reference, node

    plan = Plan(
        (
            node(1, "look_up_phone_number", {"contact": "Lutfi"}),
            node(2, "search_events", {"query": "dentist"}),
            node(3, "send", {"to": [Reference(1, "/phone")], "text": Reference(2, "/a")}),
        )
    )
    assert plan.levels == ((1, 2), (3,))
    assert plan.width == 2


def test_there_is_a_thought_before_each_step_and_the_reply(catalog: Catalog, stage: Stage) -> None:
    found = write("thought", catalog, stage, 60)
    assert len(found) > 40
    every: list[str] = []
    for brief, sample in found:
        assert brief.thinking
        thoughts = [m.thought for m in sample.messages if m.role == "assistant"]
        assert all(thoughts)
        names = {name for tool in brief.offered for name in (tool.name,) if "_" in name}
        text = " ".join(thought for thought in thoughts if thought)
        assert not any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
        every += [thought for thought in thoughts if thought]
    assert len({*every}) > 0.9 * len(every)


def test_refusals_have_reasons(catalog: Catalog, stage: Stage) -> None:
    scenario: Scenario = Registry[Scenario]("generators.scenarios", "scenario")["dependent"]
    found = [
        scenario.plan(Slot(n, "dependent", n), catalog, Settings(stage), Random(n))
        for n in range(60)
    ]
    refused = [plan for plan in found if isinstance(plan, Refusal)]
    assert all(re.fullmatch(r"[a-z_]+", plan.reason) for plan in refused)
    assert len(refused) < 15
