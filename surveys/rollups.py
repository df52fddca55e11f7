"""The sums that figures are made of, each by one statement, and the SQL by which answers are added up.

Small groups are in `totals`: they are for checks, and for counting how many have answered. `shown_sums` adds
up only what may be shown (`Rollup.shown`). Nothing but figures and the actions of counting reads this.
"""

# ruff: noqa: S608  the SQL is made of names of our own; what is asked for goes in as parameters

from collections.abc import Iterable
from functools import cache
from itertools import permutations
from typing import NamedTuple

from django.db import connection

from surveys.bands import DIMENSIONS, EVERYONE
from surveys.instruments import ALL_COLUMNS, COLUMNS, COUNTED, Answer
from surveys.levels import LEVELS_AND_BELOW
from surveys.models.response import AudienceField
from surveys.models.rollup import COUNTS

SUMMED = ["people", *COUNTS]

# Closed rounds at or below each unit that is asked for.
CLOSED_BELOW = f"""
SELECT level.id AS level, asked.* FROM {LEVELS_AND_BELOW}
JOIN surveys_round asked ON asked.unit_id = below.id AND asked.is_closed AND asked.withdrawn_at IS NULL
WHERE level.id = ANY(%(units)s)
"""
# Which closed rounds are added up, and to which points: level, number, point, unit to compare, edition.
# What stands for a unit today: its newest measurement, and (True) its newest first one; a pulse is neither.
STANDING = f"""
SELECT level, number, is_before, CASE WHEN is_newest <> is_baseline THEN unit_id END, instrument_id
FROM (
    SELECT level, number, unit_id, instrument_id,
        row_number() OVER (PARTITION BY level, unit_id ORDER BY opens DESC) = 1 AS is_newest,
        kind = 'baseline' AND 1 = row_number() OVER (
            PARTITION BY level, unit_id, kind ORDER BY opens DESC
        ) AS is_baseline
    FROM ({CLOSED_BELOW}) AS closed WHERE kind <> 'pulse'
) AS measured
CROSS JOIN LATERAL (VALUES (false, is_newest), (true, is_baseline)) AS standing (is_before, does)
WHERE does
"""
# A unit's own measurements, each by the day on which it opened: its newest ends where the unit stands today.
# Above units by the month in which they opened, as the first of those days. Pulses are other people's answers
# to fewer questions: never a unit's point, and a month's above it only where nothing was measured.
OVER_TIME = f"""
SELECT level, number,
    CASE WHEN unit_id = level THEN opens ELSE min(opens) OVER (PARTITION BY level, month) END,
    NULL::uuid, instrument_id
FROM (
    SELECT *, date_trunc('month', opens) AS month, kind = 'pulse' AND (
        unit_id = level OR bool_or(kind <> 'pulse') OVER (PARTITION BY level, date_trunc('month', opens))
    ) AS is_beside
    FROM ({CLOSED_BELOW}) AS closed
) AS opened WHERE NOT is_beside
"""
# Each round by itself.
EACH_ROUND = f"SELECT level, number, number, NULL::uuid, instrument_id FROM ({CLOSED_BELOW}) AS closed"


class Sums(NamedTuple):
    """How many chose each answer in the cells that may be shown; and how many said yes, of how many, at those
    units alone where the other point's cell may be shown, too, and is another round's (0 of 0: none)."""

    answers: list[int]
    compared: tuple[int, int]

    def plus(self, other: "Sums") -> "Sums":
        return Sums(
            *([sum(both) for both in zip(*each, strict=True)] for each in zip(self, other, strict=True))
        )


def shown_sums(
    units: Iterable, points: str, bands: Iterable[str] = (EVERYONE,), own: dict | None = None,
    columns: Iterable[str] = ALL_COLUMNS,
) -> dict:  # fmt: skip
    """(unit's key, audience, band, point, question's key) → Sums: each unit with all below it, in one query.

    `points`: STANDING, OVER_TIME or EACH_ROUND. `own`: `OwnQuestions.places`, to have the region's own, too,
    each under the words that were asked. Where nothing may be shown there is no key.
    """
    asked = {"units": [unit.pk for unit in units], "bands": list(bands)}
    own, columns, sums = own or {}, tuple(columns), {}
    pairs = _pairs(own, columns)
    for unit, audience, band, point, edition, other, answers, compared in _rows(
        _shown_sums(points, columns, pairs), asked
    ):
        for column, found in zip(columns, answers, strict=True):
            question = _question(own, edition, column)
            if question and found[0] is not None:
                at_both = (
                    both
                    for (here, there), both in zip(pairs, compared, strict=True)
                    if here == column and _question(own, other, there) == question and both[0] is not None
                )
                key = (unit, AudienceField.AUDIENCES[audience], band, point, question)
                told = Sums(found, next(at_both, (0, 0)))
                sums[key] = sums[key].plus(told) if key in sums else told
    return sums


