"""What each scenario of one request promises of its plans, over the tools that ship."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise

import pytest

from generators.scenarios._offer import would_do
from studio.brief import Brief, PlannedCall, Refusal, Scenario, Settings, Slot, Turn
from studio.catalog import Catalog
from studio.record import Tool, ToolOrigin
from studio.registry import Registry
from studio.seeding import stream
from studio.stage import Stage

Plans = Callable[..., Iterator[tuple[Slot, Brief | Refusal]]]

SCENARIOS: Registry[Scenario] = Registry("generators.scenarios", "scenario")
LANES = ["ask", "chat", "irrelevant", "multiple", "parallel", "parallel_multiple", "single"]
NOWHERE = Stage(())
CALLING = [lane for lane in LANES if lane.startswith(("single", "multiple", "parallel"))]
MANY = 150


def briefs(planned: Iterable[tuple[Slot, Brief | Refusal]]) -> list[Brief]:
    return [brief for _, brief in planned if isinstance(brief, Brief)]


@pytest.fixture(scope="module")
def made(plans: Plans) -> Callable[[str], list[Brief]]:
    """The first briefs of a lane, planned once."""
    kept: dict[str, list[Brief]] = {}

    def of(lane: str) -> list[Brief]:
        if lane not in kept:
            kept[lane] = briefs(plans(lane, MANY))
        return kept[lane]

    return of


def turn(brief: Brief) -> Turn:
    (only,) = brief.turns
    return only


def required(call: PlannedCall) -> set[str]:
    return set(call.tool.parameters.get("required", ()))


def ids(tools: Iterable[Tool]) -> set[str]:
    return {tool.id for tool in tools}


@pytest.mark.parametrize("lane", LANES)
def test_few_plans_are_refused_and_each_refusal_has_a_reason(lane: str, plans: Plans) -> None:
    found = [plan for _, plan in plans(lane, MANY)]
    refused = [plan for plan in found if isinstance(plan, Refusal)]
    assert all(plan.reason and plan.reason == plan.reason.lower() for plan in refused)
    assert len(refused) <= MANY // 10


@pytest.mark.parametrize("lane", LANES)
def test_a_brief_is_of_its_lane_and_offers_each_name_once(
    lane: str, made: Callable[[str], list[Brief]], catalog: Catalog
) -> None:
    for brief in made(lane):
        assert brief.scenario == lane
        assert brief.offered
        names = [tool.name for tool in brief.offered]
        assert len(set(names)) == len(names)
        assert ids(brief.offered) <= catalog.by_id.keys()


@pytest.mark.parametrize("lane", LANES)
def test_a_slot_has_one_brief(lane: str, plans: Plans, catalog: Catalog, stage: Stage) -> None:
    """Not even a catalog that was used for nothing else changes it."""
    fresh = Catalog(catalog.tools, catalog.seed)
    for slot, brief in reversed(list(plans(lane, 40))):
        rng = stream(catalog.seed, lane, slot.rank, slot.attempt)
        assert SCENARIOS[lane].plan(slot, fresh, Settings(stage), rng) == brief


@pytest.mark.parametrize("lane", CALLING)
def test_calls_are_of_offered_tools_and_complete(
    lane: str, made: Callable[[str], list[Brief]]
) -> None:
    for brief in made(lane):
        assert turn(brief).ending in ("calls", "report")
        assert sum(len(step.calls) for step in turn(brief).steps) == len(turn(brief).wishes)
        assert turn(brief).wishes
        for call in turn(brief).wishes:
            assert call.tool.id in ids(brief.offered)
            assert required(call) <= call.arguments.keys()
            assert set(call.optional) <= call.arguments.keys() - required(call)


def test_single_offers_one_tool_and_calls_it_once(made: Callable[[str], list[Brief]]) -> None:
    for brief in made("single"):
        assert len(brief.offered) == len(turn(brief).wishes) == 1


def test_multiple_calls_one_of_several(made: Callable[[str], list[Brief]]) -> None:
    places = Counter()
    for brief in made("multiple"):
        (call,) = turn(brief).wishes
        assert len(brief.offered) >= 2
        places[[tool.id for tool in brief.offered].index(call.tool.id)] += 1
    assert places[0] < 0.7 * places.total(), "the right tool must not stand first"


def test_parallel_calls_one_tool_with_different_arguments(
    made: Callable[[str], list[Brief]],
) -> None:
    for brief in made("parallel"):
        calls = turn(brief).wishes
        assert 2 <= len(calls) <= 4
        assert len({call.tool.id for call in calls}) == 1
        assert len({repr(sorted(call.arguments.items())) for call in calls}) == len(calls)


def test_parallel_multiple_calls_different_tools(made: Callable[[str], list[Brief]]) -> None:
    for brief in made("parallel_multiple"):
        calls = turn(brief).wishes
        assert 2 <= len(calls) <= 3
        assert len({call.tool.id for call in calls}) == len(calls)


def test_irrelevant_offers_nothing_that_would_do(made: Callable[[str], list[Brief]]) -> None:
    near = 0
    for brief in made("irrelevant"):
        assert turn(brief).ending == "unable"
        (wanted,) = turn(brief).wishes
        assert wanted.tool.name not in {tool.name for tool in brief.offered}
        assert not [t for t in brief.offered if would_do(t, wanted.tool, strict=True)]
        near += any(t.origin.family == wanted.tool.origin.family for t in brief.offered)
    assert near > MANY // 4, "near misses, not only absurd ones"


def test_ask_leaves_out_what_is_required(made: Callable[[str], list[Brief]]) -> None:
    for brief in made("ask"):
        assert turn(brief).ending == "missing"
        (call,) = turn(brief).wishes
        missing = set(turn(brief).missing)
        assert missing
        assert missing <= required(call)
        assert not missing & call.arguments.keys()
        assert required(call) - missing <= call.arguments.keys()
        assert call.tool.id in ids(brief.offered)
        schemas = call.tool.parameters["properties"]
        assert not [name for name in missing if {"default", "const"} & schemas[name].keys()]


def test_chat_calls_nothing(made: Callable[[str], list[Brief]]) -> None:
    for brief in made("chat"):
        assert turn(brief) == Turn("chat", "chat")


@pytest.mark.parametrize("bounds", [(1, 1), (1, 4), (3, 6), (8, 8)])
@pytest.mark.parametrize("lane", LANES)
def test_as_many_are_offered_as_asked_for(
    lane: str, bounds: tuple[int, int], plans: Plans, stage: Stage
) -> None:
    """What a scenario is by definition comes first: single offers one, multiple at least two, and
    parallel may offer the one tool alone. Where too few others are unlike enough, fewer come."""
    low, high = bounds
    found = briefs(plans(lane, 40, Settings(stage, offered=bounds)))
    short = 0
    for brief in found:
        own = len({call.tool.id for call in turn(brief).wishes} & ids(brief.offered))
        least = 2 if lane == "multiple" else max(1, own)
        assert least <= len(brief.offered) <= max(high, least)
        alone = lane == "single" or (lane == "parallel" and len(brief.offered) == 1)
        short += len(brief.offered) < low and not alone
    assert short <= len(found) // 10


def subjects(lane: str, plans: Plans, count: int) -> list[str]:
    """The id of the tool each of the first ranks is about, refused or not; empty where a call
    failed that may be one beside it."""
    beside = "call_failed" if lane == "parallel_multiple" else None
    return [
        ("" if plan.reason == beside else plan.tool)
        if isinstance(plan, Refusal)
        else turn(plan).wishes[0].tool.id
        for _, plan in plans(lane, count)
    ]


@pytest.mark.parametrize("lane", [lane for lane in LANES if lane != "chat"])
def test_every_tool_comes_equally_often_and_families_take_turns(
    lane: str, plans: Plans, catalog: Catalog
) -> None:
    total = len(catalog.tools)
    subject = subjects(lane, plans, 2 * total)
    found = [name for name in subject if name]
    counts, failed = Counter(found), subject.count("")
    fewest = max(counts.values()) - 1
    short = sum(fewest - count for count in counts.values() if count < fewest)
    assert short <= failed <= total // 50
    if lane not in ("ask", "parallel"):
        assert len(catalog.by_id.keys() - counts.keys()) <= failed
    families = [catalog.by_id[name].origin.family for name in found[: 3 * len(catalog.families)]]
    assert not [family for family, after in pairwise(families) if family == after]
    first = len(set(families))
    assert len(set(families[:first])) == first, "each family once before any comes again"


def nullary(number: int = 0) -> Tool:
    return Tool.make(
        name=f"restart_router_{number}" if number else "restart_router",
        description="Restarts the router.",
        parameters={"type": "object", "properties": {}},
        origin=ToolOrigin(source="t.json", format="fake", family="home"),
    )


def test_one_tool_without_parameters_yields_single_and_chat_only() -> None:
    alone = Catalog([nullary()], 0)
    possible = {lane for lane in LANES if not SCENARIOS[lane].obstacle(alone, NOWHERE)}
    assert possible == {"single", "chat"}
    for part in map(SCENARIOS.__getitem__, LANES):
        if part.name in possible:
            brief = part.plan(Slot(0, part.name, 0), alone, Settings(NOWHERE), stream(0))
            assert isinstance(brief, Brief)
            assert brief.offered == (nullary(),)
        else:
            assert "tool" in part.obstacle(alone, NOWHERE), "the obstacle says what is needed"


def test_one_tool_with_a_required_parameter_can_be_asked_about() -> None:
    weather = Tool.make(
        name="get_weather",
        description="Get the current weather in a city.",
        parameters={
            "type": "object",
            "properties": {"city": {"type": "string", "description": "Name of the city."}},
            "required": ["city"],
        },
        origin=ToolOrigin(source="t.json", format="fake", family="weather"),
    )
    only = Catalog([weather], 0)
    possible = {lane for lane in LANES if not SCENARIOS[lane].obstacle(only, NOWHERE)}
    assert possible == {"single", "chat", "ask", "parallel"}


def test_no_scenario_is_impossible_over_the_shipped_tools(catalog: Catalog, stage: Stage) -> None:
    assert not [part.name for part in SCENARIOS if part.obstacle(catalog, stage)]


def test_another_attempt_is_another_plan(catalog: Catalog, stage: Stage) -> None:
    """A dropped candidate is not made again."""
    scenario = SCENARIOS["single"]
    for rank in range(20):
        plans = [
            scenario.plan(
                Slot(rank, "single", rank, attempt),
                catalog,
                Settings(stage),
                stream(catalog.seed, "single", rank, attempt),
            )
            for attempt in range(6)
        ]
        assert any(one != other for one, other in pairwise(plans))


def test_visits_of_a_tool_differ(plans: Plans, catalog: Catalog) -> None:
    """The second round over the tools repeats no call of the first, where there are arguments."""
    total = len(catalog.tools)
    rounds = list(islice(plans("single", 2 * total), 2 * total))
    same = 0
    for (_, one), (_, other) in zip(rounds[:total], rounds[total:], strict=True):
        if isinstance(one, Brief) and isinstance(other, Brief):
            first, second = turn(one).wishes[0], turn(other).wishes[0]
            assert first.tool.id == second.tool.id
            same += bool(first.arguments) and first.arguments == second.arguments
    assert same <= total // 20
