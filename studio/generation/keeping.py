"""What happens to a place once its candidates are made: filtered against the kept rows, kept or
tried again, written to the run.

Runs in the main process, in index order, so nothing here depends on who made the candidates. A
rank of a lane whose candidates all fail is given up, and the next rank beyond the lane's quota
takes its place at once: so index i is always row i, the mix is met exactly, and there are no holes.
"""

from time import process_time

from studio.brief import Refusal, Slot
from studio.errors import Exhausted
from studio.filter import Memories
from studio.generation.candidates import Chunk, Filled, Maker, drop
from studio.mix import Schedule
from studio.run import Run
from studio.run.tally import Tally
from studio.run.writer import RunWriter

IN_A_ROW = 40
"""Ranks given up one after the other before a lane counts as exhausted."""


class Keeper:
    """Fills the places of a run in order."""

    def __init__(self, writer: RunWriter, maker: Maker, schedule: Schedule, tally: Tally) -> None:
        self._writer = writer
        self._maker = maker
        self._schedule = schedule
        self._tally = tally
        self._memories = Memories(maker.parts.filters)
        self._may_give_up = max(100, len(schedule) // 50)

    def restore(self) -> None:
        """Take up the state after the sealed shards, as if it had never been interrupted."""
        run = Run(self._writer.path)
        for index, sample in enumerate(run.samples()):
            if sample.origin is not None:
                self._count(sample.origin.lane, sample.origin.rank)
            features = [part.features(sample) for part in self._maker.parts.filters]
            self._memories.add(index, features)
        for _, line in run.lines("dropped"):
            self._tally.read_drop(line)

    def exhausted(self) -> Exhausted:
        """The error for a run that ended at its first place that could not be filled."""
        lane = self._schedule.slot(self._tally.rows).lane
        return self._tally.exhausted(lane, self._maker.catalog.by_id)

    def place(self, made: Chunk) -> None:
        """Fill the next places, beginning with what was made for them. Raises Exhausted, the rows
        so far sealed, when a lane yields nothing any more."""
        self._tally.add_seconds(made.seconds)
        for filled in made.filled:
            self._fill(filled)
            if self._tally.rows == len(self._schedule):
                self._writer.seal("complete")
            elif self._writer.full:
                self._writer.seal()

    def _fill(self, filled: Filled) -> None:
        given_up = 0
        while not self._kept(filled):
            slot = filled.slot
            if filled.row:
                slot = Slot(slot.index, slot.lane, slot.rank, slot.attempt + 1)
            else:
                given_up += 1
                slot = Slot(slot.index, slot.lane, self._next_rank(slot.lane))
                if given_up == IN_A_ROW or self._tally.spares.total() > self._may_give_up:
                    self._writer.seal("exhausted")
                    raise self.exhausted()
            again = self._maker.chunk([slot])
            self._tally.add_seconds(again.seconds)
            filled = again.filled[0]

    def _kept(self, filled: Filled) -> bool:
        """Write what was dropped, and the candidate if the filters let it pass."""
        started = process_time()
        slot = filled.slot
        drops = filled.drops
        kept = False
        if filled.row:
            fault = self._memories.fault(filled.features)
            if fault is None:
                kept = True
                self._memories.add(slot.index, filled.features)
                self._writer.keep(filled.row)
                self._count(slot.lane, slot.rank)
            else:
                refusal = Refusal(fault.reason, fault.detail, filled.tool)
                drops = [*drops, drop(slot, refusal, filled.row)]
        for dropped in drops:
            self._tally.drop(slot.lane, dropped.reason, dropped.tool)
        self._writer.drop(dropped.line for dropped in drops)
        self._tally.seconds["filter and write"] += process_time() - started
        return kept

    def _next_rank(self, lane: str) -> int:
        """The first rank beyond the quota that the lane has not used; it is used now."""
        spare = self._schedule.counts[lane] + self._tally.spares[lane]
        self._tally.spares[lane] += 1
        return spare

    def _count(self, lane: str, rank: int) -> None:
        """Count a kept row; its rank tells how many spare ranks the lane has used."""
        self._tally.kept[lane] += 1
        if (spares := rank - self._schedule.counts[lane] + 1) > self._tally.spares[lane]:
            self._tally.spares[lane] = spares
