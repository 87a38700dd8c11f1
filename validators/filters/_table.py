"""A growing table from 64-bit keys to row numbers, in flat memory."""

import numpy as np

_BUCKET = 16
"""Rows remembered under one key; more would say the same."""
_BLOCK = 1 << 20
"""Places moved at a time when the table grows: bounds what growing takes beside the table."""


class Table:
    """An open-addressing table from band keys to row numbers: 12 bytes a place, three quarters full
    at most. A key of 0 marks an empty place."""

    def __init__(self, places: int = 1 << 16) -> None:
        self._keys = np.zeros(places, dtype=np.uint64).data
        self._rows = np.zeros(places, dtype=np.uint32).data
        self._mask = places - 1
        self._used = 0

    def find(self, key: int) -> list[int]:
        """The rows stored under a key."""
        keys, at, rows = self._keys, key & self._mask, []
        while keys[at]:
            if keys[at] == key:
                rows.append(self._rows[at])
            at = (at + 1) & self._mask
        return rows

    def add(self, key: int, row: int) -> None:
        """Store a row under a key, unless the key has enough of them."""
        keys, at, same = self._keys, key & self._mask, 0
        while keys[at]:
            same += keys[at] == key
            if same == _BUCKET:
                return
            at = (at + 1) & self._mask
        keys[at] = key
        self._rows[at] = row
        self._used += 1
        if 4 * self._used > 3 * self._mask:
            self._grow()

    def _grow(self) -> None:
        """Twice the places; entries move in rounds, those that collide to the next place."""
        old_keys, old_rows = np.asarray(self._keys), np.asarray(self._rows)
        places = 2 * (self._mask + 1)
        new_keys = np.zeros(places, dtype=np.uint64)
        new_rows = np.zeros(places, dtype=np.uint32)
        for start in range(0, len(old_keys), _BLOCK):
            block = old_keys[start : start + _BLOCK]
            full = np.flatnonzero(block)
            keys, rows = block[full], old_rows[start + full]
            at = (keys & np.uint64(places - 1)).astype(np.int64)
            while len(keys):
                free = np.flatnonzero(new_keys[at] == 0)
                _, first = np.unique(at[free], return_index=True)
                placed = free[first]
                new_keys[at[placed]] = keys[placed]
                new_rows[at[placed]] = rows[placed]
                left = np.ones(len(keys), dtype=bool)
                left[placed] = False
                keys, rows, at = keys[left], rows[left], (at[left] + 1) & (places - 1)
        self._keys, self._rows = new_keys.data, new_rows.data
        self._mask = places - 1
