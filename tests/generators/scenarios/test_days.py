"""Dialogues with live servers take place today, all others on an invented day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

import pytest

from generators.scenarios._calls import some_day
from generators.scenarios._scene import Scene
from studio.brief import Brief, PlannedCall, Refusal, Settings
from studio.environment import Outcome
from studio.record import Intervention, Json, Tool
from studio.stage import Stage


@dataclass
class Clock:
    """Executes the tools of one name."""

    name: str
    repeatable: bool
    version: str = "1"

    def handles(self, tool: Tool) -> bool:
        return tool.name == self.name

    def can(self, tool: Tool, kind: str) -> bool:
        return False

    def open(self, seed: int, today: date) -> "Clock":
        return self

    def execute(
        self, tool: Tool, arguments: Mapping[str, Json], twist: Intervention | None = None
    ) -> Outcome:
        return Outcome("noon")

    def close(self) -> None:
        pass


@pytest.fixture
def settings() -> Settings:
    return Settings(Stage([Clock("live", False), Clock("simulated", True)]))


def tool(shipped: tuple[Tool, ...], name: str) -> Tool:
    return shipped[0].model_copy(update={"name": name, "id": f"sha256:{name}"})


def test_a_live_server_knows_what_day_it_is(settings: Settings, shipped: tuple[Tool, ...]) -> None:
    live, simulated = tool(shipped, "live"), tool(shipped, "simulated")
    days = {some_day(Random(seed), settings, live) for seed in range(8)}
    assert days == {date.today()}
    assert some_day(Random(3), settings, simulated, live) == date.today()
    assert len({some_day(Random(seed), settings, simulated) for seed in range(8)}) > 4


def test_no_dialogue_of_an_invented_day_calls_a_live_server(
    settings: Settings, shipped: tuple[Tool, ...]
) -> None:
    live, simulated = tool(shipped, "live"), tool(shipped, "simulated")
    for called, day, made in (
        (live, date(2020, 2, 3), Refusal),
        (live, date.today(), Brief),
        (simulated, date(2020, 2, 3), Brief),
    ):
        with Scene("single", settings, Random(0), day) as scene:
            scene.perform(PlannedCall(called, {}))
            assert isinstance(scene.brief([called]), made)
