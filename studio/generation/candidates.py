"""Candidates for one place: planned, written, assembled and checked until one passes.

The part of a run that workers do. Each place depends on the seed, its lane and rank alone, so it
does not matter who fills it. Set-level filters and files are not known here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import NamedTuple

import msgspec

from studio.brief import Brief, Refusal, Scenario, Settings, Slot, Teacher
from studio.catalog import Catalog
from studio.check import SampleCheck
from studio.config import RunConfig
from studio.filter import Filter
from studio.generation.assembly import Made, assemble, draw_masks, sample_id
from studio.masking import shown
from studio.record import Mask, Sample, Tool
from studio.registry import Registry
from studio.seeding import stream
from studio.stage import Stage, open_stage

ATTEMPTS = 24
"""Candidates tried for one rank of a lane before it is given up."""

STAGES = ("plan", "write", "assemble", "check", "features", "encode")
"""Stages of a worker, whose seconds of processor time are counted."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts a run is made with."""

    scenarios: Mapping[str, Scenario]
    teacher: Teacher
    checks: tuple[SampleCheck, ...]
    filters: tuple[Filter, ...]

    def described(self) -> dict[str, object]:
        """Names and versions that decide about the rows."""
        return {
            "teacher_version": f"{self.teacher.name}/{self.teacher.version}",
            "checks": [check.name for check in self.checks],
            "filters": [part.name for part in self.filters],
        }


def discover(config: RunConfig) -> Parts:
    """The parts there are, and the teacher chosen. Raises UnknownPart."""
    return Parts(
        scenarios=Registry[Scenario]("generators.scenarios", "scenario").parts,
        teacher=Registry[Teacher]("generators.teachers", "teacher")[config.teacher],
        checks=tuple(Registry[SampleCheck]("validators.checks", "check")),
        filters=tuple(Registry[Filter]("validators.filters", "filter")),
    )


class Drop(NamedTuple):
    """A candidate that was not kept: what is counted, and its line in the run."""

    reason: str
    tool: str
    line: bytes


class Filled(NamedTuple):
    """What came of a slot: the first candidate that passes the checks, and those before it."""

    slot: Slot
    """The slot at the attempt that passed; at ATTEMPTS when none did."""
    drops: list[Drop]
    row: bytes
    """The sample as JSON; empty when none passed."""
    tool: str
    features: tuple[bytes, ...]
    """One for each filter."""


class Chunk(NamedTuple):
    """What came of several slots, in order, and the seconds each of STAGES took."""

    filled: list[Filled]
    seconds: dict[str, float]


