"""What a run will be, settled before anything is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.catalog import Catalog
from studio.config import RunConfig
from studio.engine import Engine
from studio.generation.candidates import Maker, Parts, discover
from studio.mix import Mix, Schedule, settle
from studio.record import Tool
from studio.registry import Registry
from studio.stage import Stage


@dataclass(frozen=True, slots=True)
class Plan:
    """Settings, parts and tools of a run, and what each of its places is for."""

    config: RunConfig
    """With the mix resolved."""
    parts: Parts
    catalog: Catalog
    mix: Mix
    schedule: Schedule
    stage: Stage

    def maker(self) -> Maker:
        return Maker(self.config, self.parts, self.catalog, self.stage)


def prepare(
    config: RunConfig,
    tools: Sequence[Tool],
    stage: Stage,
    parts: Callable[[RunConfig], Parts] = discover,
) -> Plan:
    """Settle what a run will be, its calls executed on `stage`. Raises ConfigError; writes
    nothing."""
    found = parts(config)
    Registry[Engine]("studio.engine", "engine")[config.engine]  # a wrong name is told at once
    catalog = Catalog(tools, config.seed)
    mix = settle(config.mix, found.scenarios, catalog, stage)
    substitute = config.mix is None if config.substitute is None else config.substitute
    settled = config.model_copy(update={"mix": dict(mix.shares), "substitute": substitute})
    return Plan(settled, found, catalog, mix, Schedule(mix.shares, config.n), stage)
