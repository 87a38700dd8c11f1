"""What several test modules share: the tools that ship, and briefs over them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.brief import Brief, Refusal, Scenario, Settings, Slot
from studio.catalog import Catalog
from studio.environment import Access
from studio.record import Tool
from studio.registry import Registry
from studio.seeding import stream
from studio.stage import Stage, open_stage

APIS = Path(__file__).resolve().parents[1] / "apis"

Planned = Iterator[tuple[Slot, Brief | Refusal]]


@pytest.fixture(scope="session")
def shipped() -> tuple[Tool, ...]:
    """Every tool of `apis/`."""
    from studio.schemas import load_tools

    return tuple(load_tools([APIS], cache=None).tools)


@pytest.fixture(scope="session")
def catalog(shipped: tuple[Tool, ...]) -> Catalog:
    """The tools of `apis/` as a run with seed 7 visits them."""
    return Catalog(shipped, 7)


@pytest.fixture(scope="session")
def scenarios() -> Registry[Scenario]:
    return Registry("generators.scenarios", "scenario")


@pytest.fixture(scope="session")
def stage(shipped: tuple[Tool, ...]) -> Iterator[Stage]:
    """Where the calls of the shipped tools are executed."""
    opened = open_stage(shipped, Access(schemas=(str(APIS),)))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def plans(catalog: Catalog, scenarios: Registry[Scenario], stage: Stage) -> Callable[..., Planned]:
    """`plans(lane, count, settings)`: the first plans of a lane, as the pipeline makes them."""

    def planned(lane: str, count: int, settings: Settings | None = None) -> Planned:
        for rank in range(count):
            slot = Slot(rank, lane, rank)
            rng = stream(catalog.seed, lane, rank, 0)
            yield slot, scenarios[lane].plan(slot, catalog, settings or Settings(stage), rng)

    return planned
