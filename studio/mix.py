"""The mix of scenarios: shares, exact counts, and which scenario each place of the run is for.

A lane is the sequence of samples of one scenario. Knows nothing of how a place is filled.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from studio.brief import Scenario, Slot
from studio.catalog import Catalog
from studio.errors import ConfigError, UnknownPart
from studio.stage import Stage

TOLERANCE = 0.01
"""How far, in percent, given shares may be from adding up to 100 (33.33 three times is fine)."""


@dataclass(frozen=True, slots=True)
class Mix:
    """Shares in percent by scenario, and the scenarios these tools cannot yield, with why."""

    shares: Mapping[str, float]
    left_out: Mapping[str, str]


def parse_mix(text: str) -> dict[str, float]:
    """Shares out of `single=25,parallel=75`. Raises ConfigError naming the piece it cannot read."""
    shares: dict[str, float] = {}
    for piece in text.split(","):
        name, equals, number = (part.strip() for part in piece.partition("="))
        try:
            share = float(number.removesuffix("%"))
        except ValueError:
            share = math.nan
        if not (name and equals and math.isfinite(share)):
            raise ConfigError(
                f"mix: cannot read {piece.strip()!r} in {text!r}: write scenario=percent, "
                "separated by commas, as in single=60,parallel=40"
            )
        if name in shares:
            raise ConfigError(f"mix: {name!r} is given twice in {text!r}: give it once")
        shares[name] = share
    return shares


def settle(
    wanted: Mapping[str, float] | None,
    scenarios: Mapping[str, Scenario],
    catalog: Catalog,
    stage: Stage,
) -> Mix:
    """The shares to use: those wanted, checked, or the scenarios' own over the feasible ones.

    Raises UnknownPart for a scenario that does not exist, ConfigError for shares that are negative
    or do not add up to 100, and for a wanted scenario that these tools cannot yield.
    """
    if wanted is None:
        return _default(scenarios, catalog, stage)
    for name, share in wanted.items():
        if name not in scenarios:
            raise UnknownPart("scenario", name, sorted(scenarios))
        if not share >= 0:
            raise ConfigError(f"mix: the share of {name!r} is {share:g}: it must be 0 or more")
    total = math.fsum(wanted.values())
    if not abs(total - 100) <= TOLERANCE:
        raise ConfigError(f"mix: the shares add up to {total:g}, not 100: change them to percent")
    shares = {name: wanted[name] for name in sorted(wanted) if wanted[name] > 0}
    for name in shares:
        if obstacle := scenarios[name].obstacle(catalog, stage):
            raise ConfigError(
                f"mix: scenario {name!r} is not possible with these tools: {obstacle}; "
                "leave it out of the mix or add tools"
            )
    return Mix(shares=shares, left_out={})


def _default(scenarios: Mapping[str, Scenario], catalog: Catalog, stage: Stage) -> Mix:
    obstacles = {name: scenarios[name].obstacle(catalog, stage) for name in sorted(scenarios)}
    feasible = {name: scenarios[name].share for name, why in obstacles.items() if not why}
    total = math.fsum(feasible.values())
    left_out = {name: why for name, why in obstacles.items() if why}
    if not total > 0:
        why = "; ".join(f"{name}: {text}" for name, text in left_out.items()) or "there are none"
        raise ConfigError(f"mix: no scenario is possible with these tools ({why}): add tools")
    shares = {name: share * 100 / total for name, share in feasible.items() if share > 0}
    return Mix(shares=shares, left_out=left_out)


def apportion(shares: Mapping[str, float], n: int) -> dict[str, int]:
    """How many of `n` each share gets: largest remainder (Hamilton), ties to the first name.

    The counts add up to `n` exactly and none is a whole row away from its quota.
    """
    names = sorted(shares)
    total = math.fsum(shares.values())
    quotas = [shares[name] * n / total for name in names]
    counts = [math.floor(quota) for quota in quotas]
    by_remainder = sorted(range(len(names)), key=lambda i: (counts[i] - quotas[i], names[i]))
    for i in by_remainder[: n - sum(counts)]:
        counts[i] += 1
    return dict(zip(names, counts, strict=True))


class Schedule:
    """Which lane and rank each of the `n` places has: every lane spread evenly over the run.

    The j-th of a lane's c samples stands at (j + ½) / c of the run, as in smooth weighted round
    robin but with exact counts; so in any prefix a lane is at most ½ + lanes / 2 rows away from
    its share. Six bytes a place; looking one up costs the same at any length.
    """

    def __init__(self, shares: Mapping[str, float], n: int) -> None:
        self.counts: Mapping[str, int] = apportion(shares, n)
        self.lanes = tuple(self.counts)
        counts = np.array([self.counts[lane] for lane in self.lanes], dtype=np.int64)
        lane = np.repeat(np.arange(len(counts), dtype=np.uint16), counts)
        rank = np.concatenate([np.arange(count, dtype=np.int32) for count in counts])
        # A stable sort: of lanes that meet at one point the first by name goes first.
        order = np.argsort((rank + 0.5) / counts[lane], kind="stable")
        self._lane = lane[order]
        self._rank = rank[order]

    def __len__(self) -> int:
        return len(self._lane)

    def slot(self, index: int) -> Slot:
        """The place `index`, 0 … n-1, at its first attempt."""
        return Slot(index, self.lanes[self._lane[index]], int(self._rank[index]))
