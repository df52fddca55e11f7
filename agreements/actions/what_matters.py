from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import Author, WhatMatters
from patientkontrakt.access.patients import check_may
from patientkontrakt.audit.actions import record
from patientkontrakt.audit.models import Activity
from patientkontrakt.people.actor import Actor
from patientkontrakt.people.models import Patient
from patientkontrakt.people.permissions import Permission


@transaction.atomic
def write_what_matters(
    *, patient: Patient, text: str = "", strengths: str = "", helpers: str = "", by: Actor
) -> WhatMatters:
    """The patient's own words, written by the patient's side or by staff as the patient told them.

    What was written before stays as it is. Raises ValidationError when nothing at all is written.
    """
    right = Permission.OWN_WRITE if by.acts_for_patient else Permission.EDIT_AGREEMENT
    check_may(by, right, patient)
    if not (text or strengths or helpers):
        raise ValidationError(_("Write in at least one of the boxes."))
    words = WhatMatters.objects.create(
        patient=patient, text=text, strengths=strengths, helpers=helpers,
        author=_author(by), written_by=by.user, written_by_name=by.name,
    )  # fmt: skip
    record(by=by, activity=Activity.WRITE, resource=words, patient=patient)
    return words


def _author(by):
    if by.is_patient:
        return Author.PATIENT
    return Author.DELEGATE if by.is_delegate else Author.STAFF
