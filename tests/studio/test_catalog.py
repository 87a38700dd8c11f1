"""Every prefix of a lane is even over API families and tools."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.catalog import Catalog
from studio.record import Tool, ToolOrigin


def tool(family: int, number: int) -> Tool:
    return Tool.make(
        name=f"tool_{family}_{number}",
        description="",
        parameters={"type": "object", "properties": {}},
        origin=ToolOrigin(source="t.json", format="fake", family=f"family {family}"),
    )


def catalog(sizes: list[int], seed: int = 0) -> Catalog:
    """Families of the given sizes."""
    return Catalog(
        (tool(family, number) for family, size in enumerate(sizes) for number in range(size)), seed
    )


def anything(tool: Tool) -> bool:
    return True


def even(tool: Tool) -> bool:
    return int(tool.name[-1]) % 2 == 0


SIZES = st.lists(st.integers(1, 9), min_size=1, max_size=6)
FEW = settings(max_examples=60, derandomize=True, deadline=None)


@FEW
@given(SIZES, st.integers(0, 99), st.integers(1, 4))
def test_after_k_rounds_every_tool_was_visited_k_times(sizes, seed, rounds):
    made = catalog(sizes, seed)
    total = len(made.tools)
    visits = [made.subject("lane", rank, 0, anything) for rank in range(rounds * total)]
    assert Counter(tool.id for tool, _ in visits) == dict.fromkeys(made.by_id, rounds)
    assert [visit for _, visit in visits] == [rank // total for rank in range(rounds * total)]


@FEW
@given(SIZES, st.integers(0, 99))
def test_families_take_turns(sizes, seed):
    """In any prefix no family is more than one tool ahead of one that still has tools."""
    made = catalog(sizes, seed)
    seen: Counter[str] = Counter()
    for each in made.order("lane", anything):
        seen[each.origin.family] += 1
        most = max(seen.values())
        for family, tools in made.families.items():
            assert seen[family] >= min(most - 1, len(tools))


@FEW
@given(SIZES, st.integers(0, 99))
def test_only_eligible_tools_come_and_each_of_them(sizes, seed):
    made = catalog(sizes, seed)
    order = made.order("even", even)
    assert Counter(t.id for t in order) == Counter(t.id for t in made.tools if even(t))


def test_no_eligible_tool_is_no_subject():
    made = catalog([3])
    assert made.subject("none", 0, 0, lambda tool: False) is None
    assert Catalog([], 0).subject("lane", 5, 2, anything) is None


def test_orders_depend_on_seed_and_lane_alone():
    def order(seed, lane):
        return [each.id for each in catalog([6, 5, 4], seed).order(lane, anything)]

    assert order(1, "a") == order(1, "a")
    assert order(1, "a") != order(2, "a")
    assert order(1, "a") != order(1, "b")
    shared = catalog([6, 5, 4], 1)
    shared.order("b", anything)
    assert [each.id for each in shared.order("a", anything)] == order(1, "a")


def test_a_stubborn_tool_gives_way_after_three_attempts():
    """The first attempts try the same tool with other values; then another one, so that a tool
    whose calls cannot be worded does not hold up its place for ever."""
    made = catalog([5, 5])
    names = [made.subject("lane", 3, attempt, anything)[0].name for attempt in range(24)]
    assert len(set(names[:3])) == 1
    assert names[3] != names[0]
    assert len(set(names)) >= 4


def test_one_tool_alone_is_every_subject():
    made = catalog([1])
    assert {made.subject("lane", rank, 9, anything)[0].name for rank in range(5)} == {"tool_0_0"}


def test_tools_are_found_by_id_and_family():
    made = catalog([2, 1])
    assert made.by_id[made.tools[0].id] is made.tools[0]
    assert {family: len(tools) for family, tools in made.families.items()} == {
        "family 0": 2,
        "family 1": 1,
    }
