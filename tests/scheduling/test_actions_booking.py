import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from django.utils import timezone

from patientkontrakt.audit.models import AuditEvent
from patientkontrakt.notifications.models import OutboxMessage
from patientkontrakt.people.roles import Role
from scheduling import actions
from scheduling.actions import booking
from scheduling.models import AgreedHow, Appointment, AppointmentStatus, MeetingChannel
from scheduling.models.appointment import OCCUPYING
from scheduling.slots import WHO_IS_BUSY
from tests.builders.scheduling import booked, moment, slot
from tests.factories import (
    SYSTEM,
    as_patient,
    make_assignment,
    make_clinician,
    make_delegate,
    make_patient,
    make_unit,
)

pytestmark = pytest.mark.django_db

S = AppointmentStatus


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


@pytest.fixture
def clinician(unit):
    return make_clinician(unit)


def test_a_booking_is_saved_whole_logged_and_told(patient, unit, clinician):
    room = actions.add_room(unit=unit, name="Rum 3", by=SYSTEM)

    made = booked(patient, unit, by=clinician, room=room, bring="Medicinlista", needs="Tolk")

    saved = Appointment.objects.get()
    for field in Appointment._meta.concrete_fields:
        assert getattr(saved, field.attname) == getattr(made, field.attname), field.name
    assert (saved.unit, saved.room, saved.bring, saved.status) == (unit, room, "Medicinlista", S.AGREED)
    assert AuditEvent.objects.filter(resource_id=made.pk, patient_id=patient.pk).count() == 1
    assert OutboxMessage.objects.get().path == "/my/times/"


@pytest.mark.parametrize(
    ("busy", "words"),
    [
        ("patient", "Patienten har redan en tid då"),
        ("staff", "Sara Ek har just blivit bokad då"),
        ("room", "Rum 3 har just blivit bokat då"),
    ],
)
def test_the_sentence_says_who_or_what_is_busy(patient, unit, clinician, busy, words):
    room = actions.add_room(unit=unit, name="Rum 3", by=SYSTEM)
    other = make_patient(unit)
    taken = {"patient": {"patient": patient}, "staff": {"staff": clinician.staff}, "room": {"room": room}}
    booked(unit=unit, **{"patient": other} | taken[busy])

    with pytest.raises(actions.TimeTaken, match=words) as refusal:
        booked(patient, unit, by=clinician, room=room)

    assert refusal.value.what == busy
    assert Appointment.objects.count() == 1


def test_who_or_what_is_busy_asks_about_the_times_that_occupy():
    """The states stand in the SQL as constants."""
    states = ", ".join(f"'{status}'" for status in OCCUPYING)

    assert f"status IN ({states})" in WHO_IS_BUSY


def test_a_booking_is_one_question_and_one_statement(patient, unit, clinician, django_assert_num_queries):
    booked(patient, unit, by=clinician)

    with django_assert_num_queries(2):
        booked(patient, unit, slot(4), by=clinician)
    with django_assert_num_queries(1), pytest.raises(actions.TimeTaken):
        booked(patient, unit, slot(4), by=clinician)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("details", [{"address": None}, {"language": "far too long for its column"}])
