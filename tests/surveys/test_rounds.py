"""Rounds from opening to end: a branch at once, pauses, withdrawal, months of pulses, calendars."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.people.models import UnitKind
from patientkontrakt.people.roles import Role
from scheduling import actions as scheduling
from surveys import actions
from surveys.bands import Way
from surveys.models import Asks, Calendar, InviteRule, OpenLink, Round, RoundKind, RoundState, SurveySettings
from surveys.rollups import STANDING, shown_sums
from tests.builders.agreements import agreed_version
from tests.builders.facts import appointment
from tests.builders.surveys import ALL_YES, answer, answer_as_staff, make_patients, make_round, received
from tests.factories import SYSTEM, make_assignment, make_clinician, make_unit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate


def state(round):
    return Round.objects.get(pk=round.pk).state


def test_a_branch_is_asked_by_one_round_for_each_care_unit_below_it():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    area = make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION, parent=region)
    units = [make_unit(parent=area), make_unit(parent=area), make_unit(parent=region)]
    developer = make_clinician(region, Role.REGION_DEVELOPER)
    make_round(units[0])

    rounds = actions.open_rounds(
        branch=region, kind=RoundKind.FOLLOW_UP, closes=TODAY() + DAY, target=30, by=developer
    )

    assert [round.unit for round in rounds] == units[1:]
    assert [round.target for round in rounds] == [30, 30]
    with pytest.raises(actions.RoundsOverlap):
        actions.open_rounds(branch=area, kind=RoundKind.FOLLOW_UP, closes=TODAY() + DAY, by=developer)


def test_a_branch_of_200_units_is_asked_by_a_few_statements(django_assert_num_queries):
    region = make_unit(kind=UnitKind.REGION)
    units = [make_unit(parent=region) for _number in range(200)]
    for _person in range(2):
        make_assignment(units[0])
    make_round(units[1])

    with django_assert_num_queries(14):
        rounds = actions.open_rounds(branch=region, kind=RoundKind.FOLLOW_UP, closes=TODAY() + DAY, by=SYSTEM)

    assert {round.unit for round in rounds} == {*units} - {units[1]}
    limits = dict(OpenLink.objects.exclude(round__unit=units[1]).values_list("round__unit", "limit"))
    assert (limits.pop(units[0].pk), set(limits.values())) == (2, {0})
    assert AuditEvent.objects.filter(resource_id__in=[round.pk for round in rounds]).count() == 199


def test_what_the_database_refuses_for_another_reason_is_not_told_as_another_round():
    unit = make_unit()
    wrong = {"kind": RoundKind.FOLLOW_UP, "closes": TODAY() - DAY, "by": SYSTEM}

    with pytest.raises(IntegrityError, match="surveys_round_ends_after_start"), transaction.atomic():
        actions.open_rounds(branch=unit.parent or unit, **wrong)
    with pytest.raises(IntegrityError, match="surveys_round_ends_after_start"), transaction.atomic():
        actions.open_round(unit=unit, **wrong)


def test_only_who_runs_rounds_in_the_branch_opens_them():
    manager = make_clinician(role=Role.UNIT_MANAGER)

    with pytest.raises(PermissionDenied):
        actions.open_rounds(branch=manager.unit.parent, kind=RoundKind.FOLLOW_UP, closes=TODAY(), by=manager)


def test_a_paused_round_asks_nobody_and_takes_answers_until_it_is_resumed():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)

    actions.pause_round(round=round, by=SYSTEM)

    assert state(round) == RoundState.PAUSED
    with pytest.raises(PermissionDenied):
        actions.invite_patients(round=round, by=SYSTEM)
    with pytest.raises(PermissionDenied):
        actions.pause_round(round=round, by=SYSTEM)
    answer_as_staff(round, ALL_YES)
    actions.resume_round(round=round, by=SYSTEM)
    assert state(round) == RoundState.OPEN
    assert len(actions.invite_patients(round=round, by=SYSTEM)) == 5


def test_a_withdrawn_round_takes_no_answers_and_leaves_its_days_to_another():
    unit = make_unit()
    round = make_round(unit)
    answer_as_staff(round, ALL_YES)

    actions.withdraw_round(round=round, reason="Fel enhet", by=SYSTEM)

    assert state(round) == RoundState.WITHDRAWN
    assert not Round.objects.closed().exists()
    with pytest.raises(actions.LinkSpent):
        answer(round.staff_token)
    with pytest.raises(PermissionDenied):
        actions.close_round(round=round, by=SYSTEM)
    make_round(unit)


def test_a_closed_round_can_still_be_withdrawn_and_each_step_is_logged():
    manager = make_clinician(role=Role.UNIT_MANAGER)
    round = make_round(manager.unit)
    for action in (actions.pause_round, actions.resume_round, actions.close_round):
        action(round=round, by=manager)

    actions.withdraw_round(round=round, reason="Fel frågor", by=manager)

    assert state(round) == RoundState.WITHDRAWN
    events = AuditEvent.objects.filter(resource_type="surveys.Round", user_name=manager.name)
    assert events.count() == 4


def test_a_withdrawn_round_has_a_reason():
    with pytest.raises(IntegrityError, match="withdrawn_is_closed_with_a_reason"):
        actions.withdraw_round(round=make_round(make_unit()), reason="", by=SYSTEM)


def test_after_the_last_day_links_take_nothing_and_the_round_is_closed_by_hand_or_by_the_system():
    round = make_round(make_unit(), days=0)

    with time_machine.travel(timezone.now() + DAY):
        assert state(round) == RoundState.ENDED
        with pytest.raises(actions.LinkSpent):
            answer(round.staff_token)
        actions.close_round(round=round, by=SYSTEM)
        assert state(round) == RoundState.CLOSED
        assert Round.objects.get().closes == round.closes


def test_the_database_itself_takes_no_answer_to_a_round_that_is_closed_for_good():
    round = make_round(make_unit())
    actions.close_round(round=round, by=SYSTEM)

    with pytest.raises(IntegrityError, match="takes no answers"), transaction.atomic():
        round.incomings.create(audience="staff", way=Way.STAFF_LINK, q1=1)


def test_the_staffs_link_takes_as_many_answers_as_work_at_the_unit_folded_or_not():
    round = make_round(make_unit(), staff=6)

    answer_as_staff(round, *[ALL_YES] * 5)
    actions.fold(round=round, by=SYSTEM)
    answer_as_staff(round, ALL_YES)

    with pytest.raises(actions.LinkSpent):
        answer_as_staff(round, ALL_YES)
    assert len(received(round)) == 6


def test_unless_somebody_says_how_many_work_there_those_with_an_assignment_do():
    unit = make_unit()
    nurse = make_assignment(unit).staff
    make_assignment(unit, Role.UNIT_MANAGER, nurse)
    make_assignment(unit)

    make_round(unit, staff=None)

    assert OpenLink.objects.get().limit == 2


def test_a_round_for_patients_alone_has_no_staff_link():
    round = make_round(make_unit(), audience=Asks.PATIENT)

    assert (round.staff_token, round.asks_staff) == (None, False)


def test_a_poster_may_be_without_limit_but_not_the_staffs_link():
    round = make_round(make_unit(), audience=Asks.PATIENT)
    OpenLink.objects.create(round=round, way=Way.POSTER)

    with pytest.raises(IntegrityError, match="staffs_is_limited"):
        OpenLink.objects.create(round=round, way=Way.STAFF_LINK)


def test_the_rule_says_who_is_asked():
    unit = make_unit()
    by = make_clinician(unit)
    visitor, agreed, absent = make_patients(unit, 3)
    with time_machine.travel(timezone.now() - 5 * DAY):
        appointment(visitor, by, days=1)
        scheduling.cancel(appointment=appointment(absent, by, days=1, hour=14), by=by, reason="Sjuk")
    appointment(agreed, by, days=1)
    agreed_version(agreed, by)
    rules = {
        InviteRule.IN_CARE: 3, InviteRule.AGREEMENT: [agreed], InviteRule.NOBODY: [],
        InviteRule.VISIT: [visitor],
    }  # fmt: skip

    for rule, expected in rules.items():
        period = {"visits_from": TODAY() - 9 * DAY, "visits_to": TODAY() + 9 * DAY}
        round = make_round(unit, invite=rule, **(period if rule == InviteRule.VISIT else {}))
        asked = list(round.patients_to_ask)
        assert (asked == expected) if isinstance(expected, list) else (len(asked) == expected)
        actions.withdraw_round(round=round, reason="Prov", by=SYSTEM)


def test_visits_have_a_period():
    with pytest.raises(IntegrityError, match="surveys_round_visits_have_a_period"):
        make_round(make_unit(), invite=InviteRule.VISIT)


def test_a_months_pulse_stands_beside_a_measurement_and_is_opened_once():
    unit, first = make_unit(), TODAY().replace(day=1)
    make_round(unit)
    month = {"kind": RoundKind.PULSE, "opens": first, "closes": first + 27 * DAY, "by": SYSTEM}

    pulse = actions.open_round(unit=unit, audience=Asks.PATIENT, **month)

    with pytest.raises(actions.RoundsOverlap):
        actions.open_round(unit=unit, **month)
    with pytest.raises(IntegrityError, match="pulse_from_first"), transaction.atomic():
        actions.open_round(unit=unit, **month | {"opens": first + DAY})
    answer(OpenLink.objects.create(round=pulse, way=Way.KIOSK).token)
    actions.close_round(round=pulse, by=SYSTEM)
    assert shown_sums([unit], STANDING) == {}


def test_rounds_have_numbers_of_their_own_that_never_change():
    first, second = make_round(make_unit()), make_round(make_unit())

    assert first.number != second.number
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=first.pk).update(number=second.number + 1)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2027-01-30", None),
        ("2027-01-31", "2027-01-31"),
        ("2027-07-30", "2027-01-31"),
        ("2027-07-31", "2027-07-31"),
        ("2027-11-02", "2027-07-31"),
        ("2028-02-28", "2028-01-31"),
    ],
)
def test_a_calendar_knows_which_day_is_due(today, due):
    january = datetime.date(2027, 1, 31)
    calendar = Calendar(first_day=january, every_months=6, days_open=28)

    assert calendar.due_day(datetime.date.fromisoformat(today)) == (due and datetime.date.fromisoformat(due))
    calendar.last_opened = datetime.date(2028, 1, 31)
    assert calendar.due_day(datetime.date.fromisoformat(today)) is None


def test_a_calendar_keeps_to_the_last_day_of_a_short_month():
    calendar = Calendar(first_day=datetime.date(2027, 1, 31), every_months=1, days_open=7)

    assert calendar.due_day(datetime.date(2027, 3, 1)) == datetime.date(2027, 2, 28)


def test_the_regions_settings_are_the_usual_until_they_are_changed_and_one_row():
    chosen = {"small_group": 8, "rest_days": 60, "receipt_percent": 75, "grace_days": 7}
    developer = make_clinician(make_unit("Region", kind=UnitKind.REGION), Role.REGION_DEVELOPER)

    assert SurveySettings.objects.current().small_group == 5
    for days in (30, 60):
        actions.change_settings(**chosen | {"rest_days": days}, by=developer)

    assert (SurveySettings.objects.count(), SurveySettings.objects.current().rest_days) == (1, 60)


@pytest.mark.parametrize("wrong", [{"small_group": 4}, {"receipt_percent": 101}])
def test_the_limit_can_only_be_raised_and_a_threshold_is_a_share(wrong):
    usual = {"small_group": 5, "rest_days": 90, "receipt_percent": 80, "grace_days": 14}

    with pytest.raises(IntegrityError):
        actions.change_settings(**usual | wrong, by=SYSTEM)


def test_a_unit_manager_decides_nothing_for_the_region():
    usual = {"small_group": 5, "rest_days": 90, "receipt_percent": 80, "grace_days": 14}

    for role in (Role.UNIT_MANAGER, Role.REGION_DEVELOPER, Role.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            actions.change_settings(**usual, by=make_clinician(role=role))
