"""Our engine and `jsonschema` on real schemas: BFCL's gold calls, Google's and AWS's methods."""

import gzip
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

from corpora.sources import aws, bfcl, discovery
from generators.values.filling import Filled, arguments
from studio.record import Json, Tool
from studio.source import Document, Source
from validators.validation import Validator

pytestmark = pytest.mark.slow

ORACLE = jsonschema.Draft202012Validator


def tools(source: Source, path: Path, data: Json) -> Iterator[Tool]:
    document = Document(path=path, shown=path.name, text="", data=data)
    return (found for found in source.read(document) if isinstance(found, Tool))


def agree(tool: Tool, values: list[dict[str, Json]]) -> int:
    """How many of the values are valid; fails where the two engines differ."""
    ours = Validator(tool.parameters, close=False)
    assert ours.invalid is None, tool.name
    if r"\\p{" in json.dumps(tool.parameters):
        return sum(map(ours.accepts, values))  # Python's `re`, and so the oracle, has no \p{L}
    oracle = ORACLE(tool.parameters, format_checker=ORACLE.FORMAT_CHECKER)
    valid = 0
    for value in values:
        verdict = ours.accepts(value)
        assert verdict is oracle.is_valid(value), (tool.name, value, ours.faults(value))
        valid += verdict
    return valid


def mutants(value: dict[str, Json], rng: Random) -> Iterator[dict[str, Json]]:
    """The value itself, without an argument, with one of another type, with one too many."""
    yield value
    yield {**value, "undeclared_argument": 1}
    if value:
        name = rng.choice(list(value))
        yield {key: item for key, item in value.items() if key != name}
        yield {**value, name: rng.choice([None, True, 1.5, "x", [], [1], {}, {"a": "b"}])}


@pytest.mark.parametrize(
    "category",
    ["simple_python", "multiple", "parallel", "parallel_multiple", "live_multiple", "simple_java"],
)
def test_bfcl_gold_calls(category: str) -> None:
    root = Path(pytest.importorskip("bfcl_eval").__file__).parent / "data"
    name = f"BFCL_v4_{category}.json"
    gold = _lines(root / "possible_answer" / name)
    answers = {row["id"]: row["ground_truth"] for row in gold}
    calls = right = 0
    for row in _lines(root / name):
        offered = {tool.name: tool for tool in tools(bfcl.PART, root / name, row["function"])}
        for call in answers[row["id"]]:
            for function, accepted in call.items():
                value = _first(accepted)
                agree(offered[function], [value])
                calls += 1
                right += Validator(offered[function].parameters).accepts(value)
    # what fails are faults of the gold answers themselves: enum slips, Java names for values
    assert right >= calls * (0.9 if category == "simple_java" else 0.97), (right, calls)


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def _first(value: Json) -> Json:
    """The first of the accepted answers, at every depth of an object; "" stands for left out."""
    if isinstance(value, dict):
        lists = {key: inner for key, inner in value.items() if isinstance(inner, list)}
        return {key: _first(inner[0]) for key, inner in lists.items() if inner and "" not in inner}
    if isinstance(value, list):
        return [_first(item) if isinstance(item, dict) else item for item in value]
    return value


def discovery_tools(rng: Random) -> Iterator[Tool]:
    package = Path(pytest.importorskip("googleapiclient").__file__).parent
    folder = package / "discovery_cache" / "documents"
    for path in rng.sample(sorted(folder.glob("*.json")), 25):
        found = list(tools(discovery.PART, path, json.loads(path.read_bytes())))
        yield from rng.sample(found, min(8, len(found)))


def aws_tools(rng: Random) -> Iterator[Tool]:
    folder = Path(pytest.importorskip("botocore").__file__).parent / "data"
    for path in rng.sample(sorted(folder.glob("*/*/service-2.json.gz")), 12):
        found = list(tools(aws.PART, path, json.loads(gzip.decompress(path.read_bytes()))))
        yield from rng.sample(found, min(8, len(found)))


@pytest.mark.parametrize("corpus", [discovery_tools, aws_tools])
def test_generated_arguments(corpus: Any) -> None:
    rng = Random(7)
    checked = valid = 0
    for tool in corpus(rng):
        for visit in range(3):
            filled = arguments(tool, rng, visit=visit, today=date(2026, 3, 9), extra=0.8)
            if not isinstance(filled, Filled):
                continue
            values = list(mutants(filled.arguments, rng))
            valid += agree(tool, values)
            checked += len(values)
            assert Validator(tool.parameters).faults(values[0]) == [], tool.name
            extra = Validator(tool.parameters).faults(values[1])
            assert [fault.path for fault in extra] == ["/undeclared_argument"], tool.name
    assert checked > 300
    assert 0 < valid < checked
