"""Units and all that lies below them, for statements that add up: as one join, for any number of levels."""

# `level` and `below`, which is the level itself or lies below it. The index on paths compares bytes, as ~>=~
# does, and 0 is the letter after the / that ends each path.
LEVELS_AND_BELOW = """
people_organizationunit level JOIN people_organizationunit below
    ON below.path ~>=~ level.path AND below.path ~<~ (left(level.path, -1) || '0')
"""
