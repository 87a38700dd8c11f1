"""Of a point in time only what is given changes: a new time keeps the day, a new day the time."""

from collections.abc import Iterator
from datetime import date

import pytest

from studio.environment import Access
from studio.record import Tool
from studio.stage import Stage, open_stage

TODAY = date(2025, 1, 7)


@pytest.fixture(scope="module")
def tools(shipped: tuple[Tool, ...]) -> dict[str, Tool]:
    return {tool.name: tool for tool in shipped}


@pytest.fixture(scope="module")
def simulated(shipped: tuple[Tool, ...]) -> Iterator[Stage]:
    with open_stage(shipped, Access(python=False)) as stage:
        yield stage


@pytest.mark.parametrize("seed", range(6))
def test_a_reservation_that_was_listed_keeps_its_day(
    seed: int, tools: dict[str, Tool], simulated: Stage
) -> None:
    world = simulated.open(seed, TODAY)
    before = world.execute(tools["list_table_reservations"], {}).value["reservations"][0]
    named = {"table_reservation_id": before["table_reservation_id"]}
    after = world.execute(tools["change_table_reservation"], {**named, "time": "15:30"}).value
    assert after["starts_at"] == f"{before['starts_at'][:10]}T15:30:00Z"


@pytest.mark.parametrize("seed", range(6))
def test_a_reservation_that_was_made_changes_in_what_is_said(
    seed: int, tools: dict[str, Tool], simulated: Stage
) -> None:
    world = simulated.open(seed, TODAY)
    wish = {"restaurant": "Noma", "date": "2025-04-09", "time": "20:00", "party_size": 2}
    made = world.execute(tools["reserve_table"], {**wish, "guest_name": "Ana Ruiz"}).value
    named = {"table_reservation_id": made["table_reservation_id"]}
    change = tools["change_table_reservation"]
    earlier = world.execute(change, {**named, "time": "14:00"}).value
    assert earlier["starts_at"] == "2025-04-09T14:00:00Z"
    later = world.execute(change, {**named, "date": "2025-05-01"}).value
    assert later["starts_at"] == "2025-05-01T14:00:00Z"
