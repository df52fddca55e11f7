"""How fast is the house, as ratios within one run: the pages against a bare view, bookings against a bare insert.

    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres python -m benchmarks [--patients 10000]

Makes a database of its own beside the one that is named, fills it with a region, measures, and removes it.
"""
