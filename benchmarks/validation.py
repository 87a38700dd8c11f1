"""JSON Schema checks a second over BFCL's gold calls: ours, raw jsonschema-rs, jsonschema.

Ours adds to the engine what a tool call needs: values that are not JSON, arguments that no schema
declares. Each validator is compiled once and used again, formats asserted.
"""

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from time import process_time

import jsonschema
import jsonschema_rs

from benchmarks.scale import Scale, Table
from corpora.sources.bfcl import converted
from studio.record import Json, Schema
from validators.validation import Validator

CATEGORIES = ("simple_python", "multiple", "parallel", "live_simple", "live_multiple")
Accepts = Callable[[Json], bool]


def run(scale: Scale) -> Iterator[Table]:
    """Checks of gold calls, and the time to compile their schemas."""
    cases = list(_cases())
    rounds = scale.pick(3, 40)
    makers: dict[str, Callable[[Schema], Accepts]] = {
        "studio": lambda schema: Validator(schema).accepts,
        "jsonschema-rs": lambda schema: (
            jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid
        ),
        "jsonschema": lambda schema: (
            jsonschema.Draft202012Validator(
                schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
            ).is_valid
        ),
    }
    measured = {}
    for name, make in makers.items():
        few = 1 if name == "jsonschema" else rounds
        measured[name] = _measured(make, cases, few)
    slowest = min(checks for checks, _, _ in measured.values())
    yield Table(
        f"Schema checks of {len(cases):,} gold calls of BFCL",
        ("validator", "checks/s", "ratio", "compile µs", "accepted"),
        [
            (name, f"{checks:,.0f}", f"{checks / slowest:.0f}", f"{compiling:.0f}", f"{good:,}")
            for name, (checks, compiling, good) in measured.items()
        ],
        "jsonschema-rs by itself takes arguments that a schema does not declare.",
    )


def _measured(
    make: Callable[[Schema], Accepts], cases: list[tuple[Schema, Json]], rounds: int
) -> tuple[float, float, int]:
    """Checks a second, microseconds to compile a schema, calls accepted."""
    started = process_time()
    ready = [(make(schema), arguments) for schema, arguments in cases]
    compiling = (process_time() - started) * 1e6 / len(cases)
    accepted = sum(accepts(arguments) for accepts, arguments in ready)
    started = process_time()
    for _ in range(rounds):
        for accepts, arguments in ready:
            accepts(arguments)
    return rounds * len(cases) / (process_time() - started), compiling, accepted


def _cases() -> Iterator[tuple[Schema, Json]]:
    """Parameters and the first right arguments of each gold call."""
    place = find_spec("bfcl_eval")
    if place is None or place.origin is None:
        raise SystemExit("this benchmark reads BFCL's data: pip install --no-deps bfcl-eval")
    data = Path(place.origin).parent / "data"
    for category in CATEGORIES:
        questions = (data / f"BFCL_v4_{category}.json").read_text("utf-8").splitlines()
        answers = (data / "possible_answer" / f"BFCL_v4_{category}.json").read_text("utf-8")
        for question, answer in zip(questions, answers.splitlines(), strict=True):
            schemas = {f["name"]: f["parameters"] for f in json.loads(question)["function"]}
            for call in json.loads(answer)["ground_truth"]:
                for name, options in call.items():
                    yield (
                        converted(schemas[name]),
                        {
                            key: values[0]
                            for key, values in options.items()
                            if values and values[0] != ""
                        },
                    )
