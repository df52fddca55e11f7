"""Real connections, real transactions."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from contacts.actions import hand_over_coordination
from tests.builders.contacts import appointed_contact, coordinating_contact
from tests.factories import make_clinician, make_patient, make_unit

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run each call in a thread with a connection of its own; returns results and errors in order."""
    outcomes = [None] * len(calls)
    start = threading.Barrier(len(calls), timeout=30)

    def run(number, call):
        try:
            start.wait()
            outcomes[number] = call()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "a thread hangs"
    return outcomes


def test_of_two_coordinating_contacts_at_once_one_is_appointed_and_the_other_told_why():
    unit = make_unit()
    patient = make_patient(unit)
    clinicians = [make_clinician(unit) for _ in range(4)]

    outcomes = at_once(
        *[lambda by=by: coordinating_contact(patient, unit, by=by, person=by) for by in clinicians]
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refused) == 3
    assert all(isinstance(error, ValidationError) for error in refused), refused
    assert all("har redan en samordnande kontakt" in error.message for error in refused)
    assert patient.care_contacts.coordinating().count() == 1


def test_two_handovers_at_once_leave_one_who_coordinates():
    unit = make_unit()
    patient = make_patient(unit)
    coordinating_contact(patient, unit)
    receivers = [appointed_contact(patient, unit) for _ in range(2)]
    clinicians = [make_clinician(unit) for _ in range(2)]

    outcomes = at_once(
        *[
            lambda to=to, by=by: hand_over_coordination(patient=patient, to=to, by=by)
            for to, by in zip(receivers, clinicians, strict=True)
        ]
    )

    assert patient.care_contacts.current().coordinating().count() == 1
    assert not [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, ValidationError)]
