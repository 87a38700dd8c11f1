"""Calls a second in the simulator, over the tools of `apis/`: dialogues of five calls, every API as
often, arguments made beforehand. One process, one core.

The first pass makes the pools; the second is what a long run sees.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.scale import Scale, Table
from generators.fillers.plausible import PART as FILLER
from generators.values import arguments
from studio.record import Json, Tool
from studio.schemas import load_tools
from validators.environments.simulator import Simulator

APIS = Path(__file__).resolve().parents[1] / "apis"
CALLS = 5
"""Calls of one dialogue."""
TODAY = date(2026, 3, 9)


def run(scale: Scale) -> Iterator[Table]:
    """Calls a second while pools are made and after, by kind of tool."""
    tools = load_tools([APIS]).tools
    simulator = Simulator(tools, FILLER)
    plans = _plans(simulator, tools, scale.pick(300, 4000))
    calls = CALLS * len(plans)
    cold = _seconds(simulator, plans)
    warm = min(_seconds(simulator, plans) for _ in range(3))
    rows = [
        ("pools being made", f"{calls:,}", f"{calls / cold:,.0f}"),
        ("pools made", f"{calls:,}", f"{calls / warm:,.0f}"),
    ]
    for kind in ("create", "get", "list", "search", "update", "act", "delete"):
        some = [plan for plan in plans if simulator.operations.of(plan[0][0]).kind == kind]
        same = [[plan[0]] * CALLS for plan in some]
        seconds = _seconds(simulator, same)
        count = CALLS * len(same)
        rows.append((f"only {kind}", f"{count:,}", f"{count / seconds:,.0f}"))
    handled = sum(map(simulator.handles, tools))
    yield Table(
        f"Calls in the simulator, {handled} tools of {len(tools)}",
        ("calls", "number", "calls/s"),
        rows,
        "Results validated, errors and shapings not asked for; a new dialogue every five calls.",
    )


def _plans(
    simulator: Simulator, tools: tuple[Tool, ...], size: int
) -> list[list[tuple[Tool, dict[str, Json]]]]:
    families: dict[str, list[Tool]] = {}
    for tool in tools:
        if simulator.handles(tool):
            families.setdefault(tool.origin.family, []).append(tool)
    names = sorted(families)
    rng = Random(0)
    plans = []
    for place in range(size):
        family = families[names[place % len(names)]]
        plan: list[tuple[Tool, dict[str, Json]]] = []
        while len(plan) < CALLS:
            tool = rng.choice(family)
            filled = arguments(tool, rng, visit=place, today=TODAY)
            if not isinstance(filled, str):
                plan.append((tool, filled.arguments))
        plans.append(plan)
    return plans


def _seconds(simulator: Simulator, plans: list[list[tuple[Tool, dict[str, Json]]]]) -> float:
    """Processor seconds for all dialogues."""
    started = process_time()
    for seed, plan in enumerate(plans):
        session = simulator.open(seed, TODAY + timedelta(days=seed % 300))
        for tool, given in plan:
            session.execute(tool, given)
        session.close()
    return process_time() - started
