"""Near-duplicate requests: Jaccard similarity of word 3-shingles of at least 0.8 with a kept row.

Reason: `near_duplicate`. Candidates come from MinHash LSH, then each is compared exactly, so
nothing is dropped for a similarity it does not have. What the user says in all turns is compared.
"""

from array import array

from studio.record import Check, Sample
from studio.shingles import BANDS, band_keys, shingles
from validators.filters._table import Table

THRESHOLD = 0.8


class NearDuplicates:
    """Drops requests that say the same as a kept one with a word or two changed."""

    name = "near_duplicate"
    reasons = ("near_duplicate",)

    def features(self, sample: Sample) -> bytes:
        """Band keys (uint64) and then shingle hashes (uint32, sorted)."""
        said = " ".join(m.content for m in sample.messages if m.role == "user")
        hashes = shingles(said)
        return band_keys(hashes).tobytes() + array("I", hashes).tobytes()

    def memory(self) -> "KeptRequests":
        """An empty memory."""
        return KeptRequests()


class KeptRequests:
    """The kept requests: band keys in a table, shingles one after the other."""

    def __init__(self) -> None:
        self._table = Table()
        self._shingles = array("I")
        self._starts = array("Q", [0])
        self._index = array("I")

    def fault(self, features: bytes) -> Check | None:
        """`near_duplicate` with the kept row it resembles most."""
        keys, hashes = _split(features)
        mine = frozenset(hashes)
        best, row = 0.0, -1
        for other in {row for key in keys for row in self._table.find(key)}:
            theirs = self._shingles[self._starts[other] : self._starts[other + 1]]
            shared = sum(hash_ in mine for hash_ in theirs)
            similarity = shared / (len(mine) + len(theirs) - shared)
            if similarity > best or (similarity == best and other < row):
                best, row = similarity, other
        if best < THRESHOLD:
            return None
        return Check(
            name="near_duplicate",
            ok=False,
            reason="near_duplicate",
            detail=f"Jaccard {best:.2f} with row {self._index[row]}",
            score=best,
        )

    def add(self, index: int, features: bytes) -> None:
        """Remember a kept row."""
        keys, hashes = _split(features)
        row = len(self._index)
        self._index.append(index)
        self._shingles.extend(hashes)
        self._starts.append(len(self._shingles))
        for key in keys:
            self._table.add(key, row)


def _split(features: bytes) -> tuple["array[int]", "array[int]"]:
    keys, hashes = array("Q"), array("I")
    keys.frombytes(features[: 8 * BANDS])
    hashes.frombytes(features[8 * BANDS :])
    return keys, hashes


PART = NearDuplicates()
