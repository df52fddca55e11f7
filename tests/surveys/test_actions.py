import datetime
import uuid

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.models import OutboxMessage, Topic
from patientkontrakt.people.models import ProtectedIdentity, UnitKind
from patientkontrakt.people.roles import Role
from surveys import actions
from surveys.instruments import PASSED_OVER, SEVEN_QUESTIONS, Answer
from surveys.models import Instrument, Response, RoundKind, SurveyLink
from surveys.tasks import close_rounds
from tests.builders.surveys import (
    ALL_YES,
    answer,
    answer_as_staff,
    answers,
    invite,
    make_patients,
    make_round,
    received,
)
from tests.factories import SYSTEM, make_clinician, make_patient, make_unit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
WEEK = 7 * DAY


def open_round(unit, by):
    return actions.open_round(unit=unit, kind=RoundKind.BASELINE, closes=timezone.localdate() + WEEK, by=by)


def test_the_questions_are_loaded_once():
    first = actions.load_seven_questions(by=SYSTEM)

    assert actions.load_seven_questions(by=SYSTEM) == first
    assert Instrument.objects.get().content == SEVEN_QUESTIONS


def test_a_unit_manager_opens_and_closes_a_round_at_the_own_unit_and_both_are_logged():
    manager = make_clinician(role=Role.UNIT_MANAGER)

    round = open_round(manager.unit, manager)
    actions.close_round(round=round, by=manager)

    events = AuditEvent.objects.filter(resource_type="surveys.Round", resource_id=round.pk)
    assert [event.user_name for event in events] == [manager.name, manager.name]


@pytest.mark.parametrize("role", [r for r in Role if r not in (
    Role.UNIT_MANAGER, Role.REGION_DEVELOPER, Role.PATIENT, Role.DELEGATE, Role.SYSTEM)])  # fmt: skip
def test_others_open_no_rounds(role):
    by = make_clinician(role=role)

    with pytest.raises(PermissionDenied):
        open_round(by.unit, by)


def test_a_region_developer_runs_rounds_everywhere_below_and_nowhere_else():
    region = make_unit("Region Exempel", kind=UnitKind.REGION)
    developer = make_clinician(region, Role.REGION_DEVELOPER)

    open_round(make_unit(parent=region), developer)
    with pytest.raises(PermissionDenied):
        open_round(make_unit(), developer)


def test_a_unit_manager_touches_no_other_units_round():
    manager, round = make_clinician(role=Role.UNIT_MANAGER), make_round(make_unit())

    for action in (actions.close_round, actions.invite_patients):
        with pytest.raises(PermissionDenied):
            action(round=round, by=manager)


def test_only_units_that_meet_patients_ask():
    with pytest.raises(actions.NotACareUnit):
        open_round(make_unit("Närsjukvården", kind=UnitKind.ADMINISTRATION), SYSTEM)


def test_a_second_round_at_the_same_time_is_refused():
    unit = make_unit()
    make_round(unit)

    with pytest.raises(actions.RoundsOverlap):
        make_round(unit)


def test_a_round_is_closed_once_and_asks_nobody_afterwards():
    round = make_round(make_unit())
    actions.close_round(round=round, by=SYSTEM)

    for action in (actions.close_round, actions.invite_patients):
        with pytest.raises(PermissionDenied):
            action(round=round, by=SYSTEM)


def test_patients_of_the_unit_are_asked_once_by_message():
    unit, other = make_unit(), make_unit()
    patients = make_patients(unit, 5)
    make_patients(other, 1)
    round = make_round(unit)

    invitations = actions.invite_patients(round=round, by=SYSTEM)

    assert {i.patient for i in invitations} == set(patients)
    assert {m.patient for m in OutboxMessage.objects.filter(topic=Topic.SURVEY)} == set(patients)
    assert not round.patients_to_ask.exists()
    with pytest.raises(actions.TooFewToAsk):
        actions.invite_patients(round=round, by=SYSTEM)


def test_asking_is_logged_for_each_patient():
    manager = make_clinician(role=Role.UNIT_MANAGER)
    patients = make_patients(manager.unit, 5)

    actions.invite_patients(round=make_round(manager.unit), by=manager)

    events = AuditEvent.objects.filter(resource_type="surveys.SurveyInvitation")
    assert {event.patient_id for event in events} == {patient.pk for patient in patients}
    assert {event.user_name for event in events} == {manager.name}


