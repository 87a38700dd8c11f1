"""Measurements of the studio beside named alternatives: `python -m benchmarks [NAME …]`.

One file a benchmark; each has `run(scale)` that yields tables. Tables of full runs are kept in
README.md. Ratios within one run are what counts: seconds differ from machine to machine.
"""
