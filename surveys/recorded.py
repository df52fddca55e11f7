"""What care has recorded, as a series of days, to stand beside what people answer.

Each level is the sum of the units below it that have enough to be shown, as in `figures`. What was recorded
on a day is counted by `recording`, at night.
"""

# ruff: noqa: S608  the SQL is made of names of our own; what is asked for goes in as parameters

import datetime
from collections.abc import Iterable

from django.db import connection

from patientkontrakt.people.models import OrganizationUnit
from surveys.intervals import Share
from surveys.levels import LEVELS_AND_BELOW
from surveys.models.recorded_day import Measure
from surveys.small_groups import SMALL_GROUP

# What answers to each question. The first stands beside what people say; the others are told of as well.
MEASURES_OF = {
    "q2": [Measure.AGREEMENT],
    "q3": [Measure.CONTACT_PATHS, Measure.ANSWERED_IN_TIME],
    "q4": [Measure.FIXED_CONTACT],
    "q5": [Measure.NEXT_STEP],
    "q6": [Measure.AGREED_TIME],
    "q7": [Measure.RESPONSIBLE, Measure.SIP],
}
SHOWN = f"""
FROM {LEVELS_AND_BELOW} JOIN surveys_recordedday ON unit_id = below.id
WHERE level.id = ANY(%(units)s) AND whole >= COALESCE(
    (SELECT small_group FROM surveys_surveysettings), %(small_group)s
)
"""
NEWEST = f"""
SELECT level.id, measure, sum(part), sum(whole) {SHOWN}
AND day = (SELECT max(day) FROM surveys_recordedday) GROUP BY level.id, measure
"""
SERIES = f"SELECT day, sum(part), sum(whole) {SHOWN} AND measure = %(measure)s GROUP BY day ORDER BY day"


def recorded_of(units: Iterable[OrganizationUnit]) -> dict:
    """(unit's key, measure) → Share on the newest day, of each unit with everything below it; one query."""
    found = _rows(NEWEST, units)
    return {(unit, Measure(measure)): Share(int(part), int(whole)) for unit, measure, part, whole in found}


def series_of(unit: OrganizationUnit, measure: Measure) -> list[tuple[datetime.date, Share]]:
    """Each recorded day of one measure, in order of time."""
    return [
        (day, Share(int(part), int(whole))) for day, part, whole in _rows(SERIES, [unit], measure=measure)
    ]


def _rows(statement, units, **values):
    values |= {"units": [unit.pk for unit in units], "small_group": SMALL_GROUP}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
