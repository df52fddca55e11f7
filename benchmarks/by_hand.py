"""What the figures' SQL is held against: the same sums by statements that are made for one page each.

They read the seven questions only, each level's two measurements side by side, and no more than is shown. A
group that answered at the first measurement alone is left out: the region that we measure on has none.
"""

# ruff: noqa: E501, S608  SQL reads best in its own lines; nothing from outside is put into it

from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection

from surveys.bands import EVERYONE
from surveys.instruments import ALL_COLUMNS, COLUMNS, COUNTED, Answer
from surveys.levels import LEVELS_AND_BELOW
from surveys.models.response import AudienceField
from surveys.rollups import OVER_TIME, STANDING, Sums

ASKED = f"""
SELECT level.id AS level, r.unit_id, r.number, r.opens, r.kind
FROM {LEVELS_AND_BELOW} JOIN surveys_round r ON r.unit_id = below.id AND r.is_closed AND r.withdrawn_at IS NULL
WHERE level.id = ANY(%(units)s)
"""
STOOD = f"""
WITH asked AS ({ASKED} AND r.kind <> 'pulse'),
newest AS (SELECT DISTINCT ON (level, unit_id) level, unit_id, number FROM asked ORDER BY level, unit_id, opens DESC),
baseline AS (SELECT DISTINCT ON (level, unit_id) level, unit_id, number FROM asked WHERE kind = 'baseline'
    ORDER BY level, unit_id, opens DESC)
"""
BY_MONTH = f"""
WITH asked AS (SELECT *, date_trunc('month', opens) AS month FROM ({ASKED}) AS all_of_them),
opened AS (SELECT *, min(opens) OVER (PARTITION BY level, month) AS first_day,
    kind = 'pulse' AND bool_or(kind <> 'pulse') OVER (PARTITION BY level, month) AS is_beside FROM asked)
"""


def standing(units, bands=(EVERYONE,), columns=COLUMNS) -> dict:
    wanted = [*_shown("now", columns), *_shown("was", columns), *_compared(columns)]
    statement = f"""{STOOD} SELECT level, now.audience, now.band, {", ".join(wanted)}
    FROM newest LEFT JOIN baseline USING (level, unit_id)
    JOIN surveys_rollup now ON now.round_number = newest.number AND now.band = ANY(%(bands)s)
    LEFT JOIN surveys_rollup was
        ON (was.round_number, was.band, was.audience) = (baseline.number, now.band, now.audience)
    GROUP BY level, now.audience, now.band"""
    sums = {}
    for level, audience, band, *found in _rows(statement, units, bands):
        each, both = 5 * len(columns), 2 * 5 * len(columns)
        for place, column in enumerate(columns):
            compared = found[both + 4 * place : both + 4 * place + 4]
            for is_before in (False, True):
                own = found[is_before * each + 5 * place : is_before * each + 5 * place + 5]
                if own[0] is not None:
                    yes, n = compared[2 * is_before : 2 * is_before + 2]
                    key = (level, AudienceField.AUDIENCES[audience], band, is_before, column)
                    sums[key] = Sums(own, (yes or 0, n or 0))
    return sums


def monthly(units, bands=(EVERYONE,), columns=COLUMNS) -> dict:
    """Of levels above units."""
    statement = f"""{BY_MONTH} SELECT level, audience, band, first_day, {", ".join(_shown("cells", columns))}
    FROM opened JOIN surveys_rollup cells ON round_number = number AND band = ANY(%(bands)s)
    WHERE NOT is_beside GROUP BY level, audience, band, first_day"""
    return {
        (level, AudienceField.AUDIENCES[audience], band, day, column): Sums(own, (0, 0))
        for level, audience, band, day, *found in _rows(statement, units, bands)
        for place, column in enumerate(columns)
        if (own := found[5 * place : 5 * place + 5])[0] is not None
    }


def standing_of_raw_answers(units) -> list:
    """The same from each answer anew, nothing hidden."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE {column} = {answer})" for column in COLUMNS for answer in Answer.values
    )
    statement = f"""{STOOD}, chosen AS (
        SELECT level, false AS is_before, number FROM newest UNION ALL SELECT level, true, number FROM baseline
    ) SELECT level, audience, is_before, {counts} FROM chosen JOIN surveys_response ON round_number = number
    GROUP BY level, audience, is_before"""
    return _rows(statement, units, ())


def shown_sums(units, points, bands=(EVERYONE,), own=None, columns=COLUMNS) -> dict:
    """As the house's, but for the region's own questions: the region that we measure on has none."""
    asked = [column for column in COLUMNS if column in columns]
    return {STANDING: standing, OVER_TIME: monthly}[points](units, bands, asked)


@contextmanager
def figures_by_hand():
    """Pages read their figures by these statements."""
    with (
        patch("surveys.figures.shown_sums", shown_sums),
        patch("surveys.figures_past.shown_sums", shown_sums),
    ):
        yield


def _shown(cells, columns):
    for column in columns:
        for answer in Answer.values:
            yield f"sum({cells}.{column}_{answer}) FILTER (WHERE {cells}.shown & {_bit(column)} <> 0)"


def _compared(columns):
    for column in columns:
        both = f"now.shown & was.shown & {_bit(column)} <> 0 AND newest.number <> baseline.number"
        for cells in ("now", "was"):
            yield f"sum({cells}.{column}_{Answer.YES}) FILTER (WHERE {both})"
            counted = " + ".join(f"{cells}.{column}_{answer}" for answer in COUNTED)
            yield f"sum({counted}) FILTER (WHERE {both})"


def _bit(column):
    return 1 << ALL_COLUMNS.index(column)


def _rows(statement, units, bands):
    asked = {
        "units": [unit.pk for unit in units],
        "bands": list(bands),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()
