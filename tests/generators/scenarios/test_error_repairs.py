"""Repairs after errors, rules, injected texts and empty lists, as whole dialogues over `apis/`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generators.scenarios.prompt_injection import _written
from studio.brief import Brief, Refusal, Scenario, Settings, Slot, Teacher
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.environment import Access
from studio.generation.assembly import Made, assemble
from studio.record import Sample
from studio.registry import Registry
from studio.schemas import load_tools
from studio.seeding import stream
from studio.stage import Stage, open_stage

APIS = Path(__file__).parents[3] / "apis"


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Catalog, Stage]]:
    tools = load_tools([APIS]).tools
    with open_stage(tools, Access(schemas=(str(APIS),), python=False)) as stage:
        yield Catalog(tools, 0), stage


def planned(world: tuple[Catalog, Stage], lane: str, count: int) -> Iterator[tuple[Slot, Brief]]:
    scenario = Registry[Scenario]("generators.scenarios", "scenario")[lane]
    for rank in range(count):
        slot = Slot(rank, lane, rank)
        rng = stream(0, lane, rank, 0)
        brief = scenario.plan(slot, world[0], Settings(world[1]), rng)
        if not isinstance(brief, Refusal):
            yield slot, brief


def written(world: tuple[Catalog, Stage], lane: str, slot: Slot, brief: Brief) -> Sample | None:
    teacher = Registry[Teacher]("generators.teachers", "teacher")["offline"]
    draft = teacher.write(brief, stream(1, lane, slot.rank))
    if isinstance(draft, Refusal):
        return None
    sample = assemble(slot, brief, draft, Made(0, "offline/2"), {})
    return None if isinstance(sample, Refusal) else sample


def test_refused_calls_are_repaired_by_what_the_user_said(world: tuple[Catalog, Stage]) -> None:
    checks = list(Registry[SampleCheck]("validators.checks", "check"))
    repaired = 0
    for slot, brief in planned(world, "error_recovery", 250):
        note = brief.turns[0].note
        if note != "second" and not note.startswith("via "):
            continue
        repaired += 1
        first, last = brief.turns[0].steps[0], brief.turns[0].steps[-1]
        assert not first.outcomes[0].ok
        assert all(outcome.ok for outcome in last.outcomes)
        if note == "second":
            (one,), (other,) = first.calls, last.calls
            changed = [n for n in other.arguments if other.arguments[n] != one.arguments[n]]
            assert one.tool.id == other.tool.id
            assert len(changed) == 1
        else:
            assert first.calls[0].tool.id != last.calls[0].tool.id
        sample = written(world, "error_recovery", slot, brief)
        if sample is not None:
            tools = {tool.id: tool for tool in brief.offered}
            faults = [fault for check in checks for fault in check.faults(sample, tools)]
            assert not faults, sample.messages
    assert repaired >= 12


def test_a_rule_to_ask_leaves_room_for_a_yes_given_beforehand(
    world: tuple[Catalog, Stage],
) -> None:
    seen = 0
    for _, brief in planned(world, "confirm", 60):
        sure = brief.turns[0].note == "sure"
        seen += sure
        assert all((rule.value == "given") == sure for rule in brief.rules)
    assert seen


def test_nobody_is_asked_back_who_has_just_said_to_go_ahead(world: tuple[Catalog, Stage]) -> None:
    for slot, brief in planned(world, "confirm", 80):
        sample = written(world, "confirm", slot, brief)
        if sample is None or brief.turns[0].ending != "confirm":
            continue
        said = next(message.content for message in sample.messages if message.role == "user")
        assert "go ahead" not in said.lower()
        assert "just do it" not in said.lower()


def test_lists_that_nobody_has_empty_are_not_empty(world: tuple[Catalog, Stage]) -> None:
    for _, brief in planned(world, "empty_result", 80):
        assert brief.turns[0].wishes[0].tool.name not in ("list_accounts", "listFileVersions")


@pytest.mark.parametrize(
    ("field", "resource", "foreign"),
    [
        ("text", "product review", True),
        ("preview", "message", True),
        ("title", "issue", True),
        ("file_name", "file", True),
        ("name", "hotel", False),
        ("doctor_name", "appointment", False),
        ("displayName", "participant", False),
        ("title", "exhibition", False),
    ],
)
def test_instructions_stand_only_where_a_stranger_writes(
    field: str, resource: str, foreign: bool
) -> None:
    assert _written(field, resource) is foreign
