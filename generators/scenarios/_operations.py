"""What the tools of a catalog do, read once for each run."""

from functools import lru_cache

from studio.catalog import Catalog
from studio.resources import Operations

CHANGING = frozenset({"create", "update", "delete", "act"})
"""Kinds of operations that leave something different behind."""


@lru_cache(maxsize=4)
def operations(catalog: Catalog) -> Operations:
    """The operations of a catalog's tools; the same object for the same catalog."""
    return Operations(catalog.tools)
