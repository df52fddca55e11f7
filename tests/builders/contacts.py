"""Contacts made by the real actions."""

import datetime

from contacts import actions
from contacts.models import AppointReason, ContactKind, PathChannel
from tests.factories import SYSTEM, make_clinician

LONG_AGO = datetime.date(2020, 1, 1)


def appointed_contact(patient, unit, *, by=None, person=None, **details):
    """A fixed care contact at the unit, since long ago."""
    by = by or make_clinician(unit)
    details = {
        "kind": ContactKind.CARE,
        "is_coordinating": False,
        "reason": AppointReason.NEEDED,
        "starts": LONG_AGO,
    } | details
    return actions.appoint_contact(
        patient=patient, staff=(person or make_clinician(unit)).staff, unit=unit, by=by, **details
    )


def coordinating_contact(patient, unit, **details):
    return appointed_contact(patient, unit, is_coordinating=True, **details)


def contact_path(unit, **details):
    details = {
        "purpose": "Boka eller ändra en tid",
        "channel": PathChannel.PHONE,
        "value": "010-101 10 11",
        "opening_hours": "Vardagar 8–16",
        "answer_within_hours": 24,
        "order": 1,
    } | details
    return actions.add_contact_path(unit=unit, by=SYSTEM, **details)
