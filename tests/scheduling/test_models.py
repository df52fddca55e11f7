import datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from scheduling.models import (
    Appointment,
    AppointmentStatus,
    ProposalStatus,
    ProposedTime,
    Room,
    TimeProposal,
    appointment,
    proposal,
)
from tests.builders.scheduling import TERMS, booked, moment, proposed, slot
from tests.factories import make_patient, make_staff, make_unit

pytestmark = pytest.mark.django_db

S = AppointmentStatus


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def a_time(patient, unit, period=None, **details):
    """A row past the actions, to meet the database itself."""
    starts_at, ends_at = period or slot()
    details = {"staff": make_staff()} | TERMS | details
    return Appointment.objects.create(
        patient=patient, unit=unit, starts_at=starts_at, ends_at=ends_at, **details
    )


def refused_by(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_a_staff_member_a_room_and_a_patient_are_in_one_place_at_a_time(patient, unit):
    staff, room = make_staff(), Room.objects.create(unit=unit, name="1")
    a_time(patient, unit, staff=staff, room=room)
    overlapping = slot(3, 10, 15)

    for whose, details in [("staff", {"staff": staff}), ("room", {"room": room})]:
        with refused_by(f"one_time_per_{whose}"), transaction.atomic():
            a_time(make_patient(unit), unit, overlapping, **details)
    with refused_by("one_time_per_patient"), transaction.atomic():
        a_time(patient, unit, overlapping)


def test_times_may_follow_each_other_without_a_pause(patient, unit):
    staff = make_staff()
    a_time(patient, unit, slot(3, 10, 0), staff=staff)

    a_time(patient, unit, slot(3, 10, 30), staff=staff)
    a_time(patient, unit, slot(3, 9, 30), staff=staff)

    assert Appointment.objects.count() == 3


@pytest.mark.parametrize(
    ("status", "is_free"),
    [
        (S.ARRIVED, False),
        (S.FULFILLED, False),
        (S.NO_SHOW, True),
        (S.CANCELLED_BY_CARE, True),
        (S.CANCELLED_BY_PATIENT, True),
    ],
)
def test_a_cancelled_or_missed_time_is_free_and_a_used_one_is_not(patient, unit, status, is_free):
    reason = "Sjuk" if status in appointment.CANCELLED else ""
    a_time(patient, unit, status=status, cancel_reason=reason)

    if is_free:
        assert a_time(patient, unit)
    else:
        with refused_by("one_time_per_patient"), transaction.atomic():
            a_time(patient, unit)


@pytest.mark.parametrize(
    ("constraint", "details"),
    [
        ("scheduling_appointment_length", {"ends_at": moment(3, 9)}),
        ("scheduling_appointment_length", {"ends_at": moment(3, 10, 4)}),
        ("scheduling_appointment_length", {"ends_at": moment(3, 22, 1)}),
        ("scheduling_cancelled_with_reason", {"status": S.CANCELLED_BY_CARE}),
        ("scheduling_cancelled_with_reason", {"cancel_reason": "Sjuk"}),
        ("scheduling_appointment_has_a_purpose", {"purpose": ""}),
        ("scheduling_appointment_safe_link", {"video_link": "javascript:alert(1)"}),
    ],
)
def test_a_time_that_makes_no_sense_is_refused(patient, unit, constraint, details):
    starts_at, ends_at = slot(3, 10)
    ends_at = details.pop("ends_at", ends_at)

    with refused_by(constraint), transaction.atomic():
        a_time(patient, unit, (starts_at, ends_at), **details)


def test_a_proposal_holds_three_times_at_the_most(patient, unit):
    offer = proposed(patient, unit, [slot(3), slot(4), slot(5)])
    starts_at, ends_at = slot(6)
    fourth = ProposedTime(proposal=offer, patient=patient, starts_at=starts_at, ends_at=ends_at)

    for number, constraint in [(4, "at_most_three"), (3, "number_once")]:
        fourth.number = number
        with refused_by(constraint), transaction.atomic():
            fourth.save(force_insert=True)


def test_a_units_room_has_a_name_of_its_own(unit):
    Room.objects.create(unit=unit, name="1")
    Room.objects.create(unit=make_unit("Annan"), name="1")

    with refused_by("room_name_once"), transaction.atomic():
        Room.objects.create(unit=unit, name="1")


@pytest.mark.parametrize(
    ("table", "states"),
    [(appointment.ALLOWED_CHANGES, AppointmentStatus), (proposal.ALLOWED_CHANGES, ProposalStatus)],
)
def test_the_table_of_changes_names_every_state(table, states):
    assert set(table) == set(states)
    assert all(after in states and after != before for before in table for after in table[before])


def test_upcoming_is_what_is_agreed_and_not_over(patient, unit):
    now = timezone.now()
    minutes = datetime.timedelta(minutes=1)
    later = booked(patient, unit, slot(5))
    ongoing = booked(patient, unit, (now - 10 * minutes, now + 10 * minutes))
    over = booked(patient, unit, (now - 60 * minutes, now - 30 * minutes))
    a_time(patient, unit, slot(6), status=S.CANCELLED_BY_CARE, cancel_reason="Sjuk")

    assert list(Appointment.objects.upcoming()) == [ongoing, later]
    assert list(Appointment.objects.unfinished()) == [over, ongoing, later]
    assert later not in Appointment.objects.past()
    assert over in Appointment.objects.past()


def test_a_proposal_waits_for_the_patient_while_a_time_is_left_and_then_for_care(patient, unit, time_machine):
    offer = proposed(patient, unit, [slot(1), slot(2)])

    time_machine.move_to(moment(1, 12))
    assert TimeProposal.objects.awaiting_patient().get() == offer
    assert not TimeProposal.objects.awaiting_care().exists()

    time_machine.move_to(moment(2, 12))
    assert not TimeProposal.objects.awaiting_patient().exists()
    assert TimeProposal.objects.awaiting_care().get() == offer


def test_a_proposed_time_knows_when_it_has_been_taken(patient, unit):
    offer = proposed(patient, unit, [slot(3), slot(4), slot(5)])
    booked(make_patient(unit), unit, slot(3, 10, 15), staff=offer.staff)
    booked(patient, unit, slot(4, 9, 45))

    times = TimeProposal.objects.with_times().get().times.all()

    assert [time.is_taken for time in times] == [True, True, False]
    assert [time.may_be_accepted for time in times] == [False, False, True]


def test_times_and_proposals_are_never_deleted(patient, unit):
    offer = proposed(patient, unit, [slot(4)])
    kept = [booked(patient, unit), offer, offer.times.get()]

    for row in kept:
        with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")


def test_what_refers_to_a_patients_time_belongs_to_the_same_patient(patient, unit):
    other = make_patient(unit)
    offer = proposed(other, unit, [slot(4)])
    starts_at, ends_at = slot(6)

    for mixed_up in (
        lambda: a_time(patient, unit, proposed_time=offer.times.get()),
        lambda: offer.times.create(patient=patient, number=2, starts_at=starts_at, ends_at=ends_at),
        lambda: TimeProposal.objects.create(
            patient=patient, unit=unit, staff=offer.staff, cancelled_appointment=booked(other, unit), **TERMS
        ),
    ):
        with refused_by("different patients"), transaction.atomic():
            mixed_up()


def test_a_time_and_a_proposal_never_change_patient(patient, unit):
    other = make_patient(unit)
    offer = proposed(patient, unit, [slot(4)])

    for row in (booked(patient, unit), offer, offer.times.get()):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(patient=other)
