"""Every figure of a generated region computed twice more: by plain SQL over raw answers in PostgreSQL, and by
another tool, SQLite, from what was given. Neither knows rollups, masks or our levels.
"""

import datetime
import sqlite3
from random import Random

import pytest
from django.db import connection

from patientkontrakt.people.models import OrganizationUnit, UnitKind
from surveys import actions
from surveys.bands import BANDS, DIMENSIONS
from surveys.figures import figures_of
from surveys.figures_past import bands_of, figures_of_round, history_of
from surveys.instruments import COLUMNS, Audience
from surveys.models import Incoming, Round, RoundKind
from surveys.models.response import possible_answers
from tests.factories import SYSTEM, make_unit

DAY = datetime.timedelta(days=1)
NUMBERS = {Audience.PATIENT: 1, Audience.STAFF: 2}

# One row for each unit's round: which cells of which rounds a level adds up, and how they were answered.
OF_A_LEVEL = """
WITH measured AS (
    SELECT r.* FROM surveys_round r JOIN people_organizationunit u ON u.id = r.unit_id
    WHERE u.path LIKE %(path)s AND r.is_closed AND r.withdrawn_at IS NULL AND r.kind <> 'pulse'
), chosen AS (
    SELECT number FROM measured m WHERE (NOT %(is_first)s OR kind = 'baseline') AND NOT EXISTS (
        SELECT FROM measured later WHERE later.unit_id = m.unit_id AND later.opens > m.opens
            AND (NOT %(is_first)s OR later.kind = 'baseline')
    )
), cells AS (
    SELECT round_number, count(*) FILTER (WHERE {q} = 1) yes, count(*) FILTER (WHERE {q} = 2) partly,
        count(*) FILTER (WHERE {q} = 3) AS no, count(*) FILTER (WHERE {q} = 4) dont_know,
        count(*) FILTER (WHERE {q} = 5) not_relevant
    FROM surveys_response WHERE audience = %(audience)s GROUP BY round_number
)
SELECT sum(yes), sum(partly), sum(no), sum(dont_know), sum(not_relevant)
FROM cells JOIN chosen ON number = round_number WHERE yes + partly + no >= 5
"""


@pytest.fixture(params=range(3))
def region(request, db):
    chance = Random(request.param)  # noqa: S311
    top = make_unit("Region Exempel", kind=UnitKind.REGION)
    areas = [make_unit("Område", kind=UnitKind.ADMINISTRATION, parent=top) for _ in range(2)]
    units = [make_unit(f"Enhet {n}", parent=chance.choice([top, *areas])) for n in range(5)]
    given = sqlite3.connect(":memory:")
    columns = ["number", "path", "kind", "month", "audience", "way", "age_band", "language", *COLUMNS]
    given.execute(f"CREATE TABLE given ({', '.join(columns)})")
    given.execute("CREATE TABLE measured (path, month)")
    for unit in units:
        for months_ago in sorted(chance.sample(range(1, 12), chance.randint(3, 6)), reverse=True):
            hold_round(unit, months_ago, chance, given)
    return top, given


def hold_round(unit, months_ago, chance, given):
    """A measurement or a pulse, closed but for some; some are withdrawn."""
    opens = datetime.date(2026, 12 - months_ago, 1)
    kind = chance.choice([RoundKind.BASELINE, RoundKind.FOLLOW_UP, RoundKind.FOLLOW_UP, RoundKind.PULSE])
    round = actions.open_round(unit=unit, kind=kind, opens=opens, closes=opens + 20 * DAY, by=SYSTEM)
    answered = [some_answers(chance) for _person in range(chance.choice([0, 4, 9, 40]))]
    Incoming.objects.bulk_create(Incoming(round=round, **row) for row in answered)
    fate = chance.choices(["close", "withdraw", "leave"], [8, 1, 1])[0]
    if fate == "close":
        actions.close_round(round=round, by=SYSTEM)
        if kind != RoundKind.PULSE:
            given.execute("INSERT INTO measured VALUES (?, ?)", [unit.path, str(opens)])
        for row in answered:
            values = [round.number, unit.path, kind.value, str(opens), str(row["audience"])]
            values += [row[name] for name in ("way", "age_band", "language", *COLUMNS)]
            given.execute(f"INSERT INTO given VALUES ({', '.join('?' * len(values))})", values)
    if fate == "withdraw":
        actions.withdraw_round(round=round, reason="Prov", by=SYSTEM)
    if fate == "leave":
        actions.fold(round=round, by=SYSTEM)


