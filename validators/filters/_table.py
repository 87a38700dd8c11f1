"""A growing table from 64-bit keys to row numbers, in flat memory."""

from array import array

import numpy as np

_BUCKET = 16
"""Rows remembered under one key; more would say the same."""


class Table:
    """An open-addressing table from band keys to row numbers: 12 bytes an entry at most half full.
    A key of 0 marks an empty place."""

    def __init__(self, places: int = 1 << 16) -> None:
        self._keys = array("Q", bytes(8 * places))
        self._rows = array("I", bytes(4 * places))
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
        if 2 * self._used > self._mask:
            self._grow()

    def _grow(self) -> None:
        """Twice the places; entries move in rounds, those that collide to the next place."""
        old_keys = np.frombuffer(self._keys, dtype=np.uint64)
        full = np.flatnonzero(old_keys)
        keys, rows = old_keys[full], np.frombuffer(self._rows, dtype=np.uint32)[full]
        places = 2 * (self._mask + 1)
        new_keys = np.zeros(places, dtype=np.uint64)
        new_rows = np.zeros(places, dtype=np.uint32)
        order = np.argsort(rows, kind="stable")
        keys, rows = keys[order], rows[order]
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
        self._keys, self._rows = array("Q"), array("I")
        self._keys.frombytes(new_keys.tobytes())
        self._rows.frombytes(new_rows.tobytes())
        self._mask = places - 1
