"""Ratios of the pages and of booking against the least that a program could do. `python -m benchmarks`."""
