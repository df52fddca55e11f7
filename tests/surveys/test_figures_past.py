"""Figures of the past, and of bands, against what was answered."""

import datetime
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from patientkontrakt.people.models import UnitKind
from surveys.actions import close_round, withdraw_round
from surveys.bands import AgeBand
from surveys.figures import Tally, figures_of
from surveys.figures_past import bands_of, figures_of_round, history_of, measurements_of
from surveys.instruments import Answer, Audience
from surveys.models import RoundKind
from tests.builders.surveys import (
    ALL_YES,
    answer,
    answer_as_staff,
    answers,
    closed_round,
    invite,
    make_patients,
    make_round,
)
from tests.factories import SYSTEM, make_unit

pytestmark = pytest.mark.django_db
NO = answers(q1=Answer.NO)


def ago(months):
    return time_machine.travel(timezone.now() - datetime.timedelta(days=31 * months))


def staff(unit, column="q1"):
    return [past.share(Audience.STAFF, column) for past in history_of(unit)]


def test_each_closed_measurement_is_a_point_in_order_of_time():
    unit = make_unit()
    closed_round(unit, staff=[ALL_YES] * 4 + [NO])
    with ago(3):
        closed_round(unit, staff=[NO] * 5, kind=RoundKind.BASELINE)
        first_day = timezone.localdate()
    answer_as_staff(make_round(make_unit(parent=unit.parent)), *[ALL_YES] * 9)

    assert [share.percent for share in staff(unit)] == [0, 80]
    assert [past.day for past in history_of(unit)] == [first_day, timezone.localdate()]


def noon(month, day):
    return time_machine.travel(datetime.datetime(2026, month, day, 12, tzinfo=datetime.UTC))


def test_each_measurement_of_a_unit_is_a_point_on_its_day_and_its_newest_ends_the_line():
    """Two in one month are never mixed, or the line would end at another share than the unit's own."""
    unit = make_unit()
    with noon(6, 2):
        closed_round(unit, staff=[NO] * 6)
    with noon(6, 20):
        closed_round(unit, staff=[ALL_YES] * 5)

    assert [(past.day, share.percent) for past, share in zip(history_of(unit), staff(unit), strict=True)] == [
        (date(2026, 6, 2), 0), (date(2026, 6, 20), 100),
    ]  # fmt: skip


def test_a_pulse_is_no_point_of_its_unit_which_ends_where_its_newest_measurement_does():
    unit = make_unit()
    for month in (3, 6, 9):
        with noon(month, 1):
            closed_round(unit, staff=[NO] * 5, kind=RoundKind.PULSE)
    with noon(6, 15):
        closed_round(unit, staff=[ALL_YES] * 5)

    assert [past.day for past in history_of(unit)] == [date(2026, 6, 15)]
    assert history_of(unit)[-1].tally(Audience.STAFF, "q1") == figures_of([unit])[0].of("q1").staff.now


def test_a_pulse_is_a_months_point_of_a_level_above_only_where_nothing_was_measured():
    unit = make_unit()
    for month in (3, 6):
        with noon(month, 1):
            closed_round(unit, staff=[NO] * 5, kind=RoundKind.PULSE)
    with noon(6, 15):
        closed_round(unit, staff=[ALL_YES] * 5)

    assert [share.percent for share in staff(unit.parent)] == [0, 100]


def test_a_small_group_is_a_gap_and_looks_as_none():
    unit, silent = make_unit(), make_unit()
    for place, count in ((unit, 4), (silent, 0)):
        closed_round(place, patients=[ALL_YES] * 5, staff=[ALL_YES] * count)

    assert staff(unit) == staff(silent) == [None]
    assert history_of(unit) == history_of(silent)


@pytest.mark.parametrize("count", [0, 4])
def test_a_month_in_which_all_is_hidden_is_no_point(count):
    unit = make_unit()
    closed_round(unit, staff=[ALL_YES] * count)

    assert history_of(unit) == []


def test_a_level_leaves_hidden_cells_out():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    for count in (5, 6, 4):
        closed_round(make_unit(parent=region), staff=[ALL_YES] * count)

    assert [share.whole for share in staff(region)] == [11]


def test_a_withdrawn_round_is_no_point():
    unit = make_unit()
    withdraw_round(round=closed_round(unit, staff=[ALL_YES] * 5), reason="Fel frågor", by=SYSTEM)

    assert staff(unit) == []


def test_a_round_by_itself():
    unit = make_unit()
    round = closed_round(unit, staff=[ALL_YES] * 5 + [NO], patients=[ALL_YES] * 5)

    past = figures_of_round(round)

    assert (past.tally(Audience.STAFF, "q1").yes, past.tally(Audience.STAFF, "q1").no) == (5, 1)
    assert past.share(Audience.PATIENT, "q1").percent == 100


def test_rounds_to_compare_are_closed_measurements_newest_first():
    unit = make_unit()
    with ago(3):
        old = closed_round(unit, staff=[ALL_YES] * 5)
    new = closed_round(unit, staff=[ALL_YES] * 5)
    with ago(-3):
        make_round(unit)

    assert list(measurements_of(unit)) == [new, old]


def test_the_measurements_of_one_month_are_one_point_of_their_level():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    north, south = make_unit(parent=region), make_unit(parent=region)
    with time_machine.travel("2026-02-10 12:00"):
        closed_round(north, staff=[NO] * 5)
    with time_machine.travel("2026-02-17 12:00"):
        closed_round(south, staff=[NO] * 6)
    with time_machine.travel("2026-05-10 12:00"):
        closed_round(north, staff=[ALL_YES] * 7)
        closed_round(south, staff=[ALL_YES] * 4)

    found = [(past.day, past.tally(Audience.STAFF, "q1")) for past in history_of(region)]

    assert found == [(date(2026, 2, 10), Tally(no=11)), (date(2026, 5, 10), Tally(yes=7))]


def test_a_question_by_band_leaves_out_bands_that_are_small_and_those_that_would_tell_of_them():
    unit = make_unit()
    make_patients(unit, 19)
    round = make_round(unit)
    ages = [AgeBand.YOUNG] * 3 + [AgeBand.MIDDLE] * 7 + [AgeBand.OLDER] * 9
    for token, age in zip(invite(round), ages, strict=True):
        answer(token, age_band=age)
    close_round(round=round, by=SYSTEM)

    shown = {band: tally.n for band, tally in bands_of(unit, "q1").items()}

    assert shown == {"age:65-79": 9, "lang:none": 19, "way:link": 19}


def test_history_is_one_query_whatever_the_number_of_units(django_assert_num_queries):
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    for _number in range(3):
        closed_round(make_unit(parent=region), staff=[ALL_YES] * 5)

    with django_assert_num_queries(1):
        assert len(history_of(region)) == 1
