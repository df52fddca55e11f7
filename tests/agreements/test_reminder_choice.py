"""What the patient chooses: off until turned on, on the own hours, off again by one button."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from agreements import actions
from agreements.models import Reminder, ReminderChoice
from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.base_model import EditConflict
from patientkontrakt.people.models import Patient, ProtectedIdentity
from patientkontrakt.people.roles import Scope
from tests.builders.agreements import in_days
from tests.factories import as_patient, make_clinician, make_delegate, make_patient, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient(make_unit())


def choose(patient, *, by=None, is_on=True, hour=8, weekdays=(0, 1, 2), seen_version=0):
    return actions.choose_reminders(
        patient=patient, is_on=is_on, hour=hour, weekdays=[*weekdays], seen_version=seen_version,
        by=by or as_patient(patient),
    )  # fmt: skip


def test_nobody_is_reminded_who_has_not_asked(patient):
    choice = ReminderChoice.objects.of(patient)

    assert (choice.is_on, choice.seen_version) == (False, 0)
    assert not ReminderChoice.objects.exists()


def test_a_choice_is_written_and_logged(patient):
    choice = choose(patient, hour=19, weekdays=[0, 6])

    saved = ReminderChoice.objects.of(patient)
    assert saved.terms == {"is_on": True, "hour": 19, "weekdays": [0, 6]}
    assert AuditEvent.objects.get(resource_id=choice.pk).patient_id == patient.pk


def test_the_same_said_twice_is_said_once(patient):
    assert choose(patient) == choose(patient)
    assert ReminderChoice.objects.get().version == 1
    assert AuditEvent.objects.filter(resource_type="agreements.ReminderChoice").count() == 1


def test_a_choice_is_changed_by_one_who_saw_what_stood(patient):
    choose(patient, hour=8)
    choose(patient, hour=18, seen_version=1)

    for seen in (0, 1):
        with pytest.raises(EditConflict) as conflict:
            choose(patient, hour=20, seen_version=seen)
        assert conflict.value.saved.hour == 18


def test_the_patient_chooses_and_those_who_may_tick_off(patient):
    assert choose(patient, by=make_delegate(patient, [Scope.READ, Scope.CONFIRM]))

    others = [Scope.READ, Scope.BOOK, Scope.WRITE, Scope.ANSWER]
    for by in (make_delegate(patient, others), make_clinician(make_unit()), as_patient(make_patient())):
        with pytest.raises(PermissionDenied):
            choose(patient, by=by, hour=9, seen_version=1)
        with pytest.raises(PermissionDenied):
            actions.stop_reminders(patient=patient, by=by)
    assert ReminderChoice.objects.get().terms == {"is_on": True, "hour": 8, "weekdays": [0, 1, 2]}


@pytest.mark.parametrize(
    "details",
    [
        {"email": "", "phone": ""},
        {"email": "", "phone": "0980-319200"},
        {"protected_identity": ProtectedIdentity.MARKED},
        {"protected_identity": ProtectedIdentity.REGISTRATION, "phone": "0701740605"},
    ],
)
def test_what_cannot_be_sent_cannot_be_turned_on_but_off(details):
    patient = make_patient(**details)

    with pytest.raises(ValidationError):
        choose(patient)
    assert not choose(patient, is_on=False).is_on


def test_one_button_turns_off_and_keeps_the_hours(patient):
    choose(patient, hour=19)

    actions.stop_reminders(patient=patient, by=as_patient(patient))

    assert ReminderChoice.objects.get().terms == {"is_on": False, "hour": 19, "weekdays": [0, 1, 2]}
    assert AuditEvent.objects.filter(resource_type="agreements.ReminderChoice").count() == 2
    assert actions.stop_reminders(patient=patient, by=as_patient(patient)) is None


def test_someone_protected_meanwhile_can_still_turn_off(patient):
    choose(patient)
    Patient.objects.update(protected_identity=ProtectedIdentity.MARKED)
    patient.refresh_from_db()

    actions.stop_reminders(patient=patient, by=as_patient(patient))

    assert not ReminderChoice.objects.get().is_on


# What the database itself refuses


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        ({"hour": 5}, "agreements_reminder_by_day"),
        ({"hour": 23}, "agreements_reminder_by_day"),
        ({"weekdays": []}, "agreements_reminder_known_days"),
        ({"weekdays": [0, 7]}, "agreements_reminder_known_days"),
    ],
)
def test_the_database_keeps_to_hours_of_the_day_and_days_of_the_week(patient, terms, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        ReminderChoice.objects.create(patient=patient, **terms)


def test_the_database_keeps_one_choice_of_one_patient_for_ever(patient):
    choice = choose(patient)

    with pytest.raises(IntegrityError, match="patient_id"), transaction.atomic():
        ReminderChoice.objects.create(patient=patient)
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        choice.delete()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        ReminderChoice.objects.update(patient=make_patient())


def test_the_database_keeps_one_reminder_a_day_for_ever(patient):
    reminder = Reminder.objects.create(patient=patient, day=in_days(0))

    with pytest.raises(IntegrityError, match="agreements_reminder_one_a_day"), transaction.atomic():
        Reminder.objects.create(patient=patient, day=in_days(0))
    for change in (reminder.delete, lambda: Reminder.objects.update(day=in_days(-1))):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            change()