def totals(numbers: Iterable[int]) -> dict:
    """(round's number, audience, band) → {people, q1_1, …} at this moment: rollup and queue in one look."""
    found = _rows(_totals(), {"rounds": list(numbers)})
    return {
        (number, AudienceField.AUDIENCES[audience], band): dict(zip(SUMMED, row, strict=True))
        for number, audience, band, *row in found
    }


def wrong_rounds() -> list[int]:
    """Rounds whose rollup is not what their raw answers add up to: none, or something is broken."""
    return [number for (number,) in _rows(_wrong_rounds(), {})]


def counted(source: str) -> str:
    """SQL: the answers in `source`, added up per round, audience and band as Rollup holds them."""
    return (
        "SELECT round_number, audience, band, count(*)::integer AS people,"
        f" {', '.join(map(_how_many, COUNTS))} FROM {source}"
        f" CROSS JOIN LATERAL (VALUES {', '.join(_bands())}) AS bands (band)"
        " GROUP BY round_number, audience, band"
    )


def _question(own, edition, column):
    """The key of what was asked there; None where that is not asked for."""
    if column in COLUMNS:
        return column
    return own[edition, column].key if (edition, column) in own else None


def _pairs(own, columns):
    """(column at one point, at the other) that may ask the same: itself, and where it has moved."""
    places = {}
    for (_edition, column), question in own.items():
        places.setdefault(question.key, set()).add(column)
    moved = {pair for found in places.values() for pair in permutations(found, 2)}
    return (*((column, column) for column in columns), *sorted(moved & set(permutations(columns, 2))))


@cache
def _shown_sums(points, columns, pairs):
    answers = (
        ", ".join(
            f"sum({column}_{answer}) FILTER (WHERE {_has('shown', column)})" for answer in Answer.values
        )
        for column in columns
    )
    # Two cells that can be compared are those of one unit at both points: `beside` and `other` are what is
    # shown at the other point, and its edition.
    compared = (
        ", ".join(
            f"sum({counted}) FILTER (WHERE {_has('shown', here)} AND {_has('beside', there)})"
            for counted in (f"{here}_{Answer.YES}", " + ".join(f"{here}_{answer}" for answer in COUNTED))
        )
        for here, there in pairs
    )
    return (
        "SELECT level, audience, band, point, edition, other,"
        f" ARRAY[{', '.join(f'ARRAY[{each}]' for each in answers)}],"
        f" ARRAY[{', '.join(f'ARRAY[{each}]' for each in compared)}] FROM (SELECT *,"
        " CASE WHEN 2 = count(unit) OVER pair THEN sum(shown) OVER pair - shown ELSE 0 END AS beside,"
        " CASE WHEN 2 = count(unit) OVER pair THEN coalesce("
        "nullif(min(edition::text) OVER pair, edition::text), max(edition::text) OVER pair"
        ")::uuid END AS other"
        f" FROM ({points}) AS chosen (level, number, point, unit, edition)"
        " JOIN surveys_rollup ON round_number = number AND band = ANY(%(bands)s)"
        " WINDOW pair AS (PARTITION BY level, unit, audience, band)"
        ") AS cells GROUP BY level, audience, band, point, edition, other"
    )


def _has(cells, column):
    return f"{cells} & {1 << ALL_COLUMNS.index(column)} <> 0"


@cache
def _totals():
    waiting = counted("(SELECT * FROM surveys_incoming WHERE round_number = ANY(%(rounds)s)) AS waiting")
    return (
        f"SELECT round_number, audience, band, {', '.join(f'sum({name})' for name in SUMMED)}"
        f" FROM (SELECT round_number, audience, band, {', '.join(SUMMED)} FROM surveys_rollup"
        f" WHERE round_number = ANY(%(rounds)s) UNION ALL {waiting}) AS together"
        " GROUP BY round_number, audience, band"
    )


@cache
def _wrong_rounds():
    kept = f"SELECT round_number, audience, band, {', '.join(SUMMED)} FROM surveys_rollup"
    raw = counted("surveys_response")
    return (
        f"SELECT DISTINCT round_number FROM (({kept} EXCEPT {raw}) UNION ALL ({raw} EXCEPT {kept})) AS wrong"
        " ORDER BY round_number"
    )


def _how_many(count):
    column, _, answer = count.partition("_")
    return f"(count(*) FILTER (WHERE {column} = {answer}))::integer AS {count}"


def _bands():
    yield f"('{EVERYONE}')"
    for dimension, (column, names) in DIMENSIONS.items():
        cases = " ".join(f"WHEN {value} THEN '{dimension}:{name}'" for value, name in names.items())
        yield f"(CASE {column} {cases} END)"


def _rows(statement, values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
