"""Readers: schema sources and existing dialogue sets."""
