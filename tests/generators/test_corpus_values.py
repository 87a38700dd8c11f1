"""Real functions get arguments, and independent validation agrees with every one of them."""

from collections import Counter
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from random import Random

import jsonschema
import pytest

from generators.values import Filled, arguments
from studio.schemas import load_tools

TODAY = date(2026, 3, 9)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("package", "inside", "take", "share"),
    [
        ("googleapiclient", "discovery_cache/documents/calendar.v3.json", 60, 0.95),
        ("googleapiclient", "discovery_cache/documents/drive.v3.json", 80, 0.9),
        ("googleapiclient", "discovery_cache/documents/compute.v1.json", 200, 0.95),
        ("bfcl_eval", "data", 1500, 0.85),
    ],
)
def test_real_functions_get_valid_arguments(
    package: str, inside: str, take: int, share: float
) -> None:
    pytest.importorskip(package)
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    tools = load_tools([Path(spec.origin).parent / inside]).tools
    chosen = Random(5).sample(list(tools), min(take, len(tools)))
    outcomes: Counter[str] = Counter()
    for number, tool in enumerate(chosen):
        filled = arguments(tool, Random(number), visit=number % 3, today=TODAY)
        outcomes["filled" if isinstance(filled, Filled) else filled] += 1
        if isinstance(filled, Filled):
            jsonschema.Draft202012Validator(tool.parameters).validate(filled.arguments)
    assert outcomes["filled"] >= share * len(chosen), outcomes
