"""Checks, transformations and filters."""
