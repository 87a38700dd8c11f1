"""What happens to a place once its candidates are made: filtered against the kept rows, kept or
tried again, written to the run.

Runs in the main process, in index order, so nothing here depends on who made the candidates. A
rank of a lane whose candidates all fail is given up, and the next rank beyond the lane's quota
takes its place at once: so index i is always row i, the mix is met exactly, and there are no holes.
A lane that yields nothing any more ends the run, or, where the mix was left to the studio, leaves
its places to the lane with the largest share that still yields.
"""

from time import process_time

from studio.brief import Refusal, Slot
from studio.errors import Exhausted
from studio.filter import Memories
from studio.generation.candidates import Chunk, Filled, drop
from studio.generation.plan import Plan
from studio.run import Run
from studio.run.tally import Tally
from studio.run.writer import RunWriter

IN_A_ROW = 40
"""Ranks given up one after the other before a lane counts as exhausted and ends the run."""
SOON = 6
"""The same where other lanes take its places."""


class Keeper:
    """Fills the places of a run in order."""

    def __init__(self, writer: RunWriter, plan: Plan, tally: Tally) -> None:
        self._writer = writer
        self._maker = plan.maker()
        self._schedule = plan.schedule
        self._tally = tally
        tally.quotas = plan.schedule.counts
        self._memories = Memories(plan.parts.filters)
        self._may_give_up = max(100, len(plan.schedule) // 50)
        self._substitute = bool(plan.config.substitute)
        shares = plan.schedule.counts
        self._lanes = sorted(shares, key=lambda lane: (-shares[lane], lane))
        self._dry: set[str] = set()
        """Lanes whose places go to others."""

    def restore(self) -> None:
        """Take up the state after the sealed shards, as if it had never been interrupted."""
        run = Run(self._writer.path)
        for index, sample in enumerate(run.samples()):
            if sample.origin is not None:
                self._count(sample.origin.lane, sample.origin.rank)
                self._note(self._schedule.slot(index).lane, sample.origin.lane)
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
                lane = slot.lane
                if lane in self._dry or self._gave_out(given_up):
                    lane, given_up = self._instead(lane), 0
                slot = Slot(slot.index, lane, self._next_rank(lane))
            again = self._maker.chunk([slot])
            self._tally.add_seconds(again.seconds)
            filled = again.filled[0]

    def _gave_out(self, given_up: int) -> bool:
        if self._substitute:
            return given_up == SOON
        return given_up == IN_A_ROW or self._tally.spares.total() > self._may_give_up

    def _instead(self, lane: str) -> str:
        """The lane that takes the places of one that gave out. Raises Exhausted when none does."""
        self._dry.add(lane)
        if self._substitute:
            for other in self._lanes:
                if other not in self._dry:
                    return other
        self._writer.seal("exhausted")
        raise self.exhausted()

    def _note(self, wanted: str, found: str) -> None:
        """Take note, of a sealed row, of the lanes that had given out when it was made."""
        for lane in (wanted, *self._lanes):
            if lane == found:
                return
            self._dry.add(lane)

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
