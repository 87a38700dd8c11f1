"""Scenarios, values, words and preferences."""
