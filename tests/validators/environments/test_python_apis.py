"""The Python APIs that ship, executed: generated arguments give results to learn from."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generators.values import Filled, arguments
from studio.environment import Access, Outcome
from studio.record import Tool
from studio.seeding import stream
from validators.environments.python import PART, PythonEnvironment
from validators.validation import Validator

APIS = Path(__file__).resolve().parents[3] / "apis"
DAY = date(2026, 3, 9)
CALLS = 5


@pytest.fixture(scope="module")
def environment(shipped: tuple[Tool, ...]) -> Iterator[PythonEnvironment]:
    started = PART.start(shipped, Access(schemas=(str(APIS),)), None)  # type: ignore[arg-type]
    assert isinstance(started, PythonEnvironment)
    yield started
    started.close()


def outcomes(environment: PythonEnvironment, tool: Tool) -> Iterator[Outcome]:
    """Of generated calls, each in a fresh dialogue."""
    for number in range(CALLS):
        rng = stream(7, "python", tool.name, number)
        filled = arguments(tool, rng, visit=number, today=DAY)
        assert isinstance(filled, Filled)
        session = environment.open(number, DAY)
        yield session.execute(tool, filled.arguments)
        session.close()


def test_the_python_apis_are_executed(
    environment: PythonEnvironment, shipped: tuple[Tool, ...]
) -> None:
    mine = [tool for tool in shipped if environment.handles(tool)]
    assert {tool.origin.source for tool in mine} == {"maths.py", "database.py"}
    failed: Counter[str] = Counter()
    for tool in mine:
        fits = Validator(tool.returns or {}).accepts
        for outcome in outcomes(environment, tool):
            assert outcome.error in ("", "raised")
            assert not outcome.ok or fits(outcome.value), (tool.name, outcome.value)
            failed[tool.name] += not outcome.ok
    assert failed.total() <= 0.03 * CALLS * len(mine), failed


def test_an_example_database_is_the_same_in_every_dialogue_until_it_is_changed(
    environment: PythonEnvironment, shipped: tuple[Tool, ...]
) -> None:
    tools = {tool.name: tool for tool in shipped if environment.handles(tool)}
    query = {"database": "sales.db", "sql": "SELECT name, city FROM customers"}
    one, two = environment.open(1, DAY), environment.open(2, DAY)
    found = one.execute(tools["run_query"], query)
    assert len(found.value) == 8
    cells = [{"column": "name", "value": "Li Wei"}, {"column": "city", "value": "Cork"}]
    row = {"database": "sales.db", "table": "customers", "cells": cells}
    assert one.execute(tools["insert_row"], row) == Outcome(9)
    assert one.execute(tools["run_query"], query).value[8] == {
        "name": "Li Wei",
        "city": "Cork",
    }
    assert two.execute(tools["run_query"], query) == found
    missing = two.execute(tools["list_tables"], {"database": "other.db"})
    assert missing.error == "raised"
    assert missing.value["error"]["message"] == "no database at other.db"
    one.close()
    two.close()
