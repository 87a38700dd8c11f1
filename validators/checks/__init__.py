"""Checks of one sample, one file each."""
