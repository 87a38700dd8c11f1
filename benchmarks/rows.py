"""Rows to measure with: a small run over `apis/`, made once in a process."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.command import ROOT, studio


@contextmanager
def made(n: int) -> Iterator[Path]:
    """A run of `n` rows over the schemas that ship."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run"
        studio("generate", "--schemas", ROOT / "apis", "--n", n, "--out", path, "--json")
        yield path