def some_answers(chance):
    bands = {column: chance.choice(list(names)) for column, names in DIMENSIONS.values()}
    weights = {0: 2, 1: 6, 2: 2, 3: 3, 4: 1, 5: 1}
    answers = {}
    for column in COLUMNS:
        possible = possible_answers(column)
        answers[column] = chance.choices(possible, [weights[answer] for answer in possible])[0]
    return {"audience": chance.choice(list(Audience)), **bands, **answers, "own1": 1}


def numbers(tally):
    return tally and (tally.yes, tally.partly, tally.no, tally.dont_know, tally.not_relevant)


def plain_sql(unit, column, audience, *, is_first):
    with connection.cursor() as cursor:
        cursor.execute(
            OF_A_LEVEL.replace("{q}", column),
            {"path": f"{unit.path}%", "audience": NUMBERS[audience], "is_first": is_first},
        )
        found = cursor.fetchone()
    return None if found[0] is None else tuple(map(int, found))


def by_sqlite(given, column, audience, where, group="number"):
    """The cells of five or more that fit, added up."""
    kinds = ", ".join(f"sum({column} = {answer}) AS a{answer}" for answer in range(1, 6))
    cells = f"SELECT {kinds} FROM given WHERE audience = '{audience}' AND {where} GROUP BY {group}"
    sums = ", ".join(f"sum(a{answer})" for answer in range(1, 6))
    found = given.execute(f"SELECT {sums} FROM ({cells}) WHERE a1 + a2 + a3 >= 5").fetchone()
    return None if found[0] is None else found


def test_each_level_by_plain_sql_over_the_raw_answers(region):
    top, _given = region
    units = list(OrganizationUnit.objects.within(top))
    shown = 0

    for unit, figures in zip(units, figures_of(units), strict=True):
        for item in figures.questions:
            for figure in item.audiences:
                for tally, is_first in ((figure.now, False), (figure.before, True)):
                    expected = plain_sql(unit, item.question.column, figure.audience, is_first=is_first)
                    assert numbers(tally) == expected
                    shown += expected is not None
    assert shown > 50


def test_months_and_rounds_by_sqlite_from_what_was_given(region):
    top, given = region

    for unit in OrganizationUnit.objects.within(top):
        below = f"path LIKE '{unit.path}%'"
        months = {past.day: past for past in history_of(unit)}
        for (month,) in given.execute("SELECT DISTINCT month FROM given").fetchall():
            measured = f"SELECT * FROM measured WHERE {below} AND month = '{month}'"
            alone = "FALSE" if unit.meets_patients else f"NOT EXISTS ({measured})"
            where = f"{below} AND month = '{month}' AND (kind <> 'pulse' OR {alone})"
            past = months.get(datetime.date.fromisoformat(month))
            for audience in Audience:
                for column in COLUMNS:
                    expected = by_sqlite(given, column, audience, where)
                    assert numbers(past and past.tally(audience, column)) == expected
    for round in Round.objects.closed():
        past = figures_of_round(round)
        for audience in Audience:
            for column in COLUMNS:
                expected = by_sqlite(given, column, audience, f"number = {round.number}")
                assert numbers(past.tally(audience, column)) == expected


def test_what_is_shown_of_a_units_bands_by_sqlite(region):
    top, given = region

    for unit in OrganizationUnit.objects.within(top).care_units():
        newest = unit.survey_rounds.closed().exclude(kind=RoundKind.PULSE).first()
        if newest is None:
            continue
        for column in COLUMNS:
            bands = bands_of(unit, column)
            assert set(bands) <= set(BANDS)
            for band, tally in bands.items():
                dimension, _colon, name = band.partition(":")
                own, names = DIMENSIONS[dimension]
                value = next(value for value, called in names.items() if called == name)
                where = f"number = {newest.number} AND {own} = {value}"
                assert numbers(tally) == by_sqlite(given, column, Audience.PATIENT, where)