def test_nobody_without_a_way_to_be_told_and_nobody_with_protected_identity_is_asked():
    unit = make_unit()
    make_patients(unit, 5)
    make_patient(unit, email="", phone="")
    make_patient(unit, protected_identity=ProtectedIdentity.MARKED)

    assert len(actions.invite_patients(round=make_round(unit), by=SYSTEM)) == 5


def test_fewer_than_a_small_group_are_not_asked_for_a_link_would_tell_whose_it_is():
    unit = make_unit()
    make_patients(unit, 4)

    with pytest.raises(actions.TooFewToAsk):
        actions.invite_patients(round=make_round(unit), by=SYSTEM)

    assert not OutboxMessage.objects.exists()
    assert not SurveyLink.objects.exists()


def test_only_a_hash_of_the_link_is_kept():
    unit = make_unit()
    make_patients(unit, 5)

    tokens = invite(make_round(unit))

    assert len({*tokens}) == 5
    assert not {*tokens} & {link.token_hash for link in SurveyLink.objects.all()}


def test_an_answer_is_kept_as_it_was_given():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    token, *_others = invite(round)

    answer(token, answers(q2=Answer.PARTLY, q3=Answer.NO, q4=Answer.NOT_RELEVANT, q7=None))

    response = received(round)[0]
    assert response.audience == "patient"
    assert [getattr(response, f"q{n}") for n in range(1, 8)] == [1, 2, 3, 5, 1, 1, PASSED_OVER]


def test_a_patients_link_takes_one_answer():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    token, *_others = invite(round)
    answer(token)

    with pytest.raises(actions.LinkSpent):
        answer(token, answers(q1=Answer.NO))

    assert [r.q1 for r in received(round)] == [Answer.YES]


def test_the_staffs_link_takes_many_answers():
    round = make_round(make_unit())

    answer_as_staff(round, ALL_YES, ALL_YES, answers(q1=Answer.NO))

    assert [r.audience for r in received(round)] == ["staff"] * 3


def test_a_form_that_is_sent_twice_is_kept_once():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    token, *_others = invite(round)

    for link in (round.staff_token, token):
        key = uuid.uuid4()
        answer(link, key=key)
        answer(link, answers(q1=Answer.NO), key=key)

    assert [r.q1 for r in received(round)] == [Answer.YES, Answer.YES]


def test_unknown_closed_and_past_links_take_no_answers():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit, days=7)
    token, *_others = invite(round)

    with pytest.raises(actions.LinkSpent):
        answer("unknown")
    with time_machine.travel(timezone.now() + 2 * WEEK), pytest.raises(actions.LinkSpent):
        answer(token)
    actions.close_round(round=round, by=SYSTEM)
    for spent in (token, round.staff_token):
        with pytest.raises(actions.LinkSpent):
            answer(spent)


def test_an_answer_leaves_no_trace_in_the_log():
    round = make_round(make_unit())
    before = AuditEvent.objects.count()

    answer_as_staff(round, ALL_YES)

    assert AuditEvent.objects.count() == before


def test_closing_removes_the_links_and_writes_the_answers_anew():
    unit = make_unit()
    make_patients(unit, 5)
    round = make_round(unit)
    tokens = invite(round)
    answer(tokens[0], answers(q1=Answer.NO))
    answer_as_staff(round, ALL_YES)
    actions.fold(round=round, by=SYSTEM)
    keys = {r.pk for r in received(round)}

    actions.close_round(round=round, by=SYSTEM)

    assert not round.links.exists()
    assert sorted((r.audience, r.q1) for r in Response.objects.all()) == [("patient", 3), ("staff", 1)]
    assert not keys & {r.pk for r in Response.objects.all()}


def test_the_system_closes_rounds_when_the_days_of_grace_have_passed():
    round, later = make_round(make_unit(), days=7), make_round(make_unit(), days=28)

    with time_machine.travel(timezone.now() + 3 * WEEK):
        assert close_rounds() == 0
    with time_machine.travel(timezone.now() + 3 * WEEK + DAY):
        assert close_rounds() == 1
        assert close_rounds() == 0

    round.refresh_from_db()
    later.refresh_from_db()
    assert (round.is_closed, later.is_closed) == (True, False)
    assert round.closes == round.opens + WEEK
