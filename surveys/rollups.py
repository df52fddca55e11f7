"""How answers are added up: the same SQL for what waits in the queue and for raw answers."""

from functools import cache

from surveys.bands import DIMENSIONS, EVERYONE
from surveys.models.rollup import COUNTS


@cache
def counted(source: str) -> str:
    """SQL: the answers in the table `source`, added up per round, audience and band as Rollup holds them."""
    return (
        f"SELECT round_number, audience, band, count(*) AS people, {', '.join(map(_how_many, COUNTS))}"  # noqa: S608
        f" FROM {source} CROSS JOIN LATERAL (VALUES {', '.join(_bands())}) AS bands (band)"
        " GROUP BY round_number, audience, band"
    )


def _how_many(count):
    column, _, answer = count.partition("_")
    return f"count(*) FILTER (WHERE {column} = {answer}) AS {count}"


def _bands():
    yield f"('{EVERYONE}')"
    for dimension, (column, names) in DIMENSIONS.items():
        cases = " ".join(f"WHEN {value} THEN '{dimension}:{name}'" for value, name in names.items())
        yield f"(CASE {column} {cases} END)"
