"""The task twice at the same moment, and the patient who turns it off just then; on own connections."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection, transaction

from agreements import actions
from agreements.models import Reminder, ReminderChoice
from agreements.reminders import to_remind
from agreements.tasks import send_reminders
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.notifications.models import OutboxMessage, Topic
from patientkontrakt.ui.dates import STOCKHOLM
from tests.agreements.test_concurrency import at_once
from tests.builders.agreements import agreed_version
from tests.factories import SYSTEM, as_patient, make_clinician, make_patient, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]
MADE, EIGHT = (
    datetime.datetime(2026, 12, 1, 10, tzinfo=STOCKHOLM),
    datetime.datetime(2026, 12, 2, 8, tzinfo=STOCKHOLM),
)
WAITING_FOR_ME = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


@pytest.fixture
def clock():
    with time_machine.travel(MADE, tick=False) as clock:
        yield clock


@pytest.fixture
def patients(clock):
    """Six who walk every day, and want to be told of it at eight: it is eight now."""
    clinician = make_clinician(make_unit())
    patients = [make_patient(clinician.unit) for _one in range(6)]
    for patient in patients:
        agreed_version(patient, clinician)
        choose(patient)
    clock.move_to(EIGHT)
    return patients


def choose(patient, hour=8):
    return actions.choose_reminders(
        patient=patient, is_on=True, hour=hour, weekdays=[*range(7)], by=as_patient(patient)
    )


def remind(patient):
    return actions.remind(
        choice=ReminderChoice.objects.get(patient=patient), day=EIGHT.date(), by=SYSTEM
    )  # fmt: skip


def messages():
    return OutboxMessage.objects.filter(topic=Topic.REMINDER).count()


def until_one_waits():
    for _try in range(500):
        with connection.cursor() as cursor:
            cursor.execute(WAITING_FOR_ME)
            if cursor.fetchone():
                return
        threading.Event().wait(0.02)
    raise AssertionError("nobody waits for what this one holds")


def test_four_tasks_at_once_tell_each_patient_once(patients):
    sent = at_once(*[send_reminders] * 4)

    assert sum(sent) == len(patients)
    assert {row.patient for row in Reminder.objects.all()} == set(patients)
    assert messages() == Reminder.objects.count() == len(patients)
    assert AuditEvent.objects.filter(resource_type="agreements.Reminder").count() == len(patients)


def test_a_second_one_waits_for_the_first_and_then_sends_nothing(patients):
    """Both found the patient before either had written: the moment that a check alone would miss."""
    patient, first_has_written = patients[0], threading.Event()
    assert len(to_remind()) == len(patients)

    def first():
        with transaction.atomic():
            sent = remind(patient)
            first_has_written.set()
            until_one_waits()
        return sent

    def second():
        first_has_written.wait(timeout=30)
        return remind(patient)

    sent, sent_again = at_once(first, second)

    assert (sent.patient, sent_again) == (patient, None)
    assert messages() == Reminder.objects.count() == 1


def test_the_table_alone_lets_one_through_without_the_lock(patients, monkeypatch):
    """Whatever way they came, one statement writes all three rows or none."""
    held = ReminderChoice.objects.select_related("patient")
    monkeypatch.setattr(type(held), "select_for_update", lambda queryset, **how: queryset)
    patient, first_has_written = patients[0], threading.Event()

    def first():
        with transaction.atomic():
            sent = remind(patient)
            first_has_written.set()
            until_one_waits()
        return sent

    def second():
        first_has_written.wait(timeout=30)
        return remind(patient)

    sent, sent_again = at_once(first, second)

    assert (sent.patient, sent_again) == (patient, None)
    assert messages() == AuditEvent.objects.filter(resource_type="agreements.Reminder").count() == 1


def test_what_is_undone_may_be_sent_by_another(patients):
    patient, first_has_written = patients[0], threading.Event()

    def first():
        with transaction.atomic():
            remind(patient)
            first_has_written.set()
            until_one_waits()
            transaction.set_rollback(True)

    def second():
        first_has_written.wait(timeout=30)
        return remind(patient)

    _undone, sent = at_once(first, second)

    assert sent.patient == patient
    assert messages() == Reminder.objects.count() == 1


def test_who_turns_off_is_told_nothing_after_that(patients):
    patient, has_turned_off = patients[0], threading.Event()

    def turn_off():
        with transaction.atomic():
            actions.stop_reminders(patient=patient, by=as_patient(patient))
            has_turned_off.set()
            until_one_waits()

    def task():
        has_turned_off.wait(timeout=30)
        return remind(patient)

    _off, sent = at_once(turn_off, task)

    assert sent is None
    assert messages() == 0


def test_of_two_first_choices_at_once_one_stands_and_the_other_sees_it(clock):
    patient = make_patient(make_unit())

    outcomes = at_once(lambda: choose(patient, 8), lambda: choose(patient, 9))

    [chosen] = [one for one in outcomes if isinstance(one, ReminderChoice)]
    [conflict] = [one for one in outcomes if isinstance(one, EditConflict)]
    assert conflict.saved.hour == chosen.hour == ReminderChoice.objects.get().hour