class Maker:
    """Makes candidates out of the tools of a run; the same in every process."""

    def __init__(self, config: RunConfig, parts: Parts, catalog: Catalog, stage: Stage) -> None:
        self.parts = parts
        self.catalog = catalog
        self.seconds = dict.fromkeys(STAGES, 0.0)
        """Processor time spent so far, by stage."""
        self._since = 0.0
        self._seed = config.seed
        self._mask = config.mask
        self._settings = Settings(
            stage, offered=config.offered, turns=config.turns, calls=config.calls
        )
        self._made = Made(config.seed, f"{parts.teacher.name}/{parts.teacher.version}")

    def fill(self, slot: Slot) -> Filled:
        """The first candidate of a slot that passes every check, from its attempt on."""
        drops: list[Drop] = []
        for attempt in range(slot.attempt, ATTEMPTS):
            tried = Slot(slot.index, slot.lane, slot.rank, attempt)
            sample, fault = self.candidate(tried)
            row = sample.model_dump_json().encode() if sample is not None else b""
            if sample is not None and not fault.reason:
                self._lap("encode")
                features = tuple(part.features(sample) for part in self.parts.filters)
                self._lap("features")
                return Filled(tried, drops, row, fault.tool, features)
            drops.append(drop(tried, fault, row))
            self._lap("encode")
        return Filled(Slot(slot.index, slot.lane, slot.rank, ATTEMPTS), drops, b"", "", ())

    def chunk(self, slots: Iterable[Slot]) -> Chunk:
        """Several slots, with the seconds each stage took."""
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._since = process_time()
        return Chunk([self.fill(slot) for slot in slots], self.seconds)

    def _lap(self, stage: str) -> None:
        """The time since the last lap was spent on `stage`."""
        now = process_time()
        self.seconds[stage] += now - self._since
        self._since = now

    def candidate(self, slot: Slot) -> tuple[Sample | None, Refusal]:
        """Plan, write, assemble, check: the candidate as far as it came, and what stopped it.

        The refusal has no reason when nothing did; its tool is the one the candidate is about.
        """
        rng = stream(self._seed, slot.lane, slot.rank, slot.attempt)
        brief = self.parts.scenarios[slot.lane].plan(slot, self.catalog, self._settings, rng)
        self._lap("plan")
        if isinstance(brief, Refusal):
            return None, brief
        wished = next((wish for turn in brief.turns for wish in turn.wishes), None)
        about = wished.tool.id if wished is not None else ""
        draft = self.parts.teacher.write(brief, rng)
        self._lap("write")
        if isinstance(draft, Refusal):
            return None, replace(draft, tool=draft.tool or about)
        masks = self._masks(slot, brief)
        sample = assemble(slot, brief, draft, self._made, masks)
        self._lap("assemble")
        if isinstance(sample, Refusal):
            return None, replace(sample, tool=about)
        fault = self._fault(sample, brief, masks)
        self._lap("check")
        return sample, replace(fault, tool=about)

    def _masks(self, slot: Slot, brief: Brief) -> dict[str, Mask]:
        """Masks for the share of rows that get them. Independent of the dialogue's own stream, so
        that the same dialogue comes out masked or not."""
        if int(sample_id(self._seed, slot)[2:], 16) >= self._mask * 16**12:
            return {}
        rng = stream(self._seed, slot.lane, slot.rank, slot.attempt, "mask")
        return draw_masks(brief.offered, rng)

    def _fault(self, sample: Sample, brief: Brief, masks: Mapping[str, Mask]) -> Refusal:
        """The first fault any check finds."""
        tools = _Shown(brief.offered, masks)
        for check in self.parts.checks:
            for fault in check.faults(sample, tools):
                return Refusal(fault.reason, fault.detail)
        return Refusal("")


class _Shown(Mapping[str, Tool]):
    """The offered tools by id as the sample shows them; masked when first looked at, because most
    checks look at the called ones only."""

    def __init__(self, offered: Iterable[Tool], masks: Mapping[str, Mask]) -> None:
        self._tools = {tool.id: tool for tool in offered}
        self._masks = masks
        self._shown: dict[str, Tool] = {} if masks else self._tools

    def __getitem__(self, key: str) -> Tool:
        if key not in self._shown:
            self._shown[key] = shown(self._tools[key], self._masks[key])
        return self._shown[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tools)

    def __len__(self) -> int:
        return len(self._tools)


def drop(slot: Slot, fault: Refusal, row: bytes) -> Drop:
    """A dropped candidate as a line of the run: the JSON of a `studio.record.Dropped`."""
    line = msgspec.json.encode(
        {
            "index": slot.index,
            "attempt": slot.attempt,
            "lane": slot.lane,
            "reason": fault.reason,
            "detail": fault.detail,
            "tool": fault.tool,
            "sample": msgspec.Raw(row or b"null"),
        }
    )
    return Drop(fault.reason, fault.tool, line)


def read_tools(path: Path) -> list[Tool]:
    """The tools of a run's tools.jsonl, in its order."""
    with path.open("rb") as lines:
        return [Tool.model_validate_json(line) for line in lines]


def open_worker(
    config: RunConfig, parts: Callable[[RunConfig], Parts], tools: Path
) -> Callable[[list[Slot]], Chunk]:
    """What a worker process starts with: the tools read from the run, the parts discovered."""
    read = read_tools(tools)
    stage = open_stage(read, config.access())
    return Maker(config, parts(config), Catalog(read, config.seed), stage).chunk
