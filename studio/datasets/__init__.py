"""Datasets of anybody, row by row: read, and judged by the checks.

dialogues   the rows of a JSON Lines file or of a run, or why one cannot be read
messages    OpenAI chat messages into the studio's own
verdicts    the checks over every row, summed up by reason
"""
