"""The specification decides: every official case through our engine, and beside it jsonschema."""

import os
import re
from pathlib import Path
from typing import Any

import jsonschema.validators
import official_suite as suite
import pytest
import referencing
import referencing.jsonschema

from validators.validation import Validator

pytestmark = pytest.mark.slow

DEVIATIONS = {
    # The studio asserts formats in every draft; the 2020-12 suite's format.json holds the cases of
    # a validator that treats them as annotations (both are allowed by the specification, 7.2.1).
    "draft2020-12/format.json": 19,
    # Meta-schemas of one's own are refused as invalid_schema: a tool has no use for them.
    "draft2020-12/optional/format-assertion.json": 2,
    "draft2020-12/vocabulary.json": 3,
    "draft2019-09/vocabulary.json": 3,
}
"""How many cases of a file our engine deliberately answers otherwise."""

ORACLE_FAULTS = {
    "optional/ecmascript-regex.json": "Python's re: Unicode \\d and \\w, no \\p{}, no \\cX",
    "optional/content.json": "contentEncoding and contentMediaType are not asserted",
    "optional/dependencies-compatibility.json": "not supported in 2019-09 and later",
    "optional/format/date-time.json": "leap seconds refused",
    "optional/format/time.json": "leap seconds refused",
    "optional/format/email.json": "anything with an @ passes",
    "vocabulary.json": "vocabularies are not read",
    "optional/format/ecmascript-regex.json": "Python's re",
}
"""Files in which `jsonschema` 4.26 departs from the specification, and how."""


@pytest.fixture(scope="module")
def place() -> Path:
    found = suite.folder()
    if found is None:
        command = "python tests/validators/official_suite.py"
        advice = f"the official suite is missing: run `{command}` (needs the network)"
        if os.environ.get("CI"):
            pytest.fail(advice)
        pytest.skip(advice)
    return found


def test_every_official_case_gets_the_verdict_of_the_specification(place: Path) -> None:
    compiled: dict[int, tuple[Validator, Any]] = {}
    wrong: dict[str, list[str]] = {}
    total = 0
    for case in suite.cases(place):
        if id(case.schema) not in compiled:
            engine = Validator(
                case.schema,
                close=False,
                dialect=suite.DRAFTS[case.draft],
                retriever=lambda address: suite.remote(place, address),
            )
            compiled[id(case.schema)] = engine, case.schema
        engine = compiled[id(case.schema)][0]
        total += 1
        verdict = engine.accepts(case.instance)
        assert verdict == (not engine.faults(case.instance)), case.place
        if verdict != case.valid:
            wrong.setdefault(case.place[0], []).append(f"{case.group}: {case.test}")
    assert total > 7_000
    unlisted = {key: names for key, names in wrong.items() if key not in DEVIATIONS}
    assert not unlisted
    # equal counts: a deviation that is gone must leave the list as well
    assert {key: len(names) for key, names in wrong.items()} == DEVIATIONS


def test_jsonschema_agrees_but_for_its_known_faults(place: Path) -> None:
    oracles: dict[int, tuple[Any, Any]] = {}
    differing = set()
    for case in suite.cases(place):
        if (case.draft, case.file) == ("draft2020-12", "format.json"):
            continue
        if id(case.schema) not in oracles:
            oracles[id(case.schema)] = _oracle(case, place), case.schema
        if _verdict(oracles[id(case.schema)][0], case.instance) != case.valid:
            differing.add(case.file)
            assert case.file in ORACLE_FAULTS, case.place
    assert differing == ORACLE_FAULTS.keys()


def _verdict(oracle: Any, instance: Any) -> bool | None:
    try:
        return bool(oracle.is_valid(instance))
    except re.error:
        return None


def _oracle(case: suite.Case, place: Path) -> Any:
    dialect = suite.DRAFTS[case.draft]
    kind = jsonschema.validators.validator_for({"$schema": dialect})
    specification = referencing.jsonschema.specification_with(dialect)

    def retrieve(address: str) -> Any:
        return referencing.Resource.from_contents(
            suite.remote(place, address), default_specification=specification
        )

    registry: Any = referencing.Registry(retrieve=retrieve)  # type: ignore[call-arg]
    return kind(case.schema, format_checker=kind.FORMAT_CHECKER, registry=registry)
