"""Filters of a set, one file each."""
