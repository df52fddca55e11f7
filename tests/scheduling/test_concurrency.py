"""Real connections, real transactions: who comes first gets the time, and nobody waits for ever."""

import collections
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from scheduling import actions
from scheduling.models import Appointment, ProposalStatus, TimeProposal
from tests.builders.scheduling import TERMS, booked, proposed, slot
from tests.factories import as_patient, make_clinician, make_patient, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

CONNECTIONS = 25


def all_at_once(calls):
    """Each call in a thread with a connection of its own; results and errors in order."""
    start = threading.Barrier(min(CONNECTIONS, len(calls)), timeout=60)

    def run(pair):
        number, call = pair
        if number < CONNECTIONS:
            start.wait()
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return list(pool.map(run, enumerate(calls), timeout=120))


def kinds(outcomes):
    return collections.Counter(type(outcome) for outcome in outcomes)


@pytest.fixture
def unit():
    return make_unit()


def test_fifty_bookings_of_one_time_give_one_appointment(unit):
    clinician = make_clinician(unit)
    patients = [make_patient(unit) for _ in range(50)]

    outcomes = all_at_once([lambda p=p: booked(p, unit, by=clinician) for p in patients])

    assert kinds(outcomes) == {Appointment: 1, actions.TimeTaken: 49}
    assert {outcome.what for outcome in outcomes if isinstance(outcome, Exception)} == {"staff"}
    assert clinician.staff.appointments.count() == 1


def test_fifty_overlapping_bookings_never_overlap_and_never_deadlock(unit):
    """Half-hours that begin every ten minutes: staff, rooms and patients all collide, in every order."""
    clinicians = [make_clinician(unit) for _ in range(3)]
    rooms = [unit.rooms.create(name=str(n)) for n in range(2)]
    patients = [make_patient(unit) for _ in range(5)]
    wanted = [
        {
            "patient": patients[n % 5],
            "by": clinicians[n % 3],
            "room": rooms[n % 2],
            "period": slot(3, 10 + n % 12 // 6, n % 6 * 10),
        }
        for n in range(50)
    ]

    outcomes = all_at_once([lambda w=w: booked(unit=unit, **w) for w in wanted])

    assert set(kinds(outcomes)) == {Appointment, actions.TimeTaken}, kinds(outcomes)
    for whose in ("staff", "room", "patient"):
        times = list(Appointment.objects.order_by(whose, "starts_at"))
        for before, after in zip(times, times[1:], strict=False):
            same = getattr(before, whose) == getattr(after, whose)
            assert not same or before.ends_at <= after.starts_at


def test_ten_times_with_five_who_want_each_are_all_filled_once(unit):
    clinician = make_clinician(unit)
    patients = [make_patient(unit) for _ in range(50)]

    outcomes = all_at_once(
        [lambda p=p, n=n: booked(p, unit, slot(3, 8 + n % 10), by=clinician) for n, p in enumerate(patients)]
    )

    assert kinds(outcomes) == {Appointment: 10, actions.TimeTaken: 40}
    assert len(set(clinician.staff.appointments.values_list("starts_at"))) == 10


def test_a_double_click_on_yes_gives_one_appointment(unit):
    patient = make_patient(unit)
    time = proposed(patient, unit).times.first()

    outcomes = all_at_once(
        [lambda: actions.accept_time(proposed_time=time, by=as_patient(patient)) for _ in range(8)]
    )

    assert kinds(outcomes) == {Appointment: 8}
    assert len({outcome.pk for outcome in outcomes}) == 1
    assert Appointment.objects.count() == 1


def test_yes_to_two_times_at_once_gives_one_of_them(unit):
    patient = make_patient(unit)
    times = list(proposed(patient, unit, [slot(3), slot(4), slot(5)]).times.all())

    outcomes = all_at_once(
        [lambda t=t: actions.accept_time(proposed_time=t, by=as_patient(patient)) for t in times]
    )

    assert kinds(outcomes) == {Appointment: 1, ValidationError: 2}


def test_two_patients_who_say_yes_to_the_same_time_keep_their_proposals_apart(unit):
    clinician = make_clinician(unit)
    patients = [make_patient(unit) for _ in range(10)]
    offers = [proposed(p, unit, [slot(3), slot(4)], by=clinician) for p in patients]

    outcomes = all_at_once(
        [
            lambda o=o: actions.accept_time(proposed_time=o.times.first(), by=as_patient(o.patient))
            for o in offers
        ]
    )

    assert kinds(outcomes) == {Appointment: 1, actions.TimeTaken: 9}
    assert TimeProposal.objects.filter(status=ProposalStatus.OPEN).count() == 9


def test_a_booking_and_a_cancellation_of_the_same_time_do_not_hurt_each_other(unit):
    clinician = make_clinician(unit)
    first = booked(make_patient(unit), unit, by=clinician)
    rivals = [make_patient(unit) for _ in range(6)]

    outcomes = all_at_once(
        [
            lambda: actions.cancel(appointment=first, reason="Sjuk", by=clinician),
            *[lambda p=p: booked(p, unit, by=clinician, **TERMS) for p in rivals],
        ]
    )

    assert outcomes[0].is_cancelled
    assert kinds(outcomes[1:])[Appointment] <= 1
    assert set(kinds(outcomes)) <= {Appointment, actions.TimeTaken}
    assert Appointment.objects.occupying().count() <= 1
