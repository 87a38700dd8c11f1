"""Argument values from a schema and a name."""
