import datetime

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from contacts.models import CareContact, ContactKind, ContactPath, PathChannel
from tests.factories import make_patient, make_staff, make_unit

pytestmark = pytest.mark.django_db

JANUARY = datetime.date(2026, 1, 1)
MAY = datetime.date(2026, 5, 1)


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def patient(unit):
    return make_patient(unit)


def a_contact(patient, unit, **details):
    staff = make_staff()
    details = {
        "kind": ContactKind.CARE,
        "starts": JANUARY,
        "since": JANUARY,
        "reason": "needed",
        "decided_by": staff,
    } | details
    return CareContact.objects.create(patient=patient, unit=unit, staff=staff, **details)


def is_refused(constraint, create, **details):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create(**details)
    return True


def test_one_coordinating_contact_at_a_time(patient, unit):
    a_contact(patient, unit, is_coordinating=True)

    assert is_refused(
        "contacts_one_coordinating",
        a_contact,
        patient=patient,
        unit=unit,
        is_coordinating=True,
        starts=MAY,
        since=MAY,
    )


def test_the_next_coordinating_contact_may_begin_the_day_after(patient, unit):
    a_contact(patient, unit, is_coordinating=True, ends=MAY - datetime.timedelta(days=1), end_reason="leaves")

    a_contact(patient, unit, is_coordinating=True, starts=MAY, since=MAY)

    assert patient.care_contacts.coordinating().count() == 2


def test_the_last_day_of_one_cannot_be_the_first_of_the_next(patient, unit):
    a_contact(patient, unit, is_coordinating=True, ends=MAY, end_reason="leaves")

    assert is_refused(
        "contacts_one_coordinating",
        a_contact,
        patient=patient,
        unit=unit,
        is_coordinating=True,
        starts=MAY,
        since=MAY,
    )


def test_a_contact_is_ended_and_never_deleted(patient, unit):
    contact = a_contact(patient, unit)

    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        contact.delete()


def test_one_physician_contact_at_a_time(patient, unit):
    a_contact(patient, unit, kind=ContactKind.PHYSICIAN)

    assert is_refused(
        "contacts_one_physician", a_contact, patient=patient, unit=unit, kind=ContactKind.PHYSICIAN
    )


def test_many_care_contacts_and_many_patients_are_fine(patient, unit):
    a_contact(patient, unit, is_coordinating=True)
    a_contact(patient, unit)
    a_contact(patient, unit)
    a_contact(make_patient(unit), unit, is_coordinating=True)

    assert CareContact.objects.count() == 4


@pytest.mark.parametrize(
    ("constraint", "details"),
    [
        (
            "contacts_care_contacts_coordinate",
            {"kind": ContactKind.PHYSICIAN, "is_coordinating": True},
        ),
        ("contacts_start_has_a_reason", {"reason": ""}),
        ("contacts_end_has_a_reason", {"ends": MAY}),
        ("contacts_end_has_a_reason", {"end_reason": "leaves"}),
        ("contacts_since_before_start", {"since": MAY}),
        ("ends_after_start", {"ends": datetime.date(2025, 1, 1), "end_reason": "leaves"}),
    ],
)
def test_a_contact_that_makes_no_sense_is_refused(patient, unit, constraint, details):
    assert is_refused(constraint, a_contact, patient=patient, unit=unit, **details)


def a_path(unit, **details):
    details = {"purpose": "Boka tid", "channel": PathChannel.PHONE, "value": "010-101 10 11"} | details
    return ContactPath.objects.create(unit=unit, **details)


@pytest.mark.parametrize(
    ("constraint", "details"),
    [
        ("contacts_path_links_are_safe", {"channel": PathChannel.E_SERVICE, "value": "javascript:alert(1)"}),
        ("contacts_path_links_are_safe", {"channel": PathChannel.MESSAGE, "value": "http://example.se"}),
        ("contacts_path_phone_is_a_number", {"value": "ring oss"}),
        ("contacts_path_sane_promise", {"answer_within_hours": 0}),
        ("contacts_path_sane_promise", {"answer_within_hours": 721}),
        ("contacts_path_says_what_and_how", {"purpose": ""}),
        ("contacts_path_says_what_and_how", {"channel": PathChannel.VISIT, "value": ""}),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(unit, constraint, details):
    assert is_refused(constraint, a_path, unit=unit, **details)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (None, ""),
        (1, "inom 1 timme"),
        (4, "inom 4 timmar"),
        (24, "inom ett dygn"),
        (72, "inom 3 dygn"),
    ],
)
def test_the_promised_answer_time_is_said_in_words(hours, words):
    promise = ContactPath(answer_within_hours=hours).answer_promise

    assert words in promise
    assert bool(promise) == bool(words)


def test_reasons_are_said_in_words():
    contact = CareContact(reason="asked_for", end_reason="Flyttar till Umeå")

    assert contact.reason_words == "Patienten har bett om det"
    assert contact.end_reason_words == "Flyttar till Umeå"
