"""Rounds that open by themselves: on their day, once, whoever and however often asks."""

import datetime
import threading

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from patientkontrakt.people.models import OrganizationUnit, UnitKind
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.models import Calendar, InviteRule, Round, RoundKind
from surveys.tasks import open_rounds
from tests.builders.surveys import make_round
from tests.factories import SYSTEM, make_clinician, make_unit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOON = timezone.localtime().replace(hour=12)


@pytest.fixture
def area(db):
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION)
    for name in ("Björken", "Hamnen"):
        make_unit(name, parent=area)
    return area


def calendar(unit, *, first_day=None, by=SYSTEM, **asked):
    first_day = first_day or timezone.localdate()
    return actions.add_calendar(unit=unit, every_months=6, first_day=first_day, days_open=28, by=by, **asked)


def test_a_round_opens_at_each_unit_on_the_day_and_once(area):
    calendar(area, target=50)

    assert (open_rounds(), open_rounds()) == (2, 0)

    rounds = Round.objects.all()
    today = timezone.localdate()
    assert {(r.opens, r.closes, r.target) for r in rounds} == {(today, today + 27 * DAY, 50)}
    assert {r.kind for r in rounds} == {RoundKind.BASELINE}


def test_the_next_one_is_a_follow_up_half_a_year_later(area):
    calendar(area)
    open_rounds()

    with time_machine.travel(NOON + 170 * DAY):
        assert open_rounds() == 0
    with time_machine.travel(NOON + 190 * DAY):
        assert open_rounds() == 2
        assert open_rounds() == 0
        assert {r.kind for r in Round.objects.open()} == {RoundKind.FOLLOW_UP}


def test_missed_days_are_not_made_up_for(area):
    calendar(area)

    with time_machine.travel(NOON + 3 * 366 * DAY):
        assert open_rounds() == 2
        assert open_rounds() == 0


def test_a_unit_that_asks_already_is_left_alone(area):
    first = OrganizationUnit.objects.within(area).care_units().first()
    own = make_round(first)
    calendar(area)

    assert open_rounds() == 1
    assert list(first.survey_rounds.all()) == [own]


def test_units_that_have_measured_and_those_that_have_not_open_theirs_together_and_few_statements_do_it(
    area, django_assert_max_num_queries
):
    first, *_others = OrganizationUnit.objects.within(area).care_units()
    with time_machine.travel(NOON - 100 * DAY):
        make_round(first)
    for _number in range(30):
        make_unit(parent=area)
    due = calendar(area)

    with django_assert_max_num_queries(30):
        rounds = actions.open_due_rounds(calendar=due, by=SYSTEM)

    assert len(rounds) == 32
    assert {round.unit for round in rounds if round.kind == RoundKind.FOLLOW_UP} == {first}


def test_with_a_visit_means_the_last_ninety_days(area):
    calendar(area, invite=InviteRule.VISIT)
    open_rounds()

    today = timezone.localdate()
    assert {(r.visits_from, r.visits_to) for r in Round.objects.all()} == {(today - 90 * DAY, today - DAY)}


def test_an_ended_calendar_opens_nothing(area):
    actions.end_calendar(calendar=calendar(area), by=SYSTEM)

    assert open_rounds() == 0
    assert actions.open_due_rounds(calendar=Calendar.objects.get(), by=SYSTEM) == []


def test_only_for_the_own_branch_and_no_day_that_has_been(area):
    manager = make_clinician(OrganizationUnit.objects.within(area).care_units().first(), Role.UNIT_MANAGER)

    calendar(manager.unit, by=manager)
    with pytest.raises(PermissionDenied):
        calendar(area, by=manager)
    with pytest.raises(ValidationError):
        calendar(area, first_day=timezone.localdate() - DAY)


@pytest.mark.parametrize(
    ("first", "today", "expected"),
    [((2027, 1, 31), (2027, 7, 30), (2027, 7, 31)), ((2027, 1, 31), (2027, 2, 1), (2027, 7, 31)),
     ((2027, 8, 31), (2028, 2, 10), (2028, 2, 29)), ((2030, 1, 1), (2027, 2, 1), (2030, 1, 1))],
)  # fmt: skip
def test_the_next_day_is_told(first, today, expected):
    found = Calendar(every_months=6, first_day=datetime.date(*first), days_open=28)

    with time_machine.travel(datetime.datetime(*today, 12, tzinfo=datetime.UTC)):
        assert found.next_day == datetime.date(*expected)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_open_each_round_once(area):
    calendar(area)
    start, opened = threading.Barrier(4), []

    def work():
        try:
            start.wait(20)
            opened.append(open_rounds())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(opened) == [0, 0, 0, 2]
    assert Round.objects.count() == 2
