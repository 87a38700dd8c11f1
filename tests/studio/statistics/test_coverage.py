"""What a run exercises, counted by hand."""

from math import log

import msgspec
import pytest
from small_runs import calling, tool

from studio.places import places
from studio.record import Mask, Sample
from studio.rows import LabelledRow
from studio.statistics.coverage import Coverage, Exercise, evenness

SEARCH = tool(
    "search",
    {
        "type": "object",
        "properties": {
            "query": {"type": "string"},
            "sort": {"type": "string", "enum": ["up", "down"]},
            "filters": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "field": {"type": "string"},
                        "op": {"anyOf": [{"$ref": "#/$defs/op"}, {"type": "null"}]},
                    },
                    "required": ["field"],
                },
            },
        },
        "required": ["query"],
        "$defs": {"op": {"enum": ["eq", 1, None]}},
    },
)
PING = tool("ping", {"type": "object", "properties": {"host": {}, "times": {}}}, family="b")
NEVER = tool("never", {"type": "object", "properties": {"x": {}}}, family="b")


def covered(samples: list[Sample], top: int = 10) -> Coverage:
    exercise = Exercise({one.id: one for one in (SEARCH, PING, NEVER)})
    for sample in samples:
        exercise.add(msgspec.json.decode(sample.model_dump_json(), type=LabelledRow))
    return exercise.result(top)


def test_calls_by_tool_and_scenario_with_masked_names() -> None:
    mask = {
        SEARCH.id: Mask(name="f1", parameters={"query": "p0", "sort": "p1", "filters": "p2"}),
        PING.id: Mask(name="f2", parameters={"host": "p0", "times": "p1"}),
    }
    filters = [{"field": "a", "op": "eq"}, {"field": "b", "op": 1}]
    found = covered(
        [
            calling(0, "a", [SEARCH], [("search", {"query": "x", "sort": "up"})]),
            calling(
                1, "b", [SEARCH, PING], [("f1", {"p0": "x", "p2": filters}), ("f2", {"p0": "h"})],
                masks=mask, scenario="parallel",
            ),
            calling(2, "c", [PING], [("unheard_of", {})]),
            calling(3, "d", [PING], []),
        ]
    )  # fmt: skip
    assert found.tools == 3
    assert (found.called.least, found.called.median, found.called.most) == (0, 1, 2)
    assert (found.called.never, found.never_called, found.never_offered) == (1, ("never",), 1)
    assert sorted(found.by_scenario) == ["parallel", "single"]
    assert found.by_scenario["single"].never == 2
    assert found.evenness_families == pytest.approx(evenness([2, 1]))
    assert found.optional == 5  # sort, filters, filters[].op; host, times; of called tools only
    assert found.optional_unused_names == ("ping.times",)
    assert found.enum_values == 5
    assert found.enum_unused_names == ('search.sort="down"', "search.filters[].op=null")
    assert found.evenness_enums is None


def test_examples_are_bounded_and_counts_are_not() -> None:
    found = covered([calling(0, "a", [SEARCH], [("search", {"query": "x"})])], top=1)
    assert found.optional_unused == 3
    assert found.optional_unused_names == ("search.sort",)
    assert (found.enum_unused, len(found.enum_unused_names)) == (5, 1)


def test_evenness_of_enums_with_enough_uses() -> None:
    values = ["up"] * 9 + ["down"]
    rows = [
        calling(number, "a", [SEARCH], [("search", {"query": "x", "sort": value})])
        for number, value in enumerate(values)
    ]
    even = covered(rows).evenness_enums
    assert even == pytest.approx(-(0.9 * log(0.9) + 0.1 * log(0.1)) / log(2))


@pytest.mark.parametrize(
    ("counts", "even"),
    [([5, 5, 5], 1.0), ([7, 0], 0.0), ([], 1.0), ([3], 1.0), ([0, 0], 1.0), ([1, 1, 0, 0], 0.5)],
)
def test_evenness(counts: list[int], even: float) -> None:
    assert evenness(counts) == pytest.approx(even)


def test_recursive_schemas_and_references_elsewhere_end() -> None:
    place = places(
        {
            "properties": {"tree": {"$ref": "#/$defs/node"}, "far": {"$ref": "other.json#/x"}},
            "$defs": {
                "node": {
                    "properties": {
                        "left": {"$ref": "#/$defs/node"},
                        "kids": {"items": {"properties": {"name": {}}}},
                    },
                    "allOf": [{"$ref": "#/$defs/missing"}, {"required": ["kids"]}],
                }
            },
        }
    )
    found = {inner.path: inner.optional for inner in place.walk()}
    assert found == {
        "": False,
        "tree": True,
        "tree.left": True,
        "tree.kids": False,
        "tree.kids[]": False,
        "tree.kids[].name": True,
        "far": True,
    }
