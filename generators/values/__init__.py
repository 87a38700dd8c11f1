"""Argument values from a schema and a name: `arguments` for a call to a tool, `value` for any
JSON Schema, `Unfillable` when there is none."""

from generators.values.filling import Filled, arguments, value
from generators.values.world import Unfillable

__all__ = ["Filled", "Unfillable", "arguments", "value"]
