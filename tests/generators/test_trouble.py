"""What the scenarios promise in which something goes otherwise than planned: failing calls,
questions before the irrevocable, rules, instructions of others, results that are empty, partial or
long."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from generators.language.mishaps.injections import variants
from generators.scenarios._lookups import alike
from generators.scenarios._mishaps import PERMANENT, TRANSIENT, Mishap, befall
from generators.scenarios._operations import CHANGING, operations
from generators.scenarios._scene import Scene
from generators.scenarios.error_recovery import slip
from generators.teachers.offline import OfflineTeacher
from studio.brief import Brief, Draft, Found, PlannedCall, Refusal, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.environment import Outcome
from studio.generation.assembly import Made, assemble
from studio.pointer import leaves, resolve
from studio.record import Sample
from studio.registry import Registry
from studio.seeding import stream
from studio.stage import Stage

Plans = Callable[..., Iterator[tuple[Slot, Brief | Refusal]]]
LANES = (
    *("error_recovery", "partial_result", "empty_result", "confirm", "policy"),
    *("prompt_injection", "long_context"),
)
MANY = 140


@pytest.fixture(scope="module")
def made(plans: Plans) -> Callable[[str], list[Brief]]:
    """The first briefs of a lane, planned once."""
    kept: dict[str, list[Brief]] = {}

    def of(lane: str) -> list[Brief]:
        if lane not in kept:
            kept[lane] = [b for _, b in plans(lane, MANY) if isinstance(b, Brief)]
        return kept[lane]

    return of


@dataclass(frozen=True)
class Done:
    """A call of a dialogue, and what came of it where it was executed."""

    turn: int
    call: PlannedCall
    outcome: Outcome | None

    @property
    def key(self) -> tuple[str, str]:
        return self.call.tool.id, repr(sorted(self.call.arguments.items()))


def done(brief: Brief) -> list[Done]:
    return [
        Done(number, call, step.outcomes[place] if step.outcomes else None)
        for number, turn in enumerate(brief.turns)
        for step in turn.steps
        for place, call in enumerate(step.calls)
    ]


@pytest.mark.parametrize("lane", LANES)
def test_most_plans_succeed_and_refusals_have_reasons(lane: str, plans: Plans) -> None:
    found = [plan for _, plan in plans(lane, MANY)]
    refused = [plan for plan in found if isinstance(plan, Refusal)]
    assert all(plan.reason and plan.reason == plan.reason.lower() for plan in refused)
    assert len(refused) <= MANY * 0.45
    kinds = {len(plan.turns) for plan in found if isinstance(plan, Brief)}
    assert kinds <= {1, 2}


@pytest.mark.parametrize("lane", LANES)
def test_a_slot_has_one_brief(lane: str, plans: Plans) -> None:
    once = [plan for _, plan in plans(lane, 25)]
    again = [plan for _, plan in plans(lane, 25)]
    assert once == again


@pytest.mark.parametrize("lane", LANES)
def test_labels_are_grounded_and_well_formed(lane: str, plans: Plans, catalog: Catalog) -> None:
    """Every row that can be written has its arguments in words or results."""
    registry: Registry[SampleCheck] = Registry("validators.checks", "check")
    checks = [registry[name] for name in ("grounding", "shape")]
    written = 0
    for slot, plan in plans(lane, 60):
        if isinstance(plan, Refusal):
            continue
        draft = OfflineTeacher().write(plan, stream(3, slot.lane, slot.rank))
        if isinstance(draft, Refusal):
            continue
        sample = sampled(slot, plan, draft)
        shown = {tool.id: tool for tool in plan.offered}
        assert [f for check in checks for f in check.faults(sample, shown)] == []
        written += 1
    assert written >= 30


def sampled(slot: Slot, brief: Brief, draft: Draft) -> Sample:
    sample = assemble(slot, brief, draft, Made(3, "offline/2"), {})
    assert isinstance(sample, Sample)
    return sample


# error_recovery


def failures(brief: Brief) -> list[Done]:
    return [each for each in done(brief) if each.outcome is not None and not each.outcome.ok]


def test_something_fails_in_every_recovery(made: Callable[[str], list[Brief]]) -> None:
    kinds = {each.outcome.error for b in made("error_recovery") for each in failures(b)[:1]
             if each.outcome}  # fmt: skip
    assert all(failures(brief) for brief in made("error_recovery"))
    assert kinds & set(TRANSIENT)
    assert kinds & set(PERMANENT)


def test_nothing_is_called_again_after_a_permanent_error(
    made: Callable[[str], list[Brief]], catalog: Catalog
) -> None:
    """But for what somebody else changed meanwhile, once it was read again."""
    for brief in made("error_recovery"):
        calls = done(brief)
        for number, each in enumerate(calls):
            if each.outcome is None or each.outcome.error not in PERMANENT:
                continue
            later = [other for other in calls[number + 1 :] if other.key == each.key]
            if each.outcome.error == "conflict" and later:
                between = calls[number + 1]
                assert operations(catalog).of(between.call.tool).kind == "get"
                continue
            assert not later


def test_a_change_that_timed_out_is_not_repeated_blindly(
    made: Callable[[str], list[Brief]], catalog: Catalog
) -> None:
    reads = operations(catalog)
    seen = 0
    for brief in made("error_recovery"):
        calls = done(brief)
        for number, each in enumerate(calls[:-1]):
            if each.outcome is None or each.outcome.error != "timeout":
                continue
            if reads.of(each.call.tool).kind in CHANGING:
                following = calls[number + 1]
                assert reads.of(following.call.tool).kind in ("list", "search")
                seen += 1
    for brief in made("error_recovery"):
        last = failures(brief)[-1]
        changing = reads.of(last.call.tool).kind in CHANGING
        if last.outcome and last.outcome.error == "timeout" and changing:
            told = brief.turns[last.turn]
            assert told.ending != "failed" or told.note == "unknown"


def test_another_value_than_was_wished_for_needs_a_yes(made: Callable[[str], list[Brief]]) -> None:
    offers = 0
    for brief in made("error_recovery"):
        for number, turn in enumerate(brief.turns):
            if turn.ending != "offer":
                continue
            offers += 1
            assert turn.pending
            following = brief.turns[number + 1]
            assert following.act in ("agree", "refuse")
            assert bool(following.steps) == (following.act == "agree")
            if following.steps:
                assert following.steps[0].calls == turn.pending
    assert offers >= 5


def test_reports_come_after_calls_that_worked(made: Callable[[str], list[Brief]]) -> None:
    for lane in LANES:
        for brief in made(lane):
            for turn in brief.turns:
                if turn.ending == "report":
                    assert all(outcome.ok for outcome in turn.steps[-1].outcomes)
                if turn.ending == "failed":
                    assert not all(o.ok for step in turn.steps for o in step.outcomes)


def test_a_slip_swaps_two_letters() -> None:
    for rank in range(50):
        mended = slip("ORD-48219", stream(1, rank))
        assert mended != "ORD-48219"
        assert sorted(mended) == sorted("ORD-48219")
        assert alike(mended, "ORD-48219")


# confirm


def test_what_waits_is_called_only_after_a_yes(made: Callable[[str], list[Brief]]) -> None:
    acts = set()
    for brief in made("confirm"):
        first, *rest = brief.turns
        if first.ending != "confirm":
            assert first.note == "sure"
            assert first.steps
            continue
        assert not first.steps
        assert dict(first.pending[0].arguments) == dict(first.wishes[0].arguments)
        for turn in rest:
            acts.add(turn.act)
            assert bool(turn.steps) == (turn.act == "agree")
    assert acts == {"agree", "refuse"}


def test_a_yes_changes_one_thing_at_most(made: Callable[[str], list[Brief]]) -> None:
    changed = 0
    for brief in made("confirm"):
        for turn in brief.turns[1:]:
            for call in (c for step in turn.steps for c in step.calls):
                waiting = brief.turns[0].pending[0].arguments
                differing = [n for n, v in call.arguments.items() if waiting.get(n) != v]
                said = {name for wish in turn.wishes for name in wish.arguments}
                assert set(differing) == said
                changed += len(differing)
    assert changed


def test_there_is_a_reason_to_ask(made: Callable[[str], list[Brief]], catalog: Catalog) -> None:
    for brief in made("confirm"):
        tool = brief.turns[0].wishes[0].tool
        assert operations(catalog).destructive(tool)
        ruled = any(rule.kind == "confirm" and rule.tool == tool for rule in brief.rules)
        assert ruled or "permanent" in tool.description.lower() or _final(tool.description)


def _final(text: str) -> bool:
    return any(word in text.lower() for word in ("cannot be", "can't be", "irrevers", "confirm"))


# policy


def test_rules_are_kept(made: Callable[[str], list[Brief]]) -> None:
    for brief in made("policy"):
        assert 1 <= len(brief.rules) <= 4
        for each in done(brief):
            rules = [rule for rule in brief.rules if rule.tool.id == each.call.tool.id]
            for rule in rules:
                value = each.call.arguments.get(rule.parameter)
                assert rule.kind != "forbidden"
                assert rule.kind != "confirm" or each.turn > 0
                assert rule.kind != "limit" or value <= rule.value
                assert rule.kind != "only" or value == rule.value


def test_about_half_of_the_requests_are_carried_out(made: Callable[[str], list[Brief]]) -> None:
    briefs = made("policy")
    called = sum(1 for brief in briefs if done(brief))
    assert 0.4 <= called / len(briefs) <= 0.75
    assert {turn.ending for b in briefs for turn in b.turns} >= {"forbidden", "confirm", "report"}


# prompt_injection


def test_only_the_wish_is_called_and_temptation_is_on_offer(
    made: Callable[[str], list[Brief]], catalog: Catalog
) -> None:
    for brief in made("prompt_injection"):
        (only,) = done(brief)
        assert only.call.tool == brief.turns[0].wishes[0].tool
        others = [tool for tool in brief.offered if tool != only.call.tool]
        assert any(operations(catalog).of(tool).kind in CHANGING for tool in others)


def test_the_instruction_is_there_and_the_reply_is_not_about_it(plans: Plans) -> None:
    assert variants() >= 200
    seen = 0
    for slot, brief in plans("prompt_injection", MANY):
        if isinstance(brief, Refusal) or brief.turns[0].ending != "report":
            continue
        twists = brief.execution.interventions if brief.execution else ()
        texts = [twist.text for twist in twists]
        draft = OfflineTeacher().write(brief, stream(5, slot.rank))
        if isinstance(draft, Refusal):
            continue
        outcome = done(brief)[0].outcome
        assert outcome is not None
        for text in texts:
            assert any(text in str(said) for _, said in leaves(outcome.value))
            assert text not in draft.turns[0].reply
            seen += 1
    assert seen >= 20


def test_texts_of_all_kinds_occur(made: Callable[[str], list[Brief]]) -> None:
    acts = {turn.act for brief in made("prompt_injection") for turn in brief.turns}
    assert acts == {"request", "inject"}


# empty_result, partial_result, long_context


def test_nothing_is_found_and_only_what_was_allowed_is_tried(
    made: Callable[[str], list[Brief]],
) -> None:
    notes = set()
    for brief in made("empty_result"):
        (turn,) = brief.turns
        notes.add(turn.note)
        first = done(brief)[0]
        assert first.outcome is not None
        assert first.outcome.ok
        assert len(turn.steps) == (2 if turn.note == "otherwise" else 1)
        if turn.note == "otherwise":
            one, other = (wish.arguments for wish in turn.wishes)
            assert sum(one.get(name) != other[name] for name in other) == 1
    assert notes == {"empty", "otherwise"}


def test_a_part_is_told_as_a_part(made: Callable[[str], list[Brief]]) -> None:
    for brief in made("partial_result"):
        (turn,) = brief.turns
        assert turn.note in ("all", "partial") or turn.note.startswith("lacking ")
        if turn.note.startswith("lacking "):
            field = turn.note.split(" ")[1]
            assert f'"{field}"' not in turn.steps[0].outcomes[0].content


def test_many_tools_or_many_items(made: Callable[[str], list[Brief]]) -> None:
    kinds = set()
    for brief in made("long_context"):
        twists = brief.execution.interventions if brief.execution else ()
        long = any(twist.kind == "long" for twist in twists)
        kinds.add(long)
        assert long or 20 <= len(brief.offered) <= 60
        if long:
            assert_read(brief.turns[0])
    assert kinds == {True, False}


def assert_read(turn: Turn) -> None:
    """The item that matters is in the result, and what is done with it has its id from there."""
    what, pointer, label, *field = turn.note.split(" ")
    value = turn.steps[0].outcomes[0].value
    item = resolve(value, pointer)
    assert isinstance(item, dict)
    assert isinstance(item[label], str)
    if what == "item":
        assert field[0] in item
        return
    (call,) = turn.steps[1].calls
    for path, source in call.sources.items():
        assert isinstance(source, Found)
        assert resolve(value, source.pointer) == call.arguments[path[1:]]


def test_less_is_taken_at_once_only_where_the_user_said_so(catalog: Catalog, stage: Stage) -> None:
    reads = operations(catalog)
    tool = next(each for each in catalog.tools if each.name == "transfer_between_accounts")
    arguments = {"from_account": "savings", "to_account": "current", "amount": 900}
    call = PlannedCall(tool, arguments)
    for seed in range(30):
        for allowed in (True, False):
            with Scene("x", Settings(stage), stream(1, seed), date(2026, 3, 9)) as scene:
                found = befall(scene, reads, call, "limit_exceeded", allowed=allowed)
            assert isinstance(found, Mishap)
            if allowed:
                assert found.note == "most"
                assert len(found.steps) == 2
                assert found.steps[1].calls[0].arguments["amount"] < 900
                assert isinstance(found.steps[1].calls[0].sources["/amount"], Found)
            else:
                assert found.ending == "offer"
                assert len(found.steps) == 1
                assert found.pending[0].arguments["amount"] < 900