def test_a_message_that_cannot_be_written_takes_time_and_event_with_it(
    patient, unit, clinician, monkeypatch, details
):
    """One statement is one transaction, also where nobody has begun one."""
    before = AuditEvent.objects.count()
    broken = OutboxMessage(**{"patient": patient, "channel": "sms", "address": "070-174 06 05"} | details)
    monkeypatch.setattr(booking, "message_to", lambda **_: broken)

    with pytest.raises(DatabaseError):
        booked(patient, unit, by=clinician)

    assert (Appointment.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_a_time_that_is_taken_after_the_question_is_refused_by_the_statement(
    patient, unit, clinician, monkeypatch
):
    booked(make_patient(unit), unit, by=clinician)
    before = AuditEvent.objects.count(), OutboxMessage.objects.count()
    monkeypatch.setattr(booking, "check_can_book", lambda appointment, by: None)

    with pytest.raises(actions.TimeTaken, match="Sara Ek har just blivit bokad då"):
        booked(patient, unit, by=clinician)

    assert (AuditEvent.objects.count(), OutboxMessage.objects.count()) == before


def test_a_patient_without_an_address_is_booked_and_not_written_to(unit, clinician):
    assert booked(make_patient(unit, email="", phone=""), unit, by=clinician)
    assert not OutboxMessage.objects.exists()


def test_a_unit_books_those_who_meet_patients_there(patient, unit, clinician):
    colleague = make_clinician(unit).staff
    manager = make_assignment(unit, Role.UNIT_MANAGER).staff
    elsewhere = make_clinician(make_unit("Annan vårdcentral")).staff

    assert booked(patient, unit, by=clinician, staff=colleague)
    for stranger in (manager, elsewhere):
        with pytest.raises(ValidationError, match="träffar inte patienter på Björkens"):
            booked(patient, unit, slot(4), by=clinician, staff=stranger)


def test_a_unit_books_its_own_rooms(patient, unit, clinician):
    room = actions.add_room(unit=make_unit("Annan vårdcentral"), name="Rum 9", by=SYSTEM)

    with pytest.raises(ValidationError, match="Rummet Rum 9 hör inte till Björkens"):
        booked(patient, unit, by=clinician, room=room)


def test_a_refused_booking_leaves_no_trace(patient, unit, clinician):
    booked(patient, unit)
    before = AuditEvent.objects.count(), OutboxMessage.objects.count()

    with pytest.raises(actions.TimeTaken):
        booked(patient, unit, by=clinician)

    assert (AuditEvent.objects.count(), OutboxMessage.objects.count()) == before


@pytest.mark.parametrize("minutes", [0, -30, 4, 721])
def test_a_time_has_a_sane_length(patient, unit, minutes):
    starts_at = moment()
    with pytest.raises(ValidationError, match="minst 5 minuter"):
        booked(patient, unit, (starts_at, starts_at + datetime.timedelta(minutes=minutes)))


def test_only_staff_in_a_care_relation_book(patient, unit):
    stranger = make_clinician(make_unit("Annan vårdcentral"))

    for actor in (stranger, as_patient(patient), SYSTEM):
        with pytest.raises(PermissionDenied):
            booked(patient, unit, by=actor, staff=stranger.staff)


def test_a_cancelled_time_can_be_booked_again(patient, unit, clinician):
    first = booked(patient, unit, by=clinician)
    actions.cancel(appointment=first, reason="Läkaren är sjuk", by=clinician)

    assert booked(patient, unit, by=clinician)


def test_each_side_cancels_with_a_reason_and_it_shows_who(patient, unit, clinician):
    by_patient, by_care, by_phone = [booked(patient, unit, slot(d), by=clinician) for d in (3, 4, 5)]

    actions.cancel(appointment=by_patient, reason="ill", by=as_patient(patient))
    actions.cancel(appointment=by_care, reason="Läkaren är sjuk", by=clinician)
    actions.cancel(appointment=by_phone, reason="Ringde", asked_by_patient=True, by=clinician)

    found = {a.pk: a for a in Appointment.objects.all()}
    assert found[by_patient.pk].status == found[by_phone.pk].status == S.CANCELLED_BY_PATIENT
    assert found[by_patient.pk].cancel_reason_words == "Jag är sjuk"
    assert found[by_care.pk].status == S.CANCELLED_BY_CARE
    assert found[by_care.pk].version == 2


def test_the_patient_is_told_when_care_cancels_and_not_of_the_own_cancellation(patient, unit, clinician):
    times = [booked(patient, unit, slot(d), by=clinician) for d in (3, 4)]
    told = OutboxMessage.objects.count()

    actions.cancel(appointment=times[0], reason="ill", by=as_patient(patient))
    assert OutboxMessage.objects.count() == told
    actions.cancel(appointment=times[1], reason="Läkaren är sjuk", by=clinician)
    assert OutboxMessage.objects.count() == told + 1


def test_a_time_is_cancelled_once_and_never_without_a_reason(patient, unit, clinician):
    time = booked(patient, unit, by=clinician)

    with pytest.raises(ValidationError, match="varför"):
        actions.cancel(appointment=time, reason="", by=clinician)
    actions.cancel(appointment=time, reason="Sjuk", by=clinician)
    with pytest.raises(ValidationError, match="redan"):
        actions.cancel(appointment=time, reason="Igen", by=as_patient(patient))


def test_a_time_that_has_begun_is_not_cancelled_by_the_patient(patient, unit, time_machine):
    time = booked(patient, unit)
    time_machine.move_to(moment(3, 10, 1))

    with pytest.raises(ValidationError, match="Ring oss"):
        actions.cancel(appointment=time, reason="ill", by=as_patient(patient))


def test_another_units_time_is_left_alone(patient, unit, clinician):
    time = booked(patient, unit, by=clinician)
    municipality = make_unit("Kommunens hemsjukvård")
    nurse = make_clinician(municipality)
    patient.care_relations.create(unit=municipality, ground="coordination", starts=timezone.localdate())

    for change in (
        lambda: actions.cancel(appointment=time, reason="Nej", by=nurse),
        lambda: actions.mark(appointment=time, status=S.ARRIVED, by=nurse),
    ):
        with pytest.raises(PermissionDenied, match="Bara personal på Björkens"):
            change()


def test_a_delegate_cancels_only_with_the_right(patient, unit):
    time = booked(patient, unit)
    reader = make_delegate(patient, scopes=["read"])

    with pytest.raises(PermissionDenied):
        actions.cancel(appointment=time, reason="ill", by=reader)
    booker = make_delegate(patient, scopes=["read", "book"])
    assert actions.cancel(appointment=time, reason="ill", by=booker).is_cancelled


def test_how_it_went_is_marked_along_the_table(patient, unit, clinician, time_machine):
    time = booked(patient, unit, by=clinician)
    time_machine.move_to(moment(3, 11))

    for status in (S.ARRIVED, S.ARRIVED, S.FULFILLED, S.NO_SHOW, S.FULFILLED):
        assert actions.mark(appointment=time, status=status, by=clinician).status == status
    with pytest.raises(ValidationError, match="redan"):
        actions.mark(appointment=time, status=S.ARRIVED, by=clinician)
    with pytest.raises(ValidationError, match="Avboka"):
        actions.mark(appointment=time, status=S.CANCELLED_BY_CARE, by=clinician)


def test_nothing_is_marked_before_its_day_nor_as_done_before_its_hour(patient, unit, clinician, time_machine):
    time = booked(patient, unit, by=clinician)

    with pytest.raises(ValidationError, match="inte varit"):
        actions.mark(appointment=time, status=S.ARRIVED, by=clinician)
    time_machine.move_to(moment(3, 9))
    with pytest.raises(ValidationError, match="inte varit"):
        actions.mark(appointment=time, status=S.NO_SHOW, by=clinician)
    assert actions.mark(appointment=time, status=S.ARRIVED, by=clinician).status == S.ARRIVED


def test_a_missed_time_that_was_used_for_another_is_not_made_to_have_taken_place(
    patient, unit, clinician, time_machine
):
    missed = booked(patient, unit, by=clinician)
    time_machine.move_to(moment(3, 10, 5))
    actions.mark(appointment=missed, status=S.NO_SHOW, by=clinician)
    booked(make_patient(unit), unit, slot(0, 10, 10), by=clinician)

    with pytest.raises(actions.TimeTaken):
        actions.mark(appointment=missed, status=S.FULFILLED, by=clinician)


def test_a_telephone_time_needs_no_place(patient, unit):
    call = booked(patient, unit, channel=MeetingChannel.PHONE, place="", agreed_how=AgreedHow.TELEPHONE)

    assert (call.channel, call.place) == (MeetingChannel.PHONE, "")
