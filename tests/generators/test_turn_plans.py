"""What the scenarios of several turns promise of their plans, over the tools that ship."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from generators.scenarios._offer import offer, would_do
from studio.brief import Brief, Found, PlannedCall, Refusal, Settings, Slot, Told, Turn
from studio.catalog import Catalog
from studio.pointer import leaves, resolve, steps
from studio.record import Json
from studio.seeding import stream
from studio.stage import Stage

Plans = Callable[..., Iterator[tuple[Slot, Brief | Refusal]]]
Made = Callable[[str], list[Brief]]
LANES = ["multi_turn", "missing_argument", "missing_function", "unhelpful_user"]
MANY = 160


@pytest.fixture(scope="module")
def made(plans: Plans) -> Made:
    """The first briefs of a lane, planned once."""
    kept: dict[str, list[Brief]] = {}

    def of(lane: str) -> list[Brief]:
        if lane not in kept:
            kept[lane] = [brief for _, brief in plans(lane, MANY) if isinstance(brief, Brief)]
        return kept[lane]

    return of


def calls(turn: Turn) -> list[PlannedCall]:
    return [call for step in turn.steps for call in step.calls]


def results(brief: Brief) -> list[Json]:
    """The result of every call of a dialogue, by its number."""
    return [
        outcome.value
        for turn in brief.turns
        for step in turn.steps
        for outcome in step.outcomes or [None] * len(step.calls)
        if outcome is not None
    ]


@pytest.mark.parametrize("lane", LANES)
def test_every_leaf_of_every_call_is_said_told_found_or_fixed(lane: str, made: Made) -> None:
    for brief in made(lane):
        for index, turn in enumerate(brief.turns):
            for number, call in enumerate(calls(turn)):
                said = turn.wishes[number].arguments if number < len(turn.wishes) else {}
                for path, value in leaves(dict(call.arguments)) if call.arguments else ():
                    source = call.sources.get(path)
                    if source is None:
                        assert resolve(dict(said), path) == value, (call.tool.name, path)
                    elif isinstance(source, Told):
                        assert source.turn <= index
                        there = brief.turns[source.turn].wishes[source.wish].arguments
                        assert resolve(dict(there), source.path) == value


@pytest.mark.parametrize("lane", LANES)
def test_found_values_are_where_they_are_said_to_be(lane: str, made: Made) -> None:
    for brief in made(lane):
        values = results(brief)
        for turn in brief.turns:
            for call in calls(turn):
                for path, source in call.sources.items():
                    if isinstance(source, Found) and source.transform == "verbatim":
                        expected = resolve(dict(call.arguments), path)
                        assert resolve(values[source.call], source.pointer) == expected


@pytest.mark.parametrize("lane", LANES)
def test_nothing_is_asked_or_done_twice(lane: str, made: Made) -> None:
    for brief in made(lane):
        if brief.execution and brief.execution.interventions:
            continue  # what failed may be tried again
        done = [
            (call.tool.id, str(sorted(call.arguments.items())))
            for turn in brief.turns
            for call in calls(turn)
        ]
        assert len(set(done)) == len(done)


def test_dialogues_have_as_many_turns_as_were_asked_for(plans: Plans, stage: Stage) -> None:
    for low, high in ((2, 2), (2, 6), (4, 5)):
        settings = Settings(stage, turns=(low, high))
        found = [b for _, b in plans("multi_turn", 40, settings) if isinstance(b, Brief)]
        assert found
        assert all(2 <= len(brief.turns) <= high for brief in found)
    assert sum(len(brief.turns) >= 4 for brief in found) > len(found) // 2


def test_what_users_do_next_is_varied(made: Made) -> None:
    notes = Counter(turn.note or turn.act for b in made("multi_turn") for turn in b.turns[1:])
    for note in ("again", "change", "correct", "narrow", "item", "made", "same", "elsewhere"):
        assert notes[note] >= 2, notes
    assert notes["supply"]
    assert notes["thanks"]
    endings = Counter(turn.ending for b in made("multi_turn") for turn in b.turns)
    assert endings["unable"]
    assert endings["missing"]


def test_turns_that_call_are_reported_on_so_that_the_user_can_go_on(made: Made) -> None:
    for brief in made("multi_turn"):
        for turn in brief.turns[:-1]:
            if calls(turn):
                assert turn.ending in ("report", "failed", "offer")
                assert all(step.outcomes for step in turn.steps)


def test_items_are_picked_from_short_lists_that_still_hold(made: Made) -> None:
    seen = 0
    for brief in made("multi_turn"):
        values, gone = results(brief), list[Json]()
        for turn in brief.turns:
            if turn.note != "item":
                continue
            (call,) = calls(turn)
            for path, source in turn.wishes[0].sources.items():
                if not isinstance(source, Found):
                    continue
                seen += 1
                place = next(n for n, part in enumerate(steps(source.pointer)) if part.isdecimal())
                prefix = "".join(f"/{part}" for part in steps(source.pointer)[:place])
                items = resolve(values[source.call], prefix)
                assert isinstance(items, list)
                assert len(items) <= 5
                value = resolve(dict(call.arguments), path)
                assert value not in gone
                if call.tool.name.startswith(("cancel", "delete")):
                    gone.append(value)
    assert seen >= 20


def test_what_was_found_some_turns_ago_is_used_again(made: Made) -> None:
    far = 0
    for brief in made("multi_turn"):
        by_call = [index for index, turn in enumerate(brief.turns) for _ in calls(turn)]
        for index, turn in enumerate(brief.turns):
            if turn.note != "recall":
                continue
            ((path, source),) = turn.wishes[0].sources.items()
            assert isinstance(source, Found)
            assert by_call[source.call] < index - 1
            (call,) = calls(turn)
            found = resolve(results(brief)[source.call], source.pointer)
            assert found == resolve(dict(call.arguments), path)
            far += 1
    assert far >= 0.04 * len(made("multi_turn"))


def test_what_was_declined_stays_impossible(made: Made) -> None:
    for brief in made("multi_turn"):
        for turn in brief.turns:
            if turn.ending == "unable":
                for tool in brief.offered:
                    assert not would_do(tool, turn.wishes[0].tool, strict=True)


def test_a_change_changes_and_a_correction_is_of_the_call_before(made: Made) -> None:
    for brief in made("multi_turn"):
        before: PlannedCall | None = None
        for turn in brief.turns:
            if turn.note in ("change", "correct", "again", "narrow", "also"):
                assert before is not None
                for call, wish in zip(calls(turn), turn.wishes, strict=True):
                    assert call.tool.id == before.tool.id
                    (name,) = wish.arguments
                    assert call.arguments[name] != before.arguments.get(name)
                    rest = {n: v for n, v in call.arguments.items() if n != name}
                    assert rest == {n: v for n, v in before.arguments.items() if n != name}
            made_now = calls(turn)
            before = made_now[0] if made_now else before


def test_only_what_is_missing_is_asked_for_and_then_called(made: Made) -> None:
    rounds = Counter(len(brief.turns) for brief in made("missing_argument"))
    assert rounds[2]
    assert rounds[3]
    for brief in made("missing_argument"):
        said: set[str] = set()
        for turn in brief.turns:
            said |= {*turn.wishes[0].arguments}
            if turn.ending == "missing":
                assert turn.missing
                assert said.isdisjoint(turn.missing)
                assert not turn.steps
        last = brief.turns[-1]
        assert last.act == "supply"
        assert last.ending == "report"
        assert calls(last)[0].arguments.keys() == said


def test_tools_arrive_late_and_nothing_else_would_have_done(made: Made) -> None:
    between = 0
    for brief in made("missing_function"):
        ((arrived, index),) = brief.arrivals.items()
        tool = next(tool for tool in brief.offered if tool.id == arrived)
        assert brief.turns[0].ending == "unable"
        assert brief.turns[0].wishes[0].tool.id == arrived
        assert brief.turns[index].act == "arrive"
        before = [call.tool.id for turn in brief.turns[:index] for call in calls(turn)]
        assert arrived not in before
        between += index > 1
        others = [other for other in brief.offered if other.id != arrived]
        assert others
        assert not any(would_do(other, tool, strict=True) for other in others)
        (call,) = calls(brief.turns[index])
        assert call.arguments == brief.turns[0].wishes[0].arguments
        assert all(source == Told(0, 0, path) for path, source in call.sources.items())
    assert between >= 10


def test_what_the_user_will_not_say_is_never_guessed(made: Made) -> None:
    briefs = made("unhelpful_user")
    dropped = [brief for brief in briefs if brief.turns[-1].ending == "dropped"]
    assert len(briefs) // 5 <= len(dropped) <= len(briefs) // 2
    for brief in dropped:
        assert not any(calls(turn) for turn in brief.turns)
    notes = Counter(brief.turns[-1].note for brief in briefs)
    assert {"odd", "story", "withdrawn", "yours", "dropped", "unwilling"} <= notes.keys()


@pytest.mark.parametrize("count", [1, 8, 20])
def test_as_many_tools_are_offered_as_were_asked_for(
    count: int, catalog: Catalog, stage: Stage
) -> None:
    settings = Settings(stage, offered=(count, count))
    for rank, tool in enumerate(catalog.tools[::5]):
        rng = stream(3, "offer", rank)
        found = offer((tool,), catalog, settings, rng, missing=("event ID", "file"))
        assert len(found) == count
        assert len({each.name for each in found}) == count


def test_few_offers_of_parallel_calls_have_one_tool(made: Made) -> None:
    alone = sum(len(brief.offered) == 1 for brief in made("parallel"))
    assert alone <= len(made("parallel")) // 3
