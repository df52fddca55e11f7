"""Patients are asked in batches, rest between rounds, and are reminded once without a link."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.channels import wording
from patientkontrakt.notifications.models import OutboxMessage, Topic
from patientkontrakt.people.models import ProtectedIdentity
from surveys import actions, tasks
from surveys.models import InviteRule, PulseAsked, Round, SurveyInvitation, SurveyLink
from tests.builders.surveys import deliver_all, make_patients, make_round
from tests.factories import SYSTEM, make_patient, make_unit

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
NOON = timezone.localtime().replace(hour=12)
NIGHT = timezone.localtime().replace(hour=23)


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 6)


@time_machine.travel(NOON)
def test_all_are_asked_in_batches_and_no_batch_is_a_small_group(small_batches, monkeypatch):
    unit, sizes = make_unit(), []
    make_patients(unit, 16)
    make_round(unit)
    invite = actions.invite_patients
    monkeypatch.setattr(
        tasks.actions, "invite_patients", lambda **kw: sizes.append(len(found := invite(**kw))) or found
    )

    assert tasks.ask_patients() == 16
    assert tasks.ask_patients() == 0

    assert sizes == [6, 10]
    assert SurveyInvitation.objects.values("patient").distinct().count() == 16
    assert SurveyLink.objects.count() == 16


@time_machine.travel(NOON)
def test_a_stopped_worker_leaves_the_rest_to_the_next_and_a_pause_stops_it(small_batches):
    unit = make_unit()
    make_patients(unit, 20)
    round = actions.start_asking(round=make_round(unit), by=SYSTEM)
    actions.invite_patients(round=round, at_most=6, by=SYSTEM)

    actions.pause_round(round=round, by=SYSTEM)
    assert tasks.ask_patients() == 0
    actions.resume_round(round=round, by=SYSTEM)
    assert tasks.ask_patients() == 14

    assert SurveyInvitation.objects.count() == 20


@time_machine.travel(NIGHT)
def test_nobody_is_asked_at_night():
    unit = make_unit()
    make_patients(unit, 5)
    make_round(unit)

    assert tasks.ask_patients() == 0


@time_machine.travel(NOON)
def test_too_few_are_not_asked_and_not_tried_again_and_again():
    unit = make_unit()
    make_patients(unit, 4)
    round = make_round(unit)

    assert tasks.ask_patients() == 0

    round.refresh_from_db()
    assert (round.to_ask, round.asking_since is None) == (0, False)
    assert not Round.objects.to_begin_asking().exists()
    assert not Round.objects.being_asked().exists()


@time_machine.travel(NOON)
def test_how_many_to_ask_is_counted_by_the_database():
    """No patient is read, no message and no token made, only to be counted."""
    unit = make_unit()
    make_patients(unit, 6)
    make_patient(unit, phone="", email="")
    make_patient(unit, phone="0980-319200", email="")
    round = make_round(unit)

    with CaptureQueriesContext(connection) as asked:
        actions.start_asking(round=round, by=SYSTEM)

    assert Round.objects.get(pk=round.pk).to_ask == 6
    assert not [query["sql"] for query in asked if '"people_patient"."given_name"' in query["sql"]]


@time_machine.travel(NOON)
@pytest.mark.parametrize("asked", [{"invite": InviteRule.NOBODY}, {"audience": "staff"}, {"days": -1}])
def test_a_round_that_asks_no_patients_by_link_sends_nothing(asked):
    unit = make_unit()
    make_patients(unit, 5)
    if asked.pop("days", 0):
        with time_machine.travel(NOON - 10 * DAY):
            make_round(unit, days=9)
    else:
        make_round(unit, **asked)

    assert tasks.ask_patients() == 0


def test_nobody_is_asked_again_within_the_days_of_rest_whichever_unit_asks():
    unit, other = make_unit(), make_unit()
    patients = make_patients(unit, 5)
    actions.change_settings(small_group=5, rest_days=60, receipt_percent=80, grace_days=14, by=SYSTEM)
    with time_machine.travel(NOON - 60 * DAY):
        actions.invite_patients(round=make_round(unit, days=5), by=SYSTEM)
    for patient in patients:
        patient.care_relations.update(unit=other)

    with time_machine.travel(NOON - DAY):
        assert not make_round(other, days=0).patients_to_ask.exists()
    assert make_round(other).patients_to_ask.count() == 5


def test_who_was_asked_after_a_visit_rests_too():
    unit = make_unit()
    patient, *_others = make_patients(unit, 5)
    PulseAsked.objects.create(patient=patient, asked_on=timezone.localdate() - 3 * DAY)

    assert patient not in make_round(unit).patients_to_ask


@time_machine.travel(NOON)
def test_all_who_were_reached_are_reminded_once_without_a_link():
    unit = make_unit()
    hidden, *others = make_patients(unit, 6)
    with time_machine.travel(NOON - 7 * DAY):
        round = make_round(unit, remind_after_days=7)
        actions.invite_patients(round=round, by=SYSTEM)
        deliver_all()
    make_patient(unit)
    hidden.protected_identity = ProtectedIdentity.MARKED
    hidden.save()

    assert (tasks.remind_patients(), tasks.remind_patients()) == (1, 0)

    reminders = OutboxMessage.objects.filter(topic=Topic.SURVEY_AGAIN)
    assert {message.patient for message in reminders} == set(others)
    assert {message.path for message in reminders} == {""}
    assert "http" not in wording(reminders[0])[1]
    assert "Har du redan svarat? Tack" in wording(reminders[0])[1]
    assert AuditEvent.objects.filter(resource_type="surveys.reminder").count() == 5


@time_machine.travel(NOON)
@pytest.mark.parametrize(("days_ago", "remind_after"), [(6, 7), (20, None)])
def test_nobody_is_reminded_before_the_day_or_where_it_was_not_asked_for(days_ago, remind_after):
    unit = make_unit()
    make_patients(unit, 5)
    with time_machine.travel(NOON - days_ago * DAY):
        round = make_round(unit, remind_after_days=remind_after)
        actions.invite_patients(round=round, by=SYSTEM)
        deliver_all()

    assert tasks.remind_patients() == 0
    actions.pause_round(round=round, by=SYSTEM)
    with time_machine.travel(NOON + 2 * DAY):
        assert tasks.remind_patients() == 0


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_each_patient_once(small_batches):
    unit = make_unit()
    make_patients(unit, 30)
    actions.start_asking(round=make_round(unit), by=SYSTEM)
    start, asked = threading.Barrier(2), []

    def work():
        try:
            start.wait(20)
            asked.append(tasks.ask_patients())
        finally:
            connection.close()

    with time_machine.travel(NOON, tick=True):
        threads = [threading.Thread(target=work) for _number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert sum(asked) == 30
    assert SurveyInvitation.objects.count() == OutboxMessage.objects.count() == 30
